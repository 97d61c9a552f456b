//! Reporting.

use super::queueing::item_for;
use super::{Flagged, scoring};
use crate::accounts::{Member, Role};
use crate::app::Tx;
use crate::db::JsonText;
use crate::error::{AppError, NO_SUCH, NOT_ALLOWED_HERE, NOT_FOUND, Refusal};
use crate::moderation::api::NewFlag;
use crate::moderation::model::{FlagId, FlagRow, FlagState, ItemKind};
use crate::moderation::rules::{self, ALREADY_FLAGGED};
use crate::moderation::score::{Arithmetic, Raised, score};
use crate::moderation::store::{flags, items};
use crate::moderation::targets::{self, Subject};
use chrono::Duration;

/// Reports something; it joins what others said about it in the queue.
///
/// # Errors
/// 409 `already_flagged`; 422 for a reason, a target or a wish that is not this person's.
pub fn flag(tx: &mut Tx<'_>, member: &Member, new: &NewFlag) -> Result<Flagged, AppError> {
    let subject = reportable(tx, member, new)?;
    refuse_again(tx, member, new, &subject)?;
    let mut item = item_for(tx, &subject, ItemKind::Flag, rules::priority(&new.reason, &tx.site.pack))?;
    let flag = FlagRow {
        id: FlagId::mint(tx.now),
        item_id: item.id.clone(),
        target_kind: subject.kind,
        target_id: subject.id.clone(),
        flagger_id: member.id.clone(),
        reason: new.reason.clone(),
        text: new.text.as_deref().map(crate::text::plain::tidy).filter(|text| !text.is_empty()),
        take_action: new.take_action,
        by_party: member.has(Role::Physician) || member.has(Role::ClinicStaff),
        state: FlagState::Open,
        arithmetic: JsonText::of(&weigh(tx, member, new)?)?,
        target_hash: subject.hash(&tx.site.keys),
        snapshot: subject.text.clone(),
        outcome: None,
        statement_id: None,
        decided_at: None,
        created_at: tx.now,
        version: 1,
    };
    flags::insert(tx.conn, &flag)?;
    item.version += 1;
    items::update(tx.conn, &item)?;
    scoring::by_score(tx, &item, &subject, &new.reason)?;
    Ok(Flagged { flag })
}

/// What is reported, as far as this person can see it.
fn reportable(tx: &mut Tx<'_>, member: &Member, new: &NewFlag) -> Result<Subject, AppError> {
    if !rules::is_reason(&tx.site.pack, &new.reason) {
        return Err(Refusal::field("/reason", NOT_ALLOWED_HERE).into());
    }
    if new.take_action && !member.is_staff() {
        return Err(Refusal::field("/take_action", NOT_ALLOWED_HERE).into());
    }
    match targets::find(tx.conn, new.target_kind, &new.target_id) {
        Ok(subject) if subject.visible => Ok(subject),
        Err(error) if error.code() != NOT_FOUND => Err(error),
        _ => Err(Refusal::field("/target_id", NO_SUCH).into()),
    }
}

/// One open flag per person, target and reason; the same again only later, or once the target changed.
fn refuse_again(tx: &mut Tx<'_>, member: &Member, new: &NewFlag, subject: &Subject) -> Result<(), AppError> {
    let last = flags::last_of(tx.conn, &member.id, (subject.kind, &subject.id), &new.reason)?;
    let Some(last) = last else { return Ok(()) };
    let fresh = tx.now.since(last.created_at) < Duration::hours(tx.site.pack.flags.times.again_hours.into());
    if last.state == FlagState::Open || (fresh && last.target_hash == subject.hash(&tx.site.keys)) {
        return Err(ALREADY_FLAGGED.into());
    }
    Ok(())
}

/// Nobody has a trust level yet but staff; what a flagger's record says is fixed when the flag is raised.
fn weigh(tx: &mut Tx<'_>, member: &Member, new: &NewFlag) -> Result<Arithmetic, AppError> {
    let (agreed, decided) = flags::record(tx.conn, &member.id)?;
    let raised = Raised {
        reason: &new.reason,
        trust_level: 0,
        staff: member.is_staff(),
        agreed,
        decided,
        take_action: new.take_action,
    };
    Ok(score(raised, &tx.site.pack.flags.score))
}
