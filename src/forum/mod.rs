//! The forum: categories, threads, numbered posts.
//!
//! A post's number stays, whatever becomes of the post: what is deleted leaves its place. What a post said before
//! an edit is kept, but for the first minutes, in which people put right what they have just mistyped. The HTML
//! beside each body comes from `text::markdown` alone. Posts are no accountable records and have no leaves.

mod actions;
pub mod api;
mod authors;
mod changes;
pub mod http;
mod limits;
mod model;
pub mod pages;
mod reads;
pub mod rules;
mod standing;
mod store;
mod views;

pub use actions::{Opened, change_thread, delete_post, edit_post, open_category, open_thread, reply};
pub use model::{CategoryId, CategoryRow, PostId, PostRow, PostState, ThreadId, ThreadKind, ThreadRow};
pub use rules::{Actor, CODES, Standing};
