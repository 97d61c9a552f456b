DROP INDEX clinics_by_reviews;
DROP INDEX clinics_by_rating;
ALTER TABLE clinics DROP COLUMN counted;
ALTER TABLE clinics DROP COLUMN lower_bound_rank;
