DROP TABLE account_attempts;
