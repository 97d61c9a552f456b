-- Patients' reviews: one row for each review, its versions, proofs and replies, and hashes of replies that were blocked.
CREATE TABLE reviews (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    author_id TEXT NOT NULL,
    physician_id TEXT,
    clinic_id TEXT,
    procedure TEXT NOT NULL,
    procedure_month TEXT NOT NULL,
    interest TEXT NOT NULL,
    attestation TEXT,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    proof_level BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    overall BIGINT NOT NULL,
    choose_again BOOLEAN NOT NULL,
    months BIGINT NOT NULL,
    stage TEXT NOT NULL,
    spoken_at TIMESTAMP NOT NULL,
    masked BOOLEAN NOT NULL,
    in_held_surge BOOLEAN NOT NULL,
    superseded_by TEXT,
    ground TEXT,
    statement_id TEXT,
    held_by TEXT,
    hold_until TIMESTAMP,
    hold_extended BOOLEAN NOT NULL,
    proof_due TIMESTAMP,
    clinic_contact_at TIMESTAMP,
    withdrawn_after_contact BOOLEAN NOT NULL,
    published_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT reviews_pk PRIMARY KEY (id),
    CONSTRAINT reviews_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT reviews_somebody_named CHECK (physician_id IS NOT NULL OR clinic_id IS NOT NULL),
    CONSTRAINT reviews_overall CHECK (overall BETWEEN 1 AND 5),
    CONSTRAINT reviews_proof_level CHECK (proof_level BETWEEN 0 AND 3),
    CONSTRAINT reviews_author_fk FOREIGN KEY (author_id) REFERENCES accounts (id),
    CONSTRAINT reviews_held_by_fk FOREIGN KEY (held_by) REFERENCES accounts (id),
    CONSTRAINT reviews_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id),
    CONSTRAINT reviews_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT reviews_superseded_by_fk FOREIGN KEY (superseded_by) REFERENCES reviews (id)
);
CREATE INDEX reviews_by_author ON reviews (author_id, created_at, id);
CREATE INDEX reviews_by_physician ON reviews (physician_id, spoken_at, id);
CREATE INDEX reviews_by_clinic ON reviews (clinic_id, spoken_at, id);

CREATE TABLE review_versions (
    review_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    overall BIGINT NOT NULL,
    choose_again BOOLEAN NOT NULL,
    months BIGINT NOT NULL,
    stage TEXT NOT NULL,
    text TEXT NOT NULL,
    masked_text TEXT,
    scores TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT review_versions_pk PRIMARY KEY (review_id, number),
    CONSTRAINT review_versions_review_fk FOREIGN KEY (review_id) REFERENCES reviews (id)
);

CREATE TABLE review_proofs (
    review_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    level BIGINT,
    reason TEXT,
    decided_by TEXT,
    decided_at TIMESTAMP,
    at TIMESTAMP NOT NULL,
    CONSTRAINT review_proofs_pk PRIMARY KEY (review_id, number),
    CONSTRAINT review_proofs_review_fk FOREIGN KEY (review_id) REFERENCES reviews (id),
    CONSTRAINT review_proofs_decided_by_fk FOREIGN KEY (decided_by) REFERENCES accounts (id)
);
CREATE INDEX review_proofs_by_state ON review_proofs (state, at, review_id, number);

CREATE TABLE review_replies (
    review_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    account_id TEXT NOT NULL,
    text TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    update_text TEXT,
    updated_at TIMESTAMP,
    CONSTRAINT review_replies_pk PRIMARY KEY (review_id, number),
    CONSTRAINT review_replies_review_fk FOREIGN KEY (review_id) REFERENCES reviews (id),
    CONSTRAINT review_replies_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE review_blocked_drafts (
    id TEXT NOT NULL,
    review_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    CONSTRAINT review_blocked_drafts_pk PRIMARY KEY (id),
    CONSTRAINT review_blocked_drafts_review_fk FOREIGN KEY (review_id) REFERENCES reviews (id),
    CONSTRAINT review_blocked_drafts_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX review_blocked_drafts_by_review ON review_blocked_drafts (review_id, id);
