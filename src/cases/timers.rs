//! Timers: instants at which the clock raises an event, each exactly once.

use crate::app::Tx;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::case_timers::{self, dsl};
use crate::error::AppError;
use crate::workdays::Calendar;
use crate::workflow::Due;
use crate::{ids, text_enum};
use chrono::Duration;
use diesel::prelude::*;

text_enum! {
    /// What has become of a timer.
    pub enum TimerState {
        Pending = "pending",
        /// Standing still: the case is paused, or in mediation.
        Held = "held",
        Fired = "fired",
        /// Its step ended before it fell due.
        Stopped = "stopped",
        /// A reminder noticed only after its step was over.
        Skipped = "skipped",
    }
}

/// One timer as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = case_timers)]
pub struct TimerRow {
    pub id: String,
    pub case_kind: String,
    pub case_id: String,
    pub timer: String,
    pub ordinal: i64,
    pub due_at: Timestamp,
    pub skip_after: Option<Timestamp>,
    pub state: TimerState,
    pub held_since: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
    /// How often it was tried in vain.
    pub failures: i64,
    /// After a failure: not before this instant of the machine's clock; of a dead one, [`never`].
    pub retry_at: Option<Timestamp>,
    pub last_error: Option<String>,
}

/// Of the timers that failed so many are listed.
const LISTED: i64 = 500;

/// The timer that falls due first on the whole site, if by `until`.
///
/// A case of which a deadline failed waits until that one is tried again; the others go on, however many wait.
/// `machine` is the machine's present.
pub fn next_due(conn: &mut Connection, until: Timestamp, machine: Timestamp) -> Result<Option<TimerRow>, AppError> {
    let other = diesel::alias!(case_timers as other_timers);
    let rests = other
        .filter(other.field(dsl::state).eq(TimerState::Pending))
        .filter(other.field(dsl::retry_at).gt(machine))
        .select(other.field(dsl::case_id));
    Ok(dsl::case_timers
        .filter(dsl::state.eq(TimerState::Pending).and(dsl::due_at.le(until)))
        .filter(dsl::case_id.ne_all(rests))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .first(conn)
        .optional()?)
}

/// Whether a deadline of this case fell due and failed: until it is carried out, nothing can be done in the case.
pub fn stands_still(conn: &mut Connection, kind: &str, case_id: &str, now: Timestamp) -> Result<bool, AppError> {
    let failed: i64 = dsl::case_timers
        .filter(dsl::case_kind.eq(kind).and(dsl::case_id.eq(case_id)))
        .filter(dsl::state.eq(TimerState::Pending).and(dsl::due_at.le(now)))
        .filter(dsl::retry_at.is_not_null())
        .count()
        .get_result(conn)?;
    Ok(failed > 0)
}

/// Writes down that a timer could not be carried out, and when to try again.
pub fn record_failure(tx: &mut Tx<'_>, id: &str, retry_at: Timestamp, error: &str) -> Result<(), AppError> {
    let pending = dsl::case_timers.filter(dsl::id.eq(id).and(dsl::state.eq(TimerState::Pending)));
    diesel::update(pending)
        .set((dsl::failures.eq(dsl::failures + 1_i64), dsl::retry_at.eq(retry_at), dsl::last_error.eq(error)))
        .execute(tx.conn)?;
    Ok(())
}

/// When a dead timer is tried again by itself: at the end of the calendar.
pub fn never() -> Timestamp {
    Timestamp::from_unix_millis(253_402_300_799_000)
}

/// How many timers failed and wait for their next try.
pub fn failing(conn: &mut Connection) -> Result<i64, AppError> {
    let failed = dsl::case_timers.filter(dsl::state.eq(TimerState::Pending).and(dsl::retry_at.lt(never())));
    Ok(failed.count().get_result(conn)?)
}

/// How many timers failed so often that nobody tries them any more. Each holds up its case.
pub fn dead(conn: &mut Connection) -> Result<i64, AppError> {
    let dead = dsl::case_timers.filter(dsl::state.eq(TimerState::Pending).and(dsl::retry_at.ge(never())));
    Ok(dead.count().get_result(conn)?)
}

