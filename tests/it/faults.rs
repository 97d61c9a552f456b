//! The site is killed, again and again: what it acknowledged is there with its event, leaf and letter, and a letter
//! comes twice only when it was in flight.

mod clock;

use crate::support::community::{Community, PASSWORD, address_of};
use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use crate::support::process::Served;
use crate::support::smtp::{Mood, SmtpServer};
use crate::support::walk::Dice;
use candor::app::{App, Site};
use candor::clock::{Clock, Timestamp};
use candor::complaints::State;
use candor::config::Config;
use candor::db::schema::{case_events, complaints, outbox_letters, posts, threads};
use candor::directory::ClinicId;
use candor::forum::CategoryId;
use candor::server::assemble;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::task::JoinSet;

const CLIENTS: usize = 16;
/// Kills while everybody writes.
const ROUNDS: usize = 5;
/// The same in a soak.
const SOAK_ROUNDS: usize = 60;
/// Longest that a round waits for enough writes.
const PATIENCE: Duration = Duration::from_secs(6);
/// Longer than a letter's lease in the killed process.
const SETTLED: Duration = Duration::from_secs(30);

/// A site that can be killed, and what outlives it.
struct Victim {
    folder: TempDir,
    smtp: SmtpServer,
    url: String,
    /// What looks at the rows from outside: the same keys and kinds of cases.
    site: Site,
    token: String,
    clinic: ClinicId,
    category: CategoryId,
    served: Option<Served>,
    _database: Option<PostgresDatabase>,
}

impl Victim {
    async fn start(database: Option<PostgresDatabase>) -> Self {
        let (folder, smtp) = (tempfile::tempdir().unwrap(), SmtpServer::start());
        let url = match &database {
            Some(database) => database.url(),
            None => format!("sqlite:{}", folder.path().join("candor.db").display()),
        };
        let (clinic, category) = settle(&folder, &url).await;
        let site = site_of(&folder, &url);
        let token = String::new();
        let mut victim = Self { folder, smtp, url, site, token, clinic, category, served: None, _database: database };
        victim.restart();
        let credentials = json!({"email": address_of("Ada"), "password": PASSWORD});
        let signed_in = victim.post("sessions", credentials).send().await.unwrap();
        assert_eq!(signed_in.status(), 201);
        let tokens: Value = signed_in.json().await.unwrap();
        victim.token = tokens["access_token"].as_str().unwrap().to_owned();
        victim
    }

    fn restart(&mut self) {
        self.served = Some(Served::start(self.folder.path(), &self.url, &self.smtp.url()));
    }

    fn kill(&mut self) {
        self.served.take().unwrap().kill();
    }

