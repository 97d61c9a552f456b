-- Whose patient somebody is, as far as public reviews with a document that was seen have proved it so far.
INSERT INTO ties (id, account_id, kind, source, source_id, physician_id, created_at)
SELECT 'proof-' || id, author_id, 'patient', 'proof', id, physician_id, created_at
FROM reviews
WHERE physician_id IS NOT NULL AND proof_level >= 2 AND state IN ('published', 'masked', 'restored');
