//! Where posts came from, for as long as a limit looks back.

use super::posts::RECENT;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{post_origins, posts};
use crate::error::AppError;
use crate::forum::limits::{Recent, Sent};
use crate::forum::model::OriginRow;
use diesel::prelude::*;

pub fn insert(conn: &mut Connection, row: &OriginRow) -> Result<(), AppError> {
    diesel::insert_into(post_origins::table).values(row).execute(conn)?;
    Ok(())
}

/// What was sent from an address since an instant of the machine's clock, newest first.
pub fn recent(conn: &mut Connection, origin: &str, since: Timestamp) -> Result<Vec<Sent>, AppError> {
    let rows: Vec<(Timestamp, i64, String, bool)> = post_origins::table
        .inner_join(posts::table)
        .filter(post_origins::origin.eq(origin))
        .filter(post_origins::received_at.ge(since))
        .order(post_origins::received_at.desc())
        .limit(RECENT)
        .select((post_origins::received_at, posts::number, posts::body_hash, post_origins::by_new_member))
        .load(conn)?;
    let sent = |(received_at, number, fingerprint, by_new_member)| Sent {
        post: Recent { received_at, opened: number == 1, fingerprint },
        by_new_member,
    };
    Ok(rows.into_iter().map(sent).collect())
}

/// Forgets where posts before an instant of the machine's clock came from; answers how many.
pub fn purge(conn: &mut Connection, before: Timestamp) -> Result<usize, AppError> {
    Ok(diesel::delete(post_origins::table.filter(post_origins::received_at.lt(before))).execute(conn)?)
}
