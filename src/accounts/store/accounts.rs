//! Accounts and consents.

use crate::accounts::model::{AccountId, AccountRow, AccountState, ConsentKind, ConsentRow, Person, Role};
use crate::accounts::names::{DisplayName, EmailAddress};
use crate::accounts::passwords::PasswordHash;
use crate::accounts::rules::CONSENT_VERSION;
use crate::accounts::store::roles;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{account_consents, account_roles, account_tokens, accounts};
use crate::error::AppError;
use crate::ids;
use crate::ledger;
use diesel::prelude::*;
use std::collections::HashMap;

/// Unverified accounts deleted in one go.
const PURGE_BATCH: i64 = 500;

/// What other domains may know of one person.
///
/// # Errors
/// `not_found` when there is no such account.
pub fn person(conn: &mut Connection, id: &AccountId) -> Result<Person, AppError> {
    let row = by_id(conn, id)?;
    let roles = roles::of(conn, id)?;
    Ok(Person::of(row, roles))
}

/// Whoever has this address, if anybody.
pub fn with_address(conn: &mut Connection, email: &EmailAddress) -> Result<Option<Person>, AppError> {
    let Some(row) = by_email(conn, email)? else { return Ok(None) };
    let roles = roles::of(conn, &row.id)?;
    Ok(Some(Person::of(row, roles)))
}

/// The same of several, by id; who does not exist is left out.
pub fn people(conn: &mut Connection, ids: &[AccountId]) -> Result<HashMap<AccountId, Person>, AppError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<AccountRow> = accounts::table.filter(accounts::id.eq_any(ids)).load(conn)?;
    let people = with_their_roles(conn, rows)?;
    Ok(people.into_iter().map(|person| (person.id.clone(), person)).collect())
}

/// The most people who are read of one role.
const MOST_OF_A_ROLE: usize = 500;

/// Everybody who holds `role`, by name: bounded, for choosing a panel or writing to a team.
pub fn with_role(conn: &mut Connection, role: Role) -> Result<Vec<Person>, AppError> {
    let rows: Vec<AccountRow> = accounts::table
        .inner_join(account_roles::table)
        .filter(account_roles::role.eq(role))
        .order((accounts::name_key.asc(), accounts::id.asc()))
        .select(accounts::all_columns)
        .limit(most_of(1)?)
        .load(conn)?;
    with_their_roles(conn, rows)
}

fn most_of(roles: usize) -> Result<i64, AppError> {
    i64::try_from(roles.saturating_mul(MOST_OF_A_ROLE)).map_err(AppError::internal)
}

/// Everybody who holds one of these roles, by name, once for each: the role, who, and the address. Bounded.
pub fn holders(conn: &mut Connection, roles: &[Role]) -> Result<Vec<(Role, AccountId, String)>, AppError> {
    let most = most_of(roles.len())?;
    Ok(accounts::table
        .inner_join(account_roles::table)
        .filter(account_roles::role.eq_any(roles))
        .order((accounts::name_key.asc(), accounts::id.asc()))
        .select((account_roles::role, accounts::id, accounts::email))
        .limit(most)
        .load(conn)?)
}

/// The addresses of these accounts.
pub fn addresses(conn: &mut Connection, ids: &[AccountId]) -> Result<Vec<String>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(accounts::table.filter(accounts::id.eq_any(ids)).select(accounts::email).load(conn)?)
}

fn with_their_roles(conn: &mut Connection, rows: Vec<AccountRow>) -> Result<Vec<Person>, AppError> {
    let ids: Vec<AccountId> = rows.iter().map(|row| row.id.clone()).collect();
    let mut held = roles::of_all(conn, &ids)?;
    let person = |row: AccountRow| {
        let roles = held.remove(&row.id).unwrap_or_else(|| vec![Role::Member]);
        Person::of(row, roles)
    };
    Ok(rows.into_iter().map(person).collect())
}

/// Whether there is any account at all.
pub fn is_anybody_here(conn: &mut Connection) -> Result<bool, AppError> {
    Ok(accounts::table.select(accounts::id).first::<AccountId>(conn).optional()?.is_some())
}

pub fn by_id(conn: &mut Connection, id: &AccountId) -> Result<AccountRow, AppError> {
    Ok(accounts::table.filter(accounts::id.eq(id)).first(conn)?)
}

pub fn by_email(conn: &mut Connection, email: &EmailAddress) -> Result<Option<AccountRow>, AppError> {
    Ok(accounts::table.filter(accounts::email_key.eq(email.key())).first(conn).optional()?)
}

