DROP INDEX physicians_by_reviews;
DROP INDEX physicians_by_rating;
ALTER TABLE physicians DROP COLUMN standing;
ALTER TABLE physicians DROP COLUMN counted;
ALTER TABLE physicians DROP COLUMN lower_bound_rank;
