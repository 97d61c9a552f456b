//! A deadline that cannot be carried out holds up its own case, and no other.

use crate::complaints::triage;
use crate::support::community::{Community, complaint};
use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use candor::app::App;
use candor::cases::{self, TimerRow, TimerState};
use candor::clock::{Clock, Timestamp};
use candor::complaints::actions;
use candor::config::Config;
use candor::db::schema::case_timers::dsl;
use candor::jobs;
use candor::operations::Readiness;
use candor::server::assemble;
use chrono::Duration;
use diesel::prelude::*;

const START: &str = "2026-03-02T10:00:00Z";

async fn one_fails(folder: &std::path::Path, url: Option<&str>) {
    let mut config = Config::development(folder).unwrap();
    config.accounts.argon2_memory_kib = 8_192;
    config.accounts.argon2_iterations = 1;
    if let Some(url) = url {
        config.database.url = url.to_owned().into();
    }
    assemble::migrate(&config).unwrap();
    let clock = Clock::fixed(Timestamp::parse(START).unwrap());
    let app = App::open(assemble::site_at(config, clock).unwrap()).unwrap();
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
    assert_eq!((part.ready, part.detail.as_str()), (true, "1 failed and are tried again"));

    // Somebody repairs it; when its pause is over, the case catches up, each deadline at its own instant.
    diesel::update(dsl::case_timers.filter(dsl::id.eq(&failed[0].id)))
        .set((dsl::timer.eq("acknowledgement_due"), dsl::retry_at.eq(app.site().clock.machine_now())))
        .execute(&mut connection)
        .unwrap();
    assert!(jobs::run_due(&app).await.unwrap() > 3);
    ledger::assert_whole(&app.config().database_url(), &app.site().cases);
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
    one_fails(folder.path(), None).await;
}

#[tokio::test]
async fn a_deadline_that_fails_holds_up_no_other_case_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    one_fails(folder.path(), Some(&database.url())).await;
}
