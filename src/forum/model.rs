//! Rows, states and words of the forum.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::schema::{categories, post_origins, post_revisions, posts, thread_tags, threads};
use crate::{text_enum, text_id};
use diesel::prelude::*;

text_id! {
    /// A category.
    pub CategoryId
}
text_id! {
    /// A thread.
    pub ThreadId
}
text_id! {
    /// A post.
    pub PostId
}
text_id! {
    /// What a post said before an edit.
    pub RevisionId
}

text_enum! {
    /// What a thread is for.
    pub enum ThreadKind {
        Discussion = "discussion",
        Question = "question",
        Journal = "journal",
        Inspection = "inspection",
        Announcement = "announcement",
        MembershipComment = "membership_comment",
    }
}

impl ThreadKind {
    /// Whether members open threads of this kind in the forum; the others come from elsewhere.
    pub const fn is_for_members(self) -> bool {
        matches!(self, Self::Discussion | Self::Question)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> String {
        format!("forum-kind-{}", self.as_str().replace('_', "-"))
    }
}

text_enum! {
    /// Whether a post is shown.
    pub enum PostState {
        Public = "public",
        DeletedByAuthor = "deleted_by_author",
        DeletedByModerator = "deleted_by_moderator",
        /// Taken from sight by a decision that can be appealed; these three are never stored as a post's own state.
        Hidden = "hidden",
        Removed = "removed",
        /// Personal data was replaced; the rest can be read.
        Masked = "masked",
    }
}

impl PostState {
    /// Whether only its place is left.
    pub const fn is_gone(self) -> bool {
        !matches!(self, Self::Public | Self::Masked)
    }
}

text_enum! {
    /// What a decision of the moderators does to a post or a thread.
    pub enum Restriction {
        Masked = "masked",
        Hidden = "hidden",
        Removed = "removed",
    }
}

/// One category as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = categories)]
pub struct CategoryRow {
    pub id: CategoryId,
    pub parent_id: Option<CategoryId>,
    pub name: String,
    pub slug: String,
    pub position: i64,
    pub thread_count: i64,
    pub created_at: Timestamp,
    pub version: i64,
}

/// One thread as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = threads, treat_none_as_null = true)]
pub struct ThreadRow {
    pub id: ThreadId,
    pub category_id: CategoryId,
    pub kind: ThreadKind,
    pub title: String,
    pub slug: String,
    pub author_id: AccountId,
    pub created_at: Timestamp,
    pub post_count: i64,
    /// Posts of which only the place is left.
    pub gone_count: i64,
    pub last_post_at: Timestamp,
    pub last_post_id: PostId,
    pub version: i64,
    /// Hidden and removed threads are for staff only.
    pub restriction: Option<Restriction>,
    pub restriction_ground: Option<String>,
    /// Nobody but staff may reply.
    pub locked: bool,
}

impl ThreadRow {
    /// Whether a decision took it from sight.
    pub const fn is_restricted(&self) -> bool {
        self.restriction.is_some()
    }
}

/// One post as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = posts, treat_none_as_null = true)]
pub struct PostRow {
    pub id: PostId,
    pub thread_id: ThreadId,
    /// Counts from 1 in its thread and stays.
    pub number: i64,
    pub author_id: AccountId,
    /// Markdown.
    pub body: String,
    /// Clean HTML of the body.
    pub body_html: String,
    /// SHA-256 of the body as it is compared, hexadecimal.
    pub body_hash: String,
    pub reply_to: Option<PostId>,
    pub reply_to_number: Option<i64>,
    pub created_at: Timestamp,
    /// The machine's time, by which limits go.
    pub received_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub revision_count: i64,
    pub state: PostState,
    pub deleted_at: Option<Timestamp>,
    pub deleted_by: Option<AccountId>,
    pub version: i64,
    pub restriction: Option<Restriction>,
    pub restriction_ground: Option<String>,
}

/// Where a post came from, as far as limits count by it.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = post_origins)]
pub struct OriginRow {
    pub post_id: PostId,
    /// The address under a key of the site's, hexadecimal.
    pub origin: String,
    /// Whether the author was new on that day.
    pub by_new_member: bool,
    /// The machine's time, as the post's.
    pub received_at: Timestamp,
}

impl PostRow {
    /// The state that readers meet: a decision goes before what the post is by itself.
    pub const fn shown_state(&self) -> PostState {
        match (self.state, self.restriction) {
            (_, Some(Restriction::Removed)) => PostState::Removed,
            (_, Some(Restriction::Hidden)) => PostState::Hidden,
            (PostState::Public, Some(Restriction::Masked)) => PostState::Masked,
            (own, _) => own,
        }
    }
}

/// What a post said before an edit.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = post_revisions)]
pub struct RevisionRow {
    pub id: RevisionId,
    pub post_id: PostId,
    /// Counts from 1, oldest first.
    pub number: i64,
    /// The Markdown that the edit replaced.
    pub body: String,
    pub edited_by: AccountId,
    pub edited_at: Timestamp,
    pub reason: Option<String>,
}

/// One tag of a thread.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = thread_tags)]
pub struct TagRow {
    pub thread_id: ThreadId,
    pub tag: String,
}
