//! The rating as tables, and what must hold whatever was scored.

use super::*;
use crate::specialty::Pack;
use proptest::prelude::*;
use std::sync::LazyLock;

static CHECKLIST: LazyLock<Inspections> = LazyLock::new(|| Pack::embedded("hair-restoration").unwrap().inspections);

fn checklist() -> &'static Inspections {
    &CHECKLIST
}

/// Every item with the same score, but for those that are named.
fn scores(all: Score, but: &[(&str, Score)]) -> Scores {
    let mut scores: Scores =
        checklist().domains.iter().flat_map(|domain| &domain.items).map(|item| (item.code.clone(), all)).collect();
    scores.extend(but.iter().map(|(code, score)| ((*code).to_owned(), *score)));
    scores
}

fn domain(rated: &Rated, code: &str) -> DomainRated {
    rated.domains.iter().find(|domain| domain.code == code).unwrap().clone()
}

#[test]
fn all_alike_gives_the_band_of_the_score() {
    for (score, rating, percent) in [
        (Score::Four, Rating::Outstanding, 100.0),
        (Score::Three, Rating::Good, 75.0),
        (Score::Two, Rating::RequiresImprovement, 50.0),
        (Score::One, Rating::Inadequate, 25.0),
    ] {
        let rated = rate(checklist(), &scores(score, &[]));
        assert_eq!((rated.rating, rated.overall_percent), (rating, Some(percent)), "{score}");
    }
}

#[test]
fn items_cap_their_domain() {
    for (code, score, rating) in [
        ("D4", Score::One, Rating::Inadequate),
        ("D4", Score::Two, Rating::RequiresImprovement),
        ("D2", Score::One, Rating::RequiresImprovement),
        ("D2", Score::Two, Rating::Good),
        ("D2", Score::Three, Rating::Outstanding),
    ] {
        let rated = rate(checklist(), &scores(Score::Four, &[(code, score)]));
        assert_eq!(domain(&rated, "D").rating, rating, "{code} {score}");
    }
    let rated = rate(checklist(), &scores(Score::Four, &[("D4", Score::One), ("D2", Score::One)]));
    assert_eq!(domain(&rated, "D").capped_by, ["D4"]);
}

fn one(codes: &[&'static str]) -> Vec<(&'static str, Score)> {
    codes.iter().map(|code| (*code, Score::One)).collect()
}

#[test]
fn domains_cap_the_whole() {
    for (codes, rating, cap) in [
        (one(&["D4"]), Rating::RequiresImprovement, Some(Cap::OneInadequate)),
        (one(&["A1"]), Rating::RequiresImprovement, Some(Cap::OneInadequate)),
        (one(&["A1", "D4"]), Rating::Inadequate, Some(Cap::TwoInadequate)),
        (one(&["B1"]), Rating::Inadequate, Some(Cap::DecisiveInadequate)),
        (one(&["C1"]), Rating::Inadequate, Some(Cap::DecisiveInadequate)),
        (one(&["D2"]), Rating::Good, Some(Cap::BelowGood)),
        (one(&[]), Rating::Outstanding, None),
    ] {
        let rated = rate(checklist(), &scores(Score::Four, &codes));
        assert_eq!((rated.rating, rated.cap), (rating, cap), "{codes:?}");
    }
    let alone = [("A4", Score::Two), ("B4", Score::Two), ("C2", Score::Two), ("D2", Score::Two)];
    let rated = rate(checklist(), &scores(Score::Four, &alone));
    assert_eq!((rated.rating, rated.cap), (Rating::Good, Some(Cap::TooFewOutstanding)));
}

#[test]
fn what_was_not_seen_lowers_coverage_and_what_does_not_apply_does_not() {
    let rated = rate(checklist(), &scores(Score::Three, &[("C2", Score::Na), ("C3", Score::Na)]));
    assert_eq!((domain(&rated, "C").coverage, rated.rating), (100.0, Rating::Good));
    let rated = rate(checklist(), &scores(Score::Three, &[("C1", Score::NotSeen)]));
    assert_eq!((domain(&rated, "C").rating, rated.rating), (Rating::InsufficientEvidence, Rating::NotRated));
    assert_eq!(rated.overall_percent, None);
    let nothing = rate(checklist(), &Scores::new());
    assert!(nothing.domains.iter().all(|domain| domain.percent.is_none() && domain.coverage == 0.0));
}

#[test]
fn bands_begin_at_their_edges() {
    let checklist = checklist();
    for (percent, rating) in [
        (87.5, Rating::Outstanding),
        (87.4999, Rating::Good),
        (62.5, Rating::Good),
        (62.4999, Rating::RequiresImprovement),
        (38.5, Rating::RequiresImprovement),
        (38.4999, Rating::Inadequate),
    ] {
        assert_eq!(band(checklist, percent), rating, "{percent}");
    }
}

fn any_score() -> impl Strategy<Value = Score> {
    prop::sample::select(Score::ALL)
}

fn any_number() -> impl Strategy<Value = Score> {
    prop::sample::select(&[Score::One, Score::Two, Score::Three, Score::Four][..])
}

fn codes() -> Vec<String> {
    checklist().domains.iter().flat_map(|domain| &domain.items).map(|item| item.code.clone()).collect()
}

fn any_scores(of: impl Strategy<Value = Score>) -> impl Strategy<Value = Scores> {
    let codes = codes();
    prop::collection::vec(of, codes.len()).prop_map(move |scores| codes.iter().cloned().zip(scores).collect())
}

fn one_better(score: Score) -> Score {
    match score {
        Score::One => Score::Two,
        Score::Two => Score::Three,
        _ => Score::Four,
    }
}

proptest! {
    #[test]
    fn a_better_score_never_makes_a_worse_rating(scores in any_scores(any_number()), place in 0_usize..35) {
        let checklist = checklist();
        let code = codes()[place].clone();
        let before = rate(checklist, &scores);
        let mut better = scores;
        better.entry(code).and_modify(|score| *score = one_better(*score));
        let after = rate(checklist, &better);
        prop_assert!(rank(after.rating) >= rank(before.rating));
        for (now, then) in after.domains.iter().zip(&before.domains) {
            prop_assert!(rank(now.rating) >= rank(then.rating) && now.percent >= then.percent);
        }
    }

    #[test]
    fn no_rating_lies_above_its_caps(scores in any_scores(any_score())) {
        let checklist = checklist();
        let rated = rate(checklist, &scores);
        for domain in &rated.domains {
            let items = &checklist.domains.iter().find(|known| known.code == domain.code).unwrap().items;
            let has = |score: Score, critical: bool| {
                items.iter().any(|item| scores[&item.code] == score && (item.critical || !critical))
            };
            prop_assert!(domain.coverage <= 100.0);
            if domain.rating == Rating::InsufficientEvidence {
                prop_assert_eq!(rated.rating, Rating::NotRated);
                continue;
            }
            let best = match () {
                () if has(Score::One, true) => Rating::Inadequate,
                () if has(Score::One, false) || has(Score::Two, true) => Rating::RequiresImprovement,
                () if has(Score::Two, false) => Rating::Good,
                () => Rating::Outstanding,
            };
            prop_assert!(rank(domain.rating) <= rank(best));
            prop_assert!(rank(domain.rating) <= rank(band(checklist, domain.percent.unwrap())));
        }
        let inadequate = rated.domains.iter().filter(|domain| domain.rating == Rating::Inadequate).count();
        prop_assert!(inadequate < 1 || rank(rated.rating) <= rank(Rating::RequiresImprovement));
        prop_assert!(inadequate < 2 || rank(rated.rating) <= rank(Rating::Inadequate));
    }
}
