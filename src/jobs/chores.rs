//! Chores: housekeeping that runs every so often by the machine's clock, on one node at a time.

use crate::app::{App, Tx};
use crate::db::Connection;
use crate::db::schema::site_state::dsl::{name, site_state, value};
use crate::error::AppError;
use diesel::prelude::*;

/// Doublings of the pause after a failure at most; a chore never waits longer than until it would be due anyway.
const MOST_DOUBLINGS: i64 = 16;
const MINUTE_MILLIS: i64 = 60_000;

/// What a run of a chore leaves to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    Nothing,
    /// It did as much as one transaction should: it goes on with the next look for due work, after the deadlines.
    More,
}

/// A piece of housekeeping.
#[derive(Clone, Copy)]
pub struct Chore {
    pub name: &'static str,
    pub every_minutes: i64,
    pub run: fn(&mut Tx<'_>) -> Result<Left, AppError>,
}

/// Every chore of the site; assembly lists them.
#[derive(Clone, Default)]
pub struct Chores(Vec<Chore>);

impl Chores {
    pub fn with(mut self, chore: Chore) -> Self {
        self.0.push(chore);
        self
    }

    /// Runs the chores whose time has come, each in its own transaction. One that fails is written down and tried again
    /// after a pause that doubles; the others go on.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database is away, which is no fault of a chore's: not even its failure can be
    /// written down.
    pub async fn run_due(&self, app: &App) -> Result<(), AppError> {
        for &chore in &self.0 {
            if let Err(error) = run_if_due(app, chore).await {
                postpone(app, chore, error).await?;
            }
        }
        Ok(())
    }
}

async fn run_if_due(app: &App, chore: Chore) -> Result<(), AppError> {
    let now = app.site().clock.machine_now().unix_millis();
    if app.read(move |reader| due_at(reader.conn, &chore)).await? > now {
        return Ok(());
    }
    app.write(move |tx| carry_out(tx, &chore, now)).await
}

/// Looks again inside the transaction, so that only one node does it.
fn carry_out(tx: &mut Tx<'_>, chore: &Chore, now: i64) -> Result<(), AppError> {
    if due_at(tx.conn, chore)? > now {
        return Ok(());
    }
    store(tx.conn, &due_row(chore), now + chore.every_minutes * MINUTE_MILLIS)?;
    if stored(tx.conn, &failures_row(chore))?.is_some() {
        diesel::delete(site_state.filter(name.eq(failures_row(chore)))).execute(tx.conn)?;
    }
    match (chore.run)(tx)? {
        Left::Nothing => Ok(()),
        Left::More => store(tx.conn, &due_row(chore), now),
    }
}

/// Writes a failure down: the next try is in a minute, then in two, four and so on.
async fn postpone(app: &App, chore: Chore, error: AppError) -> Result<(), AppError> {
    let written = app.write(move |tx| {
        let failures = stored(tx.conn, &failures_row(&chore))?.unwrap_or(0);
        let minutes = (1_i64 << failures.clamp(0, MOST_DOUBLINGS)).min(chore.every_minutes);
        let next = tx.site.clock.machine_now().unix_millis() + minutes * MINUTE_MILLIS;
        store(tx.conn, &due_row(&chore), next)?;
        store(tx.conn, &failures_row(&chore), failures.saturating_add(1))
    });
    written.await?;
    tracing::error!(%error, chore = chore.name, "a chore failed; it will be tried again");
    metrics::counter!("candor_chore_failures_total", "chore" => chore.name).increment(1);
    Ok(())
}

fn due_at(conn: &mut Connection, chore: &Chore) -> Result<i64, AppError> {
    Ok(stored(conn, &due_row(chore))?.unwrap_or(0))
}

fn stored(conn: &mut Connection, row: &str) -> Result<Option<i64>, AppError> {
    let text: Option<String> = site_state.filter(name.eq(row)).select(value).first(conn).optional()?;
    text.map(|text| text.parse::<i64>()).transpose().map_err(AppError::internal)
}

fn store(conn: &mut Connection, row: &str, number: i64) -> Result<(), AppError> {
    let text = number.to_string();
    let changed = diesel::update(site_state.filter(name.eq(row))).set(value.eq(&text)).execute(conn)?;
    if changed == 0 {
        diesel::insert_into(site_state).values((name.eq(row), value.eq(&text))).execute(conn)?;
    }
    Ok(())
}

fn due_row(chore: &Chore) -> String {
    format!("chore:{}", chore.name)
}

fn failures_row(chore: &Chore) -> String {
    format!("chore_failures:{}", chore.name)
}
