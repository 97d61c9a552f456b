//! A deadline that cannot be carried out, seen from outside: the clock's door and the command name it, the figures count
//! it, nobody's request ends in a 500, and nobody's letter waits.

use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::Cast;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Officer, Patient};
use candor::app::App;
use candor::cases;
use candor::db::schema::case_timers::dsl;
use candor::db::schema::{complaints, outbox_letters, reviews};
use candor::mail::outbox::LetterState;
use candor::mail::store;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::process::Command;

/// Moves the clock; answers what the door says.
async fn moves(site: &TestSite, by: &str) -> Value {
    let request = site.client().post(site.url("/dev/clock")).json(&json!({"advance": by}));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200, "moving the clock by {by}, whatever fails on the way");
    answer.json().await.unwrap()
}

/// Three complaints that are with the clinic.
async fn three_with_the_clinic(site: &TestSite) -> (Patient, [String; 3]) {
    let admin = Admin::of(site, "admin").await;
    let clinic = Clinic::listed(&admin, "bosporus").await;
    let (patient, officer) = (Patient::signs_up(site, "teal_bicycle").await, Officer::of(site, "officer_lind").await);
    let mut cases = Vec::new();
    for _ in 0..3 {
        let case = patient.files_complaint(&clinic).await;
        officer.sends_to_clinic(&case).await;
        cases.push(case);
    }
    (patient, cases.try_into().unwrap())
}

/// Of the first case a timer becomes one that no table knows, of the second the row says what no state is called.
async fn break_two(app: &App, cases: &[String; 3]) {
    let [timer, row, _] = cases.clone();
    let broken = app.write(move |tx| {
        let due = dsl::case_timers.filter(dsl::case_id.eq(&timer)).filter(dsl::timer.eq("acknowledgement_due"));
        let renamed = diesel::update(due).set(dsl::timer.eq("nobody_knows")).execute(tx.conn)?;
        let stands = complaints::table.filter(complaints::id.eq(&row));
        let spoiled = diesel::update(stands).set(complaints::state.eq("nobody_knows")).execute(tx.conn)?;
        Ok((renamed, spoiled))
    });
    assert_eq!(broken.await.unwrap(), (1, 1));
}

/// Lets the two that failed be tried again.
async fn ends_the_pause(app: &App) {
    let tried = app.write(|tx| {
        let failed =
            dsl::case_timers.filter(dsl::retry_at.is_not_null()).filter(dsl::state.eq(cases::TimerState::Pending));
        Ok(diesel::update(failed).set(dsl::retry_at.eq(tx.site.clock.machine_now())).execute(tx.conn)?)
    });
    assert_eq!(tried.await.unwrap(), 2);
}

/// What is said of each failed deadline: its case, how often it was tried, whether it is dead.
fn named(moved: &Value) -> Vec<(&str, u64, bool)> {
    let mut named: Vec<_> = moved["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            assert_eq!(one["kind"], "complaint");
            (one["case"].as_str().unwrap(), one["tries"].as_u64().unwrap(), one["is_dead"].as_bool().unwrap())
        })
        .collect();
    named.sort_unstable();
    named
}

/// What `/readyz` says of the deadlines: whether they keep the site from being ready, and what is told.
async fn readiness(site: &TestSite) -> (bool, String) {
    let told: Value = site.get("/readyz").await.json().await.unwrap();
    let part = told["parts"].as_array().unwrap().iter().find(|part| part["name"] == "deadlines").unwrap();
    (part["ready"].as_bool().unwrap(), part["detail"].as_str().unwrap().to_owned())
}

