//! What may be posted, by whom and how often. Pure.

use super::api::{NewCategory, NewThread};
use super::model::{CategoryId, PostRow, PostState, ThreadKind, ThreadRow};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::config::Forum;
use crate::error::{Code, FORBIDDEN, FieldError, NOT_ALLOWED_HERE, REQUIRED, Refusal, WRONG_TYPE};
use crate::text::plain::{tidy, tidy_line};
use crate::web::{Pace, Wrong};
use chrono::Duration;
use sha2::{Digest as _, Sha256};

/// A pause between two posts is not over.
pub const TOO_SOON: Code = Code::new("too_soon", 429);
/// A new member has posted as often as the first day allows.
pub const FIRST_DAY_LIMIT: Code = Code::new("first_day_limit", 429);
/// The same text was posted by the same person a moment ago.
pub const DUPLICATE_TEXT: Code = Code::new("duplicate_text", 429);
/// Only the place of the post is left; there is nothing to change.
pub const POST_GONE: Code = Code::conflict("post_gone");
/// Another category has this slug.
pub const SLUG_TAKEN: Code = Code::conflict("slug_taken");
/// The title can be changed for a few minutes only; after that by a moderator.
pub const GRACE_OVER: Code = Code::forbidden("grace_over");
/// The moderators locked the thread: it can be read, and nobody replies.
pub const THREAD_LOCKED: Code = Code::conflict("thread_locked");

/// Every code that only the forum answers with.
pub const CODES: &[Code] =
    &[TOO_SOON, FIRST_DAY_LIMIT, DUPLICATE_TEXT, POST_GONE, SLUG_TAKEN, GRACE_OVER, THREAD_LOCKED];

/// In which capacity somebody acts in the forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Member,
    /// Works for the site: reads what is gone, and no limit on how often applies.
    Staff,
    Moderator,
    Admin,
}

/// Who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    pub account: AccountId,
    pub standing: Standing,
    /// Where the request came from, which limits count by too; nothing where there was no request.
    pub address: Option<String>,
    pub pace: Pace,
    /// Until when they read and do not write, for pages to say so beforehand; acts ask the account itself.
    pub silenced_until: Option<Timestamp>,
}

impl Actor {
    /// Somebody for whom the site itself acts.
    pub const fn without_request(account: AccountId, standing: Standing) -> Self {
        Self { account, standing, address: None, pace: Pace::Unknown, silenced_until: None }
    }

    /// The same, whose request came from this address.
    pub fn at(self, address: String) -> Self {
        Self { address: Some(address), ..self }
    }

    /// The same, who had the page's form for so long.
    pub fn typing(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Reads what is gone, and no limit on how often applies.
    pub fn is_staff(&self) -> bool {
        self.standing >= Standing::Staff
    }

    /// May change and delete what others wrote.
    pub fn moderates(&self) -> bool {
        self.standing >= Standing::Moderator
    }
}

/// What somebody wrote for a new thread, wherever it goes.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub title: &'a str,
    pub body: &'a str,
    pub kind: Option<ThreadKind>,
    pub tags: &'a [String],
}

impl<'a> Words<'a> {
    pub fn of(new: &'a NewThread) -> Self {
        Self { title: &new.title, body: &new.body, kind: new.kind, tags: &new.tags }
    }
}

/// Tidies a new thread and says what is wrong with it, all at once; `category` is the one that is there, or why there
/// is none.
pub fn thread(
    words: Words<'_>,
    category: Result<CategoryId, Code>,
    actor: &Actor,
    limits: &Forum,
) -> Result<NewThread, Refusal> {
    let mut wrong = Wrong::default();
    let category_id = category.map_err(|missing| wrong.add("/category_id", missing)).ok();
    let (title, body, tags) = tidied(words, &mut wrong, limits);
    let kind = words.kind.unwrap_or(ThreadKind::Discussion);
    let is_announcement = kind == ThreadKind::Announcement && actor.moderates();
    if !kind.is_for_members() && !is_announcement {
        wrong.add("/kind", NOT_ALLOWED_HERE);
    }
    wrong.into_result()?;
    // One that is missing was named above.
    let category_id = category_id.ok_or_else(|| no_such("/category_id"))?;
    Ok(NewThread { category_id, title, body, kind: Some(kind), tags })
}

