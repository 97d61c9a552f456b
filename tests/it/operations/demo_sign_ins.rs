//! What `candor demo` prints: every line signs in, and finds what its sentence promises. And that the community is the
//! same each time, on either database.

use crate::support::app::{Engine, TestSite};
use crate::support::people::Person;
use candor::accounts::Role;
use candor::app::App;
use candor::clock::Timestamp;
use candor::db::schema::{
    accounts, application_scores, application_votes, applications, case_events, complaints, inspection_scores,
    inspections, memberships, moderation_flags, moderation_items, moderation_statements, physicians, posts,
    review_versions, reviews, threads,
};
use candor::operations::demo::{Seeded, Size, seed, sign_ins};
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// When both are made.
const PRESENT: &str = "2026-11-28T15:00:00Z";

/// A site with the small community, at an instant that is the same for each. No timer fires by itself: the seed tells
/// the months one after another, and a scheduler would act on those that have not been told yet.
async fn seeded(engine: Engine) -> TestSite {
    let site = TestSite::start_with(engine, |config| {
        config.jobs.poll_ms = 3_600_000;
        config.mail.letters_per_second = 1;
        config.server.public_url = "http://127.0.0.1:4000".to_owned();
    });
    let site = site.await;
    site.app.site().clock.advance_to(Timestamp::parse(PRESENT).unwrap());
    assert_eq!(seed(&site.app, Size::Small, &|_| ()).await.unwrap(), Seeded::Now);
    site
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_is_made_once_for_all_on_sqlite_and_postgres_and_shows_what_it_promises() {
    let (site, other) = (seeded(Engine::Sqlite).await, seeded(Engine::Postgres).await);
    for ((table, one), (_, same)) in told(&site.app).await.into_iter().zip(told(&other.app).await) {
        let differ = one.iter().zip(&same).find(|(one, same)| one != same);
        assert!(one.len() == same.len() && differ.is_none(), "{table}: {} and {}, {differ:?}", one.len(), same.len());
    }
    for app in [&site.app, &other.app] {
        super::demo::is_as_it_should_be(app).await;
    }
    let table = sign_ins(site.app.config());
    let (_, rest) = table.split_once("everybody's password: ").unwrap();
    let password = rest.lines().next().unwrap();
    let addresses = table.lines().filter_map(|line| line.split_whitespace().next().filter(|word| word.contains('@')));
    let mut people = BTreeMap::new();
    for address in addresses {
        let (word, _) = address.split_once('@').unwrap();
        people.insert(word.to_owned(), Person::signs_in_with(&site, address, password).await);
    }
    assert_eq!(people.len(), 31, "{table}");
    for (word, who) in &people {
        keeps_its_promise(&site, word, who, &people).await;
    }
}

/// Rows of a table in these columns, which no randomness has a part in.
macro_rules! rows {
    ($app:expr, $table:ident: $($column:ident as $kind:ty),+) => {{
        let read = $app.read(|reader| {
            let columns = ($($table::$column,)+);
            let rows: Vec<($($kind,)+)> = $table::table.select(columns).load(reader.conn)?;
            Ok(rows)
        });
        let mut rows: Vec<String> = read.await.unwrap().iter().map(|row| without_ids(&format!("{row:?}"))).collect();
        rows.sort_unstable();
        assert!(!rows.is_empty(), "no {}", stringify!($table));
        (stringify!($table), rows)
    }};
}

/// A text without the ids in its addresses: nothing else has so many digits and letters up to f in one go.
fn without_ids(text: &str) -> String {
    let is_id = |word: &&str| word.len() == 32 && word.chars().all(|c| c.is_ascii_hexdigit());
    let ids: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_id).collect();
    ids.iter().fold(text.to_owned(), |text, id| text.replace(id, "…"))
}

