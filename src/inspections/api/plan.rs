//! Planning an inspection.

use super::REASON;
use crate::accounts::AccountId;
use crate::directory::ClinicId;
use crate::inspections::model::Kind;
use crate::inspections::rules::{LEAST_INSPECTORS, MOST_INSPECTORS};
use crate::web::{Check, Wrong};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// Who visits which clinic, and when.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanInspection {
    pub clinic_id: ClinicId,
    /// `announced` or `impromptu`.
    #[schema(value_type = String, example = "announced")]
    pub kind: Kind,
    #[schema(value_type = String, format = Date)]
    pub visit_on: NaiveDate,
    /// The first leads. At least two; at least one is not a physician.
    #[schema(min_items = 2, max_items = 10)]
    pub inspectors: Vec<AccountId>,
    /// An inspector who does not visit.
    pub quality_reader: AccountId,
    /// A case officer who does not visit.
    pub points_officer: AccountId,
    /// What ties anybody named here to the clinic; "none" where nothing does.
    #[schema(min_length = 1, max_length = 2000)]
    pub conflicts: String,
}

impl Check for PlanInspection {
    fn check(&self, wrong: &mut Wrong) {
        wrong.count("/inspectors", self.inspectors.len(), LEAST_INSPECTORS..=MOST_INSPECTORS);
        wrong.length("/conflicts", &self.conflicts, REASON);
    }
}
