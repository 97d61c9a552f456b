-- What the site remembers about itself (the clock's offset), and the answers it must be able to repeat.
CREATE TABLE site_state (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT site_state_pk PRIMARY KEY (name)
);

CREATE TABLE idempotent_answers (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    location TEXT,
    body TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT idempotent_answers_pk PRIMARY KEY (scope, key)
);
CREATE INDEX idempotent_answers_by_age ON idempotent_answers (created_at);
