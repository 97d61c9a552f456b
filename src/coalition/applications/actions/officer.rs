//! What credentialing officers do: gaps, gates, the panel, calibrations.

use super::super::api::{AnswerGate, ListGaps, Notes, Reason, SeatPanel};
use super::super::facts::{ApplicationFacts, REFERENCES};
use super::super::form;
use super::super::model::{Event, GateAnswer, GateRow, RecusalGround, Role, SeatRow, State};
use super::super::store;
use super::super::table::Application;
use super::{again, assess_if_all_locked, open_as, step};
use crate::accounts::{self, AccountId, Member, Person};
use crate::app::{Reader, Tx};
use crate::coalition::{members, recusal, rules};
use crate::error::{AppError, NO_SUCH, OUT_OF_RANGE, REQUIRED, Refusal};
use crate::workdays::latest_today;
use crate::workflow;
use serde_json::json;
use std::collections::BTreeMap;

/// Tells the applicant what is missing.
pub fn list_gaps(tx: &mut Tx<'_>, member: &Member, id: &str, new: &ListGaps) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    step(tx, &facts, Event::GapsListed, &by, json!({ "gaps": new.gaps }))
}

/// Lets an application lapse that cannot go on; the applicant may begin another at any time.
pub fn lapse(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    step(tx, &facts, Event::Lapsed, &by, json!({ "reason": new.reason }))
}

/// Answers one gate; a no ends the application before anything is scored.
///
/// # Errors
/// `not_found` for a gate the pack does not have; `gate_not_open` before and after its time; 422 for a check that is too
/// old or lies ahead, and for references that are too few without a note.
pub fn answer_gate(
    tx: &mut Tx<'_>,
    member: &Member,
    (id, code): (&str, &str),
    new: &AnswerGate,
) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    let gate = facts.pack.gates.iter().find(|gate| gate.code == code).ok_or_else(AppError::not_found)?;
    let by_references = gate.decided_in == REFERENCES;
    if !taken(facts.row.state, by_references).hears(new.answer) {
        return Err(rules::GATE_NOT_OPEN.into());
    }
    workflow::step::<Application>(facts.row.state, Event::GateAnswered, by.role, &facts, tx.now)?;
    check_answer(tx, &facts, by_references, new)?;
    let row = GateRow {
        application_id: id.to_owned(),
        code: code.to_owned(),
        answer: new.answer,
        source_url: new.source_url.clone().filter(|url| !url.is_empty()),
        checked_on: new.checked_on.map(|day| day.to_string()),
        note: new.note.clone().filter(|note| !note.trim().is_empty()),
        officer_id: member.id.clone(),
        at: tx.now,
        capture_hash: new.capture_hash.as_ref().map(|hash| hash.to_ascii_lowercase()),
    };
    store::answer_gate(tx.conn, &row)?;
    let facts = again(tx, id)?;
    let data = json!({
        "gate": code, "answer": row.answer, "capture": row.capture_hash,
        "source_url": row.source_url, "checked_on": row.checked_on, "note": row.note,
    });
    step(tx, &facts, Event::GateAnswered, &by, data)
}

/// What may be answered to a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    Nothing,
    No,
    Both,
}

impl Taken {
    fn hears(self, answer: GateAnswer) -> bool {
        self == Self::Both || (self == Self::No && answer == GateAnswer::No)
    }
}

/// What a gate takes in this state, too early and too late alike: those of the references in theirs, the others before; a
/// no is still heard then.
const fn taken(state: State, by_references: bool) -> Taken {
    match (state, by_references) {
        (State::GateCheck | State::Verification, false) | (State::References, true) => Taken::Both,
        (State::References, false) => Taken::No,
        _ => Taken::Nothing,
    }
}

/// What a gate takes now.
pub fn gate_takes(facts: &ApplicationFacts, code: &str) -> Taken {
    let known = facts.pack.gates.iter().find(|gate| gate.code == code);
    known.map_or(Taken::Nothing, |gate| taken(facts.row.state, gate.decided_in == REFERENCES))
}

fn check_answer(tx: &Tx<'_>, facts: &ApplicationFacts, by_references: bool, new: &AnswerGate) -> Result<(), AppError> {
    let age = facts.pack.clocks.licence_check_age;
    if let Some(day) = new.checked_on {
        let today = facts.calendar.local_day(tx.now);
        if day > latest_today(tx.now) || facts.calendar.days_after(day, age.amount, age.unit) < today {
            return Err(Refusal::field("/checked_on", OUT_OF_RANGE).into());
        }
    }
    let has_note = new.note.as_deref().is_some_and(|note| !note.trim().is_empty());
    if by_references && new.answer == GateAnswer::Yes && !facts.has_references() && !has_note {
        return Err(Refusal::field("/note", REQUIRED).into());
    }
    Ok(())
}

