//! The database: one face over SQLite and PostgreSQL.
//!
//! What differs between the two lives in this folder and nowhere else. The rest of the program sees
//! [`Connection`] inside `App::read` and `App::write`, the macros [`text_id!`](crate::text_id) and
//! [`text_enum!`](crate::text_enum), and [`on_backend!`](crate::on_backend) for the few statements that
//! Diesel cannot write for both at once.

mod connection;
mod errors;
mod migrations;
mod postgres;
pub mod schema;
mod sqlite;
mod turns;
mod types;

pub use connection::{AnyConnection as Connection, Backend, DatabaseUrl, QueryCount};
pub use migrations::{Migrator, Steps, VERSIONS as MIGRATION_VERSIONS};
pub use types::JsonText;

use crate::config::Config;
use crate::error::AppError;
use std::any::Any;

/// The open database: hands out work to the right connection.
#[derive(Clone)]
pub enum Database {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

/// What a work comes to, whatever kind of value that is: so all that carries works out is compiled once, not for each
/// kind.
type Outcome = Result<Box<dyn Any + Send>, AppError>;
/// A read's work: gets a connection inside a snapshot.
type ReadWork = Box<dyn FnOnce(&mut Connection) -> Outcome + Send>;
/// A write's work: gets a connection inside a transaction; may be run again after a conflict.
type WriteWork = Box<dyn Fn(&mut Connection) -> Outcome + Send>;

impl Database {
    /// Opens the database that `config` names. Does not migrate.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when it is not there or does not answer.
    pub fn open(config: &Config, queries: QueryCount) -> Result<Self, AppError> {
        match DatabaseUrl::parse(&config.database_url()) {
            DatabaseUrl::Sqlite(path) => Ok(Self::Sqlite(sqlite::Sqlite::open(&path, config, queries)?)),
            DatabaseUrl::Postgres(url) => Ok(Self::Postgres(postgres::Postgres::open(&url, config, queries)?)),
        }
    }

    pub fn backend(&self) -> Backend {
        match self {
            Self::Sqlite(_) => Backend::Sqlite,
            Self::Postgres(_) => Backend::Postgres,
        }
    }

    /// Runs `work` in a read-only snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let work: ReadWork = Box::new(move |conn| outcome_of(work(conn)));
        value_of(match self {
            Self::Sqlite(sqlite) => sqlite.read(work).await,
            Self::Postgres(postgres) => postgres.read(work).await,
        })
    }

    /// Runs `work` in a transaction; answers only after the commit.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Connection) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let work: WriteWork = Box::new(move |conn| outcome_of(work(conn)));
        value_of(match self {
            Self::Sqlite(sqlite) => sqlite.write(work).await,
            Self::Postgres(postgres) => postgres.write(work).await,
        })
    }
}

fn outcome_of<T: Send + 'static>(value: Result<T, AppError>) -> Outcome {
    Ok(Box::new(value?))
}

/// The value that [`outcome_of`] made an outcome of.
fn value_of<T: 'static>(outcome: Outcome) -> Result<T, AppError> {
    let value = outcome?.downcast().map_err(|_| AppError::internal("a work came to another kind of value"))?;
    Ok(*value)
}

/// A connection of its own to a SQLite file, for tests that look at what a worker left.
#[cfg(test)]
pub(crate) fn open_for_tests(path: &std::path::Path) -> Connection {
    use diesel::Connection as _;
    Connection::Sqlite(diesel::SqliteConnection::establish(&path.to_string_lossy()).unwrap())
}
