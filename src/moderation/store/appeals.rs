//! Appeals.

use super::flags::ByInstant;
use crate::db::Connection;
use crate::db::schema::moderation_appeals::{self as appeals, table};
use crate::error::AppError;
use crate::moderation::model::{AppealId, AppealRow, AppealState, StatementId};
use crate::web::{At, Window};
use diesel::prelude::*;

/// Both sides can appeal once.
const OF_STATEMENT: i64 = 2;

pub fn find(conn: &mut Connection, id: &AppealId) -> Result<AppealRow, AppError> {
    Ok(table.find(id).first(conn)?)
}

/// Several, in no order.
pub fn all(conn: &mut Connection, ids: &[AppealId]) -> Result<Vec<AppealRow>, AppError> {
    Ok(table.filter(appeals::id.eq_any(ids)).load(conn)?)
}

pub fn insert(conn: &mut Connection, row: &AppealRow) -> Result<(), AppError> {
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &AppealRow) -> Result<(), AppError> {
    diesel::update(table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The appeals against a statement, oldest first.
pub fn of_statement(conn: &mut Connection, statement: &StatementId) -> Result<Vec<AppealRow>, AppError> {
    Ok(table.filter(appeals::statement_id.eq(statement)).order(appeals::id.asc()).limit(OF_STATEMENT).load(conn)?)
}

/// The same for several statements.
pub fn of_statements(conn: &mut Connection, statements: &[StatementId]) -> Result<Vec<AppealRow>, AppError> {
    Ok(table.filter(appeals::statement_id.eq_any(statements)).order(appeals::id.asc()).load(conn)?)
}

/// One page of appeals in a state, oldest first.
pub fn list(conn: &mut Connection, state: AppealState, window: &Window<ByInstant>) -> Result<Vec<AppealRow>, AppError> {
    let query = table.filter(appeals::state.eq(state)).limit(window.fetch());
    let (at, id) = (appeals::created_at, appeals::id);
    Ok(match &window.at {
        At::Start => query.order((at.asc(), id.asc())).load(conn)?,
        At::After((then, key)) => {
            query.filter(at.gt(then).or(at.eq(then).and(id.gt(key)))).order((at.asc(), id.asc())).load(conn)?
        }
        At::Before((then, key)) => {
            query.filter(at.lt(then).or(at.eq(then).and(id.lt(key)))).order((at.desc(), id.desc())).load(conn)?
        }
    })
}
