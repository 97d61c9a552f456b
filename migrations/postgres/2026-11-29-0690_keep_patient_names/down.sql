ALTER TABLE complaint_marks DROP COLUMN patient_name;
