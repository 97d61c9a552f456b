DROP TABLE complaint_recommendations;
ALTER TABLE complaint_evidence DROP COLUMN role;
DROP TABLE complaint_marks;
