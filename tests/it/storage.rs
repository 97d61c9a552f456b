//! What happens when the database is busy, full, gone or back: 503 to whoever waits, and nothing acknowledged is lost.

use crate::support::app::{monday, opened};
use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use crate::support::sqlite::stands_in_file;
use candor::app::{App, Tx};
use candor::db::Connection;
use candor::db::schema::site_state;
use candor::error::AppError;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Long enough for a dead connection to be replaced on a busy machine.
const RECOVERY: Duration = Duration::from_secs(20);

fn open(folder: &Path, url: Option<String>) -> App {
    opened(folder, url, monday(), |config| {
        config.database.busy_timeout_ms = 50;
        config.database.pool_wait_ms = 500;
        config.database.pool_size = 6;
    })
}

fn keep(tx: &mut Tx<'_>, name: &str, bytes: usize) -> Result<(), AppError> {
    let row = (site_state::name.eq(name), site_state::value.eq("x".repeat(bytes)));
    diesel::insert_into(site_state::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes `count` rows at once; answers the names of those acknowledged and the errors of the others.
async fn write_at_once(app: &App, batch: &str, count: usize, bytes: usize) -> (Vec<String>, Vec<AppError>) {
    let mut tasks = JoinSet::new();
    for number in 0..count {
        let (app, name) = (app.clone(), format!("{batch}:{number}"));
        tasks.spawn(async move {
            let row = name.clone();
            app.write(move |tx| keep(tx, &row, bytes)).await.map(|()| name)
        });
    }
    let (mut kept, mut failed) = (Vec::new(), Vec::new());
    while let Some(outcome) = tasks.join_next().await {
        match outcome.unwrap() {
            Ok(name) => kept.push(name),
            Err(error) => failed.push(error),
        }
    }
    (kept, failed)
}

/// Every acknowledged row is there, and no other of the batch.
fn assert_exactly(app: &App, batch: &str, mut kept: Vec<String>) {
    let mut connection = ledger::connect(&app.config().database_url());
    let mut stored: Vec<String> = site_state::table
        .filter(site_state::name.like(format!("{batch}:%")))
        .select(site_state::name)
        .load(&mut connection)
        .unwrap();
    stored.sort();
    kept.sort();
    assert_eq!(stored, kept);
}

fn assert_unavailable(errors: &[AppError]) {
    let other: Vec<_> = errors.iter().filter(|error| !matches!(error, AppError::Unavailable(_))).collect();
    assert!(other.is_empty(), "{other:?}");
}

async fn a_write_that_panics_harms_nobody_else(app: App) {
    let others = tokio::spawn({
        let app = app.clone();
        async move { write_at_once(&app, "calm", 40, 10).await }
    });
    for _ in 0..5 {
        let panicked: Result<(), _> = app
            .write(|tx| {
                keep(tx, "lost:1", 10)?;
                panic!("on purpose")
            })
            .await;
        assert!(matches!(panicked, Err(AppError::Internal(_))), "{panicked:?}");
    }
    let (kept, failed) = others.await.unwrap();
    assert_eq!((kept.len(), failed.len()), (40, 0), "{failed:?}");
    assert_exactly(&app, "calm", kept);
    assert_exactly(&app, "lost", Vec::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_panics_harms_nobody_else_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    a_write_that_panics_harms_nobody_else(open(folder.path(), None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_panics_harms_nobody_else_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    a_write_that_panics_harms_nobody_else(open(folder.path(), Some(database.url()))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_sqlite_file_turns_writes_away_until_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path(), None);
    let mut other = ledger::connect(&app.config().database_url());
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    let (kept, failed) = write_at_once(&app, "locked", 8, 10).await;
    assert_eq!((kept.len(), failed.len()), (0, 8));
    assert_unavailable(&failed);
    let rows: i64 = app.read(|reader| Ok(site_state::table.count().get_result(reader.conn)?)).await.unwrap();
    assert_eq!(rows, 0, "reads go on meanwhile");
    other.batch_execute("ROLLBACK").unwrap();
    let (kept, failed) = write_at_once(&app, "free", 8, 10).await;
    assert_eq!(failed.len(), 0, "{failed:?}");
    assert_exactly(&app, "free", kept);
}

/// Tells the writer's own connection how large the file may grow.
async fn limit_pages(app: &App, more: Option<i64>) {
    let limited = app.write(move |tx| {
        let Connection::Sqlite(sqlite) = &mut *tx.conn else { panic!("a SQLite file") };
        let used: i64 =
            diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>("(SELECT page_count FROM pragma_page_count)"))
                .get_result(sqlite)?;
        let most = more.map_or(1_000_000, |more| used + more);
        sqlite.batch_execute(&format!("PRAGMA max_page_count = {most}"))?;
        Ok(())
    });
    limited.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path(), None);
    let (kept, _) = write_at_once(&app, "before", 10, 2_000).await;
    limit_pages(&app, Some(40)).await;
    let (mut acknowledged, mut failed) = (Vec::new(), Vec::new());
    for round in 0..6 {
        let (kept, lost) = write_at_once(&app, &format!("full:{round}"), 10, 6_000).await;
        acknowledged.extend(kept);
        failed.extend(lost);
    }
    assert!(!acknowledged.is_empty() && failed.len() >= 20, "{} kept, {} failed", acknowledged.len(), failed.len());
    assert_unavailable(&failed);
    assert_exactly(&app, "full", acknowledged);
    limit_pages(&app, None).await;
    let (again, failed) = write_at_once(&app, "after", 10, 6_000).await;
    assert_eq!(failed.len(), 0, "{failed:?}");
    assert_exactly(&app, "before", kept);
    assert_exactly(&app, "after", again);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_deleted_is_overwritten_in_the_sqlite_file() {
    const WORDS: &str = "The lamp above the chair hummed like a kettle. ";
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path(), None);
    // Longer than a page: what is let go of lies in pages that nothing uses any more.
    let written = app.write(|tx| {
        let row = (site_state::name.eq("words"), site_state::value.eq(WORDS.repeat(1_000)));
        diesel::insert_into(site_state::table).values(row).execute(tx.conn)?;
        Ok(())
    });
    written.await.unwrap();
    assert!(stands_in_file(folder.path(), WORDS));
    let deleted = app.write(|tx| {
        diesel::delete(site_state::table.filter(site_state::name.eq("words"))).execute(tx.conn)?;
        Ok(())
    });
    deleted.await.unwrap();
    assert!(!stands_in_file(folder.path(), WORDS));
}

/// Ends every connection to the database but the one that says so, as a restarted server does.
pub fn cut(url: &str, accepts: bool) -> i64 {
    let (server, name) = url.rsplit_once('/').unwrap();
    let mut connection = <PgConnection as diesel::Connection>::establish(&format!("{server}/postgres")).unwrap();
    connection.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {accepts}")).unwrap();
    #[derive(QueryableByName)]
    struct Ended {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        ended: i64,
    }
    diesel::sql_query("SELECT count(pg_terminate_backend(pid)) AS ended FROM pg_stat_activity WHERE datname = $1")
        .bind::<diesel::sql_types::Text, _>(name)
        .get_result::<Ended>(&mut connection)
        .unwrap()
        .ended
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_restarts_under_load_loses_nothing_and_serves_again() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    let app = open(folder.path(), Some(database.url()));
    let mut acknowledged = Vec::new();
    for round in 0..5 {
        let load = tokio::spawn({
            let app = app.clone();
            async move { write_at_once(&app, &format!("load:{round}"), 60, 50).await }
        });
        tokio::time::sleep(Duration::from_millis(15)).await;
        let url = database.url();
        tokio::task::spawn_blocking(move || cut(&url, true)).await.unwrap();
        let (kept, failed) = load.await.unwrap();
        assert_unavailable(&failed);
        acknowledged.extend(kept);
    }
    let mut connection = ledger::connect(&database.url());
    let stored: Vec<String> = site_state::table.select(site_state::name).load(&mut connection).unwrap();
    let lost: Vec<_> = acknowledged.iter().filter(|name| !stored.contains(name)).collect();
    assert!(lost.is_empty(), "acknowledged and gone: {lost:?}");
    drop(connection);
    cut(&database.url(), true);
    let (_, failed) = write_at_once(&app, "idle", 6, 50).await;
    assert!(failed.is_empty(), "connections that died in the pool cost requests: {failed:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_is_away_answers_503_until_it_is_back() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    let app = open(folder.path(), Some(database.url()));
    cut(&database.url(), false);
    let (kept, failed) = write_at_once(&app, "away", 4, 10).await;
    assert_eq!((kept.len(), failed.len()), (0, 4));
    assert_unavailable(&failed);
    let read = app.read(|reader| Ok(site_state::table.count().get_result::<i64>(reader.conn)?)).await;
    assert!(matches!(read, Err(AppError::Unavailable(_))), "{read:?}");
    cut(&database.url(), true);
    let deadline = Instant::now() + RECOVERY;
    while app.write(|tx| keep(tx, "back:1", 10)).await.is_err() {
        assert!(Instant::now() < deadline, "the database is back, the site is not");
    }
    assert_exactly(&app, "back", vec!["back:1".to_owned()]);
}
