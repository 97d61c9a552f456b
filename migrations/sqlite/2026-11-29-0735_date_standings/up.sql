-- Lists choose by a standing as it is shown: what it becomes by the clock alone, and when.
ALTER TABLE physicians ADD COLUMN standing_ends_at TIMESTAMP;
ALTER TABLE physicians ADD COLUMN standing_then TEXT;
UPDATE physicians SET
    standing_ends_at = (
        SELECT MIN(MIN(recredential_at, COALESCE(licence_ends_at, recredential_at))) FROM memberships
        WHERE physician_id = physicians.id AND superseded = FALSE
    ),
    standing_then = (
        SELECT json_extract(value, '$.then.state') FROM profile_figures WHERE subject_id = physicians.id AND name = 'standing'
    )
WHERE EXISTS (
    SELECT 1 FROM profile_figures
    WHERE subject_id = physicians.id AND name = 'standing' AND json_extract(value, '$.then.state') IS NOT NULL
);
