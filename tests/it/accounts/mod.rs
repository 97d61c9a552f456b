//! Accounts through the front door, on both databases.

mod pages;
mod passwords;
mod roles;
mod second_factor;
mod sessions;
mod sign_in;
mod sign_up;
mod tokens;