/// Everything that was said and decided, and when.
async fn told(app: &App) -> Vec<(&'static str, Vec<String>)> {
    vec![
        rows!(app, accounts: email as String, display_name as String, created_at as Timestamp),
        rows!(app, physicians: slug as String, standing as String, lower_bound_rank as i64, counted as i64),
        rows!(app, threads: title as String, slug as String, kind as String, post_count as i64, created_at as Timestamp),
        rows!(app, posts: number as i64, body as String, state as String, created_at as Timestamp),
        rows!(app, reviews: procedure_month as String, state as String, proof_level as i64, spoken_at as Timestamp),
        rows!(app, review_versions: number as i64, overall as i64, text as String, at as Timestamp),
        rows!(app, complaints: id as String, state as String, narrative as String, outcome as Option<String>),
        rows!(app, inspections: id as String, state as String, visit_on as String, result as Option<String>),
        rows!(app, inspection_scores: inspection_id as String, item as String, score as String, finding as String),
        rows!(app, applications: id as String, state as String, result as Option<String>, tally as Option<String>),
        rows!(app, application_scores: application_id as String, criterion as String, score as i64, reason as String),
        rows!(app, application_votes: application_id as String, vote as String, at as Timestamp),
        rows!(app, memberships: application_id as String, state as String, since as Timestamp),
        rows!(app, moderation_items: kind as String, state as String, title as String, created_at as Timestamp),
        rows!(app, moderation_flags: reason as String, text as Option<String>, outcome as Option<String>),
        rows!(app, case_events: case_kind as String, event as String, to_state as String, at as Timestamp),
    ]
}

/// The first of a list that is in one of these states, any for none, and offers this act.
async fn finds(who: &Person, (list, one): (&str, &str), (states, act): (&[&str], &str)) -> Value {
    let listed = who.get(&format!("{list}?limit=100")).await.with(200);
    for line in listed["items"].as_array().unwrap() {
        let seen = who.get(&format!("{one}/{}", line["id"].as_str().unwrap())).await;
        let acts = seen.body["actions"].as_array().cloned().unwrap_or_default();
        let is_there = states.is_empty() || states.iter().any(|state| seen.body["state"] == *state);
        if is_there && acts.iter().any(|link| link["name"] == act) {
            return seen.body;
        }
    }
    panic!("{} finds nothing in {list} that is {states:?} and offers {act}: {listed}", who.email)
}

