-- Until when an appeal against a measure of the board is to be decided.
ALTER TABLE memberships ADD COLUMN hear_by TIMESTAMP;