/// What `candor deadlines failed` prints, a line for each.
fn listed(site: &TestSite) -> Vec<Value> {
    let (url, folder) = (site.app.config().database_url(), site.folder().to_str().unwrap().to_owned());
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.current_dir(site.folder()).env_clear().args(["deadlines", "failed"]);
    command.envs([("CANDOR_PROFILE", "development"), ("CANDOR_DATA__DIR", &folder), ("DATABASE_URL", &url)]);
    let ended = command.output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let text = String::from_utf8(ended.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

on_both!(
    async fn a_deadline_that_fails_is_named_and_ends_no_request_in_a_500(site, |config| config.jobs.deadline_tries = 2) {
        let (patient, cases) = three_with_the_clinic(&site).await;
        break_two(&site.app, &cases).await;
        let moved = moves(&site, "P7D").await;
        assert_eq!(named(&moved), [(cases[0].as_str(), 1, false), (cases[1].as_str(), 1, false)], "{moved}");
        let of_first = moved["failed"].as_array().unwrap().iter().find(|one| one["case"] == cases[0].as_str()).unwrap();
        assert_eq!(of_first["timer"], "acknowledgement_reminder", "the first that comes");
        assert!(moved["ran"].as_u64().unwrap() >= 1, "the third case goes on: {moved}");
        assert_eq!(moved["now"], site.now().to_string());
        assert_eq!(readiness(&site).await, (true, "2 failed and are tried again, 0 are dead".to_owned()));

        let withdrawal = || json!({"reason": "We talked."});
        assert_eq!(patient.reads(&cases[0]).await["state"], "with_clinic", "it is read as ever");
        patient.acts(&cases[0], "withdrawal", withdrawal()).await.refused(503, "case_stands_still");
        patient.acts(&cases[2], "withdrawal", withdrawal()).await.with(201);
        let (status, page) = withdraws_by_form(&site, &patient, &cases[0], "We settled it over a cup of tea.").await;
        assert_eq!(status, 503);
        for part in ["over a cup of tea", "could not be carried out"] {
            assert!(page.contains(part), "{part}: {page}");
        }

        // After the pause the reminder is late and skipped; what it reminded of fails too, twice.
        ends_the_pause(&site.app).await;
        let moved = moves(&site, "PT1M").await;
        assert_eq!(named(&moved), [(cases[0].as_str(), 1, false), (cases[1].as_str(), 1, false)], "{moved}");
        ends_the_pause(&site.app).await;
        let moved = moves(&site, "PT1M").await;
        assert_eq!(named(&moved), [(cases[0].as_str(), 2, true), (cases[1].as_str(), 2, true)], "{moved}");
        assert_eq!(readiness(&site).await, (true, "0 failed and are tried again, 2 are dead".to_owned()));
        patient.acts(&cases[0], "withdrawal", withdrawal()).await.refused(503, "case_stands_still");
        assert_eq!(named(&moves(&site, "P30D").await).len(), 2, "a dead one stays named");

        let printed = listed(&site);
        let mut of: Vec<_> = printed.iter().map(|line| line["case"].as_str().unwrap()).collect();
        of.sort_unstable();
        assert_eq!(of, [cases[0].as_str(), cases[1].as_str()], "{printed:?}");
        assert!(printed.iter().all(|line| line["error"].is_string() && line["retry_at"].is_null()), "{printed:?}");
        let counted = site.app.read(|reader| Ok((cases::failing(reader.conn)?, cases::dead(reader.conn)?))).await;
        assert_eq!(counted.unwrap(), (0, 2), "what `candor_timers_failing` and `candor_timers_dead` tell");
    }
);

/// The status and the page that a patient gets who sends the form.
async fn withdraws_by_form(site: &TestSite, patient: &Patient, case: &str, reason: &str) -> (u16, String) {
    let browser = Browser::at_a_browser(site, &patient.email).await;
    let request = site.client().post(site.url(&format!("/complaints/{case}/withdrawal")));
    let fields = [("_csrf", browser.csrf.as_str()), ("reason", reason)];
    let request = request.header("Origin", &site.address).header("Cookie", &browser.cookie).form(&fields);
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// The clinic's letter is due once more, to an address from which mail comes back; answers its id.
async fn lose_letter(app: &App, case: &str) -> String {
    let case = case.to_owned();
    let lost = app.write(move |tx| {
        let letters = store::of_thread(tx.conn, &case)?;
        let letter = letters.into_iter().find(|letter| letter.text_body.contains("/case-links/")).unwrap();
        store::switch_off(tx.conn, &letter.recipient, tx.now, "5.1.1")?;
        diesel::update(outbox_letters::table.filter(outbox_letters::id.eq(&letter.id)))
            .set((outbox_letters::state.eq(LetterState::Waiting), outbox_letters::due_at.eq(tx.now)))
            .execute(tx.conn)?;
        Ok(letter.id)
    });
    lost.await.unwrap()
}

on_both!(
    async fn a_lost_letter_of_a_case_that_stands_still_holds_up_no_other(site, |config| config.jobs.deadline_tries = 1) {
        let (patient, cases) = three_with_the_clinic(&site).await;
        break_two(&site.app, &cases).await;
        assert_eq!(named(&moves(&site, "P7D").await).len(), 2);
        site.all_letters().await;
        let mut lost = Vec::new();
        for case in &cases {
            lost.push(lose_letter(&site.app, case).await);
        }
        // Newer than those, and read out of the letter that she gets.
        Patient::signs_up(&site, "amber_kettle").await;
        assert_eq!(site.settled(&lost).await, [LetterState::Dead; 3], "each is written down");
        assert_eq!(patient.reads(&cases[0]).await["undeliverable_at"], Value::Null, "this one stands still");
        assert!(patient.reads(&cases[2]).await["undeliverable_at"].is_string(), "this one goes on");
    }
);

on_both!(
    async fn ratings_that_cannot_be_computed_on_a_new_day_are_named_too(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let broken = site.app.write(move |tx| {
            let stands = reviews::table.filter(reviews::id.eq(&review));
            Ok(diesel::update(stands).set(reviews::state.eq("nobody_knows")).execute(tx.conn)?)
        });
        assert_eq!(broken.await.unwrap(), 1);
        let moved = moves(&site, "P1D").await;
        assert_eq!(moved["failed_chores"], json!(["rate_again"]), "{moved}");
    }
);