async fn keeps_its_promise(site: &TestSite, word: &str, who: &Person, people: &BTreeMap<String, Person>) {
    const APPLICATIONS: (&str, &str) = ("/applications", "/applications");
    const INSPECTIONS: (&str, &str) = ("/me/inspections", "/inspections");
    const COMPLAINTS: (&str, &str) = ("/me/complaints", "/complaints");
    match word {
        "admin" => asks_and_opens(who, people).await,
        // What the first admin asked for is confirmed there.
        "second.admin" => drop(who.get("/role-changes").await.with(200)),
        "moderator" => drop(finds(who, ("/queue", "/queue"), (&["open"], "no_breach")).await),
        "second.moderator" => drop(finds(who, ("/queue", "/queue"), (&["open"], "release")).await),
        "appeals" => drop(finds(who, ("/appeals", "/appeals"), (&[], "decide")).await),
        "officer" => {
            finds(who, ("/cases", "/complaints"), (&["submitted"], "triage")).await;
            finds(who, APPLICATIONS, (&[], "gates")).await;
            who.get("/claims").await.with(200);
            who.get("/review-proofs").await.with(200);
        }
        "credentialing" => drop(finds(who, APPLICATIONS, (&[], "gates")).await),
        "board" => {
            finds(who, ("/cases", "/complaints"), (&["escalated"], "panel")).await;
            finds(who, APPLICATIONS, (&["vote"], "vote")).await;
            assert!(has_a_measure_to_vote_on(who).await, "{word} has no member to vote on");
        }
        "board.two" | "board.three" | "board.four" | "board.five" => {
            drop(finds(who, APPLICATIONS, (&["vote"], "vote")).await);
        }
        "inspector" => {
            finds(who, INSPECTIONS, (&["visiting"], "score")).await;
            finds(who, INSPECTIONS, (&["ready"], "publication")).await;
        }
        "second.inspector" => drop(finds(who, INSPECTIONS, (&["quality_check"], "quality_check")).await),
        "third.inspector" => drop(finds(who, INSPECTIONS, (&["visiting"], "score")).await),
        "panel.patient" => assert!(own_scores(who).await.contains(&(8, true)), "{word} has not scored"),
        "panel.physician" | "panel.lay" => {
            assert!(own_scores(who).await.contains(&(0, false)), "{word} has nothing to score");
        }
        "privacy" => has_role(who, Role::PrivacyOfficer).await,
        "treasurer" => has_role(who, Role::Treasurer).await,
        "auditor" => reads_and_decides_nothing(site, who).await,
        "mentor" => is_shown_as_a_mentor(who).await,
        "clinic" => {
            assert_eq!((edits(who, "/clinics").await, edits(who, "/physicians").await), (1, 0), "{word}");
        }
        "second.clinic" => {
            assert_eq!(edits(who, "/clinics").await, 0, "{word} has only claimed it");
            let waits = people["credentialing"].get("/claims").await.with(200);
            assert!(
                waits["items"].as_array().unwrap().iter().any(|claim| claim["account_id"] == who.id.as_str()),
                "{waits}"
            );
        }
        "physician" => answers(who, &people["northern"]).await,
        "quiet" => drop(finds(who, COMPLAINTS, (&["submitted"], "withdrawal")).await),
        "northern" => assert_eq!(states(who, "/me/complaints").await, ["with_clinic"]),
        "slow" => assert_eq!(states(who, "/me/complaints").await, ["escalated"]),
        "second" => assert_eq!(states(who, "/me/complaints").await, ["closed"]),
        "maple" => {
            let reviews = who.get("/me/reviews").await.with(200);
            let spoken = |review: &Value| review["versions"].as_array().unwrap().len();
            assert!(reviews["items"].as_array().unwrap().iter().any(|review| spoken(review) == 2), "{reviews}");
            assert!(journal(who, &who.id).await.is_some(), "{word} keeps no journal");
        }
        "open" => {
            let asked = who.get("/threads?kind=question&limit=100").await.with(200);
            let own = |line: &Value| line["author"]["id"] == who.id.as_str();
            assert!(asked["items"].as_array().unwrap().iter().any(own), "{word} asks nothing: {asked}");
            let journal = journal(who, &people["maple"].id).await.unwrap();
            let said = who.get(&format!("/threads/{journal}/posts?limit=100")).await.with(200);
            assert!(said["items"].as_array().unwrap().iter().any(own), "{word} answers nothing: {said}");
        }
        other => panic!("nobody has said what {other} promises"),
    }
}

/// Asks for a role, which the second admin confirms, and opens a category.
async fn asks_and_opens(who: &Person, people: &BTreeMap<String, Person>) {
    let wanted = json!({"role": "moderator", "reason": "Has helped many others."});
    let asked = who.post(&format!("/accounts/{}/roles", people["maple"].id), wanted).await.with(202);
    let confirmation = format!("/role-changes/{}/confirmation", asked["id"].as_str().unwrap());
    assert_eq!(people["second.admin"].put(&confirmation, json!({})).await.with(200)["state"], "confirmed");
    who.post("/categories", json!({"name": "Second opinions", "slug": "second-opinions"})).await.with(201);
}

/// Of each application that is being scored, how many scores are one's own, and whether they are locked.
async fn own_scores(who: &Person) -> Vec<(usize, bool)> {
    let mut all = Vec::new();
    let listed = who.get("/me/applications?limit=100").await.with(200);
    for line in listed["items"].as_array().unwrap().iter().filter(|line| line["state"] == "scoring") {
        let path = format!("/applications/{}/scores?limit=100", line["id"].as_str().unwrap());
        let scores = who.get(&path).await.with(200);
        let own = scores["items"].as_array().unwrap().iter().filter(|score| score["own"] == true);
        let own: Vec<_> = own.map(|score| score["locked"] == true).collect();
        all.push((own.len(), !own.is_empty() && own.iter().all(|locked| *locked)));
    }
    all
}

