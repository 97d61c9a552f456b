//! Claims that wait for a credentialing officer, oldest first, with the names they are about.

use super::model::{ClaimId, ClaimRow, ClaimState, PhysicianId, Subject};
use super::store::{claims, clinics, physicians};
use crate::accounts::{self, AccountId};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;

/// A claim as whoever decides it sees it in a list.
#[derive(Debug, Clone)]
pub struct WaitingClaim {
    pub id: ClaimId,
    pub person: String,
    /// Of the physician or the clinic.
    pub name: String,
    pub path: String,
    pub evidence: String,
    pub created_at: Timestamp,
}

/// How many claims wait to be decided.
///
/// # Errors
/// Those of the database.
pub fn count_waiting_claims(conn: &mut Connection) -> Result<i64, AppError> {
    claims::count_pending(conn)
}

/// The physician whom somebody claims to be, as long as nobody has decided that.
///
/// # Errors
/// Those of the database.
pub fn waits_to_be(conn: &mut Connection, account: &AccountId) -> Result<Option<PhysicianId>, AppError> {
    let claimed = claims::of_account(conn, account)?.into_iter();
    Ok(claimed.filter(|row| row.state == ClaimState::Pending).find_map(|row| row.physician_id))
}

/// Whether this account has claimed an entry and waits for the answer.
///
/// # Errors
/// Those of the database.
pub fn is_claiming(conn: &mut Connection, account: &AccountId, subject: &Subject) -> Result<bool, AppError> {
    let mut claimed = claims::of_account(conn, account)?.into_iter();
    Ok(claimed.any(|row| row.state == ClaimState::Pending && row.subject().as_ref() == Some(subject)))
}

/// What waits to be decided, the oldest so many: four queries for any number.
///
/// # Errors
/// Those of the database.
pub fn waiting_claims(conn: &mut Connection, most: i64) -> Result<Vec<WaitingClaim>, AppError> {
    let rows = claims::oldest(conn, most)?;
    let people = accounts::people(conn, &rows.iter().map(|row| row.account_id.clone()).collect::<Vec<_>>())?;
    let mut named =
        physicians::names(conn, &rows.iter().filter_map(|row| row.physician_id.clone()).collect::<Vec<_>>())?;
    named.extend(clinics::names(conn, &rows.iter().filter_map(|row| row.clinic_id.clone()).collect::<Vec<_>>())?);
    let claim = |row: ClaimRow| {
        let subject = row.subject()?;
        let (name, path) = named.get(subject.id())?.clone();
        let person = people.get(&row.account_id)?.display_name.clone();
        Some(WaitingClaim { id: row.id, person, name, path, evidence: row.evidence, created_at: row.created_at })
    };
    Ok(rows.into_iter().filter_map(claim).collect())
}
