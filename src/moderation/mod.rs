//! Moderation: what readers report, what moderators decide, what the author is told, and who hears the appeal.
//!
//! Reports, first posts, sign-ups that look like spam and held reviews come into one queue. A decision is written
//! down with its statement of reasons; the statement is a case of its own, which an appeal by somebody else may
//! overturn. What stands against a thing or a person is always set as a whole from the decisions in force
//! (`targets`), so that overturning leaves nothing behind.

mod actions;
pub mod api;
mod case;
mod figures;
pub mod http;
mod letters;
mod links;
mod masking;
mod model;
pub mod pages;
mod points;
mod reads;
pub mod rules;
pub mod score;
mod sign_ups;
mod store;
mod table;
mod targets;
mod views;
mod words;

pub use actions::{
    Decided, Flagged, Heard, acknowledge, appeal, claim, decide, decide_appeal, flag, follow_review, forget_withdrawn,
    name_chosen, queue_first_post, queue_sign_up, release, review_hidden, review_overdue, review_withdrawn,
};
pub use letters::previews;
pub use model::*;
pub use pages::notices;
pub use rules::CODES;
pub use table::{Statement, StatementFacts};
