ALTER TABLE account_consents DROP COLUMN subject_ref;
