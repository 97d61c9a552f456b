//! What was decided, and what of it stands.

use super::flags::ByInstant;
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::moderation_decisions::{self as decisions, table};
use crate::error::AppError;
use crate::moderation::model::{Action, AppealOutcome, DecisionId, DecisionRow, ItemId, StatementId, TargetKind};
use crate::web::{At, Window};
use diesel::prelude::*;

/// Most decisions about one thing or one person that are read.
const MOST: i64 = 500;

pub fn insert(conn: &mut Connection, row: &DecisionRow) -> Result<(), AppError> {
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

/// What stands against this thing, oldest first; what stands against its author is another question.
pub fn in_force(conn: &mut Connection, kind: TargetKind, id: &str) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table
        .filter(decisions::target_kind.eq(kind).and(decisions::target_id.eq(id)))
        .filter(decisions::in_force.eq(true))
        .order((decisions::created_at.asc(), decisions::id.asc()))
        .limit(MOST)
        .load(conn)?)
}

/// The same for several things of any kind.
pub fn in_force_on(conn: &mut Connection, ids: &[String]) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table
        .filter(decisions::target_id.eq_any(ids).and(decisions::in_force.eq(true)))
        .order((decisions::created_at.asc(), decisions::id.asc()))
        .limit(MOST * 10)
        .load(conn)?)
}

/// The sanctions that stand against somebody.
pub fn against(conn: &mut Connection, author: &AccountId) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table
        .filter(decisions::author_id.eq(author).and(decisions::in_force.eq(true)))
        .filter(decisions::action.eq_any([Action::Silence, Action::Suspend, Action::Ban]))
        .order((decisions::created_at.asc(), decisions::id.asc()))
        .limit(MOST)
        .load(conn)?)
}

/// What the score did to somebody or to their words and an appeal has overturned.
pub fn overturned_scores(
    conn: &mut Connection,
    author: &AccountId,
    action: Action,
) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table
        .filter(decisions::author_id.eq(author).and(decisions::action.eq(action)))
        .filter(decisions::decided_by.is_null().and(decisions::appeal_outcome.eq(AppealOutcome::Overturned)))
        .order((decisions::created_at.asc(), decisions::id.asc()))
        .limit(MOST)
        .load(conn)?)
}

/// Everything that was decided about this thing, newest first.
pub fn about(conn: &mut Connection, kind: TargetKind, id: &str, limit: i64) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table
        .filter(decisions::target_kind.eq(kind).and(decisions::target_id.eq(id)))
        .order((decisions::created_at.desc(), decisions::id.desc()))
        .limit(limit)
        .load(conn)?)
}

/// How often what was decided about somebody's words, action by action; what an appeal undid is left out.
pub fn history(conn: &mut Connection, author: &AccountId) -> Result<Vec<(Action, i64)>, AppError> {
    Ok(table
        .filter(decisions::author_id.eq(author))
        .filter(decisions::appeal_outcome.is_null().or(decisions::appeal_outcome.ne(AppealOutcome::Overturned)))
        .group_by(decisions::action)
        .order(decisions::action.asc())
        .select((decisions::action, diesel::dsl::count_star()))
        .load(conn)?)
}

/// The decision that a statement gives reasons for.
pub fn of_statement(conn: &mut Connection, statement: &StatementId) -> Result<DecisionRow, AppError> {
    Ok(table.filter(decisions::statement_id.eq(statement)).first(conn)?)
}

/// The decisions that several statements give reasons for, in no order.
pub fn of_statements(conn: &mut Connection, statements: &[StatementId]) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table.filter(decisions::statement_id.eq_any(statements)).limit(MOST).load(conn)?)
}

/// The warnings that stand against somebody.
pub fn warnings(conn: &mut Connection, author: &AccountId) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table
        .filter(decisions::author_id.eq(author).and(decisions::in_force.eq(true)))
        .filter(decisions::action.eq(Action::Warn))
        .order((decisions::created_at.asc(), decisions::id.asc()))
        .limit(MOST)
        .load(conn)?)
}

/// What was decided about an item by people, newest first.
pub fn of_items(conn: &mut Connection, items: &[ItemId]) -> Result<Vec<DecisionRow>, AppError> {
    Ok(table
        .filter(decisions::item_id.eq_any(items))
        .order((decisions::created_at.desc(), decisions::id.desc()))
        .limit(MOST)
        .load(conn)?)
}

/// Ends what a decision did.
pub fn end(conn: &mut Connection, id: &DecisionId, now: Timestamp) -> Result<(), AppError> {
    diesel::update(table.find(id)).set((decisions::in_force.eq(false), decisions::undone_at.eq(now))).execute(conn)?;
    Ok(())
}

/// Notes what an appeal came to.
pub fn heard(conn: &mut Connection, id: &DecisionId, outcome: AppealOutcome) -> Result<(), AppError> {
    diesel::update(table.find(id)).set(decisions::appeal_outcome.eq(outcome)).execute(conn)?;
    Ok(())
}

/// What masks took away from this thing is gone for good.
pub fn forget_words(conn: &mut Connection, (kind, id): (TargetKind, &str)) -> Result<(), AppError> {
    let none: Option<Vec<u8>> = None;
    diesel::update(table.filter(decisions::target_kind.eq(kind).and(decisions::target_id.eq(id))))
        .set(decisions::sealed.eq(none))
        .execute(conn)?;
    Ok(())
}

/// One page of the public log, newest first.
pub fn log(conn: &mut Connection, window: &Window<ByInstant>) -> Result<Vec<DecisionRow>, AppError> {
    let query = table.limit(window.fetch());
    let (at, id) = (decisions::created_at, decisions::id);
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

/// How often each ground led to each action.
pub fn counts(conn: &mut Connection) -> Result<Vec<(Option<String>, Action, i64)>, AppError> {
    Ok(table
        .group_by((decisions::ground, decisions::action))
        .order((decisions::ground.asc(), decisions::action.asc()))
        .select((decisions::ground, decisions::action, diesel::dsl::count_star()))
        .limit(MOST)
        .load(conn)?)
}
