DROP INDEX moderation_appeals_by_decision;
DROP INDEX moderation_appeals_by_age;
DROP INDEX moderation_flags_by_decision;
DROP INDEX moderation_flags_by_age;
DROP INDEX moderation_items_by_decision;
DROP INDEX moderation_items_by_age;
