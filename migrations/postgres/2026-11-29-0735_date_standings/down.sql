ALTER TABLE physicians DROP COLUMN standing_then;
ALTER TABLE physicians DROP COLUMN standing_ends_at;
