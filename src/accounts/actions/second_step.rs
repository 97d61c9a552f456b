//! The second step of signing in: the code of the authenticator, or a recovery code.

use crate::accounts::attempts::{begin_sign_in, end_sign_in};
use crate::accounts::model::{AccountId, AccountRow, SecondFactorRow, SecondFactorState};
use crate::accounts::rules::{
    SECOND_FACTOR_CODE_REQUIRED, SECOND_FACTOR_CODE_WRONG, SECOND_FACTOR_MISSING, SECOND_STEP_EXPIRED, hash_secret,
};
use crate::accounts::store::{accounts, second_factors};
use crate::accounts::totp::{self, Authenticator};
use crate::app::{App, Site, Tx};
use crate::clock::Timestamp;
use crate::error::{AppError, Refusal};
use chrono::Duration;

/// What the secrets of authenticators, and the tickets between the two steps, are sealed for.
pub(super) const SECRET_PURPOSE: &str = "second-factor";
const TICKET_PURPOSE: &str = "second-step";
/// How long the page of the second step may stay open.
const TICKET_LIFE: Duration = Duration::minutes(10);

/// Somebody who proved who they are, as far as their account asks for it.
#[derive(Debug, Clone)]
pub struct Proven {
    pub account: AccountRow,
    /// When the second factor was given, where the account has one.
    pub second_factor_at: Option<Timestamp>,
}

/// Takes the code of an account that has a second factor; without one nothing is asked.
///
/// # Errors
/// 401 `second_factor_code_required` without a code; 422 `second_factor_code_wrong` at `/code`; 429 after too many.
pub async fn give_code(
    app: &App,
    account: AccountRow,
    code: Option<String>,
    address: &str,
) -> Result<Proven, AppError> {
    let id = account.id.clone();
    let factor = app.read(move |reader| second_factors::of(reader.conn, &id)).await?;
    if factor.is_none_or(|row| row.state != SecondFactorState::Active) {
        return Ok(Proven { account, second_factor_at: None });
    }
    let Some(code) = code.filter(|code| !code.trim().is_empty()) else {
        return Err(Refusal::new(SECOND_FACTOR_CODE_REQUIRED).into());
    };
    count_code(app, &account.id, address).await?;
    let (id, from) = (account.id.clone(), address.to_owned());
    let second_factor_at = app.write(move |tx| take_code(tx, &id, &code, &from)).await?;
    Ok(Proven { account, second_factor_at: Some(second_factor_at) })
}

/// Notes a try before the code is looked at: wrong codes slow down like wrong passwords.
///
/// # Errors
/// 429 `sign_in_delayed` inside the delay.
pub(super) async fn count_code(app: &App, account: &AccountId, address: &str) -> Result<(), AppError> {
    let (key, from) = (counted_as(account), address.to_owned());
    app.write(move |tx| begin_sign_in(tx, &key, &from)).await
}

/// Takes a code of an account's active second factor, once; answers when.
pub(super) fn take_code(
    tx: &mut Tx<'_>,
    account: &AccountId,
    code: &str,
    address: &str,
) -> Result<Timestamp, AppError> {
    let wrong = || AppError::from(Refusal::field("/code", SECOND_FACTOR_CODE_WRONG));
    let row = second_factors::of(tx.conn, account)?.filter(|row| row.state == SecondFactorState::Active);
    let mut row = row.ok_or_else(|| Refusal::new(SECOND_FACTOR_MISSING))?;
    let now = tx.site.clock.machine_now();
    match step_of(tx.site, &row, code)? {
        Some(step) => {
            row.last_step = step;
            if second_factors::update(tx.conn, &row)? == 0 {
                return Err(wrong());
            }
        }
        None => {
            let hash = totp::recovery_hash(&tx.site.keys, account, code);
            if second_factors::use_code(tx.conn, account, &hash, now)? == 0 {
                return Err(wrong());
            }
        }
    }
    end_sign_in(tx, &counted_as(account), address)?;
    Ok(now)
}

/// The time step of a code that holds now, whether or not it was taken before.
pub(super) fn step_of(site: &Site, row: &SecondFactorRow, code: &str) -> Result<Option<i64>, AppError> {
    let authenticator = authenticator(site, row, "")?;
    Ok(authenticator.step_of(&totp::plain(code), site.clock.machine_now()))
}

/// The authenticator of a row; `email` names the account in its link.
pub(super) fn authenticator(site: &Site, row: &SecondFactorRow, email: &str) -> Result<Authenticator, AppError> {
    let secret = site.keys.open(SECRET_PURPOSE, &row.sealed_secret)?;
    let secret = secret.try_into().map_err(|_| AppError::internal("an authenticator's secret of a wrong length"))?;
    let name = if email.is_empty() { "account" } else { email };
    Authenticator::new(secret, &site.config.mail.from_name, name)
}

pub(super) fn counted_as(account: &AccountId) -> String {
    format!("second-factor {account}")
}

/// A ticket from the first step to the second: whoever holds it knew the password a moment ago.
pub fn begin_second_step(site: &Site, account: &AccountRow) -> Result<String, AppError> {
    let until = site.clock.machine_now().plus(TICKET_LIFE).unix_millis();
    let ticket = format!("{} {until} {}", account.id, hash_secret(&account.password_hash));
    Ok(hex::encode(site.keys.seal(TICKET_PURPOSE, ticket.as_bytes())?))
}

/// The account of a ticket.
///
/// # Errors
/// 422 `second_step_expired` when it is old, not ours, or the password changed since.
pub async fn finish_second_step(app: &App, ticket: &str) -> Result<AccountRow, AppError> {
    let expired = || AppError::from(Refusal::new(SECOND_STEP_EXPIRED));
    let sealed = hex::decode(ticket).map_err(|_| expired())?;
    let opened = app.site().keys.open(TICKET_PURPOSE, &sealed).map_err(|_| expired())?;
    let text = String::from_utf8(opened).map_err(|_| expired())?;
    let mut parts = text.split(' ');
    let (Some(id), Some(until), Some(password)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(expired());
    };
    let is_late = until.parse().map_or(true, |until: i64| until < app.site().clock.machine_now().unix_millis());
    let id: AccountId = id.parse().map_err(|_| expired())?;
    let account = app.read(move |reader| accounts::by_id(reader.conn, &id)).await?;
    if is_late || hash_secret(&account.password_hash) != password { Err(expired()) } else { Ok(account) }
}
