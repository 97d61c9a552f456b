//! What is allowed, and the refusals of this domain. Pure.

mod recusals;
mod votes;

pub use recusals::{Holds, holds};
pub use votes::counted;

use super::applications::later_months;
use super::applications::model::{RecusalGround, SeatKind, SeatRow};
use super::members::model::{AppealOutcome, Measure, State};
use super::scoring::{Tally, Vote};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::error::{CONFLICT_OF_INTEREST, Code, FieldError, Refusal};
use std::collections::BTreeMap;

/// Only physicians apply; practitioners do not.
pub const NOT_A_PHYSICIAN: Code = Code::invalid("not_a_physician");
pub const ALREADY_APPLIED: Code = Code::conflict("already_applied");
pub const ALREADY_MEMBER: Code = Code::conflict("already_member");
pub const REAPPLY_TOO_SOON: Code = Code::conflict("reapply_too_soon");
/// With a new membership nobody would hear the appeal against a measure in the one before.
pub const APPEAL_WAITS: Code = Code::conflict("appeal_waits");
/// This gate is decided in another state of the application.
pub const GATE_NOT_OPEN: Code = Code::conflict("gate_not_open");
/// A gate is not answered with yes yet.
pub const GATE_OPEN: Code = Code::conflict("gate_open");
/// Three seats, among them a patient, a coalition member and a lay person.
pub const SEATS_MISSING: Code = Code::invalid("seats_missing");
pub const NOT_A_REVIEWER: Code = Code::invalid("not_a_reviewer");
/// A calibration begins with the panel whole.
pub const REVIEWERS_MISSING: Code = Code::conflict("reviewers_missing");
pub const SCORES_LOCKED: Code = Code::conflict("scores_locked");
pub const SCORES_MISSING: Code = Code::conflict("scores_missing");
/// Whoever has locked this round stays on the panel, or is recused on record.
pub const REVIEWER_HAS_LOCKED: Code = Code::conflict("reviewer_has_locked");
/// Nobody sees another's scores, nor what they come to, before everybody has locked.
pub const SCORES_NOT_LOCKED: Code = Code::forbidden("scores_not_locked");
pub const ALREADY_RECUSED: Code = Code::conflict("already_recused");
/// Somebody who is recused has no say.
pub const RECUSED: Code = Code::forbidden("recused");
pub const COMMENTS_CLOSED: Code = Code::conflict("comments_closed");
/// Physicians comment, and patients whose treatment, by whomever, is proved.
pub const MAY_NOT_COMMENT: Code = Code::forbidden("may_not_comment");
pub const NO_QUORUM: Code = Code::conflict("no_quorum");
/// Not everybody has voted, and the time to vote is not over.
pub const VOTE_RUNNING: Code = Code::conflict("vote_running");
/// The time to vote is over, and what was voted stands.
pub const VOTE_OVER: Code = Code::conflict("vote_over");
/// The decision departs from the recommendation, so it needs published reasons.
pub const REASONS_NEEDED: Code = Code::invalid("reasons_needed");
/// The link in a letter to a referee is over, or was used.
pub const REFERENCE_LINK_OVER: Code = Code::new("reference_link_over", 404);
/// The board votes on another measure already.
pub const MEASURE_PROPOSED: Code = Code::conflict("measure_proposed");
/// Nothing is put to the vote, or no longer what the voter saw.
pub const NO_MEASURE_PROPOSED: Code = Code::conflict("no_measure_proposed");
/// One member restricted this membership before, and no quorate board has voted since.
pub const VOTE_NEEDED: Code = Code::conflict("vote_needed");
pub const TOO_LATE_TO_APPEAL: Code = Code::conflict("too_late_to_appeal");
pub const MEASURE_APPEALED: Code = Code::conflict("measure_appealed");
/// Nobody looked at the credentials again in time, so that no renewed licence ends the lapse.
pub const CREDENTIALS_OVER: Code = Code::conflict("credentials_over");

// Fields: why the person on a seat has no say about this applicant.
pub const TIE_APPLICANT: Code = Code::forbidden("tie_applicant");
pub const TIE_SAME_CLINIC: Code = Code::forbidden("tie_same_clinic");
pub const TIE_NEAR: Code = Code::forbidden("tie_near");
pub const TIE_FAMILY: Code = Code::forbidden("tie_family");
pub const TIE_MONEY: Code = Code::forbidden("tie_money");
pub const TIE_MENTOR: Code = Code::forbidden("tie_mentor");
pub const TIE_COAUTHOR: Code = Code::forbidden("tie_coauthor");
pub const TIE_NAMED: Code = Code::forbidden("tie_named");
/// That somebody is a patient, or in dispute, is not the officer's business.
pub const TIE_PERSONAL: Code = Code::forbidden("tie_personal");

