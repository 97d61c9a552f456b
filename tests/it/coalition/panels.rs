//! 200 random panels: medians, composite, α and recommendation against a computation written here.

use crate::support::walk::Dice;
use candor::coalition::scoring::{self, Outcome, Recommendation, Rules, Tally, Vote};

const WEIGHTS: [f64; 8] = [15.0, 10.0, 12.0, 8.0, 25.0, 12.0, 8.0, 10.0];
const MINIMA: [f64; 8] = [3.0, 0.0, 3.0, 0.0, 4.0, 3.0, 3.0, 0.0];

fn rules() -> Rules {
    let code = |number: usize| format!("K{}", number + 1);
    Rules {
        criteria: (0..8).map(|number| (code(number), WEIGHTS[number], MINIMA[number])).collect(),
        admit: 75.0,
        defer: 60.0,
        agreement: 0.667,
        calibration_rounds: 2,
    }
}

/// The middle of the sorted values; of two, their mean.
fn middle(mut values: Vec<u8>) -> f64 {
    values.sort_unstable();
    let half = values.len() / 2;
    if values.len() % 2 == 1 {
        f64::from(values[half])
    } else {
        (f64::from(values[half - 1]) + f64::from(values[half])) / 2.0
    }
}

/// α by the coincidence matrix: 1 − D_o / D_e with the ordinal metric, over scores without gaps.
fn alpha(sheets: &[Vec<u8>]) -> f64 {
    let raters = sheets.len();
    let mut matrix = [[0.0_f64; 6]; 6];
    for unit in 0..8 {
        for one in 0..raters {
            for other in (0..raters).filter(|other| *other != one) {
                matrix[usize::from(sheets[one][unit])][usize::from(sheets[other][unit])] += 1.0 / (raters as f64 - 1.0);
            }
        }
    }
    let totals: Vec<f64> = matrix.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = totals.iter().sum();
    let distance = |one: usize, other: usize| {
        let (low, high) = (one.min(other), one.max(other));
        let between: f64 = totals[low..=high].iter().sum();
        (between - (totals[low] + totals[high]) / 2.0).powi(2)
    };
    let (mut observed, mut expected) = (0.0, 0.0);
    for one in 0..6 {
        for other in (0..6).filter(|other| *other != one) {
            observed += matrix[one][other] * distance(one, other);
            expected += totals[one] * totals[other] * distance(one, other) / (all - 1.0);
        }
    }
    if expected == 0.0 { 1.0 } else { 1.0 - observed / expected }
}

#[test]
fn two_hundred_random_panels_agree_with_another_computation() {
    let mut dice = Dice::seeded(46);
    let mut seen = [0; 4];
    for number in 0..200 {
        let raters = 3 + usize::try_from(dice.below(4)).unwrap();
        let level = dice.below(4);
        let spread = 1 + dice.below(3);
        let truth: Vec<u64> = (0..8).map(|_| level + dice.below(3)).collect();
        let sheets: Vec<Vec<u8>> = (0..raters)
            .map(|_| truth.iter().map(|score| u8::try_from((score + dice.below(spread)).min(5)).unwrap()).collect())
            .collect();
        let rounds = u32::try_from(dice.below(3)).unwrap();
        let scores: Vec<Vec<Option<u8>>> = sheets.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
        let found = scoring::assess(&scores, rounds, &rules());
        let medians: Vec<f64> = (0..8).map(|unit| middle(sheets.iter().map(|row| row[unit]).collect())).collect();
        let composite = medians.iter().zip(WEIGHTS).map(|(median, weight)| median * weight / 5.0).sum::<f64>();
        let alpha = alpha(&sheets);
        let failed: Vec<String> =
            (0..8).filter(|unit| medians[*unit] < MINIMA[*unit]).map(|unit| format!("K{}", unit + 1)).collect();
        let expected = if alpha < 0.667 && rounds < 2 {
            Recommendation::Calibrate
        } else if composite > 74.999_999 && failed.is_empty() {
            Recommendation::Admit
        } else if composite > 59.999_999 {
            Recommendation::Defer
        } else {
            Recommendation::Reject
        };
        assert_eq!(found.medians.values().copied().collect::<Vec<_>>(), medians, "panel {number}");
        assert!((found.composite - composite).abs() < 1e-9, "panel {number}");
        assert!((found.alpha.unwrap() - alpha).abs() < 1e-9, "panel {number}: {:?} is not {alpha}", found.alpha);
        assert_eq!((found.failed_minimums, found.recommendation), (failed, expected), "panel {number}");
        assert_eq!(found.low_agreement, alpha < 0.667 && rounds >= 2, "panel {number}");
        seen[Recommendation::ALL.iter().position(|one| *one == expected).unwrap()] += 1;
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

#[test]
fn two_hundred_random_boards_vote_as_counted_by_hand() {
    let mut dice = Dice::seeded(47);
    for number in 0..200 {
        let seats = usize::try_from(dice.below(13)).unwrap();
        let recused = usize::try_from(dice.below(4)).unwrap().min(seats);
        let left = seats - recused;
        let votes: Vec<Vote> = (0..usize::try_from(dice.below(left as u64 + 1)).unwrap())
            .map(|_| dice.choose(Vote::ALL).unwrap())
            .collect();
        let tally = Tally::of(left, &votes);
        let count = |vote: Vote| votes.iter().filter(|cast| **cast == vote).count();
        let (yes, no) = (count(Vote::Yes), count(Vote::No));
        let needed = (5..=13).find(|enough| enough * 3 >= left * 2).unwrap();
        assert_eq!(tally.has_quorum(5), votes.len() >= needed, "board {number}");
        let carries = yes > 0 && (yes as f64) / ((yes + no) as f64) > 0.666_666;
        assert_eq!(tally.carries(), carries, "board {number}: {yes} to {no}");
        let low = scoring::assess(&vec![vec![Some(1); 8]; 3], 2, &rules());
        assert_eq!(scoring::outcome(tally, &low), Outcome::Rejected, "never past a failed minimum");
    }
}
