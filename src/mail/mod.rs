//! Mail: letters are rows in an outbox, written with the change they tell of; a worker sends them afterwards.
//!
//! Domains make a [`Letter`] and hand it to [`outbox::post`]. [`worker::Courier`] claims what is due, sends it
//! through [`transport::Transport`] and marks it; `lettre` is known to `message.rs` and `transport.rs` only.

mod letter;
mod message;
pub mod outbox;
pub mod preview;
mod render;
mod schedule;
pub mod store;
#[cfg(test)]
pub(crate) mod testing;
mod transport;
pub mod worker;
mod wrap;

pub use letter::{Block, Letter, Recipient};
pub use message::{Unsendable, headers};
pub use preview::{Preview, Previews};
pub use transport::{SendError, Transport};
pub use worker::{Courier, run, run_due};
