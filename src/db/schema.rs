//! Every table, as both engines have it. `tests/it/migrations.rs` holds the migrations against this list.

mod account_tables;
mod coalition;
mod complaint_tables;
mod directory;
mod draft_tables;
mod files;
mod forum;
mod inspection_tables;
mod moderation;
mod platform;
mod review_tables;

pub use account_tables::*;
pub use coalition::*;
pub use complaint_tables::*;
pub use directory::*;
pub use draft_tables::*;
pub use files::*;
pub use forum::*;
pub use inspection_tables::*;
pub use moderation::*;
pub use platform::*;
pub use review_tables::*;
