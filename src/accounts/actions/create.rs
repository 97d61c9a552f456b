//! Accounts made on the host: verified at once, with any roles.

use super::roles::grant_on_host;
use crate::accounts::api::AccountView;
use crate::accounts::model::{AccountId, AccountRow, AccountState, Role};
use crate::accounts::names::{DisplayName, EmailAddress};
use crate::accounts::passwords::{self, PasswordHash};
use crate::accounts::rules::{DISPLAY_NAME_TAKEN, EMAIL_TAKEN};
use crate::accounts::store::{accounts, roles};
use crate::app::{App, Tx};
use crate::error::{AppError, FieldError, Refusal};
use crate::text::lang::Lang;
use secrecy::{ExposeSecret as _, SecretString};

/// Who is to be made, as typed on the host.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub roles: Vec<Role>,
    pub password: SecretString,
}

/// `candor user create`: a verified account with any roles. Of its password only the length is judged: whoever has
/// the host's keys could write any hash into the database.
///
/// # Errors
/// 422 with a pointer for each of `/email`, `/name` and `/password` that is wrong or taken.
pub async fn create_user(app: &App, new: NewUser) -> Result<AccountView, AppError> {
    let (email, name) = parsed(app, &new)?;
    passwords::check_length(new.password.expose_secret(), &app.config().accounts)
        .map_err(|code| Refusal::field("/password", code))?;
    let hash = passwords::hash(app, new.password.clone()).await?;
    app.write(move |tx| {
        let row = create_verified(tx, &email, &name, &hash, &new.roles)?;
        let roles = roles::of(tx.conn, &row.id)?;
        let given = accounts::newest_consents(tx.conn, &row.id)?;
        Ok(AccountView::of(row, &roles, &given))
    })
    .await
}

/// Makes a verified account whose password was hashed before; each role with its leaf.
///
/// # Errors
/// 422 when address or name is taken.
pub fn create_verified(
    tx: &mut Tx<'_>,
    email: &EmailAddress,
    name: &DisplayName,
    hash: &PasswordHash,
    roles: &[Role],
) -> Result<AccountRow, AppError> {
    if accounts::by_email(tx.conn, email)?.is_some() {
        return Err(Refusal::field("/email", EMAIL_TAKEN).into());
    }
    if accounts::by_name(tx.conn, name)?.is_some() {
        return Err(Refusal::field("/name", DISPLAY_NAME_TAKEN).into());
    }
    let row = AccountRow {
        id: AccountId::mint(tx.now),
        email: email.as_str().to_owned(),
        email_key: email.key().to_owned(),
        display_name: name.as_str().to_owned(),
        name_key: name.key().to_owned(),
        password_hash: hash.as_str().to_owned(),
        state: AccountState::Active,
        locale: Lang::default().as_str().to_owned(),
        time_zone: chrono_tz::UTC.name().to_owned(),
        version: 1,
        created_at: tx.now,
        updated_at: tx.now,
        verified_at: Some(tx.now),
        silenced_until: None,
        suspended_until: None,
        banned_at: None,
        signed_up_in_haste: false,
    };
    accounts::insert(tx.conn, &row)?;
    for role in roles {
        grant_on_host(tx, &row.id, *role)?;
    }
    accounts::by_id(tx.conn, &row.id)
}

/// `candor user grant`: gives a role to the account with this address.
///
/// # Errors
/// `not_found` when nobody has it.
pub async fn grant_user(app: &App, email: &str, role: Role) -> Result<AccountView, AppError> {
    let email = EmailAddress::parse(email).map_err(|code| Refusal::field("/email", code))?;
    app.write(move |tx| {
        let row = accounts::by_email(tx.conn, &email)?.ok_or_else(AppError::not_found)?;
        grant_on_host(tx, &row.id, role)?;
        let roles = roles::of(tx.conn, &row.id)?;
        let given = accounts::newest_consents(tx.conn, &row.id)?;
        Ok(AccountView::of(row, &roles, &given))
    })
    .await
}

fn parsed(app: &App, new: &NewUser) -> Result<(EmailAddress, DisplayName), Refusal> {
    let wrong = |pointer: &str, code| FieldError { pointer: pointer.to_owned(), code, span: None };
    let email = EmailAddress::parse(&new.email).map_err(|code| wrong("/email", code));
    let name = DisplayName::parse(&new.name, app.config().accounts.display_name_max_length)
        .map_err(|code| wrong("/name", code));
    match (email, name) {
        (Ok(email), Ok(name)) => Ok((email, name)),
        (email, name) => Err(Refusal::fields([email.err(), name.err()].into_iter().flatten().collect())),
    }
}
