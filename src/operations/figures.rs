//! Figures for Prometheus: what is counted while the site runs, and what is looked up when they are asked for.

use crate::app::{App, Reader};
use crate::cases;
use crate::db::schema::{case_timers, outbox_letters};
use crate::error::AppError;
use crate::mail::outbox::LetterState;
use diesel::prelude::*;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::io;
use std::sync::OnceLock;

/// Upper bounds of the request histogram's buckets, in seconds.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The recorder of this process; the first call installs it.
///
/// # Errors
/// When another recorder is installed already.
pub fn recorder() -> io::Result<PrometheusHandle> {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(recorder) = RECORDER.get() {
        return Ok(recorder.clone());
    }
    let builder = PrometheusBuilder::new().set_buckets(&SECONDS).map_err(io::Error::other)?;
    let recorder = builder.install_recorder().map_err(io::Error::other)?;
    Ok(RECORDER.get_or_init(|| recorder).clone())
}

/// Looks up what is not counted on the way: letters waiting and dead, timers due, failing and dead, statements sent.
///
/// # Errors
/// [`AppError::Unavailable`] when the database is away.
pub async fn take(app: &App) -> Result<(), AppError> {
    metrics::counter!("candor_database_statements_total").absolute(app.queries());
    let counts = app.read(count).await?;
    for (name, count) in counts {
        metrics::gauge!(name).set(to_gauge(count));
    }
    Ok(())
}

fn count(reader: &mut Reader<'_>) -> Result<[(&'static str, i64); 5], AppError> {
    let letters = |state| outbox_letters::table.filter(outbox_letters::state.eq(state)).count();
    let due = case_timers::table
        .filter(case_timers::state.eq(cases::TimerState::Pending).and(case_timers::due_at.le(reader.now)));
    Ok([
        ("candor_letters_waiting", letters(LetterState::Waiting).get_result(reader.conn)?),
        ("candor_letters_dead", letters(LetterState::Dead).get_result(reader.conn)?),
        ("candor_timers_failing", cases::failing(reader.conn)?),
        ("candor_timers_dead", cases::dead(reader.conn)?),
        ("candor_timers_due", due.count().get_result(reader.conn)?),
    ])
}

/// Exact up to 2³² of anything, which no outbox reaches.
fn to_gauge(count: i64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
