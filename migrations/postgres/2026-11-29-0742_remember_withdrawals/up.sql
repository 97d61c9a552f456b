-- Reviews that were withdrawn while moderation keeps copies of their words, and when it looks again whether anybody still
-- needs them.
CREATE TABLE moderation_withdrawals (
    review_id TEXT NOT NULL,
    look_at TIMESTAMP NOT NULL,
    CONSTRAINT moderation_withdrawals_pk PRIMARY KEY (review_id),
    CONSTRAINT moderation_withdrawals_review_fk FOREIGN KEY (review_id) REFERENCES reviews (id)
);
CREATE INDEX moderation_withdrawals_by_look ON moderation_withdrawals (look_at, review_id);
CREATE INDEX moderation_statements_of_target ON moderation_statements (target_kind, target_id);
INSERT INTO moderation_withdrawals (review_id, look_at)
SELECT id, created_at FROM reviews
WHERE state = 'withdrawn'
AND EXISTS (SELECT 1 FROM moderation_items WHERE target_kind = 'review' AND target_id = reviews.id);
