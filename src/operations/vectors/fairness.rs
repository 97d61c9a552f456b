//! `fairness-v1`: the odds ratio of removals, and the surge test by the limits of the pack.

use super::compare::{Compared, list};
use crate::specialty::Surge as Limits;
use crate::stats::{RemovalCounts, odds_ratio, poisson_upper_tail};
use serde::Deserialize;
use serde_json::{Number, Value};

/// Days of a week.
const WEEK_DAYS: f64 = 7.0;

#[derive(Deserialize)]
struct Odds {
    negative_removed: u32,
    negative_kept: u32,
    positive_removed: u32,
    positive_kept: u32,
    odds_ratio: Number,
    low: Number,
    high: Number,
    amber: bool,
}

#[derive(Deserialize)]
struct Surge {
    weekly_median: f64,
    count_14d: u32,
    p: Number,
    surge: bool,
}

pub fn check(file: &Value, limits: &Limits, compared: &mut Compared) -> Result<(), serde_json::Error> {
    let all: Vec<Odds> = serde_json::from_value(list(file, "odds"))?;
    for (index, case) in all.iter().enumerate() {
        compared.case();
        let odds = odds_ratio(RemovalCounts {
            negative_removed: case.negative_removed,
            negative_kept: case.negative_kept,
            positive_removed: case.positive_removed,
            positive_kept: case.positive_kept,
        });
        compared.number(&format!("odds[{index}].odds_ratio"), &case.odds_ratio, odds.ratio);
        compared.number(&format!("odds[{index}].low"), &case.low, odds.interval.low);
        compared.number(&format!("odds[{index}].high"), &case.high, odds.interval.high);
        compared.answer(&format!("odds[{index}].amber"), case.amber, odds.interval.low > 1.0);
    }
    let weeks = f64::from(limits.window_days) / WEEK_DAYS;
    let all: Vec<Surge> = serde_json::from_value(list(file, "surge"))?;
    for (index, case) in all.iter().enumerate() {
        compared.case();
        compared.answer(&format!("surge[{index}].weekly_median: 0 at least"), true, case.weekly_median >= 0.0);
        let mean = weeks * case.weekly_median.max(limits.least_weekly_rate);
        let chance = poisson_upper_tail(mean, case.count_14d);
        compared.number(&format!("surge[{index}].p"), &case.p, chance);
        compared.answer(
            &format!("surge[{index}].surge"),
            case.surge,
            case.count_14d >= limits.least_count && chance < limits.tail_probability,
        );
    }
    Ok(())
}
