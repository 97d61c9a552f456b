//! Every table, as both engines have it. `tests/it/migrations.rs` holds the migrations against this list.

mod account_tables;
mod complaint_tables;
mod directory;
mod files;
mod forum;
mod platform;

pub use account_tables::*;
pub use complaint_tables::*;
pub use directory::*;
pub use files::*;
pub use forum::*;
pub use platform::*;
