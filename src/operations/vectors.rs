//! `candor vectors check`: published results, run through the very functions that the site uses.

mod compare;
mod fairness;
mod flags;
mod inspection;
mod membership;
mod rating;
mod reply_guard;

use crate::config::ConfigError;
use crate::specialty::Pack;
use compare::Compared;
use serde::Deserialize;
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

#[derive(Deserialize)]
struct Head {
    suite: Option<String>,
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
    // The guard's sentences are a file without a suite.
    let guarded = file.get(REPLY_GUARD).map(|_| REPLY_GUARD.to_owned());
    let suite = head.suite.or(guarded).unwrap_or_default();
    match suite.as_str() {
        "fairness-v1" => fairness::check(&file, &mut compared)?,
        "rating-v1" => rating::check(&file, &Pack::embedded(PACK)?, &mut compared)?,
        REPLY_GUARD => reply_guard::check(&file, &mut compared)?,
        "inspection-v1" => inspection::check(&file, &mut compared)?,
        "membership-v1" => membership::check(&file, &mut compared)?,
        "flags-v1" => flags::check(&file, &mut compared)?,
        _ => return Err(VectorError::UnknownSuite(suite)),
    }
    Ok(compared.finish(suite))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAIRNESS: &str = include_str!("../../tests/data/fairness-v1.json");
    const INSPECTION: &str = include_str!("../../tests/data/inspection-v1.json");

    #[test]
    fn the_published_fairness_vectors_hold() {
        let checked = check(FAIRNESS).unwrap();
        assert!(checked.cases > 10);
        assert_eq!(checked.differences, Vec::<String>::new());
    }

    #[test]
    fn the_published_rating_vectors_hold() {
        let text = include_str!("../../tests/data/rating-v1.json");
        let checked = check(text).unwrap();
        assert!(checked.cases >= 8);
        assert_eq!(checked.differences, Vec::<String>::new());
        let changed = text.replacen("0.962224", "0.962324", 1);
        assert_eq!(check(&changed).unwrap().differences.len(), 1, "weights are compared too");
    }

    #[test]
    fn sentences_for_the_guard_need_no_suite() {
        let text = r#"{"reply_guard": [{"text": "Your surgery went well.", "reveals": true},
            {"text": "Thank you for your feedback.", "reveals": true}]}"#;
        let differences = check(text).unwrap().differences;
        assert_eq!(differences, ["reply_guard[1].reveals: expected true, found false"]);
    }

    #[test]
    fn the_published_inspection_vectors_hold() {
        let checked = check(INSPECTION).unwrap();
        assert!(checked.cases > 10);
        assert_eq!(checked.differences, Vec::<String>::new());
        let changed = INSPECTION.replacen("\"mean_percent\": 74.7", "\"mean_percent\": 74.8", 1);
        let differences = check(&changed).unwrap().differences;
        assert_eq!(differences, ["cases[0].mean_percent: expected 74.8, found 74.7"]);
    }

    #[test]
    fn the_published_membership_vectors_hold() {
        const MEMBERSHIP: &str = include_str!("../../tests/data/membership-v1.json");
        let checked = check(MEMBERSHIP).unwrap();
        assert_eq!((checked.cases, checked.differences), (10, Vec::<String>::new()));
        for (from, to) in [("74.8", "74.9"), ("\"defer\"", "\"admit\""), ("0.63", "0.64")] {
            assert_eq!(check(&MEMBERSHIP.replacen(from, to, 1)).unwrap().differences.len(), 1, "{from}");
        }
    }

    #[test]
    fn the_published_scores_of_flags_hold() {
        let checked = check(include_str!("../../tests/data/flags-v1.json")).unwrap();
        assert_eq!((checked.cases, checked.differences), (11, Vec::<String>::new()));
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
