-- Where a post of somebody without a role came from, as a keyed hash, for as long as a limit looks back; received_at is
-- the post's, by the machine's clock.
CREATE TABLE post_origins (
    post_id TEXT NOT NULL,
    origin TEXT NOT NULL,
    by_new_member BOOLEAN NOT NULL,
    received_at TIMESTAMP NOT NULL,
    CONSTRAINT post_origins_pk PRIMARY KEY (post_id),
    CONSTRAINT post_origins_post_fk FOREIGN KEY (post_id) REFERENCES posts (id)
);
CREATE INDEX post_origins_by_origin ON post_origins (origin, received_at);
CREATE INDEX post_origins_by_age ON post_origins (received_at);
