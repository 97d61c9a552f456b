-- What lists of clinics are ordered and chosen by, as those of physicians are: the published lower bound in
-- ten-thousandths (0 while no number shows), and the counted reviews.
ALTER TABLE clinics ADD COLUMN lower_bound_rank BIGINT NOT NULL DEFAULT 0;
ALTER TABLE clinics ADD COLUMN counted BIGINT NOT NULL DEFAULT 0;
UPDATE clinics SET
    lower_bound_rank = COALESCE((
        SELECT ROUND((value::json ->> 'lower_bound')::DOUBLE PRECISION * 10000)::BIGINT FROM profile_figures WHERE subject_id = clinics.id AND name = 'rating'
    ), 0),
    counted = COALESCE((
        SELECT (value::json ->> 'counted')::BIGINT FROM profile_figures WHERE subject_id = clinics.id AND name = 'rating'
    ), 0);
CREATE INDEX clinics_by_rating ON clinics (state, lower_bound_rank DESC, sort_key, id);
CREATE INDEX clinics_by_reviews ON clinics (state, counted DESC, sort_key, id);
