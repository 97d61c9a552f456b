//! Claims, and who answers for whom because of them.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::claims;
use crate::directory::model::{ClaimId, ClaimRow, ClaimState, ClinicId, PhysicianId, Subject};
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;

/// The key of the list of claims: when it was made, then the id.
pub type ByAge = (Timestamp, String);

/// Most claims of one entry that are looked at.
const BOUND: i64 = 500;

pub fn find(conn: &mut Connection, id: &ClaimId) -> Result<ClaimRow, AppError> {
    Ok(claims::table.find(id).first(conn)?)
}

pub fn insert(conn: &mut Connection, row: &ClaimRow) -> Result<(), AppError> {
    diesel::insert_into(claims::table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &ClaimRow) -> Result<(), AppError> {
    diesel::update(claims::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The claims on an entry that are pending or approved.
pub fn standing(conn: &mut Connection, subject: &Subject) -> Result<Vec<ClaimRow>, AppError> {
    let query = claims::table.filter(claims::state.ne(ClaimState::Rejected)).limit(BOUND);
    Ok(match subject {
        Subject::Physician(id) => query.filter(claims::physician_id.eq(id)).load(conn)?,
        Subject::Clinic(id) => query.filter(claims::clinic_id.eq(id)).load(conn)?,
    })
}

/// Those of the physicians whose claim was approved.
pub fn claimed_physicians(conn: &mut Connection, ids: &[&PhysicianId]) -> Result<Vec<ClaimRow>, AppError> {
    Ok(claims::table
        .filter(claims::physician_id.eq_any(ids))
        .filter(claims::state.eq(ClaimState::Approved))
        .limit(BOUND)
        .load(conn)?)
}

/// Those of the clinics for which a claim was approved.
pub fn claimed_clinics(conn: &mut Connection, ids: &[&ClinicId]) -> Result<Vec<ClaimRow>, AppError> {
    Ok(claims::table
        .filter(claims::clinic_id.eq_any(ids))
        .filter(claims::state.eq(ClaimState::Approved))
        .limit(BOUND)
        .load(conn)?)
}

/// Those of the physicians whose claim was approved, for a file.
pub fn claimed_among_physicians(conn: &mut Connection, ids: &[&PhysicianId]) -> Result<Vec<PhysicianId>, AppError> {
    let found: Vec<Option<PhysicianId>> = claims::table
        .filter(claims::physician_id.eq_any(ids))
        .filter(claims::state.eq(ClaimState::Approved))
        .select(claims::physician_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Those of the clinics for which a claim was approved, for a file.
pub fn claimed_among_clinics(conn: &mut Connection, ids: &[&ClinicId]) -> Result<Vec<ClinicId>, AppError> {
    let found: Vec<Option<ClinicId>> = claims::table
        .filter(claims::clinic_id.eq_any(ids))
        .filter(claims::state.eq(ClaimState::Approved))
        .select(claims::clinic_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// The clinics for which this account's claim was approved.
pub fn clinics_of(conn: &mut Connection, account: &AccountId) -> Result<Vec<ClinicId>, AppError> {
    let ids: Vec<Option<ClinicId>> = claims::table
        .filter(claims::account_id.eq(account))
        .filter(claims::state.eq(ClaimState::Approved).and(claims::clinic_id.is_not_null()))
        .order(claims::id.asc())
        .limit(BOUND)
        .select(claims::clinic_id)
        .load(conn)?;
    Ok(ids.into_iter().flatten().collect())
}

/// The accounts whose claim on either was approved, oldest first, each once.
pub fn approved_accounts(
    conn: &mut Connection,
    physician: Option<&PhysicianId>,
    clinic: Option<&ClinicId>,
) -> Result<Vec<AccountId>, AppError> {
    let either = claims::physician_id.nullable().eq(physician).or(claims::clinic_id.nullable().eq(clinic));
    let accounts: Vec<AccountId> = claims::table
        .filter(claims::state.eq(ClaimState::Approved))
        .filter(either)
        .order(claims::id.asc())
        .limit(BOUND)
        .select(claims::account_id)
        .load(conn)?;
    Ok(accounts.into_iter().fold(Vec::new(), |mut once, account| {
        if !once.contains(&account) {
            once.push(account);
        }
        once
    }))
}

/// What an account has claimed, oldest first, but for what was refused.
pub fn of_account(conn: &mut Connection, account: &AccountId) -> Result<Vec<ClaimRow>, AppError> {
    Ok(claims::table
        .filter(claims::account_id.eq(account).and(claims::state.ne(ClaimState::Rejected)))
        .order((claims::created_at.asc(), claims::id.asc()))
        .limit(BOUND)
        .load(conn)?)
}

/// The physicians and clinics that an account answers for.
pub fn approved_of(conn: &mut Connection, account: &AccountId) -> Result<(Vec<PhysicianId>, Vec<ClinicId>), AppError> {
    let rows: Vec<(Option<PhysicianId>, Option<ClinicId>)> = claims::table
        .filter(claims::state.eq(ClaimState::Approved).and(claims::account_id.eq(account)))
        .order(claims::id.asc())
        .limit(BOUND)
        .select((claims::physician_id, claims::clinic_id))
        .load(conn)?;
    let physicians = rows.iter().filter_map(|(physician, _)| physician.clone()).collect();
    Ok((physicians, rows.into_iter().filter_map(|(_, clinic)| clinic).collect()))
}

/// What each of these accounts answers for.
pub fn approved_of_all(conn: &mut Connection, accounts: &[AccountId]) -> Result<Vec<(AccountId, Subject)>, AppError> {
    let rows: Vec<ClaimRow> = claims::table
        .filter(claims::state.eq(ClaimState::Approved).and(claims::account_id.eq_any(accounts)))
        .order(claims::id.asc())
        .limit(BOUND)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|row| Some((row.account_id.clone(), row.subject()?))).collect())
}

/// Who answers for any of these physicians.
pub fn approved_on_physicians(conn: &mut Connection, ids: &[PhysicianId]) -> Result<Vec<AccountId>, AppError> {
    Ok(claims::table
        .filter(claims::state.eq(ClaimState::Approved).and(claims::physician_id.eq_any(ids)))
        .order(claims::id.asc())
        .limit(BOUND)
        .select(claims::account_id)
        .load(conn)?)
}

/// Who answers for these clinics.
pub fn approved_on_clinics(conn: &mut Connection, ids: &[ClinicId]) -> Result<Vec<(AccountId, Subject)>, AppError> {
    let rows: Vec<ClaimRow> = claims::table
        .filter(claims::state.eq(ClaimState::Approved).and(claims::clinic_id.eq_any(ids)))
        .order(claims::id.asc())
        .limit(BOUND)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|row| Some((row.account_id.clone(), row.subject()?))).collect())
}

/// One page of claims in a state, oldest first.
pub fn list(conn: &mut Connection, state: ClaimState, window: &Window<ByAge>) -> Result<Vec<ClaimRow>, AppError> {
    let query = claims::table.filter(claims::state.eq(state)).limit(window.fetch());
    let (at, id) = (claims::created_at, claims::id);
    let forward = (at.asc(), id.asc());
    Ok(match &window.at {
        At::Start => query.order(forward).load(conn)?,
        At::After((then, key)) => {
            query.filter(at.gt(then).or(at.eq(then).and(id.gt(key)))).order(forward).load(conn)?
        }
        At::Before((then, key)) => {
            query.filter(at.lt(then).or(at.eq(then).and(id.lt(key)))).order((at.desc(), id.desc())).load(conn)?
        }
    })
}

/// The oldest claims that wait for a credentialing officer.
pub fn oldest(conn: &mut Connection, limit: i64) -> Result<Vec<ClaimRow>, AppError> {
    Ok(claims::table
        .filter(claims::state.eq(ClaimState::Pending))
        .order((claims::created_at.asc(), claims::id.asc()))
        .limit(limit)
        .load(conn)?)
}

/// How many claims wait for a credentialing officer.
pub fn count_pending(conn: &mut Connection) -> Result<i64, AppError> {
    Ok(claims::table.filter(claims::state.eq(ClaimState::Pending)).count().get_result(conn)?)
}
