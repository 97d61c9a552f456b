-- Inspections: who visits whom, what was scored and seen, what the clinic said to it, and what is to be done.
CREATE TABLE inspections (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    clinic_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    visit_on TEXT NOT NULL,
    lead_id TEXT NOT NULL,
    quality_reader_id TEXT NOT NULL,
    points_officer_id TEXT NOT NULL,
    conflicts TEXT NOT NULL,
    checklist_version BIGINT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    notified_at TIMESTAMP,
    visited_at TIMESTAMP,
    locked_at TIMESTAMP,
    published_at TIMESTAMP,
    result TEXT,
    next_due_on TEXT,
    thread_id TEXT,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT inspections_pk PRIMARY KEY (id),
    CONSTRAINT inspections_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT inspections_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT inspections_lead_fk FOREIGN KEY (lead_id) REFERENCES accounts (id),
    CONSTRAINT inspections_quality_reader_fk FOREIGN KEY (quality_reader_id) REFERENCES accounts (id),
    CONSTRAINT inspections_points_officer_fk FOREIGN KEY (points_officer_id) REFERENCES accounts (id),
    CONSTRAINT inspections_thread_fk FOREIGN KEY (thread_id) REFERENCES threads (id)
);
CREATE INDEX inspections_by_clinic ON inspections (clinic_id, published_at, id);
CREATE INDEX inspections_by_quality_reader ON inspections (quality_reader_id, created_at, id);
CREATE INDEX inspections_by_points_officer ON inspections (points_officer_id, created_at, id);
CREATE INDEX inspections_by_age ON inspections (created_at, id);

CREATE TABLE inspection_inspectors (
    inspection_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    is_physician BOOLEAN NOT NULL,
    CONSTRAINT inspection_inspectors_pk PRIMARY KEY (inspection_id, account_id),
    CONSTRAINT inspection_inspectors_place_once UNIQUE (inspection_id, place),
    CONSTRAINT inspection_inspectors_inspection_fk FOREIGN KEY (inspection_id) REFERENCES inspections (id),
    CONSTRAINT inspection_inspectors_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX inspection_inspectors_by_account ON inspection_inspectors (account_id);

CREATE TABLE inspection_scores (
    id TEXT NOT NULL,
    inspection_id TEXT NOT NULL,
    item TEXT NOT NULL,
    phase TEXT NOT NULL,
    score TEXT NOT NULL,
    evidence_kinds TEXT NOT NULL,
    finding TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT inspection_scores_pk PRIMARY KEY (id),
    CONSTRAINT inspection_scores_inspection_fk FOREIGN KEY (inspection_id) REFERENCES inspections (id),
    CONSTRAINT inspection_scores_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX inspection_scores_by_inspection ON inspection_scores (inspection_id, id);

CREATE TABLE inspection_evidence (
    id TEXT NOT NULL,
    inspection_id TEXT NOT NULL,
    item TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    is_late BOOLEAN NOT NULL,
    account_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT inspection_evidence_pk PRIMARY KEY (id),
    CONSTRAINT inspection_evidence_inspection_fk FOREIGN KEY (inspection_id) REFERENCES inspections (id),
    CONSTRAINT inspection_evidence_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX inspection_evidence_by_inspection ON inspection_evidence (inspection_id, id);

CREATE TABLE inspection_points (
    inspection_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    item TEXT NOT NULL,
    comment TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    accepted BOOLEAN,
    reason TEXT,
    score TEXT,
    finding TEXT,
    decided_by TEXT,
    decided_at TIMESTAMP,
    CONSTRAINT inspection_points_pk PRIMARY KEY (inspection_id, number),
    CONSTRAINT inspection_points_inspection_fk FOREIGN KEY (inspection_id) REFERENCES inspections (id),
    CONSTRAINT inspection_points_decided_by_fk FOREIGN KEY (decided_by) REFERENCES accounts (id)
);

CREATE TABLE inspection_actions (
    inspection_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    item TEXT NOT NULL,
    finding TEXT NOT NULL,
    is_critical BOOLEAN NOT NULL,
    due_on TEXT NOT NULL,
    note TEXT,
    completed_by TEXT,
    completed_at TIMESTAMP,
    CONSTRAINT inspection_actions_pk PRIMARY KEY (inspection_id, number),
    CONSTRAINT inspection_actions_inspection_fk FOREIGN KEY (inspection_id) REFERENCES inspections (id),
    CONSTRAINT inspection_actions_completed_by_fk FOREIGN KEY (completed_by) REFERENCES accounts (id)
);

CREATE TABLE inspection_statements (
    id TEXT NOT NULL,
    inspection_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT,
    account_id TEXT NOT NULL,
    text TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT inspection_statements_pk PRIMARY KEY (id),
    CONSTRAINT inspection_statements_inspection_fk FOREIGN KEY (inspection_id) REFERENCES inspections (id),
    CONSTRAINT inspection_statements_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX inspection_statements_by_inspection ON inspection_statements (inspection_id, id);
