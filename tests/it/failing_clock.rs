//! A deadline or a chore that cannot be carried out holds up nothing but itself; a clock that halts is kept where it stood.

use crate::complaints::triage;
use crate::support::app::{monday, opened};
use crate::support::community::{Community, complaint};
use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use candor::app::{App, Tx};
use candor::cases::{self, TimerRow, TimerState};
use candor::clock::Timestamp;
use candor::complaints::actions;
use candor::db::Backend;
use candor::db::schema::case_events;
use candor::db::schema::case_timers::dsl;
use candor::db::schema::site_state::dsl as state;
use candor::error::AppError;
use candor::jobs::{self, Chore, Chores, Left};
use candor::operations::Readiness;
use chrono::Duration;
use diesel::prelude::*;

fn tried_twice(folder: &std::path::Path, url: Option<String>) -> App {
    opened(folder, url, monday(), |config| config.jobs.deadline_tries = 2)
}

async fn one_fails(app: App) {
    let ids = two_with_the_clinic(&app).await;
    let mut connection = ledger::connect(&app.config().database_url());
    // A timer of a kind that no table knows, due before everything else.
    diesel::update(dsl::case_timers.filter(dsl::case_id.eq(&ids[0])).filter(dsl::timer.eq("acknowledgement_due")))
        .set((dsl::timer.eq("nobody_knows"), dsl::due_at.eq(app.now().plus(Duration::hours(1)))))
        .execute(&mut connection)
        .unwrap();
    jobs::advance(&app, app.now().plus(Duration::days(16))).await.unwrap();

    let timers: Vec<TimerRow> = dsl::case_timers.load(&mut connection).unwrap();
    let of = |id: &str| timers.iter().filter(|timer| timer.case_id == id).collect::<Vec<_>>();
    let failed: Vec<_> = of(&ids[0]).into_iter().filter(|timer| timer.failures > 0).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(
        (failed[0].timer.as_str(), failed[0].state, failed[0].failures),
        ("nobody_knows", TimerState::Pending, 1)
    );
    assert!(failed[0].last_error.is_some() && failed[0].retry_at > Some(app.site().clock.machine_now()));
    let fired = |id: &str| of(id).iter().filter(|timer| timer.state == TimerState::Fired).count();
    assert_eq!(fired(&ids[0]), 0, "its own case waits for it");
    assert!(fired(&ids[1]) >= 5, "the other case goes on");
    assert_eq!(app.read(|reader| cases::failing(reader.conn)).await.unwrap(), 1);
    let told = Readiness::default().ask(&app).await;
    let part = told.parts.iter().find(|part| part.name == "deadlines").unwrap();
    assert_eq!((part.ready, part.detail.as_str()), (true, "1 failed and are tried again, 0 are dead"));

    let id = failed[0].id.clone();
    assert_eq!(dies(&app, &id).await, (2, Some(cases::never())));

    // Somebody repairs it and lets it be tried again: the case catches up, each deadline at its own instant.
    diesel::update(dsl::case_timers.filter(dsl::id.eq(&id)))
        .set(dsl::timer.eq("acknowledgement_due"))
        .execute(&mut connection)
        .unwrap();
    assert_eq!(jobs::run_due(&app).await.unwrap(), 0, "a dead one is not tried again by itself");
    app.write(move |tx| cases::retry(tx, &id)).await.unwrap();
    assert!(jobs::run_due(&app).await.unwrap() > 3);
    assert_eq!(app.read(|reader| Ok((cases::failing(reader.conn)?, cases::dead(reader.conn)?))).await.unwrap(), (0, 0));
    assert!(app.write(|tx| cases::retry(tx, "nobody")).await.is_err(), "none of that id failed");
    ledger::assert_whole(app.site());
}

