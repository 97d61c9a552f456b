//! What the acts on an inspection take.

use super::{FINDING, REASON, ScoreOnWire, TEXT};
use crate::inspections::rules::ANSWER_MAX;
use crate::web::{Check, Wrong};
use serde::Deserialize;
use utoipa::ToSchema;

/// Points that one factual check may raise.
const POINTS_MAX: usize = 100;
/// Kinds of evidence that one item names.
const KINDS_MAX: usize = 10;
/// Characters of an item's code.
const CODE_MAX: usize = 10;

/// What was found at one item.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreItem {
    pub score: ScoreOnWire,
    /// `observed`, `document`, `interview`, `measured`, `photo`.
    pub evidence_kinds: Vec<String>,
    /// Empty where there is nothing to add.
    #[schema(max_length = 4000)]
    pub finding: String,
}

impl Check for ScoreItem {
    fn check(&self, wrong: &mut Wrong) {
        if let Err(code) = self.score.read() {
            wrong.add("/score", code);
        }
        wrong.count("/evidence_kinds", self.evidence_kinds.len(), 0..=KINDS_MAX);
        wrong.length("/finding", &self.finding, FINDING);
    }
}

/// The draft: what the inspectors say of the whole.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionDraft)]
pub struct Draft {
    #[schema(min_length = 1, max_length = 10000)]
    pub summary: String,
}

impl Check for Draft {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/summary", &self.summary, TEXT);
    }
}

/// What the quality reader says of a draft.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionQualityCheck)]
pub struct QualityCheck {
    #[serde(deserialize_with = "crate::web::chosen")]
    pub passed: bool,
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub notes: String,
}

impl Check for QualityCheck {
    fn check(&self, wrong: &mut Wrong) {
        let least = usize::from(!self.passed);
        wrong.length("/notes", &self.notes, least..=*TEXT.end());
    }
}

/// What the clinic says of the draft's facts; no points when all is right.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionFactualCheck)]
pub struct FactualCheck {
    #[schema(max_items = 100)]
    pub points: Vec<Point>,
}

/// One point of the factual check.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionPoint)]
pub struct Point {
    /// The item's code.
    #[schema(max_length = 10)]
    pub item: String,
    #[schema(min_length = 1, max_length = 10000)]
    pub comment: String,
}

impl Check for FactualCheck {
    fn check(&self, wrong: &mut Wrong) {
        wrong.count("/points", self.points.len(), 0..=POINTS_MAX);
        for (place, point) in self.points.iter().enumerate() {
            wrong.length(&format!("/points/{place}/item"), &point.item, 1..=CODE_MAX);
            wrong.length(&format!("/points/{place}/comment"), &point.comment, TEXT);
        }
    }
}

/// What becomes of a point.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecidePoint {
    #[serde(deserialize_with = "crate::web::chosen")]
    pub accepted: bool,
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
    /// The score that stands from now on; only where the point is accepted.
    #[serde(default)]
    pub score: Option<ScoreOnWire>,
    /// The finding that stands from now on; only where the point is accepted.
    #[serde(default)]
    #[schema(max_length = 4000)]
    pub finding: Option<String>,
}

impl Check for DecidePoint {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, REASON);
        wrong.length_of("/finding", self.finding.as_deref(), FINDING);
        if let Some(Err(code)) = self.score.as_ref().map(ScoreOnWire::read) {
            wrong.add("/score", code);
        }
        if !self.accepted && self.score.is_some() {
            wrong.add("/score", crate::error::NOT_ALLOWED_HERE);
        }
        if !self.accepted && self.finding.is_some() {
            wrong.add("/finding", crate::error::NOT_ALLOWED_HERE);
        }
    }
}

/// The clinic's answer, which is published word for word.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionClinicAnswer)]
pub struct ClinicAnswer {
    #[schema(min_length = 1, max_length = 5000)]
    pub text: String,
}

impl Check for ClinicAnswer {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, 1..=ANSWER_MAX);
    }
}

/// Why something is done, or what is said with it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionReason)]
pub struct Reason {
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl Check for Reason {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, REASON);
    }
}

/// How an action was completed.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionCompletion)]
pub struct Completion {
    /// How the inspectors know.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

impl Check for Completion {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/note", self.note.as_deref(), 0..=*REASON.end());
    }
}

/// A mistake in a published report, put right beside it: the report itself stays as it is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionCorrection)]
pub struct Correction {
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
    /// The item that it is about.
    #[serde(default)]
    #[schema(max_length = 10)]
    pub item: Option<String>,
}

impl Check for Correction {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, TEXT);
        wrong.length_of("/item", self.item.as_deref(), 1..=CODE_MAX);
    }
}
