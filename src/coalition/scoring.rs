//! `membership-v1`: from scores to a recommendation, and from votes to an outcome. Pure.

use crate::specialty::{Criterion, MembershipThresholds};
use crate::stats::{krippendorff_alpha_ordinal, median};
use crate::text_enum;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The name of these rules.
pub const FORMULA: &str = "membership-v1";
/// The best score of a criterion.
const BEST: f64 = 5.0;
/// The best composite.
const HUNDRED: f64 = 100.0;

text_enum! {
    /// What the scores say should be done.
    pub enum Recommendation {
        /// The reviewers do not agree enough: they discuss the anchors and score once more.
        Calibrate = "calibrate",
        Admit = "admit",
        Defer = "defer",
        Reject = "reject",
    }
}

text_enum! {
    /// How an application ended.
    pub enum ApplicationOutcome {
        Admitted = "admitted",
        Deferred = "deferred",
        Rejected = "rejected",
    }
}

pub use ApplicationOutcome as Outcome;

text_enum! {
    /// What a member of the board says.
    pub enum Ballot {
        Yes = "yes",
        No = "no",
        Abstain = "abstain",
    }
}

pub use Ballot as Vote;

impl Ballot {
    /// Whether it went another way than the vote as a whole: only then what was said with it is a dissent.
    pub fn dissents(self, carried: bool) -> bool {
        self != if carried { Self::Yes } else { Self::No }
    }
}

/// What the rules compare with: weights, minimums and thresholds of the pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Code, weight, minimum (0 for none), in the order of the scores.
    pub criteria: Vec<(String, f64, f64)>,
    pub admit: f64,
    pub defer: f64,
    pub agreement: f64,
    pub calibration_rounds: u32,
}

impl Rules {
    pub fn of(criteria: &[Criterion], thresholds: &MembershipThresholds) -> Self {
        let one = |known: &Criterion| (known.code.clone(), f64::from(known.weight), f64::from(known.minimum));
        Self {
            criteria: criteria.iter().map(one).collect(),
            admit: thresholds.admit,
            defer: thresholds.defer,
            agreement: thresholds.agreement,
            calibration_rounds: thresholds.calibration_rounds,
        }
    }
}

/// What the scores of one round come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// By criterion; absent where nobody scored.
    pub medians: BTreeMap<String, f64>,
    /// 0–100.
    pub composite: f64,
    /// Krippendorff's α, ordinal; none where nothing can be compared.
    pub alpha: Option<f64>,
    /// Criteria whose median is below their minimum.
    pub failed_minimums: Vec<String>,
    pub recommendation: Recommendation,
    /// α stayed too low after the last calibration.
    pub low_agreement: bool,
}

impl Assessment {
    /// What a deferral names, by code: criteria below their minimum and, where the composite is below `admit`, each whose
    /// median is less than `admit` asks of all of them on average. A composite that is too low has one at least.
    pub fn gaps(&self, admit: f64) -> Vec<String> {
        let is_low = |median: f64| self.composite < admit && median * HUNDRED < admit * BEST;
        let low = self.medians.iter().filter(|(_, median)| is_low(**median)).map(|(code, _)| code);
        let named: BTreeSet<&String> = low.chain(&self.failed_minimums).collect();
        named.into_iter().cloned().collect()
    }
}

/// One row for each reviewer, one column for each criterion of `rules`.
pub fn assess(scores: &[Vec<Option<u8>>], calibrations_done: u32, rules: &Rules) -> Assessment {
    let mut medians = BTreeMap::new();
    let mut weighted = 0.0;
    let mut failed_minimums = Vec::new();
    for (column, (code, weight, minimum)) in rules.criteria.iter().enumerate() {
        let column: Vec<f64> =
            scores.iter().filter_map(|row| row.get(column).copied().flatten()).map(f64::from).collect();
        let middle = median(&column);
        weighted += weight * middle.unwrap_or(0.0);
        if middle.unwrap_or(0.0) < *minimum {
            failed_minimums.push(code.clone());
        }
        medians.extend(middle.map(|middle| (code.clone(), middle)));
    }
    // Divided once: medians are halves, so the sum is exact.
    let composite = weighted / BEST;
    let alpha = krippendorff_alpha_ordinal(scores);
    let agree = alpha.is_some_and(|alpha| alpha >= rules.agreement);
    let recommendation = match () {
        () if !agree && calibrations_done < rules.calibration_rounds => Recommendation::Calibrate,
        () if composite >= rules.admit && failed_minimums.is_empty() => Recommendation::Admit,
        () if composite >= rules.defer => Recommendation::Defer,
        () => Recommendation::Reject,
    };
    let low_agreement = !agree && recommendation != Recommendation::Calibrate;
    Assessment { medians, composite, alpha, failed_minimums, recommendation, low_agreement }
}