/// Every code that only this domain answers with.
pub const CODES: &[Code] = &[
    NOT_A_PHYSICIAN,
    ALREADY_APPLIED,
    ALREADY_MEMBER,
    REAPPLY_TOO_SOON,
    APPEAL_WAITS,
    GATE_NOT_OPEN,
    GATE_OPEN,
    SEATS_MISSING,
    NOT_A_REVIEWER,
    REVIEWERS_MISSING,
    SCORES_LOCKED,
    SCORES_MISSING,
    REVIEWER_HAS_LOCKED,
    SCORES_NOT_LOCKED,
    ALREADY_RECUSED,
    RECUSED,
    COMMENTS_CLOSED,
    MAY_NOT_COMMENT,
    NO_QUORUM,
    VOTE_RUNNING,
    VOTE_OVER,
    REASONS_NEEDED,
    REFERENCE_LINK_OVER,
    MEASURE_PROPOSED,
    NO_MEASURE_PROPOSED,
    VOTE_NEEDED,
    TOO_LATE_TO_APPEAL,
    MEASURE_APPEALED,
    CREDENTIALS_OVER,
    TIE_APPLICANT,
    TIE_SAME_CLINIC,
    TIE_NEAR,
    TIE_FAMILY,
    TIE_MONEY,
    TIE_MENTOR,
    TIE_COAUTHOR,
    TIE_NAMED,
    TIE_PERSONAL,
];

/// A panel has enough different people, and every point of view, none of them barred.
///
/// # Errors
/// `seats_missing` at `/reviewers`; `conflict_of_interest` with the place and the ground of each who is barred.
pub fn check_panel(
    seats: &[(AccountId, SeatKind)],
    least: usize,
    barred: &BTreeMap<AccountId, RecusalGround>,
) -> Result<(), Refusal> {
    let mut people: Vec<_> = seats.iter().map(|(account, _)| account).collect();
    people.sort();
    people.dedup();
    let every_view = SeatKind::ALL.iter().all(|kind| seats.iter().any(|(_, seat)| seat == kind));
    if people.len() != seats.len() || seats.len() < least || !every_view {
        return Err(Refusal::field("/reviewers", SEATS_MISSING));
    }
    let wrong = |(place, (account, _)): (usize, &(AccountId, SeatKind))| {
        let code = code_of(barred.get(account)?.told());
        Some(FieldError { pointer: format!("/reviewers/{place}/account_id"), code, span: None })
    };
    let fields: Vec<FieldError> = seats.iter().enumerate().filter_map(wrong).collect();
    if fields.is_empty() { Ok(()) } else { Err(Refusal { fields, ..Refusal::new(CONFLICT_OF_INTEREST) }) }
}

/// The code that says a ground to whoever seats a panel.
pub const fn code_of(ground: RecusalGround) -> Code {
    match ground {
        RecusalGround::Applicant => TIE_APPLICANT,
        RecusalGround::SameClinic => TIE_SAME_CLINIC,
        RecusalGround::Near => TIE_NEAR,
        RecusalGround::Family => TIE_FAMILY,
        RecusalGround::Money => TIE_MONEY,
        RecusalGround::Mentor => TIE_MENTOR,
        RecusalGround::Coauthor => TIE_COAUTHOR,
        RecusalGround::Named => TIE_NAMED,
        RecusalGround::Declared => RECUSED,
        RecusalGround::Patient | RecusalGround::Dispute | RecusalGround::Personal => TIE_PERSONAL,
    }
}

/// Whether those who still sit are enough, with every point of view.
pub fn is_whole(sitting: &[&SeatRow], least: usize) -> bool {
    let every_view = SeatKind::ALL.iter().all(|kind| sitting.iter().any(|seat| seat.seat == *kind));
    sitting.len() >= least && every_view
}

/// What a vote on a measure comes to when it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    Carried,
    NotCarried,
    /// Too few have voted to carry anything.
    NoQuorum,
}

/// Of yes and no, two thirds remove, and more yes than no does everything else; a quorum is `least` votes at least.
pub fn closed(measure: Measure, tally: Tally, least: usize) -> Closed {
    let carries = if measure == Measure::Removal { tally.carries() } else { tally.has_majority() };
    match (tally.has_quorum(least), carries) {
        (false, _) => Closed::NoQuorum,
        (true, true) => Closed::Carried,
        (true, false) => Closed::NotCarried,
    }
}