/// The last try: its pause is over, and it fails once more. Answers how often it did, and when it is tried again.
async fn dies(app: &App, id: &str) -> (i64, Option<Timestamp>) {
    let mut connection = ledger::connect(&app.config().database_url());
    diesel::update(dsl::case_timers.filter(dsl::id.eq(id)))
        .set(dsl::retry_at.eq(app.site().clock.machine_now()))
        .execute(&mut connection)
        .unwrap();
    assert_eq!(jobs::run_due(app).await.unwrap(), 0);
    let told = Readiness::default().ask(app).await;
    let part = told.parts.iter().find(|part| part.name == "deadlines").unwrap();
    assert_eq!((part.ready, part.detail.as_str()), (true, "0 failed and are tried again, 1 are dead"));
    dsl::case_timers.filter(dsl::id.eq(id)).select((dsl::failures, dsl::retry_at)).first(&mut connection).unwrap()
}

/// More dead deadlines than are looked at in one go, all of them due before those of cases that are well.
async fn many_are_dead(app: App) {
    const DEAD: usize = 1_100;
    two_with_the_clinic(&app).await;
    let due_at = app.now();
    let dead = move |number: usize| TimerRow {
        id: format!("dead-{number:04}"),
        case_kind: "complaint".to_owned(),
        case_id: format!("CMP-DEAD-{number:04}"),
        timer: "nobody_knows".to_owned(),
        ordinal: 0,
        due_at,
        skip_after: None,
        state: TimerState::Pending,
        held_since: None,
        settled_at: None,
        failures: 2,
        retry_at: Some(cases::never()),
        last_error: Some("it is broken".to_owned()),
    };
    let buried = app.write(move |tx| {
        for row in (0..DEAD).map(dead) {
            diesel::insert_into(dsl::case_timers).values(&row).execute(tx.conn)?;
        }
        Ok(())
    });
    buried.await.unwrap();
    let moved = jobs::advance(&app, app.now().plus(Duration::days(16)));
    let ran = tokio::time::timeout(std::time::Duration::from_secs(120), moved).await.expect("an end").unwrap();
    assert!(ran >= 10, "the two cases go on: {ran}");
    let counted = app.read(|reader| Ok((cases::failing(reader.conn)?, cases::dead(reader.conn)?))).await.unwrap();
    assert_eq!(counted, (0, 1_100), "nobody tried them again");
}

/// The disk fails while a clock that was moved is on its way.
async fn halts_on_the_way(app: App) {
    two_with_the_clinic(&app).await;
    let mut connection = ledger::connect(&app.config().database_url());
    let statements: &[&str] = match app.database().backend() {
        Backend::Sqlite => &["CREATE TRIGGER no_disk BEFORE UPDATE ON case_timers WHEN OLD.timer = 'response_due' \
                              BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"],
        Backend::Postgres => &[
            "CREATE FUNCTION no_disk() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'No space left'; END $$ \
             LANGUAGE plpgsql",
            "CREATE TRIGGER no_disk BEFORE UPDATE ON case_timers FOR EACH ROW WHEN (OLD.timer = 'response_due') \
             EXECUTE FUNCTION no_disk()",
        ],
    };
    for statement in statements {
        diesel::sql_query(*statement).execute(&mut connection).unwrap();
    }
    let (start, target) = (app.now(), app.now().plus(Duration::days(90)));
    let moved = jobs::advance(&app, target).await;
    assert!(matches!(moved, Err(AppError::Unavailable(_))), "{moved:?}");
    assert!(start < app.now() && app.now() < target, "it stopped on the way, at {}", app.now());
    let stored = app.read(|reader| jobs::load_offset(reader.conn)).await.unwrap();
    let apart = app.site().clock.machine_now().plus(stored).since(app.now());
    assert!(apart.num_minutes().abs() < 5, "whoever starts it again finds the clock {apart} from where it stood");
    let events: Vec<Timestamp> = case_events::table.select(case_events::at).load(&mut connection).unwrap();
    assert!(events.iter().any(|at| *at > start) && events.iter().all(|at| *at <= app.now()));
}

