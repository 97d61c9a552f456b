//! Complaints: private resolution first, then escalation to the coalition by e-mail.
//!
//! The ladder is the table in `table.rs`; `facts.rs` says what its conditions may look at and when its timers
//! fall due; `actions/` has one function per human intent; `letters/` one per letter. The clock does the rest.

pub mod actions;
pub mod api;
mod case;
mod drafts;
mod facts;
mod figures;
mod history;
pub mod http;
pub mod jobs;
mod letters;
mod lists;
mod load;
mod model;
pub mod pages;
mod parties;
mod public;
pub mod rules;
mod store;
mod table;
mod told;
mod views;

pub use actions::receive;
pub use drafts::FILING_FORM;
pub use facts::{ComplaintFacts, Wish};
pub use letters::previews;
pub use model::*;
pub use pages::newest as newest_recorded;
pub use store::stored_files;
pub use table::Complaint;

use crate::directory::{ClinicId, PhysicianId};

/// A complaint took a step; figures on profiles and membership rules follow from it.
#[derive(Debug, Clone)]
pub struct ComplaintStepped {
    pub complaint: String,
    pub physician: Option<PhysicianId>,
    pub clinic: Option<ClinicId>,
    pub event: Event,
    pub to: State,
    pub category: String,
    pub severity: Option<i64>,
    pub outcome: Option<Outcome>,
    /// The clinic was marked for its silence.
    pub untimely: bool,
}

impl crate::app::Announcement for ComplaintStepped {}

/// A recommendation has been overdue for as long as the pack allows: membership looks at it.
#[derive(Debug, Clone)]
pub struct RecommendationOverdue {
    pub complaint: String,
    pub physician: Option<PhysicianId>,
    pub clinic: Option<ClinicId>,
}

impl crate::app::Announcement for RecommendationOverdue {}
