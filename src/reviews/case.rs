//! How the executor loads a review, stores a step, writes its letters and tells others.

use super::facts::{Clocks, ReviewFacts};
use super::model::{Event, ReviewRow, ReviewState, Role};
use super::table::Review;
use super::{ReviewHidden, ReviewMoved, ReviewOverdue, ReviewWithdrawn, letters, rate, store};
use crate::app::{Site, Tx};
use crate::cases::{self, CaseType, EventRow, LeafExtras};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::{self, ClinicRow, EntryState, Subject, TieKind, TieSource};
use crate::error::AppError;
use crate::files;
use crate::mail::Letter;
use crate::workdays::Calendar;
use crate::workflow::{Step, Workflow as _};
use chrono_tz::Tz;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// From this level on an officer saw a document.
const DOCUMENT_SEEN: i64 = 2;

impl CaseType for Review {
    const CLOCK: Role = Role::Clock;

    fn load(conn: &mut Connection, site: &Site, id: &str) -> Result<ReviewFacts, AppError> {
        let row = store::find(conn, id)?;
        facts(conn, site, row)
    }

    fn save(tx: &mut Tx<'_>, facts: &ReviewFacts, step: &Step<Self>, _data: &Value) -> Result<(), AppError> {
        store::update(tx.conn, &after(&facts.row, step, tx.now))?;
        match step.event {
            Event::Withdrawn => {
                store::parts::erase_texts(tx.conn, &facts.row.id)?;
                cases::forget_all_words(tx, (Self::NAME, &facts.row.id))
            }
            Event::ProofErased => files::destroy_case_key(tx, Self::NAME, &facts.row.id),
            _ => Ok(()),
        }
    }

    fn write(
        tx: &mut Tx<'_>,
        facts: &ReviewFacts,
        letter: super::model::LetterKind,
        event: &EventRow,
    ) -> Result<Vec<Letter>, AppError> {
        letters::write(tx, facts, letter, event)
    }

    fn extras(facts: &ReviewFacts, step: &Step<Self>, data: &Value) -> LeafExtras {
        let mut extras = LeafExtras {
            reason_code: data.get("ground").and_then(Value::as_str).map(str::to_owned),
            ..LeafExtras::default()
        };
        let fields = &mut extras.fields;
        let refs = [("physician_ref", &facts.physician_ref), ("clinic_ref", &facts.clinic_ref)];
        for (name, reference) in refs {
            if let Some(reference) = reference {
                fields.insert(name.to_owned(), json!(reference));
            }
        }
        fields.insert("star".to_owned(), json!(facts.row.overall));
        if step.event == Event::Versioned
            && let Some(former) = facts.former_star
        {
            fields.insert("former_star".to_owned(), json!(former));
        }
        extras
    }

    fn announce(tx: &mut Tx<'_>, id: &str, step: &Step<Self>) -> Result<(), AppError> {
        let facts = Self::load(tx.conn, tx.site, id)?;
        if changes_figures(step.event) {
            rate::write_all(tx, &facts.row)?;
            note_proof(tx, &facts.row.id)?;
        }
        let review = facts.row.id.clone();
        if step.event == Event::Submitted {
            note_tie(tx, &facts.row)?;
        }
        if step.event == Event::DecisionMissed {
            return tx.announce(&ReviewOverdue { review });
        }
        if step.from != step.to && (step.from.is_waiting() || step.to.is_waiting()) {
            tx.announce(&ReviewMoved { review: review.clone() })?;
        }
        match (step.event, step.to) {
            (Event::HoldEnded, ReviewState::Hidden) => tx.announce(&ReviewHidden { review }),
            // Once what waited for it has left the queue.
            (Event::Withdrawn, _) => tx.announce(&ReviewWithdrawn { review }),
            _ => Ok(()),
        }
    }
}

/// Whoever reviews is a patient, and judges this physician nowhere else.
fn note_tie(tx: &mut Tx<'_>, row: &ReviewRow) -> Result<(), AppError> {
    let physician = row.physician_id.clone().map(Subject::Physician);
    let Some(subject) = physician.or_else(|| row.clinic_id.clone().map(Subject::Clinic)) else { return Ok(()) };
    directory::note_tie(tx, &row.author_id, TieKind::Patient, &subject, (TieSource::Review, &row.id))
}

