//! An inspection as those named in it, its clinic and everybody see it.

use super::ScoreOnWire;
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::directory::ClinicId;
use crate::forum::ThreadId;
use crate::inspections::model::{Kind, Rating, State};
use crate::inspections::rating::Cap;
use crate::web::{Check, Versioned, Wrong};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Whose turn it is, at what, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionNext)]
pub struct Next {
    /// `inspector`, `quality_reader`, `points_officer`, `clinic`, `lead` or `clock`.
    pub actor: String,
    pub step: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due: Option<Timestamp>,
}

/// An act that this caller may do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionAction)]
pub struct Action {
    pub name: String,
    pub method: String,
    pub href: String,
}

/// A published report as a line of the file that anybody may have; its columns are the fields of an inspection.
#[derive(Debug, Clone, Serialize)]
pub struct ReportLine {
    pub id: String,
    pub clinic_id: ClinicId,
    pub kind: Kind,
    pub state: State,
    pub visited_on: Option<String>,
    pub published_at: Option<Timestamp>,
    pub rating: Option<Rating>,
    pub overall_percent: Option<f64>,
    pub cap: Option<Cap>,
    pub formula: Option<String>,
    pub next_due: Option<String>,
}

/// An inspection. What this reader may not see is null or empty.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InspectionView {
    pub id: String,
    #[schema(value_type = String, example = "published")]
    pub state: State,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub clinic_id: ClinicId,
    /// `announced` or `impromptu`.
    #[schema(value_type = String)]
    pub kind: Kind,
    #[schema(example = "2026-03-14")]
    pub visit_on: String,
    /// Empty for those who are not named in it.
    pub inspectors: Vec<AccountId>,
    pub quality_reader: Option<AccountId>,
    pub points_officer: Option<AccountId>,
    pub team: TeamView,
    pub conflicts: String,
    pub checklist_version: i64,
    /// The day of the visit.
    pub visited_on: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub notified_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub locked_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub published_at: Option<Timestamp>,
    /// As published; before that, what the scores come to now. Null where there are none to be seen.
    #[schema(value_type = Option<String>, example = "good")]
    pub rating: Option<Rating>,
    /// Per cent, 0–100; null when not rated.
    pub overall_percent: Option<f64>,
    /// Why the rating is not the band of the percent.
    #[schema(value_type = Option<String>)]
    pub cap: Option<Cap>,
    pub formula: String,
    pub domains: Vec<DomainView>,
    pub items: Vec<ItemView>,
    pub summary: Option<String>,
    /// Only for those named in it.
    pub quality_notes: Option<SaidView>,
    pub evidence: Vec<EvidenceView>,
    pub points: Vec<PointView>,
    /// What the final report says otherwise than the draft.
    pub changes_after_draft: Vec<Found>,
    pub clinic_answer: Option<SaidView>,
    pub required_actions: Vec<ActionView>,
    pub corrections: Vec<SaidView>,
    /// Why nobody was let in, why it was broken off, or why it stands still.
    pub reason: Option<SaidView>,
    pub next_due: Option<String>,
    pub thread_id: Option<ThreadId>,
    pub next: Option<Next>,
    pub actions: Vec<Action>,
}

impl Versioned for InspectionView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// How many visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionTeamView)]
pub struct TeamView {
    pub inspectors: usize,
    pub not_physicians: usize,
}

/// One domain of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = InspectionDomainView)]
pub struct DomainView {
    pub code: String,
    /// Per cent of what could be reached, one decimal; null when nothing was scored.
    pub percent: Option<f64>,
    /// Per cent of the weight that applies, one decimal.
    pub coverage: f64,
    #[schema(value_type = String, example = "good")]
    pub rating: Rating,
    /// Items that keep the rating below the band of the percent.
    pub capped_by: Vec<String>,
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = InspectionItemView)]
pub struct ItemView {
    pub code: String,
    pub critical: bool,
    pub weight: u32,
    /// Null while nobody has looked at it.
    pub score: Option<ScoreOnWire>,
    pub evidence_kinds: Vec<String>,
    pub finding: String,
}

/// A file of the evidence, by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionEvidenceView)]
pub struct EvidenceView {
    /// Counts from 1.
    pub number: usize,
    pub item: String,
    /// Only for those named in the inspection.
    pub name: Option<String>,
    pub bytes: i64,
    /// Of the content, hexadecimal.
    pub sha256: String,
    /// Came after the lock.
    pub late: bool,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A point of the factual check, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionPointView)]
pub struct PointView {
    /// Counts from 1.
    pub number: i64,
    pub item: String,
    pub comment: String,
    pub accepted: Option<bool>,
    pub reason: Option<String>,
    pub score: Option<ScoreOnWire>,
    pub finding: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
}

/// What the draft said of an item, and what the final report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionFound)]
pub struct Found {
    pub item: String,
    pub draft_score: Option<ScoreOnWire>,
    pub final_score: Option<ScoreOnWire>,
    pub draft_finding: String,
    pub final_finding: String,
    pub reason: Option<String>,
}

/// What the clinic has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionActionView)]
pub struct ActionView {
    /// Counts from 1.
    pub number: i64,
    pub item: String,
    pub finding: String,
    pub critical: bool,
    pub due: String,
    pub completed: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub completed_at: Option<Timestamp>,
    pub note: Option<String>,
}

/// Somebody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionSaidView)]
pub struct SaidView {
    pub text: String,
    pub item: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// One event of an inspection.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = InspectionEvent)]
pub struct EventView {
    /// Counts from 0.
    pub index: i64,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    #[serde(rename = "type")]
    pub event: String,
    pub actor_role: String,
    pub from: String,
    pub to: String,
    /// Empty for everybody but those named in the inspection.
    #[schema(value_type = Object)]
    pub data: Value,
    /// The leaf's hash, 64 hexadecimal digits.
    pub leaf: String,
    /// Its place in the tree; null until it has one.
    pub ledger_index: Option<i64>,
}

/// What is public of a clinic's inspections.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClinicInspections {
    /// Null where no report stands.
    pub current: Option<CurrentRating>,
    /// Earlier ratings, newest first.
    pub historic: Vec<RatedBefore>,
    /// The reports, newest first.
    pub items: Vec<InspectionView>,
    pub next: Option<String>,
    pub prev: Option<String>,
}

/// The rating that stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CurrentRating {
    pub inspection: String,
    #[schema(value_type = String, example = "good")]
    pub rating: Rating,
    pub overall_percent: Option<f64>,
    pub visited_on: String,
    #[schema(value_type = String, format = DateTime)]
    pub published_at: Timestamp,
    pub next_due: Option<String>,
}

/// A rating that a newer report replaced.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RatedBefore {
    pub inspection: String,
    #[schema(value_type = String, example = "good")]
    pub rating: Rating,
    pub overall_percent: Option<f64>,
    /// `announced` or `impromptu`.
    #[schema(value_type = String)]
    pub kind: Kind,
    pub visited_on: String,
}

/// Since when changes are asked for.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesFilter {
    /// Only what happened after this instant.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
}

impl Check for ChangesFilter {
    fn check(&self, _: &mut Wrong) {}
}

/// Something public that happened to a clinic's inspections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionChange)]
pub struct Change {
    pub inspection: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    #[serde(rename = "type")]
    pub event: String,
    pub state: String,
}
