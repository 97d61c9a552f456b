//! A thread: its posts by number.

use super::barred::{Barred, is_by};
use super::{given, html, see_other};
use crate::accounts::{MaybeMember, Role};
use crate::app::{App, Reader, Site};
use crate::clock::Timestamp;
use crate::drafts::{self, DraftId, Kept, Opened};
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::forum::api::{AuthorView, PostView};
use crate::forum::model::{CategoryRow, PostId, PostRow, PostState, ThreadId, ThreadKind, ThreadRow};
use crate::forum::store::{categories, posts, threads};
use crate::forum::views::{self, Glance};
use crate::forum::{Actor, REPLY_FORM, reads};
use crate::specialty::Pack;
use crate::text::CleanHtml;
use crate::text::lang::Lang;
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Check, Failure, Query};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "forum/thread.html")]
pub(super) struct ThreadPage {
    page: Page,
    thread: ThreadRow,
    kind: String,
    /// What whoever opened the thread did, said beside their posts.
    opener: String,
    tags: Vec<Tag>,
    may_retitle: bool,
    posts: Vec<Post>,
    /// Path of the thread.
    here: String,
    /// The page shown, counted from 1.
    number: i64,
    last_page: i64,
    /// The pages that are linked to.
    pages: Vec<i64>,
    facts: Vec<Fact>,
    may_flag: bool,
    barred: Barred,
    /// Whether there is a form for a reply: for whoever may write one, and for what was typed already.
    may_type: bool,
    /// What is typed already.
    typed: String,
    reply_to: String,
    preview: Option<CleanHtml>,
    kept: Kept,
    /// When the form for a reply was given out; empty for guests, who have none.
    given: String,
}

impl ThreadPage {
    /// The page with what was typed below it.
    pub(super) fn with_reply(self, typed: String, reply_to: String, preview: Option<CleanHtml>, kept: Kept) -> Self {
        Self { may_type: true, typed, reply_to, preview, kept, ..self }
    }
}

struct Tag {
    name: String,
    href: String,
}

/// A post as the page shows it.
struct Post {
    id: PostId,
    number: i64,
    author: String,
    badges: Vec<Badge>,
    by_physician: bool,
    /// Written by whoever opened the thread.
    is_opener: bool,
    created_at: Timestamp,
    revisions: i64,
    reply_to_number: Option<i64>,
    gone: bool,
    gone_how: String,
    deleted_at: Option<Timestamp>,
    /// Why a decision restricts it, in words; empty while none does.
    why: String,
    masked: bool,
    may_flag: bool,
    html: Option<CleanHtml>,
    may_change: bool,
}

struct Badge {
    label: String,
    class: &'static str,
}

/// Which page of a thread, and which post is to be quoted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    page: Option<i64>,
    quote: Option<i64>,
    /// The draft to go on with.
    draft: Option<DraftId>,
}

impl Check for Asked {}

/// A post's permanent link: on to the page it is on, whatever the size of a page.
#[get("/t/{id}/p/{number}")]
pub async fn at_number(
    app: Data<App>,
    viewer: MaybeMember,
    path: Path<(ThreadId, i64)>,
) -> Result<HttpResponse, Failure> {
    let (id, number) = path.into_inner();
    let actor = Actor::of_maybe(&viewer);
    let read = app.read(move |r| reads::seen(r.conn, &id, Glance::new(r.site, r.now, actor.as_ref())));
    let thread = read.await?;
    if !(1..=thread.post_count).contains(&number) {
        return Err(AppError::not_found().into());
    }
    Ok(see_other(&place_of(&thread, number, app.config().forum.page_posts)))
}

/// Where a post is: its page and its place there.
pub fn place_of(thread: &ThreadRow, number: i64, page_posts: u32) -> String {
    let page = page_of(number, page_posts);
    let query = if page > 1 { format!("?page={page}") } else { String::new() };
    format!("/t/{}/{}{query}#p{number}", thread.id, thread.slug)
}

/// The page, counted from 1, of the post with this number.
fn page_of(number: i64, page_posts: u32) -> i64 {
    (number - 1).div_euclid(i64::from(page_posts.max(1))) + 1
}

#[get("/t/{id}/{slug}")]
pub async fn show(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    path: Path<(ThreadId, String)>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let (id, slug) = path.into_inner();
    let asked = asked.0;
    let page = viewer.page(&request)?;
    let draft = asked.draft.as_ref().map(|draft| format!("?draft={draft}#reply")).unwrap_or_default();
    let page_asked = asked.page.or(asked.draft.as_ref().map(|_| i64::MAX));
    let actor = Actor::of_maybe(&viewer);
    let reading = Reading { id, page: page_asked, quote: asked.quote, draft: asked.draft, actor, given: String::new() };
    let found = app.read(move |r| read(r, reading)).await?;
    if found.thread.slug != slug {
        return Ok(see_other(&format!("/t/{}/{}{draft}", found.thread.id, found.thread.slug)));
    }
    html(StatusCode::OK, &view(page, found, &app))
}