/// A public review whose document was seen proves whose patient its author is, for as long as it is both.
fn note_proof(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let row = store::find(tx.conn, id)?;
    match &row.physician_id {
        Some(physician) if row.state.is_public() && row.proof_level >= DOCUMENT_SEEN => {
            directory::note_proof(tx, &row.author_id, physician, id)
        }
        _ => directory::forget_proof(tx, id),
    }
}

/// What does not move a number needs no new figures.
const fn changes_figures(event: Event) -> bool {
    !matches!(
        event,
        Event::ProofAsked
            | Event::ProofExtended
            | Event::ProofAdded
            | Event::ProofErased
            | Event::Replied
            | Event::ReplyUpdated
            | Event::HoldExtended
            | Event::DecisionMissed
    )
}

/// A review with what its rules may ask.
pub fn facts(conn: &mut Connection, site: &Site, row: ReviewRow) -> Result<ReviewFacts, AppError> {
    let physician = row.physician_id.as_ref().map(|id| directory::physician(conn, id)).transpose()?;
    let clinic = row.clinic_id.as_ref().map(|id| directory::clinic(conn, id)).transpose()?;
    let is_proposed = |state: EntryState| state == EntryState::Proposed;
    let is_new = row.state == ReviewState::Submitted;
    let calendar = calendar_of(clinic.as_ref())?;
    Ok(ReviewFacts {
        calendar,
        author_is_known: is_new && store::was_published(conn, &row.author_id, &row.id)?,
        waits: physician.as_ref().is_some_and(|entry| is_proposed(entry.state))
            || clinic.as_ref().is_some_and(|entry| is_proposed(entry.state)),
        physician_ref: physician.map(|entry| entry.subject_ref),
        clinic_ref: clinic.map(|entry| entry.subject_ref),
        ..alone(site, row)
    })
}

/// A review without what lies around it: what people may do with it asks for no more.
pub fn alone(site: &Site, row: ReviewRow) -> ReviewFacts {
    let rules = &site.pack.reviews;
    ReviewFacts {
        calendar: Calendar::new(Tz::UTC, BTreeSet::new()),
        author_is_known: false,
        waits: false,
        physician_ref: None,
        clinic_ref: None,
        clocks: Clocks {
            queue: rules.queue,
            hold: rules.hold,
            hidden: rules.hidden,
            proof: rules.proof,
            proof_kept_months: rules.proof_kept_months,
        },
        former_star: None,
        row,
    }
}

/// How days are counted at a clinic, else in UTC; reviews know no working days.
fn calendar_of(clinic: Option<&ClinicRow>) -> Result<Calendar, AppError> {
    let zone = clinic.map_or(Ok(Tz::UTC), |clinic| clinic.time_zone.parse()).map_err(AppError::internal)?;
    Ok(Calendar::new(zone, BTreeSet::new()))
}

/// The row as it is after a step; what the act itself brought was put into it before.
fn after(row: &ReviewRow, step: &Step<Review>, now: Timestamp) -> ReviewRow {
    let mut row = row.clone();
    row.state = step.to;
    row.version += 1;
    if step.to.is_public() {
        row.published_at = row.published_at.or(Some(now));
    }
    if step.from == ReviewState::Held && step.to != ReviewState::Held {
        (row.held_by, row.hold_until, row.hold_extended) = (None, None, false);
    }
    match step.event {
        Event::ProofMissed => {
            row.proof_level = (row.proof_level - 1).max(0);
            row.proof_due = None;
        }
        Event::ProofAdded => row.proof_due = None,
        Event::HoldExtended => row.hold_extended = true,
        Event::Restored if matches!(step.from, ReviewState::Masked | ReviewState::Restored) => row.masked = false,
        Event::Acknowledged => {
            row.proof_level = 3;
            row.clinic_contact_at = Some(now);
        }
        Event::Replied | Event::ReplyUpdated => row.clinic_contact_at = Some(now),
        Event::Withdrawn => (row.attestation, row.proof_due, row.masked) = (None, None, false),
        _ => {}
    }
    if step.to == ReviewState::Removed {
        // Its timer ends with the removal; once the review is back, an officer may ask again.
        row.proof_due = None;
    }
    if step.to.is_public() && step.from != step.to && step.event != Event::Masked {
        (row.ground, row.statement_id) = (None, None);
    }
    row
}
