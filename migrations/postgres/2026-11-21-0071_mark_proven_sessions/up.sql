-- When a session gave the second factor; staff acts ask for it.
ALTER TABLE sessions ADD COLUMN second_factor_at TIMESTAMP;
