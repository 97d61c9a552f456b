-- What lists are ordered by is ordered as on SQLite, whatever the locale of the cluster.
ALTER TABLE thread_tags ALTER COLUMN tag TYPE TEXT COLLATE "C";
ALTER TABLE clinics ALTER COLUMN city TYPE TEXT COLLATE "C";
ALTER TABLE clinics ALTER COLUMN slug TYPE TEXT COLLATE "C";
ALTER TABLE physicians ALTER COLUMN slug TYPE TEXT COLLATE "C";
ALTER TABLE moderation_decisions ALTER COLUMN action TYPE TEXT COLLATE "C";
ALTER TABLE moderation_decisions ALTER COLUMN ground TYPE TEXT COLLATE "C";
