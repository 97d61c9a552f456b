DROP TABLE switched_off_addresses;
DROP TABLE incoming_mails;