/// The review, the restriction or the suspension that a membership is in, or was in when it lapsed or its member resigned,
/// with what it was `before` that: nobody gets rid of it by going.
pub fn left_open(state: State, before: Option<State>) -> Option<State> {
    let at = if matches!(state, State::Lapsed | State::Resigned) { before } else { Some(state) };
    at.filter(|state| state.is_reviewed())
}

/// The first instant at which somebody may apply again who was removed, or who left something open: so many months after
/// that, and not before a measure would have ended. None where nothing stands in the way.
pub fn returns_from(
    (state, before): (State, Option<State>),
    (since, measure_until): (Timestamp, Option<Timestamp>),
    months: u32,
) -> Option<Timestamp> {
    let is_out = matches!(state, State::Lapsed | State::Resigned) && left_open(state, before).is_some();
    let from = later_months(since, months);
    (is_out || state == State::Removed).then(|| measure_until.map_or(from, |until| until.max(from)))
}

/// What a membership that is out goes back to, or has left open, once the measure before that is overturned: the review goes
/// on that the board still votes on, or voted on when the member left.
pub const fn mended(state: State, is_voted_on: bool, on_probation: bool) -> Option<State> {
    match state {
        State::Lapsed | State::Resigned if is_voted_on => Some(State::UnderReview),
        State::Lapsed if on_probation => Some(State::Probation),
        State::Lapsed => Some(State::Active),
        _ => None,
    }
}

/// What the voices on an appeal come to, once there are `least` of them: what more of them say. While there are fewer, or
/// as many say one thing as the other, somebody else speaks first.
pub fn heard(voices: &[AppealOutcome], least: usize) -> Option<AppealOutcome> {
    let votes: Vec<Vote> = voices.iter().map(|voice| vote_of(*voice)).collect();
    let tally = Tally::of(voices.len(), &votes);
    match () {
        () if tally.cast() < least || tally.yes == tally.no => None,
        () if tally.has_majority() => Some(AppealOutcome::Overturned),
        () => Some(AppealOutcome::Upheld),
    }
}

