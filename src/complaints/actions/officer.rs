//! What case officers do: sort, assess proof, pause, extend, close.

use super::super::api::{Assessment, Closure, Extension, Pause, Triage};
use super::super::facts::ComplaintFacts;
use super::super::model::{Event, Role, Timer};
use super::super::rules::highest_level;
use super::super::table::Complaint;
use super::super::{parties, store};
use super::{check_category, open_as, result, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::cases::{self, By};
use crate::error::{AppError, NOT_ALLOWED_HERE, OUT_OF_RANGE, REQUIRED, Refusal};
use crate::workflow::{self, Word as _, Workflow as _};
use serde_json::json;

/// Sorts a complaint: category, severity, whether proof is needed, whether the private attempt is shown.
///
/// Whoever triages a complaint becomes its officer.
///
/// # Errors
/// 422 `required` at `/letter_to` when neither an address, a clinic nor a claimant is known to write to.
pub fn triage(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Triage) -> Result<(), AppError> {
    let category = check_category(tx, "/category", &new.category)?.clone();
    // Some categories have a severity of their own.
    let severity = category.severity.unwrap_or(new.severity);
    let (mut facts, by) = open_as(tx, id, member, Role::Officer)?;
    let row = &mut facts.row;
    row.category = new.category.clone();
    row.severity = Some(i64::from(severity));
    row.proof_needed = new.proof_needed;
    row.attempt_shown = new.private_attempt_shown;
    row.letter_to = new.letter_to.clone();
    row.officer_id = Some(member.id.clone());
    // The letters of every way from here need somewhere to go.
    if parties::clinic(tx, &facts)?.is_empty() {
        return Err(Refusal::field("/letter_to", REQUIRED).into());
    }
    let too_early = result::needs_case(tx, &facts);
    // Whether it is time comes first: a triage that is refused opens nothing.
    let result_case = if too_early {
        workflow::step::<Complaint>(facts.row.state, Event::Triaged, by.role, &facts, tx.now)?;
        Some(result::open_case(tx, &facts, &by)?)
    } else {
        None
    };
    let mut data = json!({
        "category": new.category,
        "severity": severity,
        "proof_needed": new.proof_needed,
        "private_attempt_shown": new.private_attempt_shown,
        "letter_to": new.letter_to,
        "before_result_month": too_early,
    });
    if let (Some(opened), Some(fields)) = (result_case, data.as_object_mut()) {
        fields.insert("result_case".to_owned(), json!(opened));
    }
    step(tx, &facts, Event::Triaged, &by, data)
}

/// Decides what the evidence proves, 0–3.
pub fn assess(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Assessment) -> Result<(), AppError> {
    let opened = open_as(tx, id, member, Role::Officer)?;
    judge(tx, opened, new)
}

/// The same by the form, which offers only levels that can be true. Over the API an officer may have seen a document
/// elsewhere.
///
/// # Errors
/// 422 `not_allowed_here` at `/level` above [`highest_level`].
pub fn assess_as_offered(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Assessment) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    let has_file = !store::evidence_of(tx.conn, &[id.to_owned()])?.is_empty();
    if new.level > highest_level(has_file, facts.row.acknowledged_at.is_some()) {
        return Err(Refusal::field("/level", NOT_ALLOWED_HERE).into());
    }
    judge(tx, (facts, by), new)
}

fn judge(tx: &mut Tx<'_>, (mut facts, by): (ComplaintFacts, By<Role>), new: &Assessment) -> Result<(), AppError> {
    facts.row.proof_level = i64::from(new.level);
    store::assess_evidence(tx.conn, &facts.row.id, facts.row.proof_level)?;
    step(tx, &facts, Event::EvidenceAssessed, &by, json!({ "level": new.level }))
}

/// Ends a complaint that leads nowhere here.
///
/// # Errors
/// 422 when it is to be resolved after an escalation that never was.
pub fn close(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Closure) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    if new.outcome == super::super::Outcome::ResolvedAfterEscalation && facts.row.escalated_at.is_none() {
        return Err(Refusal::field("/outcome", NOT_ALLOWED_HERE).into());
    }
    step(tx, &facts, Event::ClosedByOfficer, &by, json!({ "outcome": new.outcome, "reason": new.reason }))
}

/// Lets every clock of the case stand still, by legal order, for at most 90 days.
pub fn pause(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Pause) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Officer)?;
    let until = new.until.at(&facts.calendar);
    if until <= tx.now || until > facts.calendar.missed_from(tx.now, facts.clocks.pause.due) {
        return Err(Refusal::field("/until", OUT_OF_RANGE).into());
    }
    cases::hold(tx, Complaint::NAME, id, &[])?;
    facts.pause_asked = Some(until);
    step(tx, &facts, Event::Paused, &by, json!({ "order": new.order, "until": until }))
}

/// Lets the clocks go on.
pub fn resume(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    step(tx, &facts, Event::Resumed, &by, json!({}))
}

/// Gives the patient the same time for proof once more.
pub fn extend(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Extension) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Officer)?;
    step(tx, &facts, Event::Extended, &by, json!({ "step": new.step, "reason": new.reason }))?;
    let longer = |at| facts.calendar.later_by(at, facts.clocks.proof.due);
    cases::extend(tx, (Complaint::NAME, id), &[Timer::ProofDue.word(), Timer::ProofReminder.word()], longer)
}