/// Whether a measure about a member is put to the vote on which somebody has not voted.
async fn has_a_measure_to_vote_on(who: &Person) -> bool {
    let listed = who.get("/coalition/members?limit=100").await.with(200);
    for line in listed["items"].as_array().unwrap() {
        let record = who.get(&format!("/coalition/members/{}", line["physician_id"].as_str().unwrap())).await.with(200);
        let acts = record["actions"].as_array().unwrap();
        if record["proposal"]["own"].is_null() && acts.iter().any(|link| link["name"] == "measure_vote") {
            return true;
        }
    }
    false
}

async fn has_role(who: &Person, role: Role) {
    let me = who.get("/me").await.with(200);
    assert!(me["roles"].as_array().unwrap().iter().any(|held| held == role.as_str()), "{me}");
}

async fn reads_and_decides_nothing(site: &TestSite, who: &Person) {
    let first = site.app.read(|reader| {
        Ok(moderation_statements::table.select(moderation_statements::id).first::<String>(reader.conn)?)
    });
    let statement = who.get(&format!("/statements/{}", first.await.unwrap())).await.with(200);
    assert!(statement["decision_facts"].is_string(), "{statement}");
    who.get("/queue").await.refused(403, "forbidden");
}

async fn is_shown_as_a_mentor(who: &Person) {
    let threads = who.get("/threads?kind=question").await.with(200);
    let path = format!("/threads/{}/posts", threads["items"][0]["id"].as_str().unwrap());
    let post = who.post(&path, json!({"body": "It was like that for me too, and it passed."})).await.with(201);
    assert!(post["author"]["roles"].as_array().unwrap().iter().any(|role| role == "mentor"), "{post}");
}

/// How many entries of a list somebody may change.
async fn edits(who: &Person, list: &str) -> usize {
    let listed = who.get(&format!("{list}?limit=100")).await.with(200);
    let may_edit = |entry: &&Value| entry["actions"].as_array().unwrap().iter().any(|link| link["name"] == "edit");
    listed["items"].as_array().unwrap().iter().filter(may_edit).count()
}

/// In the coalition, with reviews to reply to or replied to, and with a complaint to answer.
async fn answers(who: &Person, patient: &Person) {
    let listed = who.get("/physicians?q=Brandtner").await.with(200);
    let physician = &listed["items"][0];
    assert_ne!(physician["standing"]["state"], "none", "{physician}");
    let reviews = format!("/physicians/{}/reviews?limit=100", physician["id"].as_str().unwrap());
    let reviews = who.get(&reviews).await.with(200);
    let mut may_reply = false;
    for review in reviews["items"].as_array().unwrap() {
        let seen = who.get(&format!("/reviews/{}", review["id"].as_str().unwrap())).await.with(200);
        let offers = seen["actions"].as_array().unwrap().iter().any(|link| link["name"] == "reply");
        may_reply |= offers || !seen["reply"].is_null();
    }
    assert!(may_reply, "{reviews}");
    let complaints = patient.get("/me/complaints").await.with(200);
    let complaint = who.reads(complaints["items"][0]["id"].as_str().unwrap()).await;
    let acts = complaint["actions"].as_array().unwrap();
    assert!(acts.iter().any(|link| link["name"] == "response"), "{complaint}");
}

async fn states(who: &Person, list: &str) -> Vec<String> {
    let listed = who.get(list).await.with(200);
    let items = listed["items"].as_array().unwrap();
    items.iter().map(|line| line["state"].as_str().unwrap().to_owned()).collect()
}

/// The journal that somebody keeps.
async fn journal(who: &Person, author: &str) -> Option<String> {
    let listed = who.get("/threads?category=journals&limit=100").await.with(200);
    let mut kept = listed["items"].as_array().unwrap().iter().filter(|line| line["author"]["id"] == author);
    Some(kept.next()?["id"].as_str().unwrap().to_owned())
}
