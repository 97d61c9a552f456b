//! Proof: documents the author adds, what an officer makes of them, and what the clinic acknowledges.

use super::super::api::{ProofDecision, ProofRequest};
use super::super::model::{Event, ProofState, Role, Timer};
use super::super::table::Review;
use super::super::{rules, store};
use super::open_as;
use crate::accounts::Member;
use crate::app::{App, Reader, Tx};
use crate::cases::{self, By};
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::files::{self, NewFile, Store, StoredFile};
use crate::reviews::facts::ReviewFacts;
use crate::text::plain;
use crate::workflow::{self, Workflow as _};
use serde_json::json;

/// At this level the clinic has acknowledged what was seen.
const CLINIC_KNOWS: i64 = 3;

/// Seals and stores a document under the key of its review, which is made, and committed, on first use.
///
/// # Errors
/// Those of [`add_proof`], before anything is stored.
pub async fn seal_proof(app: &App, member: &Member, id: &str, file: NewFile) -> Result<StoredFile, AppError> {
    let (member, case) = (member.clone(), id.to_owned());
    let key = app
        .write(move |tx| {
            let (facts, by) = open_as(tx, &case, &member, Role::Author)?;
            workflow::step::<Review>(facts.row.state, Event::ProofAdded, by.role, &facts, tx.now)?;
            next_number(tx, &case)?;
            files::case_key(tx, Review::NAME, &case)
        })
        .await?;
    Store::of(app.config()).seal_and_store(&key, file).await
}

/// # Errors
/// 422 `out_of_range` at `/file` once a review holds as many documents as it may.
fn next_number(tx: &mut Tx<'_>, id: &str) -> Result<i64, AppError> {
    let held = store::parts::proofs(tx.conn, &[id.to_owned()])?.len();
    let number = i64::try_from(held).map_err(AppError::internal)? + 1;
    if number > store::parts::PROOFS_OF_A_REVIEW {
        return Err(Refusal::field("/file", OUT_OF_RANGE).into());
    }
    Ok(number)
}

/// Adds a document to a review; the file itself is already stored, sealed. Answers its number.
pub fn add_proof(tx: &mut Tx<'_>, member: &Member, id: &str, file: &StoredFile) -> Result<i64, AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Author)?;
    let number = next_number(tx, id)?;
    store::parts::add_proof(tx.conn, id, number, file, tx.now)?;
    let data = json!({ "number": number, "sha256": file.sha256, "bytes": file.bytes });
    cases::act::<Review>(tx, &facts, Event::ProofAdded, &by, data)?;
    Ok(number)
}

/// Whether the last time that a document was asked for of this review is over, and no officer has decided about one
/// since.
///
/// # Errors
/// Those of the database.
pub fn was_missed(reader: &mut Reader<'_>, id: &str) -> Result<bool, AppError> {
    let asked = [Event::ProofAsked, Event::ProofExtended, Event::ProofMissed, Event::LevelDecided];
    let events = cases::events(reader.conn, Review::NAME, id)?;
    let last = events.iter().rfind(|event| asked.iter().any(|known| known.as_str() == event.event));
    Ok(last.is_some_and(|event| event.event == Event::ProofMissed.as_str()))
}

/// Decides what a document proves. A weaker one lowers the review's level only where that is meant.
///
/// Most clinics have no account in which they could acknowledge what was seen ([`acknowledge`]): they answer the
/// officer by telephone or letter. So an officer may decide 3; the reason, which stands in the event, says how it came.
/// The clinic has been in touch then, as if it had acknowledged it here.
///
/// # Errors
/// 404; 409 `proof_already_decided`.
pub fn decide_proof(
    tx: &mut Tx<'_>,
    member: &Member,
    (id, number): (&str, i64),
    new: &ProofDecision,
) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Officer)?;
    let proof = store::parts::proof(tx.conn, id, number)?;
    if proof.state == ProofState::Decided {
        return Err(rules::PROOF_ALREADY_DECIDED.into());
    }
    let (level, present) = (i64::from(new.level), facts.row.proof_level);
    let reason = plain::tidy(&new.reason);
    store::parts::decide_proof(tx.conn, &proof, &member.id, (level, &reason), tx.now)?;
    facts.row.proof_level = if new.lowers { level } else { level.max(present) };
    if present < CLINIC_KNOWS && facts.row.proof_level == CLINIC_KNOWS {
        facts.row.clinic_contact_at = facts.row.clinic_contact_at.or(Some(tx.now));
    }
    let data = json!({ "number": number, "level": facts.row.proof_level, "proves": level, "reason": reason });
    cases::act::<Review>(tx, &facts, Event::LevelDecided, &by, data).map(drop)
}

/// Asks the author for a document; silence lowers the level, never deletes.
pub fn ask_for_proof(tx: &mut Tx<'_>, member: &Member, id: &str, new: &ProofRequest) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Officer)?;
    if facts.row.proof_due.is_some() {
        return extend(tx, facts, &by, new);
    }
    facts.row.proof_due = Some(facts.calendar.missed_from(tx.now, facts.clocks.proof));
    let data = json!({ "reason": new.reason, "until": facts.row.proof_due });
    cases::act::<Review>(tx, &facts, Event::ProofAsked, &by, data).map(drop)
}

/// Gives the author the same time once more.
fn extend(tx: &mut Tx<'_>, mut facts: ReviewFacts, by: &By<Role>, new: &ProofRequest) -> Result<(), AppError> {
    let events = cases::events(tx.conn, Review::NAME, &facts.row.id)?;
    let asked = [Event::ProofAsked.as_str(), Event::ProofExtended.as_str()];
    let last = events.iter().rfind(|event| asked.contains(&event.event.as_str()));
    if last.is_some_and(|event| event.event == Event::ProofExtended.as_str()) {
        return Err(rules::PROOF_ALREADY_EXTENDED.into());
    }
    let (calendar, longer) = (facts.calendar.clone(), facts.clocks.proof);
    facts.row.proof_due = facts.row.proof_due.map(|due| calendar.later_by(due, longer));
    let data = json!({ "reason": new.reason, "until": facts.row.proof_due });
    cases::act::<Review>(tx, &facts, Event::ProofExtended, by, data)?;
    cases::extend(tx, (Review::NAME, &facts.row.id), &[Timer::ProofDue.as_str()], |at| calendar.later_by(at, longer))
}

/// Says that the clinic knows this patient and this procedure: level 2 becomes 3.
pub fn acknowledge(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Clinic)?;
    cases::act::<Review>(tx, &facts, Event::Acknowledged, &by, json!({})).map(drop)
}
