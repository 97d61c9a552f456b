//! How often something was tried at the doors; kept in the database so that every node counts together.

use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::account_attempts;
use crate::error::AppError;
use diesel::prelude::*;

/// What was counted for one subject.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = account_attempts)]
pub struct AttemptRow {
    /// Hashed: the table tells nobody's address.
    pub subject: String,
    pub tries: i64,
    /// The first of the tries.
    pub since: Timestamp,
    pub last_at: Timestamp,
}

pub fn get(conn: &mut Connection, subject: &str) -> Result<Option<AttemptRow>, AppError> {
    Ok(account_attempts::table.filter(account_attempts::subject.eq(subject)).first(conn).optional()?)
}

pub fn insert(conn: &mut Connection, row: &AttemptRow) -> Result<(), AppError> {
    diesel::insert_into(account_attempts::table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &AttemptRow) -> Result<(), AppError> {
    diesel::update(account_attempts::table.filter(account_attempts::subject.eq(&row.subject)))
        .set((
            account_attempts::tries.eq(row.tries),
            account_attempts::since.eq(row.since),
            account_attempts::last_at.eq(row.last_at),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn clear(conn: &mut Connection, subjects: &[String]) -> Result<(), AppError> {
    diesel::delete(account_attempts::table.filter(account_attempts::subject.eq_any(subjects))).execute(conn)?;
    Ok(())
}

/// Forgets what was last tried before `before`; answers how many.
pub fn purge(conn: &mut Connection, before: Timestamp) -> Result<usize, AppError> {
    Ok(diesel::delete(account_attempts::table.filter(account_attempts::last_at.lt(before))).execute(conn)?)
}
