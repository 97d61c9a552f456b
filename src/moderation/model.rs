//! Rows, states and words of moderation.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::{
    moderation_appeals, moderation_decisions, moderation_flags, moderation_items, moderation_statements,
    moderation_voices,
};
use crate::directory::{ClinicId, PhysicianId};
use crate::{text_enum, text_id};
use diesel::prelude::*;

text_id! {
    /// An item of the queue.
    pub ItemId
}
text_id! {
    /// A report of a reader.
    pub FlagId
}
text_id! {
    /// What was decided about an item.
    pub DecisionId
}
text_id! {
    /// A statement of reasons.
    pub StatementId
}
text_id! {
    /// An appeal.
    pub AppealId
}

text_enum! {
    /// What can be reported and decided about.
    pub enum TargetKind {
        Thread = "thread",
        Post = "post",
        Review = "review",
        /// An account, by its public face.
        Profile = "profile",
    }
}

text_enum! {
    /// Why something is in the queue.
    pub enum ItemKind {
        Flag = "flag",
        FirstPost = "first_post",
        /// A new account that looks like spam.
        SignUp = "sign_up",
        /// A first review without proof.
        Review = "review",
        HeldReview = "held_review",
        /// A hidden one: two people decide.
        HiddenReview = "hidden_review",
        Appeal = "appeal",
        /// An appeal was right in part: somebody else decides anew.
        Again = "again",
    }
}

text_enum! {
    /// Whether an item waits.
    pub enum ItemState {
        Open = "open",
        Decided = "decided",
    }
}

text_enum! {
    /// What became of a flag.
    pub enum FlagState {
        Open = "open",
        Agreed = "agreed",
        Disagreed = "disagreed",
    }
}

text_enum! {
    /// What moderators do.
    pub enum Action {
        NoBreach = "no_breach",
        Mask = "mask",
        Hide = "hide",
        /// Of reviews: out of sight for some days.
        Hold = "hold",
        Remove = "remove",
        Restore = "restore",
        Lock = "lock",
        Warn = "warn",
        Silence = "silence",
        Suspend = "suspend",
        Ban = "ban",
    }
}

impl ItemKind {
    /// Whether a rule brought it here, and no person.
    pub const fn is_found_by_rule(self) -> bool {
        matches!(self, Self::FirstPost | Self::SignUp)
    }
}

impl Action {
    /// Whether it takes something from somebody, who is then told the reasons.
    pub const fn restricts(self) -> bool {
        !matches!(self, Self::NoBreach | Self::Restore)
    }

    /// Whether it takes something from what was written, which must then be there.
    pub const fn is_about_words(self) -> bool {
        self.restricts() && !self.is_about_account()
    }

    /// Whether it concerns the account and not what was written.
    pub const fn is_about_account(self) -> bool {
        matches!(self, Self::Warn | Self::Silence | Self::Suspend | Self::Ban)
    }

    /// Whether nobody can sign in to the account meanwhile.
    pub const fn stops_sign_in(self) -> bool {
        matches!(self, Self::Suspend | Self::Ban)
    }

    /// Whether moderators say when it ends.
    pub const fn is_timed(self) -> bool {
        matches!(self, Self::Silence | Self::Suspend | Self::Hold)
    }

    /// Whether nobody reads what it is about any more.
    pub const fn takes_from_sight(self) -> bool {
        matches!(self, Self::Hold | Self::Hide | Self::Remove)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> String {
        format!("moderation-action-{}", self.as_str().replace('_', "-"))
    }

    /// The sentence that says what was done: "Removed", where the button says "Remove".
    pub fn done_key(self) -> String {
        format!("moderation-told-{}", self.as_str().replace('_', "-"))
    }
}

text_enum! {
    /// How far a statement of reasons is.
    pub enum StatementState {
        InForce = "in_force",
        Appealed = "appealed",
        Upheld = "upheld",
        /// Right in part: it stands until somebody else has decided anew.
        Partly = "partly",
        Overturned = "overturned",
        /// Taken back by the moderators themselves.
        Lifted = "lifted",
        /// Another decision of the moderators stands instead.
        Replaced = "replaced",
    }
}

impl StatementState {
    /// Whether what it restricted stands no more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Overturned | Self::Lifted | Self::Replaced)
    }
}

text_enum! {
    /// What happens to a statement of reasons.
    pub enum Event {
        Issued = "issued",
        Appealed = "appealed",
        AppealMissed = "appeal_missed",
        AppealUpheld = "appeal_upheld",
        AppealPartly = "appeal_partly",
        AppealOverturned = "appeal_overturned",
        Lifted = "lifted",
        /// A person decided after the score had; theirs stands instead.
        Replaced = "replaced",
        /// The date until which it was to stand has come.
        Ended = "ended",
        /// Of warnings: whoever was warned has read it.
        Acknowledged = "acknowledged",
    }
}

text_enum! {
    /// In which capacity somebody acts on a statement.
    pub enum Part {
        Author = "author",
        Reporter = "reporter",
        Moderator = "moderator",
        Appeals = "appeals",
        Automatic = "automatic",
        Clock = "clock",
    }
}

