-- Votes of seats that had no say at the decision count neither in the tally nor among the dissents.
ALTER TABLE application_votes ADD COLUMN counts BOOLEAN NOT NULL DEFAULT TRUE;
