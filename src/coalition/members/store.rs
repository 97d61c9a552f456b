//! One function for each query about members.

use super::model::{ConcernRow, DecisionRow, Ground, MembershipRow, State};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{membership_concerns, membership_decisions, memberships};
use crate::directory::PhysicianId;
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;

/// Decisions about one member that are read at once.
const DECISIONS: i64 = 1_000;
/// Members that are looked at together.
const MEMBERS: i64 = 2_000;

/// Where a page of the register begins.
pub type Position = (Timestamp, String);

pub fn insert(conn: &mut Connection, row: &MembershipRow) -> Result<(), AppError> {
    diesel::insert_into(memberships::table).values(row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<MembershipRow, AppError> {
    Ok(memberships::table.find(id).first(conn)?)
}

pub fn update(conn: &mut Connection, row: &MembershipRow) -> Result<(), AppError> {
    diesel::update(memberships::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The membership of a physician that stands in the register.
pub fn current(conn: &mut Connection, physician: &PhysicianId) -> Result<Option<MembershipRow>, AppError> {
    Ok(memberships::table
        .filter(memberships::physician_id.eq(physician).and(memberships::superseded.eq(false)))
        .order((memberships::created_at.desc(), memberships::id.desc()))
        .first(conn)
        .optional()?)
}

/// How many are members at present.
pub fn count_standing(conn: &mut Connection) -> Result<i64, AppError> {
    let standing = State::ALL.iter().copied().filter(|state| state.is_standing());
    let rows = memberships::table.filter(memberships::state.eq_any(standing)).count();
    Ok(rows.get_result(conn)?)
}

/// Everybody who is a member at present, oldest first.
pub fn standing(conn: &mut Connection) -> Result<Vec<MembershipRow>, AppError> {
    let standing = State::ALL.iter().copied().filter(|state| state.is_standing());
    Ok(memberships::table
        .filter(memberships::state.eq_any(standing).and(memberships::superseded.eq(false)))
        .order((memberships::created_at.asc(), memberships::id.asc()))
        .limit(MEMBERS)
        .load(conn)?)
}

/// Whether one of a physician's memberships, present or earlier, ended with a removal.
pub fn was_removed(conn: &mut Connection, physician: &PhysicianId) -> Result<bool, AppError> {
    let removed = memberships::table
        .filter(memberships::physician_id.eq(physician).and(memberships::state.eq(State::Removed)))
        .count();
    Ok(removed.get_result::<i64>(conn)? > 0)
}

/// One page of the register, newest members first, without those whom it no longer shows.
pub fn list(
    conn: &mut Connection,
    state: Option<State>,
    removed_after: Timestamp,
    window: &Window<Position>,
) -> Result<Vec<MembershipRow>, AppError> {
    let still_shown = memberships::state.ne(State::Removed).or(memberships::since.gt(removed_after));
    let mut query = memberships::table.filter(memberships::superseded.eq(false).and(still_shown)).into_boxed();
    if let Some(state) = state {
        query = query.filter(memberships::state.eq(state));
    }
    let (at, id) = (memberships::created_at, memberships::id);
    query = match &window.at {
        At::Start => query.order((at.desc(), id.desc())),
        At::After((then, key)) => {
            query.filter(at.lt(then).or(at.eq(then).and(id.lt(key)))).order((at.desc(), id.desc()))
        }
        At::Before((then, key)) => {
            query.filter(at.gt(then).or(at.eq(then).and(id.gt(key)))).order((at.asc(), id.asc()))
        }
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

pub fn decide(conn: &mut Connection, row: &DecisionRow) -> Result<(), AppError> {
    diesel::insert_into(membership_decisions::table).values(row).execute(conn)?;
    Ok(())
}

/// What was decided about a member, oldest first.
pub fn decisions(conn: &mut Connection, membership: &str) -> Result<Vec<DecisionRow>, AppError> {
    Ok(membership_decisions::table
        .filter(membership_decisions::membership_id.eq(membership))
        .order(membership_decisions::id.asc())
        .limit(DECISIONS)
        .load(conn)?)
}

/// Writes a concern down; `false` when it is known already.
pub fn concern(conn: &mut Connection, row: &ConcernRow) -> Result<bool, AppError> {
    let known = membership_concerns::table
        .filter(membership_concerns::physician_id.eq(&row.physician_id))
        .filter(membership_concerns::ground.eq(row.ground).and(membership_concerns::source.eq(&row.source)))
        .count();
    if known.get_result::<i64>(conn)? > 0 {
        return Ok(false);
    }
    diesel::insert_into(membership_concerns::table).values(row).execute(conn)?;
    Ok(true)
}

/// How many concerns of one kind there are about a physician since an instant.
pub fn concerns_of(
    conn: &mut Connection,
    physician: &PhysicianId,
    ground: Ground,
    since: Timestamp,
) -> Result<i64, AppError> {
    let rows = membership_concerns::table
        .filter(membership_concerns::physician_id.eq(physician))
        .filter(membership_concerns::ground.eq(ground).and(membership_concerns::at.ge(since)))
        .count();
    Ok(rows.get_result(conn)?)
}
