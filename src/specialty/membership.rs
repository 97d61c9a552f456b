//! Coalition membership in the pack: gates, criteria with anchors, thresholds and clocks.

use super::{ClockRule, Words};
use crate::workdays::Span;
use serde::Deserialize;

/// The membership section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// G1–G9, each answered yes or no.
    pub gates: Vec<Gate>,
    /// K1–K8, whose weights sum to 100.
    pub criteria: Vec<Criterion>,
    pub thresholds: MembershipThresholds,
    pub references: References,
    pub concerns: Concerns,
    pub clocks: MembershipClocks,
    pub publication: Publication,
}

/// Months after which the register no longer shows a measure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    pub warning: u32,
    pub restriction: u32,
    /// From which length on a suspension counts as long.
    pub long_suspension_months: u32,
    pub long_suspension: u32,
    pub removal: u32,
}

/// What opens the review of a member by itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concerns {
    /// One upheld complaint of this severity is enough.
    pub grave_severity: u8,
    /// So many upheld ones of this severity within so many months.
    pub serious_severity: u8,
    pub serious_count: i64,
    pub serious_months: u32,
    /// Complaints that were not answered in time.
    pub untimely_count: i64,
    pub untimely_months: u32,
    /// A score below this, once so many reviews count.
    pub rating_below: f64,
    pub rating_counted: i64,
}

/// A requirement that stops an application when it is not met.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub code: String,
    /// The application state in which it is decided.
    pub decided_in: String,
    /// Its answer is looked up at a source outside; one without address and day is marked as not captured.
    #[serde(default)]
    pub at_source: bool,
    pub words: Words,
}

/// A scored point.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    pub code: String,
    pub weight: u32,
    /// Median below which nobody is admitted; 0 for none.
    #[serde(default)]
    pub minimum: u8,
    pub words: Words,
    /// What each score 0–5 means.
    pub anchors: Vec<Words>,
}

/// Where recommendations begin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembershipThresholds {
    /// Composite 0–100.
    pub admit: f64,
    pub defer: f64,
    /// Krippendorff's alpha, ordinal.
    pub agreement: f64,
    pub calibration_rounds: u32,
    pub least_reviewers: u32,
    pub reason_min_length: usize,
    pub least_quorum: u32,
    /// Voices that decide an appeal against a measure.
    pub appeal_voices: u32,
    /// Below this many members the coalition is founding.
    pub founding_below: u32,
    pub recusal_kilometres: u32,
    pub coauthor_months: u32,
    pub reapply_months: u32,
    pub defer_months_least: u32,
    pub defer_months_most: u32,
}

/// Who is asked about an applicant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct References {
    pub peers: u32,
    pub patients_listed: u32,
    pub patients_drawn: u32,
    pub answers_needed: u32,
}

/// Every clock of applications and members.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembershipClocks {
    pub gaps_listed: Span,
    pub gaps_cured: Span,
    pub references: ClockRule,
    pub scoring: Span,
    pub public_comment: Span,
    /// The applicant's answer, counted from the start of the comments.
    pub comment_answer: Span,
    pub vote: Span,
    /// Counted from a complete file.
    pub decision: Span,
    pub published: Span,
    pub licence_check_age: Span,
    /// Between two looks at licence and sanctions.
    pub check_months: u32,
    pub interim_vote: Span,
    pub interim_restriction: Span,
    pub appeal: Span,
    /// From an appeal to its decision, in calendar days.
    pub appeal_heard: Span,
    /// Longest suspension that a review can end with.
    pub suspension_months: u32,
    pub probation_months: u32,
    pub first_inspection_months: u32,
    pub recredential_months: u32,
    pub reinstatement_months: u32,
    /// Days before a licence expires on which letters go out, in falling order.
    pub expiry_letters_before_days: Vec<u32>,
}