/// Names what is wrong with the words of a new thread of which something else cannot be read.
pub fn check_unread(words: Words<'_>, wrong: &mut Wrong, limits: &Forum) {
    if wrong.is_refused() {
        tidied(words, wrong, limits);
    }
}

/// Title, body and tags, tidy.
fn tidied(words: Words<'_>, wrong: &mut Wrong, limits: &Forum) -> (String, String, Vec<String>) {
    let (title, body) = (tidy_line(words.title), tidy(words.body));
    check_title(wrong, &title, limits);
    check_body(wrong, &body, limits);
    (title, body, tags(wrong, words.tags, limits))
}

/// The body of a post, tidy.
pub fn body(text: &str, limits: &Forum) -> Result<String, Refusal> {
    let body = tidy(text);
    let mut wrong = Wrong::default();
    check_body(&mut wrong, &body, limits);
    wrong.into_result().map(|()| body)
}

fn check_body(wrong: &mut Wrong, body: &str, limits: &Forum) {
    if body.is_empty() {
        wrong.add("/body", REQUIRED);
    } else {
        wrong.length("/body", body, 1..=limits.body_max_length);
    }
}

/// A thread's title, tidy.
pub fn title(text: &str, limits: &Forum) -> Result<String, Refusal> {
    let title = tidy_line(text);
    let mut wrong = Wrong::default();
    check_title(&mut wrong, &title, limits);
    wrong.into_result().map(|()| title)
}

fn check_title(wrong: &mut Wrong, title: &str, limits: &Forum) {
    if title.is_empty() {
        wrong.add("/title", REQUIRED);
    } else {
        wrong.length("/title", title, limits.title_min_length..=limits.title_max_length);
    }
}

/// The tags of a thread that changes, tidy.
pub fn changed_tags(given: &[String], limits: &Forum) -> Result<Vec<String>, Refusal> {
    let mut wrong = Wrong::default();
    let tags = tags(&mut wrong, given, limits);
    wrong.into_result().map(|()| tags)
}

/// Why a post is edited, tidy; nothing when nothing was said.
pub fn edit_reason(text: Option<&str>, limits: &Forum) -> Result<Option<String>, Refusal> {
    let reason = text.map(tidy_line).filter(|reason| !reason.is_empty());
    let mut wrong = Wrong::default();
    wrong.length_of("/edit_reason", reason.as_deref(), 1..=limits.reason_max_length);
    wrong.into_result().map(|()| reason)
}

/// Lower case, words joined by single spaces, each once.
fn tags(wrong: &mut Wrong, given: &[String], limits: &Forum) -> Vec<String> {
    wrong.count("/tags", given.len(), 0..=limits.tags_max);
    let mut kept: Vec<String> = Vec::new();
    for (index, text) in given.iter().enumerate() {
        let tag = tidy_line(text).to_lowercase();
        let pointer = format!("/tags/{index}");
        wrong.length(&pointer, &tag, 2..=limits.tag_max_length);
        if !tag.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '+' | '.')) {
            wrong.add(&pointer, WRONG_TYPE);
        }
        if !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// Tidies a new category and says what is wrong with it. `depth` is how many categories are above it.
pub fn category(new: &NewCategory, depth: usize, limits: &Forum) -> Result<NewCategory, Refusal> {
    let mut wrong = Wrong::default();
    let name = tidy_line(&new.name);
    wrong.length("/name", &name, 2..=80);
    wrong.length("/slug", &new.slug, 2..=60);
    let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let framed = new.slug.starts_with('-') || new.slug.ends_with('-') || new.slug.contains("--");
    if framed || !new.slug.chars().all(is_slug) {
        wrong.add("/slug", WRONG_TYPE);
    }
    wrong.range("/position", new.position.unwrap_or(0), 0..=1_000_000);
    if depth >= limits.category_depth {
        wrong.add("/parent_id", NOT_ALLOWED_HERE);
    }
    wrong.into_result()?;
    Ok(NewCategory { name, slug: new.slug.clone(), parent_id: new.parent_id.clone(), position: new.position })
}

