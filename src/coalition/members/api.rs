//! What the API takes for members.

pub use crate::coalition::applications::api::{Notes, Reason};

use super::model::{AppealOutcome, Ground, Measure, State};
use crate::accounts::AccountId;
use crate::coalition::scoring::Vote;
use crate::text_enum;
use crate::web::{Check, Wrong};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use utoipa::{IntoParams, ToSchema};

const TEXT: RangeInclusive<usize> = 1..=10_000;

/// Which members the register lists.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RegisterFilter {
    pub state: Option<State>,
}

impl Check for RegisterFilter {}

/// Why a member is reviewed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenReview {
    pub ground: Ground,
    #[schema(min_length = 1, max_length = 10000)]
    pub reason: String,
}

impl Check for OpenReview {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, TEXT);
    }
}

/// What a review ends with.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeMeasure {
    pub measure: Measure,
    #[schema(min_length = 1, max_length = 10000)]
    pub reasons: String,
    /// The last day of a restriction, a suspension or a probation.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<NaiveDate>,
    /// Of a quorate board: two thirds for a removal, more yes than no for a restriction and a suspension. Each is of
    /// another member of the board whom nothing ties to the physician. A restriction without any lasts 72 hours, until
    /// the board has voted on it.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub votes: Vec<BoardVote>,
}

impl Check for TakeMeasure {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reasons", &self.reasons, TEXT);
        wrong.count("/votes", self.votes.len(), 0..=100);
    }
}

/// How one member of the board voted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BoardVote {
    pub account_id: AccountId,
    pub vote: Vote,
}

text_enum! {
    /// Why a member appeals.
    pub enum MeasureAppealGround {
        Fact = "fact",
        Process = "process",
        NewEvidence = "new_evidence",
    }
}

/// An appeal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveAppeal {
    pub ground: MeasureAppealGround,
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
}

impl Check for GiveAppeal {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, TEXT);
    }
}

/// The decision of an appeal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideAppeal {
    pub outcome: AppealOutcome,
    #[schema(min_length = 1, max_length = 10000)]
    pub reasons: String,
}

impl Check for DecideAppeal {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reasons", &self.reasons, TEXT);
    }
}

/// A licence that was renewed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewLicence {
    /// Its last day.
    #[schema(value_type = String, format = Date)]
    pub expires_on: NaiveDate,
    #[schema(max_length = 2000)]
    pub source_url: Option<String>,
}

impl Check for RenewLicence {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/source_url", self.source_url.as_deref(), 0..=2_000);
    }
}

/// What an officer found when looking a member up at the authority's own source.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordCheck {
    #[schema(min_length = 1, max_length = 2000)]
    pub source_url: String,
    /// Within the last month.
    #[schema(value_type = String, format = Date)]
    pub checked_on: NaiveDate,
    /// The licence still holds.
    pub licence_valid: bool,
    /// There is a sanction that was not known before.
    pub sanction_found: bool,
    #[schema(max_length = 10000)]
    pub note: Option<String>,
}

impl Check for RecordCheck {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/source_url", &self.source_url, 1..=2_000);
        wrong.length_of("/note", self.note.as_deref(), 0..=10_000);
    }
}
