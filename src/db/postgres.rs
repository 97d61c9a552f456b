//! PostgreSQL: a pool, serializable transactions, and another try when two of them collide.
//!
//! SERIALIZABLE gives every action what SQLite's single writer gives it: it runs as if alone.

use super::connection::{AnyConnection as Connection, QueryCount, open_postgres};
use super::turns::{Turns, on_blocking_thread};
use super::{Outcome, ReadWork, WriteWork};
use crate::config::Config;
use crate::error::AppError;
use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// A PostgreSQL database, open.
#[derive(Clone)]
pub struct Postgres {
    pool: Pool<Connections>,
    turns: Turns,
    /// How often a transaction that collided is run before the caller is told to come back.
    tries: u32,
}

impl Postgres {
    pub(super) fn open(url: &str, config: &Config, queries: QueryCount) -> Result<Self, AppError> {
        let settings = &config.database;
        let manager = Connections { url: url.to_owned(), statement_timeout_ms: settings.statement_timeout_ms, queries };
        let pool = Pool::builder()
            .max_size(settings.pool_size)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(Duration::from_millis(settings.pool_wait_ms))
            .build(manager)
            .map_err(|error| AppError::Unavailable(error.to_string()))?;
        let turns = Turns::new(settings.pool_size, settings.pool_wait_ms);
        Ok(Self { pool, turns, tries: settings.retries.saturating_add(1) })
    }

    pub(super) async fn read(&self, work: ReadWork) -> Outcome {
        let (pool, turn) = (self.pool.clone(), self.turns.take().await?);
        on_blocking_thread(turn, move || {
            let mut pooled = begun(&pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            let (outcome, is_over) = finish_snapshot(&mut pooled.connection, work);
            pooled.in_transaction = !is_over;
            outcome
        })
        .await
    }

    pub(super) async fn write(&self, work: WriteWork) -> Outcome {
        let (pool, tries, turn) = (self.pool.clone(), self.tries, self.turns.take().await?);
        on_blocking_thread(turn, move || {
            for attempt in 1..=tries {
                let mut pooled = begun(&pool, "BEGIN ISOLATION LEVEL SERIALIZABLE")?;
                let (outcome, is_over) = finish_transaction(&mut pooled.connection, &work);
                pooled.in_transaction = !is_over;
                match outcome {
                    Err(AppError::RunAgain) => {
                        tracing::debug!(attempt, "transaction collided");
                        drop(pooled);
                        std::thread::sleep(pause_before(attempt + 1));
                    }
                    settled => return settled,
                }
            }
            Err(AppError::Unavailable("the transaction kept colliding".into()))
        })
        .await
    }
}

/// A connection in a fresh transaction. Those that died while they lay in the pool are thrown away on the way, so
/// that a database that is back serves at once.
fn begun(pool: &Pool<Connections>, begin: &str) -> Result<PooledConnection<Connections>, AppError> {
    for _ in 0..=pool.max_size() {
        let mut pooled = pool.get().map_err(|error| AppError::Unavailable(error.to_string()))?;
        pooled.in_transaction = true;
        match pooled.connection.batch_execute(begin) {
            Ok(()) => return Ok(pooled),
            Err(error) => tracing::debug!(%error, "a dead connection is thrown away"),
        }
    }
    Err(AppError::Unavailable("no connection to the database holds".into()))
}

/// A pause that grows and differs between threads, so that two colliding transactions do not meet again.
fn pause_before(attempt: u32) -> Duration {
    use rand::RngExt as _;
    Duration::from_micros(rand::rng().random_range(200..2_000) * u64::from(attempt * attempt))
}

/// A connection, and whether a transaction may still be open on it.
struct Pooled {
    connection: Connection,
    in_transaction: bool,
}

struct Connections {
    url: String,
    statement_timeout_ms: u64,
    queries: QueryCount,
}

impl ManageConnection for Connections {
    type Connection = Pooled;
    type Error = diesel::ConnectionError;

    fn connect(&self) -> Result<Pooled, Self::Error> {
        let connection = open_postgres(&self.url, self.statement_timeout_ms, &self.queries)?;
        Ok(Pooled { connection, in_transaction: false })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), Self::Error> {
        pooled.connection.batch_execute("SELECT 1").map_err(diesel::ConnectionError::CouldntSetupConfiguration)
    }

    /// A connection that cannot be reset is thrown away. One whose transaction is over needs no reset: PostgreSQL would
    /// write a warning into its log for each.
    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.in_transaction && pooled.connection.batch_execute("ROLLBACK").is_err()
    }
}

/// Runs `work` in the transaction that was begun; and whether that is over.
fn finish_transaction(connection: &mut Connection, work: &WriteWork) -> (Outcome, bool) {
    let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)))
        .unwrap_or_else(|_| Err(AppError::internal("a write panicked")));
    match outcome {
        Ok(value) => match connection.batch_execute("COMMIT") {
            Ok(()) => (Ok(value), true),
            Err(error) => (Err(error.into()), false),
        },
        Err(error) => (Err(error), roll_back(connection)),
    }
}

/// Runs `work` in the read-only snapshot that was begun, and always ends it; and whether that is over.
pub(super) fn finish_snapshot(connection: &mut Connection, work: ReadWork) -> (Outcome, bool) {
    let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)))
        .unwrap_or_else(|_| Err(AppError::internal("a read panicked")));
    (outcome, roll_back(connection))
}

/// Whether it worked. Where the connection is lost the database has rolled back itself, and the pool throws the
/// connection away.
fn roll_back(connection: &mut Connection) -> bool {
    let rolled_back = connection.batch_execute("ROLLBACK");
    if let Err(error) = &rolled_back {
        tracing::debug!(%error, "a transaction ended with its connection");
    }
    rolled_back.is_ok()
}
