//! What the patient does once a complaint is on its way.

use super::super::api::{AgreeToBeNamed, Feedback, PublicNarrative, Reason};
use super::super::case::PUBLIC_NARRATIVE;
use super::super::facts::Wish;
use super::super::model::{Event, Outcome, Role, StatementKind};
use super::super::rules::{outcome_of, wish_of};
use super::super::table::Complaint;
use super::filing::known_by;
use super::{open_as, say, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::cases;
use crate::error::AppError;
use crate::text::plain;
use crate::workflow::Workflow as _;
use serde_json::json;

/// Says whether the clinic's answer will do.
pub fn give_feedback(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Feedback) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Patient)?;
    facts.wish = wish_of(new.satisfied, new.escalate);
    let escalates = facts.wish != Wish::None;
    let detail = json!({ "satisfied": new.satisfied, "rating": new.rating, "escalate": escalates });
    let text = say(tx, &facts, &by, (StatementKind::Feedback, new.text.as_deref().unwrap_or_default()), &detail)?;
    let mut data = json!({ "satisfied": new.satisfied, "rating": new.rating, "text": text });
    if !escalates && let Some(fields) = data.as_object_mut() {
        let outcome = match outcome_of(new.satisfied) {
            Outcome::ResolvedPrivate if facts.row.escalated_at.is_some() => Outcome::ResolvedAfterEscalation,
            outcome => outcome,
        };
        fields.insert("outcome".into(), json!(outcome));
    }
    step(tx, &facts, Event::FeedbackGiven, &by, data)
}

/// Takes a late case to the coalition.
///
/// # Errors
/// `response_not_late` while the clinic still has time.
pub fn escalate(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Patient)?;
    let reason = say(tx, &facts, &by, (StatementKind::Escalation, &new.reason), &json!({}))?;
    step(tx, &facts, Event::Escalated, &by, json!({ "reason": reason }))
}

/// Takes the complaint back; what happened so far stays on record.
pub fn withdraw(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Patient)?;
    step(tx, &facts, Event::Withdrawn, &by, json!({ "reason": new.reason }))
}

/// Agrees to be named to the clinic, which has not been written to yet; by the name that it knows, where that is said
/// now or was before. Like at filing, no event and no leaf keeps that name.
///
/// # Errors
/// `illegal_transition` once it has been, and where the patient agreed before.
pub fn agree_to_be_named(tx: &mut Tx<'_>, member: &Member, id: &str, new: &AgreeToBeNamed) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Patient)?;
    facts.marks.patient_name = known_by(new.patient_name.as_deref()).or(facts.marks.patient_name);
    step(tx, &facts, Event::IdentityConsented, &by, json!({}))
}

/// Takes back the consent to publish the narrative; the public row stays without it.
pub fn withdraw_narrative(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Patient)?;
    step(tx, &facts, Event::NarrativeWithdrawn, &by, json!({}))
}

/// Publishes the patient's own account beside the public entry, or another one in its place; the event does not keep
/// the words, which may be taken back.
pub fn publish_narrative(tx: &mut Tx<'_>, member: &Member, id: &str, new: &PublicNarrative) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Patient)?;
    let text = plain::tidy(&new.text);
    let words = cases::commit_words(tx, (Complaint::NAME, id), PUBLIC_NARRATIVE, &text)?;
    let data = json!({ "text_commit": words });
    facts.row.public_narrative = Some(text);
    facts.row.publish_narrative = true;
    step(tx, &facts, Event::NarrativePublished, &by, data)
}
