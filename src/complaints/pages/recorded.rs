//! The newest public complaints for the first page: allegations, said as such.

use super::words::{self, label};
use crate::app::Reader;
use crate::complaints::model::ComplaintRow;
use crate::complaints::rules::DECISIONS;
use crate::complaints::store::{self, Filter};
use crate::directory::{self, ClinicId};
use crate::error::AppError;
use crate::forum::Recorded;
use crate::text::lang::Lang;

/// At most `limit`, newest first: two queries.
///
/// # Errors
/// Those of the database.
pub fn newest(reader: &mut Reader<'_>, lang: Lang, limit: i64) -> Result<Vec<Recorded>, AppError> {
    let rows = store::all_public(reader.conn, &Filter::default(), limit)?;
    let ids: Vec<ClinicId> = rows.iter().filter_map(|row| row.clinic_id.clone()).collect();
    let clinics = directory::clinics(reader.conn, &ids)?;
    let named = |row: &ComplaintRow| {
        let clinic = clinics.iter().find(|clinic| row.clinic_id.as_ref() == Some(&clinic.id));
        clinic.map(|clinic| format!("{}, {}", clinic.name, clinic.city))
    };
    let recorded = |row: &ComplaintRow| {
        let timely = match row.responded_at {
            _ if row.untimely => lang.t("complaints-timely-no"),
            Some(_) => lang.t("complaints-timely-yes"),
            None => lang.t("complaints-timely-open"),
        };
        let is_decided = row.outcome.is_some_and(|outcome| DECISIONS.contains(&outcome));
        let outcome = row.outcome.map(|outcome| label(lang, "outcome", outcome.as_str()));
        let standing = if is_decided { None } else { Some(lang.t("complaints-allegation-label")) };
        Recorded {
            href: format!("/complaints/{}", row.id),
            title: words::category(&reader.site.pack, lang, &row.category),
            kind: lang.t("complaints-recorded"),
            shape: "tri",
            notes: named(row).into_iter().chain([timely]).chain(outcome).chain(standing).collect(),
        }
    };
    Ok(rows.iter().map(recorded).collect())
}
