-- How often something was tried at the doors: sign-ins, sign-ups, letters. Subjects are hashed.
CREATE TABLE account_attempts (
    subject TEXT NOT NULL,
    tries BIGINT NOT NULL,
    since TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    CONSTRAINT account_attempts_pk PRIMARY KEY (subject)
);
CREATE INDEX account_attempts_by_age ON account_attempts (last_at);
