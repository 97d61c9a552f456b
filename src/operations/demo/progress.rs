//! How far the making of the demo community is, for whoever waits in front of a terminal.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is told each time something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// What is being made.
    pub part: &'static str,
    pub done: u64,
    pub of: u64,
}

/// Counts, and tells.
pub(super) struct Progress<'a> {
    tell: &'a (dyn Fn(Done) + Send + Sync),
    part: &'static str,
    of: u64,
    done: AtomicU64,
}

impl<'a> Progress<'a> {
    pub fn of(tell: &'a (dyn Fn(Done) + Send + Sync), part: &'static str, of: usize) -> Self {
        let of = u64::try_from(of).unwrap_or(0);
        let progress = Self { tell, part, of, done: AtomicU64::new(0) };
        progress.step(0);
        progress
    }

    /// So many more are done.
    pub fn step(&self, count: usize) {
        let count = u64::try_from(count).unwrap_or(0);
        let done = self.done.fetch_add(count, Ordering::Relaxed) + count;
        (self.tell)(Done { part: self.part, done: done.min(self.of), of: self.of });
    }
}
