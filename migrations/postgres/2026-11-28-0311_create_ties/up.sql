-- What ties accounts to physicians and clinics besides claims: declared, or known from a review or a complaint.
CREATE TABLE ties (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    source_id TEXT,
    physician_id TEXT,
    clinic_id TEXT,
    since TEXT,
    until TEXT,
    created_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    CONSTRAINT ties_pk PRIMARY KEY (id),
    CONSTRAINT ties_one_subject CHECK ((physician_id IS NULL) <> (clinic_id IS NULL)),
    CONSTRAINT ties_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT ties_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id),
    CONSTRAINT ties_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (id)
);
CREATE INDEX ties_by_account ON ties (account_id, id);
CREATE INDEX ties_by_physician ON ties (physician_id);
CREATE INDEX ties_by_clinic ON ties (clinic_id);
CREATE INDEX ties_by_source ON ties (source_id);
