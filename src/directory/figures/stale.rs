//! Figures that a new day makes old.

use crate::app::Tx;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::profile_figures;
use crate::error::AppError;
use diesel::prelude::*;

/// The profiles whose figure of this name was last looked at before `before`, at most `limit` of them, the oldest first:
/// whoever was looked at stands behind all of them in the index, so no batch reads what another one has read.
///
/// # Errors
/// Those of the database.
pub fn older_than(conn: &mut Connection, name: &str, before: Timestamp, limit: i64) -> Result<Vec<String>, AppError> {
    Ok(profile_figures::table
        .filter(profile_figures::name.eq(name).and(profile_figures::updated_at.lt(before)))
        .order((profile_figures::updated_at.asc(), profile_figures::subject_id.asc()))
        .select(profile_figures::subject_id)
        .limit(limit)
        .load(conn)?)
}

/// Notes that these profiles' figures of this name were looked at, and are as they were.
///
/// # Errors
/// Those of the database.
pub fn keep(tx: &mut Tx<'_>, name: &str, subjects: &[String]) -> Result<(), AppError> {
    let kept = profile_figures::name.eq(name).and(profile_figures::subject_id.eq_any(subjects));
    let looked_at = profile_figures::updated_at.eq(tx.now);
    diesel::update(profile_figures::table.filter(kept)).set(looked_at).execute(tx.conn)?;
    Ok(())
}
