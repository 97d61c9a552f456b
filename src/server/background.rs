//! What runs beside the requests: deadlines and chores, and the courier of letters.

use super::assemble;
use crate::app::App;
use crate::error::AppError;
use crate::jobs;
use crate::mail::Courier;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The background work of one process.
pub struct Background {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Background {
    /// Starts it.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the way out for letters cannot be used.
    pub fn start(app: &App) -> Result<Self, AppError> {
        let (stop, told) = watch::channel(false);
        let courier = Courier::new(app)?;
        let mut tasks = JoinSet::new();
        tasks.spawn(jobs::run(app.clone(), assemble::chores(), told.clone()));
        tasks.spawn(courier.run(until_told(told)));
        Ok(Self { stop, tasks })
    }

    /// Lets the job and the letter in hand finish, for at most `patience`.
    pub async fn stop(mut self, patience: Duration) {
        self.stop.send_replace(true);
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(patience, ended).await.is_err() {
            tracing::warn!("background work did not finish in time; it will be taken up again");
        }
    }
}

async fn until_told(mut told: watch::Receiver<bool>) {
    // An error means that nobody can tell any more, which is a reason to stop as well.
    if told.wait_for(|stop| *stop).await.is_err() {
        tracing::debug!("background work is on its own and stops");
    }
}
