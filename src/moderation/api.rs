//! Wire types of moderation: what comes in and what goes out.

mod figures;
mod statements;

pub use figures::{AppealFigures, FigurePeriod, ModerationFigures, ReasonFigures};
pub use statements::{AppealDetail, AppealView, GroundCount, LogEntry, StatementView};

use super::model::{
    Action, AppealId, AppealOutcome, AppealState, DecisionId, FlagId, FlagState, ItemId, ItemKind, ItemState,
    StatementId, TargetKind,
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
    /// A flag reason, or a removal ground of the reviews; when absent, what another said before where two must agree,
    /// else the first flag's reason.
    #[serde(default)]
    pub ground: Option<String>,
    /// What the author will read: facts, not guesses. The ground's own words when absent.
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub explanation: Option<String>,
    /// For `silence` and `suspend`, a day when absent; for `hold`, as long as the pack allows when absent.
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
    /// What was there when it was raised; empty once nobody needs the words of a withdrawn review.
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

/// What one moderator said where two must say the same.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = QueueVoice)]
pub struct VoiceView {
    /// An account's id.
    pub by: String,
    pub action: Action,
    pub ground: Option<String>,
    pub explanation: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// An item of the queue.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QueueItemView {
    pub id: ItemId,
    pub kind: ItemKind,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub state: ItemState,
    /// Lower ones come first; −1 where a date was missed.
    pub priority: i64,
    pub title: String,
    pub path: String,
    pub author: PersonView,
    /// What was there when it came into the queue; empty where the caller has a conflict of interest, and once nobody
    /// needs the words of a withdrawn review.
    pub snapshot: String,
    pub flags: Vec<QueuedFlag>,
    /// The sum of the flags' totals; those of physicians and clinics do not count.
    pub score: f64,
    /// From here on a post is hidden by itself.
    pub hide_score: f64,
    pub claim: Option<ClaimView>,
    /// What stands against the thing now.
    pub in_force: Vec<Action>,
    /// The caller wrote it, or is tied to whom it is about: others decide.
    pub conflict: bool,
    pub appeal_id: Option<AppealId>,
    /// Until when two must have agreed, or when a hold is over.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    /// Two should have agreed by then, and have not.
    pub overdue: bool,
    /// What is done only if two moderators say the same.
    pub takes_two: Vec<Action>,
    /// What was said so far where two must agree, oldest first.
    pub voices: Vec<VoiceView>,
    /// What was decided, newest first.
    pub decisions: Vec<DecisionView>,
    /// Its author took the review back; for pages, the API tells it by what can be done.
    #[serde(skip)]
    pub is_withdrawn: bool,
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
    /// What the warnings that stand against the author add up to.
    pub warning_points: u32,
    /// What that sum suggests; moderators decide.
    pub suggested_action: Option<Action>,
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
    /// It takes two, and nobody else has said the same yet: nothing is done.
    pub waits: bool,
    pub automated: bool,
    pub appeal_outcome: Option<AppealOutcome>,
    /// 1, and one more for an appeal that was heard and for its end.
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}
