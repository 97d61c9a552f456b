//! Opening threads, and changing their title and tags.

use super::within_limits;
use crate::app::Tx;
use crate::error::{AppError, Refusal};
use crate::forum::api::{NewThread, ThreadChanges};
use crate::forum::model::{PostId, PostRow, PostState, ThreadId, ThreadKind, ThreadRow};
use crate::forum::rules::{self, Actor};
use crate::forum::store::{categories, posts, threads};
use crate::text::{markdown, slug};

/// A new thread and its first post.
#[derive(Debug, Clone)]
pub struct Opened {
    pub thread: ThreadRow,
    pub post: PostRow,
}

/// Opens a thread with its first post.
///
/// # Errors
/// 422 with what is wrong, 429 when it comes too soon, too often or twice.
pub fn open_thread(tx: &mut Tx<'_>, actor: &Actor, new: &NewThread) -> Result<Opened, AppError> {
    let new = rules::thread(new, actor, &tx.site.config.forum)?;
    if categories::find(tx.conn, &new.category_id)?.is_none() {
        return Err(rules::no_such("/category_id").into());
    }
    let fingerprint = rules::fingerprint(&new.body);
    within_limits(tx, actor, &fingerprint, true)?;
    let post = first_post(tx, actor, ThreadId::mint(tx.now), new.body, fingerprint);
    let thread = ThreadRow {
        id: post.thread_id.clone(),
        category_id: new.category_id,
        kind: new.kind.unwrap_or(ThreadKind::Discussion),
        slug: slug::slug(&new.title),
        title: new.title,
        author_id: actor.account.clone(),
        created_at: tx.now,
        post_count: 1,
        gone_count: 0,
        last_post_at: tx.now,
        last_post_id: post.id.clone(),
        version: 1,
    };
    threads::insert(tx.conn, &thread)?;
    posts::insert(tx.conn, &post)?;
    threads::set_tags(tx.conn, &thread.id, &new.tags)?;
    categories::count_thread(tx.conn, &thread.category_id)?;
    Ok(Opened { thread, post })
}

fn first_post(tx: &Tx<'_>, actor: &Actor, thread_id: ThreadId, body: String, body_hash: String) -> PostRow {
    PostRow {
        id: PostId::mint(tx.now),
        thread_id,
        number: 1,
        author_id: actor.account.clone(),
        body_html: markdown::render(&body).into_string(),
        body,
        body_hash,
        reply_to: None,
        reply_to_number: None,
        created_at: tx.now,
        received_at: tx.site.clock.machine_now(),
        edited_at: None,
        revision_count: 0,
        state: PostState::Public,
        deleted_at: None,
        deleted_by: None,
        version: 1,
    }
}

/// Changes a thread's title or tags; `matches` refuses a version that is not the one the caller has read.
///
/// # Errors
/// 403 for others than moderators and, for a few minutes, the author; 412; 422 with what is wrong.
pub fn change_thread(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &ThreadId,
    changes: &ThreadChanges,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<ThreadRow, AppError> {
    let forum = &tx.site.config.forum;
    let mut row = threads::find(tx.conn, id)?;
    rules::may_retitle(&row, actor, tx.now, forum)?;
    matches(row.version)?;
    if let Some(title) = &changes.title {
        row.title = rules::title(title, forum)?;
        row.slug = slug::slug(&row.title);
    }
    if let Some(tags) = &changes.tags {
        threads::set_tags(tx.conn, id, &rules::changed_tags(tags, forum)?)?;
    }
    row.version += 1;
    threads::update(tx.conn, &row)?;
    Ok(row)
}
