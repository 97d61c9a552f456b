//! The forum's face for moderation: what stands against a post or a thread, set as a whole.
//!
//! Whoever decides keeps the decisions; here only what follows from those in force is written. Setting nothing
//! gives everything back: text, counts, places in lists.

use super::model::{PostId, PostRow, PostState, Restriction, ThreadId, ThreadRow};
use super::rules;
use super::store::{categories, posts, threads};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::db::Connection;
use crate::db::schema::posts as post_table;
use crate::error::AppError;
use crate::text::{markdown, slug};
use diesel::prelude::*;

/// What stands against a post or a thread.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    pub restriction: Option<Restriction>,
    pub ground: Option<String>,
    /// What a post says or a thread is called from now on, where a mask replaced something or the words come back.
    pub text: Option<String>,
    /// Whether nobody may reply; of threads only.
    pub locked: bool,
}

/// A post, whatever stands against it.
///
/// # Errors
/// `not_found` when there is none.
pub fn row_of_post(conn: &mut Connection, id: &PostId) -> Result<PostRow, AppError> {
    posts::find(conn, id)
}

/// A thread, whatever stands against it.
///
/// # Errors
/// `not_found` when there is none.
pub fn row_of_thread(conn: &mut Connection, id: &ThreadId) -> Result<ThreadRow, AppError> {
    threads::find(conn, id)
}

/// The post that opened a thread, whatever stands against it.
///
/// # Errors
/// Those of the database.
pub fn opening_post(conn: &mut Connection, thread: &ThreadId) -> Result<Option<PostRow>, AppError> {
    Ok(posts::first_of(conn, &[thread])?.pop())
}

/// Those of these posts that stand in a thread.
///
/// # Errors
/// Those of the database.
pub fn posts_in(conn: &mut Connection, thread: &ThreadId, among: &[String]) -> Result<Vec<String>, AppError> {
    let ids: Vec<PostId> = post_table::table
        .filter(post_table::thread_id.eq(thread).and(post_table::id.eq_any(among)))
        .select(post_table::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.to_string()).collect())
}

/// The permanent address of a post.
pub fn post_path(post: &PostRow) -> String {
    format!("/t/{}/p/{}", post.thread_id, post.number)
}

/// Whether an author had written nothing before this post.
///
/// # Errors
/// Those of the database.
pub fn was_first(conn: &mut Connection, author: &AccountId) -> Result<bool, AppError> {
    let written: i64 = post_table::table.filter(post_table::author_id.eq(author)).count().get_result(conn)?;
    Ok(written <= 1)
}

/// Sets what stands against a post; its number stays, and its thread's counts follow.
///
/// # Errors
/// `not_found` when there is none.
pub fn restrict_post(tx: &mut Tx<'_>, id: &PostId, measure: &Measure) -> Result<PostRow, AppError> {
    let mut row = posts::find(tx.conn, id)?;
    let before = row.shown_state();
    row.restriction = measure.restriction;
    row.restriction_ground.clone_from(&measure.ground);
    if let Some(body) = &measure.text {
        row.body_html = markdown::render(body).into_string();
        row.body_hash = rules::fingerprint(body);
        row.body.clone_from(body);
    }
    row.version += 1;
    posts::update(tx.conn, &row)?;
    count_gone(tx, &row, before)?;
    Ok(row)
}

fn count_gone(tx: &mut Tx<'_>, row: &PostRow, before: PostState) -> Result<(), AppError> {
    let more = i64::from(row.shown_state().is_gone()) - i64::from(before.is_gone());
    if more != 0 {
        let mut thread = threads::find(tx.conn, &row.thread_id)?;
        thread.gone_count += more;
        threads::update(tx.conn, &thread)?;
    }
    Ok(())
}

/// Sets what stands against a thread; its category's count follows.
///
/// # Errors
/// `not_found` when there is none.
pub fn restrict_thread(tx: &mut Tx<'_>, id: &ThreadId, measure: &Measure) -> Result<ThreadRow, AppError> {
    let mut row = threads::find(tx.conn, id)?;
    let before = row.is_restricted();
    row.restriction = measure.restriction;
    row.restriction_ground.clone_from(&measure.ground);
    row.locked = measure.locked;
    if let Some(title) = &measure.text {
        row.slug = slug::slug(title);
        row.title.clone_from(title);
    }
    row.version += 1;
    threads::update(tx.conn, &row)?;
    let more = i64::from(before) - i64::from(row.is_restricted());
    if more != 0 {
        categories::count_thread(tx.conn, &row.category_id, more)?;
    }
    Ok(row)
}
