-- The key of each case's evidence, sealed under the master key. A destroyed key leaves its row, so that none takes its place.
CREATE TABLE case_keys (
    case_kind TEXT NOT NULL,
    case_id TEXT NOT NULL,
    sealed_key BLOB,
    created_at TIMESTAMP NOT NULL,
    destroyed_at TIMESTAMP,
    CONSTRAINT case_keys_pk PRIMARY KEY (case_kind, case_id),
    CONSTRAINT case_keys_sealed_or_destroyed CHECK ((sealed_key IS NULL) = (destroyed_at IS NOT NULL))
);
