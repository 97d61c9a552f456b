//! What is forgotten in time: sessions, tokens, counters, and accounts that were never confirmed.

use super::rules::UNVERIFIED_DAYS;
use super::store::{accounts, attempts, sessions, tokens};
use crate::app::Tx;
use crate::error::AppError;
use chrono::Duration;

/// Days that ended sessions and used tokens are kept, so that a reused one is recognised and not merely unknown.
pub const KEPT_DAYS: i64 = 7;

/// How many of each were forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purged {
    pub sessions: usize,
    pub tokens: usize,
    pub counters: usize,
    pub accounts: usize,
}

/// Forgets what is over; safe to run any time, a bounded part each time. To be run each hour.
pub fn purge(tx: &mut Tx<'_>) -> Result<Purged, AppError> {
    let machine_now = tx.site.clock.machine_now();
    let kept_since = machine_now.minus(Duration::days(KEPT_DAYS));
    Ok(Purged {
        sessions: sessions::purge(tx.conn, kept_since)?,
        tokens: tokens::purge(tx.conn, kept_since)?,
        counters: attempts::purge(tx.conn, machine_now.minus(Duration::days(1)))?,
        accounts: accounts::purge_unverified(tx.conn, tx.now.minus(Duration::days(UNVERIFIED_DAYS)))?,
    })
}
