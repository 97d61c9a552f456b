//! Reviews that were withdrawn while copies of their words are kept here.

use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::moderation_withdrawals::{self as withdrawals, table};
use crate::error::AppError;
use diesel::prelude::*;

/// Most that are looked at in one transaction.
const AT_ONCE: usize = 100;

pub fn insert(conn: &mut Connection, review: &str, look_at: Timestamp) -> Result<(), AppError> {
    let row = (withdrawals::review_id.eq(review), withdrawals::look_at.eq(look_at));
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

/// Those of these reviews of which copies are kept although they were withdrawn.
pub fn among(conn: &mut Connection, reviews: &[String]) -> Result<Vec<String>, AppError> {
    Ok(table.filter(withdrawals::review_id.eq_any(reviews)).select(withdrawals::review_id).load(conn)?)
}

/// Those to look at by now, the longest due first.
pub fn due(conn: &mut Connection, now: Timestamp) -> Result<Vec<String>, AppError> {
    Ok(table
        .filter(withdrawals::look_at.le(now))
        .order((withdrawals::look_at.asc(), withdrawals::review_id.asc()))
        .limit(i64::try_from(AT_ONCE).unwrap_or(i64::MAX))
        .select(withdrawals::review_id)
        .load(conn)?)
}

/// Whether there may be more to look at.
pub fn is_full(due: &[String]) -> bool {
    due.len() >= AT_ONCE
}

/// Somebody may still need the words.
pub fn postpone(conn: &mut Connection, review: &str, look_at: Timestamp) -> Result<(), AppError> {
    diesel::update(table.find(review)).set(withdrawals::look_at.eq(look_at)).execute(conn)?;
    Ok(())
}

/// No word is left.
pub fn delete(conn: &mut Connection, review: &str) -> Result<(), AppError> {
    diesel::delete(table.find(review)).execute(conn)?;
    Ok(())
}
