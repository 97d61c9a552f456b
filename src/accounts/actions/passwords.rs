//! A new password: by a letter's link, or while signed in.

use super::new_token;
use super::sign_up::begin_membership;
use crate::accounts::attempts::{Quota, begin_sign_in, count, count_or_refuse, end_sign_in};
use crate::accounts::letters::{self, Addressee};
use crate::accounts::model::{AccountId, AccountRow, AccountState, SessionId, TokenPurpose};
use crate::accounts::names::EmailAddress;
use crate::accounts::passwords::{self, Owner};
use crate::accounts::rules::{LINK_INVALID, PASSWORD_WRONG, hash_secret};
use crate::accounts::store::{accounts, sessions, tokens};
use crate::app::{App, Tx};
use crate::error::{AppError, Refusal};
use crate::ids;
use crate::mail::outbox;
use chrono::Duration;
use secrecy::SecretString;

/// Sends the link for a new password when the address has an account. Whoever asks cannot tell.
///
/// # Errors
/// 429 when too many are asked for from `address`.
pub fn ask_reset(tx: &mut Tx<'_>, email: &EmailAddress, address: &str) -> Result<(), AppError> {
    let limits = &tx.site.config.limits;
    let from = Quota { door: "resets-from", times: limits.resets_per_hour_per_address, within: Duration::hours(1) };
    let to = Quota { door: "reset-letters", times: limits.resets_per_hour_per_email, within: Duration::hours(1) };
    count_or_refuse(tx, from, address)?;
    let is_flooded = count(tx, to, email.key())?.is_some();
    let Some(row) = accounts::by_email(tx.conn, email)?.filter(|_| !is_flooded) else { return Ok(()) };
    let minutes = i64::from(tx.site.config.accounts.reset_minutes);
    let secret = new_token(tx, &row.id, TokenPurpose::Reset, Duration::minutes(minutes))?;
    let url = format!("{}/password-reset/{secret}", letters::origin(tx.site));
    outbox::post(tx, &letters::reset_password(&Addressee::from(&row), &url, &hash_secret(&secret)))
}

/// Sets a new password by a letter's link; signs out everywhere and says so by letter.
///
/// # Errors
/// 404 when the link was used, has run out or was never sent; 422 for the password.
pub async fn reset_password(app: &App, token: String, password: SecretString) -> Result<(), AppError> {
    let hash = hash_secret(&token);
    let (looked_up, row) = (hash.clone(), hash);
    let account = app.read(move |reader| live_owner(reader.conn, &looked_up, reader.site.clock.machine_now())).await?;
    let new = hash_for(app, &account, password).await?;
    app.write(move |tx| {
        let machine_now = tx.site.clock.machine_now();
        let account = live_owner(tx.conn, &row, machine_now)?;
        tokens::use_up(tx.conn, &account.id, TokenPurpose::Reset, machine_now)?;
        accounts::set_password(tx.conn, &account.id, &new, tx.now)?;
        // Whoever reads the letters of this address owns it.
        if account.state == AccountState::Unverified {
            begin_membership(tx, &account.id)?;
        }
        sessions::revoke_all(tx.conn, &account.id, None, machine_now)?;
        tell(tx, &account)
    })
    .await
}

/// Changes the password of somebody signed in; the other sessions end.
///
/// # Errors
/// 422 for either password; 429 `sign_in_delayed` after too many wrong ones.
pub async fn change_password(
    app: &App,
    (account, kept): (AccountId, SessionId),
    present: SecretString,
    password: SecretString,
    address: String,
) -> Result<(), AppError> {
    let row = prove_password(app, &account, present, &address).await?;
    let new = hash_for(app, &row, password).await?;
    app.write(move |tx| {
        accounts::set_password(tx.conn, &account, &new, tx.now)?;
        tokens::use_up(tx.conn, &account, TokenPurpose::Reset, tx.site.clock.machine_now())?;
        sessions::revoke_all(tx.conn, &account, Some(&kept), tx.site.clock.machine_now())?;
        tell(tx, &row)
    })
    .await
}

/// Asks somebody signed in for the present password once more; wrong ones are counted as failed sign-ins.
///
/// # Errors
/// 422 at `/current_password`; 429 `sign_in_delayed` after too many wrong ones.
pub(super) async fn prove_password(
    app: &App,
    account: &AccountId,
    present: SecretString,
    address: &str,
) -> Result<AccountRow, AppError> {
    let (id, from) = (account.clone(), address.to_owned());
    let row = app
        .write(move |tx| {
            let row = accounts::by_id(tx.conn, &id)?;
            begin_sign_in(tx, &row.email_key, &from)?;
            Ok(row)
        })
        .await?;
    if !passwords::verify(app, present, Some(row.password_hash.clone())).await? {
        return Err(Refusal::field("/current_password", PASSWORD_WRONG).into());
    }
    let (key, from) = (row.email_key.clone(), address.to_owned());
    app.write(move |tx| end_sign_in(tx, &key, &from)).await?;
    Ok(row)
}

async fn hash_for(app: &App, row: &AccountRow, password: SecretString) -> Result<passwords::PasswordHash, AppError> {
    let email = EmailAddress::parse(&row.email).map_err(|code| AppError::internal(code.name))?;
    let owner = Owner { email: Some(email), name: row.display_name.clone() };
    let checked = passwords::check_and_hash(app, password, owner).await?;
    Ok(checked.map_err(|code| Refusal::field("/password", code))?)
}

fn live_owner(
    conn: &mut crate::db::Connection,
    hash: &str,
    machine_now: crate::clock::Timestamp,
) -> Result<AccountRow, AppError> {
    let token = tokens::live(conn, hash, TokenPurpose::Reset, machine_now)?;
    let token = token.ok_or_else(|| AppError::from(LINK_INVALID))?;
    accounts::by_id(conn, &token.account_id)
}

fn tell(tx: &mut Tx<'_>, row: &AccountRow) -> Result<(), AppError> {
    let letter = letters::password_changed(&Addressee::from(row), letters::origin(tx.site), &ids::mint(tx.now));
    outbox::post(tx, &letter)
}
