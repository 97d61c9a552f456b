ALTER TABLE moderation_statements DROP COLUMN acknowledged_at;