/// The timers that failed, the one due first first: what an operator looks at.
pub fn failed(conn: &mut Connection) -> Result<Vec<TimerRow>, AppError> {
    Ok(dsl::case_timers
        .filter(dsl::state.eq(TimerState::Pending).and(dsl::retry_at.is_not_null()))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .limit(LISTED)
        .load(conn)?)
}

/// Lets a timer that failed be tried again at once, and as often as at first.
///
/// # Errors
/// `not_found` when none that failed has this id.
pub fn retry(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let failed = dsl::case_timers.filter(dsl::id.eq(id).and(dsl::state.eq(TimerState::Pending)));
    let none: Option<Timestamp> = None;
    let changed = diesel::update(failed.filter(dsl::retry_at.is_not_null()))
        .set((dsl::failures.eq(0_i64), dsl::retry_at.eq(none)))
        .execute(tx.conn)?;
    if changed == 0 { Err(AppError::not_found()) } else { Ok(()) }
}

pub(super) fn next_of_case(
    conn: &mut Connection,
    kind: &str,
    case_id: &str,
    until: Timestamp,
) -> Result<Option<TimerRow>, AppError> {
    Ok(dsl::case_timers
        .filter(dsl::case_kind.eq(kind).and(dsl::case_id.eq(case_id)))
        .filter(dsl::state.eq(TimerState::Pending).and(dsl::due_at.le(until)))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .first(conn)
        .optional()?)
}

/// The timers of a case that are still to fire, soonest first.
pub fn pending(conn: &mut Connection, kind: &str, case_id: &str) -> Result<Vec<TimerRow>, AppError> {
    pending_of_cases(conn, kind, &[case_id.to_owned()])
}

/// The same for several cases at once.
pub fn pending_of_cases(conn: &mut Connection, kind: &str, case_ids: &[String]) -> Result<Vec<TimerRow>, AppError> {
    Ok(dsl::case_timers
        .filter(dsl::case_kind.eq(kind).and(dsl::case_id.eq_any(case_ids)))
        .filter(dsl::state.eq(TimerState::Pending))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .load(conn)?)
}

/// With them those that stand still: every date of the cases that nobody has missed or made up for.
pub fn standing_of_cases(conn: &mut Connection, kind: &str, case_ids: &[String]) -> Result<Vec<TimerRow>, AppError> {
    Ok(dsl::case_timers
        .filter(dsl::case_kind.eq(kind).and(dsl::case_id.eq_any(case_ids)))
        .filter(dsl::state.eq_any([TimerState::Pending, TimerState::Held]))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .load(conn)?)
}

/// The timers of this name that have fired, of several cases at once.
pub fn fired_of_cases(
    conn: &mut Connection,
    (kind, timer): (&str, &str),
    case_ids: &[String],
) -> Result<Vec<TimerRow>, AppError> {
    Ok(dsl::case_timers
        .filter(dsl::case_kind.eq(kind).and(dsl::timer.eq(timer)).and(dsl::case_id.eq_any(case_ids)))
        .filter(dsl::state.eq(TimerState::Fired))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .load(conn)?)
}

