//! The queue.

use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::moderation_items::{self as items, table};
use crate::error::AppError;
use crate::moderation::model::{AppealId, ItemId, ItemKind, ItemRow, ItemState, TargetKind};
use crate::web::{At, Window};
use diesel::prelude::*;

/// The key of the queue: priority, age, id.
pub type ByPriority = (i64, Timestamp, String);

pub fn find(conn: &mut Connection, id: &ItemId) -> Result<ItemRow, AppError> {
    Ok(table.find(id).first(conn)?)
}

/// Several, in no order.
pub fn all(conn: &mut Connection, ids: &[ItemId]) -> Result<Vec<ItemRow>, AppError> {
    Ok(table.filter(items::id.eq_any(ids)).load(conn)?)
}

pub fn insert(conn: &mut Connection, row: &ItemRow) -> Result<(), AppError> {
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &ItemRow) -> Result<(), AppError> {
    diesel::update(table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The item in which what is said about this thing is gathered, while it is open; appeals have their own.
pub fn open_of(conn: &mut Connection, kind: TargetKind, id: &str) -> Result<Option<ItemRow>, AppError> {
    Ok(table
        .filter(items::target_kind.eq(kind).and(items::target_id.eq(id)))
        .filter(items::state.eq(ItemState::Open).and(items::kind.ne(ItemKind::Appeal)))
        .order((items::created_at.asc(), items::id.asc()))
        .first(conn)
        .optional()?)
}

/// The open item of this kind about this thing.
pub fn open_as(conn: &mut Connection, target: (TargetKind, &str), kind: ItemKind) -> Result<Option<ItemRow>, AppError> {
    Ok(table
        .filter(items::target_kind.eq(target.0).and(items::target_id.eq(target.1)))
        .filter(items::state.eq(ItemState::Open).and(items::kind.eq(kind)))
        .order((items::created_at.asc(), items::id.asc()))
        .first(conn)
        .optional()?)
}

/// The item of an appeal.
pub fn of_appeal(conn: &mut Connection, appeal: &AppealId) -> Result<Option<ItemRow>, AppError> {
    Ok(table.filter(items::appeal_id.eq(appeal)).first(conn).optional()?)
}

/// How many wait.
pub fn count_open(conn: &mut Connection) -> Result<i64, AppError> {
    Ok(table.filter(items::state.eq(ItemState::Open)).count().get_result(conn)?)
}

/// One page of the queue in its order.
pub fn list(
    conn: &mut Connection,
    state: ItemState,
    kind: Option<ItemKind>,
    window: &Window<ByPriority>,
) -> Result<Vec<ItemRow>, AppError> {
    let (first, at, id) = (items::priority, items::created_at, items::id);
    let mut query = table.filter(items::state.eq(state)).limit(window.fetch()).into_boxed();
    if let Some(kind) = kind {
        query = query.filter(items::kind.eq(kind));
    }
    let forward = (first.asc(), at.asc(), id.asc());
    query = match &window.at {
        At::Start => query.order(forward),
        At::After((priority, then, key)) => query
            .filter(
                first
                    .gt(priority)
                    .or(first.eq(priority).and(at.gt(then)))
                    .or(first.eq(priority).and(at.eq(then)).and(id.gt(key))),
            )
            .order(forward),
        At::Before((priority, then, key)) => query
            .filter(
                first
                    .lt(priority)
                    .or(first.eq(priority).and(at.lt(then)))
                    .or(first.eq(priority).and(at.eq(then)).and(id.lt(key))),
            )
            .order((first.desc(), at.desc(), id.desc())),
    };
    Ok(query.load(conn)?)
}
