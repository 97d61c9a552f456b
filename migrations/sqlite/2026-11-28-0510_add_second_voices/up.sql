-- What takes two people: what each of them said, until when both must have, and whether that was missed.
ALTER TABLE moderation_items ADD COLUMN due_at TIMESTAMP;
ALTER TABLE moderation_items ADD COLUMN overdue BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE moderation_voices (
    id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    moderator_id TEXT NOT NULL,
    action TEXT NOT NULL,
    ground TEXT,
    explanation TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT moderation_voices_pk PRIMARY KEY (id),
    CONSTRAINT moderation_voices_once UNIQUE (item_id, moderator_id),
    CONSTRAINT moderation_voices_item_fk FOREIGN KEY (item_id) REFERENCES moderation_items (id),
    CONSTRAINT moderation_voices_moderator_fk FOREIGN KEY (moderator_id) REFERENCES accounts (id)
);
