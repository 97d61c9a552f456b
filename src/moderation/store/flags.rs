//! What readers reported.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::moderation_flags::{self as flags, table};
use crate::db::schema::moderation_items as items;
use crate::error::AppError;
use crate::moderation::model::{FlagRow, FlagState, ItemId, StatementId, TargetKind};
use crate::web::{At, Window};
use diesel::prelude::*;

/// Most flags of one item that are read.
const OF_ITEM: i64 = 500;
/// Most flags of a page of items.
const OF_PAGE: i64 = 5_000;

/// The key of a list of flags: an instant, then the id.
pub type ByInstant = (Timestamp, String);

pub fn insert(conn: &mut Connection, row: &FlagRow) -> Result<(), AppError> {
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &FlagRow) -> Result<(), AppError> {
    diesel::update(table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The flags of an item, oldest first.
pub fn of_item(conn: &mut Connection, item: &ItemId) -> Result<Vec<FlagRow>, AppError> {
    Ok(table.filter(flags::item_id.eq(item)).order(flags::id.asc()).limit(OF_ITEM).load(conn)?)
}

/// The flags of several items, oldest first.
pub fn of_items(conn: &mut Connection, items: &[ItemId]) -> Result<Vec<FlagRow>, AppError> {
    Ok(table.filter(flags::item_id.eq_any(items)).order(flags::id.asc()).limit(OF_PAGE).load(conn)?)
}

/// The open flags for this reason on whatever somebody wrote, and on the account, but on no review; those of
/// physicians and clinics left out.
pub fn against(conn: &mut Connection, author: &AccountId, reason: &str) -> Result<Vec<FlagRow>, AppError> {
    Ok(table
        .inner_join(items::table.on(items::id.eq(flags::item_id)))
        .filter(items::author_id.eq(author).and(flags::target_kind.ne(TargetKind::Review)))
        .filter(flags::state.eq(FlagState::Open).and(flags::reason.eq(reason)).and(flags::by_party.eq(false)))
        .order(flags::id.asc())
        .limit(OF_PAGE)
        .select(flags::all_columns)
        .load(conn)?)
}

/// The open flags on these things of one kind; those of physicians and clinics left out.
pub fn open_on(conn: &mut Connection, kind: TargetKind, ids: &[String]) -> Result<Vec<FlagRow>, AppError> {
    Ok(table
        .filter(flags::target_kind.eq(kind).and(flags::target_id.eq_any(ids)))
        .filter(flags::state.eq(FlagState::Open).and(flags::by_party.eq(false)))
        .order(flags::id.asc())
        .limit(OF_PAGE)
        .load(conn)?)
}

/// The posts that somebody flagged, while nobody has decided.
pub fn flagged_posts(conn: &mut Connection) -> Result<Vec<String>, AppError> {
    Ok(table
        .filter(flags::target_kind.eq(TargetKind::Post).and(flags::state.eq(FlagState::Open)))
        .select(flags::target_id)
        .distinct()
        .limit(OF_PAGE)
        .load(conn)?)
}

/// The newest flag of this person on this thing for this reason.
pub fn last_of(
    conn: &mut Connection,
    flagger: &AccountId,
    (kind, id): (TargetKind, &str),
    reason: &str,
) -> Result<Option<FlagRow>, AppError> {
    Ok(table
        .filter(flags::target_kind.eq(kind).and(flags::target_id.eq(id)))
        .filter(flags::flagger_id.eq(flagger).and(flags::reason.eq(reason)))
        .order(flags::id.desc())
        .first(conn)
        .optional()?)
}

/// Of somebody's decided flags: with how many the moderators agreed, and how many there are.
pub fn record(conn: &mut Connection, flagger: &AccountId) -> Result<(u32, u32), AppError> {
    let counted: Vec<(FlagState, i64)> = table
        .filter(flags::flagger_id.eq(flagger).and(flags::state.ne(FlagState::Open)))
        .group_by(flags::state)
        .select((flags::state, diesel::dsl::count_star()))
        .load(conn)?;
    let of = |state| counted.iter().filter(|(known, _)| *known == state).map(|(_, count)| *count).sum::<i64>();
    let (agreed, disagreed) = (of(FlagState::Agreed), of(FlagState::Disagreed));
    let whole = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Ok((whole(agreed), whole(agreed.saturating_add(disagreed))))
}

/// Whether somebody's flag led to this statement.
pub fn led_to(conn: &mut Connection, flagger: &AccountId, statement: &StatementId) -> Result<bool, AppError> {
    let count: i64 =
        table.filter(flags::flagger_id.eq(flagger).and(flags::statement_id.eq(statement))).count().get_result(conn)?;
    Ok(count > 0)
}

/// Those of these statements that somebody's flag led to.
pub fn led_to_among(
    conn: &mut Connection,
    flagger: &AccountId,
    statements: &[StatementId],
) -> Result<Vec<StatementId>, AppError> {
    let found: Vec<Option<StatementId>> = table
        .filter(flags::flagger_id.eq(flagger).and(flags::statement_id.eq_any(statements)))
        .select(flags::statement_id)
        .distinct()
        .limit(OF_PAGE)
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Who flagged what led to this statement.
pub fn behind(conn: &mut Connection, statement: &StatementId) -> Result<Vec<FlagRow>, AppError> {
    Ok(table.filter(flags::statement_id.eq(statement)).order(flags::id.asc()).limit(OF_ITEM).load(conn)?)
}

/// Takes the words of this thing out of every flag on it; what the readers wrote themselves stays.
pub fn forget_words(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<(), AppError> {
    diesel::update(table.filter(flags::target_kind.eq(kind).and(flags::target_id.eq(id))))
        .set((flags::snapshot.eq(""), flags::version.eq(flags::version + 1)))
        .execute(conn)?;
    Ok(())
}

/// One page of what somebody reported, newest first.
pub fn list_of(
    conn: &mut Connection,
    flagger: &AccountId,
    window: &Window<ByInstant>,
) -> Result<Vec<FlagRow>, AppError> {
    let query = table.filter(flags::flagger_id.eq(flagger)).limit(window.fetch());
    let (at, id) = (flags::created_at, flags::id);
    Ok(match &window.at {
        At::Start => query.order((at.desc(), id.desc())).load(conn)?,
        At::After((then, key)) => {
            query.filter(at.lt(then).or(at.eq(then).and(id.lt(key)))).order((at.desc(), id.desc())).load(conn)?
        }
        At::Before((then, key)) => {
            query.filter(at.gt(then).or(at.eq(then).and(id.gt(key)))).order((at.asc(), id.asc())).load(conn)?
        }
    })
}
