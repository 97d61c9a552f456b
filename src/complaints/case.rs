//! How the executor loads a complaint, stores a step, writes its letters and tells others.

use super::facts::ComplaintFacts;
use super::model::{ComplaintRow, Event, LetterKind, MarksRow, Outcome, Role, State, Timer};
use super::table::Complaint;
use super::{ComplaintStepped, RecommendationOverdue, figures, letters, load, rules, store};
use crate::app::{Site, Tx};
use crate::cases::{self, CaseType, EventRow, LeafExtras};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::{self, Subject, TieKind, TieSource};
use crate::error::AppError;
use crate::mail::Letter;
use crate::workflow::{Step, Word as _, Workflow as _};
use serde_json::{Value, json};

/// Under which name the words are known that a patient publishes and may take back.
pub const PUBLIC_NARRATIVE: &str = "public_narrative";

impl CaseType for Complaint {
    const CLOCK: Role = Role::Clock;

    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<ComplaintFacts, AppError> {
        let row = store::find(conn, id)?;
        load::one(conn, site, row).map(|loaded| loaded.facts)
    }

    fn save(tx: &mut Tx<'_>, facts: &ComplaintFacts, step: &Step<Self>, data: &Value) -> Result<(), AppError> {
        let row = after(facts, step, data, tx.now)?;
        store::update(tx.conn, &row)?;
        store::mark(tx.conn, &marks_after(&facts.marks, (step.event, data), tx.now))?;
        if step.event == Event::Decided && !rules::upholds(row.outcome) {
            lapse(tx, facts)?;
        }
        if step.event == Event::NarrativeWithdrawn {
            cases::forget_words(tx, (Self::NAME, &row.id), PUBLIC_NARRATIVE)?;
        }
        match (step.from, step.to) {
            (from, State::Mediation) if from != State::Mediation => {
                cases::hold(tx, Self::NAME, &row.id, MEDIATION_HOLDS)
            }
            // While the whole case rests, its clocks stand still after a mediation too.
            (State::Mediation, to) if to != State::Mediation && row.paused_until.is_none() => {
                cases::resume(tx, (Self::NAME, &row.id), MEDIATION_HOLDS, &facts.calendar)
            }
            _ if step.event == Event::Resumed => resume_all(tx, facts, &row),
            _ => Ok(()),
        }
    }

    fn stands_still(facts: &ComplaintFacts, timer: Timer) -> bool {
        facts.row.paused_until.is_some() && timer != Timer::PauseDue
    }

