-- The legal order by which a complaint rests; public, like the rest itself.
ALTER TABLE complaint_marks ADD COLUMN pause_order TEXT;
