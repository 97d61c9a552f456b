//! `candor vectors check`: published results, run through the very functions that the site uses.

mod compare;
mod fairness;
mod flags;
mod inspection;
mod membership;
mod published;
mod rating;
mod reply_guard;
#[cfg(test)]
mod tests;

use crate::config::ConfigError;
use crate::specialty::Pack;
use compare::Compared;
use serde_json::Value;

/// The pack whose constants the published vectors were made with.
const PACK: &str = "hair-restoration";
/// The name of the list of sentences for the guard of replies.
const REPLY_GUARD: &str = "reply_guard";

/// What a file of vectors came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub suite: String,
    pub cases: usize,
    /// One line for each value that differs, with both.
    pub differences: Vec<String>,
}

/// Why a file cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum VectorError {
    #[error("not a file of vectors: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("names no suite")]
    NoSuite,
    #[error("unknown suite {0}")]
    UnknownSuite(String),
    #[error("tolerance {0}, where a number of at least 0 is asked for")]
    Tolerance(Value),
    #[error("{0}")]
    Pack(#[from] ConfigError),
}

/// Checks the text of one file: what the site's functions make of it and, where they agree, whether a copy of the
/// published file still says what was published.
///
/// # Errors
/// [`VectorError`] when it is not a file of vectors, or of a suite whose functions do not exist.
pub fn check(text: &str) -> Result<Checked, VectorError> {
    let file: Value = serde_json::from_str(text)?;
    let mut checked = computed(&file, &Pack::embedded(PACK)?)?;
    if checked.differences.is_empty() {
        checked.differences = published::differences(&checked.suite, &file)?;
    }
    Ok(checked)
}

/// What the site's functions, with the constants of `pack`, make of a file.
fn computed(file: &Value, pack: &Pack) -> Result<Checked, VectorError> {
    let suite = suite_of(file)?;
    let mut compared = Compared::new(tolerance_of(file)?);
    match suite {
        "fairness-v1" => fairness::check(file, &pack.rating.surge, &mut compared),
        "rating-v1" => rating::check(file, pack, &mut compared),
        REPLY_GUARD => compared.only(file, &[]),
        "inspection-v1" => inspection::check(file, &pack.inspections, &mut compared),
        "membership-v1" => membership::check(file, &pack.membership, &mut compared),
        "flags-v1" => flags::check(file, &pack.flags, &mut compared),
        _ => return Err(VectorError::UnknownSuite(suite.to_owned())),
    }
    // Its sentences may stand by themselves or beside any suite.
    reply_guard::check(file, &mut compared);
    Ok(compared.finish(suite.to_owned()))
}

/// The suite that a file names; one that holds sentences for the guard need not.
fn suite_of(file: &Value) -> Result<&str, VectorError> {
    match file.get("suite") {
        Some(Value::String(suite)) => Ok(suite),
        Some(other) => Err(VectorError::UnknownSuite(other.to_string())),
        None if file.get(REPLY_GUARD).is_some() => Ok(REPLY_GUARD),
        None => Err(VectorError::NoSuite),
    }
}

/// How far a result may lie from what was published; nothing when the printed decimals say it.
fn tolerance_of(file: &Value) -> Result<Option<f64>, VectorError> {
    let Some(named) = file.get("tolerance") else { return Ok(None) };
    let tolerance = named.as_f64().filter(|tolerance| *tolerance >= 0.0);
    tolerance.map(Some).ok_or_else(|| VectorError::Tolerance(named.clone()))
}
