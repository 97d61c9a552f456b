//! One function per query; each asks for the account too, so that nobody's draft is another's.

use super::model::{DraftId, DraftRow};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::drafts::dsl;
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;

/// A keyset position: (instant, id).
pub type Position = (Timestamp, String);

/// Drafts that are forgotten in one go.
const FORGOTTEN_AT_ONCE: i64 = 500;

/// # Errors
/// 404 for a draft that is not there, or is another person's.
pub fn find(conn: &mut Connection, account: &AccountId, id: &DraftId) -> Result<DraftRow, AppError> {
    Ok(dsl::drafts.find(id).filter(dsl::account_id.eq(account)).first(conn)?)
}

pub fn insert(conn: &mut Connection, row: &DraftRow) -> Result<(), AppError> {
    diesel::insert_into(dsl::drafts).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &DraftRow) -> Result<(), AppError> {
    diesel::update(dsl::drafts.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// Deletes the draft of this account; answers whether there was one.
pub fn delete(conn: &mut Connection, account: &AccountId, id: &DraftId) -> Result<bool, AppError> {
    let own = dsl::drafts.find(id).filter(dsl::account_id.eq(account));
    Ok(diesel::delete(own).execute(conn)? > 0)
}

/// Deletes the draft of this account as it was read; one that was saved since stays.
pub fn delete_version(
    conn: &mut Connection,
    account: &AccountId,
    (id, version): (&DraftId, i64),
) -> Result<(), AppError> {
    let own = dsl::drafts.find(id).filter(dsl::account_id.eq(account)).filter(dsl::version.eq(version));
    diesel::delete(own).execute(conn)?;
    Ok(())
}

/// Deletes what these accounts keep of a form about one thing.
pub fn delete_about(
    conn: &mut Connection,
    accounts: &[AccountId],
    (kind, about): (&str, &str),
) -> Result<(), AppError> {
    let own = dsl::drafts.filter(dsl::account_id.eq_any(accounts));
    diesel::delete(own.filter(dsl::kind.eq(kind)).filter(dsl::about.eq(about))).execute(conn)?;
    Ok(())
}

/// How many drafts an account keeps.
pub fn count(conn: &mut Connection, account: &AccountId) -> Result<i64, AppError> {
    Ok(dsl::drafts.filter(dsl::account_id.eq(account)).count().get_result(conn)?)
}

/// The drafts of an account, the last saved first (the first when paging back).
pub fn list(conn: &mut Connection, account: &AccountId, window: &Window<Position>) -> Result<Vec<DraftRow>, AppError> {
    let query = dsl::drafts.filter(dsl::account_id.eq(account)).limit(window.fetch()).into_boxed();
    let query = match window.at.clone() {
        At::Start => query.order((dsl::saved_at.desc(), dsl::id.desc())),
        At::After((at, id)) => query
            .filter(dsl::saved_at.lt(at).or(dsl::saved_at.eq(at).and(dsl::id.lt(id))))
            .order((dsl::saved_at.desc(), dsl::id.desc())),
        At::Before((at, id)) => query
            .filter(dsl::saved_at.gt(at).or(dsl::saved_at.eq(at).and(dsl::id.gt(id))))
            .order((dsl::saved_at.asc(), dsl::id.asc())),
    };
    Ok(query.load(conn)?)
}

/// The last saved draft of one form, about one thing where the form is about one; `but` is left out as it was read.
pub fn newest(
    conn: &mut Connection,
    account: &AccountId,
    (kind, about): (&str, Option<&str>),
    but: Option<(&DraftId, i64)>,
) -> Result<Option<(DraftId, Timestamp)>, AppError> {
    let own = dsl::drafts.filter(dsl::account_id.eq(account)).filter(dsl::kind.eq(kind)).into_boxed();
    let own = match about {
        Some(about) => own.filter(dsl::about.eq(about)),
        None => own.filter(dsl::about.is_null()),
    };
    let own = match but {
        Some((id, version)) => own.filter(dsl::id.ne(id).or(dsl::version.ne(version))),
        None => own,
    };
    let newest = own.order((dsl::saved_at.desc(), dsl::id.desc())).select((dsl::id, dsl::saved_at));
    Ok(newest.first(conn).optional()?)
}

/// Deletes drafts that nobody saved since `before`, a bounded number; answers how many.
pub fn forget(conn: &mut Connection, before: Timestamp) -> Result<usize, AppError> {
    let old = dsl::drafts.filter(dsl::saved_at.lt(before)).order(dsl::saved_at).select(dsl::id);
    let ids: Vec<DraftId> = old.limit(FORGOTTEN_AT_ONCE).load(conn)?;
    Ok(diesel::delete(dsl::drafts.filter(dsl::id.eq_any(ids))).execute(conn)?)
}
