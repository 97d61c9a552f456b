//! Patients' reviews: what a patient says of a physician or a clinic, how far it is proved, and what follows for the rating.
//!
//! The table is in `table.rs`; `rules/` holds the rating formula and the guard of replies, both pure; `rate.rs` writes
//! the figures on profiles in the transaction of each change. Moderation decides through [`decide`].

mod actions;
pub mod api;
mod case;
mod drafts;
mod export;
mod facts;
pub mod http;
mod letters;
mod merging;
mod model;
pub mod pages;
mod rate;
mod reads;
pub mod rules;
mod store;
mod table;
mod views;

pub use actions::{
    Decision, Filed, Replied, acknowledge, add_proof, add_version, ask_for_proof, decide, decide_proof, hidden_for,
    holds, longest_hold, moderated, reply, seal_proof, submit, two_until, update_reply, withdraw,
};
pub use drafts::REVIEW_FORM;
pub use export::{ExportError, Exported, recompute};
pub use facts::ReviewFacts;
pub use letters::previews;
pub use merging::{clinic_merged, entry_confirmed, physician_merged};
pub use model::{Event, LetterKind, ReviewRow, ReviewState, Role, Stage, Timer};
pub use rate::{write_heirs as lineage_changed, write_stale as rate_again};
pub use rules::CODES;
pub use rules::{guard, rating};
pub use store::parts::stored_files;
pub use table::Review;

use crate::accounts::AccountId;
use crate::app::Announcement;
use crate::clock::Timestamp;
use crate::directory::{ClinicId, PhysicianId};

/// A review came to wait for somebody, or waits no more: in the queue, in a hold, or hidden.
#[derive(Debug, Clone)]
pub struct ReviewMoved {
    pub review: String,
}

/// The clock hid a review whose hold is over: two moderators decide.
#[derive(Debug, Clone)]
pub struct ReviewHidden {
    pub review: String,
}

/// A hidden review waited too long for two moderators.
#[derive(Debug, Clone)]
pub struct ReviewOverdue {
    pub review: String,
}

/// The author took a review back: nobody reads its words any more.
#[derive(Debug, Clone)]
pub struct ReviewWithdrawn {
    pub review: String,
}

/// The rating of a physician was computed again.
#[derive(Debug, Clone)]
pub struct RatingChanged {
    pub physician: PhysicianId,
    /// S, 1–5, to the decimals in which it is published, whether or not there is enough for that.
    pub score: f64,
    /// Reviews in it.
    pub counted: i64,
}

impl Announcement for ReviewMoved {}
impl Announcement for ReviewHidden {}
impl Announcement for ReviewOverdue {}
impl Announcement for ReviewWithdrawn {}
impl Announcement for RatingChanged {}

/// How a review is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Nobody where that was not written down.
    pub by: Option<AccountId>,
    pub until: Timestamp,
    /// It had its one extension.
    pub extended: bool,
}

/// What moderation looks at: a snapshot, and who stands too near.
#[derive(Debug, Clone)]
pub struct Moderated {
    pub author: AccountId,
    /// Of the newest version, as its author wrote it.
    pub text: String,
    pub overall: i64,
    pub state: ReviewState,
    /// Whether words are replaced, also while it is hidden or removed.
    pub masked: bool,
    /// Of the restriction that holds now.
    pub ground: Option<String>,
    pub hold: Option<Hold>,
    pub version: i64,
    pub physician: Option<PhysicianId>,
    pub clinic: Option<ClinicId>,
    pub created_at: Timestamp,
    pub path: String,
}
