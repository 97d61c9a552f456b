//! Wire types of moderation: what comes in and what goes out.

use super::model::{
    Action, AppealId, AppealOutcome, AppealState, DecisionId, FlagId, FlagState, ItemId, ItemKind, ItemState, Side,
    StatementId, StatementState, TargetKind,
};
use super::rules::WORDS;
use super::score::Arithmetic;
use crate::clock::Timestamp;
use crate::directory::api::ActionLink;
use crate::web::{Check, Versioned, Wrong};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Most passages of one mask.
const PASSAGES: usize = 50;

/// A report.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFlag {
    pub target_kind: TargetKind,
    #[schema(max_length = 64)]
    pub target_id: String,
    /// A reason of the pack: `spam`, `harassment_or_hate`, `personal_data`, …
    pub reason: String,
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub text: Option<String>,
    /// Staff only: something should be done at once.
    #[serde(default)]
    pub take_action: bool,
}

impl Check for NewFlag {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/target_id", &self.target_id, 1..=64);
        wrong.length_of("/text", self.text.as_deref(), 0..=*WORDS.end());
    }
}

/// A moderator's decision.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    pub action: Action,
    /// A flag reason, or a removal ground of the reviews; the first flag's reason when absent.
    #[serde(default)]
    pub ground: Option<String>,
    /// What the author will read: facts, not guesses. The ground's own words when absent.
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub explanation: Option<String>,
    /// For `silence` and `suspend`; a day when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// For `mask`: what is replaced. When absent, e-mail addresses and telephone numbers; where there are none, all of it.
    #[serde(default)]
    pub passages: Vec<String>,
}

impl Check for NewDecision {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/explanation", self.explanation.as_deref(), 0..=*WORDS.end());
        wrong.count("/passages", self.passages.len(), 0..=PASSAGES);
    }
}

/// An appeal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealText {
    #[schema(min_length = 1, max_length = 5000)]
    pub text: String,
}

impl Check for AppealText {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, WORDS);
    }
}

/// The decision about an appeal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hearing {
    pub outcome: AppealOutcome,
    #[schema(min_length = 1, max_length = 5000)]
    pub reason: String,
}

impl Check for Hearing {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, WORDS);
    }
}

/// Which items of the queue.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct QueueFilter {
    pub kind: Option<ItemKind>,
    /// `open` when absent.
    pub state: Option<ItemState>,
}

impl Check for QueueFilter {}

/// Which appeals.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AppealFilter {
    /// `open` when absent.
    pub state: Option<AppealState>,
}

impl Check for AppealFilter {}

/// A report, to whoever made it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlagView {
    pub id: FlagId,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub reason: String,
    pub text: Option<String>,
    pub take_action: bool,
    pub state: FlagState,
    /// What was done; null until it is decided.
    pub outcome: Option<Action>,
    /// The statement that one may appeal against.
    pub statement_id: Option<StatementId>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

/// Somebody, as moderators see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = QueuePerson)]
pub struct PersonView {
    pub id: String,
    pub display_name: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub member_since: Option<Timestamp>,
}

/// A report in the queue, with what it weighs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QueuedFlag {
    pub id: FlagId,
    pub flagger: PersonView,
    pub reason: String,
    pub text: Option<String>,
    pub take_action: bool,
    pub by_party: bool,
    pub state: FlagState,
    pub arithmetic: Arithmetic,
    /// What was there when it was raised.
    pub snapshot: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// Who looks at an item.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = QueueClaim)]
pub struct ClaimView {
    /// An account's id.
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

/// An item of the queue.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QueueItemView {
    pub id: ItemId,
    pub kind: ItemKind,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub state: ItemState,
    /// 0 comes before 1.
    pub priority: i64,
    pub title: String,
    pub path: String,
    pub author: PersonView,
    /// What was there when it came into the queue; empty where the caller has a conflict of interest.
    pub snapshot: String,
    pub flags: Vec<QueuedFlag>,
    /// The sum of the flags' totals.
    pub score: f64,
    /// From here on a post is hidden by itself.
    pub hide_score: f64,
    pub claim: Option<ClaimView>,
    /// What stands against the thing now.
    pub in_force: Vec<Action>,
    /// The caller wrote it, or is tied to whom it is about: others decide.
    pub conflict: bool,
    pub appeal_id: Option<AppealId>,
    /// What was decided, newest first.
    pub decisions: Vec<DecisionView>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Empty where nothing may be done.
    pub actions: Vec<ActionLink>,
}

impl Versioned for QueueItemView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// How often something was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActionCount {
    pub action: Action,
    pub count: i64,
}

/// An item with what came before it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QueueItemDetail {
    #[serde(flatten)]
    pub item: QueueItemView,
    /// What was decided about the author's words so far, without what appeals undid.
    pub author_history: Vec<ActionCount>,
    /// What was decided about this thing, newest first.
    pub earlier_decisions: Vec<DecisionView>,
}

impl Versioned for QueueItemDetail {
    fn version(&self) -> i64 {
        self.item.version
    }
}

/// A decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = QueueDecision)]
pub struct DecisionView {
    pub id: DecisionId,
    pub item_id: ItemId,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub action: Action,
    pub ground: Option<String>,
    pub explanation: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    pub statement_id: Option<StatementId>,
    pub in_force: bool,
    pub automated: bool,
    pub appeal_outcome: Option<AppealOutcome>,
    /// 1, and 2 once an appeal changed what it does.
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

/// A statement of reasons, with the fields of the DSA Transparency Database.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatementView {
    pub id: StatementId,
    pub state: StatementState,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub path: String,
    pub action: Action,
    /// What was there; for its author and staff only.
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
}

impl Versioned for AppealDetail {
    fn version(&self) -> i64 {
        self.appeal.version
    }
}

/// A line of the public log: what was done and why, and neither to whom nor by whom.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogEntry {
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    pub target_kind: TargetKind,
    pub action: Action,
    pub ground: Option<String>,
    pub automated: bool,
    pub in_force: bool,
    pub appeal_outcome: Option<AppealOutcome>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undone_at: Option<Timestamp>,
}

/// How often a ground led to an action.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundCount {
    pub ground: Option<String>,
    pub action: Action,
    pub count: i64,
}
