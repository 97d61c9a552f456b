//! How the executor loads an inspection, stores a step, writes its letters and tells others.

use super::facts::InspectionFacts;
use super::model::{Event, InspectionRow, LetterKind, Role, State};
use super::table::Inspection;
use super::{FACTS_FORM, InspectionPublished, InspectionRefused, letters, load, profiles, store};
use crate::app::{Site, Tx};
use crate::cases::{CaseType, EventRow};
use crate::clock::Timestamp;
use crate::db::{Connection, JsonText};
use crate::directory;
use crate::drafts;
use crate::error::AppError;
use crate::mail::Letter;
use crate::workflow::Step;
use serde_json::{Value, json};

impl CaseType for Inspection {
    const CLOCK: Role = Role::Clock;

    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<InspectionFacts, AppError> {
        let row = store::find(conn, id)?;
        load::one(conn, site, row)
    }

    fn save(tx: &mut Tx<'_>, facts: &InspectionFacts, step: &Step<Self>, _: &Value) -> Result<(), AppError> {
        let row = after(facts, step, tx.now)?;
        store::update(tx.conn, &row)?;
        if facts.row.state == State::FactualCheck && row.state != State::FactualCheck {
            // Nothing can be sent any more: what was kept for it would lead nowhere.
            let desk = directory::who_answers_for(tx.conn, None, Some(&row.clinic_id))?;
            drafts::over(tx, &desk, (&FACTS_FORM, &row.id))?;
        }
        Ok(())
    }

    fn write(
        tx: &mut Tx<'_>,
        facts: &InspectionFacts,
        letter: LetterKind,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError> {
        letters::write(tx, facts, letter, event)
    }

    fn record(_tx: &mut Tx<'_>, facts: &InspectionFacts, step: &Step<Self>, data: &Value) -> Result<Value, AppError> {
        let mut record = data.clone();
        let more = match step.event {
            Event::Planned => Some(("plan", plan(facts))),
            Event::Published => Some(("report", report(facts))),
            _ => None,
        };
        if let (Some((name, value)), Some(fields)) = (more, record.as_object_mut()) {
            fields.insert(name.into(), value);
        }
        Ok(record)
    }

    fn announce(tx: &mut Tx<'_>, id: &str, step: &Step<Self>) -> Result<(), AppError> {
        if !matches!(step.event, Event::Published | Event::RefusalPublished) {
            return Ok(());
        }
        let facts = Self::load(tx.conn, tx.site, id)?;
        let (inspection, clinic) = (facts.row.id.clone(), facts.row.clinic_id.clone());
        let physicians = directory::physicians_at(tx.conn, &clinic)?;
        if step.event == Event::Published {
            let rating = facts.rated.rating.to_string();
            return tx.announce(&InspectionPublished { inspection, clinic, rating, physicians });
        }
        profiles::tell_refusal(tx, &facts)?;
        tx.announce(&InspectionRefused { inspection, clinic, physicians })
    }
}

/// The row as it is after a step.
fn after(facts: &InspectionFacts, step: &Step<Inspection>, now: Timestamp) -> Result<InspectionRow, AppError> {
    let mut row = facts.row.clone();
    row.state = step.to;
    row.version += 1;
    match step.event {
        Event::Notified => row.notified_at = Some(now),
        Event::VisitBegan => row.visited_at = Some(now),
        Event::EvidenceLocked => row.locked_at = Some(now),
        Event::RefusalPublished => row.published_at = Some(now),
        Event::Published => {
            row.published_at = Some(now);
            row.result = Some(JsonText::of(&facts.rated)?);
        }
        _ => {}
    }
    Ok(row)
}

/// What the first event keeps and its leaf commits to.
fn plan(facts: &InspectionFacts) -> Value {
    let row = &facts.row;
    let inspectors: Vec<_> = facts.inspectors.iter().map(|inspector| &inspector.account_id).collect();
    json!({
        "clinic_id": row.clinic_id,
        "kind": row.kind,
        "visit_on": row.visit_on,
        "inspectors": inspectors,
        "quality_reader": row.quality_reader_id,
        "points_officer": row.points_officer_id,
        "conflicts": row.conflicts,
        "checklist_version": row.checklist_version,
    })
}

/// What the event of the publication keeps: every score and finding, and what they come to.
fn report(facts: &InspectionFacts) -> Value {
    let items: Vec<Value> = super::facts::latest(&facts.scores)
        .keys()
        .filter_map(|code| facts.found(code))
        .map(|found| json!({ "item": found.item, "score": found.score, "finding": found.finding }))
        .collect();
    json!({ "rated": facts.rated, "items": items, "next_due_on": facts.row.next_due_on })
}

/// Whether a step is one that everybody may know of once the report is public.
pub fn is_public_step(event: Event, to: State) -> bool {
    matches!(
        event,
        Event::Published
            | Event::RefusalPublished
            | Event::ActionMissed
            | Event::ActionCompleted
            | Event::NextDue
            | Event::Corrected
            | Event::Superseded
    ) || (event == Event::ClinicAnswered && matches!(to, State::Published | State::FollowUp | State::Closed))
}

/// The events that are public in one state at least.
pub fn public_events() -> Vec<&'static str> {
    let is_public = |event: &&Event| State::ALL.iter().any(|state| is_public_step(**event, *state));
    Event::ALL.iter().filter(is_public).map(|event| event.as_str()).collect()
}
