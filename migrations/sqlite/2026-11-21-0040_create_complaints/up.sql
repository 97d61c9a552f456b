-- Complaints, what was said in them, who decided them, and the links by which clinics answer.
CREATE TABLE complaints (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    complainant_id TEXT NOT NULL,
    physician_id TEXT,
    clinic_id TEXT,
    procedure TEXT NOT NULL,
    procedure_month TEXT NOT NULL,
    category TEXT NOT NULL,
    severity BIGINT,
    narrative TEXT NOT NULL,
    public_narrative TEXT,
    publish_narrative BOOLEAN NOT NULL,
    desired_outcome TEXT NOT NULL,
    attempt TEXT NOT NULL,
    attempt_shown BOOLEAN NOT NULL,
    identity_consent BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    proof_needed BOOLEAN NOT NULL,
    proof_level BIGINT NOT NULL,
    officer_id TEXT,
    letter_to TEXT,
    clinic_since TIMESTAMP,
    acknowledged_at TIMESTAMP,
    response_code TEXT,
    responded_at TIMESTAMP,
    untimely BOOLEAN NOT NULL,
    escalated_at TIMESTAMP,
    outcome TEXT,
    closed_at TIMESTAMP,
    paused_until TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT complaints_pk PRIMARY KEY (id),
    CONSTRAINT complaints_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT complaints_somebody_named CHECK (physician_id IS NOT NULL OR clinic_id IS NOT NULL),
    CONSTRAINT complaints_severity CHECK (severity BETWEEN 1 AND 4),
    CONSTRAINT complaints_proof_level CHECK (proof_level BETWEEN 0 AND 3),
    CONSTRAINT complaints_complainant_fk FOREIGN KEY (complainant_id) REFERENCES accounts (id),
    CONSTRAINT complaints_officer_fk FOREIGN KEY (officer_id) REFERENCES accounts (id),
    CONSTRAINT complaints_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id),
    CONSTRAINT complaints_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (id)
);
CREATE INDEX complaints_by_complainant ON complaints (complainant_id, created_at, id);
CREATE INDEX complaints_by_state ON complaints (state, created_at, id);
CREATE INDEX complaints_by_age ON complaints (created_at, id);
CREATE INDEX complaints_by_physician ON complaints (physician_id, created_at, id);
CREATE INDEX complaints_by_clinic ON complaints (clinic_id, created_at, id);

CREATE TABLE complaint_statements (
    id TEXT NOT NULL,
    complaint_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    account_id TEXT,
    text TEXT NOT NULL,
    detail TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT complaint_statements_pk PRIMARY KEY (id),
    CONSTRAINT complaint_statements_complaint_fk FOREIGN KEY (complaint_id) REFERENCES complaints (id)
);
CREATE INDEX complaint_statements_by_complaint ON complaint_statements (complaint_id, id);

CREATE TABLE complaint_panel_members (
    complaint_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    seat TEXT NOT NULL,
    seated_at TIMESTAMP NOT NULL,
    recused_at TIMESTAMP,
    recusal_reason TEXT,
    CONSTRAINT complaint_panel_members_pk PRIMARY KEY (complaint_id, account_id),
    CONSTRAINT complaint_panel_members_complaint_fk FOREIGN KEY (complaint_id) REFERENCES complaints (id),
    CONSTRAINT complaint_panel_members_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX complaint_panel_members_by_account ON complaint_panel_members (account_id);

CREATE TABLE complaint_links (
    token_hash TEXT NOT NULL,
    complaint_id TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT complaint_links_pk PRIMARY KEY (token_hash),
    CONSTRAINT complaint_links_complaint_fk FOREIGN KEY (complaint_id) REFERENCES complaints (id)
);
CREATE INDEX complaint_links_by_complaint ON complaint_links (complaint_id);

CREATE TABLE complaint_evidence (
    id TEXT NOT NULL,
    complaint_id TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    level BIGINT,
    at TIMESTAMP NOT NULL,
    CONSTRAINT complaint_evidence_pk PRIMARY KEY (id),
    CONSTRAINT complaint_evidence_complaint_fk FOREIGN KEY (complaint_id) REFERENCES complaints (id)
);
CREATE INDEX complaint_evidence_by_complaint ON complaint_evidence (complaint_id, id);
