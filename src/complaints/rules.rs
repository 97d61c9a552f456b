//! What is allowed in a complaint, beyond the table: refusal codes and pure checks.

use super::facts::Wish;
use super::model::{Outcome, PanelRow, Role, Satisfied, Seat};
use crate::accounts::{self, AccountId, Person};
use crate::error::{CONFLICT_OF_INTEREST, Code, Refusal};

pub const PAUSED: Code = Code::conflict("paused");
pub const NOT_PAUSED: Code = Code::conflict("not_paused");
pub const ALREADY_ACKNOWLEDGED: Code = Code::conflict("already_acknowledged");
pub const FINAL_ANSWER_DUE: Code = Code::conflict("final_answer_due");
pub const RESPONSE_NOT_LATE: Code = Code::conflict("response_not_late");
pub const NO_FINDINGS: Code = Code::conflict("no_findings");
pub const FACTUAL_CHECK_OPEN: Code = Code::conflict("factual_check_open");
pub const PANEL_NOT_COMPLETE: Code = Code::conflict("panel_not_complete");
pub const ALREADY_EXTENDED: Code = Code::conflict("already_extended");
pub const ALREADY_APPEALED: Code = Code::conflict("already_appealed");
pub const NO_PUBLIC_NARRATIVE: Code = Code::conflict("no_public_narrative");
/// Recommendations go with a decision that upholds.
pub const NOT_UPHELD: Code = Code::conflict("not_upheld");
pub const NO_OPEN_RECOMMENDATION: Code = Code::conflict("no_open_recommendation");
/// A clinic that was not written to learns nothing of a complaint.
pub const CLINIC_NOT_WRITTEN: Code = Code::conflict("clinic_not_written");
/// The votes do not carry this outcome.
pub const VOTES_DO_NOT_CARRY: Code = Code::invalid("votes_do_not_carry");
/// From the pack's severity on, the physician and the lay member must both vote to uphold.
pub const NEEDS_MEDICAL_AND_LAY: Code = Code::invalid("needs_medical_and_lay");
/// The seats of a panel are one patient, one physician, one lay person, three different people.
pub const WRONG_SEATS: Code = Code::invalid("wrong_seats");
/// Only the coalition's own people hear a complaint ([`BENCH`]).
pub const MAY_NOT_SIT: Code = Code::invalid("may_not_sit");
/// Case-specific codes would tell the clinic who an unnamed patient is.
pub const CODE_REVEALS_PATIENT: Code = Code::invalid("code_reveals_patient");
/// Either a physician or a clinic must be named.
pub const NOBODY_NAMED: Code = Code::invalid("nobody_named");
/// The month of the procedure lies ahead.
pub const IN_THE_FUTURE: Code = Code::invalid("in_the_future");
/// The link in a letter is over: its case is closed, or its time.
pub const LINK_EXPIRED: Code = Code::new("link_expired", 404);

pub const CODES: &[Code] = &[
    PAUSED,
    NOT_PAUSED,
    ALREADY_ACKNOWLEDGED,
    FINAL_ANSWER_DUE,
    RESPONSE_NOT_LATE,
    NO_FINDINGS,
    FACTUAL_CHECK_OPEN,
    PANEL_NOT_COMPLETE,
    ALREADY_EXTENDED,
    ALREADY_APPEALED,
    NO_PUBLIC_NARRATIVE,
    NOT_UPHELD,
    NO_OPEN_RECOMMENDATION,
    CLINIC_NOT_WRITTEN,
    VOTES_DO_NOT_CARRY,
    NEEDS_MEDICAL_AND_LAY,
    WRONG_SEATS,
    MAY_NOT_SIT,
    CODE_REVEALS_PATIENT,
    NOBODY_NAMED,
    IN_THE_FUTURE,
    LINK_EXPIRED,
];

/// How a member of the panel voted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    pub account: AccountId,
    pub uphold: bool,
}

/// Where feedback leads: `no` escalates unless the patient says not to, `partly` only if the patient says so.
pub fn wish_of(satisfied: Satisfied, escalate: Option<bool>) -> Wish {
    match (satisfied, escalate) {
        (Satisfied::No, None | Some(true)) | (Satisfied::Partly, Some(true)) => Wish::Escalate,
        _ => Wish::None,
    }
}

/// How a complaint ends with this feedback when it does not escalate.
pub fn outcome_of(satisfied: Satisfied) -> Outcome {
    match satisfied {
        Satisfied::Yes | Satisfied::Partly => Outcome::ResolvedPrivate,
        Satisfied::No => Outcome::ClosedUnsatisfied,
    }
}

