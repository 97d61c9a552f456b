//! Drafts: what somebody typed into a form and does not publish yet.
//!
//! A draft belongs to one account, and nobody else learns that it is there, staff included. It knows neither what it
//! is a draft of nor what its fields mean: the domains to the right say which of their forms keep drafts ([`Form`]),
//! fill them from one ([`opened`]), save what was typed ([`Typed`]) and delete the draft in the transaction that
//! publishes it ([`published`]). Assembly hands the list of forms in as [`Forms`].

mod actions;
pub mod api;
mod form;
pub mod http;
mod jobs;
mod model;
pub mod pages;
pub mod rules;
mod store;

pub use actions::{over, published, published_from, save};
pub use form::{Form, Forms, Held, Kept, Offer, Opened, Typed, beside, opened};
pub use jobs::forget_old;
pub use model::DraftId;
pub use rules::CODES;
