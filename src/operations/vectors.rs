//! `candor vectors check`: published results, run through the very functions that the site uses.

mod compare;
mod fairness;

use compare::Compared;
use serde::Deserialize;
use serde_json::Value;

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
}

#[derive(Deserialize)]
struct Head {
    suite: String,
    tolerance: Option<f64>,
}

/// Checks the text of one file.
///
/// # Errors
/// [`VectorError`] when it is not a file of vectors, or of a suite whose functions do not exist.
pub fn check(text: &str) -> Result<Checked, VectorError> {
    let head: Head = serde_json::from_str(text)?;
    let file: Value = serde_json::from_str(text)?;
    let mut compared = Compared::new(head.tolerance);
    match head.suite.as_str() {
        "fairness-v1" => fairness::check(&file, &mut compared)?,
        _ => return Err(VectorError::UnknownSuite(head.suite)),
    }
    Ok(compared.finish(head.suite))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAIRNESS: &str = include_str!("../../tests/data/fairness-v1.json");

    #[test]
    fn the_published_fairness_vectors_hold() {
        let checked = check(FAIRNESS).unwrap();
        assert!(checked.cases > 10);
        assert_eq!(checked.differences, Vec::<String>::new());
    }

    #[test]
    fn a_changed_value_is_named_with_both() {
        let changed = FAIRNESS.replacen("3.864", "3.865", 1);
        assert_eq!(check(&changed).unwrap().differences, ["odds[0].odds_ratio: expected 3.865, found 3.864"]);
    }

    #[test]
    fn other_suites_are_unknown() {
        let error = check(r#"{"suite": "rating-v9"}"#).unwrap_err();
        assert_eq!(error.to_string(), "unknown suite rating-v9");
    }
}
