DROP TABLE outbox_letters;
