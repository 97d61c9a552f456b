//! The tokens that links in letters carry.

use crate::accounts::model::{AccountId, TokenPurpose, TokenRow};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::account_tokens;
use crate::error::AppError;
use diesel::prelude::*;

pub fn insert(conn: &mut Connection, row: &TokenRow) -> Result<(), AppError> {
    diesel::insert_into(account_tokens::table).values(row).execute(conn)?;
    Ok(())
}

/// The token behind `hash` when it was not used and has not run out.
pub fn live(
    conn: &mut Connection,
    hash: &str,
    purpose: TokenPurpose,
    machine_now: Timestamp,
) -> Result<Option<TokenRow>, AppError> {
    let row: Option<TokenRow> = account_tokens::table
        .filter(account_tokens::hash.eq(hash).and(account_tokens::purpose.eq(purpose)))
        .first(conn)
        .optional()?;
    Ok(row.filter(|row| row.used_at.is_none() && machine_now < row.expires_at))
}

/// Uses up every token of this account and purpose: the one that was followed and the older ones.
pub fn use_up(
    conn: &mut Connection,
    account: &AccountId,
    purpose: TokenPurpose,
    machine_now: Timestamp,
) -> Result<(), AppError> {
    let unused = account_tokens::account_id
        .eq(account)
        .and(account_tokens::purpose.eq(purpose))
        .and(account_tokens::used_at.is_null());
    diesel::update(account_tokens::table.filter(unused)).set(account_tokens::used_at.eq(machine_now)).execute(conn)?;
    Ok(())
}

/// Deletes what ran out before `before`; answers how many.
pub fn purge(conn: &mut Connection, before: Timestamp) -> Result<usize, AppError> {
    Ok(diesel::delete(account_tokens::table.filter(account_tokens::expires_at.lt(before))).execute(conn)?)
}
