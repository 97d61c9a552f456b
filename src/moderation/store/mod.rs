//! One function per query.

pub mod appeals;
pub mod decisions;
pub mod figures;
pub mod flags;
pub mod items;
pub mod statements;
pub mod voices;
pub mod withdrawals;
