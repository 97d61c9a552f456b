ALTER TABLE threads DROP COLUMN locked;
ALTER TABLE threads DROP COLUMN restriction_ground;
ALTER TABLE threads DROP COLUMN restriction;
ALTER TABLE posts DROP COLUMN restriction_ground;
ALTER TABLE posts DROP COLUMN restriction;
