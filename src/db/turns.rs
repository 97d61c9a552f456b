//! Whose turn it is: as many as there are connections; the others wait in the order in which they came.
//!
//! The pool alone lets whoever is quickest have a connection that becomes free, and each of those who wait for it
//! keeps a thread. Under load that made the slowest reads several times slower and cost memory for every thread.

use super::Outcome;
use crate::error::AppError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The turns of one pool.
#[derive(Clone)]
pub(super) struct Turns {
    free: Arc<Semaphore>,
    patience: Duration,
}

/// A turn; over when it is dropped.
pub(super) struct Turn(OwnedSemaphorePermit);

impl Turns {
    /// One for each of `connections`, waited for at most `patience_ms`.
    pub fn new(connections: u32, patience_ms: u64) -> Self {
        let free = Arc::new(Semaphore::new(usize::try_from(connections).unwrap_or(1)));
        Self { free, patience: Duration::from_millis(patience_ms) }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when none comes in time.
    pub async fn take(&self) -> Result<Turn, AppError> {
        match tokio::time::timeout(self.patience, Arc::clone(&self.free).acquire_owned()).await {
            Ok(turn) => turn.map(Turn).map_err(AppError::internal),
            Err(_) => Err(AppError::Unavailable("no connection to the database became free in time".into())),
        }
    }
}

/// Keeps blocking work off the threads that serve requests. The turn goes along: work whose caller went away still
/// has its connection until it ends.
pub(super) async fn on_blocking_thread(turn: Turn, work: impl FnOnce() -> Outcome + Send + 'static) -> Outcome {
    let done = tokio::task::spawn_blocking(move || {
        let outcome = work();
        drop(turn.0);
        outcome
    });
    done.await.map_err(AppError::internal)?
}

/// The same, waited for at most `patience`. What takes longer keeps its turn until it ends; its caller need not.
///
/// # Errors
/// [`AppError::Unavailable`] when it takes longer.
pub(super) async fn on_blocking_thread_within(
    patience: Duration,
    turn: Turn,
    work: impl FnOnce() -> Outcome + Send + 'static,
) -> Outcome {
    let late = |_| AppError::Unavailable("the database took too long".into());
    tokio::time::timeout(patience, on_blocking_thread(turn, work)).await.map_err(late)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn turns_come_in_order_and_not_for_ever() {
        let turns = Turns::new(1, 10_000);
        let first = turns.take().await.unwrap();
        let (second, third) = (turns.take(), turns.take());
        tokio::pin!(second, third);
        let nobody_yet = tokio::select! {
            biased;
            _ = &mut second => false,
            _ = &mut third => false,
            () = tokio::task::yield_now() => true,
        };
        assert!(nobody_yet);
        drop(first);
        let second_is_next = tokio::select! { biased; _ = &mut third => false, _ = &mut second => true };
        assert!(second_is_next);
    }

    #[tokio::test]
    async fn who_waits_too_long_is_turned_away() {
        let turns = Turns::new(1, 1);
        let turn = turns.take().await.unwrap();
        assert!(matches!(turns.take().await, Err(AppError::Unavailable(_))));
        let outcome = on_blocking_thread(turn, || Ok(Box::new(7))).await;
        assert_eq!(outcome.unwrap().downcast_ref(), Some(&7));
        assert!(turns.take().await.is_ok());
    }
}
