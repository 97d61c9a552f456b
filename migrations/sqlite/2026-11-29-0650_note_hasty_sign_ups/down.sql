ALTER TABLE accounts DROP COLUMN signed_up_in_haste;
