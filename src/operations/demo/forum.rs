//! The categories and threads of the demo community.

use super::{Past, cast::Cast, read};
use crate::accounts::AccountId;
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::forum::api::{NewCategory, NewPost, NewThread, PostChanges};
use crate::forum::{self, Actor, CategoryId, PostId, Standing, ThreadId, ThreadKind};
use serde::Deserialize;
use std::collections::HashMap;

const TEXT: &str = include_str!("threads.toml");

/// When the categories were opened.
const OPENED_DAYS_AGO: i64 = 165;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    categories: Vec<NewCategory>,
    threads: Vec<Thread>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Thread {
    category: String,
    title: String,
    kind: Option<ThreadKind>,
    tags: Vec<String>,
    posts: Vec<Post>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    by: String,
    hours_ago: i64,
    /// The number of the post that is answered.
    reply_to: Option<usize>,
    body: String,
    edited: Option<String>,
    edited_hours_ago: Option<i64>,
    edit_reason: Option<String>,
    deleted_hours_ago: Option<i64>,
}

/// Opens the categories and writes every thread.
pub(super) async fn write(app: &App, cast: &Cast, past: Past) -> Result<(), AppError> {
    let written: Written = read(TEXT)?;
    let (opened_at, new) = (past.days_ago(OPENED_DAYS_AGO), written.categories);
    let categories: HashMap<String, CategoryId> = app
        .write_at(opened_at, move |tx| {
            let placed = (1..).zip(&new).map(|(place, category)| {
                let row = forum::open_category(tx, &NewCategory { position: Some(place * 10), ..category.clone() })?;
                Ok((row.slug, row.id))
            });
            placed.collect()
        })
        .await?;
    for thread in written.threads {
        let category = categories.get(&thread.category).cloned();
        let category = category.ok_or_else(|| AppError::internal(format!("no category {}", thread.category)))?;
        let cast = cast.clone();
        // One commit per thread: each act takes its own instant from the script.
        app.write_at(opened_at, move |tx| write_thread(tx, &cast, past, (&category, &thread))).await?;
    }
    Ok(())
}

fn write_thread(
    tx: &mut Tx<'_>,
    cast: &Cast,
    past: Past,
    (category, thread): (&CategoryId, &Thread),
) -> Result<(), AppError> {
    let mut place: Option<ThreadId> = None;
    let mut posted: Vec<PostId> = Vec::new();
    for post in &thread.posts {
        let account = cast.id(&post.by)?;
        let answered = post.reply_to.and_then(|number| posted.get(number.checked_sub(1)?)).cloned();
        let mut then = at(tx, past.hours_ago(post.hours_ago));
        let id = match &place {
            Some(thread) => {
                let new = NewPost { body: post.body.clone(), reply_to: answered };
                forum::reply(&mut then, &unhurried(&account), thread, &new)?.id
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
    Ok(())
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
        let mut then = at(tx, past.hours_ago(hours));
        forum::edit_post(&mut then, &unhurried(author), id, &changes, &|_| Ok(()))?;
    }
    if let Some(hours) = post.deleted_hours_ago {
        let mut then = at(tx, past.hours_ago(hours));
        forum::delete_post(&mut then, &unhurried(author), id, &|_| Ok(()))?;
    }
    Ok(())
}

/// The same transaction at another instant.
fn at<'t>(tx: &'t mut Tx<'_>, now: Timestamp) -> Tx<'t> {
    Tx { conn: &mut *tx.conn, now, site: tx.site }
}

/// Months of writing within a second: no pause between posts applies, as for staff.
fn unhurried(account: &AccountId) -> Actor {
    Actor { account: account.clone(), standing: Standing::Staff }
}

/// Announcements are a moderator's.
fn opener(account: &AccountId, thread: &Thread) -> Actor {
    match thread.kind {
        Some(ThreadKind::Announcement) => Actor { account: account.clone(), standing: Standing::Moderator },
        _ => unhurried(account),
    }
}
