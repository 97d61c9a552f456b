//! 200 random panels: medians, composite, α and recommendation against a computation written here.

use crate::support::walk::Dice;
use candor::accounts::AccountId;
use candor::clock::Timestamp;
use candor::coalition::applications::model::RecusalGround;
use candor::coalition::recusal::{Question, ground};
use candor::coalition::scoring::{self, Majority, Outcome, Recommendation, Rules, Tally, Vote};
use candor::db::JsonText;
use candor::directory::{
    ClinicId, ClinicKind, ClinicRow, EntryState, PhysicianId, Subject, Surroundings, TieKind, TieRow, TieSource,
};
use std::collections::BTreeSet;

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
        assert_eq!(
            scoring::outcome(tally, Majority::TwoThirds, &low),
            Outcome::Rejected,
            "never past a failed minimum"
        );
    }
}

pub fn account(number: u64) -> AccountId {
    format!("{number:032x}").parse().unwrap()
}

pub fn physician(number: u64) -> PhysicianId {
    format!("{:032x}", 100 + number).parse().unwrap()
}

fn clinic(number: u64) -> ClinicId {
    format!("{:032x}", 200 + number).parse().unwrap()
}

/// People, physicians and clinics of a small world.
pub const PEOPLE: u64 = 8;
pub const PHYSICIANS: u64 = 4;
pub const CLINICS: u64 = 6;
pub const TODAY: (u64, u64) = (2026, 3);

/// A world of numbers, from which both computations start.
pub struct SmallWorld {
    /// Who answers for which physician, and for which clinic.
    pub of_physicians: BTreeSet<(u64, u64)>,
    pub of_clinics: BTreeSet<(u64, u64)>,
    pub works: BTreeSet<(u64, u64)>,
    /// Where a clinic is, and in which city.
    pub places: Vec<(Option<(f64, f64)>, u64)>,
    pub ties: Vec<SmallTie>,
}

pub struct SmallTie {
    pub who: u64,
    pub kind: TieKind,
    pub declared: bool,
    /// A physician, or a clinic.
    pub whom: (bool, u64),
    /// Year and month of the first and of the last day.
    pub since: Option<(u64, u64)>,
    pub until: Option<(u64, u64)>,
}

impl SmallWorld {
    pub fn thrown(dice: &mut Dice) -> Self {
        let mut pairs = |count: u64, others: u64| -> BTreeSet<(u64, u64)> {
            (0..count).map(|_| (dice.below(PEOPLE), dice.below(others))).collect()
        };
        let of_physicians = pairs(3, PHYSICIANS);
        let of_clinics = pairs(3, CLINICS);
        let works = (0..PHYSICIANS).map(|who| (who, dice.below(CLINICS))).collect();
        let places = (0..CLINICS)
            .map(|_| {
                let point = (40.0 + dice.below(300) as f64 / 100.0, 28.0 + dice.below(300) as f64 / 100.0);
                ((dice.below(3) > 0).then_some(point), dice.below(5))
            })
            .collect();
        let month = |dice: &mut Dice| (dice.below(3) > 0).then(|| (2021 + dice.below(6), 1 + dice.below(12)));
        let ties = (0..8)
            .map(|_| {
                let clinical = dice.below(3) == 0;
                SmallTie {
                    who: dice.below(PEOPLE),
                    kind: dice.choose(TieKind::ALL).unwrap(),
                    declared: dice.below(2) == 0,
                    whom: (!clinical, dice.below(if clinical { CLINICS } else { PHYSICIANS })),
                    since: month(dice),
                    until: month(dice),
                }
            })
            .collect();
        Self { of_physicians, of_clinics, works, places, ties }
    }

    /// The same as the directory hands it over.
    pub fn surroundings(&self) -> Surroundings {
        let of_physicians =
            self.of_physicians.iter().map(|(who, whom)| (account(*who), Subject::Physician(physician(*whom))));
        let of_clinics = self.of_clinics.iter().map(|(who, whom)| (account(*who), Subject::Clinic(clinic(*whom))));
        let first = |(year, month): &(u64, u64)| format!("{year}-{month:02}-01");
        Surroundings {
            answers: self.of_physicians.iter().filter(|(_, whom)| *whom == 0).map(|(who, _)| account(*who)).collect(),
            claims: of_physicians.chain(of_clinics).collect(),
            practices: self.works.iter().map(|(who, at)| (physician(*who), clinic(*at))).collect(),
            clinics: (0..).zip(&self.places).map(|(number, place)| row(number, place)).collect(),
            ties: (0..)
                .zip(&self.ties)
                .map(|(number, tie): (u64, _)| TieRow {
                    id: number.to_string(),
                    account_id: account(tie.who),
                    kind: tie.kind,
                    source: if tie.declared { TieSource::Declared } else { TieSource::Complaint },
                    source_id: None,
                    physician_id: tie.whom.0.then(|| physician(tie.whom.1)),
                    clinic_id: (!tie.whom.0).then(|| clinic(tie.whom.1)),
                    since: tie.since.as_ref().map(first),
                    until: tie.until.as_ref().map(first),
                    created_at: Timestamp::from_unix_millis(0),
                    withdrawn_at: None,
                })
                .collect(),
        }
    }

    /// Where somebody works or answers for, as a matrix row over the clinics.
    fn row_of(&self, people: &[u64], also: Option<u64>) -> Vec<bool> {
        (0..CLINICS)
            .map(|house| {
                let answers = people.iter().any(|who| self.of_clinics.contains(&(*who, house)));
                let staff = (0..PHYSICIANS).filter(|one| self.works.contains(&(*one, house)));
                let works =
                    |one: u64| also == Some(one) || people.iter().any(|who| self.of_physicians.contains(&(*who, one)));
                answers || staff.into_iter().any(works)
            })
            .collect()
    }

