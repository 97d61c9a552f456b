//! Random steps over the two tables of the coalition, on each database.

mod application_acts;
mod application_checks;
mod application_tries;
mod applications;
mod member_acts;
mod member_appeals;
mod member_votes;
mod members;
pub mod people;