    fn post(&self, path: &str, body: Value) -> reqwest::RequestBuilder {
        let address = format!("{}/api/v1/{path}", self.served.as_ref().unwrap().address);
        let request = reqwest::Client::new().post(address).json(&body).timeout(Duration::from_secs(20));
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    fn complaint(&self) -> Value {
        json!({
            "clinic_id": self.clinic,
            "procedure": "fue",
            "procedure_month": "2025-01",
            "category": "graft_count_dispute",
            "narrative": "They counted 3,000 grafts and I was charged for 4,500.",
            "desired_outcome": "The difference back.",
            "private_attempt": {"made": false},
            "identity_consent": true,
            "publish_narrative": false,
        })
    }

    async fn file(&self) -> String {
        let answer = self.post("complaints", self.complaint()).send().await.unwrap();
        assert_eq!(answer.status(), 201);
        answer.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// How often each letter arrived, by `Message-ID`.
    fn arrivals(&self) -> BTreeMap<String, usize> {
        let mut count = BTreeMap::new();
        for letter in self.smtp.letters() {
            *count.entry(format!("<{}>", letter.message_id())).or_default() += 1;
        }
        count
    }

    /// Waits until no letter waits or is on its way.
    async fn let_letters_leave(&self) {
        let deadline = Instant::now() + SETTLED;
        loop {
            let unsent = outbox_letters::table.filter(outbox_letters::sent_at.is_null()).count();
            let unsent: i64 = unsent.get_result(&mut ledger::connect(&self.url)).unwrap();
            if unsent == 0 {
                return;
            }
            assert!(Instant::now() < deadline, "{unsent} letters never left");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The site's present.
    async fn now(&self) -> Timestamp {
        let address = format!("{}/dev/clock", self.served.as_ref().unwrap().address);
        let shown: Value = reqwest::get(address).await.unwrap().json().await.unwrap();
        Timestamp::parse(shown["now"].as_str().unwrap()).unwrap()
    }

    /// A request that moves the site's clock to `target`; nothing to do where it stands there already.
    async fn on_the_way_to(&self, target: Timestamp) -> reqwest::RequestBuilder {
        let seconds = target.since(self.now().await).num_seconds().max(0);
        let address = format!("{}/dev/clock", self.served.as_ref().unwrap().address);
        let request = reqwest::Client::new().post(address).timeout(Duration::from_secs(120));
        request.json(&json!({ "advance": format!("PT{seconds}S") }))
    }

    /// Moves the site's clock past the first pause between tries.
    async fn pass_the_pause(&self) {
        let address = format!("{}/dev/clock", self.served.as_ref().unwrap().address);
        let moved = reqwest::Client::new().post(address).json(&json!({"advance": "PT2M"})).send().await.unwrap();
        assert_eq!(moved.status(), 200);
    }
}

fn site_of(folder: &TempDir, url: &str) -> Site {
    let mut config = Config::development(folder.path()).unwrap();
    config.database.url = url.to_owned().into();
    config.accounts.argon2_memory_kib = 64;
    config.accounts.argon2_iterations = 1;
    assemble::site_at(config, Clock::machine(chrono::Duration::zero())).unwrap()
}

/// People, a clinic and a category, made before the site first starts.
async fn settle(folder: &TempDir, url: &str) -> (ClinicId, CategoryId) {
    let site = site_of(folder, url);
    assemble::migrate(&site.config).unwrap();
    let app = App::open(site).unwrap();
    let community = Community::settle(&app, 0).await;
    let category = app.write(|tx| {
        let new = serde_json::from_value(json!({"name": "Recovery", "slug": "recovery"})).unwrap();
        candor::forum::open_category(tx, &new)
    });
    (community.clinics[0].clone(), category.await.unwrap().id)
}

/// Between effect and letter, after a try that was refused: the letter is owed, and comes once after the restart.
async fn killed_before_the_letter(victim: &mut Victim) {
    victim.let_letters_leave().await;
    victim.smtp.set_mood(Mood::Refuse(451));
    let refused = victim.smtp.refused().len();
    let id = victim.file().await;
    victim.smtp.wait_for_refusals(refused + 1);
    victim.kill();
    victim.smtp.set_mood(Mood::Accept);
    victim.restart();
    victim.pass_the_pause().await;
    victim.let_letters_leave().await;
    let times: Vec<_> = letters_of(victim, &id).iter().map(|id| victim.arrivals().get(id).copied()).collect();
    assert_eq!(times, [Some(1)], "the receipt of {id}");
}

/// Between effect and letter, before anything was said to the mail server: the letter is owed, and comes once.
async fn killed_before_the_first_try(victim: &mut Victim) {
    victim.let_letters_leave().await;
    victim.kill();
    victim.smtp.set_mood(Mood::Silent);
    // A new process has no connection yet on which the greeting is over.
    victim.restart();
    let id = victim.file().await;
    victim.smtp.wait_for_silence(1);
    victim.kill();
    victim.smtp.set_mood(Mood::Accept);
    victim.restart();
    victim.let_letters_leave().await;
    let times: Vec<_> = letters_of(victim, &id).iter().map(|id| victim.arrivals().get(id).copied()).collect();
    assert_eq!(times, [Some(1)], "the receipt of {id}");
}

/// Between sending and marking: the letter in flight may come again, under the same name, and no other.
async fn killed_before_the_mark(victim: &mut Victim, mood: Mood) {
    victim.let_letters_leave().await;
    let before = victim.arrivals();
    victim.smtp.set_mood(mood);
    let (one, other) = (victim.file().await, victim.file().await);
    victim.smtp.wait_for(before.values().sum::<usize>() + 1);
    victim.kill();
    victim.smtp.set_mood(Mood::Accept);
    victim.restart();
    victim.pass_the_pause().await;
    victim.let_letters_leave().await;
    let owed: Vec<String> = [one, other].iter().flat_map(|id| letters_of(victim, id)).collect();
    let after = victim.arrivals();
    let times: Vec<usize> = owed.iter().map(|id| after.get(id).copied().unwrap_or_default()).collect();
    assert!(owed.len() == 2 && times.iter().all(|times| *times >= 1), "{mood:?}: {times:?}");
    // A server that hangs up on everything may get each letter's first try before the kill.
    let most = if mood == Mood::HangUpAfterData { 2 } else { 1 };
    let repeated = times.iter().filter(|times| **times > 1).count();
    assert!(repeated <= most && times.iter().all(|times| *times <= 2), "{mood:?}: {times:?}");
    assert!(before.iter().all(|(id, times)| after.get(id) == Some(times)), "a letter of before came again");
}

fn letters_of(victim: &Victim, complaint: &str) -> Vec<String> {
    let letters = outbox_letters::table.filter(outbox_letters::thread.eq(complaint));
    letters.select(outbox_letters::message_id).load(&mut ledger::connect(&victim.url)).unwrap()
}

/// Everybody writes until the site dies; answers what was acknowledged: complaints and threads.
async fn killed_under_load(victim: &mut Victim, dice: &mut Dice) -> (Vec<String>, Vec<String>) {
    let acknowledged = Arc::new(Mutex::new((Vec::new(), Vec::new())));
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let is_thread = client % 2 == 0;
        let request = if is_thread {
            let body = format!("Still a little red, says client {client}.");
            let body = json!({"category_id": victim.category, "title": "Week two", "body": body});
            victim.post("threads", body)
        } else {
            victim.post("complaints", victim.complaint())
        };
        let acknowledged = Arc::clone(&acknowledged);
        clients.spawn(async move {
            while let Ok(answer) = request.try_clone().unwrap().send().await {
                let status = answer.status();
                let Ok(body) = answer.json::<Value>().await else { continue };
                assert!(status == 201 || status == 503, "{status}: {body}");
                if status == 201 {
                    let mut acknowledged = acknowledged.lock().unwrap();
                    let ids = if is_thread { &mut acknowledged.1 } else { &mut acknowledged.0 };
                    ids.push(body["id"].as_str().unwrap().to_owned());
                }
            }
        });
    }
    let enough = 24 + usize::try_from(dice.below(16)).unwrap();
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline && count(&acknowledged) < enough {
        tokio::time::sleep(Duration::from_millis(1 + dice.below(9))).await;
    }
    victim.kill();
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
    victim.restart();
    std::mem::take(&mut *acknowledged.lock().unwrap())
}

fn count(acknowledged: &Mutex<(Vec<String>, Vec<String>)>) -> usize {
    let acknowledged = acknowledged.lock().unwrap();
    acknowledged.0.len() + acknowledged.1.len()
}

/// Every acknowledged write with all that belongs to it, and nothing by halves.
fn assert_all_there(site: &Site, filed: &[String], opened: &[String]) {
    ledger::assert_whole(site);
    let connection = &mut ledger::connect(&site.config.database_url());
    let states: BTreeMap<String, State> =
        complaints::table.select((complaints::id, complaints::state)).load(connection).unwrap().into_iter().collect();
    let first = case_events::table.filter(case_events::ordinal.eq(0)).select(case_events::case_id);
    let begun: Vec<String> = first.load(connection).unwrap();
    let receipts: Vec<Option<String>> = outbox_letters::table
        .filter(outbox_letters::kind.eq("complaint_receipt"))
        .select(outbox_letters::thread)
        .load(connection)
        .unwrap();
    let lost: Vec<_> = filed.iter().filter(|id| !states.contains_key(*id)).collect();
    assert!(lost.is_empty(), "acknowledged complaints are gone: {lost:?}");
    assert_eq!((states.len(), states.len()), (begun.len(), receipts.len()), "a complaint without event or receipt");
    assert!(states.keys().all(|id| begun.contains(id) && receipts.contains(&Some(id.clone()))));
    let ids: Vec<String> = threads::table.select(threads::id).load(connection).unwrap();
    let lost: Vec<_> = opened.iter().filter(|id| !ids.contains(id)).collect();
    assert!(lost.is_empty(), "acknowledged threads are gone: {lost:?}");
    let first_posts: i64 = posts::table.filter(posts::number.eq(1)).count().get_result(connection).unwrap();
    assert_eq!(usize::try_from(first_posts).unwrap(), ids.len(), "a thread without its first post, or the reverse");
}

/// Every letter that is owed since `before` came, and no more of them twice than the site was killed.
fn assert_letters_came(victim: &Victim, before: &BTreeMap<String, usize>, kills: usize) {
    let owed: Vec<String> =
        outbox_letters::table.select(outbox_letters::message_id).load(&mut ledger::connect(&victim.url)).unwrap();
    let after = victim.arrivals();
    let owed: Vec<&String> = owed.iter().filter(|id| !before.contains_key(*id)).collect();
    let lost: Vec<_> = owed.iter().filter(|id| !after.contains_key(**id)).collect();
    assert!(lost.is_empty() && !owed.is_empty(), "{} of {} letters never came: {lost:?}", lost.len(), owed.len());
    let repeats: usize = owed.iter().filter_map(|id| after.get(*id)).map(|times| times - 1).sum();
    println!("{} letters came, {repeats} of them twice, after {kills} kills", owed.len());
    assert!(repeats <= kills, "{repeats} letters came twice though the site was killed {kills} times");
    let unknown: Vec<_> = after.keys().filter(|id| !before.contains_key(*id) && !owed.contains(id)).collect();
    assert!(unknown.is_empty(), "letters of writes that were never kept: {unknown:?}");
    assert!(before.iter().all(|(id, times)| after.get(id) == Some(times)), "a letter of before came again");
}

/// Kills under load: some, or many in a soak.
fn rounds() -> usize {
    if std::env::var_os("CANDOR_SOAK").is_some() { SOAK_ROUNDS } else { ROUNDS }
}

async fn whatever_is_killed(database: Option<PostgresDatabase>, seed: u64) {
    let mut victim = Victim::start(database).await;
    killed_before_the_first_try(&mut victim).await;
    killed_before_the_letter(&mut victim).await;
    killed_before_the_mark(&mut victim, Mood::Delay(Duration::from_secs(60))).await;
    killed_before_the_mark(&mut victim, Mood::HangUpAfterData).await;
    let mut dice = Dice::seeded(seed);
    let (mut filed, mut opened) = (Vec::new(), Vec::new());
    let (rounds, before) = (rounds(), victim.arrivals());
    for _ in 0..rounds {
        let (complaints, threads) = killed_under_load(&mut victim, &mut dice).await;
        filed.extend(complaints);
        opened.extend(threads);
        assert_all_there(&victim.site, &filed, &opened);
    }
    println!("{} complaints and {} threads were acknowledged", filed.len(), opened.len());
    assert!(filed.len() > rounds && opened.len() > rounds, "{} complaints, {} threads", filed.len(), opened.len());
    victim.let_letters_leave().await;
    assert_letters_came(&victim, &before, rounds);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_killed_keeps_its_word_on_sqlite() {
    whatever_is_killed(None, 5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_killed_keeps_its_word_on_postgres() {
    whatever_is_killed(Some(PostgresDatabase::fresh()), 6).await;
}
