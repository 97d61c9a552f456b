//! Deadlines: fires the timers of cases in order, each at its own instant.

use crate::app::{App, Tx};
use crate::cases;
use crate::clock::Timestamp;
use crate::error::AppError;

/// Fires every timer that is due at the site's present; answers how many.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    let mut ran = 0;
    let mut now = app.now();
    while let Some(at) = app.read(move |reader| next_instant(reader.conn, now)).await? {
        ran += usize::from(app.write_at(at, move |tx| fire_next(tx, now)).await?);
        now = app.now();
    }
    if ran > 0 {
        app.wake_mail();
    }
    Ok(ran)
}

/// Fires every timer that was due at `until`, which is not after the site's present.
pub async fn run_due_until(app: &App, until: Timestamp) -> Result<(), AppError> {
    while let Some(at) = app.read(move |reader| next_instant(reader.conn, until)).await? {
        app.write_at(at, move |tx| fire_next(tx, until)).await?;
    }
    Ok(())
}

/// Moves the site's clock to `target`, stopping at each instant at which something falls due; answers how many timers fired.
pub async fn advance(app: &App, target: Timestamp) -> Result<usize, AppError> {
    let _alone = app.lock_clock().await;
    let mut ran = run_due(app).await?;
    while let Some(at) = app.read(move |reader| next_instant(reader.conn, target)).await? {
        app.site().clock.advance_to(at);
        ran += run_due(app).await?;
    }
    let offset = app.site().clock.advance_to(target);
    app.write(move |tx| super::store_offset(tx, offset)).await?;
    Ok(ran)
}

fn next_instant(conn: &mut crate::db::Connection, until: Timestamp) -> Result<Option<Timestamp>, AppError> {
    Ok(cases::next_due(conn, until)?.map(|timer| timer.due_at))
}

/// Looks again inside the transaction: another node may have been faster.
fn fire_next(tx: &mut Tx<'_>, until: Timestamp) -> Result<bool, AppError> {
    let Some(timer) = cases::next_due(tx.conn, until)? else { return Ok(false) };
    tx.now = timer.due_at;
    let kind = tx.site.cases.kind(&timer.case_kind)?;
    (kind.fire)(tx, &timer)?;
    Ok(true)
}
