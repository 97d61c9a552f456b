//! Queries on the outbox: claiming, holding and marking letters, and looking at them.
//!
//! `due_at` goes by the site's clock, `leased_until` by the machine's. A lease is also its holder's token: only
//! who knows the exact instant it ends may renew, mark or release.

use super::outbox::{LetterState, OutboxRow};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::outbox_letters::{self as letters, dsl};
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;
use std::collections::BTreeSet;

mod addresses;

pub use addresses::*;

/// The two presents a claim goes by.
#[derive(Debug, Clone, Copy)]
pub struct Present {
    /// The site's clock.
    pub site: Timestamp,
    /// The machine's clock.
    pub machine: Timestamp,
}

/// Whether a letter may be claimed now: cheap, for looking before writing.
pub fn is_any_due(conn: &mut Connection, present: Present) -> Result<bool, AppError> {
    Ok(!waiting(conn, present, 1)?.is_empty() || !abandoned(conn, present, 1)?.is_empty())
}

/// Letters that their readers wait for at the screen: they leave before all others, however many those are.
///
/// How often an address can ask for them is limited, so they do not hold up the rest.
pub const AWAITED: [&str; 3] = ["account_verify_address", "account_already_there", "account_reset_password"];

/// Whether its reader waits for it at the screen.
pub fn is_awaited(letter: &OutboxRow) -> bool {
    AWAITED.contains(&letter.kind.as_str())
}

/// Whether such a letter may be claimed now.
pub fn is_awaited_due(conn: &mut Connection, present: Present) -> Result<bool, AppError> {
    Ok(!awaited(conn, present, 1)?.is_empty())
}

