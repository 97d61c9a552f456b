//! What is allowed, and the refusals of this domain. Pure.

pub mod guard;
pub mod rating;

use super::model::Stage;
use crate::error::{Code, NO_SUCH, OUT_OF_RANGE, TOO_LONG, TOO_SHORT};
use crate::specialty::{Pack, ProcedureKind};
use crate::text::plain;
use crate::web::Wrong;
use crate::workdays::Month;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A second review of one surgery that would count.
pub const ALREADY_REVIEWED: Code = Code::conflict("already_reviewed");
/// A hold is extended once.
pub const HOLD_ALREADY_EXTENDED: Code = Code::conflict("hold_already_extended");
/// Only what an officer has seen a document for can be acknowledged.
pub const NO_DOCUMENT_SEEN: Code = Code::conflict("no_document_seen");
/// The time for a proof is extended once.
pub const PROOF_ALREADY_EXTENDED: Code = Code::conflict("proof_already_extended");
/// This proof was decided before.
pub const PROOF_ALREADY_DECIDED: Code = Code::conflict("proof_already_decided");
/// This version has its reply; there is one update.
pub const ALREADY_REPLIED: Code = Code::conflict("already_replied");
/// The reply had its one update.
pub const REPLY_ALREADY_UPDATED: Code = Code::conflict("reply_already_updated");
/// There is no reply to update.
pub const NO_REPLY: Code = Code::conflict("no_reply");
/// The reply confirms or reveals a patient; each place is named.
pub const REPLY_REVEALS_PATIENT: Code = Code::invalid("reply_reveals_patient");
/// Field: either a physician or a clinic must be named.
pub const NOBODY_REVIEWED: Code = Code::invalid("nobody_reviewed");
/// Field: the author must say that it is their own experience.
pub const AUTHORSHIP_NEEDED: Code = Code::invalid("authorship_needed");
/// Field: reviews are removed only for the grounds of the pack, never for their stars.
pub const NOT_A_REMOVAL_GROUND: Code = Code::invalid("not_a_removal_ground");
/// Field: the month of the procedure lies ahead.
pub const MONTH_AHEAD: Code = Code::invalid("month_ahead");

/// Every code that only this domain answers with.
pub const CODES: &[Code] = &[
    ALREADY_REVIEWED,
    HOLD_ALREADY_EXTENDED,
    NO_DOCUMENT_SEEN,
    PROOF_ALREADY_EXTENDED,
    PROOF_ALREADY_DECIDED,
    ALREADY_REPLIED,
    REPLY_ALREADY_UPDATED,
    NO_REPLY,
    REPLY_REVEALS_PATIENT,
    NOBODY_REVIEWED,
    AUTHORSHIP_NEEDED,
    NOT_A_REMOVAL_GROUND,
    MONTH_AHEAD,
    guard::REVEALS_NAME,
    guard::REVEALS_PATIENT,
    guard::REVEALS_VISIT,
    guard::REVEALS_DIAGNOSIS,
    guard::REVEALS_TREATMENT,
    guard::REVEALS_PAYMENT,
    guard::REVEALS_RECORDS,
];

/// The only grounds that hide a review, at once or when a hold for them is over: what harms somebody while it is read.
const HIDING_GROUNDS: &[&str] = &["personal_data", "threat", "illegal", "court_order", "legal_order"];

/// Whether a review is hidden for this ground, and a hold for it ends in hiding.
pub fn endangers(ground: &str) -> bool {
    HIDING_GROUNDS.contains(&ground)
}

/// Flag reasons that name a removal ground of reviews by another word.
const SAME_GROUNDS: &[(&str, &str)] =
    &[("undisclosed_interest", "undisclosed_insider"), ("not_a_patient", "not_own_experience")];

/// The pack's removal ground that `word` means: its own code, or the flag reason that says the same.
pub fn removal_ground<'p>(pack: &'p Pack, word: &str) -> Option<&'p str> {
    let meant = SAME_GROUNDS.iter().find(|(reason, _)| *reason == word).map_or(word, |(_, ground)| ground);
    pack.reviews.removal_grounds.iter().find(|ground| ground.code == meant).map(|ground| ground.code.as_str())
}

/// The ground that `word` means where what is removed is hidden: one of the pack's, or just what it is hidden for.
///
/// §2.3 lists why a review that people read may be taken from them, so that nobody removes it for its opinion. A hidden
/// one is out of sight already, for a harm that the list does not name, and `hidden → removed` is a step of its own:
/// were the list all, two moderators could only show a threat again, or remove it for what it is not. No other harm
/// than the one that hid it is added to the list.
pub fn removal_ground_of_hidden<'p>(pack: &'p Pack, word: &str, hidden_for: Option<&str>) -> Option<&'p str> {
    let hid_it = |ground: &&&str| **ground == word && hidden_for == Some(word);
    removal_ground(pack, word).or_else(|| HIDING_GROUNDS.iter().find(hid_it).copied())
}

/// Whole calendar months from the procedure to `now`, and the stage that makes.
pub fn stage(pack: &Pack, procedure: &str, months: i64) -> Stage {
    let is_visit = pack.procedure(procedure).is_some_and(|known| known.kind == ProcedureKind::Consultation);
    if is_visit {
        Stage::ConsultOnly
    } else if months < i64::from(pack.rating.mid_from_month) {
        Stage::Early
    } else if months < i64::from(pack.rating.mature_from_month) {
        Stage::Mid
    } else {
        Stage::Mature
    }
}

