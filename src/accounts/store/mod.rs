//! One function per query, by resource.

pub mod accounts;
pub(super) mod attempts;
pub(super) mod roles;
pub(super) mod second_factors;
pub(super) mod sessions;
pub(super) mod tokens;
