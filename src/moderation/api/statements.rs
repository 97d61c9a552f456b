//! Statements of reasons, appeals and the public log on the wire.

use crate::clock::Timestamp;
use crate::directory::api::ActionLink;
use crate::moderation::model::{
    Action, AppealId, AppealOutcome, AppealState, DecisionId, Side, StatementId, StatementState, TargetKind,
};
use crate::web::Versioned;
use serde::Serialize;
use utoipa::ToSchema;

/// A statement of reasons, with the fields of the DSA Transparency Database.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatementView {
    pub id: StatementId,
    pub state: StatementState,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub path: String,
    pub action: Action,
    /// What was there; empty for whoever reported it, and once nobody needs the words of a withdrawn review.
    pub snapshot: String,
    pub decision_visibility: Option<String>,
    pub decision_account: Option<String>,
    pub decision_provision: Option<String>,
    pub decision_ground: String,
    /// The rule, as a code of the pack.
    pub ground: String,
    pub incompatible_content_explanation: Option<String>,
    pub illegal_content_explanation: Option<String>,
    pub decision_facts: String,
    pub content_type: Vec<String>,
    pub category: String,
    pub source_type: String,
    pub automated_detection: String,
    pub automated_decision: String,
    #[schema(value_type = String, format = DateTime)]
    pub content_date: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub application_date: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub end_date: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    pub appeal_until: Timestamp,
    /// Of a warning: when its receiver said that they have read it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub acknowledged_at: Option<Timestamp>,
    /// For whoever reported it only their own.
    pub appeals: Vec<AppealView>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for StatementView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// An appeal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AppealView {
    pub id: AppealId,
    pub statement_id: StatementId,
    pub side: Side,
    pub text: String,
    pub state: AppealState,
    /// Its date was missed.
    pub overdue: bool,
    /// None while it is open, and where a later decision stands in place of the one that it was against.
    pub outcome: Option<AppealOutcome>,
    pub reason: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for AppealView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// An appeal with what it is about, for whoever may hear it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AppealDetail {
    #[serde(flatten)]
    pub appeal: AppealView,
    pub statement: StatementView,
    /// The caller has a part in it; for pages, the API tells it by what can be done.
    #[serde(skip)]
    pub has_part: bool,
}

impl Versioned for AppealDetail {
    fn version(&self) -> i64 {
        self.appeal.version
    }
}

/// A line of the public log: what was done and why, and neither to whom nor by whom.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogEntry {
    pub id: DecisionId,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    pub target_kind: TargetKind,
    pub action: Action,
    pub ground: Option<String>,
    pub automated: bool,
    pub in_force: bool,
    pub appeal_outcome: Option<AppealOutcome>,
    /// When it was taken back, or its time was over.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undone_at: Option<Timestamp>,
    /// 1, and one more for an appeal that was heard and for its end.
    pub version: i64,
}

/// How often a ground led to an action.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundCount {
    pub ground: Option<String>,
    pub action: Action,
    pub count: i64,
}
