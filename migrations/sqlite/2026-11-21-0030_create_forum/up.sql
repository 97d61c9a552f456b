-- Categories in a tree; threads and their numbered posts; what posts said before.
CREATE TABLE categories (
    id TEXT NOT NULL,
    parent_id TEXT,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    position BIGINT NOT NULL,
    thread_count BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT categories_pk PRIMARY KEY (id),
    CONSTRAINT categories_slug_once UNIQUE (slug),
    CONSTRAINT categories_parent_fk FOREIGN KEY (parent_id) REFERENCES categories (id)
);
CREATE INDEX categories_in_order ON categories (position, id);

-- The last_… columns repeat what the posts say, so that a list needs only this table.
CREATE TABLE threads (
    id TEXT NOT NULL,
    category_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    slug TEXT NOT NULL,
    author_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    post_count BIGINT NOT NULL,
    gone_count BIGINT NOT NULL,
    last_post_at TIMESTAMP NOT NULL,
    last_post_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT threads_pk PRIMARY KEY (id),
    CONSTRAINT threads_kind CHECK (kind IN ('discussion', 'question', 'journal', 'inspection', 'announcement', 'membership_comment')),
    CONSTRAINT threads_author_fk FOREIGN KEY (author_id) REFERENCES accounts (id),
    CONSTRAINT threads_category_fk FOREIGN KEY (category_id) REFERENCES categories (id)
);
CREATE INDEX threads_by_activity ON threads (last_post_at, id);
CREATE INDEX threads_by_age ON threads (created_at, id);
CREATE INDEX threads_unanswered ON threads (created_at, id) WHERE post_count = 1;
CREATE INDEX threads_of_category_by_activity ON threads (category_id, last_post_at, id);
CREATE INDEX threads_of_category_by_age ON threads (category_id, created_at, id);
CREATE INDEX threads_of_kind_by_activity ON threads (kind, last_post_at, id);

-- received_at is the machine's time, by which limits go; created_at is the site's.
CREATE TABLE posts (
    id TEXT NOT NULL,
    thread_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    author_id TEXT NOT NULL,
    body TEXT NOT NULL,
    body_html TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    reply_to TEXT,
    reply_to_number BIGINT,
    created_at TIMESTAMP NOT NULL,
    received_at TIMESTAMP NOT NULL,
    edited_at TIMESTAMP,
    revision_count BIGINT NOT NULL,
    state TEXT NOT NULL,
    deleted_at TIMESTAMP,
    deleted_by TEXT,
    version BIGINT NOT NULL,
    CONSTRAINT posts_pk PRIMARY KEY (id),
    CONSTRAINT posts_number_stays UNIQUE (thread_id, number),
    CONSTRAINT posts_state CHECK (state IN ('public', 'deleted_by_author', 'deleted_by_moderator')),
    CONSTRAINT posts_author_fk FOREIGN KEY (author_id) REFERENCES accounts (id),
    CONSTRAINT posts_deleter_fk FOREIGN KEY (deleted_by) REFERENCES accounts (id),
    CONSTRAINT posts_thread_fk FOREIGN KEY (thread_id) REFERENCES threads (id),
    CONSTRAINT posts_reply_fk FOREIGN KEY (reply_to) REFERENCES posts (id)
);
CREATE INDEX posts_by_author ON posts (author_id, received_at);

CREATE TABLE post_revisions (
    id TEXT NOT NULL,
    post_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    body TEXT NOT NULL,
    edited_by TEXT NOT NULL,
    edited_at TIMESTAMP NOT NULL,
    reason TEXT,
    CONSTRAINT post_revisions_pk PRIMARY KEY (id),
    CONSTRAINT post_revisions_in_order UNIQUE (post_id, number),
    CONSTRAINT post_revisions_editor_fk FOREIGN KEY (edited_by) REFERENCES accounts (id),
    CONSTRAINT post_revisions_post_fk FOREIGN KEY (post_id) REFERENCES posts (id)
);

CREATE TABLE thread_tags (
    thread_id TEXT NOT NULL,
    tag TEXT NOT NULL,
    CONSTRAINT thread_tags_pk PRIMARY KEY (thread_id, tag),
    CONSTRAINT thread_tags_thread_fk FOREIGN KEY (thread_id) REFERENCES threads (id)
);
CREATE INDEX thread_tags_by_tag ON thread_tags (tag, thread_id);
