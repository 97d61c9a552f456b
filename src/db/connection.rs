//! The connection both backends hide behind, and how each is opened.

use crate::config::{DatabaseSettings, Synchronous};
use crate::error::AppError;
use diesel::connection::{InstrumentationEvent, SimpleConnection as _};
use diesel::{Connection as _, PgConnection, SqliteConnection};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A connection to whichever database the site runs on.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Which engine a site runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    /// The engine's name, as settings and figures say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(String),
}

impl DatabaseUrl {
    /// `postgres://…` and `postgresql://…` lead to PostgreSQL; everything else is a file for SQLite,
    /// with or without `sqlite:` before it.
    pub fn parse(url: &str) -> Self {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::Postgres(url.to_owned());
        }
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
        Self::Sqlite(PathBuf::from(path))
    }
}

/// How many statements the site has sent; tests hold each route to a budget with it.
#[derive(Clone, Debug, Default)]
pub struct QueryCount(Arc<AtomicU64>);

impl QueryCount {
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn watch(&self, connection: &mut impl diesel::Connection) {
        let count = self.clone();
        connection.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                count.0.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
}

/// What every SQLite connection is told first; unbounded caches on several readers would eat the machine.
///
/// The timeout comes before all else: turning WAL on may have to wait for another process.
#[derive(Clone)]
pub(super) struct Pragmas(String);

impl Pragmas {
    /// Those of the settings.
    pub fn of(settings: &DatabaseSettings) -> Self {
        let (cache, mapped) = (settings.cache_kibibytes, settings.mmap_mebibytes.saturating_mul(1024 * 1024));
        Self::new(
            settings.busy_timeout_ms,
            settings.synchronous,
            &format!("cache_size = -{cache}; PRAGMA mmap_size = {mapped}"),
        )
    }

    /// Those for migrating, which begins before the settings matter.
    pub fn for_migrating() -> Self {
        Self::new(10_000, Synchronous::Full, "cache_size = -8000")
    }

    fn new(busy_timeout_ms: u64, synchronous: Synchronous, memory: &str) -> Self {
        Self(format!(
            "PRAGMA busy_timeout = {busy_timeout_ms}; PRAGMA journal_mode = WAL; PRAGMA synchronous = {}; \
             PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA {memory};",
            synchronous.as_str()
        ))
    }
}

/// What a connection that writes is told: words that were taken back are overwritten, not only let go. `FAST` would
/// leave them in pages that nothing uses any more, and a long text lies in such pages.
const WRITER: &str = "PRAGMA secure_delete = ON;";
const READER: &str = "PRAGMA query_only = ON;";

/// Opens a SQLite file; readers refuse to write.
pub(super) fn open_sqlite(
    path: &std::path::Path,
    pragmas: &Pragmas,
    read_only: bool,
    queries: &QueryCount,
) -> Result<AnyConnection, AppError> {
    let away =
        |error: &dyn std::fmt::Display| AppError::Unavailable(format!("SQLite file {}: {error}", path.display()));
    let mut connection = SqliteConnection::establish(&path.to_string_lossy()).map_err(|error| away(&error))?;
    connection.batch_execute(&pragmas.0).map_err(|error| away(&error))?;
    connection.batch_execute(if read_only { READER } else { WRITER }).map_err(|error| away(&error))?;
    queries.watch(&mut connection);
    Ok(AnyConnection::Sqlite(connection))
}

/// Opens a PostgreSQL connection whose statements give up after `statement_timeout_ms`.
pub(super) fn open_postgres(
    url: &str,
    statement_timeout_ms: u64,
    queries: &QueryCount,
) -> Result<AnyConnection, diesel::ConnectionError> {
    let mut connection = PgConnection::establish(url)?;
    connection
        .batch_execute(&format!("SET statement_timeout = {statement_timeout_ms}; SET TIME ZONE 'UTC';"))
        .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    queries.watch(&mut connection);
    Ok(AnyConnection::Postgres(connection))
}

/// Writes one statement once and runs it on whichever backend is behind the connection.
///
/// Only for what Diesel cannot express on both at once: `on_conflict`, inserting several rows, row locks.
/// `on_backend!(conn, |c| insert_into(t).values(rows).execute(c))`
#[macro_export]
macro_rules! on_backend {
    ($connection:expr, |$inner:ident| $body:expr) => {
        match $connection {
            $crate::db::Connection::Sqlite($inner) => $body,
            $crate::db::Connection::Postgres($inner) => $body,
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_decides_the_engine() {
        assert_eq!(DatabaseUrl::parse("sqlite:data/candor.db"), DatabaseUrl::Sqlite("data/candor.db".into()));
        assert_eq!(DatabaseUrl::parse("data/candor.db"), DatabaseUrl::Sqlite("data/candor.db".into()));
        assert!(matches!(DatabaseUrl::parse("postgres://localhost/candor"), DatabaseUrl::Postgres(_)));
    }
}
