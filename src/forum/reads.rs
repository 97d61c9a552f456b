//! What can be read of the forum, by whom: the same for REST and pages.

use super::actions::Written;
use super::api::{CategoryView, PostView, RevisionView, ThreadFilter, ThreadSort, ThreadView};
use super::model::{CategoryId, PostId, PostRow, ThreadId, ThreadRow};
use super::rules;
use super::store::categories::ByPosition;
use super::store::posts::ByNumber;
use super::store::threads::{ByInstant, Choice};
use super::store::{categories, posts, threads};
use super::views::{self, Glance};
use crate::db::Connection;
use crate::error::AppError;
use crate::web::{Listed, Window};

/// A page of categories in order.
pub fn categories(conn: &mut Connection, window: &Window<ByPosition>) -> Result<Listed<CategoryView>, AppError> {
    let rows = categories::list(conn, window)?;
    Ok(window.listed(rows, |row| (row.position, row.id.to_string()), views::category))
}

/// One category.
pub fn category(conn: &mut Connection, id: &CategoryId) -> Result<CategoryView, AppError> {
    categories::find(conn, id)?.map(views::category).ok_or_else(AppError::not_found)
}

/// A filter with its category looked up.
///
/// # Errors
/// 422 when there is no such category.
pub fn choice(conn: &mut Connection, filter: &ThreadFilter) -> Result<Choice, AppError> {
    let category = match &filter.category {
        Some(name) => Some(categories::find_named(conn, name)?.ok_or_else(|| rules::no_such("?category"))?.id),
        None => None,
    };
    let tag = filter.tag.as_deref().map(|tag| crate::text::plain::tidy_line(tag).to_lowercase());
    Ok(Choice { sort: filter.sort.unwrap_or(ThreadSort::Activity), category, tag, kind: filter.kind })
}

/// A page of threads with their first posts.
pub fn threads(
    conn: &mut Connection,
    filter: &ThreadFilter,
    window: &Window<ByInstant>,
    glance: Glance<'_>,
) -> Result<Listed<ThreadView>, AppError> {
    let choice = choice(conn, filter)?;
    let rows = threads::list(conn, &choice, window)?;
    let page = window.listed(rows, |row| choice.key(row), |row| row);
    Ok(Listed { items: views::threads(conn, page.items, glance)?, next: page.next, prev: page.prev })
}

/// The thread, where the reader may know of it.
///
/// # Errors
/// `not_found` for a thread that a decision took from sight, but for staff.
pub fn seen(conn: &mut Connection, id: &ThreadId, glance: Glance<'_>) -> Result<ThreadRow, AppError> {
    let row = threads::find(conn, id)?;
    if rules::may_see(&row, glance.viewer) { Ok(row) } else { Err(AppError::not_found()) }
}

/// A post and its thread, where the reader may know of the thread; for others the same as a post that never was.
///
/// # Errors
/// `not_found`.
pub fn seen_post(conn: &mut Connection, id: &PostId, glance: Glance<'_>) -> Result<(PostRow, ThreadRow), AppError> {
    let (post, thread) = posts::find_in_thread(conn, id)?;
    if rules::may_see(&thread, glance.viewer) { Ok((post, thread)) } else { Err(AppError::not_found()) }
}

/// A thread with its first post.
pub fn thread(conn: &mut Connection, id: &ThreadId, glance: Glance<'_>) -> Result<ThreadView, AppError> {
    let row = seen(conn, id, glance)?;
    views::threads(conn, vec![row], glance)?.pop().ok_or_else(AppError::not_found)
}

/// A page of a thread's posts by number.
pub fn posts(
    conn: &mut Connection,
    thread: &ThreadId,
    window: &Window<ByNumber>,
    glance: Glance<'_>,
) -> Result<Listed<PostView>, AppError> {
    let thread = seen(conn, thread, glance)?;
    let rows = posts::list(conn, &thread.id, window)?;
    let page = window.listed(rows, |row| (row.number, row.id.to_string()), |row| row);
    Ok(Listed { items: views::posts(conn, &thread, page.items, glance)?, next: page.next, prev: page.prev })
}

/// One post.
pub fn post(conn: &mut Connection, id: &PostId, glance: Glance<'_>) -> Result<PostView, AppError> {
    let (post, thread) = seen_post(conn, id, glance)?;
    written(conn, Written { post, thread }, glance)
}

/// One post that was just read or written.
pub fn written(
    conn: &mut Connection,
    Written { post, thread }: Written,
    glance: Glance<'_>,
) -> Result<PostView, AppError> {
    views::posts(conn, &thread, vec![post], glance)?.pop().ok_or_else(AppError::not_found)
}

/// The edits of a post, oldest first, with what each changed; of a post that is gone for staff only.
pub fn revisions(
    conn: &mut Connection,
    id: &PostId,
    window: &Window<i64>,
    glance: Glance<'_>,
) -> Result<Listed<RevisionView>, AppError> {
    let (post, _) = seen_post(conn, id, glance)?;
    if !rules::may_read_past(post.shown_state(), glance.viewer) {
        return Err(AppError::not_found());
    }
    let rows = posts::revisions(conn, id)?;
    let all = views::revisions(conn, rows, &post.body)?;
    Ok(window.listed(within(all, window), |view| view.number, |view| view))
}

/// Those of a bounded, ordered list that a window opens.
fn within(all: Vec<RevisionView>, window: &Window<i64>) -> Vec<RevisionView> {
    use crate::web::At;
    let most = usize::try_from(window.fetch()).unwrap_or(usize::MAX);
    match window.at {
        At::Start => all.into_iter().take(most).collect(),
        At::After(number) => all.into_iter().filter(|view| view.number > number).take(most).collect(),
        At::Before(number) => all.into_iter().rev().filter(|view| view.number < number).take(most).collect(),
    }
}
