DROP TABLE idempotent_answers;
DROP TABLE site_state;
