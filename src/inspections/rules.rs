//! What is allowed in an inspection, beyond the table: refusal codes and pure checks.

use super::model::{Score, State};
use crate::error::{Code, NOT_ALLOWED_HERE, OUT_OF_RANGE, TOO_LONG, TOO_SHORT};
use crate::web::Wrong;

/// Those who visit, at least.
pub const LEAST_INSPECTORS: usize = 2;
/// Those who visit, at most.
pub const MOST_INSPECTORS: usize = 10;
/// Characters of a reason, at most.
pub const REASON_MAX: usize = 2_000;
/// Characters of the clinic's answer, at most.
pub const ANSWER_MAX: usize = 5_000;

/// The address names an item that is not on the checklist.
pub const NO_SUCH_ITEM: Code = Code::new("no_such_item", 404);
/// Scores and files of before the lock are as they are.
pub const EVIDENCE_LOCKED: Code = Code::conflict("evidence_locked");
/// The report is published after the factual check and the decisions about its points.
pub const FACTS_NOT_CHECKED: Code = Code::conflict("facts_not_checked");
/// An impromptu visit has no notice.
pub const NO_NOTICE: Code = Code::conflict("no_notice");
/// An announced visit begins after its notice.
pub const NOT_NOTIFIED: Code = Code::conflict("not_notified");
/// The days of the notice are not over.
pub const NOTICE_NOT_OVER: Code = Code::conflict("notice_not_over");
/// An announced visit is nearer than its notice.
pub const NOTICE_TOO_SHORT: Code = Code::conflict("notice_too_short");
/// The interim notice was given.
pub const NOTICE_GIVEN: Code = Code::conflict("notice_given");
/// It is public already.
pub const ALREADY_PUBLIC: Code = Code::conflict("already_public");
/// A published answer stays as it is.
pub const ALREADY_ANSWERED: Code = Code::conflict("already_answered");
/// The point was decided.
pub const POINT_DECIDED: Code = Code::conflict("point_decided");
/// The action was completed.
pub const ACTION_COMPLETED: Code = Code::conflict("action_completed");
/// At least one inspector is not a physician.
pub const ONLY_PHYSICIANS: Code = Code::invalid("only_physicians");
/// Whoever visits neither reads the draft nor decides about points.
pub const HAS_VISITED: Code = Code::invalid("has_visited");

/// Every code that only this domain answers with.
pub const CODES: &[Code] = &[
    NO_SUCH_ITEM,
    EVIDENCE_LOCKED,
    FACTS_NOT_CHECKED,
    NO_NOTICE,
    NOT_NOTIFIED,
    NOTICE_NOT_OVER,
    NOTICE_TOO_SHORT,
    NOTICE_GIVEN,
    ALREADY_PUBLIC,
    ALREADY_ANSWERED,
    POINT_DECIDED,
    ACTION_COMPLETED,
    ONLY_PHYSICIANS,
    HAS_VISITED,
];

/// States from which the clinic may read its report: the factual check and everything after it.
pub const fn is_open_to_clinic(state: State) -> bool {
    matches!(
        state,
        State::FactualCheck
            | State::DecidingPoints
            | State::Ready
            | State::Published
            | State::FollowUp
            | State::Closed
            | State::Superseded
    )
}

/// States in which a clinic that was told of a visit can read nothing of it yet.
pub const fn is_before_clinic(state: State) -> bool {
    matches!(
        state,
        State::Notified
            | State::Visiting
            | State::SuspendedForSafety
            | State::EvidenceLocked
            | State::Drafting
            | State::QualityCheck
    )
}

/// Refuses a publication before the facts are checked, whatever else the table would say to it.
///
/// # Errors
/// `facts_not_checked`.
pub const fn may_publish(state: State) -> Result<(), Code> {
    match state {
        State::Planned
        | State::Notified
        | State::Visiting
        | State::SuspendedForSafety
        | State::EvidenceLocked
        | State::Drafting
        | State::QualityCheck
        | State::FactualCheck
        | State::DecidingPoints => Err(FACTS_NOT_CHECKED),
        _ => Ok(()),
    }
}

/// A score as it was sent: a number 1–4 or a word.
///
/// # Errors
/// The code for the field.
pub fn score_of_number(number: i64) -> Result<Score, Code> {
    match number {
        1 => Ok(Score::One),
        2 => Ok(Score::Two),
        3 => Ok(Score::Three),
        4 => Ok(Score::Four),
        _ => Err(OUT_OF_RANGE),
    }
}

