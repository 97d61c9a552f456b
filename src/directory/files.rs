//! The lists of physicians and clinics as files: for thousands of lines no more is read than the columns say.

use super::api::{ClinicFilter, PhysicianFilter};
use super::figures::{self, CoalitionStanding, ComplaintFigures, Figures, LastInspection, Rating, names};
use super::model::{ClinicId, ClinicKind, PhysicianId, PhysicianKind};
use super::{reads, store};
use crate::app::Reader;
use crate::error::AppError;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// A physician as a line; its columns are fields of the profile.
#[derive(Debug, Clone, Serialize)]
pub struct PhysicianLine {
    id: PhysicianId,
    slug: String,
    name: String,
    kind: PhysicianKind,
    titles: Vec<String>,
    specialties: Vec<String>,
    languages: Vec<String>,
    practice_since: Option<i64>,
    clinic_ids: Vec<ClinicId>,
    claimed: bool,
    standing: CoalitionStanding,
    #[serde(flatten)]
    said: Said,
}

/// A clinic as a line; its columns are fields of the clinic.
#[derive(Debug, Clone, Serialize)]
pub struct ClinicLine {
    id: ClinicId,
    slug: String,
    name: String,
    kind: ClinicKind,
    country: String,
    city: String,
    treatments: Vec<String>,
    claimed: bool,
    #[serde(flatten)]
    said: Said,
}

/// What reviews, complaints and inspections say.
#[derive(Debug, Clone, Serialize)]
struct Said {
    rating: Rating,
    complaints: ComplaintFigures,
    last_inspection: Option<LastInspection>,
}

/// The figures that lines hold.
const FIGURES: &[&str] = &[names::RATING, names::COMPLAINTS, names::LAST_INSPECTION, names::STANDING];

/// The physicians that are asked for, in the order that is asked for.
///
/// # Errors
/// 403 for entries that are not confirmed.
pub fn physicians(reader: &mut Reader<'_>, filter: &PhysicianFilter) -> Result<Vec<PhysicianLine>, AppError> {
    reads::refuse_strangers(filter.state, None)?;
    let rows = store::physicians::file(reader.conn, filter, reader.now)?;
    let ids: Vec<&PhysicianId> = rows.iter().map(|row| &row.id).collect();
    let mut figures = figures::some(reader.conn, &rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), FIGURES)?;
    let claimed: HashSet<PhysicianId> =
        store::claims::claimed_among_physicians(reader.conn, &ids)?.into_iter().collect();
    let mut places: HashMap<PhysicianId, Vec<ClinicId>> = HashMap::new();
    for (physician, clinic) in store::physicians::places_in_file(reader.conn, &ids)? {
        places.entry(physician).or_default().push(clinic);
    }
    let line = |row: store::physicians::FileRow| {
        let figures = figures.remove(row.id.as_str()).unwrap_or_default();
        Ok(PhysicianLine {
            titles: row.titles.read()?,
            specialties: row.specialties.read()?,
            languages: row.languages.read()?,
            clinic_ids: places.remove(&row.id).unwrap_or_default(),
            claimed: claimed.contains(&row.id),
            standing: figures.standing(reader.now)?,
            said: said(reader, &figures)?,
            id: row.id,
            slug: row.slug,
            name: row.name,
            kind: row.kind,
            practice_since: row.practice_since,
        })
    };
    rows.into_iter().map(line).collect()
}

/// The clinics that are asked for, in the order that is asked for.
///
/// # Errors
/// 403 for entries that are not confirmed.
pub fn clinics(reader: &mut Reader<'_>, filter: &ClinicFilter) -> Result<Vec<ClinicLine>, AppError> {
    reads::refuse_strangers(filter.state, None)?;
    let rows = store::clinics::file(reader.conn, filter)?;
    let ids: Vec<&ClinicId> = rows.iter().map(|row| &row.id).collect();
    let mut figures = figures::some(reader.conn, &rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), FIGURES)?;
    let claimed: HashSet<ClinicId> = store::claims::claimed_among_clinics(reader.conn, &ids)?.into_iter().collect();
    let line = |row: store::clinics::FileRow| {
        let figures = figures.remove(row.id.as_str()).unwrap_or_default();
        Ok(ClinicLine {
            treatments: row.treatments.read()?,
            claimed: claimed.contains(&row.id),
            said: said(reader, &figures)?,
            id: row.id,
            slug: row.slug,
            name: row.name,
            kind: row.kind,
            country: row.country,
            city: row.city,
        })
    };
    rows.into_iter().map(line).collect()
}

fn said(reader: &Reader<'_>, figures: &Figures) -> Result<Said, AppError> {
    Ok(Said {
        rating: figures.rating(&reader.site.pack.rating.formula, reader.now.date())?,
        complaints: figures.get(names::COMPLAINTS)?,
        last_inspection: figures.get(names::LAST_INSPECTION)?,
    })
}
