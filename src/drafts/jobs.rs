//! What is forgotten in time: drafts that nobody touches any more.

use super::store;
use crate::app::Tx;
use crate::error::AppError;
use chrono::Duration;

/// Deletes drafts past their time; safe to run any time, a bounded part each time. Answers how many.
///
/// # Errors
/// Those of the database.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<usize, AppError> {
    let kept = Duration::days(tx.site.config.drafts.keep_days.into());
    store::forget(tx.conn, tx.now.minus(kept))
}