/// What to read of a thread.
pub(super) struct Reading {
    id: ThreadId,
    /// The last page when it lies beyond.
    page: Option<i64>,
    quote: Option<i64>,
    draft: Option<DraftId>,
    actor: Option<Actor>,
    /// What the form said that was sent, of when it was given out.
    given: String,
}

impl Reading {
    /// The last page, for whoever has just typed below it.
    pub(super) const fn last_page(id: ThreadId, actor: Actor, given: String) -> Self {
        Self { id, page: Some(i64::MAX), quote: None, draft: None, actor: Some(actor), given }
    }
}

/// What was read of a thread.
pub(super) struct Found {
    thread: ThreadRow,
    category: Option<CategoryRow>,
    tags: Vec<String>,
    posts: Vec<PostView>,
    number: i64,
    may_retitle: bool,
    actor: Option<Actor>,
    quoted: Option<PostRow>,
    opened: Opened,
    given: String,
}

/// Nine queries at most, however many posts there are.
pub(super) fn read(r: &mut Reader<'_>, asked: Reading) -> Result<Found, AppError> {
    let glance = Glance::new(r.site, r.now, asked.actor.as_ref());
    let thread = reads::seen(r.conn, &asked.id, glance)?;
    let page_posts = i64::from(glance.forum.page_posts);
    let last = page_of(thread.post_count, glance.forum.page_posts);
    let number = match asked.page {
        Some(i64::MAX) => last,
        Some(page) if !(1..=last).contains(&page) => return Err(Refusal::field("?page", OUT_OF_RANGE).into()),
        page => page.unwrap_or(1),
    };
    let rows = posts::between(r.conn, &thread.id, (number - 1) * page_posts + 1, number * page_posts)?;
    let is_meant = |row: &&PostRow| Some(row.number) == asked.quote && !row.shown_state().is_gone();
    let quoted = rows.iter().find(is_meant).cloned();
    let actor = asked.actor.as_ref();
    let opened = match actor {
        Some(actor) => {
            let about = (&REPLY_FORM, Some(asked.id.as_str()));
            drafts::opened(r.conn, &actor.account, about, asked.draft.as_ref())?
        }
        None => Opened::default(),
    };
    Ok(Found {
        category: categories::find(r.conn, &thread.category_id)?,
        tags: threads::tags(r.conn, &[&thread.id])?.into_iter().map(|row| row.tag).collect(),
        posts: views::posts(r.conn, &thread, rows, glance)?,
        may_retitle: actor
            .is_some_and(|actor| crate::forum::rules::may_retitle(&thread, actor, glance.now, glance.forum).is_ok()),
        number,
        quoted,
        opened,
        given: asked.given,
        actor: asked.actor,
        thread,
    })
}

pub(super) fn view(page: Page, found: Found, app: &App) -> ThreadPage {
    let page = page.in_area(Area::Discussions).titled(found.thread.title.clone());
    let page = page.clone().crumb(page.t("menu-discussions"), "/categories");
    let page = match &found.category {
        Some(category) => page.crumb(category.name.clone(), format!("/threads?category={}", category.slug)),
        None => page,
    };
    let (thread, lang) = (found.thread, page.lang);
    let last_page = page_of(thread.post_count, app.config().forum.page_posts);
    let (typed, reply_to) = match &found.quoted {
        Some(quoted) => (quotation(quoted, &thread, lang), quoted.id.to_string()),
        None => (found.opened.typed("body").to_owned(), found.opened.typed("reply_to").to_owned()),
    };
    let actor = found.actor.as_ref();
    let barred = Barred::of(&thread, actor);
    ThreadPage {
        may_flag: !is_by(actor, thread.author_id.as_str()),
        may_type: actor.is_some() && (barred.is_by_nothing() || found.opened.fields.is_some()),
        barred,
        kind: page.t(&thread.kind.key()),
        opener: opener(&thread, &page),
        tags: found.tags.into_iter().map(tag).collect(),
        may_retitle: found.may_retitle,
        posts: found.posts.into_iter().map(|post| shown(post, (&thread, actor), app.site(), lang)).collect(),
        here: format!("/t/{}/{}", thread.id, thread.slug),
        number: found.number,
        last_page,
        pages: linked_pages(found.number, last_page),
        facts: facts(&thread, &page),
        reply_to,
        typed,
        given: match page.csrf.as_str() {
            "" => String::new(),
            session => given(app, session, (&found.given, &found.opened.kept)),
        },
        kept: found.opened.kept,
        preview: None,
        thread,
        page,
    }
}

