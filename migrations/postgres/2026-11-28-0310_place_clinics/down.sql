ALTER TABLE clinics DROP COLUMN longitude;
ALTER TABLE clinics DROP COLUMN latitude;
