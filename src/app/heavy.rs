//! Work that keeps a processor busy: done apart from the threads that answer requests, few at once.

use crate::error::AppError;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Bounds how much heavy work runs at once, and how much may wait for its turn.
#[derive(Clone)]
pub(super) struct HeavyWork {
    running: Arc<Semaphore>,
    /// One place for each piece of work that runs or waits.
    places: Arc<Semaphore>,
}

impl HeavyWork {
    pub fn new(at_once: usize, waiting: usize) -> Self {
        let places = at_once.saturating_add(waiting);
        Self { running: Arc::new(Semaphore::new(at_once)), places: Arc::new(Semaphore::new(places)) }
    }

    /// Runs `work` on a thread of its own when its turn comes.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] at once when too much waits already.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let busy = || AppError::Unavailable("too much heavy work is waiting".into());
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| busy())?;
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(AppError::internal)?;
        // Place and turn go along: work whose caller went away still counts until it ends.
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop((turn, place));
            outcome
        });
        done.await.map_err(AppError::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_finds_no_place_is_turned_away() {
        let heavy = HeavyWork::new(1, 0);
        assert_eq!(heavy.run(|| 7).await.unwrap(), 7);
        let _taken = Arc::clone(&heavy.places).try_acquire_owned().unwrap();
        assert!(matches!(heavy.run(|| 7).await, Err(AppError::Unavailable(_))));
    }
}
