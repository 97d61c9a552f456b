//! `fairness-v1`: the odds ratio of removals, and the surge test by the limits of the pack.

use super::compare::Compared;
use crate::specialty::Surge as Limits;
use crate::stats::{RemovalCounts, odds_ratio, poisson_upper_tail};
use serde::Deserialize;
use serde_json::{Number, Value};

/// Days of a week.
const WEEK_DAYS: f64 = 7.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
struct Surge {
    weekly_median: f64,
    count_14d: u32,
    p: Number,
    surge: bool,
}

pub fn check(file: &Value, limits: &Limits, compared: &mut Compared) {
    compared.only(file, &["odds", "surge"]);
    for (place, case) in compared.cases::<Odds>(file, "odds") {
        let odds = odds_ratio(RemovalCounts {
            negative_removed: case.negative_removed,
            negative_kept: case.negative_kept,
            positive_removed: case.positive_removed,
            positive_kept: case.positive_kept,
        });
        compared.number(&format!("{place}.odds_ratio"), &case.odds_ratio, odds.ratio);
        compared.number(&format!("{place}.low"), &case.low, odds.interval.low);
        compared.number(&format!("{place}.high"), &case.high, odds.interval.high);
        compared.answer(&format!("{place}.amber"), case.amber, odds.interval.low > 1.0);
    }
    let weeks = f64::from(limits.window_days) / WEEK_DAYS;
    for (place, case) in compared.cases::<Surge>(file, "surge") {
        compared.answer(&format!("{place}.weekly_median: 0 at least"), true, case.weekly_median >= 0.0);
        let mean = weeks * case.weekly_median.max(limits.least_weekly_rate);
        let chance = poisson_upper_tail(mean, case.count_14d);
        compared.number(&format!("{place}.p"), &case.p, chance);
        compared.answer(
            &format!("{place}.surge"),
            case.surge,
            case.count_14d >= limits.least_count && chance < limits.tail_probability,
        );
    }
}
