//! Work by the clock: deadlines of cases, and housekeeping.
//!
//! Everything here is safe to run twice, late, or on two nodes at once.

mod chores;
mod deadlines;
mod offset;

pub use chores::{Chore, Chores, Left};
pub use deadlines::{advance, run_due, run_due_until};
pub use offset::{load as load_offset, store as store_offset};

use crate::app::App;
use crate::error::AppError;
use std::time::Duration;
use tokio::sync::watch;

/// Runs what falls due until `stop` turns true.
pub async fn run(app: App, chores: Chores, mut stop: watch::Receiver<bool>) {
    let pause = Duration::from_millis(app.config().jobs.poll_ms);
    while !*stop.borrow() {
        if let Err(error) = run_once(&app, &chores).await {
            tracing::error!(%error, "due work failed; it will be tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

async fn run_once(app: &App, chores: &Chores) -> Result<(), AppError> {
    {
        // While somebody moves the clock, what falls due on the way is theirs to fire and to count.
        let _alone = app.lock_clock().await;
        run_due(app).await?;
    }
    chores.run_due(app).await
}
