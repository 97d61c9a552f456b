//! What can be reported and decided about: one adapter for each kind.
//!
//! An adapter reads a thing as moderators see it, and sets what follows from the decisions in force. Nothing is
//! undone step by step: whatever stands is set anew, and with nothing in force everything is as it was.

mod accounts;
mod posts;
mod reviews;
mod threads;

use super::masking::{Masked, masked};
use super::model::{Action, DecisionRow, ItemKind, TargetKind};
use super::store::withdrawals;
use crate::accounts::{AccountId, DisplayName, is_same_name, neutral_name};
use crate::app::{Keys, Tx};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::{ClinicId, PhysicianId};
use crate::error::AppError;
use crate::forum::ThreadRow;
use std::collections::HashSet;

/// What a mask took away lies in the database under this key.
const SEALED: &str = "moderation-mask";
/// Of what was flagged a hash under this key is kept, so that nobody guesses words that are gone from it.
const FLAGGED: &str = "flagged-words";

/// A thing, whatever stands against it.
#[derive(Debug, Clone)]
pub struct Subject {
    pub kind: TargetKind,
    pub id: String,
    pub author: AccountId,
    /// What it says; of a thread, its title and its opening post.
    pub text: String,
    /// What of that a mask can replace: of a thread only the title, since its posts are masked by themselves.
    pub words: String,
    pub title: String,
    pub path: String,
    pub physician: Option<PhysicianId>,
    pub clinic: Option<ClinicId>,
    pub written_at: Timestamp,
    /// Whether readers meet it: what they do not, they cannot report.
    pub visible: bool,
}

impl Subject {
    /// HMAC-SHA-256 of what it says, hexadecimal: whether it changed since a flag.
    pub fn hash(&self, keys: &Keys) -> String {
        hex::encode(keys.sign(FLAGGED, self.text.as_bytes()))
    }
}

/// What is reported or decided about.
///
/// # Errors
/// `not_found` when there is none.
pub fn find(conn: &mut Connection, kind: TargetKind, id: &str) -> Result<Subject, AppError> {
    match kind {
        TargetKind::Post => posts::find(conn, id),
        TargetKind::Thread => threads::find(conn, id),
        TargetKind::Review => reviews::find(conn, id),
        TargetKind::Profile => accounts::find(conn, id),
    }
}

/// The thread that something of the forum stands in, whatever stands against it; none of anything else.
///
/// # Errors
/// `not_found` when there is no such thing.
pub fn thread_of(conn: &mut Connection, kind: TargetKind, id: &str) -> Result<Option<ThreadRow>, AppError> {
    match kind {
        TargetKind::Post => posts::thread_of(conn, id).map(Some),
        TargetKind::Thread => threads::row(conn, id).map(Some),
        TargetKind::Review | TargetKind::Profile => Ok(None),
    }
}

/// Whom a review is about, by name; nobody for anything else.
///
/// # Errors
/// Those of the database.
pub fn reviewed(conn: &mut Connection, kind: TargetKind, id: &str) -> Result<Option<String>, AppError> {
    if kind == TargetKind::Review { reviews::about(conn, id) } else { Ok(None) }
}

/// Those of these things that their authors took back while they are in the queue, which happens to reviews; no query
/// where there is none.
pub fn withdrawn<'t>(
    conn: &mut Connection,
    things: impl Iterator<Item = (TargetKind, &'t String)>,
) -> Result<HashSet<String>, AppError> {
    let ids: Vec<String> = things.filter(|(kind, _)| *kind == TargetKind::Review).map(|(_, id)| id.clone()).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    Ok(withdrawals::among(conn, &ids)?.into_iter().collect())
}

/// What stood against a thing before a change, and what stands now.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub before: &'a [DecisionRow],
    pub after: &'a [DecisionRow],
    /// Who changed it; nobody where the score did.
    pub by: Option<&'a AccountId>,
}

