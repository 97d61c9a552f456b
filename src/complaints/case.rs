//! How the executor loads a complaint, stores a step, writes its letters and tells others.

use super::facts::ComplaintFacts;
use super::model::{ComplaintRow, Event, LetterKind, Outcome, Role, State, Timer};
use super::table::Complaint;
use super::{ComplaintStepped, letters, load, store};
use crate::app::{Site, Tx};
use crate::cases::{self, CaseType, EventRow};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;
use crate::mail::Letter;
use crate::workflow::{Step, Word as _, Workflow as _};
use serde_json::{Value, json};

impl CaseType for Complaint {
    const CLOCK: Role = Role::Clock;

    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<ComplaintFacts, AppError> {
        let row = store::find(conn, id)?;
        load::one(conn, site, row).map(|loaded| loaded.facts)
    }

    fn save(tx: &mut Tx<'_>, facts: &ComplaintFacts, step: &Step<Self>, data: &Value) -> Result<(), AppError> {
        let row = after(&facts.row, step, data, tx.now)?;
        store::update(tx.conn, &row)?;
        match (step.from, step.to) {
            (from, State::Mediation) if from != State::Mediation => {
                cases::hold(tx, Self::NAME, &row.id, MEDIATION_HOLDS)
            }
            (State::Mediation, to) if to != State::Mediation => cases::resume(tx, Self::NAME, &row.id, MEDIATION_HOLDS),
            _ if step.event == Event::Resumed => resume_all(tx, &row),
            _ => Ok(()),
        }
    }

    fn write(
        tx: &mut Tx<'_>,
        facts: &ComplaintFacts,
        letter: LetterKind,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError> {
        letters::write(tx, facts, letter, event)
    }

    fn content(facts: &ComplaintFacts, step: &Step<Self>, data: &Value) -> Value {
        let mut content = json!({
            "id": facts.row.id,
            "event": step.event.word(),
            "from": step.from.word(),
            "to": step.to.word(),
            "data": data,
        });
        if step.event == Event::Submitted
            && let Some(fields) = content.as_object_mut()
        {
            fields.insert("complaint".into(), filed(&facts.row));
        }
        content
    }

    fn announce(tx: &mut Tx<'_>, facts: &ComplaintFacts, step: &Step<Self>) -> Result<(), AppError> {
        tx.announce(&ComplaintStepped {
            complaint: facts.row.id.clone(),
            physician: facts.row.physician_id.clone(),
            clinic: facts.row.clinic_id.clone(),
            event: step.event,
            to: step.to,
        })
    }
}

/// While both sides talk, the panel's own clocks stand still.
const MEDIATION_HOLDS: &[&str] = &["findings_due", "decision_due"];

/// Ends a pause; in mediation the panel's clocks go on standing still.
fn resume_all(tx: &mut Tx<'_>, row: &ComplaintRow) -> Result<(), AppError> {
    let stands = |timer: &&str| row.state == State::Mediation && MEDIATION_HOLDS.contains(timer);
    let timers: Vec<&str> = Timer::ALL.iter().map(|timer| timer.as_str()).filter(|timer| !stands(timer)).collect();
    cases::resume(tx, Complaint::NAME, &row.id, &timers)
}

/// The row as it is after a step.
fn after(row: &ComplaintRow, step: &Step<Complaint>, data: &Value, now: Timestamp) -> Result<ComplaintRow, AppError> {
    let mut row = row.clone();
    row.state = step.to;
    row.version += 1;
    if step.from != State::WithClinic && step.to == State::WithClinic {
        row.clinic_since = Some(now);
    }
    if step.to == State::Escalated && step.from != State::Escalated {
        row.escalated_at = Some(now);
    }
    match step.event {
        Event::Acknowledged => row.acknowledged_at = Some(now),
        Event::Responded => {
            row.acknowledged_at = row.acknowledged_at.or(Some(now));
            row.responded_at = row.responded_at.or(Some(now));
        }
        // The identity stays hidden, so the clinic cannot be blamed in public for not finding its patient.
        Event::DeadlineMissed => row.untimely = row.untimely || row.identity_consent,
        Event::ProofMissed => row.proof_level = 0,
        Event::FeedbackMissed => row.outcome = Some(Outcome::ClosedNoFeedback),
        Event::Withdrawn => row.outcome = Some(Outcome::Withdrawn),
        Event::Paused => row.paused_until = time_in(data, "until")?,
        Event::Resumed => row.paused_until = None,
        Event::NarrativeWithdrawn => (row.public_narrative, row.publish_narrative) = (None, false),
        Event::Decided | Event::ClosedByOfficer => row.outcome = Some(outcome_in(data)?),
        Event::FeedbackGiven if step.to == State::Closed => row.outcome = Some(outcome_in(data)?),
        _ => {}
    }
    if step.to == State::Closed {
        row.closed_at = Some(now);
    }
    Ok(row)
}

fn time_in(data: &Value, name: &str) -> Result<Option<Timestamp>, AppError> {
    let text = data.get(name).and_then(Value::as_str);
    text.map(Timestamp::parse).transpose().map_err(AppError::internal)
}

fn outcome_in(data: &Value) -> Result<Outcome, AppError> {
    let word = data.get("outcome").and_then(Value::as_str).unwrap_or_default();
    word.parse().map_err(AppError::internal)
}

/// What the first leaf commits to: the complaint as it was filed.
fn filed(row: &ComplaintRow) -> Value {
    json!({
        "physician_id": row.physician_id,
        "clinic_id": row.clinic_id,
        "procedure": row.procedure,
        "procedure_month": row.procedure_month,
        "category": row.category,
        "narrative": row.narrative,
        "public_narrative": row.public_narrative,
        "publish_narrative": row.publish_narrative,
        "desired_outcome": row.desired_outcome,
        "private_attempt": row.attempt.as_str(),
        "identity_consent": row.identity_consent,
    })
}
