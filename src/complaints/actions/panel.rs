//! What the coalition does with an escalated complaint: panel, findings, decision, appeal.

use super::super::api::{Appeal, Decide, Panel, Reason, Words};
use super::super::facts::ComplaintFacts;
use super::super::model::{Event, PanelRow, Role, Seat, StatementKind};
use super::super::rules::{self, Vote};
use super::super::store;
use super::super::table::Complaint;
use super::{PARTIES, barred, open_as, open_as_one_of, open_to_leave, say, step};
use crate::accounts::{self, AccountId, Member};
use crate::app::Tx;
use crate::directory;
use crate::error::{AppError, CONFLICT_OF_INTEREST, NO_SUCH, Refusal};
use crate::workflow;
use serde_json::json;

/// Names the three people who hear the case.
///
/// # Errors
/// `wrong_seats`, `conflict_of_interest` ([`rules::check_panel`]); `no_such` for accounts that do not exist;
/// `may_not_sit` for those that hold no role of the [`rules::BENCH`].
pub fn seat_panel(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Panel) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Board)?;
    let seats: Vec<_> = new.members.iter().map(|seat| (seat.account_id.clone(), seat.seat)).collect();
    let people: Vec<AccountId> = seats.iter().map(|(account, _)| account.clone()).collect();
    let barred = barred(&mut tx.reader(), &facts, &people)?;
    rules::check_panel(&seats, &barred)?;
    refuse_tied(tx, &facts, &people)?;
    let known = accounts::people(tx.conn, &people)?;
    if known.len() != people.len() {
        return Err(Refusal::field("/members", NO_SUCH).into());
    }
    if !known.values().all(rules::may_sit) {
        return Err(Refusal::field("/members", rules::MAY_NOT_SIT).into());
    }
    let before: Vec<PanelRow> = facts.sitting().cloned().collect();
    for seat in before.iter().filter(|seat| !people.contains(&seat.account_id)) {
        store::recuse(tx.conn, id, &seat.account_id, tx.now, "replaced by the board")?;
    }
    for (account_id, seat) in seats.iter().cloned() {
        match before.iter().find(|known| known.account_id == account_id) {
            Some(known) if known.seat == seat => {}
            Some(known) => store::change_seat(tx.conn, id, &known.account_id, seat)?,
            None => store::seat(tx.conn, &new_seat(tx, &facts, account_id, seat))?,
        }
    }
    facts.panel = seats.into_iter().map(|(account_id, seat)| new_seat(tx, &facts, account_id, seat)).collect();
    step(tx, &facts, Event::PanelSeated, &by, json!({ "members": new.members }))
}

/// # Errors
/// `conflict_of_interest` when one of these people is tied to the other side, nearer or farther.
fn refuse_tied(tx: &mut Tx<'_>, facts: &ComplaintFacts, people: &[AccountId]) -> Result<(), AppError> {
    let about = (facts.row.physician_id.as_ref(), facts.row.clinic_id.as_ref());
    for account in people {
        if directory::may_not_judge(&mut tx.reader(), account, about)? {
            return Err(CONFLICT_OF_INTEREST.into());
        }
    }
    Ok(())
}

fn new_seat(tx: &Tx<'_>, facts: &ComplaintFacts, account_id: AccountId, seat: Seat) -> PanelRow {
    PanelRow {
        complaint_id: facts.row.id.clone(),
        account_id,
        round: facts.round,
        seat,
        seated_at: tx.now,
        recused_at: None,
        recusal_reason: None,
    }
}

/// Leaves the panel; the board names a new one.
pub fn recuse(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let (facts, by) = open_to_leave(tx, id, member)?;
    store::recuse(tx.conn, id, &member.id, tx.now, &new.reason)?;
    step(tx, &facts, Event::Recused, &by, json!({ "reason": new.reason }))
}

/// Offers both sides to talk; the panel's own clocks stand still meanwhile.
pub fn offer_mediation(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Words) -> Result<(), AppError> {
    speak(tx, member, id, new, (StatementKind::Mediation, Event::MediationOffered))
}

