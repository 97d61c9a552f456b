-- SQLite orders text by code point already.
SELECT 1;
