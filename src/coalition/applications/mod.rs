//! Applications: from the form over gates, references, blind scores and public comment to the board's vote.

pub mod actions;
pub mod api;
mod asking;
mod blind;
mod case;
#[cfg(test)]
mod clock_tests;
mod facts;
mod form;
pub mod gaps;
mod lists;
mod load;
pub mod model;
mod store;
mod table;
pub mod views;

pub use facts::{ApplicationFacts, Wish};
pub use form::{Form, Gap, Person, Section, asked_for};
pub use lists::{Filter, awaited, mine, open_to_comment, queue, to_vote};
pub use load::{facts_of, facts_of_id};
pub use store::{
    Position, admissions_of, find, gates_of, of_physician, open_of, outcomes_of, recusals_of, referees_of, results_of,
    votes_of, written_to,
};
pub use table::Application;

use crate::clock::Timestamp;
use chrono::Months;

/// So many months on, at the same time of day.
pub fn later_months(at: Timestamp, months: u32) -> Timestamp {
    at.to_utc().checked_add_months(Months::new(months)).map_or(at, Timestamp::from_utc)
}

/// So many months back, at the same time of day.
pub fn earlier_months(at: Timestamp, months: u32) -> Timestamp {
    at.to_utc().checked_sub_months(Months::new(months)).map_or(at, Timestamp::from_utc)
}
