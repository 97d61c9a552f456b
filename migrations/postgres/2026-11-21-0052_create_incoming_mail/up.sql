-- Mail that comes in: each message once, and addresses to which nothing is sent any more.
CREATE TABLE incoming_mails (
    message_key TEXT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    became TEXT NOT NULL,
    case_id TEXT,
    CONSTRAINT incoming_mails_pk PRIMARY KEY (message_key)
);

CREATE TABLE switched_off_addresses (
    address TEXT NOT NULL,
    since TIMESTAMP NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT switched_off_addresses_pk PRIMARY KEY (address)
);
