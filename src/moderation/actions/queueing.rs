//! What comes into the queue without a report: first posts with links, reviews that wait or are held.

use super::deciding;
use super::flagging::item_for;
use crate::accounts;
use crate::app::Tx;
use crate::error::AppError;
use crate::forum::PostWritten;
use crate::moderation::model::{ItemKind, TargetKind};
use crate::moderation::rules::IN_TURN;
use crate::moderation::store::items;
use crate::moderation::targets;

/// A first post with a link is read by somebody; it is visible meanwhile.
///
/// # Errors
/// Those of the database.
pub fn queue_first_post(tx: &mut Tx<'_>, written: &PostWritten) -> Result<(), AppError> {
    if !written.is_first || !written.has_link {
        return Ok(());
    }
    let author = accounts::person(tx.conn, &written.author)?;
    if author.roles.iter().any(|role| role.is_staff()) {
        return Ok(());
    }
    enqueue(tx, TargetKind::Post, written.post.as_str(), ItemKind::FirstPost)
}

/// A review waits for a first look, or is held.
///
/// # Errors
/// Those of the database.
pub fn queue_review(tx: &mut Tx<'_>, review: &str, kind: ItemKind) -> Result<(), AppError> {
    enqueue(tx, TargetKind::Review, review, kind)
}

/// A review is settled elsewhere: by the clock, or by its author.
///
/// # Errors
/// Those of the database.
pub fn close_review(tx: &mut Tx<'_>, review: &str) -> Result<(), AppError> {
    let Some(item) = items::open_of(tx.conn, TargetKind::Review, review)? else { return Ok(()) };
    if matches!(item.kind, ItemKind::Review | ItemKind::HeldReview) {
        deciding::close(tx, &item.id)?;
    }
    Ok(())
}

fn enqueue(tx: &mut Tx<'_>, kind: TargetKind, id: &str, item: ItemKind) -> Result<(), AppError> {
    let subject = targets::find(tx.conn, kind, id)?;
    let mut item = item_for(tx, &subject, item, IN_TURN)?;
    item.version += 1;
    items::update(tx.conn, &item)
}
