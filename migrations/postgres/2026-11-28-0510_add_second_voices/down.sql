DROP TABLE moderation_voices;
ALTER TABLE moderation_items DROP COLUMN overdue;
ALTER TABLE moderation_items DROP COLUMN due_at;
