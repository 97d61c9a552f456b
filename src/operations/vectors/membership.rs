//! `membership-v1`: medians, composite, α, failed minimums and the recommendation.

use super::compare::{Compared, list};
use crate::coalition::scoring::{Rules, assess};
use serde::Deserialize;
use serde_json::{Number, Value};

/// The thresholds of the suite, as accountability.md §5.2 states them.
const ADMIT: f64 = 75.0;
const DEFER: f64 = 60.0;
const AGREEMENT: f64 = 0.667;
const CALIBRATION_ROUNDS: u32 = 2;

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

pub fn check(file: &Value, compared: &mut Compared) -> Result<(), serde_json::Error> {
    let weights: Vec<f64> = serde_json::from_value(list(file, "weights"))?;
    let minima: Vec<f64> = serde_json::from_value(list(file, "minima"))?;
    let codes = (1..).map(|number| format!("K{number}"));
    let criteria = codes.zip(weights).zip(minima).map(|((code, weight), minimum)| (code, weight, minimum)).collect();
    let rules =
        Rules { criteria, admit: ADMIT, defer: DEFER, agreement: AGREEMENT, calibration_rounds: CALIBRATION_ROUNDS };
    let all: Vec<Case> = serde_json::from_value(list(file, "cases"))?;
    for (index, case) in all.iter().enumerate() {
        compared.case();
        one(&format!("cases[{index}]"), case, &rules, compared);
    }
    Ok(())
}

fn one(place: &str, case: &Case, rules: &Rules, compared: &mut Compared) {
    let found = assess(&case.scores, case.calibration_rounds_done, rules);
    for (column, ((code, _, _), expected)) in rules.criteria.iter().zip(&case.medians).enumerate() {
        let median = found.medians.get(code).copied().unwrap_or(f64::NAN);
        compared.number(&format!("{place}.medians[{column}]"), expected, median);
    }
    compared.number(&format!("{place}.composite"), &case.composite, found.composite);
    if let Some(expected) = &case.alpha {
        compared.number(&format!("{place}.alpha"), expected, found.alpha.unwrap_or(f64::NAN));
    } else {
        compared.answer(&format!("{place}.alpha"), false, found.alpha.is_some());
    }
    compared.text(&format!("{place}.below_minimum"), &case.below_minimum.join(", "), &found.failed_minimums.join(", "));
    compared.text(&format!("{place}.recommendation"), &case.recommendation, found.recommendation.as_str());
}
