//! The site is killed while its clock runs: reminders, missed deadlines and the escalation are those of a site that
//! nobody killed, and the coalition is written once about each case.

use super::{Victim, assert_letters_came};
use crate::support::community::{PASSWORD, address_of};
use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use crate::support::walk::Dice;
use candor::clock::{Clock, Timestamp};
use candor::db::schema::{case_events, outbox_letters};
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Complaints whose clinic stays silent.
const CASES: usize = 30;
/// Kills on the way.
const KILLS: usize = 4;
/// From the clinic's letter past the day on which the coalition gets the case.
const DAYS: i64 = 31;
/// Longest that a round waits for the clock to get anywhere.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the clock did in each case, in order.
type Done = BTreeMap<String, Vec<String>>;
/// The letters of each case: kind and recipient, sorted.
type Written = BTreeMap<String, Vec<(String, String)>>;

fn done(url: &str) -> Done {
    let rows: Vec<(String, String)> = case_events::table
        .filter(case_events::actor_role.eq("clock"))
        .order((case_events::case_id, case_events::ordinal))
        .select((case_events::case_id, case_events::event))
        .load(&mut ledger::connect(url))
        .unwrap();
    let mut done = Done::new();
    for (case, event) in rows {
        done.entry(case).or_default().push(event);
    }
    done
}

fn count(done: &Done) -> usize {
    done.values().map(Vec::len).sum()
}

fn written(url: &str) -> Written {
    let rows: Vec<(Option<String>, String, String)> = outbox_letters::table
        .select((outbox_letters::thread, outbox_letters::kind, outbox_letters::recipient))
        .load(&mut ledger::connect(url))
        .unwrap();
    let mut written = Written::new();
    for (thread, kind, recipient) in rows {
        let thread = thread.filter(|thread| thread.starts_with("CMP-"));
        written.entry(thread.unwrap_or_default()).or_default().push((kind, recipient));
    }
    written.remove("");
    written.values_mut().for_each(|letters| letters.sort());
    written
}

/// Files complaints and sends each to the clinic.
async fn sends_some(victim: &Victim) {
    let credentials = json!({"email": address_of("Olga"), "password": PASSWORD});
    let site = &victim.served.as_ref().unwrap().address;
    let signed_in = reqwest::Client::new().post(format!("{site}/api/v1/sessions")).json(&credentials).send();
    let signed_in: Value = signed_in.await.unwrap().json().await.unwrap();
    let triage = json!({
        "category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": false,
    });
    for _ in 0..CASES {
        let id = victim.file().await;
        let request = reqwest::Client::new().post(format!("{site}/api/v1/complaints/{id}/triage"));
        let request = request.bearer_auth(signed_in["access_token"].as_str().unwrap());
        let sorted = request.json(&triage).send().await.unwrap();
        assert_eq!(sorted.status(), 201, "{}", sorted.text().await.unwrap());
    }
}

/// Noon two days from now: cases that are filed then are filed on one day, however long it takes.
fn a_noon_to_come() -> Timestamp {
    let day = Clock::machine(chrono::Duration::days(2)).now().date();
    Timestamp::parse(&format!("{day}T12:00:00Z")).unwrap()
}

async fn moves_to(victim: &Victim, target: Timestamp) {
    let moved = victim.on_the_way_to(target).await.send().await.unwrap();
    assert_eq!(moved.status(), 200);
}

/// The same month on a site that nobody kills.
async fn left_alone(database: Option<PostgresDatabase>, noon: Timestamp) -> (Done, Written) {
    let twin = Victim::start(database).await;
    moves_to(&twin, noon).await;
    sends_some(&twin).await;
    moves_to(&twin, noon.plus(chrono::Duration::days(DAYS))).await;
    (done(&twin.url), written(&twin.url))
}

/// Lets the clock run until it has done so many things, and kills the site.
async fn killed_on_the_way(victim: &mut Victim, target: Timestamp, enough: usize) {
    let request = victim.on_the_way_to(target).await;
    // It is killed in the middle of its answer, or has given it: neither is looked at.
    let running = tokio::spawn(async move { drop(request.send().await) });
    let deadline = Instant::now() + PATIENCE;
    while count(&done(&victim.url)) < enough {
        assert!(Instant::now() < deadline, "the clock stands still before {enough} events");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    victim.kill();
    running.await.unwrap();
    victim.restart();
}

async fn whatever_falls_due(databases: [Option<PostgresDatabase>; 2], seed: u64) {
    let [one, other] = databases;
    let noon = a_noon_to_come();
    let (should_be_done, should_be_written) = left_alone(one, noon).await;
    let whole = count(&should_be_done);
    assert!(should_be_done.len() == CASES && whole >= 5 * CASES, "{should_be_done:?}");

    let mut victim = Victim::start(other).await;
    moves_to(&victim, noon).await;
    sends_some(&victim).await;
    victim.let_letters_leave().await;
    let (before, mut dice) = (victim.arrivals(), Dice::seeded(seed));
    let target = noon.plus(chrono::Duration::days(DAYS));
    for number in 0..KILLS {
        let more = 1 + usize::try_from(dice.below(5)).unwrap();
        let enough = (count(&done(&victim.url)) + more).min(whole);
        killed_on_the_way(&mut victim, target, enough).await;
        let so_far = count(&done(&victim.url));
        assert!(number > 0 || so_far < whole, "the first kill came after everything was done");
    }
    moves_to(&victim, target).await;
    assert_eq!(done(&victim.url), should_be_done, "what the clock did");
    assert_eq!(written(&victim.url), should_be_written, "what was written");
    ledger::assert_whole(&victim.site);
    victim.let_letters_leave().await;
    assert_letters_came(&victim, &before, KILLS);
    coalition_was_written_once_about_each(&victim);
}

fn coalition_was_written_once_about_each(victim: &Victim) {
    let rows: Vec<(Option<String>, String)> = outbox_letters::table
        .filter(outbox_letters::kind.eq("complaint_escalated_coalition"))
        .select((outbox_letters::thread, outbox_letters::message_id))
        .load(&mut ledger::connect(&victim.url))
        .unwrap();
    let by_case: BTreeMap<_, _> = rows.iter().cloned().collect();
    assert_eq!((rows.len(), by_case.len()), (CASES, CASES), "one for each case: {rows:?}");
    let arrivals = victim.arrivals();
    assert!(by_case.values().all(|id| arrivals.contains_key(id)), "{by_case:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_falls_due_survives_kills_on_sqlite() {
    Box::pin(whatever_falls_due([None, None], 7)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_falls_due_survives_kills_on_postgres() {
    let databases = [Some(PostgresDatabase::fresh()), Some(PostgresDatabase::fresh())];
    Box::pin(whatever_falls_due(databases, 8)).await;
}