/// Whole calendar months from `procedure_month` to `now`; 0 for a month that cannot be read, or that has begun only
/// where the author is.
pub fn months_since(procedure_month: &str, now: Month) -> i64 {
    procedure_month.parse::<Month>().map_or(0, |month| month.months_until(now).max(0).into())
}

/// The procedure is one of the pack's, and its month lies neither beyond memory nor ahead of `today`.
pub fn check_surgery(pack: &Pack, today: NaiveDate, (procedure, month): (&str, Month), wrong: &mut Wrong) {
    if pack.procedure(procedure).is_none() {
        wrong.add_first("/procedure", NO_SUCH);
    }
    if !month.is_within_memory() {
        wrong.add_first("/procedure_month", OUT_OF_RANGE);
    } else if month > Month::of(today) {
        wrong.add_first("/procedure_month", MONTH_AHEAD);
    }
}

/// The tie is one that the pack has a word for, refused or not.
pub fn check_interest(pack: &Pack, interest: &str, wrong: &mut Wrong) {
    if !pack.reviews.interests.iter().any(|known| known.code == interest) {
        wrong.add_first("/interest", NO_SUCH);
    }
}

/// The text has the pack's length; sub-scores are the pack's, 1–5.
pub fn check_words(pack: &Pack, text: &str, scores: &BTreeMap<String, Option<i64>>, wrong: &mut Wrong) {
    let length = plain::tidy(text).chars().count();
    if length < pack.reviews.text_min_length {
        wrong.add_first("/text", TOO_SHORT);
    } else if length > pack.reviews.text_max_length {
        wrong.add_first("/text", TOO_LONG);
    }
    for (code, score) in scores {
        let pointer = format!("/scores/{}", code.replace('~', "~0").replace('/', "~1"));
        if !pack.reviews.sub_scores.iter().any(|known| known.code == *code) {
            wrong.add_first(&pointer, NO_SUCH);
        } else if score.is_some_and(|score| !(1..=5).contains(&score)) {
            wrong.add_first(&pointer, OUT_OF_RANGE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> Pack {
        Pack::embedded("hair-restoration").unwrap()
    }

    #[test]
    fn the_stage_follows_the_months() {
        let pack = pack();
        let table = [(0, Stage::Early), (5, Stage::Early), (6, Stage::Mid), (11, Stage::Mid), (12, Stage::Mature)];
        for (months, expected) in table {
            assert_eq!(stage(&pack, "fue", months), expected, "{months}");
        }
        assert_eq!(stage(&pack, "consultation", 40), Stage::ConsultOnly);
    }

    #[test]
    fn the_month_of_a_procedure_is_within_memory_and_has_begun() {
        let (pack, today) = (pack(), NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
        let table = [
            ("2026-11", None),
            ("1950-01", None),
            ("2026-12", Some(MONTH_AHEAD)),
            ("1949-12", Some(OUT_OF_RANGE)),
            ("0024-09", Some(OUT_OF_RANGE)),
        ];
        for (month, refused) in table {
            let mut wrong = Wrong::default();
            check_surgery(&pack, today, ("fue", month.parse().unwrap()), &mut wrong);
            let found = wrong.into_result().err().map(|refusal| refusal.fields[0].code.name);
            assert_eq!(found, refused.map(|code| code.name), "{month}");
        }
    }

    #[test]
    fn months_are_whole_calendar_months() {
        let now = "2026-11".parse().unwrap();
        assert_eq!(months_since("2026-11", now), 0);
        assert_eq!(months_since("2025-11", now), 12);
        assert_eq!(months_since("2026-12", now), 0);
        assert_eq!(months_since("nonsense", now), 0);
    }

    #[test]
    fn removal_grounds_are_those_of_the_pack_and_never_the_stars() {
        let pack = pack();
        let table = [
            ("spam", Some("spam")),
            ("not_a_patient", Some("not_own_experience")),
            ("undisclosed_interest", Some("undisclosed_insider")),
            ("proven_fake", Some("proven_fake")),
            ("court_order", Some("court_order")),
            ("off_topic", None),
            ("too_negative", None),
            ("harassment_or_hate", None),
        ];
        for (word, expected) in table {
            assert_eq!(removal_ground(&pack, word), expected, "{word}");
            assert_eq!(removal_ground_of_hidden(&pack, word, Some("threat")), expected, "{word}");
            assert_eq!(removal_ground_of_hidden(&pack, word, Some(word)), expected, "{word}");
        }
        let harms = ["personal_data", "threat", "illegal"];
        for word in harms {
            assert_eq!(removal_ground(&pack, word), None, "{word}");
            assert_eq!(removal_ground_of_hidden(&pack, word, None), None, "{word}");
            for hidden_for in harms {
                let expected = (word == hidden_for).then_some(word);
                assert_eq!(removal_ground_of_hidden(&pack, word, Some(hidden_for)), expected, "{word} {hidden_for}");
            }
        }
    }

    #[test]
    fn only_what_harms_while_it_is_read_is_hidden() {
        for ground in ["personal_data", "threat", "illegal", "court_order"] {
            assert!(endangers(ground), "{ground}");
        }
        for ground in ["undisclosed_interest", "spam", "off_topic", "duplicate", "other", "proven_fake", ""] {
            assert!(!endangers(ground), "{ground}");
        }
    }
}
