//! An application with everything its rules and views ask, in a number of queries that does not depend on how much.

use super::facts::{ApplicationFacts, Wish};
use super::form;
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
use std::collections::BTreeMap;

/// Years after an application began whose holidays are known to it.
const YEARS_AHEAD: i32 = 2;

/// Loads one application.
pub fn facts_of(conn: &mut Connection, site: &Site, row: ApplicationRow) -> Result<ApplicationFacts, AppError> {
    let mut facts = file_of(conn, site, row)?;
    facts.own_addresses = own_addresses(conn, &facts.row)?;
    let ids = std::slice::from_ref(&facts.row.id);
    facts.gates = store::gates_of(conn, ids)?;
    facts.seats = store::seats_of(conn, ids)?;
    facts.recusals = store::recusals_of(conn, ids)?;
    facts.scores = store::scores_of(conn, ids)?;
    facts.locks = store::locks_of(conn, ids)?;
    facts.votes = store::votes_of(conn, ids)?;
    facts.comes_back = members::was_removed(conn, &facts.row.physician_id)?;
    judges(conn, site, &mut facts)?;
    Ok(facts)
}

/// The application as its file has it: without those who judge it, and what they said.
pub fn file_of(conn: &mut Connection, site: &Site, row: ApplicationRow) -> Result<ApplicationFacts, AppError> {
    let clinics = directory::clinics_of(conn, &row.physician_id)?;
    Ok(ApplicationFacts {
        form: row.form.read()?,
        own_addresses: Vec::new(),
        listed_gaps: row.listed_gaps.read()?,
        gates: Vec::new(),
        referees: store::referees_of(conn, std::slice::from_ref(&row.id))?,
        seats: Vec::new(),
        recusals: Vec::new(),
        scores: Vec::new(),
        locks: Vec::new(),
        votes: Vec::new(),
        board: Vec::new(),
        board_conflicts: Vec::new(),
        conflicts: BTreeMap::new(),
        comes_back: false,
        result: row.result.as_ref().map(crate::db::JsonText::read).transpose()?,
        pack: site.pack.membership.clone(),
        calendar: calendar_of(site, clinics.first(), row.created_at.date().year())?,
        wish: Wish::None,
        row,
    })
}

/// The addresses of whoever applies, and of everybody else who answers for the physician.
fn own_addresses(conn: &mut Connection, row: &ApplicationRow) -> Result<Vec<String>, AppError> {
    let mut own = directory::who_answers_for(conn, Some(&row.physician_id), None)?;
    own.push(row.applicant_id.clone());
    let own = accounts::addresses(conn, &own)?;
    Ok(own.iter().map(|address| form::key(address)).collect())
}

/// Who judges, and who may not.
fn judges(conn: &mut Connection, site: &Site, facts: &mut ApplicationFacts) -> Result<(), AppError> {
    let holders = accounts::holders(conn, &[Role::Board, Role::CredentialingOfficer])?;
    let mut people: Vec<AccountId> = holders.iter().map(|(_, account, _)| account.clone()).collect();
    people.extend(facts.seats.iter().map(|seat| seat.account_id.clone()));
    let mut conflicts = recusal::grounds(conn, site, &facts.row.physician_id, &people)?;
    let board: Vec<_> = holders.into_iter().filter(|(role, ..)| *role == Role::Board).collect();
    let named = facts.named();
    for (_, account, address) in &board {
        if named.contains(&form::key(address)) {
            conflicts.entry(account.clone()).or_insert(RecusalGround::Named);
        }
    }
    conflicts.insert(facts.row.applicant_id.clone(), RecusalGround::Applicant);
    (facts.board_conflicts, facts.board) =
        board.into_iter().map(|(_, account, _)| account).partition(|account| conflicts.contains_key(account));
    facts.conflicts = conflicts;
    Ok(())
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
