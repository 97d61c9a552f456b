//! SQLite: a pool of readers, and one writer thread that commits waiting requests together.
//!
//! A commit with `synchronous = FULL` waits for the disk; one writer that takes whatever is waiting into the
//! same transaction pays that price once for all of them. Each request runs in its own savepoint, so a
//! refused one rolls back alone; answers leave only after the commit, so nothing acknowledged is ever lost.

use super::connection::{AnyConnection as Connection, Pragmas, QueryCount, open_sqlite};
use super::postgres::finish_snapshot;
use super::turns::{Turns, on_blocking_thread_within};
use super::{Outcome, ReadWork, WriteWork};
use crate::config::Config;
use crate::error::AppError;
use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ManageConnection, Pool};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Duration;
use tokio::sync::oneshot;

/// A SQLite file, open.
#[derive(Clone)]
pub struct Sqlite {
    readers: Pool<Readers>,
    turns: Turns,
    writer: SyncSender<Request>,
    /// Longest that a read may take, and that a write may wait for its beginning.
    patience: Duration,
}

impl Sqlite {
    pub(super) fn open(path: &Path, config: &Config, queries: QueryCount) -> Result<Self, AppError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| AppError::Unavailable(format!("folder {}: {error}", folder.display())))?;
        }
        let settings = &config.database;
        let pragmas = Pragmas::of(settings);
        let connection = open_sqlite(path, &pragmas, false, &queries)?;
        let (writer, waiting) = sync_channel(settings.write_queue);
        let batch = usize::try_from(settings.write_batch).unwrap_or(1);
        std::thread::Builder::new()
            .name("candor-writer".into())
            .spawn(move || run_writer(connection, &waiting, batch))
            .map_err(AppError::internal)?;
        let manager = Readers { path: path.to_path_buf(), pragmas, queries };
        let readers = Pool::builder()
            .max_size(settings.reader_connections)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(Duration::from_millis(settings.pool_wait_ms))
            .build(manager)
            .map_err(|error| AppError::Unavailable(error.to_string()))?;
        let turns = Turns::new(settings.reader_connections, settings.pool_wait_ms);
        Ok(Self { readers, turns, writer, patience: Duration::from_millis(settings.statement_timeout_ms) })
    }

    pub(super) async fn read(&self, work: ReadWork) -> Outcome {
        let (readers, turn) = (self.readers.clone(), self.turns.take().await?);
        on_blocking_thread_within(self.patience, turn, move || {
            let mut connection = readers.get().map_err(|error| AppError::Unavailable(error.to_string()))?;
            connection.batch_execute("BEGIN")?;
            finish_snapshot(&mut connection, work).0
        })
        .await
    }

    pub(super) async fn write(&self, work: WriteWork) -> Outcome {
        let (answer, mut answered) = oneshot::channel();
        let start = Start::default();
        let request = Request { work, start: start.clone(), outcome: None, answer };
        self.writer.try_send(request).map_err(|error| match error {
            TrySendError::Full(_) => AppError::Unavailable("too many writes are waiting".into()),
            TrySendError::Disconnected(_) => AppError::Unavailable("the writer has stopped".into()),
        })?;
        let stopped = |_| AppError::Unavailable("the writer has stopped".into());
        match tokio::time::timeout(self.patience, &mut answered).await {
            Ok(outcome) => outcome.map_err(stopped)?,
            Err(_) if start.take() => Err(AppError::Unavailable("the writer did not come to it in time".into())),
            // It has begun, so what becomes of it is worth waiting for.
            Err(_) => answered.await.map_err(stopped)?,
        }
    }
}

/// Taken once: by the writer that begins a request, or by the caller who gives it up before.
#[derive(Clone, Default)]
struct Start(Arc<AtomicBool>);

impl Start {
    /// Whether nobody had taken it.
    fn take(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

struct Readers {
    path: PathBuf,
    pragmas: Pragmas,
    queries: QueryCount,
}

impl ManageConnection for Readers {
    type Connection = Connection;
    type Error = AppError;

    fn connect(&self) -> Result<Connection, AppError> {
        open_sqlite(&self.path, &self.pragmas, true, &self.queries)
    }

    fn is_valid(&self, _: &mut Connection) -> Result<(), AppError> {
        Ok(())
    }

    fn has_broken(&self, _: &mut Connection) -> bool {
        false
    }
}

/// One request waiting for the writer.
struct Request {
    work: WriteWork,
    start: Start,
    outcome: Option<Outcome>,
    answer: oneshot::Sender<Outcome>,
}

impl Request {
    /// Does the work; `true` when its changes are to be kept.
    fn run(&mut self, connection: &mut Connection) -> bool {
        if !self.start.take() {
            return false;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.work)(connection)))
            .unwrap_or_else(|_| Err(AppError::internal("a write panicked")));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    /// Sends the answer. `kept` is why the batch failed, if it did.
    fn answer(self, kept: Result<(), String>) {
        let outcome = match (kept, self.outcome) {
            (Ok(()), Some(Err(AppError::RunAgain))) => Err(AppError::internal("a lone writer collided with itself")),
            (Ok(()), Some(outcome)) => outcome,
            (Err(_), Some(Err(AppError::Refused(refusal)))) => Err(AppError::Refused(refusal)),
            (Err(reason), _) => Err(AppError::Unavailable(reason)),
            (Ok(()), None) => Err(AppError::internal("a write was not run")),
        };
        if self.answer.send(outcome).is_err() {
            tracing::debug!("the caller left before its write was answered");
        }
    }
}

fn run_writer(mut connection: Connection, waiting: &Receiver<Request>, batch: usize) {
    while let Ok(first) = waiting.recv() {
        let mut requests = Vec::with_capacity(batch.min(64));
        let kept = run_batch(&mut connection, first, waiting, batch, &mut requests);
        if let Err(reason) = &kept {
            tracing::error!(%reason, "a batch of writes was rolled back");
        }
        for request in requests {
            request.answer(kept.clone());
        }
    }
}

/// Runs `first` and whatever else waits in one transaction, each in its own savepoint.
fn run_batch(
    connection: &mut Connection,
    first: Request,
    waiting: &Receiver<Request>,
    batch: usize,
    requests: &mut Vec<Request>,
) -> Result<(), String> {
    requests.push(first);
    let say = |error: diesel::result::Error| error.to_string();
    connection.batch_execute("BEGIN IMMEDIATE").map_err(say)?;
    let mut next = 0;
    let result = loop {
        let Some(request) = requests.get_mut(next) else { break connection.batch_execute("COMMIT").map_err(say) };
        if let Err(reason) = run_in_savepoint(connection, request) {
            break Err(reason);
        }
        next += 1;
        if requests.len() < batch
            && let Ok(request) = waiting.try_recv()
        {
            requests.push(request);
        }
    };
    if result.is_err()
        && let Err(error) = connection.batch_execute("ROLLBACK")
    {
        tracing::debug!(%error, "the batch had already been rolled back");
    }
    result
}

/// `Err` when SQLite gave up the whole transaction under us (disk full, I/O error).
fn run_in_savepoint(connection: &mut Connection, request: &mut Request) -> Result<(), String> {
    let say = |error: diesel::result::Error| error.to_string();
    connection.batch_execute("SAVEPOINT request").map_err(say)?;
    let end = if request.run(connection) { "RELEASE request" } else { "ROLLBACK TO request; RELEASE request" };
    connection.batch_execute(end).map_err(say)
}
