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
    #[error("unknown suite {0}")]
    UnknownSuite(String),
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
    let mut compared = Compared::new(file.get("tolerance").and_then(Value::as_f64));
    // The guard's sentences are a file without a suite.
    let guarded = file.get(REPLY_GUARD).map(|_| REPLY_GUARD);
    let suite = file.get("suite").and_then(Value::as_str).or(guarded).unwrap_or_default();
    match suite {
        "fairness-v1" => fairness::check(file, &pack.rating.surge, &mut compared)?,
        "rating-v1" => rating::check(file, pack, &mut compared)?,
        REPLY_GUARD => reply_guard::check(file, &mut compared)?,
        "inspection-v1" => inspection::check(file, &pack.inspections, &mut compared)?,
        "membership-v1" => membership::check(file, &pack.membership, &mut compared)?,
        "flags-v1" => flags::check(file, &pack.flags, &mut compared)?,
        _ => return Err(VectorError::UnknownSuite(suite.to_owned())),
    }
    Ok(compared.finish(suite.to_owned()))
}
