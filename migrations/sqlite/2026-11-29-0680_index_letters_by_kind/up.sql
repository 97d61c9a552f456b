-- Letters that are awaited at the screen are claimed before the others, however many wait.
CREATE INDEX outbox_letters_by_kind ON outbox_letters (state, kind, due_at, id);
