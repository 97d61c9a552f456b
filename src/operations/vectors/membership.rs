//! `membership-v1`: medians, composite, α, failed minimums and the recommendation, by the pack's weights, minimums
//! and thresholds; those that the file names must be the same.

use super::compare::Compared;
use crate::coalition::scoring::{Rules, assess};
use crate::specialty::Membership;
use serde::Deserialize;
use serde_json::{Number, Value};

/// The best score that a reviewer can give.
const BEST: u8 = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    scores: Vec<Vec<Option<u8>>>,
    calibration_rounds_done: u32,
    medians: Vec<Number>,
    composite: Number,
    alpha: Option<Number>,
    below_minimum: Vec<String>,
    recommendation: String,
}

pub fn check(file: &Value, pack: &Membership, compared: &mut Compared) {
    compared.only(file, &["weights", "minima", "cases"]);
    let rules = Rules::of(&pack.criteria, &pack.thresholds);
    check_constants(file, "weights", rules.criteria.iter().map(|(_, weight, _)| *weight), compared);
    check_constants(file, "minima", rules.criteria.iter().map(|(_, _, minimum)| *minimum), compared);
    for (place, case) in compared.cases::<Case>(file, "cases") {
        one(&place, &case, &rules, compared);
    }
}

/// One for each criterion, where the file names them.
fn check_constants(file: &Value, name: &str, used: impl ExactSizeIterator<Item = f64>, compared: &mut Compared) {
    if file.get(name).is_none() {
        return;
    }
    let named: Vec<Number> = compared.part(file, name);
    compared.count(name, named.len(), used.len());
    for (column, used) in used.enumerate() {
        compared.given(&format!("{name}[{column}]"), named.get(column), used);
    }
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
