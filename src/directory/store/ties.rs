//! Ties besides claims: what was declared, and what reviews and complaints have told.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::ties;
use crate::directory::model::{ClinicId, PhysicianId};
use crate::directory::ties::{TieKind, TieRow, TieSource};
use crate::error::AppError;
use crate::web::{At, Window};
use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;

/// Most ties that are looked at together.
const BOUND: i64 = 5_000;

pub fn insert(conn: &mut Connection, row: &TieRow) -> Result<(), AppError> {
    diesel::insert_into(ties::table).values(row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<TieRow, AppError> {
    Ok(ties::table.find(id).first(conn)?)
}

/// What these accounts are tied to and have not withdrawn, oldest first.
pub fn of_accounts(conn: &mut Connection, accounts: &[AccountId]) -> Result<Vec<TieRow>, AppError> {
    Ok(ties::table
        .filter(ties::account_id.eq_any(accounts).and(ties::withdrawn_at.is_null()))
        .order(ties::id.asc())
        .limit(BOUND)
        .load(conn)?)
}

/// One page of what an account has declared and not withdrawn, newest first.
pub fn declared_by(
    conn: &mut Connection,
    account: &AccountId,
    window: &Window<String>,
) -> Result<Vec<TieRow>, AppError> {
    let query = ties::table
        .filter(ties::account_id.eq(account.clone()).and(ties::withdrawn_at.is_null()))
        .filter(ties::source.eq(TieSource::Declared))
        .limit(window.fetch());
    Ok(match &window.at {
        At::Start => query.order(ties::id.desc()).load(conn)?,
        At::After(last) => query.filter(ties::id.lt(last)).order(ties::id.desc()).load(conn)?,
        At::Before(first) => query.filter(ties::id.gt(first)).order(ties::id.asc()).load(conn)?,
    })
}

pub fn withdraw(conn: &mut Connection, id: &str, now: Timestamp) -> Result<(), AppError> {
    diesel::update(ties::table.find(id)).set(ties::withdrawn_at.eq(Some(now))).execute(conn)?;
    Ok(())
}

/// Ends what a review or a complaint has told: on its last day, or as if it had never been.
pub fn end(conn: &mut Connection, source: &str, kind: TieKind, last: NaiveDate) -> Result<(), AppError> {
    let known = ties::table.filter(ties::source_id.eq(source).and(ties::kind.eq(kind)).and(ties::until.is_null()));
    diesel::update(known).set(ties::until.eq(Some(last.to_string()))).execute(conn)?;
    Ok(())
}

/// As if a review or a complaint had never told of it.
pub fn forget(conn: &mut Connection, source: &str, now: Timestamp) -> Result<(), AppError> {
    let known = ties::table.filter(ties::source_id.eq(source).and(ties::withdrawn_at.is_null()));
    diesel::update(known).set(ties::withdrawn_at.eq(Some(now))).execute(conn)?;
    Ok(())
}

/// Whether a review's proof is noted.
pub fn has_proof(conn: &mut Connection, review: &str) -> Result<bool, AppError> {
    let noted = ties::table.filter(ties::source_id.eq(review).and(ties::source.eq(TieSource::Proof)));
    Ok(diesel::select(exists(noted.filter(ties::withdrawn_at.is_null()))).get_result(conn)?)
}

/// A review proves nothing any more.
pub fn forget_proof(conn: &mut Connection, review: &str, now: Timestamp) -> Result<(), AppError> {
    let noted = ties::table.filter(ties::source_id.eq(review).and(ties::source.eq(TieSource::Proof)));
    let open = noted.filter(ties::withdrawn_at.is_null());
    diesel::update(open).set(ties::withdrawn_at.eq(Some(now))).execute(conn)?;
    Ok(())
}

/// Who proved to be a patient of a physician, in the order in which they did.
pub fn proved_patients(conn: &mut Connection, physician: &PhysicianId) -> Result<Vec<AccountId>, AppError> {
    Ok(ties::table
        .filter(ties::physician_id.eq(physician).and(ties::source.eq(TieSource::Proof)))
        .filter(ties::withdrawn_at.is_null())
        .order(ties::id.asc())
        .limit(BOUND)
        .select(ties::account_id)
        .load(conn)?)
}

/// Those of these accounts that proved to be a patient of any physician.
pub fn proved_patients_among(conn: &mut Connection, accounts: &[AccountId]) -> Result<Vec<AccountId>, AppError> {
    Ok(ties::table
        .filter(ties::account_id.eq_any(accounts).and(ties::source.eq(TieSource::Proof)))
        .filter(ties::withdrawn_at.is_null())
        .select(ties::account_id)
        .distinct()
        .load(conn)?)
}

/// Whose patient this account proved to be; a proof about a clinic alone names no physician.
pub fn proofs_of(conn: &mut Connection, account: &AccountId) -> Result<Vec<Option<PhysicianId>>, AppError> {
    Ok(ties::table
        .filter(ties::account_id.eq(account).and(ties::source.eq(TieSource::Proof)))
        .filter(ties::withdrawn_at.is_null())
        .order(ties::id.asc())
        .limit(BOUND)
        .select(ties::physician_id)
        .load(conn)?)
}

/// One entry stands for both from now on.
pub fn move_physician(conn: &mut Connection, from: &PhysicianId, into: &PhysicianId) -> Result<(), AppError> {
    let moved = ties::table.filter(ties::physician_id.eq(from));
    diesel::update(moved).set(ties::physician_id.eq(Some(into))).execute(conn)?;
    Ok(())
}

/// One entry stands for both from now on.
pub fn move_clinic(conn: &mut Connection, from: &ClinicId, into: &ClinicId) -> Result<(), AppError> {
    let moved = ties::table.filter(ties::clinic_id.eq(from));
    diesel::update(moved).set(ties::clinic_id.eq(Some(into))).execute(conn)?;
    Ok(())
}