/// Whoever may sit on a panel. A seat is declared, not checked: any of them takes any seat, and the board is shown what
/// the site knows of them. A seat counts only while its holder has one of these roles.
pub const BENCH: [accounts::Role; 2] = [accounts::Role::Reviewer, accounts::Role::Board];

/// Whether somebody may sit on a panel at all.
pub fn may_sit(person: &Person) -> bool {
    BENCH.iter().any(|role| person.roles.contains(role))
}

/// One patient, one physician, one lay person: three different people without a part in the case.
///
/// # Errors
/// `wrong_seats` at `/members`; `conflict_of_interest` for the complainant, the officer, a claimant of the
/// clinic or physician, or whoever sat on an earlier panel of the case.
pub fn check_panel(members: &[(AccountId, Seat)], involved: &[AccountId]) -> Result<(), Refusal> {
    let seats_filled = Seat::ALL.iter().all(|seat| members.iter().filter(|(_, taken)| taken == seat).count() == 1);
    let mut people: Vec<_> = members.iter().map(|(account, _)| account).collect();
    people.sort();
    people.dedup();
    let seats = Seat::ALL.len();
    if members.len() != seats || people.len() != seats || !seats_filled {
        return Err(Refusal::field("/members", WRONG_SEATS));
    }
    if members.iter().any(|(account, _)| involved.contains(account)) {
        return Err(Refusal::new(CONFLICT_OF_INTEREST));
    }
    Ok(())
}

/// A majority carries the outcome; what is grave `needs_both`, the physician and the lay member, to be upheld.
///
/// # Errors
/// `votes_do_not_carry` at `/votes` when votes and outcome disagree or somebody's vote is missing;
/// `needs_medical_and_lay` at `/outcome`.
pub fn check_decision(
    (outcome, needs_both): (Outcome, bool),
    votes: &[Vote],
    sitting: &[&PanelRow],
) -> Result<(), Refusal> {
    let upholds = |member: &PanelRow| votes.iter().any(|vote| vote.account == member.account_id && vote.uphold);
    let voted = |member: &&&PanelRow| votes.iter().filter(|vote| vote.account == member.account_id).count() == 1;
    let everybody = votes.len() == sitting.len() && sitting.iter().filter(voted).count() == sitting.len();
    let ayes = sitting.iter().filter(|member| upholds(member)).count();
    let is_upholding = matches!(outcome, Outcome::Upheld | Outcome::PartlyUpheld);
    if !everybody || is_upholding != (ayes * 2 > sitting.len()) {
        return Err(Refusal::field("/votes", VOTES_DO_NOT_CARRY));
    }
    let both_agree = [Seat::Physician, Seat::Lay]
        .iter()
        .all(|seat| sitting.iter().any(|member| member.seat == *seat && upholds(member)));
    if is_upholding && needs_both && !both_agree {
        return Err(Refusal::field("/outcome", NEEDS_MEDICAL_AND_LAY));
    }
    Ok(())
}

/// The patient opens the patient's own files; what the clinic sent stays with the officer and the panel.
pub fn is_for(roles: &[Role], author: Role) -> bool {
    author == Role::Patient || roles.iter().any(|role| matches!(role, Role::Officer | Role::Panel))
}

/// The clinic sees what the panel's findings say of the evidence, not the files.
pub fn may_open(roles: &[Role]) -> bool {
    [Role::Patient, Role::Officer, Role::Panel].iter().any(|role| roles.contains(role))
}

/// The account is plausible in itself; no document was seen.
pub const PLAUSIBLE: u8 = 1;
/// An officer has seen a document.
pub const DOCUMENT: u8 = 2;
/// The clinic has confirmed it, too.
pub const CONFIRMED: u8 = 3;

/// The highest level of proof that can be true: a document was seen only where there is a file, and the clinic has
/// confirmed it only if it has said anything.
pub const fn highest_level(has_file: bool, has_answered: bool) -> u8 {
    match (has_file, has_answered) {
        (false, _) => PLAUSIBLE,
        (true, false) => DOCUMENT,
        (true, true) => CONFIRMED,
    }
}

/// Outcomes that an officer may close a complaint with.
pub const OFF_RAMPS: &[Outcome] = &[
    Outcome::OutOfScope,
    Outcome::Duplicate,
    Outcome::WrongPhysician,
    Outcome::Referred,
    Outcome::ResolvedAfterEscalation,
];

