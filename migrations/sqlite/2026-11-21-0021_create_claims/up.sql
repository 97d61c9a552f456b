-- An account says that it is this physician, or works for this clinic.
CREATE TABLE claims (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    physician_id TEXT,
    clinic_id TEXT,
    account_id TEXT NOT NULL,
    evidence TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    decided_by TEXT,
    reason TEXT,
    version BIGINT NOT NULL,
    CONSTRAINT claims_pk PRIMARY KEY (id),
    CONSTRAINT claims_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT claims_one_subject CHECK ((physician_id IS NULL) <> (clinic_id IS NULL)),
    CONSTRAINT claims_state CHECK (state IN ('pending', 'approved', 'rejected')),
    CONSTRAINT claims_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT claims_officer_fk FOREIGN KEY (decided_by) REFERENCES accounts (id),
    CONSTRAINT claims_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id),
    CONSTRAINT claims_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (id)
);
CREATE INDEX claims_waiting ON claims (state, created_at, id);
CREATE INDEX claims_by_account ON claims (account_id, state);
CREATE INDEX claims_by_physician ON claims (physician_id, state);
CREATE INDEX claims_by_clinic ON claims (clinic_id, state);
