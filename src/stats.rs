//! The statistics that decide or are published: intervals, agreement, odds, rare counts.
//!
//! Numbers are `f64`; shares lie in 0–1. Where there is nothing to compute from, the answer is `None`, never zero.

/// The standard normal's 97.5 % point, for two-sided 95 % intervals.
pub const Z_95: f64 = 1.96;

/// A confidence interval, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The Wilson score interval of an observed `share` (0–1) among `trials`; `trials` may be an effective number and so
/// need not be whole. `None` without trials.
pub fn wilson(share: f64, trials: f64, z: f64) -> Option<Interval> {
    if trials.is_nan() || trials <= 0.0 {
        return None;
    }
    let share = share.clamp(0.0, 1.0);
    let z_squared = z * z;
    let scale = 1.0 + z_squared / trials;
    let centre = (share + z_squared / (2.0 * trials)) / scale;
    let half = z / scale * (share * (1.0 - share) / trials + z_squared / (4.0 * trials * trials)).sqrt();
    Some(Interval { low: (centre - half).clamp(0.0, 1.0), high: (centre + half).clamp(0.0, 1.0) })
}

/// The middle value, or the mean of the two middle ones. `None` for no values.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    Some(lower.midpoint(upper))
}

/// The smallest value that at least `percent` (1–100) of all do not exceed: the nearest rank. `None` for no values.
pub fn percentile(values: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (percent * sorted.len()).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

/// Krippendorff's α for ordinal ratings (K. Krippendorff, *Content Analysis*, 2004, ch. 11).
///
/// One row per rater, one column per rated unit; `None` is a missing rating, as is a row that ends early. 1 is full
/// agreement, 0 chance. `None` unless some unit has two ratings; 1 when every rating that can be paired is the same.
pub fn krippendorff_alpha_ordinal(ratings: &[Vec<Option<u8>>]) -> Option<f64> {
    let units = pairable_units(ratings);
    let totals = totals(&units);
    let total: f64 = totals.iter().map(|(_, count)| count).sum();
    if total == 0.0 {
        return None;
    }
    let observed: f64 = units.iter().map(|unit| observed_disagreement(unit, &totals)).sum();
    let expected = disagreement(&totals, &totals) / (total - 1.0);
    Some(if expected == 0.0 { 1.0 } else { 1.0 - observed / expected })
}

/// Values with how often each occurs, in the order of the scale.
type Counts = Vec<(u8, f64)>;

/// The ratings of each unit that has at least two.
fn pairable_units(ratings: &[Vec<Option<u8>>]) -> Vec<Vec<u8>> {
    let width = ratings.iter().map(Vec::len).max().unwrap_or(0);
    let unit = |column: usize| ratings.iter().filter_map(|row| row.get(column).copied().flatten()).collect::<Vec<u8>>();
    (0..width).map(unit).filter(|unit| unit.len() >= 2).collect()
}

fn totals(units: &[Vec<u8>]) -> Counts {
    counts(units.iter().flatten().copied())
}

fn counts(values: impl Iterator<Item = u8>) -> Counts {
    let mut sorted: Vec<u8> = values.collect();
    sorted.sort_unstable();
    sorted.chunk_by(u8::eq).filter_map(|same| Some((*same.first()?, same.iter().map(|_| 1.0).sum()))).collect()
}

fn observed_disagreement(unit: &[u8], totals: &Counts) -> f64 {
    let raters: f64 = unit.iter().map(|_| 1.0).sum();
    disagreement(&counts(unit.iter().copied()), totals) / (raters - 1.0)
}

/// Σ over ordered pairs of values: how often they meet in `pairs`, times their squared distance on the scale.
fn disagreement(pairs: &Counts, totals: &Counts) -> f64 {
    let meet = |(one, times): &(u8, f64)| -> f64 {
        pairs.iter().map(|(other, others)| times * others * ordinal_distance(*one, *other, totals)).sum()
    };
    pairs.iter().map(meet).sum()
}

/// Squared: the ratings from one value to the other, the two ends counted half.
fn ordinal_distance(one: u8, other: u8, totals: &Counts) -> f64 {
    if one == other {
        return 0.0;
    }
    let (low, high) = (one.min(other), one.max(other));
    let between = totals.iter().filter(|(value, _)| (low..=high).contains(value));
    let weight = |(value, count): &(u8, f64)| if *value == low || *value == high { count / 2.0 } else { *count };
    between.map(weight).sum::<f64>().powi(2)
}

/// Removed and kept, for two groups that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemovalCounts {
    pub negative_removed: u32,
    pub negative_kept: u32,
    pub positive_removed: u32,
    pub positive_kept: u32,
}

/// An odds ratio with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OddsRatio {
    /// Above 1: the negative are removed more readily.
    pub ratio: f64,
    pub interval: Interval,
}