    fn write(
        tx: &mut Tx<'_>,
        facts: &ComplaintFacts,
        letter: LetterKind,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError> {
        letters::write(tx, facts, letter, event)
    }

    fn record(tx: &mut Tx<'_>, facts: &ComplaintFacts, step: &Step<Self>, data: &Value) -> Result<Value, AppError> {
        let mut record = data.clone();
        if step.event == Event::Submitted
            && let Some(fields) = record.as_object_mut()
        {
            fields.insert("complaint".into(), filed(tx, &facts.row)?);
        }
        Ok(record)
    }

    /// The outcome is public, and the ground of an appeal; an answer's code is not without the patient's consent.
    fn extras(facts: &ComplaintFacts, step: &Step<Self>, data: &Value) -> LeafExtras {
        let said = |name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
        let reason_code = match step.event {
            Event::Appealed => said("ground"),
            Event::DeadlineMissed if facts.row.identity_consent => Some("untimely".to_owned()),
            Event::FeedbackMissed => Some(Outcome::ClosedNoFeedback.to_string()),
            Event::Withdrawn => Some(Outcome::Withdrawn.to_string()),
            Event::Decided | Event::ClosedByOfficer => said("outcome"),
            Event::FeedbackGiven if step.to == State::Closed => said("outcome"),
            _ => None,
        };
        LeafExtras { reason_code, ..LeafExtras::default() }
    }

    fn announce(tx: &mut Tx<'_>, id: &str, step: &Step<Self>) -> Result<(), AppError> {
        let facts = Self::load(tx.conn, tx.site, id)?;
        let row = &facts.row;
        figures::write(tx, &facts)?;
        note_ties(tx, row, step)?;
        if step.event == Event::RecommendationOverdue {
            tx.announce(&RecommendationOverdue {
                complaint: row.id.clone(),
                physician: row.physician_id.clone(),
                clinic: row.clinic_id.clone(),
            })?;
        }
        tx.announce(&ComplaintStepped {
            complaint: row.id.clone(),
            physician: row.physician_id.clone(),
            clinic: row.clinic_id.clone(),
            event: step.event,
            to: step.to,
            category: row.category.clone(),
            severity: row.severity,
            outcome: row.outcome,
            untimely: row.untimely,
        })
    }
}

/// Whoever complains is a patient and in dispute until the case closes: they judge neither side elsewhere meanwhile.
fn note_ties(tx: &mut Tx<'_>, row: &ComplaintRow, step: &Step<Complaint>) -> Result<(), AppError> {
    if step.to == State::Closed && step.from != State::Closed {
        directory::end_dispute(tx, &row.id)?;
        return if row.outcome == Some(Outcome::WrongPhysician) { directory::forget_ties(tx, &row.id) } else { Ok(()) };
    }
    if step.event != Event::Submitted {
        return Ok(());
    }
    let physician = row.physician_id.clone().map(Subject::Physician);
    let clinic = row.clinic_id.clone().map(Subject::Clinic);
    let source = (TieSource::Complaint, row.id.as_str());
    for subject in physician.iter().chain(&clinic) {
        directory::note_tie(tx, &row.complainant_id, TieKind::Dispute, subject, source)?;
    }
    // Of whom somebody is a patient is said by the physician's name where there is one.
    physician
        .or(clinic)
        .map_or(Ok(()), |subject| directory::note_tie(tx, &row.complainant_id, TieKind::Patient, &subject, source))
}

/// Another panel decided otherwise: what the first one recommended has no force any more.
fn lapse(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<(), AppError> {
    let (id, open) = (&facts.row.id, &facts.open_recommendations);
    store::lapse_recommendations(tx.conn, id, tx.now)?;
    open.iter().try_for_each(|number| stop_recommendation(tx, id, *number))
}

/// Ends the timers of one recommendation.
pub fn stop_recommendation(tx: &mut Tx<'_>, id: &str, number: i64) -> Result<(), AppError> {
    let ordinals: Vec<i64> = (0..rules::ORDINALS_EACH).map(|place| number * rules::ORDINALS_EACH + place).collect();
    let timers = [Timer::RecommendationReminder, Timer::RecommendationOverdue];
    timers.iter().try_for_each(|timer| cases::stop_some(tx, (Complaint::NAME, id), timer.word(), &ordinals))
}

/// While both sides talk, the panel's own clocks stand still.
const MEDIATION_HOLDS: &[&str] = &["findings_due", "decision_due"];

/// Ends a pause; in mediation the panel's clocks go on standing still.
fn resume_all(tx: &mut Tx<'_>, facts: &ComplaintFacts, row: &ComplaintRow) -> Result<(), AppError> {
    let stands = |timer: &&str| row.state == State::Mediation && MEDIATION_HOLDS.contains(timer);
    let timers: Vec<&str> = Timer::ALL.iter().map(|timer| timer.as_str()).filter(|timer| !stands(timer)).collect();
    cases::resume(tx, (Complaint::NAME, &row.id), &timers, &facts.calendar)
}

/// The row as it is after a step.
fn after(
    facts: &ComplaintFacts,
    step: &Step<Complaint>,
    data: &Value,
    now: Timestamp,
) -> Result<ComplaintRow, AppError> {
    let mut row = facts.row.clone();
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
        // Nobody at the clinic has read of it before: its time begins now.
        Event::ClinicReaddressed if step.to == State::WithClinic && facts.marks.undeliverable_at.is_some() => {
            row.clinic_since = Some(now);
        }
        // The identity stays hidden, so the clinic cannot be blamed in public for not finding its patient.
        Event::DeadlineMissed => row.untimely = row.untimely || row.identity_consent,
        Event::ProofMissed => row.proof_level = 0,
        Event::FeedbackMissed => row.outcome = Some(Outcome::ClosedNoFeedback),
        Event::Withdrawn => row.outcome = Some(Outcome::Withdrawn),
        Event::Paused => row.paused_until = time_in(data, "until")?,
        Event::Resumed => row.paused_until = None,
        Event::IdentityConsented => row.identity_consent = true,
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

/// What stands beside the row after a step.
fn marks_after(marks: &MarksRow, (event, data): (Event, &Value), now: Timestamp) -> MarksRow {
    let mut marks = MarksRow { changed_at: now, ..marks.clone() };
    match event {
        // Public at the response or when the time is over, whichever is first; a decision is never waited with.
        Event::Responded | Event::PublicationDue | Event::Decided => {
            marks.published_at = marks.published_at.or(Some(now));
        }
        Event::MailUndeliverable => marks.undeliverable_at = marks.undeliverable_at.or(Some(now)),
        Event::ClinicReaddressed => marks.undeliverable_at = None,
        Event::Paused => marks.pause_order = data.get("order").and_then(Value::as_str).map(str::to_owned),
        Event::Resumed => marks.pause_order = None,
        _ => {}
    }
    marks
}

fn time_in(data: &Value, name: &str) -> Result<Option<Timestamp>, AppError> {
    let text = data.get(name).and_then(Value::as_str);
    text.map(Timestamp::parse).transpose().map_err(AppError::internal)
}

fn outcome_in(data: &Value) -> Result<Outcome, AppError> {
    let word = data.get("outcome").and_then(Value::as_str).unwrap_or_default();
    word.parse().map_err(AppError::internal)
}

/// What the first event keeps: the complaint as it was filed, whatever becomes of its row; but for the words that the
/// patient may take back, and the name under which the clinic knows them, which stand nowhere else.
fn filed(tx: &mut Tx<'_>, row: &ComplaintRow) -> Result<Value, AppError> {
    let (case, published) = ((Complaint::NAME, row.id.as_str()), row.public_narrative.as_ref());
    let published = published.map(|words| cases::commit_words(tx, case, PUBLIC_NARRATIVE, words)).transpose()?;
    Ok(json!({
        "physician_id": row.physician_id,
        "clinic_id": row.clinic_id,
        "procedure": row.procedure,
        "procedure_month": row.procedure_month,
        "category": row.category,
        "narrative": row.narrative,
        "public_narrative_commit": published,
        "publish_narrative": row.publish_narrative,
        "desired_outcome": row.desired_outcome,
        "private_attempt": row.attempt.read::<Value>()?,
        "identity_consent": row.identity_consent,
    }))
}
