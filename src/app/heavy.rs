//! Work that keeps a processor busy: done on threads of its own that give way to those who answer requests.
//!
//! The threads are always the same few, so the memory that a password hash takes is taken once for each of them.

use crate::error::AppError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, oneshot};

/// How much these threads give way, as in `nice`: a tenth of the time when the processors are busy, all of it else.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

type Work = Box<dyn FnOnce() + Send>;

/// Bounds how much heavy work runs at once, and how much may wait for its turn.
#[derive(Clone)]
pub(super) struct HeavyWork {
    waiting: Sender<Work>,
    /// One place for each piece of work that runs or waits.
    places: Arc<Semaphore>,
}

impl HeavyWork {
    /// # Errors
    /// [`AppError::Internal`] when the machine has no thread left.
    pub fn new(at_once: usize, waiting: usize) -> Result<Self, AppError> {
        let (sender, receiver) = channel::<Work>();
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..at_once {
            let receiver = Arc::clone(&receiver);
            let thread = std::thread::Builder::new().name("candor-heavy".into());
            thread.spawn(move || work_through(&receiver)).map_err(AppError::internal)?;
        }
        Ok(Self { waiting: sender, places: Arc::new(Semaphore::new(at_once.saturating_add(waiting))) })
    }

    /// Runs `work` when its turn comes.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] at once when too much waits already.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let busy = || AppError::Unavailable("too much heavy work is waiting".into());
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| busy())?;
        let (answer, answered) = oneshot::channel();
        // The place goes along: work whose caller went away still counts until it ends.
        let whole: Work = Box::new(move || {
            let outcome = work();
            drop(place);
            if answer.send(outcome).is_err() {
                tracing::debug!("the caller left before its heavy work was done");
            }
        });
        self.waiting.send(whole).map_err(|_| AppError::internal("the threads for heavy work have ended"))?;
        answered.await.map_err(|_| AppError::internal("heavy work panicked"))
    }
}

/// Does one piece of work after the other until nobody can ask for more.
fn work_through(waiting: &Mutex<Receiver<Work>>) {
    give_way();
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            tracing::error!("heavy work panicked");
        }
    }
}

/// On Linux niceness belongs to a thread.
#[cfg(target_os = "linux")]
fn give_way() {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(%error, "heavy work does not give way");
    }
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_finds_no_place_is_turned_away() {
        let heavy = HeavyWork::new(1, 0).unwrap();
        assert_eq!(heavy.run(|| 7).await.unwrap(), 7);
        let _taken = Arc::clone(&heavy.places).try_acquire_owned().unwrap();
        assert!(matches!(heavy.run(|| 7).await, Err(AppError::Unavailable(_))));
    }

    #[tokio::test]
    async fn work_that_panics_leaves_its_thread_and_its_place_to_others() {
        let heavy = HeavyWork::new(1, 0).unwrap();
        assert!(heavy.run(|| panic!("on purpose")).await.is_err());
        assert_eq!(heavy.run(|| 7).await.unwrap(), 7);
    }
}
