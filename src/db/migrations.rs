//! Migrations: twins in `migrations/sqlite` and `migrations/postgres`, embedded in the binary.

use super::connection::{AnyConnection as Connection, DatabaseUrl, Pragmas, QueryCount, open_postgres, open_sqlite};
use crate::error::AppError;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The tables that migrations themselves need.
pub const VERSIONS: &str = "__diesel_schema_migrations";

/// How many migrations to take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    All,
    /// The last that were run.
    Newest(usize),
}

/// Brings a database to the newest schema, or back.
pub struct Migrator {
    connection: Connection,
}

impl Migrator {
    /// # Errors
    /// [`AppError::Unavailable`] when the database is not there.
    pub fn connect(url: &str) -> Result<Self, AppError> {
        let queries = QueryCount::default();
        let connection = match DatabaseUrl::parse(url) {
            DatabaseUrl::Sqlite(path) => {
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder)
                        .map_err(|error| AppError::Unavailable(format!("folder {}: {error}", folder.display())))?;
                }
                open_sqlite(&path, &Pragmas::for_migrating(), false, &queries)?
            }
            DatabaseUrl::Postgres(url) => {
                open_postgres(&url, 600_000, &queries).map_err(|error| AppError::Unavailable(error.to_string()))?
            }
        };
        Ok(Self { connection })
    }

    /// Runs what is pending; answers the versions that were run.
    pub fn up(&mut self) -> Result<Vec<String>, AppError> {
        self.each(|connection| match connection {
            Connection::Sqlite(sqlite) => versions(sqlite.run_pending_migrations(SQLITE)),
            Connection::Postgres(postgres) => {
                locked(postgres, |postgres| versions(postgres.run_pending_migrations(POSTGRES)))
            }
        })
    }

    /// Takes migrations back, newest first; answers the versions that were reverted.
    pub fn down(&mut self, steps: Steps) -> Result<Vec<String>, AppError> {
        self.each(|connection| match connection {
            Connection::Sqlite(sqlite) => reverted(sqlite, || SQLITE, steps),
            Connection::Postgres(postgres) => locked(postgres, |postgres| reverted(postgres, || POSTGRES, steps)),
        })
    }

    /// Whether migrations are waiting.
    pub fn is_pending(&mut self) -> Result<bool, AppError> {
        self.each(|connection| match connection {
            Connection::Sqlite(sqlite) => sqlite.has_pending_migration(SQLITE),
            Connection::Postgres(postgres) => postgres.has_pending_migration(POSTGRES),
        })
    }

    fn each<T>(&mut self, run: impl FnOnce(&mut Connection) -> diesel::migration::Result<T>) -> Result<T, AppError> {
        run(&mut self.connection).map_err(AppError::Internal)
    }
}

fn reverted<B: diesel::backend::Backend>(
    connection: &mut impl MigrationHarness<B>,
    source: fn() -> EmbeddedMigrations,
    steps: Steps,
) -> diesel::migration::Result<Vec<String>> {
    let ran = connection.applied_migrations()?.len();
    let most = match steps {
        Steps::All => ran,
        Steps::Newest(count) => count.min(ran),
    };
    (0..most).map(|_| Ok(connection.revert_last_migration(source())?.to_string())).collect()
}

/// Two nodes that start together must not migrate together: a session lock lets one wait for the other.
fn locked<T>(
    connection: &mut diesel::PgConnection,
    run: impl FnOnce(&mut diesel::PgConnection) -> diesel::migration::Result<T>,
) -> diesel::migration::Result<T> {
    use diesel::connection::SimpleConnection as _;
    connection.batch_execute("SELECT pg_advisory_lock(7226901)")?;
    let outcome = run(connection);
    connection.batch_execute("SELECT pg_advisory_unlock(7226901)")?;
    outcome
}

fn versions(
    run: diesel::migration::Result<Vec<diesel::migration::MigrationVersion<'_>>>,
) -> diesel::migration::Result<Vec<String>> {
    Ok(run?.iter().map(ToString::to_string).collect())
}
