//! Who knows the address and its password.

use crate::accounts::attempts::{Quota, begin_sign_in, count_or_refuse, end_sign_in};
use crate::accounts::model::{AccountRow, AccountState};
use crate::accounts::names::EmailAddress;
use crate::accounts::passwords;
use crate::accounts::rules::{EMAIL_NOT_VERIFIED, SIGN_IN_FAILED};
use crate::accounts::sanctions::Sanctions;
use crate::accounts::store::accounts;
use crate::app::App;
use crate::error::{AppError, Refusal};
use chrono::Duration;
use secrecy::SecretString;

/// What somebody signs in with, and from where.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// As typed; what is no address belongs to nobody.
    pub email: String,
    pub password: SecretString,
    /// The sender's network address.
    pub address: String,
}

/// Finds the account, in the same time and with the same words whether it exists or not.
///
/// # Errors
/// 401 `sign_in_failed`; 403 `email_not_verified`, `account_suspended` or `account_banned`, only after the right password; 429 inside a delay.
pub async fn check_credentials(app: &App, credentials: Credentials) -> Result<AccountRow, AppError> {
    let Credentials { email, password, address } = credentials;
    let email = EmailAddress::parse(&email).ok();
    let key = email.as_ref().map_or("", EmailAddress::key).to_owned();
    let (from, tried) = (address.clone(), key.clone());
    let found = app
        .write(move |tx| {
            let times = tx.site.config.limits.sign_ins_per_minute_per_address;
            count_or_refuse(tx, Quota { door: "sign-ins-from", times, within: Duration::minutes(1) }, &from)?;
            begin_sign_in(tx, &tried, &from)?;
            email.as_ref().map_or(Ok(None), |email| accounts::by_email(tx.conn, email))
        })
        .await?;
    let is_right = passwords::verify(app, password, found.as_ref().map(|row| row.password_hash.clone())).await?;
    let Some(row) = found.filter(|_| is_right) else {
        return Err(Refusal::new(SIGN_IN_FAILED).into());
    };
    app.write(move |tx| end_sign_in(tx, &key, &address)).await?;
    if row.state == AccountState::Unverified {
        return Err(Refusal::new(EMAIL_NOT_VERIFIED).into());
    }
    Sanctions::of(&row).may_sign_in(app.now())?;
    Ok(row)
}
