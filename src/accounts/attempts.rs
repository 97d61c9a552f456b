//! Counting what is tried at the doors: failed sign-ins, sign-ups, letters.
//!
//! Off when `limits.enabled` is off. Subjects are keyed hashes, so the table tells nobody's address; times are the
//! machine's, as for all limits.

use super::rules::{self, Counted, SIGN_IN_DELAYED};
use super::store::attempts::{self, AttemptRow};
use crate::app::Tx;
use crate::error::{AppError, Refusal, TOO_MANY_REQUESTS};
use chrono::Duration;

/// A bound on how often one thing may be done by or to one subject.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// Names what is counted.
    pub door: &'static str,
    pub times: u32,
    pub within: Duration,
}

/// Counts one more; answers the seconds to wait when the quota is used up, and then does not count.
pub fn count(tx: &mut Tx<'_>, quota: Quota, who: &str) -> Result<Option<u32>, AppError> {
    if !tx.site.config.limits.enabled {
        return Ok(None);
    }
    let now = tx.site.clock.machine_now();
    let subject = subject(tx, quota.door, who);
    let Some(mut row) = attempts::get(tx.conn, &subject)? else {
        attempts::insert(tx.conn, &AttemptRow { subject, tries: 1, since: now, last_at: now })?;
        return Ok(None);
    };
    let ends = row.since.plus(quota.within);
    if ends <= now {
        (row.tries, row.since) = (0, now);
    } else if row.tries >= i64::from(quota.times) {
        return Ok(Some(rules::seconds_left(ends.since(now))));
    }
    row.tries = row.tries.saturating_add(1);
    row.last_at = now;
    attempts::update(tx.conn, &row)?;
    Ok(None)
}

/// Counts one more.
///
/// # Errors
/// 429 `too_many_requests` when the quota is used up.
pub fn count_or_refuse(tx: &mut Tx<'_>, quota: Quota, who: &str) -> Result<(), AppError> {
    match count(tx, quota, who)? {
        None => Ok(()),
        Some(seconds) => Err(Refusal::later(TOO_MANY_REQUESTS, seconds).into()),
    }
}

/// Notes a sign-in before its password is looked at, so that tries at the same instant cannot slip past the delay.
///
/// # Errors
/// 429 `sign_in_delayed` inside the delay; that try is not counted.
pub fn begin_sign_in(tx: &mut Tx<'_>, email_key: &str, address: &str) -> Result<(), AppError> {
    if !tx.site.config.limits.enabled {
        return Ok(());
    }
    let now = tx.site.clock.machine_now();
    let mut rows = Vec::new();
    for (counted, subject) in sign_in_subjects(tx, email_key, address) {
        let row = attempts::get(tx.conn, &subject)?;
        if let Some(row) = &row {
            let free_at = row.last_at.plus(rules::sign_in_delay(row.tries, counted, &tx.site.config.limits));
            if now < free_at {
                return Err(Refusal::later(SIGN_IN_DELAYED, rules::seconds_left(free_at.since(now))).into());
            }
        }
        rows.push((subject, row));
    }
    for (subject, row) in rows {
        match row {
            Some(row) => {
                let tries = row.tries.saturating_add(1);
                attempts::update(tx.conn, &AttemptRow { tries, last_at: now, ..row })?;
            }
            None => attempts::insert(tx.conn, &AttemptRow { subject, tries: 1, since: now, last_at: now })?,
        }
    }
    Ok(())
}

/// Forgets the failures once the right password came.
pub fn end_sign_in(tx: &mut Tx<'_>, email_key: &str, address: &str) -> Result<(), AppError> {
    if !tx.site.config.limits.enabled {
        return Ok(());
    }
    let subjects: Vec<String> = sign_in_subjects(tx, email_key, address).map(|(_, subject)| subject).into();
    attempts::clear(tx.conn, &subjects)
}

fn sign_in_subjects(tx: &Tx<'_>, email_key: &str, address: &str) -> [(Counted, String); 2] {
    [
        (Counted::Pair, subject(tx, "sign-in", &format!("{email_key} {address}"))),
        (Counted::Account, subject(tx, "sign-in", email_key)),
    ]
}

fn subject(tx: &Tx<'_>, door: &str, who: &str) -> String {
    format!("{door} {}", hex::encode(tx.site.keys.sign("attempts", who.as_bytes())))
}
