ALTER TABLE memberships DROP COLUMN hear_by;
