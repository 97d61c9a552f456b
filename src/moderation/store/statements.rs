//! Statements of reasons.

use super::flags::ByInstant;
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::moderation_statements::{self as statements, table};
use crate::error::AppError;
use crate::moderation::model::{Action, StatementId, StatementRow, StatementState, TargetKind};
use crate::web::{At, Window};
use diesel::prelude::*;

/// Most warnings that wait to be read.
const WARNINGS: i64 = 100;
/// Most statements about one thing that wait to be decided anew.
const SENT_BACK: i64 = 100;
/// From which the table leads to an appeal.
const APPEALABLE: [StatementState; 2] = [StatementState::InForce, StatementState::Upheld];
/// What has ended.
const OVER: [StatementState; 3] = [StatementState::Overturned, StatementState::Lifted, StatementState::Replaced];

pub fn find(conn: &mut Connection, id: &StatementId) -> Result<StatementRow, AppError> {
    Ok(table.find(id).first(conn)?)
}

/// By the id that a case event names.
pub fn find_named(conn: &mut Connection, id: &str) -> Result<StatementRow, AppError> {
    Ok(table.filter(statements::id.eq(id)).first(conn)?)
}

/// Several, in no order.
pub fn all(conn: &mut Connection, ids: &[StatementId]) -> Result<Vec<StatementRow>, AppError> {
    Ok(table.filter(statements::id.eq_any(ids)).load(conn)?)
}

pub fn insert(conn: &mut Connection, row: &StatementRow) -> Result<(), AppError> {
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

pub fn set_state(conn: &mut Connection, row: &StatementRow, state: StatementState) -> Result<(), AppError> {
    diesel::update(table.find(&row.id))
        .set((statements::state.eq(state), statements::version.eq(row.version + 1)))
        .execute(conn)?;
    Ok(())
}

/// Notes that whoever was warned has read it.
pub fn acknowledge(conn: &mut Connection, id: &StatementId, now: Timestamp) -> Result<(), AppError> {
    diesel::update(table.find(id)).set(statements::acknowledged_at.eq(now)).execute(conn)?;
    Ok(())
}

/// The warnings that stand against somebody who has yet to say that they have read them, oldest first.
pub fn unread_warnings(
    conn: &mut Connection,
    author: &AccountId,
    now: Timestamp,
) -> Result<Vec<StatementRow>, AppError> {
    Ok(table
        .filter(statements::author_id.eq(author).and(statements::action.eq(Action::Warn)))
        .filter(statements::acknowledged_at.is_null().and(statements::end_date.gt(now)))
        .filter(statements::state.ne_all(OVER))
        .order((statements::application_date.asc(), statements::id.asc()))
        .limit(WARNINGS)
        .load(conn)?)
}

/// The silence that stands against somebody for the longest time.
pub fn silence(conn: &mut Connection, author: &AccountId, now: Timestamp) -> Result<Option<StatementRow>, AppError> {
    Ok(table
        .filter(statements::author_id.eq(author).and(statements::action.eq(Action::Silence)))
        .filter(statements::end_date.gt(now).and(statements::state.ne_all(OVER)))
        .order((statements::end_date.desc(), statements::id.asc()))
        .first(conn)
        .optional()?)
}

/// Whether somebody may still appeal against anything that stands about this thing.
pub fn can_be_appealed(
    conn: &mut Connection,
    (kind, id): (TargetKind, &str),
    now: Timestamp,
) -> Result<bool, AppError> {
    let count: i64 = table
        .filter(statements::target_kind.eq(kind).and(statements::target_id.eq(id)))
        .filter(statements::state.eq_any(APPEALABLE).and(statements::appeal_until.ge(now)))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

/// The statements about this thing.
pub fn about(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<Vec<StatementId>, AppError> {
    let about = table.filter(statements::target_kind.eq(kind).and(statements::target_id.eq(id)));
    Ok(about.order(statements::id.asc()).select(statements::id).load(conn)?)
}

/// Those about this thing that an appeal has sent back, and nobody has decided anew.
pub fn sent_back(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<Vec<StatementId>, AppError> {
    let about = table.filter(statements::target_kind.eq(kind).and(statements::target_id.eq(id)));
    let waiting = about.filter(statements::state.eq(StatementState::Partly));
    Ok(waiting.order(statements::id.asc()).limit(SENT_BACK).select(statements::id).load(conn)?)
}

/// Takes what they quote of this thing out of all statements about it.
pub fn forget_words(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<(), AppError> {
    diesel::update(table.filter(statements::target_kind.eq(kind).and(statements::target_id.eq(id))))
        .set((statements::snapshot.eq(""), statements::version.eq(statements::version + 1)))
        .execute(conn)?;
    Ok(())
}

/// One page of what was said to somebody, newest first.
pub fn list_of(
    conn: &mut Connection,
    author: &AccountId,
    window: &Window<ByInstant>,
) -> Result<Vec<StatementRow>, AppError> {
    let query = table.filter(statements::author_id.eq(author)).limit(window.fetch());
    let (at, id) = (statements::application_date, statements::id);
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
