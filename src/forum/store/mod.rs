//! One function per query.

pub(super) mod categories;
pub(super) mod origins;
pub(super) mod posts;
pub(super) mod threads;