impl Standing<'_> {
    /// The last decision in force with one of these actions.
    fn last(&self, actions: &[Action]) -> Option<&DecisionRow> {
        self.after.iter().rev().find(|decision| actions.contains(&decision.action))
    }

    /// The text as masks leave it: nothing when no mask was or is in force.
    fn masked(&self, tx: &Tx<'_>, present: &str) -> Result<Option<String>, AppError> {
        let (before, after) = (masks(tx, self.before)?, masks(tx, self.after)?);
        let Some(base) = before.first().or(after.first()).map(|mask| mask.base.as_str()) else { return Ok(None) };
        let passages = |masks: &[Masked]| masks.iter().flat_map(|mask| mask.passages.clone()).collect::<Vec<_>>();
        // Whatever its author has written since stays; only what the masks name goes.
        let untouched = masked(base, &passages(&before)) == present;
        Ok(Some(masked(if untouched { base } else { present }, &passages(&after))))
    }
}

fn masks(tx: &Tx<'_>, decisions: &[DecisionRow]) -> Result<Vec<Masked>, AppError> {
    let sealed = decisions.iter().filter_map(|decision| decision.sealed.as_ref());
    sealed
        .map(|sealed| serde_json::from_slice(&tx.site.keys.open(SEALED, sealed)?).map_err(AppError::internal))
        .collect()
}

/// Seals what a mask takes away, as `chosen` names it: of an account names, of everything else what it finds in what was
/// said before any mask, so that each mask holds by itself whatever becomes of the others.
pub fn seal_mask(
    tx: &Tx<'_>,
    standing: &[DecisionRow],
    subject: &Subject,
    chosen: impl FnOnce(&str) -> Vec<String>,
) -> Result<Vec<u8>, AppError> {
    let known = masks(tx, standing)?;
    let Masked { base, passages } = if subject.kind == TargetKind::Profile {
        accounts::mask(subject, chosen(&subject.words), known)
    } else {
        let base = known.into_iter().next().map_or_else(|| subject.words.clone(), |mask| mask.base);
        Masked { passages: chosen(&base), base }
    };
    let bytes = serde_json::to_vec(&Masked { base, passages }).map_err(AppError::internal)?;
    tx.site.keys.seal(SEALED, &bytes)
}

/// Sets what stands against a thing.
pub fn settle(tx: &mut Tx<'_>, subject: &Subject, standing: Standing<'_>) -> Result<(), AppError> {
    match subject.kind {
        TargetKind::Post => posts::settle(tx, subject, standing),
        TargetKind::Thread => threads::settle(tx, subject, standing),
        TargetKind::Review => reviews::settle(tx, subject, standing),
        TargetKind::Profile => accounts::settle_name(tx, subject, standing),
    }
}

/// Whether one of these decisions masks this name.
pub fn masks_name(tx: &Tx<'_>, standing: &[DecisionRow], name: &DisplayName) -> Result<bool, AppError> {
    Ok(masks(tx, standing)?.iter().flat_map(|mask| &mask.passages).any(|one| is_same_name(one, name.as_str())))
}

/// What a mask over these passages would leave.
pub fn without(conn: &mut Connection, subject: &Subject, passages: &[String]) -> Result<String, AppError> {
    match subject.kind {
        TargetKind::Profile => neutral_name(conn, &subject.author),
        _ => Ok(masked(&subject.words, passages)),
    }
}

/// Ends the wait of what was only looked at: a first review, or a held one.
pub fn release(tx: &mut Tx<'_>, subject: &Subject, by: &AccountId) -> Result<(), AppError> {
    if subject.kind == TargetKind::Review { reviews::release(tx, subject, by) } else { Ok(()) }
}

/// As what something waits in the queue by itself, and until when.
pub fn waits(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<(ItemKind, Option<Timestamp>)>, AppError> {
    if subject.kind == TargetKind::Review { reviews::waits(tx, subject) } else { Ok(None) }
}

/// Sets the sanctions that stand against somebody.
pub fn sanction(tx: &mut Tx<'_>, author: &AccountId, standing: &[DecisionRow]) -> Result<(), AppError> {
    accounts::settle(tx, author, standing)
}

/// The first words of a text, for headings.
fn heading(text: &str) -> String {
    crate::text::plain::excerpt_of_markdown(text, 80)
}
