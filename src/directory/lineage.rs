//! Which clinic goes on as which: the ratings of a predecessor follow it into its successor.

use super::model::ClinicId;
use super::store::{self, LISTED};
use crate::app::{Announcement, Tx};
use crate::db::Connection;
use crate::error::{AppError, Code, NO_SUCH, NOT_ALLOWED_HERE, Refusal};

/// Clinics that one line of successors may hold.
const LONGEST: usize = 10;

/// A clinic goes on as another from now on, or no longer does: what is said of the rating of `clinic` changes.
#[derive(Debug)]
pub struct LineageChanged {
    pub clinic: ClinicId,
}

impl Announcement for LineageChanged {}

/// A clinic and those whose ratings follow it into this one, itself first.
///
/// # Errors
/// Those of the database.
pub fn lineage(conn: &mut Connection, clinic: &ClinicId) -> Result<Vec<ClinicId>, AppError> {
    followed(conn, vec![clinic.clone()], store::clinics::predecessors)
}

/// These clinics and those whose ratings follow them into one of these.
///
/// # Errors
/// Those of the database.
pub(super) fn lineages(conn: &mut Connection, clinics: Vec<ClinicId>) -> Result<Vec<ClinicId>, AppError> {
    followed(conn, clinics, store::clinics::predecessors)
}

/// A clinic and those that go on as its successors, itself first.
///
/// # Errors
/// Those of the database.
pub fn heirs(conn: &mut Connection, clinic: &ClinicId) -> Result<Vec<ClinicId>, AppError> {
    followed(conn, vec![clinic.clone()], store::clinics::successors)
}

/// The line with what comes next after each of it, and after those again.
fn followed(
    conn: &mut Connection,
    mut line: Vec<ClinicId>,
    next: fn(&mut Connection, &[ClinicId]) -> Result<Vec<ClinicId>, AppError>,
) -> Result<Vec<ClinicId>, AppError> {
    let mut last = line.clone();
    for _ in 1..LONGEST {
        last = next(conn, &last)?.into_iter().filter(|clinic| !line.contains(clinic)).collect();
        if last.is_empty() {
            break;
        }
        line.extend(last.iter().cloned());
    }
    Ok(line)
}

/// # Errors
/// 422 at `/predecessor_id` for a clinic that is not confirmed, and for one that goes on as this one already.
pub(super) fn check(
    conn: &mut Connection,
    clinic: Option<&ClinicId>,
    predecessor: Option<&ClinicId>,
) -> Result<(), AppError> {
    let Some(predecessor) = predecessor else { return Ok(()) };
    let wrong = wrong_with(conn, clinic, predecessor)?;
    wrong.map_or(Ok(()), |code| Err(Refusal::field("/predecessor_id", code).into()))
}

/// Why `predecessor` cannot go on as `clinic`, or as one that is only about to be listed.
///
/// # Errors
/// Those of the database.
pub(super) fn wrong_with(
    conn: &mut Connection,
    clinic: Option<&ClinicId>,
    predecessor: &ClinicId,
) -> Result<Option<Code>, AppError> {
    let found = store::clinics::all(conn, std::slice::from_ref(predecessor))?;
    if !found.iter().any(|row| row.state == LISTED) {
        return Ok(Some(NO_SUCH));
    }
    let before = lineage(conn, predecessor)?;
    let goes_round = clinic.is_some_and(|clinic| before.contains(clinic)) || before.len() >= LONGEST;
    Ok(goes_round.then_some(NOT_ALLOWED_HERE))
}

/// Tells whoever keeps ratings, where it changed.
pub(super) fn announce(
    tx: &mut Tx<'_>,
    clinic: &ClinicId,
    (before, after): (Option<&ClinicId>, Option<&ClinicId>),
) -> Result<(), AppError> {
    if before == after { Ok(()) } else { tx.announce(&LineageChanged { clinic: clinic.clone() }) }
}
