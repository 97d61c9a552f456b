//! Proof: documents the author adds, what an officer makes of them, and what the clinic acknowledges.

use super::super::api::{ProofDecision, ProofRequest};
use super::super::model::{Event, ProofState, Role, Timer};
use super::super::table::Review;
use super::super::{case::DOCUMENT_SEEN, rules, store};
use super::open_as;
use crate::accounts::Member;
use crate::app::{App, Reader, Tx};
use crate::cases::{self, By};
use crate::error::{AppError, NOT_ALLOWED_HERE, OUT_OF_RANGE, Refusal};
use crate::files::{self, NewFile, Store, StoredFile};
use crate::reviews::facts::ReviewFacts;
use crate::text::plain;
use crate::workflow::{self, Workflow as _};
use serde_json::json;

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

/// Decides what a document proves. A weaker one lowers the review's level only where that is meant; what nobody at the
/// clinic has acknowledged ends at 2.
///
/// # Errors
/// 404; 409 `proof_already_decided`; 422 at `/level` for a 3 that the clinic has not acknowledged.
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
    if level > DOCUMENT_SEEN && present <= DOCUMENT_SEEN {
        return Err(Refusal::field("/level", NOT_ALLOWED_HERE).into());
    }
    let reason = plain::tidy(&new.reason);
    store::parts::decide_proof(tx.conn, &proof, &member.id, (level, &reason), tx.now)?;
    facts.row.proof_level = if new.lowers { level } else { level.max(present) };
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
