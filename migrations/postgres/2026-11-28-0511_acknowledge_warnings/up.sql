-- When whoever was warned said that they have read it.
ALTER TABLE moderation_statements ADD COLUMN acknowledged_at TIMESTAMP;
