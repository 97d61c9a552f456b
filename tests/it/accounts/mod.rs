//! Accounts through the front door, on both databases.

mod front_door;
mod pages;
mod passwords;
mod people;
mod role_changes;
mod roles;
mod sessions;
mod sign_in;
mod sign_up;
mod tokens;
