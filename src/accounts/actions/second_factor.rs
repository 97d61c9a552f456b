//! The second factor of one's own account: set up, confirmed by a code, removed; and its recovery codes.

use super::passwords::prove_password;
use super::second_step::{SECRET_PURPOSE, authenticator, count_code, counted_as, step_of, take_code};
use crate::accounts::api::{AccountView, SecondFactorView};
use crate::accounts::attempts::end_sign_in;
use crate::accounts::letters::{self, Addressee, SecondFactorNews};
use crate::accounts::model::{AccountId, SecondFactorRow, SecondFactorState, SessionId};
use crate::accounts::names::EmailAddress;
use crate::accounts::rules::{SECOND_FACTOR_ACTIVE, SECOND_FACTOR_CODE_WRONG, SECOND_FACTOR_MISSING};
use crate::accounts::store::{accounts, roles, second_factors, sessions};
use crate::accounts::totp;
use crate::app::{App, Reader, Tx};
use crate::error::{AppError, Refusal};
use crate::ids;
use crate::mail::outbox;
use secrecy::SecretString;

/// Who acts, in which session, from where.
#[derive(Debug, Clone)]
pub struct Shown {
    pub account: AccountId,
    pub session: SessionId,
    /// The sender's network address.
    pub address: String,
}

/// How far one's second factor is; while it waits for its first code, with the secret.
pub fn standing(reader: &mut Reader<'_>, account: &AccountId) -> Result<SecondFactorView, AppError> {
    let Some(row) = second_factors::of(reader.conn, account)? else { return Ok(SecondFactorView::off()) };
    let left = second_factors::codes_left(reader.conn, account)?;
    let view = SecondFactorView::of(&row, left);
    if row.state == SecondFactorState::Active {
        return Ok(view);
    }
    let email = accounts::by_id(reader.conn, account)?.email;
    let authenticator = authenticator(reader.site, &row, &email)?;
    Ok(view.with_secret(authenticator.secret(), authenticator.url()?))
}

/// Makes a secret for an authenticator; it counts once a code of it has come. A former one that waited is replaced.
///
/// # Errors
/// 422 for the password; 409 `second_factor_active`; 429 after too many wrong passwords.
pub async fn begin_second_factor(app: &App, who: Shown, password: SecretString) -> Result<SecondFactorView, AppError> {
    prove_password(app, &who.account, password, &who.address).await?;
    app.write(move |tx| {
        if second_factors::of(tx.conn, &who.account)?.is_some_and(|row| row.state == SecondFactorState::Active) {
            return Err(Refusal::new(SECOND_FACTOR_ACTIVE).into());
        }
        second_factors::delete(tx.conn, &who.account)?;
        let row = SecondFactorRow {
            account_id: who.account.clone(),
            sealed_secret: tx.site.keys.seal(SECRET_PURPOSE, &totp::new_secret())?,
            state: SecondFactorState::Pending,
            last_step: 0,
            version: 1,
            created_at: tx.site.clock.machine_now(),
            confirmed_at: None,
        };
        second_factors::insert(tx.conn, &row)?;
        let email = accounts::by_id(tx.conn, &who.account)?.email;
        let authenticator = authenticator(tx.site, &row, &email)?;
        Ok(SecondFactorView::of(&row, 0).with_secret(authenticator.secret(), authenticator.url()?))
    })
    .await
}

/// Confirms the authenticator by its first code: from now on signing in asks for one. The other devices are signed
/// out, a letter says so, and the recovery codes are told once.
///
/// # Errors
/// 409 `second_factor_missing` when none waits, `second_factor_active` when it was confirmed; 422 for the code; 429 after too many wrong ones.
pub async fn confirm_second_factor(app: &App, who: Shown, code: String) -> Result<SecondFactorView, AppError> {
    count_code(app, &who.account, &who.address).await?;
    app.write(move |tx| {
        let row = second_factors::of(tx.conn, &who.account)?;
        let mut row = row.ok_or_else(|| Refusal::new(SECOND_FACTOR_MISSING))?;
        if row.state == SecondFactorState::Active {
            return Err(Refusal::new(SECOND_FACTOR_ACTIVE).into());
        }
        let step = step_of(tx.site, &row, &code)?;
        let now = tx.site.clock.machine_now();
        row.last_step = step.ok_or_else(|| Refusal::field("/code", SECOND_FACTOR_CODE_WRONG))?;
        row.state = SecondFactorState::Active;
        row.version = row.version.saturating_add(1);
        row.confirmed_at = Some(now);
        second_factors::update(tx.conn, &row)?;
        end_sign_in(tx, &counted_as(&who.account), &who.address)?;
        sessions::revoke_all(tx.conn, &who.account, Some(&who.session), now)?;
        sessions::set_second_factor(tx.conn, &who.session, now)?;
        tell(tx, &who.account, SecondFactorNews::On)?;
        new_codes(tx, &row)
    })
    .await
}

