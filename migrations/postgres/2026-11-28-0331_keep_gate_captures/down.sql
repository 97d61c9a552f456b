ALTER TABLE application_gates DROP COLUMN capture_hash;
