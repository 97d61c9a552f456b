-- Sanctions that stand: until when an account may not write, until when it may not sign in, and since when never.
ALTER TABLE accounts ADD COLUMN silenced_until TIMESTAMP;
ALTER TABLE accounts ADD COLUMN suspended_until TIMESTAMP;
ALTER TABLE accounts ADD COLUMN banned_at TIMESTAMP;