/// How the board voted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Tally {
    /// Seats without those recused.
    pub seats: usize,
    pub yes: usize,
    pub no: usize,
    pub abstain: usize,
}

impl Tally {
    pub fn of(seats: usize, votes: &[Vote]) -> Self {
        let count = |vote| votes.iter().filter(|cast| **cast == vote).count();
        Self { seats, yes: count(Vote::Yes), no: count(Vote::No), abstain: count(Vote::Abstain) }
    }

    pub const fn cast(self) -> usize {
        self.yes + self.no + self.abstain
    }

    /// Two thirds of the seats left, and at least `least`.
    pub fn quorum(self, least: usize) -> usize {
        (self.seats * 2).div_ceil(3).max(least)
    }

    pub fn has_quorum(self, least: usize) -> bool {
        self.cast() >= self.quorum(least)
    }

    /// Four fifths of yes and no.
    pub const fn carries_by_four_fifths(self) -> bool {
        self.yes > 0 && self.yes * 5 >= (self.yes + self.no) * 4
    }

    /// More yes than no.
    pub const fn has_majority(self) -> bool {
        self.yes > self.no
    }

    /// Two thirds of yes and no.
    pub const fn carries(self) -> bool {
        self.yes > 0 && self.yes * 3 >= (self.yes + self.no) * 2
    }
}

/// How many votes let somebody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Majority {
    /// Of yes and no: whoever comes for the first time.
    TwoThirds,
    /// Whoever comes back after a removal.
    FourFifths,
}

/// What the votes make of the recommendation: never past a failed minimum.
pub fn outcome(tally: Tally, majority: Majority, assessment: &Assessment) -> Outcome {
    let by_scores = outcome_of(assessment.recommendation);
    let carries = match majority {
        Majority::TwoThirds => tally.carries(),
        Majority::FourFifths => tally.carries_by_four_fifths(),
    };
    match (carries, by_scores) {
        (true, _) if assessment.failed_minimums.is_empty() => Outcome::Admitted,
        (true, by_scores) => by_scores,
        (false, Outcome::Rejected) => Outcome::Rejected,
        (false, _) => Outcome::Deferred,
    }
}