/// Takes up to `limit` due letters until `until`, the awaited first, then the oldest; nobody else sends them
/// before then.
///
/// A letter of a thread is left alone while an earlier one of that thread is on its way or due.
pub fn claim(
    conn: &mut Connection,
    present: Present,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<OutboxRow>, AppError> {
    let mut claimed = Vec::new();
    for id in candidates(conn, present, limit)? {
        let is_waiting = dsl::state.eq(LetterState::Waiting).and(dsl::due_at.le(present.site));
        let is_abandoned = dsl::state.eq(LetterState::Sending).and(dsl::leased_until.lt(present.machine));
        let taken = diesel::update(letters::table.filter(dsl::id.eq(&id).and(is_waiting.or(is_abandoned))))
            .set((dsl::state.eq(LetterState::Sending), dsl::leased_until.eq(Some(until))))
            .execute(conn)?;
        if taken == 1 {
            claimed.push(id);
        }
    }
    let rows = letters::table.filter(dsl::id.eq_any(claimed)).order(dsl::id.asc()).limit(limit);
    let mut rows: Vec<OutboxRow> = rows.load(conn)?;
    rows.sort_by_key(|row| !is_awaited(row));
    Ok(rows)
}

type Candidate = (String, Option<String>);

fn candidates(conn: &mut Connection, present: Present, limit: i64) -> Result<Vec<String>, AppError> {
    let busy = busy_threads(conn, present)?;
    let (threaded, single): (Vec<Candidate>, Vec<Candidate>) =
        waiting(conn, present, limit)?.into_iter().partition(|(_, thread)| thread.is_some());
    let threads: BTreeSet<String> = threaded.into_iter().filter_map(|(_, thread)| thread).collect();
    let awaited: Vec<String> = awaited(conn, present, limit)?;
    let mut all = abandoned(conn, present, limit)?;
    all.extend(single);
    all.extend(waiting_in(conn, present, threads, limit)?);
    all.retain(|(_, thread)| thread.as_ref().is_none_or(|thread| !busy.contains(thread)));
    all.sort();
    let others: Vec<String> = all.into_iter().map(|(id, _)| id).filter(|id| !awaited.contains(id)).collect();
    let most = usize::try_from(limit).unwrap_or(0);
    Ok(awaited.into_iter().chain(others).take(most).collect())
}

/// Account letters stand alone, in no thread: none that waits can be before them.
fn awaited(conn: &mut Connection, present: Present, limit: i64) -> Result<Vec<String>, AppError> {
    Ok(letters::table
        .filter(dsl::state.eq(LetterState::Waiting).and(dsl::due_at.le(present.site)))
        .filter(dsl::kind.eq_any(AWAITED).and(dsl::thread.is_null()))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .limit(limit)
        .select(dsl::id)
        .load(conn)?)
}

fn waiting(conn: &mut Connection, present: Present, limit: i64) -> Result<Vec<Candidate>, AppError> {
    Ok(letters::table
        .filter(dsl::state.eq(LetterState::Waiting).and(dsl::due_at.le(present.site)))
        .order((dsl::due_at.asc(), dsl::id.asc()))
        .limit(limit)
        .select((dsl::id, dsl::thread))
        .load(conn)?)
}

/// Every due letter of these threads in order: the earliest may be due again later than one that follows it.
fn waiting_in(
    conn: &mut Connection,
    present: Present,
    threads: BTreeSet<String>,
    limit: i64,
) -> Result<Vec<Candidate>, AppError> {
    if threads.is_empty() {
        return Ok(Vec::new());
    }
    let threads: Vec<Option<String>> = threads.into_iter().map(Some).collect();
    Ok(letters::table
        .filter(dsl::thread.eq_any(threads))
        .filter(dsl::state.eq(LetterState::Waiting).and(dsl::due_at.le(present.site)))
        .order(dsl::id.asc())
        .limit(limit)
        .select((dsl::id, dsl::thread))
        .load(conn)?)
}

/// Letters whose worker let its lease run out.
fn abandoned(conn: &mut Connection, present: Present, limit: i64) -> Result<Vec<Candidate>, AppError> {
    Ok(letters::table
        .filter(dsl::state.eq(LetterState::Sending).and(dsl::leased_until.lt(present.machine)))
        .order(dsl::id.asc())
        .limit(limit)
        .select((dsl::id, dsl::thread))
        .load(conn)?)
}

/// Threads with a letter on its way: as many as workers hold letters.
fn busy_threads(conn: &mut Connection, present: Present) -> Result<BTreeSet<String>, AppError> {
    let threads: Vec<Option<String>> = letters::table
        .filter(dsl::state.eq(LetterState::Sending).and(dsl::leased_until.ge(present.machine)))
        .filter(dsl::thread.is_not_null())
        .select(dsl::thread)
        .limit(10_000)
        .load(conn)?;
    Ok(threads.into_iter().flatten().collect())
}

/// Moves the end of a lease; answers which of the letters were still held.
pub fn renew(
    conn: &mut Connection,
    ids: &[String],
    lease: Timestamp,
    until: Timestamp,
) -> Result<BTreeSet<String>, AppError> {
    let mut held = BTreeSet::new();
    for id in ids {
        let renewed = diesel::update(
            letters::table
                .filter(dsl::id.eq(id).and(dsl::state.eq(LetterState::Sending)).and(dsl::leased_until.eq(lease))),
        )
        .set(dsl::leased_until.eq(Some(until)))
        .execute(conn)?;
        if renewed == 1 {
            held.insert(id.clone());
        }
    }
    Ok(held)
}

/// Gives letters that were not tried back to whoever comes next.
pub fn release(conn: &mut Connection, ids: &[String], lease: Timestamp) -> Result<(), AppError> {
    for id in ids {
        diesel::update(
            letters::table
                .filter(dsl::id.eq(id).and(dsl::state.eq(LetterState::Sending)).and(dsl::leased_until.eq(lease))),
        )
        .set((dsl::state.eq(LetterState::Waiting), dsl::leased_until.eq(None::<Timestamp>)))
        .execute(conn)?;
    }
    Ok(())
}

/// What became of a letter that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent {
        /// When, by the site's clock.
        at: Timestamp,
        /// The `X-Ledger-Checkpoint` it left with.
        checkpoint: Option<String>,
    },
    /// It is tried again at `due_at`.
    Again {
        /// By the site's clock.
        due_at: Timestamp,
        /// Names no address.
        reason: String,
    },
    /// It is given up.
    Dead {
        /// Names no address.
        reason: String,
    },
}