/// Outcomes that a panel may decide.
pub const DECISIONS: &[Outcome] =
    &[Outcome::Upheld, Outcome::PartlyUpheld, Outcome::NotUpheld, Outcome::InsufficientEvidence];

/// Whether an outcome upholds the complaint, wholly or in part.
pub fn upholds(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::Upheld | Outcome::PartlyUpheld))
}

/// Ordinals of one recommendation's timers: its number, then which of its letters; 0 is the end of its patience.
pub const ORDINALS_EACH: i64 = 10;

/// The recommendation that a timer's ordinal belongs to.
pub fn recommendation_of(ordinal: i64) -> i64 {
    ordinal / ORDINALS_EACH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    fn account(n: u8) -> AccountId {
        format!("{n:032x}").parse().unwrap()
    }

    fn panel() -> Vec<PanelRow> {
        let member = |n, seat| PanelRow {
            complaint_id: "CMP-2026-000001".into(),
            account_id: account(n),
            round: 1,
            seat,
            seated_at: Timestamp::from_unix_millis(0),
            recused_at: None,
            recusal_reason: None,
        };
        vec![member(1, Seat::Patient), member(2, Seat::Physician), member(3, Seat::Lay)]
    }

    fn votes(upholding: &[u8]) -> Vec<Vote> {
        (1..=3).map(|n| Vote { account: account(n), uphold: upholding.contains(&n) }).collect()
    }

    #[test]
    fn feedback_leads_where_the_spec_says() {
        let table = [
            (Satisfied::Yes, None, Wish::None, Outcome::ResolvedPrivate),
            (Satisfied::Partly, None, Wish::None, Outcome::ResolvedPrivate),
            (Satisfied::Partly, Some(true), Wish::Escalate, Outcome::ResolvedPrivate),
            (Satisfied::No, None, Wish::Escalate, Outcome::ClosedUnsatisfied),
            (Satisfied::No, Some(false), Wish::None, Outcome::ClosedUnsatisfied),
        ];
        for (satisfied, escalate, wish, outcome) in table {
            assert_eq!(
                (wish_of(satisfied, escalate), outcome_of(satisfied)),
                (wish, outcome),
                "{satisfied} {escalate:?}"
            );
        }
    }

    #[test]
    fn a_panel_has_three_different_people_on_three_different_seats() {
        let seats = [(account(1), Seat::Patient), (account(2), Seat::Physician), (account(3), Seat::Lay)];
        assert_eq!(check_panel(&seats, &[account(9)]), Ok(()));
        let twice = [(account(1), Seat::Patient), (account(1), Seat::Physician), (account(3), Seat::Lay)];
        let same_seat = [(account(1), Seat::Lay), (account(2), Seat::Physician), (account(3), Seat::Lay)];
        for wrong in [&twice[..], &same_seat[..], &seats[..2]] {
            assert_eq!(check_panel(wrong, &[]).unwrap_err().fields[0].code, WRONG_SEATS);
        }
        assert_eq!(check_panel(&seats, &[account(3)]).unwrap_err().code, CONFLICT_OF_INTEREST);
    }

    #[test]
    fn votes_carry_an_outcome_or_they_do_not() {
        let table: &[(Outcome, i64, &[u8], Option<Code>)] = &[
            (Outcome::Upheld, 2, &[1, 2], None),
            (Outcome::Upheld, 3, &[1, 2], Some(NEEDS_MEDICAL_AND_LAY)),
            (Outcome::Upheld, 3, &[2, 3], None),
            (Outcome::PartlyUpheld, 4, &[1, 3], Some(NEEDS_MEDICAL_AND_LAY)),
            (Outcome::NotUpheld, 4, &[1], None),
            (Outcome::NotUpheld, 1, &[1, 2], Some(VOTES_DO_NOT_CARRY)),
            (Outcome::Upheld, 1, &[1], Some(VOTES_DO_NOT_CARRY)),
        ];
        let panel = panel();
        let sitting: Vec<_> = panel.iter().collect();
        for (outcome, severity, upholding, code) in table {
            let answer = check_decision((*outcome, *severity >= 3), &votes(upholding), &sitting);
            assert_eq!(answer.err().map(|refusal| refusal.fields[0].code), *code, "{outcome} {severity} {upholding:?}");
        }
        assert!(check_decision((Outcome::Upheld, false), &votes(&[1, 2, 3])[..2], &sitting).is_err());
    }
}
