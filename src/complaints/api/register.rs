//! The public register: what can be asked of it, and a row.

use crate::clock::Timestamp;
use crate::complaints::model::Outcome;
use crate::directory::{ClinicId, PhysicianId};
use crate::error::OUT_OF_RANGE;
use crate::web::{Check, Versioned, Wrong};
use crate::workdays::Month;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

/// Filters of the public register.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RegisterFilter {
    #[serde(default)]
    pub physician: Option<PhysicianId>,
    #[serde(default)]
    pub clinic: Option<ClinicId>,
    #[serde(default)]
    #[param(max_length = 60)]
    pub category: Option<String>,
    /// The response code.
    #[serde(default)]
    #[param(max_length = 60)]
    pub code: Option<String>,
    /// Whether the clinic answered in time.
    #[serde(default)]
    pub timely: Option<bool>,
    /// First month of receipt; a day stands for its month.
    #[serde(default, deserialize_with = "month_of")]
    #[param(value_type = Option<String>, example = "2026-01")]
    pub from: Option<Month>,
    /// Last month of receipt; a day stands for its month.
    #[serde(default, deserialize_with = "month_of")]
    #[param(value_type = Option<String>, example = "2026-12")]
    pub to: Option<Month>,
    #[serde(default)]
    pub has_narrative: Option<bool>,
}

impl Check for RegisterFilter {
    fn check(&self, wrong: &mut Wrong) {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            wrong.add("?to", OUT_OF_RANGE);
        }
    }
}

/// A month, or the month of a day.
pub fn month_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Month>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let of_day = text.parse::<NaiveDate>().ok().map(Month::of);
    of_day.map_or_else(|| text.parse(), Ok).map(Some).map_err(de::Error::custom)
}

/// From when on changes are asked for.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesFilter {
    /// Rows that changed at or after this instant; every row when absent.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
}

impl Check for ChangesFilter {
    fn check(&self, _: &mut Wrong) {}
}

/// A row of the public register: an allegation, not a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicComplaint {
    pub id: String,
    pub version: i64,
    /// Always `allegation, not finding` until decided.
    pub label: String,
    /// `2026-03`; only the year where a filter would single the row out.
    pub received: String,
    pub procedure: Option<String>,
    pub category: String,
    /// Only after a decision.
    pub severity: Option<i64>,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    /// Of the clinic, ISO 3166-1.
    pub country: Option<String>,
    pub proof_level: i64,
    /// When the clinic was written.
    pub sent: Option<String>,
    /// Only with the patient's consent to publish.
    pub response_code: Option<String>,
    pub acknowledged_on_time: Option<bool>,
    pub responded_on_time: Option<bool>,
    pub days_to_response: Option<i64>,
    pub escalated: bool,
    pub outcome: Option<Outcome>,
    /// What the answer gives back; only with the patient's consent to publish.
    pub relief_type: Option<String>,
    pub public_narrative: Option<String>,
    pub open_recommendations: i64,
    pub closed_recommendations: i64,
    /// Until when the case rests by legal order; null while it goes on.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub paused_until: Option<Timestamp>,
    /// Which court or authority ordered it.
    pub pause_order: Option<String>,
    /// The filing's place in the ledger; null until it has one.
    pub ledger_index: Option<i64>,
    /// The last step of the case.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Timestamp,
}

impl Versioned for PublicComplaint {
    fn version(&self) -> i64 {
        self.version
    }
}
