ALTER TABLE complaint_marks DROP COLUMN pause_order;
