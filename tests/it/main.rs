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
#![allow(clippy::too_many_lines, reason = "a story is told in one piece")]

mod access;
mod accounts;
mod architecture;
mod budgets;
mod coalition;
mod collation;
mod complaints;
mod config_keys;
mod directory;
mod docs;
mod drafts;
mod errors;
mod failing_clock;
mod faults;
mod forum;
mod inspections;
mod late_clock;
mod mail_outage;
mod migrations;
mod moderation;
mod operations;
mod platform;
mod quiet_log;
mod refused;
mod reviews;
mod sealed_files;
mod secure_mail;
mod storage;
mod support;
mod tables;
mod walks;
