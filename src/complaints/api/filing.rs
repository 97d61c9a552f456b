//! Filing a complaint.

use super::{NAME, NARRATIVE, REASON};
use crate::app::Site;
use crate::complaints::model::PrivateAttempt;
use crate::complaints::rules::{IN_THE_FUTURE, NOBODY_NAMED};
use crate::directory::{ClinicId, PhysicianId};
use crate::error::{NO_SUCH, OUT_OF_RANGE};
use crate::web::{Check, Wrong};
use crate::workdays::{Month, latest_today};
use serde::Deserialize;
use utoipa::ToSchema;

/// A complaint, as a patient files it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileComplaint {
    #[serde(default)]
    pub physician_id: Option<PhysicianId>,
    /// One of physician and clinic is required; both where they are known.
    #[serde(default)]
    pub clinic_id: Option<ClinicId>,
    /// A slug of the pack: `fue`, `fut`, …
    #[schema(max_length = 60)]
    pub procedure: String,
    #[schema(value_type = String, example = "2026-03")]
    pub procedure_month: Month,
    /// A category of the pack: `graft_count_dispute`, …
    #[schema(max_length = 60)]
    pub category: String,
    /// What happened, up to 10,000 characters: for the officer and the panel, and for the clinic with consent.
    #[schema(min_length = 1, max_length = 10000)]
    pub narrative: String,
    /// What may stand beside the public entry. The same consent shows procedure and response code there, with or
    /// without it.
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub public_narrative: Option<String>,
    pub publish_narrative: bool,
    #[schema(min_length = 1, max_length = 2000)]
    pub desired_outcome: String,
    pub private_attempt: PrivateAttempt,
    /// Whether the clinic may learn who complains.
    pub identity_consent: bool,
    /// The name under which the clinic knows the patient, told to it in place of the one used here, with consent.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 120)]
    pub patient_name: Option<String>,
}

impl Check for FileComplaint {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/narrative", &self.narrative, NARRATIVE);
        wrong.length("/desired_outcome", &self.desired_outcome, REASON);
        wrong.length_of("/patient_name", self.patient_name.as_deref(), NAME);
        wrong.length_of("/public_narrative", self.public_narrative.as_deref(), NARRATIVE);
        wrong.length_of("/private_attempt/channel", self.private_attempt.channel.as_deref(), 1..=200);
        wrong.length_of("/private_attempt/description", self.private_attempt.description.as_deref(), REASON);
        if self.physician_id.is_none() && self.clinic_id.is_none() {
            wrong.add("/clinic_id", NOBODY_NAMED);
        }
    }

    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        let pack = &site.pack;
        if pack.complaints.category(&self.category).is_none() {
            wrong.add_first("/category", NO_SUCH);
        }
        if pack.procedure(&self.procedure).is_none() {
            wrong.add_first("/procedure", NO_SUCH);
        }
        if !self.procedure_month.is_within_memory() {
            wrong.add_first("/procedure_month", OUT_OF_RANGE);
        } else if self.procedure_month > Month::of(latest_today(site.clock.now())) {
            wrong.add_first("/procedure_month", IN_THE_FUTURE);
        }
        if self.private_attempt.on.is_some_and(|on| on > latest_today(site.clock.now())) {
            wrong.add_first("/private_attempt/on", OUT_OF_RANGE);
        }
    }
}
