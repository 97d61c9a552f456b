DROP TABLE physician_clinics;
DROP TABLE clinics;
DROP TABLE physicians;
