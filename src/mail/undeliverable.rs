//! Letters that do not arrive: told to whoever subscribed, and addresses that are switched off.

use super::store;
use crate::app::{Announcement, Tx};
use crate::error::AppError;

/// A letter was given up, or came back for good.
#[derive(Debug, Clone)]
pub struct LetterUndeliverable {
    pub id: String,
    pub kind: String,
    pub thread: Option<String>,
    pub recipient: String,
}

impl Announcement for LetterUndeliverable {}

/// Tells the domain whose letter it was.
pub fn tell(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let letter = store::find(tx.conn, id)?;
    tx.announce(&LetterUndeliverable {
        id: letter.id,
        kind: letter.kind,
        thread: letter.thread,
        recipient: letter.recipient,
    })
}
