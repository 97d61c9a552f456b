-- What somebody typed into a form and does not publish yet: for that account alone.
CREATE TABLE drafts (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT,
    fields TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT drafts_pk PRIMARY KEY (id),
    CONSTRAINT drafts_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX drafts_of_account ON drafts (account_id, saved_at, id);
CREATE INDEX drafts_by_age ON drafts (saved_at);
