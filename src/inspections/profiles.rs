//! What the profiles of a clinic and of its physicians say of the newest inspection.

use super::facts::InspectionFacts;
use super::views;
use crate::app::Tx;
use crate::directory::figures::{self, LastInspection, names};
use crate::directory::{self, Subject};
use crate::error::AppError;

/// The profiles name the newest report.
pub fn tell_report(tx: &mut Tx<'_>, facts: &InspectionFacts) -> Result<(), AppError> {
    let last = LastInspection {
        rating: facts.rated.rating.to_string(),
        overall_percent: facts.rated.overall_percent.map(views::one_decimal),
        visited_on: facts.visited_on().map(|day| day.to_string()).unwrap_or_default(),
        ..refused(facts)
    };
    tell(tx, facts, &last)
}

/// The profiles say that the clinic refused.
pub fn tell_refusal(tx: &mut Tx<'_>, facts: &InspectionFacts) -> Result<(), AppError> {
    tell(tx, facts, &refused(facts))
}

fn refused(facts: &InspectionFacts) -> LastInspection {
    LastInspection {
        id: facts.row.id.clone(),
        clinic_id: facts.row.clinic_id.to_string(),
        rating: figures::REFUSED.to_owned(),
        overall_percent: None,
        visited_on: facts.row.visit_on.clone(),
    }
}

fn tell(tx: &mut Tx<'_>, facts: &InspectionFacts, last: &LastInspection) -> Result<(), AppError> {
    let physicians = directory::physicians_at(tx.conn, &facts.row.clinic_id)?;
    let subjects = physicians.into_iter().map(Subject::Physician);
    for subject in std::iter::once(Subject::Clinic(facts.row.clinic_id.clone())).chain(subjects) {
        figures::set(tx, &subject, names::LAST_INSPECTION, last)?;
    }
    Ok(())
}
