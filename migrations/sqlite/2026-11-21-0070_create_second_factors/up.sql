-- The second factor of an account: the sealed secret of its authenticator, and recovery codes, hashed, for one use each.
CREATE TABLE second_factors (
    account_id TEXT NOT NULL,
    sealed_secret BLOB NOT NULL,
    state TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    CONSTRAINT second_factors_pk PRIMARY KEY (account_id),
    CONSTRAINT second_factors_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT second_factors_state CHECK (state IN ('pending', 'active')),
    CONSTRAINT second_factors_confirmed CHECK ((state = 'active') = (confirmed_at IS NOT NULL))
);

CREATE TABLE recovery_codes (
    hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    used_at TIMESTAMP,
    CONSTRAINT recovery_codes_pk PRIMARY KEY (hash),
    CONSTRAINT recovery_codes_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);
