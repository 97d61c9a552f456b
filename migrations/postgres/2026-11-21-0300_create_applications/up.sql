-- Applications to the coalition: the form, gates, references, the panel and its scores, comments and votes.
CREATE TABLE applications (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    physician_id TEXT NOT NULL,
    applicant_id TEXT NOT NULL,
    code TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    form TEXT NOT NULL,
    listed_gaps TEXT NOT NULL,
    round BIGINT NOT NULL,
    draw_seeds TEXT NOT NULL,
    redrawn BOOLEAN NOT NULL,
    founding BOOLEAN NOT NULL,
    result TEXT,
    outcome TEXT,
    reasons TEXT,
    tally TEXT,
    reapply_from TIMESTAMP,
    submitted_at TIMESTAMP,
    complete_at TIMESTAMP,
    comments_from TIMESTAMP,
    vote_from TIMESTAMP,
    decided_at TIMESTAMP,
    published_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT applications_pk PRIMARY KEY (id),
    CONSTRAINT applications_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT applications_code_once UNIQUE (code),
    CONSTRAINT applications_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id),
    CONSTRAINT applications_applicant_fk FOREIGN KEY (applicant_id) REFERENCES accounts (id)
);
CREATE INDEX applications_by_age ON applications (created_at, id);
CREATE INDEX applications_by_physician ON applications (physician_id, created_at, id);
CREATE INDEX applications_by_applicant ON applications (applicant_id, created_at, id);

CREATE TABLE application_gates (
    application_id TEXT NOT NULL,
    code TEXT NOT NULL,
    answer TEXT NOT NULL,
    source_url TEXT,
    checked_on TEXT,
    note TEXT,
    officer_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT application_gates_pk PRIMARY KEY (application_id, code),
    CONSTRAINT application_gates_application_fk FOREIGN KEY (application_id) REFERENCES applications (id),
    CONSTRAINT application_gates_officer_fk FOREIGN KEY (officer_id) REFERENCES accounts (id)
);

CREATE TABLE application_referees (
    id TEXT NOT NULL,
    application_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    draw BIGINT NOT NULL,
    consented BOOLEAN,
    statement TEXT,
    asked_at TIMESTAMP NOT NULL,
    answered_at TIMESTAMP,
    CONSTRAINT application_referees_pk PRIMARY KEY (id),
    CONSTRAINT application_referees_application_fk FOREIGN KEY (application_id) REFERENCES applications (id)
);
CREATE INDEX application_referees_by_application ON application_referees (application_id, id);

CREATE TABLE application_links (
    token_hash TEXT NOT NULL,
    referee_id TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT application_links_pk PRIMARY KEY (token_hash),
    CONSTRAINT application_links_referee_fk FOREIGN KEY (referee_id) REFERENCES application_referees (id)
);
CREATE INDEX application_links_by_referee ON application_links (referee_id);

CREATE TABLE application_seats (
    application_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    seat TEXT NOT NULL,
    seated_at TIMESTAMP NOT NULL,
    left_at TIMESTAMP,
    CONSTRAINT application_seats_pk PRIMARY KEY (application_id, account_id),
    CONSTRAINT application_seats_application_fk FOREIGN KEY (application_id) REFERENCES applications (id),
    CONSTRAINT application_seats_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX application_seats_by_account ON application_seats (account_id, application_id);

CREATE TABLE application_recusals (
    application_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    ground TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT application_recusals_pk PRIMARY KEY (application_id, account_id),
    CONSTRAINT application_recusals_application_fk FOREIGN KEY (application_id) REFERENCES applications (id),
    CONSTRAINT application_recusals_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE application_scores (
    application_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    criterion TEXT NOT NULL,
    score BIGINT NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT application_scores_pk PRIMARY KEY (application_id, account_id, round, criterion),
    CONSTRAINT application_scores_range CHECK (score BETWEEN 0 AND 5),
    CONSTRAINT application_scores_application_fk FOREIGN KEY (application_id) REFERENCES applications (id),
    CONSTRAINT application_scores_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE application_locks (
    application_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT application_locks_pk PRIMARY KEY (application_id, account_id, round),
    CONSTRAINT application_locks_application_fk FOREIGN KEY (application_id) REFERENCES applications (id),
    CONSTRAINT application_locks_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE application_comments (
    id TEXT NOT NULL,
    application_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    standing TEXT NOT NULL,
    text TEXT NOT NULL,
    interest TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT application_comments_pk PRIMARY KEY (id),
    CONSTRAINT application_comments_application_fk FOREIGN KEY (application_id) REFERENCES applications (id),
    CONSTRAINT application_comments_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX application_comments_by_application ON application_comments (application_id, id);

CREATE TABLE application_votes (
    application_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    vote TEXT NOT NULL,
    dissent TEXT,
    at TIMESTAMP NOT NULL,
    CONSTRAINT application_votes_pk PRIMARY KEY (application_id, account_id),
    CONSTRAINT application_votes_application_fk FOREIGN KEY (application_id) REFERENCES applications (id),
    CONSTRAINT application_votes_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
