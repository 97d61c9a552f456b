//! The letters of an inspection: who gets which, and what stands in every one of them.
//!
//! `sheet` is an inspection before one reader; here is who reads what, and what stands around each middle.

mod middle;
mod sample;
mod sheet;

pub use sample::previews;

use super::facts::InspectionFacts;
use super::model::{Event, LetterKind, State};
use super::table::Inspection;
use super::{parties, store};
use crate::app::Tx;
use crate::cases::{self, EventRow};
use crate::directory;
use crate::error::AppError;
use crate::mail::{Block, Letter, Recipient};
use crate::workflow::Workflow as _;
use serde_json::Value;
use sheet::{Case, Sheet};

/// In whose place somebody reads a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Clinic,
    Inspectors,
    Lead,
    /// Who checks the draft.
    Quality,
    PointsOfficer,
    Coalition,
}

/// Writes one letter of a step, once for each recipient.
///
/// # Errors
/// Those of the look-ups; a letter itself cannot fail.
pub fn write(
    tx: &mut Tx<'_>,
    facts: &InspectionFacts,
    letter: LetterKind,
    event: &EventRow,
) -> Result<Vec<Letter>, AppError> {
    let case = gather(tx, facts, event)?;
    let mut letters = Vec::new();
    for reader in readers(letter, &case) {
        for to in recipients(tx, facts, *reader)? {
            letters.push(Letter {
                // No inspection takes answers in by itself: somebody has to read them.
                reply_to: Some(tx.site.config.mail.coalition_inbox.clone()),
                once_key: format!("{}:{letter}:{}", event.id, to.address),
                ..compose(&case, letter, to)
            });
        }
    }
    Ok(letters)
}

/// Who gets this letter.
fn readers(kind: LetterKind, case: &Case) -> &'static [Reader] {
    let row = &case.facts.row;
    match kind {
        LetterKind::Notification
        | LetterKind::Inventory
        | LetterKind::Draft
        | LetterKind::DraftReminder
        | LetterKind::PointsDecided
        | LetterKind::Published
        | LetterKind::ActionReminder
        | LetterKind::Refused => &[Reader::Clinic],
        // A clinic that knew of no visit learns of none.
        LetterKind::Aborted if row.notified_at.is_none() && row.visited_at.is_none() => &[],
        LetterKind::Aborted => &[Reader::Clinic],
        LetterKind::DraftWaits => &[Reader::Quality],
        LetterKind::DraftReturned => &[Reader::Inspectors],
        LetterKind::PointsWait => &[Reader::PointsOfficer],
        LetterKind::Ready => &[Reader::Lead],
        LetterKind::ActionOverdue => &[Reader::Clinic, Reader::Lead],
        LetterKind::InterimNotice => &[Reader::Clinic, Reader::Coalition],
        LetterKind::NextDue => &[Reader::Lead, Reader::Coalition],
        LetterKind::StepOverdue => match case.event {
            Event::PointsMissed => &[Reader::PointsOfficer, Reader::Lead],
            Event::PublicationMissed => &[Reader::Lead, Reader::Coalition],
            _ => &[Reader::Inspectors],
        },
    }
}

fn recipients(tx: &mut Tx<'_>, facts: &InspectionFacts, reader: Reader) -> Result<Vec<Recipient>, AppError> {
    match reader {
        Reader::Clinic => parties::clinic(tx, facts),
        Reader::Inspectors => parties::inspectors(tx, facts),
        Reader::Lead => parties::lead(tx, facts),
        Reader::Quality => parties::quality_reader(tx, facts),
        Reader::PointsOfficer => parties::points_officer(tx, facts),
        Reader::Coalition => Ok(vec![parties::coalition(tx)]),
    }
}

/// Looks up what the letters of a step may say.
fn gather(tx: &mut Tx<'_>, facts: &InspectionFacts, event: &EventRow) -> Result<Case, AppError> {
    let clinic = directory::clinic(tx.conn, &facts.row.clinic_id)?;
    let timers = cases::pending(tx.conn, Inspection::NAME, &facts.row.id)?;
    let data: Value = event.data.read()?;
    Ok(Case {
        clinic: format!("{}, {}", clinic.name, clinic.city),
        claim_url: format!("{}/clinics/{}/claim", tx.site.config.server.public_url, clinic.slug),
        url: format!("{}/inspections/{}", tx.site.config.server.public_url, facts.row.id),
        checklist: tx.site.pack.inspections.clone(),
        evidence: store::evidence_of(tx.conn, std::slice::from_ref(&facts.row.id))?,
        event: event.event.parse().map_err(AppError::internal)?,
        action: data.get("ordinal").and_then(Value::as_i64),
        next: super::offers::next(facts, &timers),
        facts: facts.clone(),
    })
}

/// A letter but for its once key and where answers go.
fn compose(case: &Case, kind: LetterKind, to: Recipient) -> Letter {
    let sheet = Sheet::new(case, kind, to.lang);
    let mut body = vec![sheet.paragraph("text")];
    body.extend(middle::of(&sheet));
    body.push(Block::Facts(standing(&sheet)));
    body.extend(link(&sheet));
    body.push(sheet.shared("regards"));
    Letter {
        kind: kind.as_str(),
        subject: sheet.part("subject"),
        body,
        to,
        thread: Some(format!("inspection-{}", case.facts.row.id)),
        reply_to: None,
        once_key: String::new(),
    }
}

/// What stands in every letter: clinic, state, next date.
fn standing(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let mut facts = vec![
        sheet.fact("clinic", &sheet.case.clinic),
        sheet.fact("state", sheet.label("state", sheet.case.facts.row.state.as_str())),
    ];
    facts.extend(sheet.next().map(|next| sheet.fact("next", next)));
    facts
}

/// A clinic gets a link only to what it may read; those named in it always.
fn link(sheet: &Sheet<'_>) -> Option<Block> {
    let row = &sheet.case.facts.row;
    let is_for_clinic = !sheet.kind.is_for_staff() && !super::rules::is_open_to_clinic(row.state);
    let is_hidden = is_for_clinic && row.published_at.is_none() && row.state != State::Ready;
    (!is_hidden).then(|| Block::Link { label: sheet.shared_text("link"), url: sheet.case.url.clone() })
}
