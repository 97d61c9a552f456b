//! One step of a case: state, event, timers, letters and leaf, together or not at all.

use super::store::{self, EventRow, NewEvent};
use super::timers;
use super::{CaseFacts as _, CaseType};
use crate::app::{Reader, Tx};
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::error::{AppError, CASE_STANDS_STILL, Refusal};
use crate::ledger::{self, Entry, Receipt};
use crate::mail::outbox;
use crate::workflow::{self, Step, Word as _};
use serde_json::Value;

/// Seconds after which a program may ask again whether a case still stands still.
const RETRY_SECONDS: u32 = 3_600;

/// Who raises an event, and in which capacity.
#[derive(Debug, Clone)]
pub struct By<A> {
    pub role: A,
    /// Absent for the clock and for holders of a letter's link.
    pub account: Option<String>,
}

impl<A> By<A> {
    pub fn account(role: A, account: impl Into<String>) -> Self {
        Self { role, account: Some(account.into()) }
    }

    /// Somebody without an account: the clock, or the holder of a link.
    pub fn role(role: A) -> Self {
        Self { role, account: None }
    }
}

/// Loads a case for a person's act, after the clock has written every deadline that passed before it.
///
/// # Errors
/// `not_found` when there is no such case.
pub fn open<C: CaseType>(tx: &mut Tx<'_>, id: &str) -> Result<C::Facts, AppError> {
    catch_up::<C>(tx, id)?;
    C::load(tx.conn, tx.site, id)
}

/// Opens a case for whoever may know of it; answers what `known` found out besides.
///
/// `known` takes the same statements for what is hidden and for what never was, and nothing is asked or done before it:
/// a refused write tells one from the other as little as a refused read does.
///
/// # Errors
/// Those of `known`, and of [`open`].
pub fn open_known<C: CaseType, K>(
    tx: &mut Tx<'_>,
    id: &str,
    known: impl FnOnce(&mut Reader<'_>) -> Result<K, AppError>,
) -> Result<(C::Facts, K), AppError> {
    let known = known(&mut tx.reader())?;
    Ok((open::<C>(tx, id)?, known))
}

/// Fires what fell due in this case, in order, each at its own instant.
///
/// # Errors
/// 503 `case_stands_still` where one of them cannot be carried out: the case stands still until somebody has looked,
/// for people as for the clock, and the clock writes the failure down.
pub fn catch_up<C: CaseType>(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let present = tx.now;
    while let Some(timer) = timers::next_of_case(tx.conn, C::NAME, id, present)? {
        let mut then = Tx { conn: &mut *tx.conn, now: timer.due_at, site: tx.site };
        fire::<C>(&mut then, &timer, present).map_err(|error| stands_still(&timer, error))?;
    }
    Ok(())
}

/// What is said of an act before which a deadline comes that fails.
fn stands_still(timer: &timers::TimerRow, error: AppError) -> AppError {
    if matches!(error, AppError::RunAgain | AppError::Unavailable(_)) {
        return error;
    }
    let timers::TimerRow { id, case_id: case, timer: name, .. } = timer;
    tracing::warn!(%error, %id, %case, timer = %name, "a deadline comes before what somebody does, and fails");
    Refusal::later(CASE_STANDS_STILL, RETRY_SECONDS).into()
}

/// Begins a case whose row the domain has just written.
pub fn found<C: CaseType>(
    tx: &mut Tx<'_>,
    facts: &C::Facts,
    by: &By<C::Actor>,
    data: Value,
) -> Result<(EventRow, Receipt), AppError> {
    let step = workflow::open::<C>(facts, tx.now);
    write_down(tx, facts, &Change { step, from: None, by, data })
}

/// Raises `event`: what the table says follows, or nothing.
///
/// # Errors
/// The table's refusals, see [`workflow::step`].
pub fn act<C: CaseType>(
    tx: &mut Tx<'_>,
    facts: &C::Facts,
    event: C::Event,
    by: &By<C::Actor>,
    data: Value,
) -> Result<(EventRow, Receipt), AppError> {
    let step = workflow::step::<C>(facts.state(), event, by.role, facts, tx.now)?;
    let from = step.from.word();
    write_down(tx, facts, &Change { step, from: Some(from), by, data })
}

/// Carries out one timer that fell due; a reminder whose step is over at `present` is skipped, on record.
pub(super) fn fire<C: CaseType>(tx: &mut Tx<'_>, timer: &timers::TimerRow, present: Timestamp) -> Result<(), AppError> {
    if timer.skip_after.is_some_and(|end| end < present) {
        return timers::settle(tx, timer, timers::TimerState::Skipped).map(drop);
    }
    if !timers::settle(tx, timer, timers::TimerState::Fired)? {
        return Ok(());
    }
    let facts = C::load(tx.conn, tx.site, &timer.case_id)?;
    let rule = C::TIMERS.iter().find(|rule| rule.timer.word() == timer.timer);
    let Some(rule) = rule else {
        return Err(AppError::internal(format!("no timer {} in {}", timer.timer, C::NAME)));
    };
    let data = serde_json::json!({ "timer": timer.timer, "ordinal": timer.ordinal });
    act::<C>(tx, &facts, rule.fires, &By::role(C::CLOCK), data).map(drop)
}

/// A step, and what the table does not know about it.
struct Change<'a, C: CaseType> {
    step: Step<C>,
    /// Absent for the opening, before which there was no state.
    from: Option<&'static str>,
    by: &'a By<C::Actor>,
    data: Value,
}

fn write_down<C: CaseType>(
    tx: &mut Tx<'_>,
    facts: &C::Facts,
    change: &Change<'_, C>,
) -> Result<(EventRow, Receipt), AppError> {
    let Change { step, from, by, data } = change;
    let new = NewEvent {
        case_kind: C::NAME,
        case_id: facts.id(),
        event: step.event.word(),
        actor_role: by.role.word(),
        actor_id: by.account.clone(),
        from_state: step.from.word(),
        to_state: step.to.word(),
        data: JsonText::of(&C::record(tx, facts, step, data)?)?,
    };
    let content = new.committed()?;
    let extras = C::extras(facts, step, data);
    let entry = Entry {
        leaf_type: step.leaf,
        subject_kind: C::NAME,
        subject_ref: facts.subject_ref(),
        prev_state: *from,
        state: step.to.word(),
        reason_code: extras.reason_code.as_deref(),
        actor_role: by.role.word(),
        actor_id: by.account.as_deref(),
        content: &content,
        extra: extras.fields,
    };
    let (leaf, receipt) = ledger::append(tx, &entry)?;
    C::save(tx, facts, step, data)?;
    let event = store::insert(tx, new, leaf.id)?;
    for timer in &step.stop {
        timers::stop(tx, C::NAME, facts.id(), timer.word())?;
    }
    for (timer, due) in &step.start {
        let held = C::stands_still(facts, *timer);
        timers::start(tx, (C::NAME, facts.id()), timer.word(), (due, held))?;
    }
    send::<C>(tx, facts, step, &event)?;
    C::announce(tx, facts.id(), step)?;
    Ok((event, receipt))
}

fn send<C: CaseType>(tx: &mut Tx<'_>, facts: &C::Facts, step: &Step<C>, event: &EventRow) -> Result<(), AppError> {
    if step.letters.is_empty() {
        return Ok(());
    }
    let changed = C::load(tx.conn, tx.site, facts.id())?;
    for letter in step.letters {
        for written in C::write(tx, &changed, *letter, event)? {
            outbox::post(tx, &written)?;
        }
    }
    Ok(())
}
