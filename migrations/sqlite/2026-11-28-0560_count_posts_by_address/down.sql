DROP TABLE post_origins;
