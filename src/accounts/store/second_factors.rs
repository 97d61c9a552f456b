//! Authenticators and recovery codes.

use crate::accounts::model::{AccountId, SecondFactorRow};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{recovery_codes, second_factors};
use crate::error::AppError;
use diesel::prelude::*;

pub fn of(conn: &mut Connection, account: &AccountId) -> Result<Option<SecondFactorRow>, AppError> {
    Ok(second_factors::table.filter(second_factors::account_id.eq(account)).first(conn).optional()?)
}

pub fn insert(conn: &mut Connection, row: &SecondFactorRow) -> Result<(), AppError> {
    diesel::insert_into(second_factors::table).values(row).execute(conn)?;
    Ok(())
}

/// Saves state, newest step and version; answers 0 when another took a code of the same or a later step first.
pub fn update(conn: &mut Connection, row: &SecondFactorRow) -> Result<usize, AppError> {
    let older = second_factors::account_id.eq(&row.account_id).and(second_factors::last_step.lt(row.last_step));
    Ok(diesel::update(second_factors::table.filter(older))
        .set((
            second_factors::state.eq(row.state),
            second_factors::last_step.eq(row.last_step),
            second_factors::version.eq(row.version),
            second_factors::confirmed_at.eq(row.confirmed_at),
        ))
        .execute(conn)?)
}

/// Forgets the authenticator of an account and its recovery codes.
pub fn delete(conn: &mut Connection, account: &AccountId) -> Result<(), AppError> {
    delete_codes(conn, account)?;
    diesel::delete(second_factors::table.filter(second_factors::account_id.eq(account))).execute(conn)?;
    Ok(())
}

/// Replaces the recovery codes of an account by these hashes.
pub fn replace_codes(conn: &mut Connection, account: &AccountId, hashes: &[String]) -> Result<(), AppError> {
    delete_codes(conn, account)?;
    for hash in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::hash.eq(hash), recovery_codes::account_id.eq(account)))
            .execute(conn)?;
    }
    Ok(())
}

/// Uses a recovery code up; answers 0 when there is none like it left.
pub fn use_code(
    conn: &mut Connection,
    account: &AccountId,
    hash: &str,
    machine_now: Timestamp,
) -> Result<usize, AppError> {
    let unused = recovery_codes::account_id
        .eq(account)
        .and(recovery_codes::hash.eq(hash))
        .and(recovery_codes::used_at.is_null());
    Ok(diesel::update(recovery_codes::table.filter(unused))
        .set(recovery_codes::used_at.eq(machine_now))
        .execute(conn)?)
}

/// How many recovery codes of an account were not used yet.
pub fn codes_left(conn: &mut Connection, account: &AccountId) -> Result<i64, AppError> {
    let unused = recovery_codes::account_id.eq(account).and(recovery_codes::used_at.is_null());
    Ok(recovery_codes::table.filter(unused).count().get_result(conn)?)
}

fn delete_codes(conn: &mut Connection, account: &AccountId) -> Result<(), AppError> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(conn)?;
    Ok(())
}
