//! Chores: housekeeping that runs every so often by the machine's clock, on one node at a time.

use crate::app::{App, Tx};
use crate::db::schema::site_state::dsl::{name, site_state, value};
use crate::error::AppError;
use diesel::prelude::*;

/// A piece of housekeeping.
#[derive(Clone, Copy)]
pub struct Chore {
    pub name: &'static str,
    pub every_minutes: i64,
    pub run: fn(&mut Tx<'_>) -> Result<(), AppError>,
}

/// Every chore of the site; assembly lists them.
#[derive(Clone, Default)]
pub struct Chores(Vec<Chore>);

impl Chores {
    pub fn with(mut self, chore: Chore) -> Self {
        self.0.push(chore);
        self
    }

    /// Runs the chores whose time has come, each in its own transaction.
    pub async fn run_due(&self, app: &App) -> Result<(), AppError> {
        for &chore in &self.0 {
            let now = app.site().clock.machine_now().unix_millis();
            let is_due = app.read(move |reader| Ok(due_at(reader.conn, &chore)? <= now)).await?;
            if is_due {
                app.write(move |tx| run_if_due(tx, &chore, now)).await?;
            }
        }
        Ok(())
    }
}

/// Looks again inside the transaction, so that only one node does it.
fn run_if_due(tx: &mut Tx<'_>, chore: &Chore, now: i64) -> Result<(), AppError> {
    if due_at(tx.conn, chore)? > now {
        return Ok(());
    }
    let next = (now + chore.every_minutes * 60_000).to_string();
    let row = row_of(chore);
    let changed = diesel::update(site_state.filter(name.eq(&row))).set(value.eq(&next)).execute(tx.conn)?;
    if changed == 0 {
        diesel::insert_into(site_state).values((name.eq(&row), value.eq(&next))).execute(tx.conn)?;
    }
    (chore.run)(tx)
}

fn due_at(conn: &mut crate::db::Connection, chore: &Chore) -> Result<i64, AppError> {
    let stored: Option<String> = site_state.filter(name.eq(row_of(chore))).select(value).first(conn).optional()?;
    stored.map_or(Ok(0), |text| text.parse::<i64>()).map_err(AppError::internal)
}

fn row_of(chore: &Chore) -> String {
    format!("chore:{}", chore.name)
}