/// Where a recommendation would lead by itself.
pub const fn outcome_of(recommendation: Recommendation) -> Outcome {
    match recommendation {
        Recommendation::Admit => Outcome::Admitted,
        Recommendation::Defer | Recommendation::Calibrate => Outcome::Deferred,
        Recommendation::Reject => Outcome::Rejected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(seats: usize, yes: usize, no: usize, abstain: usize) -> Tally {
        Tally { seats, yes, no, abstain }
    }

    fn assessment(recommendation: Recommendation, failed: &[&str]) -> Assessment {
        Assessment {
            medians: BTreeMap::new(),
            composite: 0.0,
            alpha: None,
            failed_minimums: failed.iter().map(|code| (*code).to_owned()).collect(),
            recommendation,
            low_agreement: false,
        }
    }

    #[test]
    fn a_deferral_names_what_is_below_a_minimum_or_pulls_the_composite_down() {
        type Case = (f64, &'static [(&'static str, f64)], &'static [&'static str], &'static [&'static str]);
        let table: &[Case] = &[
            (98.0, &[("K1", 5.0), ("K5", 4.5)], &[], &[]),
            (90.0, &[("K1", 5.0), ("K5", 3.0)], &["K5"], &["K5"]),
            (63.0, &[("K1", 3.0), ("K2", 3.5), ("K5", 4.0)], &[], &["K1", "K2"]),
            (70.0, &[("K1", 3.0), ("K2", 4.0), ("K5", 3.5)], &["K5"], &["K1", "K5"]),
            // Nobody scored it, and it has a minimum.
            (80.0, &[("K1", 5.0)], &["K5"], &["K5"]),
            (74.9, &[("K1", 3.5), ("K2", 4.0)], &[], &["K1"]),
            (75.0, &[("K1", 3.5), ("K2", 4.0)], &[], &[]),
        ];
        for (composite, medians, failed, named) in table {
            let medians = medians.iter().map(|(code, median)| ((*code).to_owned(), *median)).collect();
            let assessed = Assessment { composite: *composite, medians, ..assessment(Recommendation::Defer, failed) };
            assert_eq!(assessed.gaps(75.0), *named, "{composite}");
        }
    }

    #[test]
    fn a_quorum_is_two_thirds_of_the_seats_left_and_five_at_least() {
        for (seats, quorum) in [(0, 5), (5, 5), (7, 5), (8, 6), (9, 6), (10, 7), (12, 8)] {
            assert_eq!(tally(seats, 0, 0, 0).quorum(5), quorum, "{seats} seats");
        }
        assert!(tally(9, 2, 2, 2).has_quorum(5));
        assert!(!tally(9, 2, 2, 1).has_quorum(5));
    }

    #[test]
    fn two_thirds_of_yes_and_no_carry() {
        for (yes, no, abstain, carries) in
            [(4, 2, 0, true), (4, 2, 9, true), (3, 2, 0, false), (0, 0, 6, false), (1, 0, 5, true), (2, 1, 3, true)]
        {
            assert_eq!(tally(9, yes, no, abstain).carries(), carries, "{yes} {no} {abstain}");
        }
    }

    #[test]
    fn a_majority_is_more_yes_than_no() {
        for (yes, no, abstain, is_one) in
            [(0, 0, 0, false), (1, 0, 5, true), (2, 2, 0, false), (3, 2, 0, true), (2, 3, 4, false)]
        {
            assert_eq!(tally(9, yes, no, abstain).has_majority(), is_one, "{yes} {no} {abstain}");
        }
    }

    #[test]
    fn a_return_needs_four_fifths() {
        for (yes, no, abstain, carries) in
            [(4, 1, 0, true), (4, 1, 4, true), (7, 2, 0, false), (8, 2, 0, true), (0, 0, 6, false), (3, 1, 2, false)]
        {
            assert_eq!(tally(9, yes, no, abstain).carries_by_four_fifths(), carries, "{yes} {no} {abstain}");
        }
        let admit = assessment(Recommendation::Admit, &[]);
        assert_eq!(outcome(tally(9, 7, 2, 0), Majority::TwoThirds, &admit), Outcome::Admitted);
        assert_eq!(outcome(tally(9, 7, 2, 0), Majority::FourFifths, &admit), Outcome::Deferred);
    }

    #[test]
    fn votes_never_lead_past_a_failed_minimum() {
        let (for_it, against) = (tally(6, 6, 0, 0), tally(6, 1, 5, 0));
        for (recommendation, failed, yes, no) in [
            (Recommendation::Admit, &[][..], Outcome::Admitted, Outcome::Deferred),
            (Recommendation::Defer, &[], Outcome::Admitted, Outcome::Deferred),
            (Recommendation::Defer, &["K5"], Outcome::Deferred, Outcome::Deferred),
            (Recommendation::Reject, &[], Outcome::Admitted, Outcome::Rejected),
            (Recommendation::Reject, &["K1"], Outcome::Rejected, Outcome::Rejected),
        ] {
            let assessed = assessment(recommendation, failed);
            let found = |tally| outcome(tally, Majority::TwoThirds, &assessed);
            assert_eq!((found(for_it), found(against)), (yes, no), "{recommendation}");
        }
    }
}