/// Housekeeping of which one piece is broken.
async fn a_chore_fails(app: App) {
    let chores = |broken: fn(&mut Tx<'_>) -> Result<Left, AppError>| {
        let works = Chore { name: "works", every_minutes: 60, run: |_| Ok(Left::Nothing) };
        Chores::default().with(Chore { name: "breaks", every_minutes: 60, run: broken }).with(works)
    };
    let broken = chores(|_| Err(AppError::internal("it is broken")));
    let mut connection = ledger::connect(&app.config().database_url());
    let mut stored = |row: &str| -> Option<i64> {
        let text: Option<String> = state::site_state
            .filter(state::name.eq(row))
            .select(state::value)
            .first(&mut connection)
            .optional()
            .unwrap();
        text.map(|text| text.parse().unwrap())
    };
    let minutes = |due: Option<i64>| (due.unwrap() - app.site().clock.machine_now().unix_millis() + 30_000) / 60_000;
    for (failures, pause) in [(1, 1), (2, 2), (3, 4), (4, 8)] {
        broken.run_due(&app).await.unwrap();
        broken.run_due(&app).await.unwrap();
        assert_eq!(stored("chore_failures:breaks"), Some(failures), "not tried again before its pause is over");
        assert_eq!(minutes(stored("chore:breaks")), pause);
        assert_eq!(minutes(stored("chore:works")), 60, "the one after it goes on");
        let over = diesel::update(state::site_state.filter(state::name.eq("chore:breaks"))).set(state::value.eq("0"));
        over.execute(&mut ledger::connect(&app.config().database_url())).unwrap();
    }
    chores(|_| Ok(Left::More)).run_due(&app).await.unwrap();
    assert_eq!(minutes(stored("chore:breaks")), 0, "what is left is due with the next look");
    chores(|_| Ok(Left::Nothing)).run_due(&app).await.unwrap();
    assert_eq!((stored("chore_failures:breaks"), minutes(stored("chore:breaks"))), (None, 60));
}

async fn two_with_the_clinic(app: &App) -> Vec<String> {
    let community = Community::settle(app, 0).await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let (patient, officer) = (community.patients[0].clone(), community.officers[0].clone());
        let new = complaint(&community.clinics[0]);
        let filed = app.write(move |tx| actions::file(tx, &patient, &new)).await.unwrap();
        let id = filed.id.clone();
        app.write(move |tx| actions::triage(tx, &officer, &filed.id, &triage(2, false, false))).await.unwrap();
        ids.push(id);
    }
    ids
}

#[tokio::test]
async fn a_deadline_that_fails_holds_up_no_other_case_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    one_fails(tried_twice(folder.path(), None)).await;
}

#[tokio::test]
async fn a_deadline_that_fails_holds_up_no_other_case_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    one_fails(tried_twice(folder.path(), Some(database.url()))).await;
}

#[tokio::test]
async fn more_dead_deadlines_than_are_looked_at_hold_up_nobody_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    many_are_dead(tried_twice(folder.path(), None)).await;
}

#[tokio::test]
async fn more_dead_deadlines_than_are_looked_at_hold_up_nobody_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    many_are_dead(tried_twice(folder.path(), Some(database.url()))).await;
}

#[tokio::test]
async fn a_clock_that_halts_on_its_way_is_kept_where_it_stood_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    halts_on_the_way(tried_twice(folder.path(), None)).await;
}

#[tokio::test]
async fn a_clock_that_halts_on_its_way_is_kept_where_it_stood_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    halts_on_the_way(tried_twice(folder.path(), Some(database.url()))).await;
}

#[tokio::test]
async fn a_chore_that_fails_waits_longer_each_time_and_holds_up_no_other_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    a_chore_fails(tried_twice(folder.path(), None)).await;
}

#[tokio::test]
async fn a_chore_that_fails_waits_longer_each_time_and_holds_up_no_other_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    a_chore_fails(tried_twice(folder.path(), Some(database.url()))).await;
}
