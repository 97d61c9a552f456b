-- What the public figures count: whole days of what came in, was decided, was reported and was appealed.
CREATE INDEX moderation_items_by_age ON moderation_items (created_at, kind);
CREATE INDEX moderation_items_by_decision ON moderation_items (decided_at, id);
CREATE INDEX moderation_flags_by_age ON moderation_flags (created_at, reason);
CREATE INDEX moderation_flags_by_decision ON moderation_flags (decided_at, reason, state);
CREATE INDEX moderation_appeals_by_age ON moderation_appeals (created_at);
CREATE INDEX moderation_appeals_by_decision ON moderation_appeals (decided_at, outcome);
