//! Inspections: a clinic is visited, scored item by item, asked about the facts, and the report is published.
//!
//! The way is the table in `table/`; `facts.rs` says what its conditions may look at and when its timers fall due;
//! `rating.rs` is `inspection-v1`; `actions/` has one function per human intent. Scores and findings are appended,
//! never changed: what the inspectors found stays beside what a point of the clinic made of it.

pub mod actions;
pub mod api;
mod case;
mod drafts;
mod facts;
pub mod http;
mod letters;
mod lists;
mod load;
mod model;
mod offers;
pub mod pages;
mod parties;
mod profiles;
pub mod rating;
pub mod rules;
mod store;
mod table;
mod thread;
mod views;

pub use drafts::FACTS_FORM;
pub use facts::{InspectionFacts, Wish};
pub use letters::previews;
pub use model::*;
pub use pages::newest as newest_recorded;
pub use rules::CODES;
pub use store::stored_files;
pub use table::Inspection;

use crate::directory::{ClinicId, PhysicianId};

/// A report was published: profiles, figures and membership rules follow from it.
#[derive(Debug, Clone)]
pub struct InspectionPublished {
    pub inspection: String,
    pub clinic: ClinicId,
    /// `outstanding`, `good`, `requires_improvement`, `inadequate` or `not_rated`.
    pub rating: String,
    /// Who works at the clinic now.
    pub physicians: Vec<PhysicianId>,
}

impl crate::app::Announcement for InspectionPublished {}

/// It became public that a clinic let nobody in.
#[derive(Debug, Clone)]
pub struct InspectionRefused {
    pub inspection: String,
    pub clinic: ClinicId,
    /// Who works at the clinic now.
    pub physicians: Vec<PhysicianId>,
}

impl crate::app::Announcement for InspectionRefused {}
