DROP TABLE account_roles;
DROP TABLE account_consents;
DROP TABLE accounts;
