//! The tests that go through the front door: one binary, the same cases on SQLite and PostgreSQL.
//!
//! A test that needs PostgreSQL has `postgres` in its path; `make check` leaves those out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test says what it expects by failing"
)]

mod access;
mod accounts;
mod architecture;
mod budgets;
mod complaints;
mod directory;
mod docs;
mod errors;
mod faults;
mod forum;
mod late_clock;
mod mail_outage;
mod migrations;
mod operations;
mod platform;
mod storage;
mod support;
mod walks;