fn opener(thread: &ThreadRow, page: &Page) -> String {
    let is_question = thread.kind == ThreadKind::Question;
    page.t(if is_question { "forum-opener-question" } else { "forum-opener" })
}

fn tag(name: String) -> Tag {
    let query = serde_urlencoded::to_string([("tag", &name)]).unwrap_or_default();
    Tag { href: format!("/threads?{query}"), name }
}

fn facts(thread: &ThreadRow, page: &Page) -> Vec<Fact> {
    vec![
        Fact::new(page.t("forum-fact-started"), page.day_of(thread.created_at)),
        Fact::new(page.t("forum-fact-posts"), page.number(thread.post_count)),
        Fact::new(
            page.t("forum-fact-gone"),
            page.t_with2("forum-fact-gone-of", "gone", thread.gone_count, "count", thread.post_count),
        ),
    ]
}

/// The first page, the last, and those around the present one.
fn linked_pages(number: i64, last: i64) -> Vec<i64> {
    (1..=last).filter(|page| *page == 1 || *page == last || (number - 2..=number + 2).contains(page)).collect()
}

/// The quoted words, each line marked, after a line that leads back to them. Who wrote them is read there: a name in the
/// text of somebody else's post could not be masked.
fn quotation(quoted: &PostRow, thread: &ThreadRow, lang: Lang) -> String {
    let number = quoted.number;
    let label = lang.t_with("forum-quote-from", &[("number", number.into())]);
    let words: String = quoted.body.lines().map(|line| format!("> {line}\n")).collect();
    format!("> [{label}](/t/{}/p/{number})\n>\n{words}\n", thread.id)
}

fn shown(post: PostView, (thread, actor): (&ThreadRow, Option<&Actor>), site: &Site, lang: Lang) -> Post {
    let gone = post.state.is_gone();
    let key = match post.state {
        PostState::DeletedByModerator => "forum-gone-by-moderator",
        PostState::Hidden => "forum-gone-hidden",
        PostState::Removed => "forum-gone-removed",
        PostState::DeletedByAuthor | PostState::Public | PostState::Masked => "gone-deleted-by-author",
    };
    let named = if post.author.display_name.is_empty() {
        lang.t("forum-former-member")
    } else {
        post.author.display_name.clone()
    };
    Post {
        by_physician: has(&post.author, Role::Physician),
        is_opener: thread.kind.is_for_members() && post.author.id == thread.author_id.as_str(),
        badges: badges(&post.author, lang),
        author: named,
        may_change: post.actions.iter().any(|link| link.name == "edit"),
        gone_how: if gone { lang.t(key) } else { String::new() },
        gone,
        id: post.id,
        number: post.number,
        created_at: post.created_at,
        revisions: post.revisions,
        reply_to_number: post.reply_to_number,
        deleted_at: post.deleted_at,
        why: post.restriction_ground.map(|code| ground(&site.pack, &code, lang)).unwrap_or_default(),
        masked: post.state == PostState::Masked,
        may_flag: !gone && !is_by(actor, &post.author.id),
        html: post.body_html,
    }
}

/// The words of a ground: why readers raise flags, or why a review may be removed.
fn ground(pack: &Pack, code: &str, lang: Lang) -> String {
    let terms = pack.flags.reasons.iter().chain(&pack.reviews.removal_grounds);
    let found = terms.into_iter().find(|term| term.code == code);
    found.map_or_else(|| code.to_owned(), |term| term.words.get(lang.as_str()).to_owned())
}

fn has(author: &AuthorView, role: Role) -> bool {
    author.roles.iter().any(|held| held == role.as_str())
}

fn badges(author: &AuthorView, lang: Lang) -> Vec<Badge> {
    [
        (Role::Physician, "role check"),
        (Role::ClinicStaff, "role"),
        (Role::Mentor, "role ring"),
        (Role::Moderator, "role square"),
    ]
    .into_iter()
    .filter(|(role, _)| has(author, *role))
    .map(|(role, class)| Badge { label: lang.t(&role.key()), class })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_found_by_its_number_whatever_the_size_of_a_page() {
        for (number, page_posts, page) in [(1, 20, 1), (20, 20, 1), (21, 20, 2), (1_000, 20, 50), (5, 5, 1), (6, 5, 2)]
        {
            assert_eq!(page_of(number, page_posts), page, "{number} of {page_posts}");
        }
    }

    #[test]
    fn long_threads_link_to_the_ends_and_to_what_is_near() {
        assert_eq!(linked_pages(1, 3), [1, 2, 3]);
        assert_eq!(linked_pages(25, 50), [1, 23, 24, 25, 26, 27, 50]);
    }
}
