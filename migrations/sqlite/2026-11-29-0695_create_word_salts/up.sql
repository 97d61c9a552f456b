-- The salts of words that may be erased: an event holds a commitment in place of the words, and once the salt goes with
-- them, nobody can tell a right guess from a wrong one.
CREATE TABLE case_word_salts (
    case_kind TEXT NOT NULL,
    case_id TEXT NOT NULL,
    field TEXT NOT NULL,
    commitment TEXT NOT NULL,
    salt TEXT NOT NULL,
    CONSTRAINT case_word_salts_pk PRIMARY KEY (case_kind, case_id, field)
);
