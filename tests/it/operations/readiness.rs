//! `/readyz` says no: while a migration waits, letters are overdue, the disk is nearly full, the database is away.

use crate::on_both;
use crate::storage::cut;
use crate::support::app::{monday, opened};
use crate::support::community::{Community, complaint};
use crate::support::people::send;
use crate::support::postgres::PostgresDatabase;
use candor::app::App;
use candor::complaints::actions;
use candor::db::{Migrator, Steps};
use candor::operations::{Part, Readiness, State};
use chrono::Duration;
use serde_json::Value;
use std::path::Path;

fn ready(folder: &Path, url: Option<String>) -> App {
    opened(folder, url, monday(), |config| config.data.min_free_mebibytes = 0)
}

/// The parts that are not ready; the whole is ready only without any.
fn not_ready(state: &State) -> Vec<&Part> {
    let parts: Vec<_> = state.parts.iter().filter(|part| !part.ready).collect();
    assert_eq!(state.ready, parts.is_empty(), "{state:?}");
    parts
}

async fn waits_for_a_migration(app: App) {
    let readiness = Readiness::default();
    let mut migrator = Migrator::connect(&app.config().database_url()).unwrap();
    migrator.down(Steps::Newest(1)).unwrap();
    let state = readiness.ask(&app).await;
    let missing = not_ready(&state);
    assert_eq!((missing.len(), missing[0].name), (1, "migrations"), "{state:?}");
    assert_eq!(missing[0].detail, "run `candor migrate`");
    migrator.up().unwrap();
    assert_eq!(not_ready(&readiness.ask(&app).await), Vec::<&Part>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_that_waits_is_told_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    waits_for_a_migration(ready(folder.path(), None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_that_waits_is_told_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    waits_for_a_migration(ready(folder.path(), Some(database.url()))).await;
}

async fn has_letters_that_are_overdue(app: App) {
    let readiness = Readiness::default();
    let community = Community::settle(&app, 0).await;
    let (patient, new) = (community.patients[0].clone(), complaint(&community.clinics[0]));
    app.write(move |tx| actions::file(tx, &patient, &new)).await.unwrap();
    let since = app.now();
    app.site().clock.advance_to(since.plus(Duration::minutes(15)));
    assert_eq!(not_ready(&readiness.ask(&app).await), Vec::<&Part>::new(), "a quarter of an hour may pass");
    app.site().clock.advance_to(since.plus(Duration::minutes(16)));
    let state = readiness.ask(&app).await;
    let late = not_ready(&state);
    assert_eq!((late.len(), late[0].name), (1, "outbox"), "{state:?}");
    assert_eq!(late[0].detail, "the oldest letter is 16 minutes overdue");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_that_are_overdue_are_told_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    has_letters_that_are_overdue(ready(folder.path(), None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_that_are_overdue_are_told_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    has_letters_that_are_overdue(ready(folder.path(), Some(database.url()))).await;
}

on_both!(
    async fn a_disk_that_is_nearly_full_is_told_to_balancers(site, |config| config.data.min_free_mebibytes = u64::MAX) {
        let answer = send(site.program().get(site.url("/readyz"))).await;
        assert_eq!(answer.status, 503);
        assert_eq!(answer.body["ready"], false);
        let parts = answer.body["parts"].as_array().unwrap();
        let missing: Vec<&Value> = parts.iter().filter(|part| part["ready"] == false).map(|part| &part["name"]).collect();
        assert_eq!(missing, ["disk"]);
        assert_eq!(site.get("/healthz").await.status(), 200, "the process is well");
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_is_away_is_told() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    let app = ready(folder.path(), Some(database.url()));
    let readiness = Readiness::default();
    assert_eq!(not_ready(&readiness.ask(&app).await), Vec::<&Part>::new());
    cut(&database.url(), false);
    let state = readiness.ask(&app).await;
    let missing = not_ready(&state);
    assert_eq!((missing.len(), missing[0].name), (1, "database"), "{state:?}");
    assert_eq!(missing[0].detail, "does not answer", "the cause is for the log");
    cut(&database.url(), true);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !readiness.ask(&app).await.ready {
        assert!(std::time::Instant::now() < deadline, "the database is back, the site is not");
    }
}
