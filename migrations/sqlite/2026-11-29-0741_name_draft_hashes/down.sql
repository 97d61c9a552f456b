ALTER TABLE review_blocked_drafts RENAME COLUMN draft_hash TO sha256;
