-- What reviews and complaints have told so far: whose patient somebody is, and what is still in dispute.
INSERT INTO ties (id, account_id, kind, source, source_id, physician_id, clinic_id, created_at)
SELECT 'patient-' || id, author_id, 'patient', 'review', id, physician_id,
       CASE WHEN physician_id IS NULL THEN clinic_id END, created_at
FROM reviews WHERE physician_id IS NOT NULL OR clinic_id IS NOT NULL;
INSERT INTO ties (id, account_id, kind, source, source_id, physician_id, clinic_id, created_at)
SELECT 'patient-' || id, complainant_id, 'patient', 'complaint', id, physician_id,
       CASE WHEN physician_id IS NULL THEN clinic_id END, created_at
FROM complaints WHERE physician_id IS NOT NULL OR clinic_id IS NOT NULL;
INSERT INTO ties (id, account_id, kind, source, source_id, physician_id, created_at)
SELECT 'dispute-' || id, complainant_id, 'dispute', 'complaint', id, physician_id, created_at
FROM complaints WHERE physician_id IS NOT NULL AND state <> 'closed';
INSERT INTO ties (id, account_id, kind, source, source_id, clinic_id, created_at)
SELECT 'dispute-at-' || id, complainant_id, 'dispute', 'complaint', id, clinic_id, created_at
FROM complaints WHERE clinic_id IS NOT NULL AND state <> 'closed';