/// Refuses an edit by anybody but the author and moderators, and of what is gone.
pub fn may_change(post: &PostRow, actor: &Actor) -> Result<(), Refusal> {
    if post.author_id != actor.account && !actor.moderates() {
        return Err(Refusal::new(FORBIDDEN));
    }
    if post.shown_state().is_gone() { Err(Refusal::new(POST_GONE)) } else { Ok(()) }
}

/// Whether an edit now leaves no revision: the author's own, within the grace.
pub fn is_in_grace(post: &PostRow, actor: &Actor, now: Timestamp, limits: &Forum) -> bool {
    post.author_id == actor.account && now <= grace_ends(post.created_at, limits)
}

/// Refuses a new title by anybody but moderators and, within the grace, the author.
pub fn may_retitle(thread: &ThreadRow, actor: &Actor, now: Timestamp, limits: &Forum) -> Result<(), Refusal> {
    if actor.moderates() {
        return Ok(());
    }
    if thread.author_id != actor.account {
        return Err(Refusal::new(FORBIDDEN));
    }
    if now <= grace_ends(thread.created_at, limits) { Ok(()) } else { Err(Refusal::new(GRACE_OVER)) }
}

fn grace_ends(start: Timestamp, limits: &Forum) -> Timestamp {
    start.plus(Duration::seconds(i64::try_from(limits.edit_grace_seconds).unwrap_or(0)))
}

/// As what a post ends when `actor` deletes it.
pub fn state_after_deletion(post: &PostRow, actor: &Actor) -> PostState {
    if post.author_id == actor.account { PostState::DeletedByAuthor } else { PostState::DeletedByModerator }
}

/// Whether `viewer` may know of a thread: what a decision took from sight is there for staff only.
pub fn may_see(thread: &ThreadRow, viewer: Option<&Actor>) -> bool {
    !thread.is_restricted() || viewer.is_some_and(Actor::is_staff)
}

/// Refuses replies in a locked thread by anybody but moderators.
pub fn may_reply(thread: &ThreadRow, actor: &Actor) -> Result<(), Refusal> {
    if thread.locked && !actor.moderates() { Err(Refusal::new(THREAD_LOCKED)) } else { Ok(()) }
}

/// Whether `viewer` may read what a post said before: what a mask took away stands there still.
pub fn may_read_past(state: PostState, viewer: Option<&Actor>) -> bool {
    may_read(state, viewer) && (state != PostState::Masked || viewer.is_some_and(Actor::is_staff))
}

/// Whether `viewer` may read what a post says.
pub fn may_read(state: PostState, viewer: Option<&Actor>) -> bool {
    !state.is_gone() || viewer.is_some_and(Actor::is_staff)
}

/// Whether a text leads readers away from the site, or shows a picture. `html` is what became of it: in clean HTML
/// `<` stands only before tags.
pub fn shows_elsewhere(body: &str, html: &str) -> bool {
    let lower = body.to_lowercase();
    let is_elsewhere = |tag: &str| {
        let link = tag.strip_prefix("a ").and_then(|rest| rest.split_once("href=\"")).map(|(_, target)| target);
        tag.starts_with("img") || link.is_some_and(|target| !target.starts_with(['/', '#']))
    };
    ["http://", "https://", "www."].iter().any(|mark| lower.contains(mark)) || html.split('<').skip(1).any(is_elsewhere)
}

/// What is compared when the same text comes again: letters and digits in lower case, so that a blank more is no other text.
pub fn fingerprint(body: &str) -> String {
    let plain: String = body.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let compared = if plain.is_empty() { body } else { &plain };
    hex::encode(Sha256::digest(compared.as_bytes()))
}

/// 422: the field names something that does not exist.
pub fn no_such(pointer: &str) -> Refusal {
    Refusal::fields(vec![FieldError { pointer: pointer.to_owned(), code: crate::error::NO_SUCH, span: None }])
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
