DROP TABLE inspection_statements;
DROP TABLE inspection_actions;
DROP TABLE inspection_points;
DROP TABLE inspection_evidence;
DROP TABLE inspection_scores;
DROP TABLE inspection_inspectors;
DROP TABLE inspections;
