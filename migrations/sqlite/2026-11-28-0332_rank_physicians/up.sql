-- What lists of physicians are ordered and chosen by, beside the entry itself: of the figures on the profile, the
-- published lower bound in ten-thousandths (0 while no number shows), the counted reviews, the coalition standing.
ALTER TABLE physicians ADD COLUMN lower_bound_rank BIGINT NOT NULL DEFAULT 0;
ALTER TABLE physicians ADD COLUMN counted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE physicians ADD COLUMN standing TEXT NOT NULL DEFAULT 'none';
UPDATE physicians SET
    lower_bound_rank = COALESCE((
        SELECT CAST(ROUND(json_extract(value, '$.lower_bound') * 10000) AS INTEGER) FROM profile_figures WHERE subject_id = physicians.id AND name = 'rating'
    ), 0),
    counted = COALESCE((
        SELECT json_extract(value, '$.counted') FROM profile_figures WHERE subject_id = physicians.id AND name = 'rating'
    ), 0),
    standing = COALESCE((
        SELECT json_extract(value, '$.state') FROM profile_figures WHERE subject_id = physicians.id AND name = 'standing'
    ), 'none');
CREATE INDEX physicians_by_rating ON physicians (state, lower_bound_rank DESC, sort_key, id);
CREATE INDEX physicians_by_reviews ON physicians (state, counted DESC, sort_key, id);
