//! What comes into the queue without a report: first posts and new accounts that want a look, reviews that wait, are
//! held or are hidden.

use super::carrying::{self, Measure};
use crate::accounts::{self, MembershipBegan};
use crate::app::Tx;
use crate::error::AppError;
use crate::forum::PostWritten;
use crate::moderation::model::{Action, ItemId, ItemKind, ItemRow, ItemState, TargetKind};
use crate::moderation::rules::{IN_TURN, OVERDUE, URGENT};
use crate::moderation::sign_ups;
use crate::moderation::store::items;
use crate::moderation::targets::{self, Subject};
use crate::reviews;

/// A first post with a link or a picture, or typed in a moment, is read by somebody; it is visible meanwhile.
///
/// # Errors
/// Those of the database.
pub fn queue_first_post(tx: &mut Tx<'_>, written: &PostWritten) -> Result<(), AppError> {
    if !written.wants_a_look {
        return Ok(());
    }
    let author = accounts::person(tx.conn, &written.author)?;
    if author.roles.iter().any(|role| role.is_staff()) {
        return Ok(());
    }
    enqueue(tx, TargetKind::Post, written.post.as_str(), ItemKind::FirstPost)
}

/// A new account whose name advertises, or whose form came back in a moment, is looked at; it may do all that others may
/// meanwhile.
///
/// # Errors
/// Those of the database.
pub fn queue_sign_up(tx: &mut Tx<'_>, began: &MembershipBegan) -> Result<(), AppError> {
    let person = accounts::person(tx.conn, &began.account)?;
    if !sign_ups::looks_like_spam(&person.display_name, began.in_haste) {
        return Ok(());
    }
    enqueue(tx, TargetKind::Profile, began.account.as_str(), ItemKind::SignUp)
}

/// Brings the queue in line with a review: what waits for a first look, is held or is hidden has its own item, and
/// nothing else has.
///
/// # Errors
/// Those of the database.
pub fn follow_review(tx: &mut Tx<'_>, review: &str) -> Result<(), AppError> {
    let subject = targets::find(tx.conn, TargetKind::Review, review)?;
    follow(tx, &subject)
}

/// The same for what was just decided about.
pub fn follow(tx: &mut Tx<'_>, subject: &Subject) -> Result<(), AppError> {
    if subject.kind != TargetKind::Review {
        return Ok(());
    }
    let waits = targets::waits(tx, subject)?;
    let target = (subject.kind, subject.id.as_str());
    for kind in [ItemKind::Review, ItemKind::HeldReview, ItemKind::HiddenReview] {
        let open = items::open_as(tx.conn, target, kind)?;
        match (open, waits.filter(|(wanted, _)| *wanted == kind)) {
            (Some(item), None) => carrying::close(tx, &item.id)?,
            (None, Some((kind, due_at))) => {
                let priority = if kind == ItemKind::HiddenReview { URGENT } else { IN_TURN };
                let item = ItemRow { due_at, version: 1, ..new_item(tx, subject, kind, priority) };
                items::insert(tx.conn, &item)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The clock has hidden a review whose hold is over: its author gets the reasons, and two people decide.
///
/// # Errors
/// Those of the database.
pub fn review_hidden(tx: &mut Tx<'_>, review: &str) -> Result<(), AppError> {
    let subject = targets::find(tx.conn, TargetKind::Review, review)?;
    let item = items::open_as(tx.conn, (subject.kind, &subject.id), ItemKind::HiddenReview)?;
    let Some(item) = item else { return Ok(()) };
    let ground = reviews::moderated(tx.conn, review)?.and_then(|row| row.ground);
    let measure =
        Measure { action: Action::Hide, ground, explanation: String::new(), until: None, sealed: None, by: None };
    carrying::carry_out(tx, &item, &subject, measure).map(drop)
}

/// Two people should have decided about a hidden review by now: it comes before all others.
///
/// # Errors
/// Those of the database.
pub fn review_overdue(tx: &mut Tx<'_>, review: &str) -> Result<(), AppError> {
    let item = items::open_as(tx.conn, (TargetKind::Review, review), ItemKind::HiddenReview)?;
    let Some(mut item) = item else { return Ok(()) };
    (item.overdue, item.priority) = (true, OVERDUE);
    item.version += 1;
    items::update(tx.conn, &item)
}

fn enqueue(tx: &mut Tx<'_>, kind: TargetKind, id: &str, item: ItemKind) -> Result<(), AppError> {
    let subject = targets::find(tx.conn, kind, id)?;
    let mut item = item_for(tx, &subject, item, IN_TURN)?;
    item.version += 1;
    items::update(tx.conn, &item)
}

/// The open item about a thing, or a new one.
pub(super) fn item_for(tx: &mut Tx<'_>, subject: &Subject, kind: ItemKind, priority: i64) -> Result<ItemRow, AppError> {
    if let Some(mut item) = items::open_of(tx.conn, subject.kind, &subject.id)? {
        item.priority = item.priority.min(priority);
        return Ok(item);
    }
    let item = new_item(tx, subject, kind, priority);
    items::insert(tx.conn, &item)?;
    Ok(item)
}

fn new_item(tx: &Tx<'_>, subject: &Subject, kind: ItemKind, priority: i64) -> ItemRow {
    ItemRow {
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
        due_at: None,
        overdue: false,
    }
}
