-- When licence and sanctions were checked last and are to be checked next, and the first inspection.
ALTER TABLE memberships ADD COLUMN checked_at TIMESTAMP;
ALTER TABLE memberships ADD COLUMN check_due_at TIMESTAMP;
ALTER TABLE memberships ADD COLUMN inspect_by TIMESTAMP;
ALTER TABLE memberships ADD COLUMN inspected_at TIMESTAMP;
ALTER TABLE memberships ADD COLUMN inspection_overdue BOOLEAN NOT NULL DEFAULT FALSE;
