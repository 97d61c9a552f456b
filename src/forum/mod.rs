//! The forum: categories, threads, numbered posts.
//!
//! A post's number stays, whatever becomes of the post: what is deleted leaves its place. What a post said before
//! an edit is kept, but for the first minutes, in which people put right what they have just mistyped. The HTML
//! beside each body comes from `text::markdown` alone. Posts are no accountable records and have no leaves.

mod actions;
pub mod api;
mod authors;
mod changes;
mod drafts;
pub mod http;
mod jobs;
mod limits;
mod model;
pub mod pages;
mod reads;
mod restrictions;
pub mod rules;
mod standing;
mod store;
mod views;

pub use actions::{
    Opened, SiteThread, Written, change_thread, delete_post, edit_post, open_category, open_for_site, open_thread,
    reply,
};
pub use drafts::{REPLY_FORM, THREAD_FORM};
pub use jobs::{forget_origins, origins_kept};
pub use model::{CategoryId, CategoryRow, PostId, PostRow, PostState, Restriction, ThreadId, ThreadKind, ThreadRow};
pub use pages::{OnRecord, Recorded};
pub use restrictions::{
    Measure, opening_post, post_path, posts_in, restrict_post, restrict_thread, row_of_post, row_of_thread, was_first,
};
pub use rules::{Actor, CODES, Standing};

/// Somebody wrote a post: moderation looks at first ones.
#[derive(Debug, Clone)]
pub struct PostWritten {
    pub post: PostId,
    pub author: crate::accounts::AccountId,
    /// Whether it is the author's first and shows a link or a picture, or was typed faster than anybody types.
    pub wants_a_look: bool,
}

impl crate::app::Announcement for PostWritten {}
