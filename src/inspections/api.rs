//! What the API takes and gives for inspections.

mod acts;
mod plan;
mod views;

pub use acts::{
    ClinicAnswer, Completion, Correction, DecidePoint, Draft, FactualCheck, Point, QualityCheck, Reason, ScoreItem,
};
pub use plan::PlanInspection;
pub use views::{
    Action, ActionView, Change, ChangesFilter, ClinicInspections, CurrentRating, DomainView, EventView, EvidenceView,
    Found, InspectionView, ItemView, Next, PointView, RatedBefore, ReportLine, SaidView, TeamView,
};

use super::model::Score;
use super::rules;
use crate::error::Code;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use utoipa::ToSchema;

/// Characters of a longer text: a summary, a finding.
const TEXT: RangeInclusive<usize> = 1..=10_000;
/// Characters of a finding, which may be left out.
const FINDING: RangeInclusive<usize> = 0..=4_000;
/// Characters of a reason.
const REASON: RangeInclusive<usize> = 1..=rules::REASON_MAX;

/// A score on the wire: `1` to `4`, `"na"` or `"not_seen"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ScoreOnWire {
    Number(i64),
    Word(String),
}

impl ScoreOnWire {
    /// # Errors
    /// The code for the field.
    pub fn read(&self) -> Result<Score, Code> {
        match self {
            Self::Number(number) => rules::score_of_number(*number),
            Self::Word(word) => rules::score_of_word(word),
        }
    }
}

impl From<Score> for ScoreOnWire {
    fn from(score: Score) -> Self {
        score.points().map_or_else(|| Self::Word(score.as_str().to_owned()), |points| Self::Number(i64::from(points)))
    }
}