/// Names the panel. Whoever has locked this round stays on it: what is locked counts, unless a recusal on record takes
/// it out, also without the role of a reviewer. Those who had not locked yet may be replaced; what they wrote is kept,
/// and does not count.
///
/// # Errors
/// `reviewer_has_locked`; `seats_missing`, also for one person on two seats; `not_a_reviewer`; `conflict_of_interest` with each seat and why, as far as the officer may know it; `no_such` for accounts that do not exist; `gate_open`.
pub fn seat_panel(tx: &mut Tx<'_>, member: &Member, id: &str, new: &SeatPanel) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    workflow::step::<Application>(facts.row.state, Event::PanelSeated, by.role, &facts, tx.now)?;
    let seats: Vec<_> = new.reviewers.iter().map(|seat| (seat.account_id.clone(), seat.seat)).collect();
    let people: Vec<AccountId> = seats.iter().map(|(account, _)| account.clone()).collect();
    let least = usize::try_from(facts.pack.thresholds.least_reviewers).map_err(AppError::internal)?;
    rules::check_panel(&seats, least, &barred(tx, &facts, &people)?)?;
    if facts.sitting().iter().any(|seat| facts.stays(&seat.account_id) && !people.contains(&seat.account_id)) {
        return Err(rules::REVIEWER_HAS_LOCKED.into());
    }
    for sitting in facts.seats.iter().filter(|seat| !people.contains(&seat.account_id)) {
        store::leave(tx.conn, id, &sitting.account_id, tx.now)?;
    }
    for (account_id, seat) in seats {
        let row = SeatRow { application_id: id.to_owned(), account_id, seat, seated_at: tx.now, left_at: None };
        store::seat(tx.conn, &row)?;
    }
    let facts = again(tx, id)?;
    let founding = members::is_founding(tx)?;
    step(tx, &facts, Event::PanelSeated, &by, json!({ "reviewers": new.reviewers, "founding": founding }))?;
    assess_if_all_locked(tx, id)
}

/// Why people may not judge this applicant: the data tells, or they said so.
fn barred(
    tx: &mut Tx<'_>,
    facts: &ApplicationFacts,
    people: &[AccountId],
) -> Result<BTreeMap<AccountId, RecusalGround>, AppError> {
    let known = accounts::people(tx.conn, people)?;
    // Somebody on two seats is known; that one person cannot hold both, the rules of a panel say.
    if !people.iter().all(|account| known.contains_key(account)) {
        return Err(Refusal::field("/reviewers", NO_SUCH).into());
    }
    // Whoever has locked stays, whatever became of the role since: else nobody could be seated beside them any more.
    let reviews = |person: &Person| person.roles.contains(&accounts::Role::Reviewer) || facts.stays(&person.id);
    if !known.values().all(reviews) {
        return Err(Refusal::field("/reviewers", rules::NOT_A_REVIEWER).into());
    }
    let known: Vec<Person> = known.into_values().collect();
    barred_among(&mut tx.reader(), facts, &known)
}

/// The same of people who are known.
///
/// # Errors
/// Those of the database.
pub fn barred_among(
    reader: &mut Reader<'_>,
    facts: &ApplicationFacts,
    people: &[Person],
) -> Result<BTreeMap<AccountId, RecusalGround>, AppError> {
    let ids: Vec<AccountId> = people.iter().map(|person| person.id.clone()).collect();
    let mut barred = recusal::grounds(reader.conn, reader.site, &facts.row.physician_id, &ids)?;
    barred.insert(facts.row.applicant_id.clone(), RecusalGround::Applicant);
    barred.extend(facts.recusals.iter().map(|row| (row.account_id.clone(), row.ground)));
    let named = facts.named();
    for person in people.iter().filter(|person| named.contains(&form::key(&person.email))) {
        barred.entry(person.id.clone()).or_insert(RecusalGround::Named);
    }
    Ok(barred)
}

/// Opens the next round after the reviewers discussed the anchors.
pub fn open_calibration(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Notes) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    step(tx, &facts, Event::CalibrationOpened, &by, json!({ "notes": new.notes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_is_answered_in_its_own_step_and_refused_in_every_other() {
        use GateAnswer::{No, Yes};
        for state in State::ALL.iter().copied() {
            let (of_file, of_references) = match state {
                State::GateCheck | State::Verification => ([true, true], [false, false]),
                State::References => ([false, true], [true, true]),
                _ => ([false, false], [false, false]),
            };
            assert_eq!([Yes, No].map(|answer| taken(state, false).hears(answer)), of_file, "{state}");
            assert_eq!([Yes, No].map(|answer| taken(state, true).hears(answer)), of_references, "{state}");
        }
    }
}
