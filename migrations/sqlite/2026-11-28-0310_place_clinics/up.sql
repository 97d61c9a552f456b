-- Where a clinic is, in degrees; null while nobody has said so.
ALTER TABLE clinics ADD COLUMN latitude DOUBLE PRECISION;
ALTER TABLE clinics ADD COLUMN longitude DOUBLE PRECISION;
