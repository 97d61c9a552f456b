//! Categories: few, so they are read whole.

use crate::db::Connection;
use crate::db::schema::categories;
use crate::error::AppError;
use crate::forum::model::{CategoryId, CategoryRow};
use crate::web::{At, Window};
use diesel::prelude::*;

/// Most categories a site has; more would be a maze.
pub const MOST: i64 = 500;

/// The key of the list: position, then id.
pub type ByPosition = (i64, String);

pub fn find(conn: &mut Connection, id: &CategoryId) -> Result<Option<CategoryRow>, AppError> {
    Ok(categories::table.find(id).first(conn).optional()?)
}

/// By slug, or by id.
pub fn find_named(conn: &mut Connection, name: &str) -> Result<Option<CategoryRow>, AppError> {
    let named = categories::slug.eq(name).or(categories::id.eq(name));
    Ok(categories::table.filter(named).first(conn).optional()?)
}

/// Every category in order.
pub fn all(conn: &mut Connection) -> Result<Vec<CategoryRow>, AppError> {
    Ok(categories::table.order((categories::position.asc(), categories::id.asc())).limit(MOST).load(conn)?)
}

/// One page of categories in order.
pub fn list(conn: &mut Connection, window: &Window<ByPosition>) -> Result<Vec<CategoryRow>, AppError> {
    let query = categories::table.limit(window.fetch());
    let (position, id) = (categories::position, categories::id);
    let forward = (position.asc(), id.asc());
    Ok(match &window.at {
        At::Start => query.order(forward).load(conn)?,
        At::After((place, key)) => {
            query.filter(position.gt(place).or(position.eq(place).and(id.gt(key)))).order(forward).load(conn)?
        }
        At::Before((place, key)) => query
            .filter(position.lt(place).or(position.eq(place).and(id.lt(key))))
            .order((position.desc(), id.desc()))
            .load(conn)?,
    })
}

pub fn insert(conn: &mut Connection, row: &CategoryRow) -> Result<(), AppError> {
    diesel::insert_into(categories::table).values(row).execute(conn)?;
    Ok(())
}

/// One thread more, or one fewer.
pub fn count_thread(conn: &mut Connection, id: &CategoryId, more: i64) -> Result<(), AppError> {
    diesel::update(categories::table.find(id))
        .set(categories::thread_count.eq(categories::thread_count + more))
        .execute(conn)?;
    Ok(())
}
