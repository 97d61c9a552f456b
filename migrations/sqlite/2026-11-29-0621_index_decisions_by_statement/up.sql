-- An appeal asks for the decision that its statement gives reasons for.
CREATE INDEX moderation_decisions_of_statement ON moderation_decisions (statement_id);
