DROP TABLE case_word_salts;
