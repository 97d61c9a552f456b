//! The newest published inspections for the first page, each with its outcome; none that a newer one has replaced.

use super::words::label;
use crate::app::Reader;
use crate::db::JsonText;
use crate::directory::{self, ClinicId, ClinicRow};
use crate::error::AppError;
use crate::forum::Recorded;
use crate::inspections::model::InspectionRow;
use crate::inspections::rating::Rated;
use crate::inspections::{store, views};
use crate::text::lang::Lang;

/// At most `limit`, newest first: two queries.
///
/// # Errors
/// Those of the database.
pub fn newest(reader: &mut Reader<'_>, lang: Lang, limit: i64) -> Result<Vec<Recorded>, AppError> {
    let rows = store::newest_public(reader.conn, limit)?;
    let ids: Vec<ClinicId> = rows.iter().map(|row| row.clinic_id.clone()).collect();
    let clinics = directory::clinics(reader.conn, &ids)?;
    rows.iter().map(|row| recorded(row, &clinics, lang)).collect()
}

fn recorded(row: &InspectionRow, clinics: &[ClinicRow], lang: Lang) -> Result<Recorded, AppError> {
    let clinic = clinics.iter().find(|clinic| clinic.id == row.clinic_id);
    let (name, city) = clinic.map(|clinic| (clinic.name.clone(), clinic.city.clone())).unwrap_or_default();
    let key = format!("inspections-title-{}", outcome(row)?.replace('_', "-"));
    Ok(Recorded {
        href: format!("/inspections/{}", row.id),
        title: lang.t_with(&key, &[("clinic", name.into())]),
        kind: lang.t("inspections-report-crumb"),
        shape: "square",
        notes: vec![city, label(lang, "kind", row.kind.as_str())],
    })
}

/// The rating; of a visit that left no report, how it ended.
fn outcome(row: &InspectionRow) -> Result<&'static str, AppError> {
    let rated: Option<Rated> = row.result.as_ref().map(JsonText::read).transpose()?;
    Ok(rated.filter(|_| views::has_report(row)).map_or_else(|| row.state.as_str(), |rated| rated.rating.as_str()))
}
