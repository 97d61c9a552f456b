//! What may be posted, by whom and how often. Pure.

use super::api::{NewCategory, NewThread};
use super::model::{PostRow, PostState, ThreadKind, ThreadRow};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::config::Forum;
use crate::error::{Code, FORBIDDEN, FieldError, NOT_ALLOWED_HERE, REQUIRED, Refusal, WRONG_TYPE};
use crate::text::plain::{tidy, tidy_line};
use crate::web::Wrong;
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
}

impl Actor {
    /// Somebody for whom the site itself acts.
    pub const fn without_request(account: AccountId, standing: Standing) -> Self {
        Self { account, standing, address: None }
    }

    /// The same, whose request came from this address.
    pub fn at(self, address: String) -> Self {
        Self { address: Some(address), ..self }
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

/// Tidies a new thread and says what is wrong with it.
pub fn thread(new: &NewThread, actor: &Actor, limits: &Forum) -> Result<NewThread, Refusal> {
    let mut wrong = Wrong::default();
    let title = tidy_line(&new.title);
    wrong.length("/title", &title, limits.title_min_length..=limits.title_max_length);
    let body = tidy(&new.body);
    check_body(&mut wrong, &body, limits);
    let kind = new.kind.unwrap_or(ThreadKind::Discussion);
    let is_announcement = kind == ThreadKind::Announcement && actor.moderates();
    if !kind.is_for_members() && !is_announcement {
        wrong.add("/kind", NOT_ALLOWED_HERE);
    }
    let tags = tags(&mut wrong, &new.tags, limits);
    wrong.into_result()?;
    Ok(NewThread { category_id: new.category_id.clone(), title, body, kind: Some(kind), tags })
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
    wrong.length("/title", &title, limits.title_min_length..=limits.title_max_length);
    wrong.into_result().map(|()| title)
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
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::forum::model::{CategoryId, PostId, ThreadId};

    /// A way to make a request wrong, and the field and code it is refused with.
    type Spoilt<T> = (fn(&mut T), (&'static str, &'static str));

    fn forum() -> Forum {
        Config::development(std::path::Path::new("data")).unwrap().forum
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::parse("2026-03-14T10:00:00Z").unwrap().plus(Duration::seconds(seconds))
    }

    fn actor(standing: Standing) -> Actor {
        Actor::without_request(AccountId::mint(at(0)), standing)
    }

    fn draft() -> NewThread {
        NewThread {
            category_id: CategoryId::mint(at(0)),
            title: " Month 5  and the crown ".into(),
            body: "Is this\r\nnormal? ".into(),
            kind: None,
            tags: vec!["FUE".into(), "fue".into(), "Month  5".into()],
        }
    }

    fn post_of(author: &Actor) -> PostRow {
        PostRow {
            id: PostId::mint(at(0)),
            thread_id: ThreadId::mint(at(0)),
            number: 1,
            author_id: author.account.clone(),
            body: "a".into(),
            body_html: "<p>a</p>".into(),
            body_hash: fingerprint("a"),
            reply_to: None,
            reply_to_number: None,
            created_at: at(0),
            received_at: at(0),
            edited_at: None,
            revision_count: 0,
            state: PostState::Public,
            deleted_at: None,
            deleted_by: None,
            version: 1,
            restriction: None,
            restriction_ground: None,
        }
    }

    #[test]
    fn a_thread_is_made_tidy() {
        let thread = thread(&draft(), &actor(Standing::Member), &forum()).unwrap();
        assert_eq!((thread.title.as_str(), thread.body.as_str()), ("Month 5 and the crown", "Is this\nnormal?"));
        assert_eq!(
            (thread.tags, thread.kind),
            (vec!["fue".to_owned(), "month 5".to_owned()], Some(ThreadKind::Discussion))
        );
    }

    #[test]
    fn each_wrong_field_of_a_thread_is_named() {
        let wrong: [Spoilt<NewThread>; 7] = [
            (|t| t.title = "ab".into(), ("/title", "too_short")),
            (|t| t.title = "x".repeat(201), ("/title", "too_long")),
            (|t| t.body = " \n ".into(), ("/body", "required")),
            (|t| t.body = "x".repeat(32_001), ("/body", "too_long")),
            (|t| t.kind = Some(ThreadKind::Inspection), ("/kind", "not_allowed_here")),
            (|t| t.tags = (0..6).map(|n| format!("tag {n}")).collect(), ("/tags", "too_long")),
            (|t| t.tags = vec!["<b>".into()], ("/tags/0", "wrong_type")),
        ];
        for (spoil, expected) in wrong {
            let mut draft = draft();
            spoil(&mut draft);
            let refused = thread(&draft, &actor(Standing::Member), &forum()).unwrap_err();
            let named: Vec<_> = refused.fields.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect();
            assert_eq!(named, [expected]);
        }
    }

    #[test]
    fn only_moderators_announce() {
        let draft = NewThread { kind: Some(ThreadKind::Announcement), ..draft() };
        for (standing, allowed) in
            [(Standing::Member, false), (Standing::Staff, false), (Standing::Moderator, true), (Standing::Admin, true)]
        {
            assert_eq!(thread(&draft, &actor(standing), &forum()).is_ok(), allowed, "{standing:?}");
        }
    }

    #[test]
    fn a_slug_is_plain_and_a_tree_is_not_deep() {
        let new =
            |slug: &str| NewCategory { name: "Recovery".into(), slug: slug.into(), parent_id: None, position: None };
        for (slug, holds) in
            [("recovery-and-growth", true), ("Recovery", false), ("-a", false), ("a--b", false), ("ü2", false)]
        {
            assert_eq!(category(&new(slug), 0, &forum()).is_ok(), holds, "{slug}");
        }
        assert!(category(&new("deep"), 3, &forum()).is_err());
    }

    #[test]
    fn the_author_and_moderators_may_change_a_post_that_is_there() {
        let (author, other) = (actor(Standing::Member), actor(Standing::Member));
        let (staff, moderator) = (actor(Standing::Staff), actor(Standing::Moderator));
        let mut post = post_of(&author);
        let refused = |post: &PostRow, by: &Actor| may_change(post, by).err().map(|refusal| refusal.code);
        for (by, expected) in
            [(&author, None), (&other, Some(FORBIDDEN)), (&staff, Some(FORBIDDEN)), (&moderator, None)]
        {
            assert_eq!(refused(&post, by), expected);
        }
        post.state = PostState::DeletedByAuthor;
        assert_eq!(refused(&post, &author), Some(POST_GONE));
        assert!(
            !may_read(post.state, Some(&author)) && !may_read(post.state, None) && may_read(post.state, Some(&staff))
        );
    }

    #[test]
    fn the_grace_is_the_author_s_and_ends_after_five_minutes() {
        let (author, moderator) = (actor(Standing::Member), actor(Standing::Moderator));
        let post = post_of(&author);
        for (by, seconds, in_grace) in [(&author, 300, true), (&author, 301, false), (&moderator, 10, false)] {
            assert_eq!(is_in_grace(&post, by, at(seconds), &forum()), in_grace, "{seconds}");
        }
        assert_eq!(state_after_deletion(&post, &author), PostState::DeletedByAuthor);
        assert_eq!(state_after_deletion(&post, &moderator), PostState::DeletedByModerator);
    }

    #[test]
    fn the_same_words_have_the_same_fingerprint() {
        assert_eq!(fingerprint("Is this normal?"), fingerprint("is  this *normal*"));
        assert_ne!(fingerprint("Is this normal?"), fingerprint("Is that normal?"));
        assert_ne!(fingerprint("!"), fingerprint("?"));
    }
}
