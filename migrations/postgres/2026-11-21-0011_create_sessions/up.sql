-- Signed-in devices: of programs (access and refresh tokens) and of browsers (a cookie).
CREATE TABLE sessions (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    device TEXT NOT NULL,
    cookie_hash TEXT,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    idle_until TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    CONSTRAINT sessions_pk PRIMARY KEY (id),
    CONSTRAINT sessions_cookie_once UNIQUE (cookie_hash),
    CONSTRAINT sessions_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT sessions_kind CHECK (kind IN ('program', 'browser'))
);
CREATE INDEX sessions_by_account ON sessions (account_id, id);
CREATE INDEX sessions_by_end ON sessions (ends_at);
CREATE INDEX sessions_by_idle ON sessions (idle_until);

CREATE TABLE refresh_tokens (
    hash TEXT NOT NULL,
    session_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    CONSTRAINT refresh_tokens_pk PRIMARY KEY (hash),
    CONSTRAINT refresh_tokens_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id)
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);
