DROP TABLE moderation_appeals;
DROP TABLE moderation_statements;
DROP TABLE moderation_decisions;
DROP TABLE moderation_flags;
DROP TABLE moderation_items;
