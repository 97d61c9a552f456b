DROP INDEX clinics_by_predecessor;
ALTER TABLE clinics DROP COLUMN predecessor_id;
ALTER TABLE clinics DROP COLUMN staff;
ALTER TABLE clinics DROP COLUMN offers;
