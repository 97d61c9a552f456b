-- A profile lists its latest published inspections; so far it knows the last one.
INSERT INTO profile_figures (subject_id, name, value, updated_at)
SELECT subject_id, 'inspections', '[' || value || ']', updated_at FROM profile_figures
WHERE name = 'last_inspection' AND value <> 'null';