    /// Kilometres by the law of cosines; none where it is not known where one of the two is.
    fn apart(&self, one: u64, other: u64) -> Option<f64> {
        let (here, there) = (self.places[one as usize].0?, self.places[other as usize].0?);
        let (a, b, along) = (here.0.to_radians(), there.0.to_radians(), (here.1 - there.1).to_radians());
        Some(6_371.008_8 * (a.sin() * b.sin() + a.cos() * b.cos() * along.cos()).clamp(-1.0, 1.0).acos())
    }

    fn counts(tie: &SmallTie) -> bool {
        let months = |(year, month): (u64, u64)| year * 12 + month;
        // Today is the second of the month, and every tie begins and ends on a first.
        let begun = tie.since.is_none_or(|since| months(since) <= months(TODAY));
        let last = if tie.kind == TieKind::Coauthor {
            tie.until.or(tie.since).map(|last| months(last) + 36)
        } else {
            tie.until.map(months)
        };
        begun && last.is_none_or(|last| last > months(TODAY))
    }

    /// The first ground that holds between this person and physician 0, worked out anew.
    pub fn expected(&self, who: u64) -> Option<RecusalGround> {
        if self.of_physicians.contains(&(who, 0)) {
            return Some(RecusalGround::Applicant);
        }
        let applicants: Vec<u64> = (0..PEOPLE).filter(|one| self.of_physicians.contains(&(*one, 0))).collect();
        let (mine, theirs) = (self.row_of(&[who], None), self.row_of(&applicants, Some(0)));
        let pairs: Vec<(u64, u64)> = (0..CLINICS)
            .flat_map(|one| (0..CLINICS).map(move |other| (one, other)))
            .filter(|(one, other)| mine[*one as usize] && theirs[*other as usize])
            .collect();
        let owned = |one: u64, other: u64| {
            (0..PEOPLE)
                .any(|owner| self.of_clinics.contains(&(owner, one)) && self.of_clinics.contains(&(owner, other)))
        };
        if pairs.iter().any(|(one, other)| one == other || owned(*one, *other)) {
            return Some(RecusalGround::SameClinic);
        }
        let near = |(one, other): &(u64, u64)| match self.apart(*one, *other) {
            Some(kilometres) => kilometres <= 100.0,
            None => self.places[*one as usize].1 == self.places[*other as usize].1,
        };
        if pairs.iter().any(near) {
            return Some(RecusalGround::Near);
        }
        let order = [
            (TieKind::Family, RecusalGround::Family),
            (TieKind::Money, RecusalGround::Money),
            (TieKind::Mentor, RecusalGround::Mentor),
            (TieKind::Coauthor, RecusalGround::Coauthor),
            (TieKind::Patient, RecusalGround::Patient),
            (TieKind::Dispute, RecusalGround::Dispute),
        ];
        let holds = |tie: &SmallTie| {
            let (is_physician, whom) = tie.whom;
            let there = tie.who == who && if is_physician { whom == 0 } else { theirs[whom as usize] };
            let mine = if is_physician { self.of_physicians.contains(&(who, whom)) } else { mine[whom as usize] };
            Self::counts(tie) && (there || (mine && !tie.declared && applicants.contains(&tie.who)))
        };
        let found = order.iter().find(|(kind, _)| self.ties.iter().any(|tie| tie.kind == *kind && holds(tie)));
        found.map(|(_, ground)| *ground)
    }
}

fn row(number: u64, (place, city): &(Option<(f64, f64)>, u64)) -> ClinicRow {
    ClinicRow {
        id: clinic(number),
        subject_ref: String::new(),
        slug: String::new(),
        name: String::new(),
        sort_key: String::new(),
        kind: ClinicKind::SingleSpecialty,
        state: EntryState::Confirmed,
        country: "TR".into(),
        city: if number.is_multiple_of(2) { format!(" City {city}") } else { format!("city {city} ") },
        address: None,
        time_zone: "UTC".into(),
        email: String::new(),
        treatments: JsonText::of(&Vec::<String>::new()).unwrap(),
        merged_into: None,
        proposed_by: account(0),
        created_at: Timestamp::from_unix_millis(0),
        version: 1,
        latitude: place.map(|point| point.0),
        longitude: place.map(|point| point.1),
        lower_bound_rank: 0,
        counted: 0,
        offers: JsonText::of(&Vec::<String>::new()).unwrap(),
        staff: JsonText::of(&serde_json::json!({})).unwrap(),
        predecessor_id: None,
    }
}

#[test]
fn two_hundred_random_panels_are_recused_as_another_computation_says() {
    let mut dice = Dice::seeded(48);
    let mut seen: Vec<(Option<RecusalGround>, usize)> = Vec::new();
    for number in 0..200 {
        let world = SmallWorld::thrown(&mut dice);
        let around = world.surroundings();
        let asked = Question {
            physician: &physician(0),
            today: format!("{}-{:02}-02", TODAY.0, TODAY.1).parse().unwrap(),
            kilometres: 100.0,
            coauthor_months: 36,
        };
        // A panel of three to eight.
        for who in 0..3 + dice.below(6) {
            let expected = world.expected(who);
            assert_eq!(ground(&around, &asked, &account(who)), expected, "panel {number}, seat {who}");
            match seen.iter_mut().find(|(ground, _)| *ground == expected) {
                Some((_, times)) => *times += 1,
                None => seen.push((expected, 1)),
            }
        }
    }
    assert_eq!(seen.len(), 10, "every ground, and none: {seen:?}");
    assert!(seen.iter().all(|(_, times)| *times >= 3), "{seen:?}");
}
