//! Mail: letters are rows in an outbox, written with the change they tell of; a worker sends them afterwards.
//!
//! Domains make a [`Letter`] and hand it to [`outbox::post`]. [`worker::Courier`] claims what is due, sends it
//! through [`transport::Transport`] and marks it; `lettre` is known to `message.rs` and `transport.rs` only.
//! What comes in is read by `inbound.rs`; the domain whose letter it answers says what becomes of it.

mod inbound;
mod incoming;
mod letter;
mod message;
pub mod outbox;
pub mod preview;
mod quotation;
mod render;
mod schedule;
pub mod store;
#[cfg(test)]
pub(crate) mod testing;
mod transport;
mod undeliverable;
pub mod worker;
mod wrap;

pub use inbound::{Inbound, InboundFile, LONGEST as LONGEST_INBOUND, NotAMessage, read as read_inbound};
pub use incoming::{Became, is_known, leave, note_delivery, take_in, was_delivered};
pub use letter::{Block, Letter, Recipient};
pub use message::{Unsendable, headers};
pub use preview::{Preview, Previews};
pub use transport::{SendError, Transport};
pub use undeliverable::LetterUndeliverable;
pub use worker::{Courier, run, run_due};
