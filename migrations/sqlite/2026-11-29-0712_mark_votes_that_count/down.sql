ALTER TABLE application_votes DROP COLUMN counts;
