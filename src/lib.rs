//! Candor: a self-hosted community where patients share experiences and physicians are held to account in the open.
//!
//! Three layers, imports only downwards: domains → platform → kernel. `docs/architecture.md` walks through them.

#![forbid(unsafe_code)]

// Kernel: no database, no HTTP.
pub mod clock;
pub mod config;
pub mod error;
pub mod ids;
pub mod specialty;
pub mod stats;
pub mod text;
pub mod workdays;
pub mod workflow;

// Platform: knows databases, HTTP, SMTP and disk; knows no domain.
pub mod app;
pub mod cases;
pub mod db;
pub mod files;
pub mod jobs;
pub mod ledger;
pub mod mail;
pub mod web;

// Domains, in the order they may import one another (right may use left).
pub mod accounts;
pub mod coalition;
pub mod complaints;
pub mod directory;
pub mod drafts;
pub mod forum;
pub mod inspections;
pub mod moderation;
pub mod operations;
pub mod reviews;

// Assembly.
pub mod cli;
pub mod server;
