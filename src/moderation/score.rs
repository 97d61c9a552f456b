//! `flags-v1`: what one flag weighs, with every part of its sum. Pure.

use crate::specialty::FlagScore;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is known of a flag and of whoever raised it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised<'a> {
    pub reason: &'a str,
    /// 0–4.
    pub trust_level: u32,
    pub staff: bool,
    /// Of the flagger's decided flags, how many the moderators agreed with.
    pub agreed: u32,
    pub decided: u32,
    pub take_action: bool,
}

/// The sum and its parts, as the queue shows them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Arithmetic {
    pub base: f64,
    /// The trust level; for staff what stands in for it.
    pub trust: f64,
    /// The record of earlier flags, signed.
    pub accuracy: f64,
    /// What the reason adds.
    pub reason: f64,
    pub take_action: f64,
    /// Never below 0.
    pub total: f64,
    pub agreed: u32,
    pub decided: u32,
}

/// The score of one flag.
pub fn score(raised: Raised<'_>, rules: &FlagScore) -> Arithmetic {
    let trust = if raised.staff { rules.staff_level } else { f64::from(raised.trust_level) };
    let accuracy = accuracy(raised.agreed, raised.decided, rules);
    let reason = rules.reasons.get(raised.reason).copied().unwrap_or(0.0);
    // What others ask for weighs nothing.
    let take_action = if raised.take_action && raised.staff { rules.take_action } else { 0.0 };
    let total = (rules.base + trust + accuracy + reason + take_action).max(0.0);
    let (agreed, decided) = (raised.agreed, raised.decided);
    Arithmetic { base: rules.base, trust, accuracy, reason, take_action, total, agreed, decided }
}

/// What several flags weigh together, and how many people raised them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Weight {
    pub total: f64,
    pub people: usize,
}

impl Weight {
    /// Whether it is enough for something to happen by itself.
    pub fn reaches(self, score: f64, people: usize) -> bool {
        self.people >= people && self.total >= score
    }
}

/// How far the agreed share lies from the neutral one, scaled to −1…1, the heavier the more flags were decided.
fn accuracy(agreed: u32, decided: u32, rules: &FlagScore) -> f64 {
    if decided <= rules.record_after {
        return 0.0;
    }
    let distance = f64::from(agreed) / f64::from(decided) - rules.neutral_share;
    let room = if distance >= 0.0 { 1.0 - rules.neutral_share } else { rules.neutral_share };
    distance / room * rules.record_weight * f64::from(decided).log(rules.record_log_base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specialty::Pack;
    use std::sync::LazyLock;

    static RULES: LazyLock<FlagScore> = LazyLock::new(|| Pack::embedded("hair-restoration").unwrap().flags.score);

    fn of(agreed: u32, decided: u32, reason: &str, staff: bool, take_action: bool) -> Arithmetic {
        score(Raised { reason, trust_level: 2, staff, agreed, decided, take_action }, &RULES)
    }

    #[test]
    fn a_sum_is_the_sum_of_its_parts() {
        for (agreed, decided, reason, staff, take_action, accuracy, total) in [
            (0, 0, "spam", false, false, 0.0, 3.0),
            (5, 5, "spam", false, false, 0.0, 3.0),
            (20, 20, "spam", false, false, 10.80, 13.80),
            (10, 20, "spam", false, false, -3.09, 0.0),
            (0, 0, "harassment_or_hate", false, false, 0.0, 4.0),
            (0, 0, "medical_danger", false, false, 0.0, 5.0),
            (0, 0, "threat", true, true, 0.0, 14.0),
            (0, 0, "threat", false, true, 0.0, 6.0),
        ] {
            let sum = of(agreed, decided, reason, staff, take_action);
            assert!((sum.accuracy - accuracy).abs() < 0.005, "{agreed} of {decided}: {sum:?}");
            assert!((sum.total - total).abs() < 0.005, "{agreed} of {decided}: {sum:?}");
        }
    }

    #[test]
    fn what_happens_by_itself_takes_enough_weight_and_enough_people() {
        let hides = |weight: Weight| weight.reaches(RULES.hide_score, RULES.hide_flaggers);
        let silences = |weight: Weight| weight.reaches(RULES.silence_score, RULES.silence_flaggers);
        let closes = |weight: Weight| weight.reaches(RULES.close_score, RULES.close_flaggers);
        for (total, people, expected) in [
            (2.49, 3, (false, false, false)),
            (2.5, 2, (false, false, false)),
            (2.5, 3, (false, true, false)),
            (8.32, 9, (false, true, false)),
            (8.33, 1, (false, false, false)),
            (8.33, 2, (true, false, false)),
            (31.24, 5, (true, true, false)),
            (31.25, 4, (true, true, false)),
            (31.25, 5, (true, true, true)),
        ] {
            let weight = Weight { total, people };
            assert_eq!((hides(weight), silences(weight), closes(weight)), expected, "{weight:?}");
        }
    }

    #[test]
    fn no_total_is_below_nothing_and_a_better_record_never_weighs_less() {
        for decided in 6..60 {
            let totals: Vec<f64> =
                (0..=decided).map(|agreed| of(agreed, decided, "spam", false, false).total).collect();
            assert!(totals.iter().all(|total| *total >= 0.0) && totals.is_sorted());
        }
    }
}
