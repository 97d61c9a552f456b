//! The categories and threads of the demo community.

use super::compose::{self, Composed};
use super::script::{Post, Script, Thread};
use super::{Past, Progress, Size, at_instant, cast::Cast, places, read};
use crate::accounts::AccountId;
use crate::app::{App, Tx};
use crate::error::AppError;
use crate::forum::api::{NewCategory, NewPost, NewThread, PostChanges};
use crate::forum::{self, Actor, CategoryId, PostId, Standing, ThreadId, ThreadKind};
use serde::Deserialize;
use std::collections::HashMap;

const TEXT: &str = include_str!("threads.toml");

/// When the categories were opened.
const OPENED_DAYS_AGO: i64 = 544;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    categories: Vec<NewCategory>,
    threads: Vec<Thread>,
}

/// The members and everything they say.
pub(super) fn composed(size: Size) -> Result<Composed, AppError> {
    let written: Written = read(TEXT)?;
    let practices = places::practices()?;
    compose::compose(size, written.threads, practices, &places::experts()?)
}

/// The threads by their titles.
pub(super) type Threads = HashMap<String, ThreadId>;

/// Opens the categories and writes every thread.
pub(super) async fn write(
    app: &App,
    cast: &Cast,
    script: Script,
    past: Past,
    progress: &Progress<'_>,
) -> Result<Threads, AppError> {
    let categories = open_categories(app, past).await?;
    let mut threads = Threads::new();
    for thread in script.threads {
        let category = categories.get(&thread.category).cloned();
        let category = category.ok_or_else(|| AppError::internal(format!("no category {}", thread.category)))?;
        let (cast, posts, title) = (cast.clone(), thread.posts.len(), thread.title.clone());
        // One commit per thread: each act takes its own instant from the script.
        let opened_at = past.days_ago(OPENED_DAYS_AGO);
        let written = app.write_at(opened_at, move |tx| write_thread(tx, &cast, past, (&category, &thread))).await?;
        threads.extend(written.map(|id| (title, id)));
        progress.step(posts);
    }
    Ok(threads)
}

async fn open_categories(app: &App, past: Past) -> Result<HashMap<String, CategoryId>, AppError> {
    let new = read::<Written>(TEXT)?.categories;
    let opened = app.write_at(past.days_ago(OPENED_DAYS_AGO), move |tx| {
        let placed = (1..).zip(&new).map(|(place, category)| {
            let row = forum::open_category(tx, &NewCategory { position: Some(place * 10), ..category.clone() })?;
            Ok((row.slug, row.id))
        });
        placed.collect()
    });
    opened.await
}

fn write_thread(
    tx: &mut Tx<'_>,
    cast: &Cast,
    past: Past,
    (category, thread): (&CategoryId, &Thread),
) -> Result<Option<ThreadId>, AppError> {
    let mut place: Option<ThreadId> = None;
    let mut posted: Vec<PostId> = Vec::new();
    for post in &thread.posts {
        let account = cast.id(&post.by)?;
        let answered = post.reply_to.and_then(|number| posted.get(number.checked_sub(1)?)).cloned();
        let mut then = at_instant(tx, past.minutes_ago(post.minutes_ago()));
        let id = match &place {
            Some(thread) => {
                let new = NewPost { body: post.body.clone(), reply_to: answered };
                forum::reply(&mut then, &unhurried(&account), thread, &new)?.post.id
            }
            None => {
                let opened = forum::open_thread(&mut then, &opener(&account, thread), &first(category, thread, post))?;
                place = Some(opened.thread.id);
                opened.post.id
            }
        };
        change(tx, past, &account, (post, &id))?;
        posted.push(id);
    }
    Ok(place)
}

fn first(category: &CategoryId, thread: &Thread, post: &Post) -> NewThread {
    NewThread {
        category_id: category.clone(),
        title: thread.title.clone(),
        body: post.body.clone(),
        kind: thread.kind,
        tags: thread.tags.clone(),
    }
}

/// What became of a post later.
fn change(tx: &mut Tx<'_>, past: Past, author: &AccountId, (post, id): (&Post, &PostId)) -> Result<(), AppError> {
    if let (Some(hours), Some(body)) = (post.edited_hours_ago, &post.edited) {
        let changes = PostChanges { body: body.clone(), edit_reason: post.edit_reason.clone() };
        let mut then = at_instant(tx, past.hours_ago(hours));
        forum::edit_post(&mut then, &unhurried(author), id, &changes, &|_| Ok(()))?;
    }
    if let Some(hours) = post.deleted_hours_ago {
        let mut then = at_instant(tx, past.hours_ago(hours));
        forum::delete_post(&mut then, &unhurried(author), id, &|_| Ok(()))?;
    }
    Ok(())
}

/// Months of writing within a second: no pause between posts applies, as for staff.
fn unhurried(account: &AccountId) -> Actor {
    Actor::without_request(account.clone(), Standing::Staff)
}

/// Announcements are a moderator's.
fn opener(account: &AccountId, thread: &Thread) -> Actor {
    match thread.kind {
        Some(ThreadKind::Announcement) => Actor::without_request(account.clone(), Standing::Moderator),
        _ => unhurried(account),
    }
}
