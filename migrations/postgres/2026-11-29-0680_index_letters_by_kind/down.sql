DROP INDEX outbox_letters_by_kind;