text_enum! {
    /// The clocks of a statement.
    pub enum Timer {
        AppealDue = "appeal_due",
        MeasureEnds = "measure_ends",
    }
}

text_enum! {
    /// The letters of a statement.
    pub enum LetterKind {
        Statement = "statement",
        AppealReceived = "appeal_received",
        AppealDecided = "appeal_decided",
        Lifted = "lifted",
    }
}

text_enum! {
    /// Whose appeal it is.
    #[schema(as = AppealSide)]
    #[schema(as = FlagSide)]
    pub enum Side {
        Author = "author",
        Reporter = "reporter",
    }
}

text_enum! {
    /// Whether an appeal waits.
    pub enum AppealState {
        Open = "open",
        Decided = "decided",
    }
}

text_enum! {
    /// What an appeal came to.
    pub enum AppealOutcome {
        Upheld = "upheld",
        Overturned = "overturned",
        Partly = "partly",
    }
}

/// An item of the queue as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = moderation_items, treat_none_as_null = true)]
pub struct ItemRow {
    pub id: ItemId,
    pub kind: ItemKind,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub author_id: AccountId,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    pub state: ItemState,
    /// Lower ones come first.
    pub priority: i64,
    pub title: String,
    pub path: String,
    /// What was there when it came into the queue.
    pub snapshot: String,
    pub claimed_by: Option<AccountId>,
    pub claimed_until: Option<Timestamp>,
    pub appeal_id: Option<AppealId>,
    pub decided_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub version: i64,
    /// Until when two must have agreed, or when a hold is over.
    pub due_at: Option<Timestamp>,
    /// That date was missed; the clock wrote it.
    pub overdue: bool,
}

/// What one of two people said, as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = moderation_voices)]
pub struct VoiceRow {
    pub id: DecisionId,
    pub item_id: ItemId,
    pub moderator_id: AccountId,
    pub action: Action,
    pub ground: Option<String>,
    pub explanation: String,
    pub created_at: Timestamp,
}

/// A flag as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = moderation_flags, treat_none_as_null = true)]
pub struct FlagRow {
    pub id: FlagId,
    pub item_id: ItemId,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub flagger_id: AccountId,
    pub reason: String,
    pub text: Option<String>,
    pub take_action: bool,
    /// Raised by a physician or a clinic: it hides nothing by itself.
    pub by_party: bool,
    pub state: FlagState,
    /// A [`super::score::Arithmetic`].
    pub arithmetic: JsonText,
    /// HMAC-SHA-256 of what was flagged under a key of the site, hexadecimal.
    pub target_hash: String,
    pub snapshot: String,
    /// What was done, once it is decided.
    pub outcome: Option<Action>,
    pub statement_id: Option<StatementId>,
    pub decided_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub version: i64,
}

/// A decision as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = moderation_decisions)]
pub struct DecisionRow {
    pub id: DecisionId,
    pub item_id: ItemId,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub author_id: AccountId,
    pub action: Action,
    pub ground: Option<String>,
    pub explanation: String,
    pub until_at: Option<Timestamp>,
    /// Nobody where the score decided by itself.
    pub decided_by: Option<AccountId>,
    pub in_force: bool,
    /// What a mask took away, sealed.
    pub sealed: Option<Vec<u8>>,
    pub statement_id: Option<StatementId>,
    pub appeal_outcome: Option<AppealOutcome>,
    pub undone_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// A statement of reasons as it lies in the database: with the fields of the DSA Transparency Database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = moderation_statements)]
pub struct StatementRow {
    pub id: StatementId,
    pub subject_ref: String,
    pub author_id: AccountId,
    pub target_kind: TargetKind,
    pub target_id: String,
    pub action: Action,
    pub path: String,
    pub snapshot: String,
    pub state: StatementState,
    pub decision_visibility: Option<String>,
    pub decision_account: Option<String>,
    pub decision_provision: Option<String>,
    pub decision_ground: String,
    pub ground_code: String,
    pub incompatible_content_explanation: Option<String>,
    pub illegal_content_explanation: Option<String>,
    pub decision_facts: String,
    pub content_type: String,
    pub category: String,
    pub source_type: String,
    pub automated_detection: String,
    pub automated_decision: String,
    pub content_date: Timestamp,
    pub application_date: Timestamp,
    pub end_date: Option<Timestamp>,
    pub appeal_until: Timestamp,
    pub decided_by: Option<AccountId>,
    pub version: i64,
    /// Of a warning: when whoever was warned said that they have read it.
    pub acknowledged_at: Option<Timestamp>,
}

/// An appeal as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = moderation_appeals, treat_none_as_null = true)]
pub struct AppealRow {
    pub id: AppealId,
    pub statement_id: StatementId,
    pub appellant_id: AccountId,
    pub side: Side,
    pub text: String,
    pub state: AppealState,
    /// Its date was missed; the clock wrote it.
    pub overdue: bool,
    pub outcome: Option<AppealOutcome>,
    pub reason: Option<String>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub version: i64,
}