/// A voice as a vote on the appeal.
const fn vote_of(voice: AppealOutcome) -> Vote {
    match voice {
        AppealOutcome::Overturned => Vote::Yes,
        AppealOutcome::Upheld => Vote::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(n: u8) -> AccountId {
        format!("{n:032x}").parse().unwrap()
    }

    #[test]
    fn a_panel_has_every_point_of_view_and_nobody_who_is_tied() {
        use SeatKind::{CoalitionMember, Lay, Patient};
        type Case = (&'static [(u8, SeatKind)], Option<Code>);
        let table: &[Case] = &[
            (&[(1, Patient), (2, CoalitionMember), (3, Lay)], None),
            (&[(1, Patient), (2, CoalitionMember), (3, Lay), (4, Lay)], None),
            (&[(1, Patient), (2, CoalitionMember)], Some(SEATS_MISSING)),
            (&[(1, Patient), (2, Lay), (3, Lay)], Some(SEATS_MISSING)),
            (&[(1, Patient), (1, CoalitionMember), (3, Lay)], Some(SEATS_MISSING)),
            (&[(1, Patient), (2, CoalitionMember), (8, Lay)], Some(TIE_NEAR)),
            (&[(1, Patient), (2, CoalitionMember), (9, Lay)], Some(TIE_PERSONAL)),
        ];
        for (seats, code) in table {
            let seats: Vec<_> = seats.iter().map(|(n, seat)| (account(*n), *seat)).collect();
            let barred = [(account(8), RecusalGround::Near), (account(9), RecusalGround::Dispute)].into();
            let came = check_panel(&seats, 3, &barred).err();
            let came = came.map(|refusal| refusal.fields.first().map_or(refusal.code, |field| field.code));
            assert_eq!(came, *code, "{seats:?}");
        }
    }

    #[test]
    fn a_vote_on_a_measure_carries_with_a_quorum_and_its_majority() {
        use Closed::{Carried, NoQuorum, NotCarried};
        let table = [
            (Measure::Restriction, (4, 3, 0), Carried),
            (Measure::Restriction, (3, 4, 0), NotCarried),
            (Measure::Restriction, (3, 3, 1), NotCarried),
            (Measure::Restriction, (1, 0, 4), Carried),
            (Measure::Restriction, (4, 0, 0), NoQuorum),
            (Measure::Suspension, (3, 2, 0), Carried),
            (Measure::Conditions, (0, 0, 7), NotCarried),
            (Measure::Removal, (4, 3, 0), NotCarried),
            (Measure::Removal, (5, 2, 0), Carried),
            (Measure::Removal, (4, 0, 0), NoQuorum),
            (Measure::Removal, (0, 0, 0), NoQuorum),
        ];
        for (measure, (yes, no, abstain), expected) in table {
            let tally = Tally { seats: 7, yes, no, abstain };
            assert_eq!(closed(measure, tally, 5), expected, "{measure}: {yes} to {no}, {abstain} abstain");
        }
    }

    #[test]
    fn whoever_leaves_a_review_or_a_measure_open_comes_back_as_if_removed() {
        use State::{Active, Deceased, Lapsed, Probation, Removed, Resigned, Restricted, Suspended, UnderReview};
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let since = at("2026-03-02T10:00:00Z");
        let (usual, soon, late) = ("2028-03-02T10:00:00Z", "2026-05-01T00:00:00Z", "2028-08-22T00:00:00Z");
        type Case<'a> = (State, Option<State>, Option<&'a str>, Option<State>, Option<&'a str>);
        let table: &[Case<'_>] = &[
            (Resigned, Some(UnderReview), None, Some(UnderReview), Some(usual)),
            (Resigned, Some(Restricted), Some(soon), Some(Restricted), Some(usual)),
            (Resigned, Some(Suspended), Some(soon), Some(Suspended), Some(usual)),
            (Resigned, Some(Suspended), Some(late), Some(Suspended), Some(late)),
            (Resigned, Some(Active), None, None, None),
            (Resigned, None, None, None, None),
            (Lapsed, Some(Suspended), Some(late), Some(Suspended), Some(late)),
            (Lapsed, Some(UnderReview), None, Some(UnderReview), Some(usual)),
            (Lapsed, Some(Probation), None, None, None),
            (Lapsed, None, None, None, None),
            (Removed, None, None, None, Some(usual)),
            (Deceased, Some(Suspended), None, None, None),
            (Suspended, None, Some(late), Some(Suspended), None),
            (UnderReview, None, None, Some(UnderReview), None),
            (Active, None, None, None, None),
        ];
        for (state, before, until, open, from) in table {
            assert_eq!(left_open(*state, *before), *open, "{state}, before {before:?}");
            let came = returns_from((*state, *before), (since, until.map(at)), 24);
            assert_eq!(came, from.map(at), "{state}, before {before:?}, until {until:?}");
        }
    }

    #[test]
    fn what_is_overturned_no_longer_waits_for_whoever_is_out() {
        use State::{Active, Lapsed, Probation, Removed, Resigned, Suspended, UnderReview};
        let table = [
            (Lapsed, false, false, Some(Active)),
            (Lapsed, false, true, Some(Probation)),
            (Lapsed, true, false, Some(UnderReview)),
            (Resigned, false, false, None),
            (Resigned, false, true, None),
            (Resigned, true, true, Some(UnderReview)),
            (Removed, false, false, None),
            (Suspended, true, false, None),
        ];
        for (state, voted, new, expected) in table {
            assert_eq!(mended(state, voted, new), expected, "{state}, voted on: {voted}, on probation: {new}");
        }
    }

    #[test]
    fn three_voices_decide_an_appeal_by_majority() {
        use AppealOutcome::{Overturned, Upheld};
        type Case = (&'static [AppealOutcome], Option<AppealOutcome>);
        let table: &[Case] = &[
            (&[], None),
            (&[Overturned], None),
            (&[Overturned, Overturned], None),
            (&[Upheld, Upheld], None),
            (&[Overturned, Upheld, Overturned], Some(Overturned)),
            (&[Overturned, Upheld, Upheld], Some(Upheld)),
            (&[Upheld, Upheld, Upheld], Some(Upheld)),
            (&[Overturned, Overturned, Overturned], Some(Overturned)),
            // Somebody who was tied for a while has a say again: four are no majority, five are.
            (&[Overturned, Upheld, Upheld, Overturned], None),
            (&[Overturned, Upheld, Upheld, Overturned, Upheld], Some(Upheld)),
        ];
        for (voices, outcome) in table {
            assert_eq!(heard(voices, 3), *outcome, "{voices:?}");
        }
        assert_eq!(heard(&[Overturned, Upheld, Overturned], 5), None, "where the rules ask for more");
    }
}
