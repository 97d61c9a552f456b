-- The public reference of a consent in the ledger: 32 random hexadecimal digits; none on older rows.
ALTER TABLE account_consents ADD COLUMN subject_ref TEXT;
