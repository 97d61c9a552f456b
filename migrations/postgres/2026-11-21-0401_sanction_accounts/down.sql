ALTER TABLE accounts DROP COLUMN banned_at;
ALTER TABLE accounts DROP COLUMN suspended_until;
ALTER TABLE accounts DROP COLUMN silenced_until;