/// Ends a mediation that led to nothing.
pub fn end_mediation(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Panel)?;
    step(tx, &facts, Event::MediationEnded, &by, json!({}))
}

/// Calls both sides for evidence at once.
pub fn call_for_evidence(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Words) -> Result<(), AppError> {
    speak(tx, member, id, new, (StatementKind::EvidenceCall, Event::EvidenceCalled))
}

/// Drafts findings; a later draft supersedes, never changes, an earlier one.
pub fn draft_findings(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Words) -> Result<(), AppError> {
    speak(tx, member, id, new, (StatementKind::Findings, Event::FindingsDrafted))
}

/// Shows both sides the findings, for ten working days.
pub fn check_facts(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Words) -> Result<(), AppError> {
    speak(tx, member, id, new, (StatementKind::FactualCheck, Event::FactualCheckOpened))
}

fn speak(
    tx: &mut Tx<'_>,
    member: &Member,
    id: &str,
    new: &Words,
    (kind, event): (StatementKind, Event),
) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Panel)?;
    let text = say(tx, &facts, &by, (kind, &new.text), &json!({}))?;
    facts.has_findings = facts.has_findings || kind == StatementKind::Findings;
    step(tx, &facts, event, &by, json!({ "text": text }))
}

/// Lets a party comment while the coalition has the case.
pub fn comment(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Words) -> Result<(), AppError> {
    let (facts, by) = open_as_one_of(tx, id, member, PARTIES)?;
    let text = say(tx, &facts, &by, (StatementKind::Comment, &new.text), &json!({}))?;
    step(tx, &facts, Event::Commented, &by, json!({ "text": text }))
}

/// Decides the case.
///
/// # Errors
/// `votes_do_not_carry`, `needs_medical_and_lay` ([`rules::check_decision`]); `factual_check_open` while both sides
/// may still comment; `conflict_of_interest` while somebody sits who is tied to the other side, `panel_not_complete`
/// while somebody does who lost the role for it.
pub fn decide(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Decide) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Panel)?;
    // Whether it is time comes before how they voted.
    workflow::step::<Complaint>(facts.row.state, Event::Decided, by.role, &facts, tx.now)?;
    let votes: Vec<Vote> =
        new.votes.iter().map(|vote| Vote { account: vote.account_id.clone(), uphold: vote.uphold }).collect();
    let sitting: Vec<&PanelRow> = facts.sitting().collect();
    // Whoever may judge no more has no vote, and the board names somebody else.
    match facts.fallen.as_slice() {
        [] => {}
        fallen if fallen.iter().any(|one| one.is_tied) => return Err(CONFLICT_OF_INTEREST.into()),
        _ => return Err(rules::PANEL_NOT_COMPLETE.into()),
    }
    rules::check_decision((new.outcome, facts.needs_both_seats()), &votes, &sitting)?;
    let detail = json!({ "outcome": new.outcome, "votes": new.votes });
    let reasons = say(tx, &facts, &by, (StatementKind::Decision, &new.reasons), &detail)?;
    let data = json!({ "outcome": new.outcome, "reasons": reasons, "votes": new.votes });
    step(tx, &facts, Event::Decided, &by, data)
}

/// Asks for the decision to be heard again, once for each side.
pub fn appeal(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Appeal) -> Result<(), AppError> {
    let (mut facts, by) = open_as_one_of(tx, id, member, PARTIES)?;
    let said = store::statements_of(tx.conn, &[id.to_owned()])?;
    facts.side_has_appealed =
        said.iter().any(|statement| statement.kind == StatementKind::Appeal && statement.role == by.role);
    let text = say(tx, &facts, &by, (StatementKind::Appeal, &new.text), &json!({ "ground": new.ground }))?;
    step(tx, &facts, Event::Appealed, &by, json!({ "ground": new.ground, "text": text }))
}