/// A score as a form sends it: `"3"`, `"na"`, `"not_seen"`.
///
/// # Errors
/// The code for the field.
pub fn score_of_word(word: &str) -> Result<Score, Code> {
    let is_number = |_| word.parse::<i64>().map_or(NOT_ALLOWED_HERE, |_| OUT_OF_RANGE);
    word.parse().map_err(is_number)
}

/// Who visits, reads and decides, and who of them is a physician.
pub struct Crew<'a> {
    pub inspectors: &'a [&'a str],
    pub physicians: &'a [&'a str],
    pub quality_reader: Option<&'a str>,
    pub points_officer: Option<&'a str>,
}

/// At least two different inspectors visit, one of them not a physician.
pub fn check_visitors(crew: &Crew<'_>, wrong: &mut Wrong) {
    let mut different = crew.inspectors.to_vec();
    different.sort_unstable();
    different.dedup();
    if different.len() < LEAST_INSPECTORS || different.len() != crew.inspectors.len() {
        wrong.add("/inspectors", TOO_SHORT);
    } else if different.len() > MOST_INSPECTORS {
        wrong.add("/inspectors", TOO_LONG);
    } else if crew.inspectors.iter().all(|inspector| crew.physicians.contains(inspector)) {
        wrong.add("/inspectors", ONLY_PHYSICIANS);
    }
}

/// Who visits neither reads the draft nor decides about points.
pub fn check_apart(crew: &Crew<'_>, wrong: &mut Wrong) {
    for (pointer, account) in [("/quality_reader", crew.quality_reader), ("/points_officer", crew.points_officer)] {
        if account.is_some_and(|account| crew.inspectors.contains(&account)) {
            wrong.add_first(pointer, HAS_VISITED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crew_is_two_who_visit_and_two_who_do_not() {
        let wrong = |inspectors: &[&str], physicians: &[&str], reader: &str, officer: &str| {
            let (quality_reader, points_officer) = (Some(reader), Some(officer));
            let crew = Crew { inspectors, physicians, quality_reader, points_officer };
            let mut wrong = Wrong::default();
            check_visitors(&crew, &mut wrong);
            check_apart(&crew, &mut wrong);
            let refusal = wrong.into_result().err();
            refusal.map(|refusal| (refusal.fields[0].pointer.clone(), refusal.fields[0].code))
        };
        assert_eq!(wrong(&["a", "b"], &["b"], "c", "d"), None);
        assert_eq!(wrong(&["a", "b"], &[], "c", "c"), None);
        assert_eq!(wrong(&["a"], &[], "c", "d"), Some(("/inspectors".into(), TOO_SHORT)));
        assert_eq!(wrong(&["a", "a"], &[], "c", "d"), Some(("/inspectors".into(), TOO_SHORT)));
        assert_eq!(wrong(&["a", "b"], &["a", "b"], "c", "d"), Some(("/inspectors".into(), ONLY_PHYSICIANS)));
        assert_eq!(wrong(&["a", "b"], &[], "b", "d"), Some(("/quality_reader".into(), HAS_VISITED)));
        assert_eq!(wrong(&["a", "b"], &[], "c", "a"), Some(("/points_officer".into(), HAS_VISITED)));
    }

    #[test]
    fn scores_are_read_from_numbers_and_words() {
        assert_eq!([1, 4].map(|number| score_of_number(number).ok()), [Some(Score::One), Some(Score::Four)]);
        assert_eq!([0, 5, 6, -1].map(|number| score_of_number(number).err()), [Some(OUT_OF_RANGE); 4]);
        for (word, score) in
            [("3", Ok(Score::Three)), ("na", Ok(Score::Na)), ("5", Err(OUT_OF_RANGE)), ("good", Err(NOT_ALLOWED_HERE))]
        {
            assert_eq!(score_of_word(word), score, "{word}");
        }
    }

    #[test]
    fn nothing_is_published_before_the_facts_are_checked() {
        let early = State::ALL.iter().filter(|state| may_publish(**state).is_err()).count();
        assert_eq!(early, 9);
        assert!(may_publish(State::Ready).is_ok());
    }
}
