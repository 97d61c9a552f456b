//! Sessions: started, used, refreshed, ended. All their times are the machine's.

use super::Proven;
use crate::accounts::model::{AccountId, AccountRow, ConsentRow, RefreshRow, Role, SessionId, SessionKind, SessionRow};
use crate::accounts::rules::{SECRET_BYTES, hash_secret};
use crate::accounts::sanctions::Sanctions;
use crate::accounts::store::{accounts, roles, sessions};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::error::{AppError, TOKEN_EXPIRED, TOKEN_INVALID};
use crate::ids;
use chrono::Duration;

/// Uses of a browser's session closer together than this are not written down.
const NOTED_EVERY: Duration = Duration::minutes(10);

/// A session as its owner gets it, once.
#[derive(Debug, Clone)]
pub struct Started {
    pub session: SessionRow,
    /// The refresh token, or the cookie's value.
    pub secret: String,
    pub account: AccountRow,
    pub roles: Vec<Role>,
    pub consents: Vec<ConsentRow>,
}

/// What became of a refresh token. Reuse is an outcome and not an error: ending the family must be committed.
#[derive(Debug, Clone)]
pub enum Refreshed {
    Again(Box<Started>),
    /// It had been used before: somebody has a copy, so the whole session was ended.
    Reused,
}

/// Starts a session of a program, with its first refresh token.
pub fn start_program(tx: &mut Tx<'_>, proven: &Proven, device: &str) -> Result<Started, AppError> {
    let Proven { account, .. } = proven;
    let session = new_session(tx, proven, SessionKind::Program, device, None);
    sessions::insert(tx.conn, &session)?;
    let secret = new_refresh(tx, &session)?;
    let roles = roles::of(tx.conn, &account.id)?;
    let consents = accounts::newest_consents(tx.conn, &account.id)?;
    Ok(Started { session, secret, account: account.clone(), roles, consents })
}

/// Starts a browser's session; the secret is its cookie.
pub fn start_browser(tx: &mut Tx<'_>, proven: &Proven, device: &str) -> Result<Started, AppError> {
    let Proven { account, .. } = proven;
    let secret = ids::random_hex(SECRET_BYTES);
    let session = new_session(tx, proven, SessionKind::Browser, device, Some(hash_secret(&secret)));
    sessions::insert(tx.conn, &session)?;
    let roles = roles::of(tx.conn, &account.id)?;
    let consents = accounts::newest_consents(tx.conn, &account.id)?;
    Ok(Started { session, secret, account: account.clone(), roles, consents })
}

/// Exchanges a refresh token for the next of its family.
///
/// # Errors
/// 401 `token_invalid` when it is not ours or its session was ended; 401 `token_expired` when its time is over.
pub fn refresh(tx: &mut Tx<'_>, token: &str) -> Result<Refreshed, AppError> {
    let now = tx.site.clock.machine_now();
    let hash = hash_secret(token);
    let Some((row, mut session)) = sessions::refresh(tx.conn, &hash)? else { return Err(TOKEN_INVALID.into()) };
    if session.revoked_at.is_some() {
        return if row.used_at.is_some() { Ok(Refreshed::Reused) } else { Err(TOKEN_INVALID.into()) };
    }
    // The count tells who was first when two requests bring the same token at once.
    if row.used_at.is_some() || sessions::use_refresh(tx.conn, &hash, now)? == 0 {
        sessions::revoke(tx.conn, &session.account_id, &session.id, now)?;
        return Ok(Refreshed::Reused);
    }
    if row.expires_at <= now || !session.is_live(now) {
        return Err(TOKEN_EXPIRED.into());
    }
    session.last_used_at = now;
    session.idle_until = idle_until(tx, now).min(session.ends_at);
    sessions::touch(tx.conn, &session.id, now, session.idle_until)?;
    let secret = new_refresh(tx, &session)?;
    let account = accounts::by_id(tx.conn, &session.account_id)?;
    Sanctions::of(&account).may_sign_in(tx.now)?;
    let roles = roles::of(tx.conn, &account.id)?;
    let consents = accounts::newest_consents(tx.conn, &account.id)?;
    Ok(Refreshed::Again(Box::new(Started { session, secret, account, roles, consents })))
}

/// Ends one of the account's own sessions.
///
/// # Errors
/// 404 when it is another's or has ended.
pub fn end_one(tx: &mut Tx<'_>, account: &AccountId, session: &SessionId) -> Result<(), AppError> {
    let now = tx.site.clock.machine_now();
    match sessions::revoke(tx.conn, account, session, now)? {
        0 => Err(AppError::not_found()),
        _ => Ok(()),
    }
}

/// Signs out everywhere.
pub fn end_all(tx: &mut Tx<'_>, account: &AccountId) -> Result<(), AppError> {
    let now = tx.site.clock.machine_now();
    sessions::revoke_all(tx.conn, account, None, now)
}

/// Whether a use of this browser's session is worth writing down.
pub fn when_noted(session: &SessionRow, machine_now: Timestamp) -> Noted {
    if machine_now.since(session.last_used_at) >= NOTED_EVERY { Noted::Due } else { Noted::Recently }
}

/// When a use was last written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    Due,
    Recently,
}

/// Writes a use down, which moves the end by idleness.
pub fn note_use(tx: &mut Tx<'_>, session: &SessionRow) -> Result<(), AppError> {
    let now = tx.site.clock.machine_now();
    let until = idle_until(tx, now).min(session.ends_at);
    sessions::touch(tx.conn, &session.id, now, until)
}

fn new_session(
    tx: &Tx<'_>,
    proven: &Proven,
    kind: SessionKind,
    device: &str,
    cookie_hash: Option<String>,
) -> SessionRow {
    let now = tx.site.clock.machine_now();
    let ends_at = now.plus(Duration::days(i64::from(tx.site.config.accounts.session_days)));
    SessionRow {
        id: SessionId::mint(now),
        account_id: proven.account.id.clone(),
        kind,
        device: device.to_owned(),
        cookie_hash,
        created_at: now,
        last_used_at: now,
        idle_until: idle_until(tx, now).min(ends_at),
        ends_at,
        revoked_at: None,
        second_factor_at: proven.second_factor_at,
    }
}

fn new_refresh(tx: &mut Tx<'_>, session: &SessionRow) -> Result<String, AppError> {
    let secret = ids::random_hex(SECRET_BYTES);
    let row = RefreshRow {
        hash: hash_secret(&secret),
        session_id: session.id.clone(),
        created_at: session.last_used_at,
        expires_at: session.idle_until,
        used_at: None,
    };
    sessions::insert_refresh(tx.conn, &row)?;
    Ok(secret)
}

fn idle_until(tx: &Tx<'_>, machine_now: Timestamp) -> Timestamp {
    machine_now.plus(Duration::days(i64::from(tx.site.config.accounts.refresh_days)))
}
