-- What every kind of case shares: its events, its timers, and the ledger's leaves.
CREATE TABLE ledger_leaves (
    id TEXT NOT NULL,
    subject_ref TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    leaf_type TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    sealed_salt BYTEA,
    tree_index BIGINT,
    CONSTRAINT ledger_leaves_pk PRIMARY KEY (id),
    CONSTRAINT ledger_leaves_tree_index_once UNIQUE (tree_index)
);
CREATE INDEX ledger_leaves_by_subject ON ledger_leaves (subject_ref, id);

CREATE TABLE case_events (
    id TEXT NOT NULL,
    case_kind TEXT NOT NULL,
    case_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    event TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    actor_id TEXT,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    data TEXT NOT NULL,
    leaf_id TEXT NOT NULL,
    CONSTRAINT case_events_pk PRIMARY KEY (id),
    CONSTRAINT case_events_in_order UNIQUE (case_kind, case_id, ordinal),
    CONSTRAINT case_events_leaf_fk FOREIGN KEY (leaf_id) REFERENCES ledger_leaves (id)
);

CREATE TABLE case_timers (
    id TEXT NOT NULL,
    case_kind TEXT NOT NULL,
    case_id TEXT NOT NULL,
    timer TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    skip_after TIMESTAMP,
    state TEXT NOT NULL,
    held_since TIMESTAMP,
    settled_at TIMESTAMP,
    CONSTRAINT case_timers_pk PRIMARY KEY (id),
    CONSTRAINT case_timers_state CHECK (state IN ('pending', 'held', 'fired', 'stopped', 'skipped'))
);
CREATE INDEX case_timers_due ON case_timers (state, due_at, id);
CREATE INDEX case_timers_by_case ON case_timers (case_kind, case_id, state);
