//! Inspections with everything their rules and views ask, in a number of queries that does not depend on how many.

use super::facts::{InspectionFacts, Wish, latest};
use super::model::{ActionRow, InspectionRow, InspectorRow, PointRow, ScoreRow, StatementRow};
use super::{rating, store};
use crate::app::Site;
use crate::db::Connection;
use crate::directory::{self, ClinicId, ClinicRow};
use crate::error::AppError;
use crate::workdays::Calendar;
use chrono::Datelike as _;
use std::collections::HashMap;

/// Years after planning whose holidays are known to a case: the next inspection may be due in the third.
const YEARS_AHEAD: i32 = 4;

/// Loads one inspection.
pub fn one(conn: &mut Connection, site: &Site, row: InspectionRow) -> Result<InspectionFacts, AppError> {
    let loaded = all(conn, site, vec![row])?.pop();
    loaded.ok_or_else(|| AppError::internal("an inspection was lost while loading it"))
}

/// Loads inspections, in the order of `rows`.
pub fn all(conn: &mut Connection, site: &Site, rows: Vec<InspectionRow>) -> Result<Vec<InspectionFacts>, AppError> {
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let clinics: Vec<ClinicId> = rows.iter().map(|row| row.clinic_id.clone()).collect();
    let clinics = directory::clinics(conn, &clinics)?;
    let mut around = Around {
        clinics: clinics.into_iter().map(|clinic| (clinic.id.clone(), clinic)).collect(),
        inspectors: by_case(store::inspectors_of(conn, &ids)?, |row| &row.inspection_id),
        scores: by_case(store::scores_of(conn, &ids)?, |row| &row.inspection_id),
        points: by_case(store::points_of(conn, &ids)?, |row| &row.inspection_id),
        actions: by_case(store::actions_of(conn, &ids)?, |row| &row.inspection_id),
        statements: by_case(store::statements_of(conn, &ids)?, |row| &row.inspection_id),
    };
    rows.into_iter().map(|row| around.load(site, row)).collect()
}

type ByCase<T> = HashMap<String, Vec<T>>;

fn by_case<T>(rows: Vec<T>, id: impl Fn(&T) -> &String) -> ByCase<T> {
    let mut sorted: ByCase<T> = HashMap::new();
    for row in rows {
        sorted.entry(id(&row).clone()).or_default().push(row);
    }
    sorted
}

/// What lies around a set of inspections.
struct Around {
    clinics: HashMap<ClinicId, ClinicRow>,
    inspectors: ByCase<InspectorRow>,
    scores: ByCase<ScoreRow>,
    points: ByCase<PointRow>,
    actions: ByCase<ActionRow>,
    statements: ByCase<StatementRow>,
}

impl Around {
    fn load(&mut self, site: &Site, row: InspectionRow) -> Result<InspectionFacts, AppError> {
        let scores = self.scores.remove(&row.id).unwrap_or_default();
        let rated = match &row.result {
            Some(result) => result.read()?,
            None => rating::rate(&site.pack.inspections, &latest(&scores)),
        };
        Ok(InspectionFacts {
            inspectors: self.inspectors.remove(&row.id).unwrap_or_default(),
            points: self.points.remove(&row.id).unwrap_or_default(),
            actions: self.actions.remove(&row.id).unwrap_or_default(),
            statements: self.statements.remove(&row.id).unwrap_or_default(),
            clocks: site.pack.inspections.clocks.clone(),
            calendar: self.calendar(site, &row)?,
            wish: Wish::None,
            scores,
            rated,
            row,
        })
    }

    /// The clinic's time zone and holidays.
    fn calendar(&self, site: &Site, row: &InspectionRow) -> Result<Calendar, AppError> {
        let clinic =
            self.clinics.get(&row.clinic_id).ok_or_else(|| AppError::internal("an inspection of no clinic"))?;
        calendar_of(site, clinic, row.created_at.date().year())
    }
}

/// How days are counted at a clinic, for cases that begin in `year`.
pub fn calendar_of(site: &Site, clinic: &ClinicRow, year: i32) -> Result<Calendar, AppError> {
    let time_zone = clinic.time_zone.parse().map_err(AppError::internal)?;
    Ok(Calendar::new(time_zone, site.pack.holidays(&clinic.country, year..=year + YEARS_AHEAD)))
}
