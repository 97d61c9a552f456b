//! What is counted for the public: whole days, each question over an index, and no more rows than [`MOST_TIMES`].

use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{
    moderation_appeals as appeals, moderation_decisions as decisions, moderation_flags as flags,
    moderation_items as items,
};
use crate::error::AppError;
use crate::moderation::model::{AppealOutcome, FlagState, ItemKind, TargetKind};
use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

type Backend = <Connection as diesel::Connection>::Backend;

/// Most decisions, the newest, from which times are computed: two instants of each.
pub const MOST_TIMES: i64 = 10_000;
/// Most reasons that are told apart.
const REASONS: i64 = 200;
/// What comes back to the queue instead of coming in: a review counts once.
const COMES_BACK: [ItemKind; 4] = [ItemKind::Appeal, ItemKind::Again, ItemKind::HeldReview, ItemKind::HiddenReview];

/// Whole days: from the first instant of the first to the first that is no longer in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// What entered or left the queue in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// For the first time.
    pub first: i64,
    /// As what comes back to it.
    pub again: i64,
}

impl Moved {
    fn of(counts: Vec<(ItemKind, i64)>) -> Self {
        counts.into_iter().fold(Self::default(), |moved, (kind, count)| match COMES_BACK.contains(&kind) {
            true => Self { again: moved.again + count, ..moved },
            false => Self { first: moved.first + count, ..moved },
        })
    }
}

/// What came into the queue.
pub fn entered(conn: &mut Connection, period: Period) -> Result<Moved, AppError> {
    let counts = items::table
        .filter(items::created_at.ge(period.from).and(items::created_at.lt(period.until)))
        .group_by(items::kind)
        .select((items::kind, count_star()))
        .load(conn)?;
    Ok(Moved::of(counts))
}

/// What is in the queue no more, whether somebody decided it or it closed by itself.
pub fn left(conn: &mut Connection, period: Period) -> Result<Moved, AppError> {
    let counts = items::table
        .filter(items::decided_at.ge(period.from).and(items::decided_at.lt(period.until)))
        .group_by(items::kind)
        .select((items::kind, count_star()))
        .load(conn)?;
    Ok(Moved::of(counts))
}

/// What was in the queue at an instant.
pub fn waiting(conn: &mut Connection, at: Timestamp) -> Result<i64, AppError> {
    let undecided = items::decided_at.is_null().or(items::decided_at.ge(at));
    Ok(items::table.filter(items::created_at.lt(at).and(undecided)).count().get_result(conn)?)
}

/// What people decided in the period; of what was taken back later, the first decision.
fn decided_by_people<'q>(period: Period) -> items::BoxedQuery<'q, Backend> {
    let by_somebody = decisions::table
        .filter(decisions::item_id.eq(items::id).and(decisions::created_at.nullable().eq(items::decided_at)))
        .filter(decisions::decided_by.is_not_null());
    items::table
        .filter(items::decided_at.ge(period.from).and(items::decided_at.lt(period.until)))
        .filter(items::kind.ne_all(COMES_BACK))
        .filter(exists(by_somebody))
        .into_boxed()
}

/// How many items that were.
pub fn decided(conn: &mut Connection, period: Period) -> Result<i64, AppError> {
    Ok(decided_by_people(period).count().get_result(conn)?)
}

/// When the newest of them came in, and when they were decided.
pub fn times(conn: &mut Connection, period: Period) -> Result<Vec<(Timestamp, Timestamp)>, AppError> {
    let rows: Vec<(Timestamp, Option<Timestamp>)> = decided_by_people(period)
        .order((items::decided_at.desc(), items::id.desc()))
        .limit(MOST_TIMES)
        .select((items::created_at, items::decided_at))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(came, decided)| Some((came, decided?))).collect())
}

/// What the score did by itself: to reviews it does nothing, only their time can run out.
pub fn automated(conn: &mut Connection, period: Period) -> Result<i64, AppError> {
    Ok(decisions::table
        .filter(decisions::created_at.ge(period.from).and(decisions::created_at.lt(period.until)))
        .filter(decisions::decided_by.is_null().and(decisions::target_kind.ne(TargetKind::Review)))
        .count()
        .get_result(conn)?)
}

/// How many appealed.
pub fn appealed(conn: &mut Connection, period: Period) -> Result<i64, AppError> {
    Ok(appeals::table
        .filter(appeals::created_at.ge(period.from).and(appeals::created_at.lt(period.until)))
        .count()
        .get_result(conn)?)
}

/// What came of the appeals that somebody heard.
pub fn heard(conn: &mut Connection, period: Period) -> Result<Vec<(Option<AppealOutcome>, i64)>, AppError> {
    Ok(appeals::table
        .filter(appeals::decided_at.ge(period.from).and(appeals::decided_at.lt(period.until)))
        .filter(appeals::decided_by.is_not_null())
        .group_by(appeals::outcome)
        .select((appeals::outcome, count_star()))
        .load(conn)?)
}

/// The reports of each reason.
pub fn reported(conn: &mut Connection, period: Period) -> Result<Vec<(String, i64)>, AppError> {
    Ok(flags::table
        .filter(flags::created_at.ge(period.from).and(flags::created_at.lt(period.until)))
        .group_by(flags::reason)
        .order(flags::reason.asc())
        .select((flags::reason, count_star()))
        .limit(REASONS)
        .load(conn)?)
}

/// What moderators thought of the reports of each reason that they decided.
pub fn judged(conn: &mut Connection, period: Period) -> Result<Vec<(String, FlagState, i64)>, AppError> {
    Ok(flags::table
        .filter(flags::decided_at.ge(period.from).and(flags::decided_at.lt(period.until)))
        .group_by((flags::reason, flags::state))
        .order((flags::reason.asc(), flags::state.asc()))
        .select((flags::reason, flags::state, count_star()))
        .limit(REASONS * 3)
        .load(conn)?)
}
