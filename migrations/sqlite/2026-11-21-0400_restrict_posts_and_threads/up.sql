-- What moderators have done to posts and threads, beside what authors did; null while nothing stands.
ALTER TABLE posts ADD COLUMN restriction TEXT;
ALTER TABLE posts ADD COLUMN restriction_ground TEXT;
ALTER TABLE threads ADD COLUMN restriction TEXT;
ALTER TABLE threads ADD COLUMN restriction_ground TEXT;
ALTER TABLE threads ADD COLUMN locked BOOLEAN NOT NULL DEFAULT FALSE;
