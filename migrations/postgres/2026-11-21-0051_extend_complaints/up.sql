-- Results that wait, recommendations, mail that does not arrive, and the moment of publication.
CREATE TABLE complaint_marks (
    complaint_id TEXT NOT NULL,
    result_of TEXT,
    undeliverable_at TIMESTAMP,
    published_at TIMESTAMP,
    changed_at TIMESTAMP NOT NULL,
    CONSTRAINT complaint_marks_pk PRIMARY KEY (complaint_id),
    CONSTRAINT complaint_marks_result_once UNIQUE (result_of),
    CONSTRAINT complaint_marks_complaint_fk FOREIGN KEY (complaint_id) REFERENCES complaints (id),
    CONSTRAINT complaint_marks_result_fk FOREIGN KEY (result_of) REFERENCES complaints (id)
);
CREATE INDEX complaint_marks_by_change ON complaint_marks (changed_at, complaint_id);
INSERT INTO complaint_marks (complaint_id, published_at, changed_at)
    SELECT
        id,
        CASE WHEN responded_at IS NOT NULL OR untimely THEN COALESCE(responded_at, escalated_at, clinic_since) END,
        COALESCE(closed_at, responded_at, escalated_at, clinic_since, created_at)
    FROM complaints;

ALTER TABLE complaint_evidence ADD COLUMN role TEXT NOT NULL DEFAULT 'patient';

CREATE TABLE complaint_recommendations (
    complaint_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    due_on DATE NOT NULL,
    made_at TIMESTAMP NOT NULL,
    completed_at TIMESTAMP,
    lapsed_at TIMESTAMP,
    CONSTRAINT complaint_recommendations_pk PRIMARY KEY (complaint_id, number),
    CONSTRAINT complaint_recommendations_complaint_fk FOREIGN KEY (complaint_id) REFERENCES complaints (id)
);
