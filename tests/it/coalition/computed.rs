//! What sheets come to, computed without anything that the site uses, and 200 random panels from the ties of those who
//! are asked to the scores of those who remain, by the pack's rules.

use super::panels::{PEOPLE, SmallWorld, TODAY, account, physician};
use super::walk::people::CRITERIA;
use crate::support::walk::Dice;
use candor::coalition::recusal::{Question, ground};
use candor::coalition::scoring::{self, Recommendation, Rules};
use candor::specialty::{Membership, Pack};
use std::collections::BTreeMap;

/// What one reviewer gave each criterion; a gap is one that was not scored.
pub type Sheet = Vec<Option<u8>>;

/// What sheets come to, by nothing that the site uses.
#[derive(Debug)]
pub struct Computed {
    pub medians: BTreeMap<String, f64>,
    pub composite: f64,
    pub alpha: Option<f64>,
    pub failed: Vec<String>,
    pub recommendation: Recommendation,
    pub low: bool,
}

impl Computed {
    pub fn of(sheets: &[Sheet], calibrations: usize, pack: &Membership) -> Self {
        let mut medians = BTreeMap::new();
        let (mut composite, mut failed) = (0.0, Vec::new());
        for (unit, criterion) in pack.criteria.iter().enumerate() {
            let mut given: Vec<u8> = sheets.iter().filter_map(|sheet| sheet[unit]).collect();
            given.sort_unstable();
            let twice = given.get(given.len() / 2).zip(given.get(given.len().saturating_sub(1) / 2));
            let middle = twice.map(|(one, other)| (f64::from(*one) + f64::from(*other)) / 2.0);
            composite += f64::from(criterion.weight) * middle.unwrap_or(0.0) / 5.0;
            if middle.unwrap_or(0.0) < f64::from(criterion.minimum) {
                failed.push(criterion.code.clone());
            }
            medians.extend(middle.map(|middle| (criterion.code.clone(), middle)));
        }
        let alpha = alpha(sheets);
        let apart = alpha.is_none_or(|alpha| alpha < 0.667);
        let recommendation = match () {
            () if apart && calibrations < 2 => Recommendation::Calibrate,
            () if composite > 74.999_999 && failed.is_empty() => Recommendation::Admit,
            () if composite > 59.999_999 => Recommendation::Defer,
            () => Recommendation::Reject,
        };
        Self { medians, composite, alpha, failed, recommendation, low: apart && calibrations >= 2 }
    }

    pub fn is_close_to(&self, composite: f64, alpha: Option<f64>) -> bool {
        let same = match (self.alpha, alpha) {
            (Some(one), Some(other)) => (one - other).abs() < 1e-9,
            (one, other) => one == other,
        };
        same && (self.composite - composite).abs() < 1e-9
    }
}

/// α by the coincidence matrix, 1 − D_o / D_e with the ordinal metric; what only one has scored cannot be compared.
fn alpha(sheets: &[Sheet]) -> Option<f64> {
    let mut matrix = [[0.0_f64; 6]; 6];
    for unit in 0..CRITERIA.len() {
        let given: Vec<usize> = sheets.iter().filter_map(|sheet| sheet[unit]).map(usize::from).collect();
        for (one, first) in given.iter().enumerate() {
            for (_, second) in given.iter().enumerate().filter(|(other, _)| *other != one) {
                matrix[*first][*second] += 1.0 / (given.len() as f64 - 1.0);
            }
        }
    }
    let totals: Vec<f64> = matrix.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = totals.iter().sum();
    if all == 0.0 {
        return None;
    }
    let (mut observed, mut expected) = (0.0, 0.0);
    for one in 0..6 {
        for other in (0..6).filter(|other| *other != one) {
            let between: f64 = totals[one.min(other)..=one.max(other)].iter().sum();
            let distance = (between - (totals[one] + totals[other]) / 2.0).powi(2);
            observed += matrix[one][other] * distance;
            expected += totals[one] * totals[other] * distance / (all - 1.0);
        }
    }
    Some(if expected == 0.0 { 1.0 } else { 1.0 - observed / expected })
}

/// So many sheets around one truth, more or less far from each other; of a hundred scores so many are left out.
pub fn sheets(dice: &mut Dice, raters: usize, gaps_percent: u64) -> Vec<Sheet> {
    let (level, spread) = (dice.below(4), 1 + dice.below(3));
    let truth: Vec<u64> = CRITERIA.iter().map(|_| level + dice.below(3)).collect();
    let mut all = Vec::new();
    for _ in 0..raters {
        let mut sheet = Vec::new();
        for score in &truth {
            let given = u8::try_from((score + dice.below(spread)).min(5)).unwrap();
            sheet.push((!dice.chance(gaps_percent)).then_some(given));
        }
        all.push(sheet);
    }
    all
}

#[test]
fn two_hundred_random_panels_come_to_what_those_who_may_judge_have_scored() {
    let pack = Pack::embedded("hair-restoration").unwrap().membership;
    let rules = Rules::of(&pack.criteria, &pack.thresholds);
    let mut dice = Dice::seeded(49);
    let (mut seen, mut recused, mut gaps) = ([0; 4], 0, 0);
    for number in 0..200 {
        let world = SmallWorld::thrown(&mut dice);
        let around = world.surroundings();
        let asked = Question {
            physician: &physician(0),
            today: format!("{}-{:02}-02", TODAY.0, TODAY.1).parse().unwrap(),
            kilometres: pack.thresholds.recusal_kilometres.into(),
            coauthor_months: pack.thresholds.coauthor_months,
        };
        let calibrations = usize::try_from(dice.below(3)).unwrap();
        let all = sheets(&mut dice, usize::try_from(PEOPLE).unwrap(), 12);
        let remain = |may_judge: &dyn Fn(u64) -> bool| -> Vec<Sheet> {
            let judges = (0..PEOPLE).zip(&all).filter(|(who, _)| may_judge(*who));
            judges.map(|(_, sheet)| sheet.clone()).collect()
        };
        let found = remain(&|who| ground(&around, &asked, &account(who)).is_none());
        let expected = remain(&|who| world.expected(who).is_none());
        let found = scoring::assess(&found, u32::try_from(calibrations).unwrap(), &rules);
        recused += all.len() - expected.len();
        gaps += expected.iter().flatten().filter(|score| score.is_none()).count();
        let expected = Computed::of(&expected, calibrations, &pack);
        assert_eq!(found.medians, expected.medians, "panel {number}");
        assert!(expected.is_close_to(found.composite, found.alpha), "panel {number}: {found:?}, not {expected:?}");
        assert_eq!(
            (&found.failed_minimums, found.recommendation, found.low_agreement),
            (&expected.failed, expected.recommendation, expected.low),
            "panel {number}"
        );
        seen[Recommendation::ALL.iter().position(|one| *one == expected.recommendation).unwrap()] += 1;
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
    assert!(recused > 50 && gaps > 200, "{recused} were recused, {gaps} scores left out");
}
