ALTER TABLE memberships DROP COLUMN inspection_overdue;
ALTER TABLE memberships DROP COLUMN inspected_at;
ALTER TABLE memberships DROP COLUMN inspect_by;
ALTER TABLE memberships DROP COLUMN check_due_at;
ALTER TABLE memberships DROP COLUMN checked_at;
