//! The public export of a physician's reviews, and the rating computed from it: anybody can do the sums again.

use super::model::ReviewRow;
use super::rate;
use super::rules::rating::{self, Outcome, Rated};
use super::store;
use crate::app::Reader;
use crate::directory::Subject;
use crate::directory::figures::{self, Rating, names};
use crate::error::AppError;
use crate::specialty::Pack;
use chrono::NaiveDate;

/// The columns, in their order.
const COLUMNS: [&str; 8] =
    ["review_id", "version", "score", "proof_level", "age_months", "months_post_op", "choose_again", "in_held_surge"];

/// An export as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The day for which ages are counted: that of the published block.
    pub as_of: NaiveDate,
    pub text: String,
}

/// Every public review of `subject` that goes into the formula, each surgery once.
///
/// # Errors
/// Those of the database.
pub fn export(reader: &mut Reader<'_>, subject: &Subject) -> Result<Exported, AppError> {
    let published: Rating = figures::one(reader.conn, subject, names::RATING)?;
    let as_of = published.as_of.and_then(|day| day.parse().ok()).unwrap_or_else(|| reader.now.date());
    let mut text = COLUMNS.join(",") + "\r\n";
    let rows = store::about(reader.conn, subject)?;
    let again = rate::said_again(&rows);
    for row in rows.iter().filter(|row| rate::is_rated(row) && !again.contains(row.id.as_str())) {
        text.push_str(&line(row, as_of));
    }
    Ok(Exported { as_of, text })
}

fn line(row: &ReviewRow, as_of: NaiveDate) -> String {
    let age = rate::age_months(row.spoken_at, as_of);
    format!(
        "{},{},{},{},{age:.9},{},{},{}\r\n",
        row.id, row.edition, row.overall, row.proof_level, row.months, row.choose_again, row.in_held_surge
    )
}

/// Why an export cannot be computed from.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ExportError {
    #[error("the first line must name the columns {}", COLUMNS.join(","))]
    Columns,
    #[error("line {line}: {column} is not what it should be")]
    Field { line: usize, column: &'static str },
}

/// The rating of an export, by the very function that the site uses.
///
/// # Errors
/// [`ExportError`] with the line that cannot be read.
pub fn recompute(text: &str, pack: &Pack) -> Result<Outcome, ExportError> {
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let head = lines.next().map(|(_, head)| head.trim_end());
    if head != Some(COLUMNS.join(",").as_str()) {
        return Err(ExportError::Columns);
    }
    let rows = lines.filter(|(_, line)| !line.trim().is_empty());
    let rated = rows.map(|(number, line)| read(number, line)).collect::<Result<Vec<_>, _>>()?;
    Ok(rating::rate(&rated, pack))
}

fn read(line: usize, text: &str) -> Result<Rated, ExportError> {
    let fields: Vec<&str> = text.trim_end().split(',').collect();
    if fields.len() != COLUMNS.len() {
        return Err(ExportError::Field { line, column: "review_id" });
    }
    Ok(Rated {
        score: field(&fields, line, 2)?,
        proof_level: field(&fields, line, 3)?,
        age_months: field(&fields, line, 4)?,
        months_post_op: field(&fields, line, 5)?,
        choose_again: field(&fields, line, 6)?,
        in_held_surge: field(&fields, line, 7)?,
    })
}

fn field<T: std::str::FromStr>(fields: &[&str], line: usize, place: usize) -> Result<T, ExportError> {
    let column = COLUMNS.get(place).copied().unwrap_or_default();
    let text = fields.get(place).copied().unwrap_or_default().trim();
    text.parse().map_err(|_| ExportError::Field { line, column })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> Pack {
        Pack::embedded("hair-restoration").unwrap()
    }

    #[test]
    fn an_export_is_read_back() {
        let text = format!("{}\r\nab,1,5,2,0.5,14,true,false\r\ncd,2,4,0,1.25,12,false,false\r\n", COLUMNS.join(","));
        let outcome = recompute(&text, &pack()).unwrap();
        assert_eq!(outcome.counted, 1);
        assert_eq!(outcome.weights.len(), 2);
    }

    #[test]
    fn what_is_no_export_is_named_with_its_line() {
        assert_eq!(recompute("a,b\n", &pack()), Err(ExportError::Columns));
        let text = format!("{}\nab,1,five,2,0.5,14,true,false\n", COLUMNS.join(","));
        assert_eq!(recompute(&text, &pack()), Err(ExportError::Field { line: 2, column: "score" }));
        let short = format!("{}\nab,1\n", COLUMNS.join(","));
        assert!(recompute(&short, &pack()).is_err());
    }
}
