//! A site that slept over its deadlines, and two nodes that wake at once.

use crate::complaints::triage;
use crate::support::app::{monday, opened};
use crate::support::community::{Community, complaint};
use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use candor::app::App;
use candor::cases::{EventRow, TimerRow, TimerState};
use candor::clock::Timestamp;
use candor::complaints::{State, actions};
use candor::db::schema::{case_events, case_timers, complaints, outbox_letters};
use candor::jobs;
use chrono::Duration;
use diesel::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// How long the site sleeps.
const DAYS: i64 = 20;

fn open(folder: &Path, url: Option<&str>, at: Timestamp) -> App {
    opened(folder, url.map(str::to_owned), at, |_| {})
}

/// Six complaints: two wait for triage, two for proof, two for the clinic.
async fn file_some(app: &App) {
    let community = Community::settle(app, 0).await;
    for number in 0..6 {
        let (patient, officer) = (community.patients[0].clone(), community.officers[0].clone());
        let new = complaint(&community.clinics[0]);
        let filed = app.write(move |tx| actions::file(tx, &patient, &new)).await.unwrap();
        if number >= 2 {
            let sorted = app.write(move |tx| actions::triage(tx, &officer, &filed.id, &triage(2, number < 4, false)));
            sorted.await.unwrap();
        }
    }
}

fn rows(app: &App) -> (Vec<EventRow>, Vec<TimerRow>) {
    let mut connection = ledger::connect(&app.config().database_url());
    let events = case_events::table.order((case_events::case_id, case_events::ordinal)).load(&mut connection).unwrap();
    (events, case_timers::table.load(&mut connection).unwrap())
}

/// What the clock wrote that was no mere reminder: which event, in which case, when.
fn deadlines(events: &[EventRow]) -> Vec<(String, String, Timestamp)> {
    events
        .iter()
        .filter(|event| event.actor_role == "clock" && !event.event.ends_with("_reminded"))
        .map(|event| (event.case_id.clone(), event.event.clone(), event.at))
        .collect()
}

fn assert_once(app: &App) {
    let url = app.config().database_url();
    ledger::assert_whole(app.site());
    let (events, timers) = rows(app);
    let by_clock: Vec<_> = events.iter().filter(|event| event.actor_role == "clock").collect();
    let fired = timers.iter().filter(|timer| timer.state == TimerState::Fired).count();
    assert_eq!(by_clock.len(), fired, "each timer that fired left one event");
    let due = timers.iter().filter(|timer| timer.state == TimerState::Pending && timer.due_at <= app.now()).count();
    assert_eq!(due, 0, "something that is due still waits");
    let keys: Vec<String> =
        outbox_letters::table.select(outbox_letters::once_key).load(&mut ledger::connect(&url)).unwrap();
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
}

async fn a_site_that_slept(asleep: (&Path, Option<&str>), awake: (&Path, Option<&str>)) {
    let late = monday().plus(Duration::days(DAYS));
    let always = open(awake.0, awake.1, monday());
    file_some(&always).await;
    jobs::advance(&always, late).await.unwrap();

    let before = open(asleep.0, asleep.1, monday());
    file_some(&before).await;
    drop(before);
    let app = open(asleep.0, asleep.1, late);
    let ran = jobs::run_due(&app).await.unwrap();
    assert!(ran > 10, "only {ran} timers fired");
    assert_eq!(jobs::run_due(&app).await.unwrap(), 0, "a second look finds nothing");

    let ((slept, timers), (woke, _)) = (rows(&app), rows(&always));
    assert!(!deadlines(&slept).is_empty());
    assert_eq!(deadlines(&slept), deadlines(&woke), "each missed deadline is written at its own instant");
    let skipped: Vec<_> = timers.iter().filter(|timer| timer.state == TimerState::Skipped).collect();
    assert!(!skipped.is_empty(), "no reminder was skipped");
    assert!(skipped.iter().all(|timer| timer.timer.ends_with("_reminder") && timer.settled_at.is_some()));
    assert_once(&app);
    assert_once(&always);
    let mut connection = ledger::connect(&app.config().database_url());
    let waiting = complaints::table.filter(complaints::state.eq(State::ProofAsked)).count();
    assert_eq!(waiting.get_result::<i64>(&mut connection).unwrap(), 0, "proof was due long ago");
}

#[tokio::test]
async fn a_site_that_slept_writes_each_deadline_at_its_own_instant_on_sqlite() {
    let (asleep, awake) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    a_site_that_slept((asleep.path(), None), (awake.path(), None)).await;
}

#[tokio::test]
async fn a_site_that_slept_writes_each_deadline_at_its_own_instant_on_postgres() {
    let (asleep, awake) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) = (PostgresDatabase::fresh(), PostgresDatabase::fresh());
    a_site_that_slept((asleep.path(), Some(&one.url())), (awake.path(), Some(&other.url()))).await;
}

/// Two nodes wake at once and fire everything; between them, each timer once.
async fn two_nodes(folder: &Path, url: Option<&str>) {
    let first = open(folder, url, monday());
    file_some(&first).await;
    drop(first);
    let late = monday().plus(Duration::days(DAYS));
    let (one, other) = (open(folder, url, late), open(folder, url, late));
    let both = [one.clone(), other].map(|app| tokio::spawn(async move { run_through(&app).await }));
    let mut ran = 0;
    for node in both {
        ran += node.await.unwrap();
    }
    let settled = rows(&one).1.iter().filter(|timer| timer.due_at <= late && timer.settled_at.is_some()).count();
    assert!(ran >= 10 && ran <= settled, "{ran} of {settled}");
    assert_once(&one);
}

/// As `jobs::run` does: what fails is tried again.
async fn run_through(app: &App) -> usize {
    let mut ran = 0;
    for _ in 0..50 {
        match jobs::run_due(app).await {
            Ok(0) => return ran,
            Ok(fired) => ran += fired,
            Err(error) => eprintln!("will try again: {error}"),
        }
    }
    ran
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_fire_each_timer_once_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    two_nodes(folder.path(), None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_fire_each_timer_once_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    two_nodes(folder.path(), Some(&database.url())).await;
}
