//! Addresses that are switched off because mail to them came back, and letters that leave again for another one.

use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::outbox_letters::{self as letters, dsl};
use crate::db::schema::switched_off_addresses::{self as addresses};
use crate::error::AppError;
use crate::mail::outbox::LetterState;
use diesel::prelude::*;

/// What the record of a letter begins with that came back after it had left.
pub const BOUNCED: &str = "came back: ";

/// Nothing is sent to this address any more.
pub fn switch_off(conn: &mut Connection, address: &str, now: Timestamp, reason: &str) -> Result<(), AppError> {
    let address = address.to_lowercase();
    if !is_switched_off(conn, &address)? {
        diesel::insert_into(addresses::table)
            .values((addresses::address.eq(&address), addresses::since.eq(now), addresses::reason.eq(reason)))
            .execute(conn)?;
    }
    Ok(())
}

/// Letters leave for this address again.
pub fn switch_on(conn: &mut Connection, address: &str) -> Result<(), AppError> {
    diesel::delete(addresses::table.find(address.to_lowercase())).execute(conn)?;
    Ok(())
}

pub fn is_switched_off(conn: &mut Connection, address: &str) -> Result<bool, AppError> {
    let known = addresses::table.find(address.to_lowercase()).count().get_result::<i64>(conn)?;
    Ok(known > 0)
}

/// The letter with this `Message-ID`, which has angle brackets.
pub fn by_message_id(conn: &mut Connection, message_id: &str) -> Result<Option<super::OutboxRow>, AppError> {
    Ok(letters::table.filter(dsl::message_id.eq(message_id)).first(conn).optional()?)
}

/// Writes down that a letter came back although the server had taken it.
pub fn mark_bounced(conn: &mut Connection, id: &str, reason: &str) -> Result<(), AppError> {
    diesel::update(letters::table.filter(dsl::id.eq(id)))
        .set(dsl::last_error.eq(format!("{BOUNCED}{reason}")))
        .execute(conn)?;
    Ok(())
}

/// Sends the letters of a thread that were given up or came back to another address; each keeps its `Message-ID`.
pub fn redirect(conn: &mut Connection, thread: &str, address: &str, now: Timestamp) -> Result<(), AppError> {
    let came_back = dsl::last_error.like(format!("{BOUNCED}%"));
    let lost = dsl::state.eq(LetterState::Dead).or(dsl::state.eq(LetterState::Sent).and(came_back.assume_not_null()));
    diesel::update(letters::table.filter(dsl::thread.eq(thread).and(lost)))
        .set((
            dsl::recipient.eq(address),
            dsl::state.eq(LetterState::Waiting),
            dsl::due_at.eq(now),
            dsl::attempts.eq(0_i64),
            dsl::last_error.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}
