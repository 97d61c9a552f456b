-- Whether the page's form of the sign-up came back sooner than anybody types.
ALTER TABLE accounts ADD COLUMN signed_up_in_haste BOOLEAN NOT NULL DEFAULT FALSE;
