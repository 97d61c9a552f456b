//! Reporting, and what a score does by itself.

use super::Flagged;
use super::deciding::{Measure, carry_out};
use crate::accounts::{self, Member, Role};
use crate::app::Tx;
use crate::db::JsonText;
use crate::error::{AppError, NO_SUCH, NOT_ALLOWED_HERE, NOT_FOUND, Refusal};
use crate::moderation::api::NewFlag;
use crate::moderation::model::{Action, FlagId, FlagRow, FlagState, ItemId, ItemKind, ItemRow, ItemState, TargetKind};
use crate::moderation::rules::{self, ALREADY_FLAGGED};
use crate::moderation::score::{Arithmetic, Raised, score};
use crate::moderation::store::{decisions, flags, items};
use crate::moderation::targets::{self, Subject};
use chrono::Duration;
use std::collections::BTreeSet;

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
        target_hash: subject.hash(),
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
    hide_by_score(tx, &item, &subject)?;
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
    if last.state == FlagState::Open || (fresh && last.target_hash == subject.hash()) {
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

/// The open item about a thing, or a new one.
pub(super) fn item_for(tx: &mut Tx<'_>, subject: &Subject, kind: ItemKind, priority: i64) -> Result<ItemRow, AppError> {
    if let Some(mut item) = items::open_of(tx.conn, subject.kind, &subject.id)? {
        item.priority = item.priority.min(priority);
        return Ok(item);
    }
    let item = ItemRow {
        id: ItemId::mint(tx.now),
        kind,
        target_kind: subject.kind,
        target_id: subject.id.clone(),
        author_id: subject.author.clone(),
        physician_id: subject.physician.clone(),
        clinic_id: subject.clinic.clone(),
        state: ItemState::Open,
        priority,
        title: subject.title.clone(),
        path: subject.path.clone(),
        snapshot: subject.text.clone(),
        claimed_by: None,
        claimed_until: None,
        appeal_id: None,
        decided_at: None,
        created_at: tx.now,
        version: 0,
    };
    items::insert(tx.conn, &item)?;
    Ok(item)
}

/// Hides a post whose flags weigh enough, until somebody has looked. Staff's posts never, reviews never, and what
/// physicians and clinics say does not count.
fn hide_by_score(tx: &mut Tx<'_>, item: &ItemRow, subject: &Subject) -> Result<(), AppError> {
    let rules = &tx.site.pack.flags.score;
    if subject.kind != TargetKind::Post || !decisions::in_force(tx.conn, subject.kind, &subject.id)?.is_empty() {
        return Ok(());
    }
    let counted = flags::of_item(tx.conn, &item.id)?;
    let counted: Vec<&FlagRow> =
        counted.iter().filter(|flag| !flag.by_party && flag.state == FlagState::Open).collect();
    let people: BTreeSet<_> = counted.iter().map(|flag| &flag.flagger_id).collect();
    let mut total = 0.0;
    for flag in &counted {
        total += flag.arithmetic.read::<Arithmetic>()?.total;
    }
    if people.len() < rules.hide_flaggers || total < rules.hide_score {
        return Ok(());
    }
    if accounts::person(tx.conn, &subject.author)?.roles.iter().any(|role| role.is_staff()) {
        return Ok(());
    }
    let ground = counted.first().map(|flag| flag.reason.clone());
    let measure =
        Measure { action: Action::Hide, ground, explanation: String::new(), until: None, sealed: None, by: None };
    carry_out(tx, item, subject, measure).map(drop)
}
