-- Hashes of words that may be taken back are made under a key of the site from here on. Those made without one confirm a
-- guess, and cannot be made again without the words: they go.
ALTER TABLE review_blocked_drafts RENAME COLUMN sha256 TO draft_hash;
UPDATE review_blocked_drafts SET draft_hash = '';
UPDATE moderation_flags SET target_hash = '';
