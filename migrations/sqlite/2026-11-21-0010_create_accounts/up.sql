-- People with an account, what they consented to, and the roles they hold beside being a member.
CREATE TABLE accounts (
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    display_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    locale TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    verified_at TIMESTAMP,
    CONSTRAINT accounts_pk PRIMARY KEY (id),
    CONSTRAINT accounts_email_once UNIQUE (email_key),
    CONSTRAINT accounts_name_once UNIQUE (name_key),
    CONSTRAINT accounts_state CHECK (state IN ('unverified', 'active'))
);
CREATE INDEX accounts_by_state ON accounts (state, created_at);

CREATE TABLE account_consents (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    document_version TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    CONSTRAINT account_consents_pk PRIMARY KEY (id),
    CONSTRAINT account_consents_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT account_consents_kind CHECK (kind IN ('terms', 'health_data', 'age_18'))
);
CREATE INDEX account_consents_by_account ON account_consents (account_id, kind);

CREATE TABLE account_roles (
    account_id TEXT NOT NULL,
    role TEXT NOT NULL,
    granted_at TIMESTAMP NOT NULL,
    CONSTRAINT account_roles_pk PRIMARY KEY (account_id, role),
    CONSTRAINT account_roles_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX account_roles_by_role ON account_roles (role, account_id);
