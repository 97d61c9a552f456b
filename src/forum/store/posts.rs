//! Posts, and what they said before.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{post_revisions, posts, threads};
use crate::error::AppError;
use crate::forum::limits::Recent;
use crate::forum::model::{PostId, PostRow, RevisionRow, ThreadId, ThreadRow};
use crate::web::{At, Window};
use diesel::prelude::*;

/// The key of a list of posts: number, then id.
pub type ByNumber = (i64, String);

/// Most posts of one person, or from one address, that a limit looks at.
pub(super) const RECENT: i64 = 500;
/// Most revisions of a post that are shown.
const REVISIONS: i64 = 200;

pub fn find(conn: &mut Connection, id: &PostId) -> Result<PostRow, AppError> {
    Ok(posts::table.find(id).first(conn)?)
}

/// A post with its thread, in one query.
///
/// # Errors
/// `not_found`.
pub fn find_in_thread(conn: &mut Connection, id: &PostId) -> Result<(PostRow, ThreadRow), AppError> {
    let both = posts::table.inner_join(threads::table.on(threads::id.eq(posts::thread_id)));
    Ok(both.filter(posts::id.eq(id)).first(conn)?)
}

pub fn insert(conn: &mut Connection, row: &PostRow) -> Result<(), AppError> {
    diesel::insert_into(posts::table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &PostRow) -> Result<(), AppError> {
    diesel::update(posts::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// One page of a thread's posts by number.
pub fn list(conn: &mut Connection, thread: &ThreadId, window: &Window<ByNumber>) -> Result<Vec<PostRow>, AppError> {
    let query = posts::table.filter(posts::thread_id.eq(thread)).limit(window.fetch());
    let forward = (posts::number.asc(), posts::id.asc());
    Ok(match &window.at {
        At::Start => query.order(forward).load(conn)?,
        At::After((number, _)) => query.filter(posts::number.gt(number)).order(forward).load(conn)?,
        At::Before((number, _)) => {
            query.filter(posts::number.lt(number)).order((posts::number.desc(), posts::id.desc())).load(conn)?
        }
    })
}

/// The posts of a thread whose numbers lie in a range, both ends included.
pub fn between(conn: &mut Connection, thread: &ThreadId, first: i64, last: i64) -> Result<Vec<PostRow>, AppError> {
    Ok(posts::table
        .filter(posts::thread_id.eq(thread))
        .filter(posts::number.between(first, last))
        .order((posts::number.asc(), posts::id.asc()))
        .limit(last - first + 1)
        .load(conn)?)
}

/// The first posts of several threads.
pub fn first_of(conn: &mut Connection, threads: &[&ThreadId]) -> Result<Vec<PostRow>, AppError> {
    let bound = i64::try_from(threads.len()).unwrap_or(i64::MAX);
    Ok(posts::table.filter(posts::thread_id.eq_any(threads)).filter(posts::number.eq(1)).limit(bound).load(conn)?)
}

/// What somebody wrote since an instant of the machine's clock, newest first.
pub fn recent(conn: &mut Connection, author: &AccountId, since: Timestamp) -> Result<Vec<Recent>, AppError> {
    let rows: Vec<(Timestamp, i64, String)> = posts::table
        .filter(posts::author_id.eq(author))
        .filter(posts::received_at.ge(since))
        .order(posts::received_at.desc())
        .limit(RECENT)
        .select((posts::received_at, posts::number, posts::body_hash))
        .load(conn)?;
    let recent = |(received_at, number, fingerprint)| Recent { received_at, opened: number == 1, fingerprint };
    Ok(rows.into_iter().map(recent).collect())
}

pub fn insert_revision(conn: &mut Connection, row: &RevisionRow) -> Result<(), AppError> {
    diesel::insert_into(post_revisions::table).values(row).execute(conn)?;
    Ok(())
}

/// What a post said before, oldest first.
pub fn revisions(conn: &mut Connection, post: &PostId) -> Result<Vec<RevisionRow>, AppError> {
    Ok(post_revisions::table
        .filter(post_revisions::post_id.eq(post))
        .order(post_revisions::number.asc())
        .limit(REVISIONS)
        .load(conn)?)
}
