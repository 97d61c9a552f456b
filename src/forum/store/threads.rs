//! Threads and their tags.

use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{thread_tags, threads};
use crate::error::AppError;
use crate::forum::api::ThreadSort;
use crate::forum::model::{CategoryId, TagRow, ThreadId, ThreadKind, ThreadRow};
use crate::web::{At, Window};
use diesel::dsl::exists;
use diesel::prelude::*;

type Backend = <Connection as diesel::Connection>::Backend;
type Query<'a> = threads::BoxedQuery<'a, Backend>;

/// The key of a list of threads: an instant, then the id.
pub type ByInstant = (Timestamp, String);

/// Most tags that a page of threads has.
const TAGS: i64 = 2_000;

/// Which threads, with the category found.
#[derive(Debug, Clone)]
pub struct Choice {
    pub sort: ThreadSort,
    pub category: Option<CategoryId>,
    pub tag: Option<String>,
    pub kind: Option<ThreadKind>,
}

impl Choice {
    /// The instant that a list in this order goes by.
    pub fn key(&self, row: &ThreadRow) -> ByInstant {
        let instant = if self.sort == ThreadSort::Activity { row.last_post_at } else { row.created_at };
        (instant, row.id.to_string())
    }
}

pub fn find(conn: &mut Connection, id: &ThreadId) -> Result<ThreadRow, AppError> {
    Ok(threads::table.find(id).first(conn)?)
}

pub fn insert(conn: &mut Connection, row: &ThreadRow) -> Result<(), AppError> {
    diesel::insert_into(threads::table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &ThreadRow) -> Result<(), AppError> {
    diesel::update(threads::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// One page of threads, newest first.
pub fn list(conn: &mut Connection, choice: &Choice, window: &Window<ByInstant>) -> Result<Vec<ThreadRow>, AppError> {
    let query = chosen(choice).limit(window.fetch());
    let query = if choice.sort == ThreadSort::Activity { by_activity(query, window) } else { by_age(query, window) };
    Ok(query.load(conn)?)
}

fn chosen(choice: &Choice) -> Query<'_> {
    let mut query = threads::table.filter(threads::restriction.is_null()).into_boxed();
    if choice.sort == ThreadSort::Unanswered {
        query = query.filter(threads::post_count.eq(1));
    }
    if let Some(category) = &choice.category {
        query = query.filter(threads::category_id.eq(category));
    }
    if let Some(kind) = choice.kind {
        query = query.filter(threads::kind.eq(kind));
    }
    if let Some(tag) = &choice.tag {
        let tagged = thread_tags::table.filter(thread_tags::thread_id.eq(threads::id)).filter(thread_tags::tag.eq(tag));
        query = query.filter(exists(tagged));
    }
    query
}

fn by_activity<'q>(query: Query<'q>, window: &'q Window<ByInstant>) -> Query<'q> {
    let (at, id) = (threads::last_post_at, threads::id);
    match &window.at {
        At::Start => query.order((at.desc(), id.desc())),
        At::After((then, key)) => {
            query.filter(at.lt(then).or(at.eq(then).and(id.lt(key)))).order((at.desc(), id.desc()))
        }
        At::Before((then, key)) => {
            query.filter(at.gt(then).or(at.eq(then).and(id.gt(key)))).order((at.asc(), id.asc()))
        }
    }
}

fn by_age<'q>(query: Query<'q>, window: &'q Window<ByInstant>) -> Query<'q> {
    let (at, id) = (threads::created_at, threads::id);
    match &window.at {
        At::Start => query.order((at.desc(), id.desc())),
        At::After((then, key)) => {
            query.filter(at.lt(then).or(at.eq(then).and(id.lt(key)))).order((at.desc(), id.desc()))
        }
        At::Before((then, key)) => {
            query.filter(at.gt(then).or(at.eq(then).and(id.gt(key)))).order((at.asc(), id.asc()))
        }
    }
}

/// The threads that somebody wrote in last.
pub fn newest(conn: &mut Connection, limit: i64) -> Result<Vec<ThreadRow>, AppError> {
    let seen = threads::table.filter(threads::restriction.is_null());
    Ok(seen.order((threads::last_post_at.desc(), threads::id.desc())).limit(limit).load(conn)?)
}

/// The tags of several threads, in alphabetical order.
pub fn tags(conn: &mut Connection, of: &[&ThreadId]) -> Result<Vec<TagRow>, AppError> {
    Ok(thread_tags::table
        .filter(thread_tags::thread_id.eq_any(of))
        .order((thread_tags::thread_id.asc(), thread_tags::tag.asc()))
        .limit(TAGS)
        .load(conn)?)
}

/// Gives a thread these tags and no others.
pub fn set_tags(conn: &mut Connection, thread: &ThreadId, tags: &[String]) -> Result<(), AppError> {
    diesel::delete(thread_tags::table.filter(thread_tags::thread_id.eq(thread))).execute(conn)?;
    for tag in tags {
        let row = TagRow { thread_id: thread.clone(), tag: tag.clone() };
        diesel::insert_into(thread_tags::table).values(&row).execute(conn)?;
    }
    Ok(())
}

/// The threads that were opened last, of the site or of a category.
pub fn opened_last(
    conn: &mut Connection,
    category: Option<&CategoryId>,
    limit: i64,
) -> Result<Vec<ThreadRow>, AppError> {
    let mut query = threads::table.filter(threads::restriction.is_null()).into_boxed();
    if let Some(category) = category {
        query = query.filter(threads::category_id.eq(category));
    }
    Ok(query.order((threads::created_at.desc(), threads::id.desc())).limit(limit).load(conn)?)
}
