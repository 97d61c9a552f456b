-- What a clinic charges and who does what there (a JSON array of offers), how many work there (a JSON object), and
-- whose ratings it takes over. Entries are never deleted, so the predecessor is held by the action that names it
-- instead of a foreign key, which SQLite could not take back.
ALTER TABLE clinics ADD COLUMN offers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE clinics ADD COLUMN staff TEXT NOT NULL DEFAULT '{}';
ALTER TABLE clinics ADD COLUMN predecessor_id TEXT;
CREATE INDEX clinics_by_predecessor ON clinics (predecessor_id);
