-- The name under which the clinic knows whoever complains: for the case officers, the board, the panel and, with
-- consent, the clinic; in no event and no leaf. Beside the complaint, whose row is as wide as a row may be.
ALTER TABLE complaint_marks ADD COLUMN patient_name TEXT;
