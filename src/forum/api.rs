//! Wire types of the forum: what comes in and what goes out.

use super::model::{CategoryId, PostId, PostState, Restriction, ThreadId, ThreadKind};
use super::rules::{Words, check_unread};
use crate::app::Site;
use crate::clock::Timestamp;
use crate::directory::api::ActionLink;
use crate::text::CleanHtml;
use crate::text_enum;
use crate::web::{Check, Versioned, Wrong};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A category to be opened.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCategory {
    pub name: String,
    /// Lowercase ASCII letters, digits and single dashes.
    pub slug: String,
    #[serde(default)]
    pub parent_id: Option<CategoryId>,
    /// Lower ones come first.
    #[serde(default)]
    pub position: Option<i64>,
}

impl Check for NewCategory {}

/// A thread to be opened, with its first post.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewThread {
    pub category_id: CategoryId,
    pub title: String,
    /// Markdown.
    pub body: String,
    /// `discussion` when absent.
    #[serde(default)]
    pub kind: Option<ThreadKind>,
    #[serde(default)]
    pub tags: Vec<String>,
}

impl Check for NewThread {
    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        check_unread(Words::of(self), wrong, &site.config.forum);
    }
}

/// What changes about a thread; absent fields stay.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ThreadChanges {
    pub title: Option<String>,
    pub tags: Option<Vec<String>>,
}

impl Check for ThreadChanges {}

/// A reply.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// Markdown.
    pub body: String,
    /// The post of the same thread that this one answers.
    #[serde(default)]
    pub reply_to: Option<PostId>,
}

impl Check for NewPost {}

/// An edit of a post.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostChanges {
    /// Markdown.
    pub body: String,
    #[serde(default)]
    pub edit_reason: Option<String>,
}

impl Check for PostChanges {}

text_enum! {
    /// The order of a list of threads.
    pub enum ThreadSort {
        /// By the newest post.
        Activity = "activity",
        /// By the first post.
        Newest = "newest",
        /// Those without a reply, newest first.
        Unanswered = "unanswered",
    }
}

/// Which threads a list shows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ThreadFilter {
    /// A category's slug or id; its own threads, not those of categories below it.
    pub category: Option<String>,
    /// `activity` when absent.
    #[param(inline)]
    pub sort: Option<ThreadSort>,
    pub tag: Option<String>,
    pub kind: Option<ThreadKind>,
}

impl Check for ThreadFilter {}

/// A category.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CategoryView {
    pub id: CategoryId,
    pub parent_id: Option<CategoryId>,
    pub name: String,
    pub slug: String,
    pub position: i64,
    pub thread_count: i64,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for CategoryView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuthorView {
    pub id: String,
    pub display_name: String,
    /// What the author is beside being a member, as far as readers should know: `physician`, `mentor`, `moderator`.
    pub roles: Vec<String>,
}

/// A post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PostView {
    pub id: PostId,
    pub thread_id: ThreadId,
    pub number: i64,
    pub state: PostState,
    /// Why a decision restricts it; null while none does.
    pub restriction_ground: Option<String>,
    pub author: AuthorView,
    /// Markdown; null when only the place is left.
    pub body: Option<String>,
    /// Clean HTML; null when only the place is left.
    #[schema(value_type = Option<String>)]
    pub body_html: Option<CleanHtml>,
    pub reply_to: Option<PostId>,
    pub reply_to_number: Option<i64>,
    /// How often it was edited after the grace.
    pub revisions: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub edited_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub deleted_at: Option<Timestamp>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for PostView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A thread.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ThreadView {
    pub id: ThreadId,
    pub category_id: CategoryId,
    pub kind: ThreadKind,
    pub title: String,
    pub slug: String,
    pub tags: Vec<String>,
    pub author: AuthorView,
    /// Markdown of the first post; null when only its place is left.
    pub body: Option<String>,
    pub first_post: PostView,
    pub post_count: i64,
    #[schema(value_type = String, format = DateTime)]
    pub last_post_at: Timestamp,
    pub last_post_id: PostId,
    /// The moderators let nobody reply.
    pub locked: bool,
    /// `hidden` or `removed`, which only staff see; null else.
    pub restriction: Option<Restriction>,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub actions: Vec<ActionLink>,
}

impl Versioned for ThreadView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// One edit of a post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RevisionView {
    /// Counts from 1, oldest first.
    pub number: i64,
    pub edited_by: AuthorView,
    #[schema(value_type = String, format = DateTime)]
    pub edited_at: Timestamp,
    pub reason: Option<String>,
    /// What the post said before this edit.
    pub body: String,
    /// The change, piece by piece.
    pub changes: Vec<ChangeView>,
}

text_enum! {
    /// What an edit did to a piece of text.
    pub enum ChangeKind {
        Kept = "kept",
        Removed = "removed",
        Added = "added",
    }
}

/// A piece of a diff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangeView {
    pub kind: ChangeKind,
    pub text: String,
}
