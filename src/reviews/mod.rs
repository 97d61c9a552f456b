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
    Decision, Filed, Replied, acknowledge, add_proof, add_version, ask_for_proof, decide, decide_proof, moderated,
    reply, seal_proof, submit, update_reply, withdraw,
};
pub use drafts::REVIEW_FORM;
pub use export::{ExportError, Exported, recompute};
pub use facts::ReviewFacts;
pub use letters::previews;
pub use merging::{clinic_merged, entry_confirmed, physician_merged};
pub use model::{Event, LetterKind, ReviewRow, ReviewState, Role, Stage, Timer};
pub use rate::write_stale as rate_again;
pub use rules::CODES;
pub use rules::{guard, rating};
pub use store::parts::stored_files;
pub use table::Review;

use crate::accounts::AccountId;
use crate::app::Announcement;
use crate::clock::Timestamp;
use crate::directory::{ClinicId, PhysicianId};

/// A review entered the queue: a first one, without proof.
#[derive(Debug, Clone)]
pub struct ReviewQueued {
    pub review: String,
}

/// A review is held.
#[derive(Debug, Clone)]
pub struct ReviewHeld {
    pub review: String,
}

/// A review left the queue or its hold by the clock, its author, or its proof.
#[derive(Debug, Clone)]
pub struct ReviewSettled {
    pub review: String,
}

/// The clock hid a review whose hold is over: two moderators decide.
#[derive(Debug, Clone)]
pub struct ReviewHidden {
    pub review: String,
}

/// The rating of a physician was computed again.
#[derive(Debug, Clone)]
pub struct RatingChanged {
    pub physician: PhysicianId,
    /// Nothing below the threshold.
    pub score: Option<f64>,
    pub counted: i64,
}

impl Announcement for ReviewQueued {}
impl Announcement for ReviewHeld {}
impl Announcement for ReviewSettled {}
impl Announcement for ReviewHidden {}
impl Announcement for RatingChanged {}

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
    pub version: i64,
    pub physician: Option<PhysicianId>,
    pub clinic: Option<ClinicId>,
    pub created_at: Timestamp,
    pub path: String,
}
