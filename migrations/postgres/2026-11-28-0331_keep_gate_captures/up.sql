-- The hash of what an officer captured at the source of a gate's answer.
ALTER TABLE application_gates ADD COLUMN capture_hash TEXT;
