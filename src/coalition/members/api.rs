//! What the API takes for members.

pub use crate::coalition::applications::api::{Notes, Reason};

use super::model::{AppealOutcome, Ground, Measure, State};
use crate::coalition::scoring::Vote;
use crate::error::REQUIRED;
use crate::text_enum;
use crate::web::{Check, Wrong};
use chrono::NaiveDate;
use serde::Deserialize;
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

/// Why a member is reviewed: a ground of the list, or words.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenReview {
    /// `other` when absent.
    #[serde(default = "in_words")]
    pub ground: Ground,
    /// Needed where the ground is `other`.
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub reason: String,
}

/// The ground of a review whose reason alone says why.
const fn in_words() -> Ground {
    Ground::Other
}

impl Check for OpenReview {
    fn check(&self, wrong: &mut Wrong) {
        if self.ground == Ground::Other && self.reason.trim().is_empty() {
            wrong.add("/reason", REQUIRED);
        }
        wrong.length("/reason", &self.reason, 0..=*TEXT.end());
    }
}

/// Leaving the coalition; nobody need say why.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl Check for Leave {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, 0..=2_000);
    }
}

impl Leave {
    /// The same for the record, where it may be empty.
    pub fn said(&self) -> Reason {
        Reason { reason: self.reason.clone() }
    }
}

/// What a review is to end with. A restriction, a suspension and a removal are put to the vote of the board, on which
/// each of its members votes for themselves; what is milder one member may take, unless an appeal waits or it would end a
/// restriction or a suspension that the board voted for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeMeasure {
    pub measure: Measure,
    #[schema(min_length = 1, max_length = 10000)]
    pub reasons: String,
    /// The last day of a restriction, a suspension or a probation. Without it a restriction and a suspension last as long as
    /// they may, counted from when they begin.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<NaiveDate>,
    /// Nothing happens before the vote. Without it a restriction of a member under review holds at once, for 72 hours,
    /// until the board has voted on it; and what needs no vote is taken at once unless an appeal waits, or what the board
    /// voted for holds.
    #[serde(default)]
    pub vote_first: bool,
}

impl Check for TakeMeasure {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reasons", &self.reasons, TEXT);
    }
}

impl TakeMeasure {
    /// Whether it holds until the board has voted.
    pub fn is_meanwhile(&self) -> bool {
        self.measure == Measure::Restriction && !self.vote_first
    }
}

/// A vote on a measure.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CastMeasureVote {
    pub vote: Vote,
    /// Published with the decision.
    #[schema(max_length = 10000)]
    pub dissent: Option<String>,
    /// What the voter saw, by its `id`: where something else is put to the vote now, the vote does not count for that.
    #[schema(max_length = 64)]
    pub proposal: Option<String>,
}

impl Check for CastMeasureVote {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/dissent", self.dissent.as_deref(), 0..=10_000);
        wrong.length_of("/proposal", self.proposal.as_deref(), 0..=64);
    }
}

/// Closes the vote on a measure.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseMeasureVote {
    /// The vote that is meant, by the `id` of its proposal.
    #[schema(max_length = 64)]
    pub proposal: Option<String>,
}

impl Check for CloseMeasureVote {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/proposal", self.proposal.as_deref(), 0..=64);
    }
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
        wrong.web_address("/source_url", self.source_url.as_deref());
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
        wrong.web_address("/source_url", Some(&self.source_url));
        wrong.length_of("/note", self.note.as_deref(), 0..=10_000);
    }
}
