//! `membership-v1`: medians, composite, α, failed minimums and the recommendation, by the pack's weights, minimums
//! and thresholds; those that the file names must be the same.

use super::compare::{Compared, list};
use crate::coalition::scoring::{Rules, assess};
use crate::specialty::Membership;
use serde::Deserialize;
use serde_json::{Number, Value};

/// The best score that a reviewer can give.
const BEST: u8 = 5;

#[derive(Deserialize)]
struct Case {
    scores: Vec<Vec<Option<u8>>>,
    calibration_rounds_done: u32,
    medians: Vec<Number>,
    composite: Number,
    alpha: Option<Number>,
    below_minimum: Vec<String>,
    recommendation: String,
}

pub fn check(file: &Value, pack: &Membership, compared: &mut Compared) -> Result<(), serde_json::Error> {
    let rules = Rules::of(&pack.criteria, &pack.thresholds);
    let weights: Vec<Number> = serde_json::from_value(list(file, "weights"))?;
    let minima: Vec<Number> = serde_json::from_value(list(file, "minima"))?;
    compared.count("weights", weights.len(), rules.criteria.len());
    compared.count("minima", minima.len(), rules.criteria.len());
    for (column, (_, weight, minimum)) in rules.criteria.iter().enumerate() {
        compared.given(&format!("weights[{column}]"), weights.get(column), *weight);
        compared.given(&format!("minima[{column}]"), minima.get(column), *minimum);
    }
    let all: Vec<Case> = serde_json::from_value(list(file, "cases"))?;
    for (index, case) in all.iter().enumerate() {
        compared.case();
        one(&format!("cases[{index}]"), case, &rules, compared);
    }
    Ok(())
}

fn one(place: &str, case: &Case, rules: &Rules, compared: &mut Compared) {
    for (row, scores) in case.scores.iter().enumerate() {
        compared.count(&format!("{place}.scores[{row}]"), scores.len(), rules.criteria.len());
        let all_known = scores.iter().flatten().all(|score| *score <= BEST);
        compared.answer(&format!("{place}.scores[{row}]: each at most {BEST}"), true, all_known);
    }
    let found = assess(&case.scores, case.calibration_rounds_done, rules);
    compared.count(&format!("{place}.medians"), case.medians.len(), rules.criteria.len());
    for (column, ((code, _, _), expected)) in rules.criteria.iter().zip(&case.medians).enumerate() {
        let median = found.medians.get(code).copied().unwrap_or(f64::NAN);
        compared.number(&format!("{place}.medians[{column}]"), expected, median);
    }
    compared.number(&format!("{place}.composite"), &case.composite, found.composite);
    compared.perhaps(&format!("{place}.alpha"), case.alpha.as_ref(), found.alpha);
    compared.text(&format!("{place}.below_minimum"), &case.below_minimum.join(", "), &found.failed_minimums.join(", "));
    compared.text(&format!("{place}.recommendation"), &case.recommendation, found.recommendation.as_str());
}
