//! The queue.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::moderation_items::{self as items, table};
use crate::db::schema::moderation_voices as voices;
use crate::error::AppError;
use crate::moderation::model::{AppealId, ItemId, ItemKind, ItemRow, ItemState, TargetKind};
use crate::web::{At, Window};
use diesel::dsl::exists;
use diesel::prelude::*;

/// Most items that wait for somebody else after one moderator's voice.
const SPOKEN_ON: i64 = 50;

/// The key of the queue: priority, age, id.
pub type ByPriority = (i64, Timestamp, String);

/// Which items of the queue somebody asks for.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    pub state: ItemState,
    pub kind: Option<ItemKind>,
    /// What is left out.
    pub without: &'a [ItemId],
}

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

/// Whether this thing was ever in the queue.
pub fn is_known(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<bool, AppError> {
    let known = table.filter(items::target_kind.eq(kind).and(items::target_id.eq(id)));
    let count: i64 = known.count().get_result(conn)?;
    Ok(count > 0)
}

/// Whether anything about this thing waits for somebody, appeals included.
pub fn is_open(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<bool, AppError> {
    let about = table.filter(items::target_kind.eq(kind).and(items::target_id.eq(id)));
    let count: i64 = about.filter(items::state.eq(ItemState::Open)).count().get_result(conn)?;
    Ok(count > 0)
}

/// Takes its words out of everything that was ever in the queue about this thing.
pub fn forget_words(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<(), AppError> {
    diesel::update(table.filter(items::target_kind.eq(kind).and(items::target_id.eq(id))))
        .set((items::title.eq(""), items::snapshot.eq(""), items::version.eq(items::version + 1)))
        .execute(conn)?;
    Ok(())
}

/// The item of an appeal.
pub fn of_appeal(conn: &mut Connection, appeal: &AppealId) -> Result<Option<ItemRow>, AppError> {
    Ok(table.filter(items::appeal_id.eq(appeal)).first(conn).optional()?)
}

/// How many of these there are.
pub fn count(conn: &mut Connection, choice: &Choice<'_>) -> Result<i64, AppError> {
    let mut query = table.filter(items::state.eq(choice.state)).into_boxed();
    if let Some(kind) = choice.kind {
        query = query.filter(items::kind.eq(kind));
    }
    Ok(query.filter(items::id.ne_all(choice.without)).count().get_result(conn)?)
}

/// The open hidden reviews on which this moderator has spoken, in the order of the queue: only somebody else can decide
/// them.
pub fn spoken_on(conn: &mut Connection, moderator: &AccountId) -> Result<Vec<ItemRow>, AppError> {
    let own = voices::table.filter(voices::item_id.eq(items::id)).filter(voices::moderator_id.eq(moderator));
    Ok(table
        .filter(items::kind.eq(ItemKind::HiddenReview).and(items::state.eq(ItemState::Open)))
        .filter(exists(own))
        .order((items::priority.asc(), items::created_at.asc(), items::id.asc()))
        .limit(SPOKEN_ON)
        .load(conn)?)
}

/// One page of the queue in its order.
pub fn list(conn: &mut Connection, choice: &Choice<'_>, window: &Window<ByPriority>) -> Result<Vec<ItemRow>, AppError> {
    let (first, at, id) = (items::priority, items::created_at, items::id);
    let mut query = table.filter(items::state.eq(choice.state)).limit(window.fetch()).into_boxed();
    if let Some(kind) = choice.kind {
        query = query.filter(items::kind.eq(kind));
    }
    if !choice.without.is_empty() {
        query = query.filter(items::id.ne_all(choice.without));
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
