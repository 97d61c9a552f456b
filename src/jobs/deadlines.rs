//! Deadlines: fires the timers of cases in order, each at its own instant.

use crate::app::{App, Tx};
use crate::cases::{self, TimerRow};
use crate::clock::Timestamp;
use crate::error::AppError;
use chrono::Duration;

/// Longest pause before a deadline that failed is tried again, in minutes.
const LONGEST_PAUSE_MINUTES: i64 = 60;
/// Doublings of the pause after which it stays as it is.
const MOST_DOUBLINGS: i64 = 6;

/// Fires every timer that is due at the site's present; answers how many.
///
/// One that fails is written down and tried again later: it holds up its own case, and no other. After
/// `jobs.deadline_tries` it is dead, until an operator lets it be tried again.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    let mut ran = 0;
    while let Some(next) = next(app, app.now()).await? {
        ran += usize::from(carry_out(app, next, app.now()).await?);
    }
    if ran > 0 {
        app.wake_mail();
    }
    Ok(ran)
}

/// Fires every timer that was due at `until`, which is not after the site's present, as it would have been fired then:
/// what was a reminder in time is one.
pub async fn run_due_until(app: &App, until: Timestamp) -> Result<(), AppError> {
    while let Some(next) = next(app, until).await? {
        carry_out(app, next, until).await?;
    }
    Ok(())
}

/// Moves the site's clock to `target`, stopping at each instant at which something falls due; answers how many timers fired.
pub async fn advance(app: &App, target: Timestamp) -> Result<usize, AppError> {
    let _alone = app.lock_clock().await;
    let mut ran = run_due(app).await?;
    while let Some(next) = next(app, target).await? {
        move_to(app, next.due_at).await?;
        ran += run_due(app).await?;
    }
    move_to(app, target).await?;
    Ok(ran)
}

/// Moves the clock and stores how far, before anything is done at that instant: whoever starts the site after it was
/// killed on the way finds nothing in its future.
async fn move_to(app: &App, at: Timestamp) -> Result<(), AppError> {
    let offset = app.site().clock.advance_to(at);
    app.write(move |tx| super::store_offset(tx, offset)).await
}

async fn next(app: &App, until: Timestamp) -> Result<Option<TimerRow>, AppError> {
    app.read(move |reader| cases::next_due(reader.conn, until, reader.site.clock.machine_now())).await
}

/// Fires one timer at its instant; `false` when another node was faster, or it failed.
///
/// # Errors
/// [`AppError::Unavailable`] when the database is away, which is no fault of the timer's: not even its failure can be
/// written down.
async fn carry_out(app: &App, next: TimerRow, present: Timestamp) -> Result<bool, AppError> {
    let (at, timer) = (next.due_at, next.clone());
    match app.write_at(at, move |tx| fire(tx, &timer, present)).await {
        Err(error) => postpone(app, next, &error).await.map(|()| false),
        Ok(fired) => Ok(fired),
    }
}

/// Looks again inside the transaction: another node may have been faster.
fn fire(tx: &mut Tx<'_>, timer: &TimerRow, present: Timestamp) -> Result<bool, AppError> {
    let first = cases::next_due(tx.conn, timer.due_at, tx.site.clock.machine_now())?;
    if first.is_none_or(|first| first.id != timer.id) {
        return Ok(false);
    }
    let kind = tx.site.cases.kind(&timer.case_kind)?;
    (kind.fire)(tx, timer, present)?;
    Ok(true)
}

/// Writes a failure down; the pause before the next try doubles each time, and after the last there is none.
async fn postpone(app: &App, timer: TimerRow, error: &AppError) -> Result<(), AppError> {
    let is_last = timer.failures.saturating_add(1) >= i64::from(app.config().jobs.deadline_tries);
    let minutes = (1_i64 << timer.failures.clamp(0, MOST_DOUBLINGS)).min(LONGEST_PAUSE_MINUTES);
    let (id, said) = (timer.id.clone(), error.to_string());
    let written = app.write(move |tx| {
        let pause = tx.site.clock.machine_now().plus(Duration::minutes(minutes));
        cases::record_failure(tx, &id, if is_last { cases::never() } else { pause }, &said)
    });
    written.await?;
    metrics::counter!("candor_timer_failures_total").increment(1);
    let TimerRow { id, case_id: case, timer: name, .. } = &timer;
    if is_last {
        tracing::error!(%error, %id, %case, timer = %name, "a deadline failed for the last time and is dead");
    } else {
        tracing::error!(%error, %id, %case, timer = %name, "a deadline failed; it will be tried again");
    }
    Ok(())
}
