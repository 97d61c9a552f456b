//! An application with everything its rules and views ask, in a number of queries that does not depend on how much.

use super::facts::{ApplicationFacts, Wish};
use super::model::{ApplicationRow, RecusalGround};
use super::store;
use crate::accounts::{self, AccountId, Role};
use crate::app::{Site, Tx};
use crate::coalition::{members, recusal};
use crate::db::Connection;
use crate::directory::{self, ClinicRow};
use crate::error::AppError;
use crate::workdays::Calendar;
use chrono::Datelike as _;
use chrono_tz::Tz;

/// Years after an application began whose holidays are known to it.
const YEARS_AHEAD: i32 = 2;

/// Loads one application.
pub fn facts_of(conn: &mut Connection, site: &Site, row: ApplicationRow) -> Result<ApplicationFacts, AppError> {
    let ids = std::slice::from_ref(&row.id);
    let clinics = directory::clinics_of(conn, &row.physician_id)?;
    let form: super::form::Form = row.form.read()?;
    let seats = store::seats_of(conn, ids)?;
    let board = accounts::with_role(conn, Role::Board)?;
    let officers = accounts::with_role(conn, Role::CredentialingOfficer)?;
    let mut judges: Vec<AccountId> = board.iter().chain(&officers).map(|person| person.id.clone()).collect();
    judges.extend(seats.iter().map(|seat| seat.account_id.clone()));
    let mut conflicts = recusal::grounds(conn, site, &row.physician_id, &judges)?;
    for person in &board {
        if form.names(&person.email) {
            conflicts.entry(person.id.clone()).or_insert(RecusalGround::Named);
        }
    }
    conflicts.insert(row.applicant_id.clone(), RecusalGround::Applicant);
    let (board_conflicts, board) =
        board.into_iter().map(|person| person.id).partition(|account| conflicts.contains_key(account));
    Ok(ApplicationFacts {
        listed_gaps: row.listed_gaps.read()?,
        gates: store::gates_of(conn, ids)?,
        referees: store::referees_of(conn, ids)?,
        seats,
        recusals: store::recusals_of(conn, ids)?,
        scores: store::scores_of(conn, ids)?,
        locks: store::locks_of(conn, ids)?,
        votes: store::votes_of(conn, ids)?,
        board,
        board_conflicts,
        conflicts,
        comes_back: members::was_removed(conn, &row.physician_id)?,
        result: row.result.as_ref().map(crate::db::JsonText::read).transpose()?,
        pack: site.pack.membership.clone(),
        calendar: calendar_of(site, clinics.first(), row.created_at.date().year())?,
        wish: Wish::None,
        form,
        row,
    })
}

/// Loads the application with this id.
///
/// # Errors
/// `not_found`.
pub fn facts_of_id(tx: &mut Tx<'_>, id: &str) -> Result<ApplicationFacts, AppError> {
    let row = store::find(tx.conn, id)?;
    facts_of(tx.conn, tx.site, row)
}

/// The time zone and holidays of a clinic; UTC and the pack's where there is none.
pub fn calendar_of(site: &Site, clinic: Option<&ClinicRow>, year: i32) -> Result<Calendar, AppError> {
    let zone: Tz = clinic.map_or(Ok(Tz::UTC), |clinic| clinic.time_zone.parse()).map_err(AppError::internal)?;
    let country = clinic.map(|clinic| clinic.country.as_str()).unwrap_or_default();
    Ok(Calendar::new(zone, site.pack.holidays(country, year..=year + YEARS_AHEAD)))
}
