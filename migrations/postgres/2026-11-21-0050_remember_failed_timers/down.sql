DROP INDEX case_timers_failing;
ALTER TABLE case_timers DROP COLUMN last_error;
ALTER TABLE case_timers DROP COLUMN retry_at;
ALTER TABLE case_timers DROP COLUMN failures;
