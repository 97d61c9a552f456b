//! Replying, editing and deleting.

use super::{within_limits, written};
use crate::accounts;
use crate::app::Tx;
use crate::db::Connection;
use crate::error::{AppError, Refusal};
use crate::forum::api::{NewPost, PostChanges};
use crate::forum::model::{PostId, PostRow, PostState, RevisionId, RevisionRow, ThreadId, ThreadRow};
use crate::forum::rules::{self, Actor};
use crate::forum::store::{posts, threads};
use crate::text::markdown;

/// A post that was written or changed, in its thread.
#[derive(Debug, Clone)]
pub struct Written {
    pub post: PostRow,
    pub thread: ThreadRow,
}

/// Writes the next post of a thread.
///
/// # Errors
/// 422 with what is wrong, 429 when it comes too soon, too often or twice.
pub fn reply(tx: &mut Tx<'_>, actor: &Actor, thread: &ThreadId, new: &NewPost) -> Result<Written, AppError> {
    accounts::may_write(tx, &actor.account)?;
    let mut thread = threads::find(tx.conn, thread)?;
    if !rules::may_see(&thread, Some(actor)) {
        return Err(AppError::not_found());
    }
    rules::may_reply(&thread, actor)?;
    let body = rules::body(&new.body, &tx.site.config.forum)?;
    let answered = answered_post(tx.conn, &thread.id, new.reply_to.as_ref())?;
    let body_hash = rules::fingerprint(&body);
    let origin = within_limits(tx, actor, &body_hash, false)?;
    let row = PostRow {
        id: PostId::mint(tx.now),
        thread_id: thread.id.clone(),
        number: thread.post_count + 1,
        author_id: actor.account.clone(),
        body_html: markdown::render(&body).into_string(),
        body,
        body_hash,
        reply_to_number: answered.as_ref().map(|post| post.number),
        reply_to: answered.map(|post| post.id),
        created_at: tx.now,
        received_at: tx.site.clock.machine_now(),
        edited_at: None,
        revision_count: 0,
        state: PostState::Public,
        deleted_at: None,
        deleted_by: None,
        version: 1,
        restriction: None,
        restriction_ground: None,
    };
    posts::insert(tx.conn, &row)?;
    thread.post_count = row.number;
    thread.last_post_at = tx.now;
    thread.last_post_id = row.id.clone();
    threads::update(tx.conn, &thread)?;
    written(tx, actor, &row, origin)?;
    Ok(Written { post: row, thread })
}

/// The post that is answered; it must be one of the same thread.
fn answered_post(
    conn: &mut Connection,
    thread: &ThreadId,
    reply_to: Option<&PostId>,
) -> Result<Option<PostRow>, AppError> {
    let Some(id) = reply_to else { return Ok(None) };
    match posts::find(conn, id) {
        Ok(post) if post.thread_id == *thread => Ok(Some(post)),
        Ok(_) => Err(rules::no_such("/reply_to").into()),
        Err(error) if error.code() == crate::error::NOT_FOUND => Err(rules::no_such("/reply_to").into()),
        Err(error) => Err(error),
    }
}

/// Changes what a post says; after the grace, what it said before is kept. `matches` refuses a version that is not
/// the one the caller has read.
///
/// # Errors
/// 403 for others than the author and moderators, 409 when the post is gone, 412, 422 with what is wrong.
pub fn edit_post(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &PostId,
    changes: &PostChanges,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<Written, AppError> {
    let forum = &tx.site.config.forum;
    accounts::may_write(tx, &actor.account)?;
    let (mut row, thread) = readable(tx.conn, id, actor)?;
    rules::may_change(&row, actor)?;
    matches(row.version)?;
    let body = rules::body(&changes.body, forum)?;
    let reason = rules::edit_reason(changes.edit_reason.as_deref(), forum)?;
    if body == row.body {
        return Ok(Written { post: row, thread });
    }
    if !rules::is_in_grace(&row, actor, tx.now, forum) {
        row.revision_count += 1;
        keep_revision(tx, &row, actor, reason)?;
    }
    row.body_html = markdown::render(&body).into_string();
    row.body_hash = rules::fingerprint(&body);
    row.body = body;
    row.edited_at = Some(tx.now);
    row.version += 1;
    posts::update(tx.conn, &row)?;
    Ok(Written { post: row, thread })
}

/// The post with its thread, unless a decision took that from sight.
fn readable(conn: &mut Connection, id: &PostId, actor: &Actor) -> Result<(PostRow, ThreadRow), AppError> {
    let (row, thread) = posts::find_in_thread(conn, id)?;
    if rules::may_see(&thread, Some(actor)) { Ok((row, thread)) } else { Err(AppError::not_found()) }
}

fn keep_revision(tx: &mut Tx<'_>, row: &PostRow, actor: &Actor, reason: Option<String>) -> Result<(), AppError> {
    let revision = RevisionRow {
        id: RevisionId::mint(tx.now),
        post_id: row.id.clone(),
        number: row.revision_count,
        body: row.body.clone(),
        edited_by: actor.account.clone(),
        edited_at: tx.now,
        reason,
    };
    posts::insert_revision(tx.conn, &revision)
}

/// Leaves only the place of a post. `matches` refuses a version that is not the one the caller has read.
///
/// # Errors
/// 403 for others than the author and moderators, 409 when the post is gone already, 412.
pub fn delete_post(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &PostId,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<PostRow, AppError> {
    let (mut row, mut thread) = readable(tx.conn, id, actor)?;
    rules::may_change(&row, actor)?;
    matches(row.version)?;
    row.state = rules::state_after_deletion(&row, actor);
    row.deleted_at = Some(tx.now);
    row.deleted_by = Some(actor.account.clone());
    row.version += 1;
    posts::update(tx.conn, &row)?;
    thread.gone_count += 1;
    threads::update(tx.conn, &thread)?;
    Ok(row)
}
