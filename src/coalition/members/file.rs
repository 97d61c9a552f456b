//! The register as a file: its columns, and no more than they need.

use super::api::RegisterFilter;
use super::badge;
use super::model::{MembershipRow, State};
use super::views;
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::coalition::applications;
use crate::coalition::scoring::{Assessment, FORMULA};
use crate::db::JsonText;
use crate::directory::figures::{self, ComplaintFigures, LastInspection};
use crate::directory::{self, PhysicianId};
use crate::error::AppError;
use crate::web::Window;
use serde::Serialize;
use std::collections::HashMap;

/// One coalition member in the file; its columns are called as the fields of the register.
#[derive(Debug, Clone, Serialize)]
pub struct MemberLine {
    pub id: String,
    pub physician_id: PhysicianId,
    pub physician: String,
    pub state: State,
    pub since: Timestamp,
    pub state_since: Timestamp,
    pub measure_until: Option<String>,
    pub next_recredential: Timestamp,
    pub licence_expires_on: Option<String>,
    pub badge: bool,
    pub under_appeal: bool,
    pub checked_at: Option<Timestamp>,
    pub inspection_overdue: bool,
    pub founding: bool,
    pub formula: &'static str,
    pub composite: Option<f64>,
    pub alpha: Option<f64>,
    pub low_agreement: bool,
    pub complaints: ComplaintFigures,
    pub last_inspection: Option<LastInspection>,
}

/// The members that the register lists, newest first, in one query for each thing that a line is made of.
///
/// # Errors
/// Those of the database.
pub fn lines(reader: &mut Reader<'_>, asked: &RegisterFilter) -> Result<Vec<MemberLine>, AppError> {
    let rows = views::rows(reader, asked, &Window::of_a_file())?.items;
    let people: Vec<PhysicianId> = rows.iter().map(|row| row.physician_id.clone()).collect();
    let ids: Vec<String> = rows.iter().map(|row| row.application_id.clone()).collect();
    let named = directory::physicians(reader.conn, &people)?;
    let mut names: HashMap<PhysicianId, String> = named.into_iter().map(|one| (one.id, one.name)).collect();
    let results = applications::results_of(reader.conn, &ids)?;
    let mut figures = figures::public_of(reader.conn, &people)?;
    let mut standings = figures::standings_now(reader, &people)?;
    let now = reader.now;
    let line = |row: MembershipRow| {
        let result: Option<Assessment> = results.get(&row.application_id).map(JsonText::read).transpose()?;
        let (complaints, last_inspection) = figures.remove(row.physician_id.as_str()).unwrap_or_default();
        Ok(MemberLine {
            physician: names.remove(&row.physician_id).unwrap_or_default(),
            state: badge::state_at(&row, now),
            measure_until: badge::measure_until(&row, now, standings.remove(row.physician_id.as_str())),
            badge: badge::is_on(&row, now),
            id: row.id,
            physician_id: row.physician_id,
            since: row.created_at,
            state_since: row.since,
            next_recredential: row.recredential_at,
            licence_expires_on: row.licence_expires_on,
            under_appeal: row.under_appeal,
            checked_at: row.checked_at,
            inspection_overdue: row.inspection_overdue,
            founding: row.founding,
            formula: FORMULA,
            composite: result.as_ref().map(|result| result.composite),
            alpha: result.as_ref().and_then(|result| result.alpha),
            low_agreement: result.is_some_and(|result| result.low_agreement),
            complaints,
            last_inspection,
        })
    };
    rows.into_iter().map(line).collect()
}
