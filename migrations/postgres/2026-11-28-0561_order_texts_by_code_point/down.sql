ALTER TABLE moderation_decisions ALTER COLUMN ground TYPE TEXT COLLATE "default";
ALTER TABLE moderation_decisions ALTER COLUMN action TYPE TEXT COLLATE "default";
ALTER TABLE physicians ALTER COLUMN slug TYPE TEXT COLLATE "default";
ALTER TABLE clinics ALTER COLUMN slug TYPE TEXT COLLATE "default";
ALTER TABLE clinics ALTER COLUMN city TYPE TEXT COLLATE "default";
ALTER TABLE thread_tags ALTER COLUMN tag TYPE TEXT COLLATE "default";
