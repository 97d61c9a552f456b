//! Members: admitted by a published result, watched by the clock and by what happens elsewhere, and by the board.

pub mod actions;
pub mod alone;
pub mod api;
pub mod badge;
mod case;
pub mod checks;
pub mod concerns;
mod conditions;
pub mod days;
pub mod decisions;
mod facts;
pub mod file;
pub mod hearing;
pub mod imposed;
pub mod measures;
pub mod model;
mod offers;
mod on_record;
mod open;
mod publication;
mod states;
mod store;
mod table;
pub mod views;
pub mod waiting;

pub use actions::{admit, barred_until, is_founding, is_member, was_removed};
pub use facts::{MembershipFacts, WaitingReview, Wish, last_day};
pub use on_record::ends_alone;
pub use store::{Position, concerns_of, current, recused, standing_physicians};
pub use table::Membership;
