//! What is kept of a review that its author took back: copies in the queue, in flags and in statements of reasons.
//!
//! They stay while somebody may need them, to decide what is open, to appeal or to hear an appeal, and go then. The
//! review's own words are gone by that time, so nothing could be given back from what a mask kept either.

use crate::app::Tx;
use crate::cases;
use crate::error::AppError;
use crate::jobs::Left;
use crate::moderation::case::SNAPSHOT;
use crate::moderation::model::TargetKind;
use crate::moderation::store::{decisions, flags, items, statements, withdrawals};
use crate::moderation::table::Statement;
use crate::workflow::Workflow as _;
use chrono::Duration;

/// A review was withdrawn: erases the copies of its words, at once or when nobody needs them any more.
///
/// # Errors
/// Those of the database.
pub fn review_withdrawn(tx: &mut Tx<'_>, review: &str) -> Result<(), AppError> {
    // Whatever is kept came by the queue.
    if !items::is_known(tx.conn, (TargetKind::Review, review))? {
        return Ok(());
    }
    withdrawals::insert(tx.conn, review, tx.now)?;
    forget(tx, review).map(drop)
}

/// Looks again at withdrawn reviews whose words somebody needed, at each once a day. To be run each hour, a bounded part
/// each time.
///
/// # Errors
/// Those of the database.
pub fn forget_withdrawn(tx: &mut Tx<'_>) -> Result<Left, AppError> {
    let due = withdrawals::due(tx.conn, tx.now)?;
    for review in &due {
        forget(tx, review)?;
    }
    Ok(if withdrawals::is_full(&due) { Left::More } else { Left::Nothing })
}

/// Whether no word is left; where somebody may need them, they are looked at again tomorrow.
fn forget(tx: &mut Tx<'_>, review: &str) -> Result<bool, AppError> {
    let target = (TargetKind::Review, review);
    if items::is_open(tx.conn, target)? || statements::can_be_appealed(tx.conn, target, tx.now)? {
        withdrawals::postpone(tx.conn, review, tx.now.plus(Duration::days(1)))?;
        return Ok(false);
    }
    for statement in statements::about(tx.conn, target)? {
        cases::forget_words(tx, (Statement::NAME, statement.as_str()), SNAPSHOT)?;
    }
    statements::forget_words(tx.conn, target)?;
    decisions::forget_words(tx.conn, target)?;
    flags::forget_words(tx.conn, target)?;
    items::forget_words(tx.conn, target)?;
    withdrawals::delete(tx.conn, review)?;
    Ok(true)
}
