-- Reports, the queue, decisions with their statements of reasons, appeals.
CREATE TABLE moderation_items (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    physician_id TEXT,
    clinic_id TEXT,
    state TEXT NOT NULL,
    priority BIGINT NOT NULL,
    title TEXT NOT NULL,
    path TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    claimed_by TEXT,
    claimed_until TIMESTAMP,
    appeal_id TEXT,
    decided_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT moderation_items_pk PRIMARY KEY (id),
    CONSTRAINT moderation_items_state CHECK (state IN ('open', 'decided')),
    CONSTRAINT moderation_items_author_fk FOREIGN KEY (author_id) REFERENCES accounts (id),
    CONSTRAINT moderation_items_claimer_fk FOREIGN KEY (claimed_by) REFERENCES accounts (id)
);
CREATE INDEX moderation_items_in_order ON moderation_items (state, priority, created_at, id);
CREATE INDEX moderation_items_of_kind ON moderation_items (kind, state, priority, created_at, id);
CREATE INDEX moderation_items_of_target ON moderation_items (target_kind, target_id, created_at, id);

CREATE TABLE moderation_flags (
    id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    flagger_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    text TEXT,
    take_action BOOLEAN NOT NULL,
    by_party BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    arithmetic TEXT NOT NULL,
    target_hash TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    outcome TEXT,
    statement_id TEXT,
    decided_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT moderation_flags_pk PRIMARY KEY (id),
    CONSTRAINT moderation_flags_state CHECK (state IN ('open', 'agreed', 'disagreed')),
    CONSTRAINT moderation_flags_item_fk FOREIGN KEY (item_id) REFERENCES moderation_items (id),
    CONSTRAINT moderation_flags_flagger_fk FOREIGN KEY (flagger_id) REFERENCES accounts (id)
);
CREATE INDEX moderation_flags_of_item ON moderation_flags (item_id, id);
CREATE INDEX moderation_flags_of_flagger ON moderation_flags (flagger_id, created_at, id);
CREATE INDEX moderation_flags_of_target ON moderation_flags (target_kind, target_id, flagger_id);

-- sealed: what a mask took away, so that an appeal can give it back.
CREATE TABLE moderation_decisions (
    id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    action TEXT NOT NULL,
    ground TEXT,
    explanation TEXT NOT NULL,
    until_at TIMESTAMP,
    decided_by TEXT,
    in_force BOOLEAN NOT NULL,
    sealed BYTEA,
    statement_id TEXT,
    appeal_outcome TEXT,
    undone_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT moderation_decisions_pk PRIMARY KEY (id),
    CONSTRAINT moderation_decisions_item_fk FOREIGN KEY (item_id) REFERENCES moderation_items (id),
    CONSTRAINT moderation_decisions_author_fk FOREIGN KEY (author_id) REFERENCES accounts (id),
    CONSTRAINT moderation_decisions_decider_fk FOREIGN KEY (decided_by) REFERENCES accounts (id)
);
CREATE INDEX moderation_decisions_of_item ON moderation_decisions (item_id, created_at, id);
CREATE INDEX moderation_decisions_of_target ON moderation_decisions (target_kind, target_id, created_at, id);
CREATE INDEX moderation_decisions_of_author ON moderation_decisions (author_id, created_at, id);
CREATE INDEX moderation_decisions_in_order ON moderation_decisions (created_at, id);

-- The fields of the DSA Transparency Database under their own names.
CREATE TABLE moderation_statements (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    author_id TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    action TEXT NOT NULL,
    path TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    state TEXT NOT NULL,
    decision_visibility TEXT,
    decision_account TEXT,
    decision_provision TEXT,
    decision_ground TEXT NOT NULL,
    ground_code TEXT NOT NULL,
    incompatible_content_explanation TEXT,
    illegal_content_explanation TEXT,
    decision_facts TEXT NOT NULL,
    content_type TEXT NOT NULL,
    category TEXT NOT NULL,
    source_type TEXT NOT NULL,
    automated_detection TEXT NOT NULL,
    automated_decision TEXT NOT NULL,
    content_date TIMESTAMP NOT NULL,
    application_date TIMESTAMP NOT NULL,
    end_date TIMESTAMP,
    appeal_until TIMESTAMP NOT NULL,
    decided_by TEXT,
    version BIGINT NOT NULL,
    CONSTRAINT moderation_statements_pk PRIMARY KEY (id),
    CONSTRAINT moderation_statements_ref_once UNIQUE (subject_ref),
    CONSTRAINT moderation_statements_author_fk FOREIGN KEY (author_id) REFERENCES accounts (id)
);
CREATE INDEX moderation_statements_of_author ON moderation_statements (author_id, application_date, id);

CREATE TABLE moderation_appeals (
    id TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    appellant_id TEXT NOT NULL,
    side TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    overdue BOOLEAN NOT NULL,
    outcome TEXT,
    reason TEXT,
    decided_by TEXT,
    decided_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT moderation_appeals_pk PRIMARY KEY (id),
    CONSTRAINT moderation_appeals_once UNIQUE (statement_id, side),
    CONSTRAINT moderation_appeals_state CHECK (state IN ('open', 'decided')),
    CONSTRAINT moderation_appeals_statement_fk FOREIGN KEY (statement_id) REFERENCES moderation_statements (id),
    CONSTRAINT moderation_appeals_appellant_fk FOREIGN KEY (appellant_id) REFERENCES accounts (id),
    CONSTRAINT moderation_appeals_decider_fk FOREIGN KEY (decided_by) REFERENCES accounts (id)
);
CREATE INDEX moderation_appeals_in_order ON moderation_appeals (state, created_at, id);
