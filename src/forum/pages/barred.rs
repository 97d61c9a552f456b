//! What keeps a reader from replying to a thread, said before they type anything.

use crate::clock::Timestamp;
use crate::forum::Actor;
use crate::forum::model::ThreadRow;

/// Why there is no form for a reply.
#[derive(Debug, Clone, Copy)]
pub struct Barred {
    /// Until when the reader is silenced.
    pub silenced_until: Option<Timestamp>,
    /// Nobody but moderators replies.
    pub closed: bool,
}

impl Barred {
    pub fn of(thread: &ThreadRow, actor: Option<&Actor>) -> Self {
        Self {
            silenced_until: actor.and_then(|actor| actor.silenced_until),
            closed: thread.locked && !actor.is_some_and(Actor::moderates),
        }
    }

    pub const fn is_by_nothing(&self) -> bool {
        self.silenced_until.is_none() && !self.closed
    }
}

/// Whether this was written by whoever looks, who has nothing to report about it.
pub fn is_by(actor: Option<&Actor>, author: &str) -> bool {
    actor.is_some_and(|actor| actor.account.as_str() == author)
}
