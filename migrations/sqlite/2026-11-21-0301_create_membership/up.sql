-- Members of the coalition, what was decided about them, and what speaks against them.
CREATE TABLE memberships (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    physician_id TEXT NOT NULL,
    application_id TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    founding BOOLEAN NOT NULL,
    superseded BOOLEAN NOT NULL,
    since TIMESTAMP NOT NULL,
    probation_ends_at TIMESTAMP NOT NULL,
    recredential_at TIMESTAMP NOT NULL,
    licence_expires_on TEXT,
    licence_ends_at TIMESTAMP,
    measure_until TIMESTAMP,
    appeal_until TIMESTAMP,
    on_probation BOOLEAN NOT NULL,
    under_appeal BOOLEAN NOT NULL,
    state_before TEXT,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT memberships_pk PRIMARY KEY (id),
    CONSTRAINT memberships_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT memberships_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id),
    CONSTRAINT memberships_application_fk FOREIGN KEY (application_id) REFERENCES applications (id)
);
CREATE INDEX memberships_by_age ON memberships (created_at, id);
CREATE INDEX memberships_by_physician ON memberships (physician_id, created_at, id);

CREATE TABLE membership_decisions (
    id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    text TEXT NOT NULL,
    until TIMESTAMP,
    votes TEXT NOT NULL,
    account_id TEXT,
    at TIMESTAMP NOT NULL,
    CONSTRAINT membership_decisions_pk PRIMARY KEY (id),
    CONSTRAINT membership_decisions_membership_fk FOREIGN KEY (membership_id) REFERENCES memberships (id)
);
CREATE INDEX membership_decisions_by_membership ON membership_decisions (membership_id, id);

CREATE TABLE membership_concerns (
    id TEXT NOT NULL,
    physician_id TEXT NOT NULL,
    ground TEXT NOT NULL,
    source TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT membership_concerns_pk PRIMARY KEY (id),
    CONSTRAINT membership_concerns_once UNIQUE (physician_id, ground, source),
    CONSTRAINT membership_concerns_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id)
);
CREATE INDEX membership_concerns_by_physician ON membership_concerns (physician_id, ground, at);
