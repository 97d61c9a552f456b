-- Letters waiting to leave, leaving, or gone.
CREATE TABLE outbox_letters (
    id TEXT NOT NULL,
    once_key TEXT NOT NULL,
    thread TEXT,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_name TEXT,
    reply_to TEXT,
    locale TEXT NOT NULL,
    subject TEXT NOT NULL,
    text_body TEXT NOT NULL,
    html_body TEXT NOT NULL,
    message_id TEXT NOT NULL,
    refers_to TEXT,
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    attempts BIGINT NOT NULL,
    leased_until TIMESTAMP,
    sent_at TIMESTAMP,
    last_error TEXT,
    checkpoint TEXT,
    CONSTRAINT outbox_letters_pk PRIMARY KEY (id),
    CONSTRAINT outbox_letters_once UNIQUE (once_key),
    CONSTRAINT outbox_letters_message_id_once UNIQUE (message_id),
    CONSTRAINT outbox_letters_state CHECK (state IN ('waiting', 'sending', 'sent', 'dead'))
);
CREATE INDEX outbox_letters_due ON outbox_letters (state, due_at, id);
CREATE INDEX outbox_letters_by_thread ON outbox_letters (thread, id);
