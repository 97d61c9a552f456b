-- What the links in letters carry, hashed: to confirm an address, to set a new password.
CREATE TABLE account_tokens (
    hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    CONSTRAINT account_tokens_pk PRIMARY KEY (hash),
    CONSTRAINT account_tokens_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT account_tokens_purpose CHECK (purpose IN ('verify', 'reset'))
);
CREATE INDEX account_tokens_by_account ON account_tokens (account_id, purpose);
CREATE INDEX account_tokens_by_expiry ON account_tokens (expires_at);
