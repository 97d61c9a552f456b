//! What case officers decide.

use super::REASON;
use crate::clock::Timestamp;
use crate::complaints::model::{Outcome, Part, State};
use crate::complaints::rules::OFF_RAMPS;
use crate::error::NOT_ALLOWED_HERE;
use crate::web::{Check, Wrong};
use crate::workdays::Calendar;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// How an officer sorts a complaint.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    #[schema(max_length = 60)]
    pub category: String,
    /// 1–4.
    #[schema(minimum = 1, maximum = 4)]
    pub severity: u8,
    pub proof_needed: bool,
    pub private_attempt_shown: bool,
    /// Where to write when the clinic's own address will not do.
    #[serde(default)]
    pub letter_to: Option<String>,
}

impl Check for Triage {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("/severity", self.severity, 1..=4);
        if let Some(address) = &self.letter_to {
            wrong.email("/letter_to", address);
        }
    }
}

/// What an officer thinks of the proof.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// 0–3.
    #[schema(minimum = 0, maximum = 3)]
    pub level: u8,
}

impl Check for Assessment {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("/level", self.level, 0..=3);
    }
}

/// How an officer ends a complaint that leads nowhere here.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// `out_of_scope`, `duplicate`, `wrong_physician`, `referred` or `resolved_after_escalation`.
    pub outcome: Outcome,
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl Check for Closure {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, REASON);
        if !OFF_RAMPS.contains(&self.outcome) {
            wrong.add("/outcome", NOT_ALLOWED_HERE);
        }
    }
}

/// A pause by legal order.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Which court or authority ordered it; public.
    #[schema(min_length = 1, max_length = 2000)]
    pub order: String,
    /// At most 90 days ahead; an instant, or the last day, which ends where the clinic is.
    #[schema(value_type = String, example = "2026-03-14T22:59:59Z")]
    pub until: Until,
}

/// When something ends: an instant, or a whole day where the clinic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Until {
    Day(NaiveDate),
    Instant(Timestamp),
}

impl Until {
    /// A day ends at local midnight.
    pub fn at(self, calendar: &Calendar) -> Timestamp {
        match self {
            Self::Day(day) => calendar.end_of(day),
            Self::Instant(at) => at,
        }
    }
}

impl Check for Pause {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/order", &self.order, REASON);
    }
}

/// More time for one step; only `proof` has an extension.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    #[schema(max_length = 60)]
    pub step: String,
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl Check for Extension {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, REASON);
        if self.step != "proof" {
            wrong.add("/step", NOT_ALLOWED_HERE);
        }
    }
}

/// Filters of the staff's board.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoardFilter {
    #[serde(default)]
    pub state: Option<State>,
}

impl Check for BoardFilter {
    fn check(&self, _: &mut Wrong) {}
}

/// As whom somebody asks for the complaints in which they have a part.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PartFilter {
    /// `patient` for those they filed, `clinic` for those about whom they answer for, `panel` for those they hear;
    /// all of them when absent.
    #[serde(default, rename = "as")]
    #[param(inline)]
    pub part: Option<Part>,
}

impl Check for PartFilter {
    fn check(&self, _: &mut Wrong) {}
}

/// Another way to reach the clinic.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClinicAddress {
    #[schema(max_length = 254)]
    pub letter_to: String,
}

impl Check for ClinicAddress {
    fn check(&self, wrong: &mut Wrong) {
        wrong.email("/letter_to", &self.letter_to);
    }
}
