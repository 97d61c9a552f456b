//! What the tests stand on: databases, people, a mail server, the ledger's promises, random walks.

#![allow(dead_code, reason = "a helper may wait for the test that needs it")]

pub mod answer;
pub mod app;
pub mod community;
pub mod costs;
pub mod leaves;
pub mod ledger;
pub mod letters;
pub mod make;
pub mod people;
pub mod postgres;
pub mod process;
pub mod rows;
pub mod scene;
pub mod schema;
pub mod smtp;
pub mod sqlite;
pub mod walk;
pub mod words;
