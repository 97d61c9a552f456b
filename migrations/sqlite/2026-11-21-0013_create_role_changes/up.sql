-- Roles asked for by one admin and confirmed by another.
CREATE TABLE role_changes (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    account_id TEXT NOT NULL,
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_by TEXT,
    asked_at TIMESTAMP NOT NULL,
    confirmed_by TEXT,
    confirmed_at TIMESTAMP,
    version BIGINT NOT NULL,
    CONSTRAINT role_changes_pk PRIMARY KEY (id),
    CONSTRAINT role_changes_subject_once UNIQUE (subject_ref),
    CONSTRAINT role_changes_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT role_changes_kind CHECK (kind IN ('grant', 'revoke')),
    CONSTRAINT role_changes_state CHECK (state IN ('pending', 'confirmed'))
);
CREATE INDEX role_changes_by_account ON role_changes (account_id, role, state);
CREATE INDEX role_changes_by_state ON role_changes (state, id);
