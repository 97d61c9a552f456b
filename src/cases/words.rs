//! Words of a case that may be erased: its events hold commitments in their place, each under a salt of its own.
//!
//! While the words stand, whoever may read them can check them against what was committed to. The salts go with the
//! words; from then on the events prove nothing about them, not even to somebody who guesses right.

use crate::app::Tx;
use crate::db::Connection;
use crate::db::schema::case_word_salts;
use crate::error::AppError;
use crate::ledger;
use diesel::prelude::*;
use serde::Serialize;

/// Most texts of one case that are read at once.
const TEXTS_OF_A_CASE: i64 = 10_000;

/// The salt of one text of a case.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = case_word_salts)]
pub struct WordSaltRow {
    pub case_kind: String,
    pub case_id: String,
    /// Which of its texts, such as `text.2`: the second version of a review.
    pub field: String,
    /// What the events hold in place of the words.
    pub commitment: String,
    /// 64 hexadecimal digits.
    pub salt: String,
}

impl WordSaltRow {
    /// Whether these are the words.
    ///
    /// # Errors
    /// [`AppError::Internal`] for a salt that is none.
    pub fn opens(&self, words: &impl Serialize) -> Result<bool, AppError> {
        Ok(ledger::word_commitment(&self.salt, words)? == self.commitment)
    }
}

/// What an event holds in place of `words`, from now on the text at `field` of a case. Another text that stood there is
/// gone, and its salt with it; the same words keep theirs.
pub fn commit_words(
    tx: &mut Tx<'_>,
    (kind, case_id): (&str, &str),
    field: &str,
    words: &impl Serialize,
) -> Result<String, AppError> {
    let known: Option<WordSaltRow> = case_word_salts::table.find((kind, case_id, field)).first(tx.conn).optional()?;
    if let Some(row) = known {
        if row.opens(words)? {
            return Ok(row.commitment);
        }
        forget_words(tx, (kind, case_id), field)?;
    }
    let salt = ledger::new_word_salt();
    let row = WordSaltRow {
        case_kind: kind.to_owned(),
        case_id: case_id.to_owned(),
        field: field.to_owned(),
        commitment: ledger::word_commitment(&salt, words)?,
        salt,
    };
    diesel::insert_into(case_word_salts::table).values(&row).execute(tx.conn)?;
    Ok(row.commitment)
}

/// The text at `field` is gone: nobody can check it any more.
pub fn forget_words(tx: &mut Tx<'_>, (kind, case_id): (&str, &str), field: &str) -> Result<(), AppError> {
    diesel::delete(case_word_salts::table.find((kind, case_id, field))).execute(tx.conn)?;
    Ok(())
}

/// Every text of a case is gone.
pub fn forget_all_words(tx: &mut Tx<'_>, (kind, case_id): (&str, &str)) -> Result<(), AppError> {
    let of_case = case_word_salts::case_kind.eq(kind).and(case_word_salts::case_id.eq(case_id));
    diesel::delete(case_word_salts::table.filter(of_case)).execute(tx.conn)?;
    Ok(())
}

/// The salts of what still stands in a case: for those who may read the words.
pub fn word_salts(conn: &mut Connection, kind: &str, case_id: &str) -> Result<Vec<WordSaltRow>, AppError> {
    Ok(case_word_salts::table
        .filter(case_word_salts::case_kind.eq(kind).and(case_word_salts::case_id.eq(case_id)))
        .order(case_word_salts::field.asc())
        .limit(TEXTS_OF_A_CASE)
        .load(conn)?)
}
