//! Sessions and their refresh tokens.

use crate::accounts::model::{AccountId, AccountRow, RefreshRow, SessionId, SessionRow};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{accounts, refresh_tokens, sessions};
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;

/// Sessions and tokens deleted in one go.
const PURGE_BATCH: i64 = 500;

pub fn insert(conn: &mut Connection, row: &SessionRow) -> Result<(), AppError> {
    diesel::insert_into(sessions::table).values(row).execute(conn)?;
    Ok(())
}

/// A session with its account, by id.
pub fn with_account(conn: &mut Connection, id: &SessionId) -> Result<Option<(SessionRow, AccountRow)>, AppError> {
    Ok(sessions::table.inner_join(accounts::table).filter(sessions::id.eq(id)).first(conn).optional()?)
}

/// A browser's session with its account, by the hash of its cookie.
pub fn by_cookie(conn: &mut Connection, hash: &str) -> Result<Option<(SessionRow, AccountRow)>, AppError> {
    Ok(sessions::table.inner_join(accounts::table).filter(sessions::cookie_hash.eq(hash)).first(conn).optional()?)
}

/// The sessions of an account that still hold, newest first; backwards when the window says so.
pub fn live_of(
    conn: &mut Connection,
    account: &AccountId,
    machine_now: Timestamp,
    window: &Window<SessionId>,
) -> Result<Vec<SessionRow>, AppError> {
    let live =
        sessions::revoked_at.is_null().and(sessions::idle_until.gt(machine_now)).and(sessions::ends_at.gt(machine_now));
    let query = sessions::table.filter(sessions::account_id.eq(account).and(live)).into_boxed();
    let query = match &window.at {
        At::Start => query.order(sessions::id.desc()),
        At::After(id) => query.filter(sessions::id.lt(id)).order(sessions::id.desc()),
        At::Before(id) => query.filter(sessions::id.gt(id)).order(sessions::id.asc()),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// Notes a use, which moves the end by idleness.
pub fn touch(
    conn: &mut Connection,
    id: &SessionId,
    machine_now: Timestamp,
    idle_until: Timestamp,
) -> Result<(), AppError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id)))
        .set((sessions::last_used_at.eq(machine_now), sessions::idle_until.eq(idle_until)))
        .execute(conn)?;
    Ok(())
}

/// Ends one session of an account; answers how many ended, none when it is another's or had ended.
pub fn revoke(
    conn: &mut Connection,
    account: &AccountId,
    id: &SessionId,
    machine_now: Timestamp,
) -> Result<usize, AppError> {
    let live = sessions::account_id.eq(account).and(sessions::id.eq(id)).and(sessions::revoked_at.is_null());
    Ok(diesel::update(sessions::table.filter(live)).set(sessions::revoked_at.eq(machine_now)).execute(conn)?)
}

/// Ends every session of an account, except `kept`.
pub fn revoke_all(
    conn: &mut Connection,
    account: &AccountId,
    kept: Option<&SessionId>,
    machine_now: Timestamp,
) -> Result<(), AppError> {
    let kept = kept.map_or("", SessionId::as_str);
    let others = sessions::account_id.eq(account).and(sessions::revoked_at.is_null()).and(sessions::id.ne(kept));
    diesel::update(sessions::table.filter(others)).set(sessions::revoked_at.eq(machine_now)).execute(conn)?;
    Ok(())
}

/// Notes that a session gave the second factor.
pub fn set_second_factor(conn: &mut Connection, id: &SessionId, machine_now: Timestamp) -> Result<(), AppError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id)))
        .set(sessions::second_factor_at.eq(machine_now))
        .execute(conn)?;
    Ok(())
}

/// Forgets that sessions of an account gave a second factor that it no longer has.
pub fn forget_second_factor(conn: &mut Connection, account: &AccountId) -> Result<(), AppError> {
    diesel::update(sessions::table.filter(sessions::account_id.eq(account)))
        .set(sessions::second_factor_at.eq(None::<Timestamp>))
        .execute(conn)?;
    Ok(())
}

pub fn insert_refresh(conn: &mut Connection, row: &RefreshRow) -> Result<(), AppError> {
    diesel::insert_into(refresh_tokens::table).values(row).execute(conn)?;
    Ok(())
}

/// A refresh token with its session, by hash.
pub fn refresh(conn: &mut Connection, hash: &str) -> Result<Option<(RefreshRow, SessionRow)>, AppError> {
    Ok(refresh_tokens::table
        .inner_join(sessions::table)
        .filter(refresh_tokens::hash.eq(hash))
        .first(conn)
        .optional()?)
}

/// Uses a refresh token up; answers 0 when another request did so first.
pub fn use_refresh(conn: &mut Connection, hash: &str, machine_now: Timestamp) -> Result<usize, AppError> {
    let unused = refresh_tokens::hash.eq(hash).and(refresh_tokens::used_at.is_null());
    Ok(diesel::update(refresh_tokens::table.filter(unused))
        .set(refresh_tokens::used_at.eq(machine_now))
        .execute(conn)?)
}

/// Deletes sessions that ended before `before`, with their tokens; answers how many.
pub fn purge(conn: &mut Connection, before: Timestamp) -> Result<usize, AppError> {
    let ids: Vec<SessionId> = sessions::table
        .filter(sessions::ends_at.lt(before).or(sessions::idle_until.lt(before)))
        .order(sessions::id.asc())
        .limit(PURGE_BATCH)
        .select(sessions::id)
        .load(conn)?;
    if ids.is_empty() {
        return Ok(0);
    }
    diesel::delete(refresh_tokens::table.filter(refresh_tokens::session_id.eq_any(&ids))).execute(conn)?;
    Ok(diesel::delete(sessions::table.filter(sessions::id.eq_any(&ids))).execute(conn)?)
}
