-- A deadline that fails waits before its next try, so that it holds up no other case.
ALTER TABLE case_timers ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;
-- By the machine's clock.
ALTER TABLE case_timers ADD COLUMN retry_at TIMESTAMP;
ALTER TABLE case_timers ADD COLUMN last_error TEXT;
CREATE INDEX case_timers_failing ON case_timers (retry_at);