/// The odds of removal of the negative against the positive; every cell gets Haldane's +0.5, so it always exists.
pub fn odds_ratio(counts: RemovalCounts) -> OddsRatio {
    let cell = |count: u32| f64::from(count) + 0.5;
    let [a, b] = [cell(counts.negative_removed), cell(counts.negative_kept)];
    let [c, d] = [cell(counts.positive_removed), cell(counts.positive_kept)];
    let log_ratio = (a * d / (b * c)).ln();
    let half = Z_95 * (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    let interval = Interval { low: (log_ratio - half).exp(), high: (log_ratio + half).exp() };
    OddsRatio { ratio: log_ratio.exp(), interval }
}

/// The chance of at least `count` events where `mean` are expected (Poisson). A mean below 0 counts as 0.
///
/// Adds up the shorter tail, so that small chances keep their digits.
pub fn poisson_upper_tail(mean: f64, count: u32) -> f64 {
    if count == 0 {
        return 1.0;
    }
    if mean.is_nan() || mean <= 0.0 {
        return 0.0;
    }
    let at_count = (f64::from(count) * mean.ln() - mean - ln_factorial(count)).exp();
    if f64::from(count) > mean { sum_upwards(mean, count, at_count) } else { 1.0 - sum_below(mean, count, at_count) }
}

fn ln_factorial(number: u32) -> f64 {
    (2..=number).map(|factor| f64::from(factor).ln()).sum()
}

/// P(X = count) + P(X = count + 1) + …, until a term no longer changes the sum.
fn sum_upwards(mean: f64, count: u32, at_count: f64) -> f64 {
    let mut sum = at_count;
    let mut term = at_count;
    for next in count.saturating_add(1)..u32::MAX {
        term *= mean / f64::from(next);
        if sum + term == sum {
            break;
        }
        sum += term;
    }
    sum.min(1.0)
}

/// P(X < count), from the largest term down.
fn sum_below(mean: f64, count: u32, at_count: f64) -> f64 {
    let mut sum = 0.0;
    let mut term = at_count;
    for above in (1..=count).rev() {
        term *= f64::from(above) / mean;
        if sum > 0.0 && sum + term == sum {
            break;
        }
        sum += term;
    }
    sum.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn vectors(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    fn fairness() -> Value {
        vectors(include_str!("../tests/data/fairness-v1.json"))
    }

    fn membership() -> Value {
        vectors(include_str!("../tests/data/membership-v1.json"))
    }

    fn count(case: &Value, name: &str) -> u32 {
        u32::try_from(case[name].as_u64().unwrap()).unwrap()
    }

    fn assert_near(found: f64, expected: &Value, tolerance: f64) {
        let expected = expected.as_f64().unwrap();
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }

    fn scores(case: &Value) -> Vec<Vec<Option<u8>>> {
        let score = |value: &Value| value.as_u64().and_then(|score| u8::try_from(score).ok());
        case["scores"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row.as_array().unwrap().iter().map(score).collect())
            .collect()
    }

    #[test]
    fn odds_ratios_match_the_published_vectors() {
        for case in fairness()["odds"].as_array().unwrap() {
            let odds = odds_ratio(RemovalCounts {
                negative_removed: count(case, "negative_removed"),
                negative_kept: count(case, "negative_kept"),
                positive_removed: count(case, "positive_removed"),
                positive_kept: count(case, "positive_kept"),
            });
            assert_near(odds.ratio, &case["odds_ratio"], 0.000_501);
            assert_near(odds.interval.low, &case["low"], 0.000_501);
            assert_near(odds.interval.high, &case["high"], 0.000_501);
            assert_eq!(odds.interval.low > 1.0, case["amber"].as_bool().unwrap());
        }
    }

    #[test]
    fn surge_tails_match_the_published_vectors() {
        for case in fairness()["surge"].as_array().unwrap() {
            let weekly = case["weekly_median"].as_f64().unwrap().max(0.2);
            assert_near(poisson_upper_tail(2.0 * weekly, count(case, "count_14d")), &case["p"], 0.000_000_501);
        }
    }

    #[test]
    fn alphas_and_medians_match_the_published_vectors() {
        for case in membership()["cases"].as_array().unwrap() {
            let scores = scores(case);
            let alpha = krippendorff_alpha_ordinal(&scores);
            match &case["alpha"] {
                Value::Null => assert_eq!(alpha, None),
                expected => assert_near(alpha.unwrap(), expected, 0.000_501),
            }
            for (column, expected) in case["medians"].as_array().unwrap().iter().enumerate() {
                let values: Vec<f64> = scores.iter().filter_map(|row| row[column]).map(f64::from).collect();
                assert_eq!(median(&values), expected.as_f64());
            }
        }
    }

    #[test]
    fn alpha_copes_with_missing_ratings() {
        // Krippendorff's own example: four observers, twelve units, ordinal α = 0.815.
        let row = |text: &str| text.bytes().map(|sign| sign.is_ascii_digit().then(|| sign - b'0')).collect();
        let ratings: Vec<Vec<Option<u8>>> =
            ["123321412...", "1233224125.3", ".3332342251.", "12332441251."].map(row).to_vec();
        assert_near(krippendorff_alpha_ordinal(&ratings).unwrap(), &Value::from(0.815), 0.000_501);
        for (ratings, expected) in [
            (vec![], None),
            (vec![vec![Some(3), Some(4)]], None),
            (vec![vec![Some(3), None], vec![None, Some(4)]], None),
            (vec![vec![Some(3), Some(3)], vec![Some(3)]], Some(1.0)),
            (vec![vec![Some(1), Some(5)], vec![Some(1), Some(5)]], Some(1.0)),
        ] {
            assert_eq!(krippendorff_alpha_ordinal(&ratings), expected);
        }
    }

    #[test]
    fn wilson_matches_known_intervals() {
        for (share, trials, low, high) in [
            (0.8, 10.0, 0.4901, 0.9433),
            (0.0, 10.0, 0.0, 0.2775),
            (1.0, 1.0, 0.2065, 1.0),
            (0.5, 100.0, 0.4038, 0.5962),
        ] {
            let interval = wilson(share, trials, Z_95).unwrap();
            assert!((interval.low - low).abs() < 0.0001 && (interval.high - high).abs() < 0.0001, "{interval:?}");
        }
        assert_eq!(wilson(0.5, 0.0, Z_95), None);
    }

    #[test]
    fn medians_are_in_the_middle() {
        for (values, expected) in [
            (vec![], None),
            (vec![2.0], Some(2.0)),
            (vec![3.0, 1.0], Some(2.0)),
            (vec![5.0, 1.0, 2.0], Some(2.0)),
            (vec![4.0, 1.0, 3.0, 2.0], Some(2.5)),
        ] {
            assert_eq!(median(&values), expected);
        }
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let ten: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        let many: Vec<f64> = (1..=11).map(f64::from).collect();
        for (values, percent, expected) in [
            (vec![], 90, None),
            (vec![2.0], 90, Some(2.0)),
            (vec![3.0, 1.0], 50, Some(1.0)),
            (vec![3.0, 1.0], 90, Some(3.0)),
            (ten.clone(), 90, Some(9.0)),
            (ten, 100, Some(10.0)),
            (many, 90, Some(10.0)),
        ] {
            assert_eq!(percentile(&values, percent), expected, "{percent} % of {values:?}");
        }
    }

    #[test]
    fn poisson_tails_hold_at_the_edges() {
        assert_eq!(poisson_upper_tail(3.0, 0), 1.0);
        assert_eq!(poisson_upper_tail(0.0, 1), 0.0);
        assert!((poisson_upper_tail(1.0, 1) - 0.632_120_558_8).abs() < 1e-9);
        assert!((poisson_upper_tail(1_000.0, 1_000) - 0.504_2).abs() < 1e-4);
        assert!(poisson_upper_tail(0.4, 200) >= 0.0);
    }

    proptest! {
        #[test]
        fn wilson_holds_the_share_within_zero_and_one(share in 0.0_f64..=1.0, trials in 0.01_f64..1e6) {
            let interval = wilson(share, trials, Z_95).unwrap();
            prop_assert!(0.0 <= interval.low && interval.low <= share + 1e-9 && share <= interval.high + 1e-9 && interval.high <= 1.0);
        }

        #[test]
        fn a_median_lies_between_the_extremes(values in prop::collection::vec(-1e6_f64..1e6, 1..40)) {
            let found = median(&values).unwrap();
            prop_assert!(values.iter().any(|value| *value <= found) && values.iter().any(|value| *value >= found));
        }

        #[test]
        fn poisson_tails_fall_with_the_count(mean in 0.01_f64..200.0, count in 0_u32..300) {
            let tail = poisson_upper_tail(mean, count);
            prop_assert!((0.0..=1.0).contains(&tail) && poisson_upper_tail(mean, count + 1) <= tail + 1e-12);
        }

        #[test]
        fn alpha_is_at_most_one_and_ignores_the_order_of_raters(mut ratings in prop::collection::vec(prop::collection::vec(prop::option::of(0_u8..6), 8), 0..6)) {
            let alpha = krippendorff_alpha_ordinal(&ratings);
            ratings.reverse();
            let reversed = krippendorff_alpha_ordinal(&ratings);
            prop_assert_eq!(alpha.is_some(), reversed.is_some());
            if let (Some(alpha), Some(reversed)) = (alpha, reversed) {
                prop_assert!(alpha <= 1.0 && (alpha - reversed).abs() < 1e-9);
            }
        }

        #[test]
        fn odds_turn_over_when_the_groups_do(a in 0_u32..500, b in 0_u32..500, c in 0_u32..500, d in 0_u32..500) {
            let one = odds_ratio(RemovalCounts { negative_removed: a, negative_kept: b, positive_removed: c, positive_kept: d });
            let other = odds_ratio(RemovalCounts { negative_removed: c, negative_kept: d, positive_removed: a, positive_kept: b });
            prop_assert!((one.ratio * other.ratio - 1.0).abs() < 1e-9 && one.interval.low <= one.ratio && one.ratio <= one.interval.high);
        }
    }
}
