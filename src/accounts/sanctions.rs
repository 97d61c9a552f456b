//! Sanctions: whoever is silenced reads but does not write, whoever is suspended or banned does not sign in.
//!
//! Moderation decides; here only what follows from the decisions in force is written and kept.

use super::model::{AccountId, AccountRow};
use super::rules::{ACCOUNT_BANNED, ACCOUNT_SILENCED, ACCOUNT_SUSPENDED, seconds_left};
use super::store::accounts;
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::db::schema::accounts as table;
use crate::error::{AppError, Refusal};
use diesel::prelude::*;

/// Everything that stands against an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sanctions {
    pub silenced_until: Option<Timestamp>,
    pub suspended_until: Option<Timestamp>,
    pub banned_at: Option<Timestamp>,
}

impl Sanctions {
    /// Those of an account.
    pub(super) fn of(row: &AccountRow) -> Self {
        Self { silenced_until: row.silenced_until, suspended_until: row.suspended_until, banned_at: row.banned_at }
    }

    /// # Errors
    /// 403 `account_banned`, or `account_suspended` with the seconds until it ends.
    pub(super) fn may_sign_in(&self, now: Timestamp) -> Result<(), Refusal> {
        if self.banned_at.is_some() {
            return Err(Refusal::new(ACCOUNT_BANNED));
        }
        match self.suspended_until.filter(|until| *until > now) {
            Some(until) => Err(Refusal::later(ACCOUNT_SUSPENDED, seconds_left(until.since(now)))),
            None => Ok(()),
        }
    }

    /// Until when the account is silenced, where it is.
    pub(super) fn silenced(&self, now: Timestamp) -> Option<Timestamp> {
        self.silenced_until.filter(|until| *until > now)
    }

    fn may_write(&self, now: Timestamp) -> Result<(), Refusal> {
        match self.silenced(now) {
            Some(until) => Err(Refusal::later(ACCOUNT_SILENCED, seconds_left(until.since(now)))),
            None => Ok(()),
        }
    }
}

/// Refuses what a silenced account would publish. Reading, appeals, complaints and its own settings stay open.
///
/// # Errors
/// 403 `account_silenced` with the seconds until it ends.
pub fn may_write(tx: &mut Tx<'_>, id: &AccountId) -> Result<(), AppError> {
    let row = accounts::by_id(tx.conn, id)?;
    Ok(Sanctions::of(&row).may_write(tx.now)?)
}

/// Sets everything that stands against an account.
///
/// # Errors
/// Those of the database.
pub fn sanction(tx: &mut Tx<'_>, id: &AccountId, sanctions: &Sanctions) -> Result<(), AppError> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((
            table::silenced_until.eq(sanctions.silenced_until),
            table::suspended_until.eq(sanctions.suspended_until),
            table::banned_at.eq(sanctions.banned_at),
        ))
        .execute(tx.conn)?;
    accounts::bump_version(tx.conn, id, tx.now)
}