/// Whose name it is.
pub fn by_name(conn: &mut Connection, name: &DisplayName) -> Result<Option<AccountRow>, AppError> {
    Ok(accounts::table.filter(accounts::name_key.eq(name.key())).first(conn).optional()?)
}

pub fn insert(conn: &mut Connection, row: &AccountRow) -> Result<(), AppError> {
    diesel::insert_into(accounts::table).values(row).execute(conn)?;
    Ok(())
}

/// Puts a new sign-up in the place of one whose address was never confirmed.
pub fn replace_unverified(
    conn: &mut Connection,
    row: &AccountRow,
    name: &DisplayName,
    hash: &PasswordHash,
    now: Timestamp,
) -> Result<(), AppError> {
    diesel::update(accounts::table.filter(accounts::id.eq(&row.id).and(accounts::state.eq(AccountState::Unverified))))
        .set((
            accounts::email.eq(&row.email),
            accounts::display_name.eq(name.as_str()),
            accounts::name_key.eq(name.key()),
            accounts::password_hash.eq(hash.as_str()),
            accounts::locale.eq(&row.locale),
            accounts::signed_up_in_haste.eq(row.signed_up_in_haste),
            accounts::version.eq(accounts::version + 1),
            accounts::created_at.eq(now),
            accounts::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn set_verified(conn: &mut Connection, id: &AccountId, now: Timestamp) -> Result<(), AppError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set((
            accounts::state.eq(AccountState::Active),
            accounts::verified_at.eq(now),
            accounts::updated_at.eq(now),
            accounts::version.eq(accounts::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn set_password(
    conn: &mut Connection,
    id: &AccountId,
    hash: &PasswordHash,
    now: Timestamp,
) -> Result<(), AppError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set((accounts::password_hash.eq(hash.as_str()), accounts::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Writes the parts of a profile that people change themselves.
pub fn set_profile(conn: &mut Connection, row: &AccountRow) -> Result<(), AppError> {
    diesel::update(accounts::table.filter(accounts::id.eq(&row.id)))
        .set((
            accounts::display_name.eq(&row.display_name),
            accounts::name_key.eq(&row.name_key),
            accounts::locale.eq(&row.locale),
            accounts::time_zone.eq(&row.time_zone),
            accounts::version.eq(row.version),
            accounts::updated_at.eq(row.updated_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Counts a change that readers of the account see, such as a role.
pub fn bump_version(conn: &mut Connection, id: &AccountId, now: Timestamp) -> Result<(), AppError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set((accounts::version.eq(accounts::version + 1), accounts::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// One dated row for each of the three consents.
pub fn insert_consents(conn: &mut Connection, id: &AccountId, now: Timestamp) -> Result<(), AppError> {
    for kind in ConsentKind::ALL {
        let row = ConsentRow {
            id: ids::mint(now),
            account_id: id.clone(),
            kind: *kind,
            document_version: CONSENT_VERSION.to_owned(),
            given_at: now,
            subject_ref: Some(ledger::new_subject_ref()),
        };
        diesel::insert_into(account_consents::table).values(&row).execute(conn)?;
    }
    Ok(())
}

/// What an account agreed to when it last signed up, one row of each kind.
pub fn newest_consents(conn: &mut Connection, id: &AccountId) -> Result<Vec<ConsentRow>, AppError> {
    let newest = i64::try_from(ConsentKind::ALL.len()).map_err(AppError::internal)?;
    Ok(account_consents::table
        .filter(account_consents::account_id.eq(id))
        .order((account_consents::given_at.desc(), account_consents::id.desc()))
        .limit(newest)
        .load(conn)?)
}

/// Deletes accounts that signed up before `before` and never confirmed their address; answers how many.
pub fn purge_unverified(conn: &mut Connection, before: Timestamp) -> Result<usize, AppError> {
    let ids: Vec<AccountId> = accounts::table
        .filter(accounts::state.eq(AccountState::Unverified).and(accounts::created_at.lt(before)))
        .order(accounts::id.asc())
        .limit(PURGE_BATCH)
        .select(accounts::id)
        .load(conn)?;
    if ids.is_empty() {
        return Ok(0);
    }
    diesel::delete(account_tokens::table.filter(account_tokens::account_id.eq_any(&ids))).execute(conn)?;
    diesel::delete(account_consents::table.filter(account_consents::account_id.eq_any(&ids))).execute(conn)?;
    Ok(diesel::delete(accounts::table.filter(accounts::id.eq_any(&ids))).execute(conn)?)
}
