//! What inspectors do up to the lock: announce, visit, score, lock, or break off.

use super::super::api::{Reason, ScoreItem};
use super::super::model::{Event, Phase, Role, ScoreRow, StatementKind};
use super::super::rules;
use super::super::store;
use super::{author, on_checklist, open_as, say, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::db::JsonText;
use crate::error::{AppError, NO_SUCH, Refusal};
use crate::ids;
use crate::text::plain;
use serde_json::{Value, json};

/// An act that is nothing but its event.
fn plain(tx: &mut Tx<'_>, member: &Member, id: &str, (role, event): (Role, Event)) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, role)?;
    step(tx, &facts, event, &by, json!({}))
}

/// An act with a reason.
fn with_reason(
    tx: &mut Tx<'_>,
    (member, id): (&Member, &str),
    (role, event): (Role, Event),
    (kind, text): (StatementKind, &str),
) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, role)?;
    let mut told = facts.clone();
    say(tx, &mut told, &by, (kind, text), None)?;
    step(tx, &facts, event, &by, json!({ "text": plain::tidy(text) }))
}

/// Tells the clinic of the visit.
///
/// # Errors
/// 409 `notice_too_short` where the plan has waited until the visit is nearer than its notice.
pub fn notify(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    plain(tx, member, id, (Role::Inspector, Event::Notified))
}

/// Begins the visit.
pub fn begin_visit(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    plain(tx, member, id, (Role::Inspector, Event::VisitBegan))
}

/// Says what was found at an item; saying it again stands beside what was said before, and counts.
///
/// # Errors
/// 404 `no_such_item`; 422 for a kind of evidence that the pack does not have; 409 `evidence_locked` after the lock.
pub fn score(tx: &mut Tx<'_>, member: &Member, (id, code): (&str, &str), new: &ScoreItem) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Inspector)?;
    on_checklist(&tx.site.pack, code)?;
    if facts.row.locked_at.is_some() {
        return Err(rules::EVIDENCE_LOCKED.into());
    }
    check_kinds(tx, new)?;
    let score = new.score.read().map_err(|code| Refusal::field("/score", code))?;
    let row = ScoreRow {
        id: ids::mint(tx.now),
        inspection_id: id.to_owned(),
        item: code.to_owned(),
        phase: Phase::Visit,
        score,
        evidence_kinds: JsonText::of(&new.evidence_kinds)?,
        finding: plain::tidy(&new.finding),
        account_id: author(&by)?,
        at: tx.now,
    };
    store::add_score(tx.conn, &row)?;
    let data = json!({
        "item": code, "score": score, "evidence_kinds": new.evidence_kinds, "finding": row.finding,
    });
    step(tx, &facts, Event::ItemScored, &by, data)
}

fn check_kinds(tx: &Tx<'_>, new: &ScoreItem) -> Result<(), Refusal> {
    let known = |kind: &String| tx.site.pack.inspections.evidence_kinds.iter().any(|term| term.code == *kind);
    match new.evidence_kinds.iter().position(|kind| !known(kind)) {
        Some(place) => Err(Refusal::field(format!("/evidence_kinds/{place}"), NO_SUCH)),
        None => Ok(()),
    }
}

/// Locks scores and files; the leaf commits to every one of them, and the clinic gets the hashes.
pub fn lock(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, id, member, Role::Inspector)?;
    let files = store::evidence_of(tx.conn, &[id.to_owned()])?;
    let files: Vec<Value> =
        files.iter().map(|file| json!({ "item": file.item, "sha256": file.sha256, "bytes": file.bytes })).collect();
    let scores: Vec<Value> = super::super::facts::latest(&facts.scores)
        .iter()
        .map(|(item, score)| json!({ "item": item, "score": score }))
        .collect();
    step(tx, &facts, Event::EvidenceLocked, &by, json!({ "files": files, "scores": scores }))
}

/// Writes down that the clinic lets nobody in.
pub fn refuse(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let said = (StatementKind::Refusal, new.reason.as_str());
    with_reason(tx, (member, id), (Role::Inspector, Event::Refused), said)
}

/// Breaks the inspection off.
pub fn abort(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let said = (StatementKind::Abortion, new.reason.as_str());
    with_reason(tx, (member, id), (Role::Lead, Event::Aborted), said)
}

/// Stops the visit because somebody is in danger.
pub fn suspend(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let said = (StatementKind::Suspension, new.reason.as_str());
    with_reason(tx, (member, id), (Role::Inspector, Event::SuspendedForSafety), said)
}

/// Tells clinic and coalition what the danger is.
pub fn give_notice(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let said = (StatementKind::InterimNotice, new.reason.as_str());
    with_reason(tx, (member, id), (Role::Inspector, Event::InterimNoticeGiven), said)
}

/// Goes on with the visit.
pub fn resume(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    plain(tx, member, id, (Role::Inspector, Event::Resumed))
}
