DROP TABLE review_blocked_drafts;
DROP TABLE review_replies;
DROP TABLE review_proofs;
DROP TABLE review_versions;
DROP TABLE reviews;