/// Writes down what became of a letter; `false` when another worker holds it by now.
pub fn mark(conn: &mut Connection, id: &str, lease: Timestamp, outcome: &Outcome) -> Result<bool, AppError> {
    let attempts = dsl::attempts.eq(dsl::attempts + 1_i64);
    let unleased = dsl::leased_until.eq(None::<Timestamp>);
    let letter =
        letters::table.filter(dsl::id.eq(id).and(dsl::state.eq(LetterState::Sending)).and(dsl::leased_until.eq(lease)));
    let marked = match outcome {
        Outcome::Sent { at, checkpoint } => diesel::update(letter)
            .set((
                dsl::state.eq(LetterState::Sent),
                dsl::sent_at.eq(Some(*at)),
                dsl::checkpoint.eq(checkpoint),
                attempts,
                unleased,
            ))
            .execute(conn)?,
        Outcome::Again { due_at, reason } => {
            let marked = diesel::update(letter)
                .set((
                    dsl::state.eq(LetterState::Waiting),
                    dsl::due_at.eq(*due_at),
                    dsl::last_error.eq(Some(reason)),
                    attempts,
                    unleased,
                ))
                .execute(conn)?;
            if marked == 1 {
                hold_those_after(conn, id, lease, *due_at)?;
            }
            marked
        }
        Outcome::Dead { reason } => diesel::update(letter)
            .set((dsl::state.eq(LetterState::Dead), dsl::last_error.eq(Some(reason)), attempts, unleased))
            .execute(conn)?,
    };
    Ok(marked == 1)
}

/// Lets the later letters of the same thread to the same person wait for this one, so that none overtakes it.
fn hold_those_after(conn: &mut Connection, id: &str, lease: Timestamp, due_at: Timestamp) -> Result<(), AppError> {
    let row = find(conn, id)?;
    let Some(thread) = row.thread else { return Ok(()) };
    let is_here = dsl::state.eq(LetterState::Sending).and(dsl::leased_until.eq(lease));
    let later = letters::table
        .filter(dsl::thread.eq(thread).and(dsl::recipient.eq(row.recipient)).and(dsl::id.gt(id)))
        .filter(dsl::state.eq(LetterState::Waiting).or(is_here.assume_not_null()))
        .filter(dsl::due_at.lt(due_at));
    diesel::update(later)
        .set((dsl::state.eq(LetterState::Waiting), dsl::due_at.eq(due_at), dsl::leased_until.eq(None::<Timestamp>)))
        .execute(conn)?;
    Ok(())
}

/// When a letter of this thread to this person may leave at the earliest: not before an earlier one that waits.
pub(super) fn not_before(
    conn: &mut Connection,
    thread: &str,
    recipient: &str,
    now: Timestamp,
) -> Result<Timestamp, AppError> {
    let waiting = letters::table
        .filter(dsl::thread.eq(thread).and(dsl::recipient.eq(recipient)).and(dsl::state.eq(LetterState::Waiting)))
        .select(diesel::dsl::max(dsl::due_at))
        .first::<Option<Timestamp>>(conn)?;
    Ok(waiting.map_or(now, |waiting| waiting.max(now)))
}

/// Puts a dead letter back into the outbox, with all its tries before it.
///
/// # Errors
/// 404 when there is no such dead letter.
pub fn resend(conn: &mut Connection, id: &str, now: Timestamp) -> Result<(), AppError> {
    let revived = diesel::update(letters::table.filter(dsl::id.eq(id).and(dsl::state.eq(LetterState::Dead))))
        .set((dsl::state.eq(LetterState::Waiting), dsl::due_at.eq(now), dsl::attempts.eq(0_i64)))
        .execute(conn)?;
    if revived == 1 { Ok(()) } else { Err(AppError::not_found()) }
}

/// One letter.
///
/// # Errors
/// 404 when there is none with this id.
pub fn find(conn: &mut Connection, id: &str) -> Result<OutboxRow, AppError> {
    Ok(letters::table.filter(dsl::id.eq(id)).first(conn)?)
}

/// The letters of one thread, newest first: bounded by the steps that one case can take.
pub fn of_thread(conn: &mut Connection, thread: &str) -> Result<Vec<OutboxRow>, AppError> {
    Ok(letters::table.filter(dsl::thread.eq(thread)).order(dsl::id.desc()).limit(LETTERS_OF_A_THREAD).load(conn)?)
}

/// Most letters of a thread that are shown at once.
const LETTERS_OF_A_THREAD: i64 = 500;

/// A page of letters in one state, newest first, as the window fetches it.
pub fn recent(conn: &mut Connection, state: LetterState, window: &Window<String>) -> Result<Vec<OutboxRow>, AppError> {
    let in_state = letters::table.filter(dsl::state.eq(state)).limit(window.fetch());
    Ok(match &window.at {
        At::Start => in_state.order(dsl::id.desc()).load(conn)?,
        At::After(id) => in_state.filter(dsl::id.lt(id)).order(dsl::id.desc()).load(conn)?,
        At::Before(id) => in_state.filter(dsl::id.gt(id)).order(dsl::id.asc()).load(conn)?,
    })
}

#[cfg(test)]
mod tests;
