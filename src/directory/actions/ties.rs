//! Declaring and withdrawing ties, and what reviews and complaints note by themselves.

use crate::accounts::AccountId;
use crate::app::Tx;
use crate::directory::model::{PhysicianId, Subject};
use crate::directory::store::{clinics, physicians, ties};
use crate::directory::ties::{DeclareTie, TieKind, TieNoted, TieRow, TieSource};
use crate::error::{AppError, NO_SUCH, Refusal};
use crate::ids;

/// Declares what ties the caller to a physician or a clinic; answers the row.
///
/// # Errors
/// `no_such` for an entry that is not there.
pub fn declare_tie(tx: &mut Tx<'_>, account: &AccountId, new: &DeclareTie) -> Result<TieRow, AppError> {
    let subject = new.subject()?;
    let (found, pointer) = match &subject {
        Subject::Physician(id) => (physicians::find(tx.conn, id).map(drop), "/physician_id"),
        Subject::Clinic(id) => (clinics::find(tx.conn, id).map(drop), "/clinic_id"),
    };
    found.map_err(|_| AppError::from(Refusal::field(pointer, NO_SUCH)))?;
    let row = TieRow {
        since: new.since.map(|day| day.to_string()),
        until: new.until.map(|day| day.to_string()),
        ..blank(tx, account, new.kind, &subject)
    };
    write(tx, row)
}

/// Takes a declared tie back; it stays on record and counts no longer.
///
/// # Errors
/// `not_found` for somebody else's, for what the system knows by itself, and for what was withdrawn.
pub fn withdraw_tie(tx: &mut Tx<'_>, account: &AccountId, id: &str) -> Result<(), AppError> {
    let row = ties::find(tx.conn, id)?;
    if row.account_id != *account || row.source != TieSource::Declared || row.withdrawn_at.is_some() {
        return Err(AppError::not_found());
    }
    ties::withdraw(tx.conn, id, tx.now)
}

/// Notes what a review or a complaint tells of somebody; others may not see it.
///
/// # Errors
/// Those of the database.
pub fn note_tie(
    tx: &mut Tx<'_>,
    account: &AccountId,
    kind: TieKind,
    subject: &Subject,
    (source, id): (TieSource, &str),
) -> Result<(), AppError> {
    let row = TieRow { source, source_id: Some(id.to_owned()), ..blank(tx, account, kind, subject) };
    write(tx, row).map(drop)
}

/// Notes that a public review proves, by a document that an officer saw, whose patient its author is.
///
/// # Errors
/// Those of the database.
pub fn note_proof(tx: &mut Tx<'_>, account: &AccountId, physician: &PhysicianId, review: &str) -> Result<(), AppError> {
    if ties::has_proof(tx.conn, review)? {
        return Ok(());
    }
    note_tie(tx, account, TieKind::Patient, &Subject::Physician(physician.clone()), (TieSource::Proof, review))
}

/// A review proves nothing any more: its level fell, or it is no longer public.
///
/// # Errors
/// Those of the database.
pub fn forget_proof(tx: &mut Tx<'_>, review: &str) -> Result<(), AppError> {
    ties::forget_proof(tx.conn, review, tx.now)
}

/// The dispute that a complaint began is over today; the complainant stays a patient.
///
/// # Errors
/// Those of the database.
pub fn end_dispute(tx: &mut Tx<'_>, complaint: &str) -> Result<(), AppError> {
    ties::end(tx.conn, complaint, TieKind::Dispute, tx.now.date())
}

/// What a complaint or a review told was about somebody else.
///
/// # Errors
/// Those of the database.
pub fn forget_ties(tx: &mut Tx<'_>, source: &str) -> Result<(), AppError> {
    ties::forget(tx.conn, source, tx.now)
}

fn blank(tx: &Tx<'_>, account: &AccountId, kind: TieKind, subject: &Subject) -> TieRow {
    let (physician_id, clinic_id) = match subject.clone() {
        Subject::Physician(id) => (Some(id), None),
        Subject::Clinic(id) => (None, Some(id)),
    };
    TieRow {
        id: ids::mint(tx.now),
        account_id: account.clone(),
        kind,
        source: TieSource::Declared,
        source_id: None,
        physician_id,
        clinic_id,
        since: None,
        until: None,
        created_at: tx.now,
        withdrawn_at: None,
    }
}

fn write(tx: &mut Tx<'_>, row: TieRow) -> Result<TieRow, AppError> {
    ties::insert(tx.conn, &row)?;
    tx.announce(&TieNoted { account: row.account_id.clone() })?;
    Ok(row)
}
