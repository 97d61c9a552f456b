//! An application with everything its rules and views ask, in a number of queries that does not depend on how much.

use super::facts::{ApplicationFacts, Wish};
use super::model::ApplicationRow;
use super::store;
use crate::accounts::{self, AccountId, Role};
use crate::app::{Site, Tx};
use crate::db::Connection;
use crate::directory::{self, ClinicRow, PhysicianId};
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
    let tied = tied_to(conn, &row.physician_id)?;
    let form: super::form::Form = row.form.read()?;
    let barred = |person: &accounts::Person| {
        person.id == row.applicant_id || tied.contains(&person.id) || form.names(&person.email)
    };
    let board = accounts::with_role(conn, Role::Board)?;
    Ok(ApplicationFacts {
        listed_gaps: row.listed_gaps.read()?,
        gates: store::gates_of(conn, ids)?,
        referees: store::referees_of(conn, ids)?,
        seats: store::seats_of(conn, ids)?,
        recusals: store::recusals_of(conn, ids)?,
        scores: store::scores_of(conn, ids)?,
        locks: store::locks_of(conn, ids)?,
        votes: store::votes_of(conn, ids)?,
        board: board.into_iter().filter(|person| !barred(person)).map(|person| person.id).collect(),
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

/// Everybody whom the directory ties to a physician: whoever claimed the physician or one of the clinics, and the
/// colleagues there.
pub fn tied_to(conn: &mut Connection, physician: &PhysicianId) -> Result<Vec<AccountId>, AppError> {
    directory::tied_accounts(conn, physician)
}

/// The time zone and holidays of a clinic; UTC and the pack's where there is none.
pub fn calendar_of(site: &Site, clinic: Option<&ClinicRow>, year: i32) -> Result<Calendar, AppError> {
    let zone: Tz = clinic.map_or(Ok(Tz::UTC), |clinic| clinic.time_zone.parse()).map_err(AppError::internal)?;
    let country = clinic.map(|clinic| clinic.country.as_str()).unwrap_or_default();
    Ok(Calendar::new(zone, site.pack.holidays(country, year..=year + YEARS_AHEAD)))
}
