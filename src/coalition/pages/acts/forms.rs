//! What is typed into the forms of this page, where a browser says it otherwise than a program: an empty field is
//! told by its name, together with whatever else is wrong.

use crate::coalition::members::api::{Leave, RecordCheck, RenewLicence, TakeMeasure};
use crate::coalition::members::model::Measure;
use crate::error::{NOT_ALLOWED_HERE, REQUIRED, Refusal};
use crate::web::{Check, Wrong};
use chrono::NaiveDate;
use serde::Deserialize;

/// What a member of the board proposes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureForm {
    measure: Option<Measure>,
    reasons: String,
    until: Option<NaiveDate>,
    /// A restriction is to hold until the board has voted.
    at_once: Option<String>,
}

impl MeasureForm {
    pub fn wire(&self) -> Result<TakeMeasure, Refusal> {
        self.measure.map(|measure| self.taking(measure)).ok_or_else(|| Refusal::field("/measure", REQUIRED))
    }

    fn taking(&self, measure: Measure) -> TakeMeasure {
        TakeMeasure {
            measure,
            reasons: self.reasons.clone(),
            until: self.until,
            vote_first: measure.needs_vote() && self.at_once.is_none(),
        }
    }
}

impl Check for MeasureForm {
    fn check(&self, wrong: &mut Wrong) {
        if self.measure.is_none() {
            wrong.add("/measure", REQUIRED);
        }
        // Nothing that was ticked or typed is passed over in silence.
        if self.at_once.is_some() && self.measure.is_some_and(|measure| measure != Measure::Restriction) {
            wrong.add("/at_once", NOT_ALLOWED_HERE);
        }
        if self.until.is_some() && self.measure.is_some_and(|measure| !measure.has_end()) {
            wrong.add("/until", NOT_ALLOWED_HERE);
        }
        // What else is wrong is the same for every measure.
        self.taking(self.measure.unwrap_or(Measure::NoAction)).check(wrong);
    }
}

/// What a member says who leaves: that they know what happens, and why if they like.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveForm {
    reason: String,
    understood: Option<String>,
}

impl LeaveForm {
    pub fn wire(&self) -> Leave {
        Leave { reason: self.reason.clone() }
    }
}

impl Check for LeaveForm {
    fn check(&self, wrong: &mut Wrong) {
        if self.understood.is_none() {
            wrong.add("/understood", REQUIRED);
        }
        self.wire().check(wrong);
    }
}

/// A licence that was renewed, as an officer types it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceForm {
    expires_on: Option<NaiveDate>,
    source_url: Option<String>,
}

impl LicenceForm {
    pub fn wire(&self) -> Result<RenewLicence, Refusal> {
        let expires_on = self.expires_on.ok_or_else(|| Refusal::field("/expires_on", REQUIRED))?;
        Ok(RenewLicence { expires_on, source_url: self.source_url.clone() })
    }
}

impl Check for LicenceForm {
    fn check(&self, wrong: &mut Wrong) {
        match self.wire() {
            Ok(wire) => wire.check(wrong),
            Err(_) => wrong.add("/expires_on", REQUIRED),
        }
    }
}

/// What an officer found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckForm {
    source_url: String,
    checked_on: Option<NaiveDate>,
    #[serde(deserialize_with = "crate::web::chosen")]
    licence_valid: bool,
    #[serde(deserialize_with = "crate::web::chosen")]
    sanction_found: bool,
    note: Option<String>,
}

impl CheckForm {
    pub fn wire(&self) -> Result<RecordCheck, Refusal> {
        Ok(RecordCheck {
            source_url: self.source_url.clone(),
            checked_on: self.checked_on.ok_or_else(|| Refusal::field("/checked_on", REQUIRED))?,
            licence_valid: self.licence_valid,
            sanction_found: self.sanction_found,
            note: self.note.clone(),
        })
    }
}

impl Check for CheckForm {
    fn check(&self, wrong: &mut Wrong) {
        match self.wire() {
            Ok(wire) => wire.check(wrong),
            Err(_) => wrong.add("/checked_on", REQUIRED),
        }
    }
}