/// Replaces the recovery codes.
///
/// # Errors
/// As for [`remove_second_factor`].
pub async fn renew_recovery_codes(
    app: &App,
    who: Shown,
    (password, code): (SecretString, String),
) -> Result<SecondFactorView, AppError> {
    prove_password(app, &who.account, password, &who.address).await?;
    count_code(app, &who.account, &who.address).await?;
    app.write(move |tx| {
        take_code(tx, &who.account, &code, &who.address)?;
        let row = second_factors::of(tx.conn, &who.account)?.ok_or_else(AppError::not_found)?;
        new_codes(tx, &row)
    })
    .await
}

/// Removes the second factor by password and code; a letter says so, and the other devices are signed out.
///
/// # Errors
/// 409 `second_factor_missing`; 422 for password or code; 429 after too many wrong ones.
pub async fn remove_second_factor(
    app: &App,
    who: Shown,
    (password, code): (SecretString, String),
) -> Result<SecondFactorView, AppError> {
    prove_password(app, &who.account, password, &who.address).await?;
    count_code(app, &who.account, &who.address).await?;
    app.write(move |tx| {
        take_code(tx, &who.account, &code, &who.address)?;
        let now = tx.site.clock.machine_now();
        sessions::revoke_all(tx.conn, &who.account, Some(&who.session), now)?;
        forget(tx, &who.account)?;
        Ok(SecondFactorView::off())
    })
    .await
}

/// `candor user drop-second-factor`: for whoever lost both authenticator and recovery codes. Signs out everywhere.
///
/// # Errors
/// `not_found` when nobody has this address, or no second factor.
pub async fn drop_second_factor(app: &App, email: &str) -> Result<AccountView, AppError> {
    let email = EmailAddress::parse(email).map_err(|code| Refusal::field("/email", code))?;
    app.write(move |tx| {
        let row = accounts::by_email(tx.conn, &email)?.ok_or_else(AppError::not_found)?;
        second_factors::of(tx.conn, &row.id)?.ok_or_else(AppError::not_found)?;
        sessions::revoke_all(tx.conn, &row.id, None, tx.site.clock.machine_now())?;
        forget(tx, &row.id)?;
        let roles = roles::of(tx.conn, &row.id)?;
        let given = accounts::newest_consents(tx.conn, &row.id)?;
        Ok(AccountView::of(row, &roles, &given))
    })
    .await
}

fn forget(tx: &mut Tx<'_>, account: &AccountId) -> Result<(), AppError> {
    second_factors::delete(tx.conn, account)?;
    sessions::forget_second_factor(tx.conn, account)?;
    tell(tx, account, SecondFactorNews::Off)
}

fn new_codes(tx: &mut Tx<'_>, row: &SecondFactorRow) -> Result<SecondFactorView, AppError> {
    let codes = totp::new_recovery_codes();
    let hash = |code: &String| totp::recovery_hash(&tx.site.keys, &row.account_id, code);
    let hashes: Vec<String> = codes.iter().map(hash).collect();
    second_factors::replace_codes(tx.conn, &row.account_id, &hashes)?;
    let left = second_factors::codes_left(tx.conn, &row.account_id)?;
    Ok(SecondFactorView::of(row, left).with_codes(codes))
}

fn tell(tx: &mut Tx<'_>, account: &AccountId, news: SecondFactorNews) -> Result<(), AppError> {
    let to = Addressee::from(&accounts::by_id(tx.conn, account)?);
    outbox::post(tx, &letters::second_factor(&to, news, letters::origin(tx.site), &ids::mint(tx.now)))
}
