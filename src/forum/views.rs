//! From rows to what goes out: a page of posts costs the same queries however many there are.

use super::api::{CategoryView, PostView, RevisionView, ThreadView};
use super::authors::Authors;
use super::changes;
use super::model::{CategoryRow, PostRow, RevisionRow, ThreadRow};
use super::rules::{self, Actor};
use super::store::{posts, threads};
use crate::app::Site;
use crate::clock::Timestamp;
use crate::config::Forum;
use crate::db::Connection;
use crate::directory::api::ActionLink;
use crate::error::AppError;
use crate::text::CleanHtml;
use std::collections::HashMap;

/// Who looks, when, and by which settings.
#[derive(Clone, Copy)]
pub struct Glance<'a> {
    pub viewer: Option<&'a Actor>,
    pub now: Timestamp,
    pub forum: &'a Forum,
}

impl<'a> Glance<'a> {
    pub fn new(site: &'a Site, now: Timestamp, viewer: Option<&'a Actor>) -> Self {
        Self { viewer, now, forum: &site.config.forum }
    }
}

/// A category; `viewer` is an admin or nobody in particular.
pub fn category(row: CategoryRow) -> CategoryView {
    CategoryView {
        id: row.id,
        parent_id: row.parent_id,
        name: row.name,
        slug: row.slug,
        position: row.position,
        thread_count: row.thread_count,
        version: row.version,
        created_at: row.created_at,
        actions: Vec::new(),
    }
}

/// Posts of one thread, in the order of the rows: one query for their authors.
pub fn posts(
    conn: &mut Connection,
    thread: &ThreadRow,
    rows: Vec<PostRow>,
    glance: Glance<'_>,
) -> Result<Vec<PostView>, AppError> {
    let authors = Authors::read(conn, rows.iter().map(|row| row.author_id.clone()))?;
    Ok(rows.into_iter().map(|row| written(thread, row, &authors, glance)).collect())
}

fn written(thread: &ThreadRow, row: PostRow, authors: &Authors, glance: Glance<'_>) -> PostView {
    let state = row.shown_state();
    let readable = rules::may_read(state, glance.viewer);
    let past = rules::may_read_past(state, glance.viewer);
    PostView {
        author: authors.of(&row.author_id),
        actions: post_actions(thread, &row, glance),
        body_html: readable.then(|| CleanHtml::trusted_from_database(row.body_html)),
        body: readable.then_some(row.body),
        id: row.id,
        thread_id: row.thread_id,
        number: row.number,
        state,
        restriction_ground: row.restriction_ground,
        reply_to: row.reply_to,
        reply_to_number: row.reply_to_number,
        revisions: if past { row.revision_count } else { 0 },
        edited_at: row.edited_at,
        deleted_at: row.deleted_at,
        version: row.version,
        created_at: row.created_at,
    }
}

fn post_actions(thread: &ThreadRow, row: &PostRow, glance: Glance<'_>) -> Vec<ActionLink> {
    let mut links = Vec::new();
    let Some(actor) = glance.viewer else { return links };
    let here = format!("/api/v1/posts/{}", row.id);
    if !row.shown_state().is_gone() && rules::may_reply(thread, actor).is_ok() {
        links.push(link("reply", "POST", format!("/api/v1/threads/{}/posts", row.thread_id)));
    }
    if !row.shown_state().is_gone() && row.author_id != actor.account {
        links.push(link("flag", "POST", "/api/v1/flags".to_owned()));
    }
    if rules::may_change(row, actor).is_ok() {
        links.push(link("edit", "PATCH", here.clone()));
        links.push(link("delete", "DELETE", here));
    }
    links
}

/// Threads with their first posts and tags, in the order of the rows: three queries for any number.
pub fn threads(conn: &mut Connection, rows: Vec<ThreadRow>, glance: Glance<'_>) -> Result<Vec<ThreadView>, AppError> {
    let ids: Vec<_> = rows.iter().map(|row| &row.id).collect();
    let mut firsts: HashMap<_, _> =
        posts::first_of(conn, &ids)?.into_iter().map(|post| (post.thread_id.clone(), post)).collect();
    let mut tags: HashMap<_, Vec<String>> = HashMap::new();
    for row in threads::tags(conn, &ids)? {
        tags.entry(row.thread_id).or_default().push(row.tag);
    }
    let writers =
        rows.iter().map(|row| row.author_id.clone()).chain(firsts.values().map(|post| post.author_id.clone()));
    let authors = Authors::read(conn, writers.collect::<Vec<_>>())?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let first = firsts.remove(&row.id).ok_or_else(|| AppError::internal("a thread without its first post"))?;
        let first = written(&row, first, &authors, glance);
        views.push(thread(tags.remove(&row.id).unwrap_or_default(), first, &authors, glance, row));
    }
    Ok(views)
}

fn thread(
    tags: Vec<String>,
    first_post: PostView,
    authors: &Authors,
    glance: Glance<'_>,
    row: ThreadRow,
) -> ThreadView {
    ThreadView {
        author: authors.of(&row.author_id),
        actions: thread_actions(&row, glance),
        body: first_post.body.clone(),
        first_post,
        tags,
        id: row.id,
        category_id: row.category_id,
        kind: row.kind,
        title: row.title,
        slug: row.slug,
        post_count: row.post_count,
        last_post_at: row.last_post_at,
        last_post_id: row.last_post_id,
        locked: row.locked,
        restriction: row.restriction,
        version: row.version,
        created_at: row.created_at,
    }
}

fn thread_actions(row: &ThreadRow, glance: Glance<'_>) -> Vec<ActionLink> {
    let Some(actor) = glance.viewer else { return Vec::new() };
    let here = format!("/api/v1/threads/{}", row.id);
    let mut links = Vec::new();
    if rules::may_reply(row, actor).is_ok() {
        links.push(link("reply", "POST", format!("{here}/posts")));
    }
    if rules::may_retitle(row, actor, glance.now, glance.forum).is_ok() {
        links.push(link("edit", "PATCH", here));
    }
    if row.author_id != actor.account {
        links.push(link("flag", "POST", "/api/v1/flags".to_owned()));
    }
    links
}

/// The edits of a post, oldest first, each with what it changed; `present` is what the post says now.
pub fn revisions(conn: &mut Connection, rows: Vec<RevisionRow>, present: &str) -> Result<Vec<RevisionView>, AppError> {
    let authors = Authors::read(conn, rows.iter().map(|row| row.edited_by.clone()))?;
    let afterwards = rows.iter().skip(1).map(|row| row.body.clone()).chain(std::iter::once(present.to_owned()));
    let afterwards: Vec<String> = afterwards.collect();
    let view = |(row, after): (RevisionRow, String)| RevisionView {
        changes: changes::between(&row.body, &after),
        edited_by: authors.of(&row.edited_by),
        number: row.number,
        edited_at: row.edited_at,
        reason: row.reason,
        body: row.body,
    };
    Ok(rows.into_iter().zip(afterwards).map(view).collect())
}

fn link(name: &str, method: &str, href: String) -> ActionLink {
    ActionLink { name: name.to_owned(), method: method.to_owned(), href }
}
