-- What other domains have to say on a profile; the value is JSON.
CREATE TABLE profile_figures (
    subject_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CONSTRAINT profile_figures_pk PRIMARY KEY (subject_id, name)
);