/// Starts a timer; `held` where the case stands still, so that its time begins when that is over. What should have
/// been due before it was started is due at once: nothing is written into a time that the case has left.
pub(super) fn start(
    tx: &mut Tx<'_>,
    (kind, case_id): (&str, &str),
    timer: &str,
    (due, held): (&Due, bool),
) -> Result<(), AppError> {
    let row = TimerRow {
        id: ids::mint(tx.now),
        case_kind: kind.to_owned(),
        case_id: case_id.to_owned(),
        timer: timer.to_owned(),
        ordinal: i64::from(due.ordinal),
        due_at: due.at.max(tx.now),
        skip_after: due.skip_after,
        state: if held { TimerState::Held } else { TimerState::Pending },
        held_since: held.then_some(tx.now),
        settled_at: None,
        failures: 0,
        retry_at: None,
        last_error: None,
    };
    diesel::insert_into(dsl::case_timers).values(&row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn stop(tx: &mut Tx<'_>, kind: &str, case_id: &str, timer: &str) -> Result<(), AppError> {
    diesel::update(
        dsl::case_timers
            .filter(dsl::case_kind.eq(kind).and(dsl::case_id.eq(case_id)).and(dsl::timer.eq(timer)))
            .filter(dsl::state.eq_any([TimerState::Pending, TimerState::Held])),
    )
    .set((dsl::state.eq(TimerState::Stopped), dsl::settled_at.eq(tx.now)))
    .execute(tx.conn)?;
    Ok(())
}

/// Ends a pending timer; `false` when somebody else has done so already.
pub(super) fn settle(tx: &mut Tx<'_>, timer: &TimerRow, state: TimerState) -> Result<bool, AppError> {
    let changed =
        diesel::update(dsl::case_timers.filter(dsl::id.eq(&timer.id).and(dsl::state.eq(TimerState::Pending))))
            .set((dsl::state.eq(state), dsl::settled_at.eq(tx.now)))
            .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Lets timers of a case stand still; all of them when `timers` is empty.
pub fn hold(tx: &mut Tx<'_>, kind: &str, case_id: &str, timers: &[&str]) -> Result<(), AppError> {
    for row in pending(tx.conn, kind, case_id)?.iter().filter(|row| concerns(timers, &row.timer)) {
        diesel::update(dsl::case_timers.filter(dsl::id.eq(&row.id)))
            .set((dsl::state.eq(TimerState::Held), dsl::held_since.eq(tx.now)))
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Lets held timers go on: each falls due later by as long as it stood still, and what fell due at local midnight,
/// or was a morning's reminder, stays so.
pub fn resume(
    tx: &mut Tx<'_>,
    (kind, case_id): (&str, &str),
    timers: &[&str],
    calendar: &Calendar,
) -> Result<(), AppError> {
    let held: Vec<TimerRow> = dsl::case_timers
        .filter(dsl::case_kind.eq(kind).and(dsl::case_id.eq(case_id)).and(dsl::state.eq(TimerState::Held)))
        .load(tx.conn)?;
    for row in held.iter().filter(|row| concerns(timers, &row.timer)) {
        let stood = row.held_since.map_or(Duration::zero(), |since| tx.now.since(since));
        postpone(tx, row, |at| calendar.same_hour(at, at.plus(stood)))?;
    }
    Ok(())
}

/// Moves a pending timer and its reminders to `later`.
pub fn extend(
    tx: &mut Tx<'_>,
    (kind, case_id): (&str, &str),
    timers: &[&str],
    later: impl Fn(Timestamp) -> Timestamp,
) -> Result<(), AppError> {
    for row in pending(tx.conn, kind, case_id)?.iter().filter(|row| concerns(timers, &row.timer)) {
        postpone(tx, row, &later)?;
    }
    Ok(())
}

/// Ends those of a timer's series that have these ordinals.
pub fn stop_some(
    tx: &mut Tx<'_>,
    (kind, case_id): (&str, &str),
    timer: &str,
    ordinals: &[i64],
) -> Result<(), AppError> {
    diesel::update(
        dsl::case_timers
            .filter(dsl::case_kind.eq(kind).and(dsl::case_id.eq(case_id)).and(dsl::timer.eq(timer)))
            .filter(dsl::ordinal.eq_any(ordinals))
            .filter(dsl::state.eq_any([TimerState::Pending, TimerState::Held])),
    )
    .set((dsl::state.eq(TimerState::Stopped), dsl::settled_at.eq(tx.now)))
    .execute(tx.conn)?;
    Ok(())
}

/// `later` says from the instant it was due when it is due now.
fn postpone(tx: &mut Tx<'_>, row: &TimerRow, later: impl Fn(Timestamp) -> Timestamp) -> Result<(), AppError> {
    let none: Option<Timestamp> = None;
    diesel::update(dsl::case_timers.filter(dsl::id.eq(&row.id)))
        .set((
            dsl::state.eq(TimerState::Pending),
            dsl::due_at.eq(later(row.due_at)),
            dsl::skip_after.eq(row.skip_after.map(&later)),
            dsl::held_since.eq(none),
        ))
        .execute(tx.conn)?;
    Ok(())
}

fn concerns(timers: &[&str], timer: &str) -> bool {
    timers.is_empty() || timers.contains(&timer)
}
