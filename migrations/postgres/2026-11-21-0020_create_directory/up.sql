-- Who patients write about: physicians, clinics, and who works where. Lists inside a row are JSON arrays.
-- sort_key is the name in plain ASCII, so that both engines sort and search it alike.
CREATE TABLE physicians (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    titles TEXT NOT NULL,
    licences TEXT NOT NULL,
    specialties TEXT NOT NULL,
    languages TEXT NOT NULL,
    practice_since BIGINT,
    bio TEXT,
    merged_into TEXT,
    proposed_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT physicians_pk PRIMARY KEY (id),
    CONSTRAINT physicians_slug_once UNIQUE (slug),
    CONSTRAINT physicians_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT physicians_kind CHECK (kind IN ('physician', 'practitioner')),
    CONSTRAINT physicians_state CHECK (state IN ('proposed', 'confirmed', 'merged')),
    CONSTRAINT physicians_proposer_fk FOREIGN KEY (proposed_by) REFERENCES accounts (id),
    CONSTRAINT physicians_merged_fk FOREIGN KEY (merged_into) REFERENCES physicians (id)
);
CREATE INDEX physicians_by_name ON physicians (state, sort_key, id);
CREATE INDEX physicians_waiting ON physicians (state, created_at, id);

CREATE TABLE clinics (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    country TEXT NOT NULL,
    city TEXT NOT NULL,
    address TEXT,
    time_zone TEXT NOT NULL,
    email TEXT NOT NULL,
    treatments TEXT NOT NULL,
    merged_into TEXT,
    proposed_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT clinics_pk PRIMARY KEY (id),
    CONSTRAINT clinics_slug_once UNIQUE (slug),
    CONSTRAINT clinics_subject_ref_once UNIQUE (subject_ref),
    CONSTRAINT clinics_kind CHECK (kind IN ('single_specialty', 'integrated', 'medical_spa', 'referral_partner', 'academic', 'multi_location')),
    CONSTRAINT clinics_state CHECK (state IN ('proposed', 'confirmed', 'merged')),
    CONSTRAINT clinics_proposer_fk FOREIGN KEY (proposed_by) REFERENCES accounts (id),
    CONSTRAINT clinics_merged_fk FOREIGN KEY (merged_into) REFERENCES clinics (id)
);
CREATE INDEX clinics_by_name ON clinics (state, sort_key, id);
CREATE INDEX clinics_by_country ON clinics (country, state, sort_key, id);
CREATE INDEX clinics_waiting ON clinics (state, created_at, id);

-- Months are written 2026-03; until stays empty while the physician works there.
CREATE TABLE physician_clinics (
    physician_id TEXT NOT NULL,
    clinic_id TEXT NOT NULL,
    since_month TEXT,
    until_month TEXT,
    CONSTRAINT physician_clinics_pk PRIMARY KEY (physician_id, clinic_id),
    CONSTRAINT physician_clinics_physician_fk FOREIGN KEY (physician_id) REFERENCES physicians (id),
    CONSTRAINT physician_clinics_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (id)
);
CREATE INDEX physician_clinics_by_clinic ON physician_clinics (clinic_id, physician_id);
