//! How what waits comes to be, and how moderators take words from sight, through the front door.

use super::super::people::Person;
use super::super::requests::PDF;
use super::super::world::{World, new_clinic, new_physician};
use super::sweep::{Filling, TAG};
use crate::support::app::TestSite;
use reqwest::multipart;
use serde_json::{Value, json};

/// What waits from the beginning: it counts in public, as the profile promises, or whoever is signed in may know of it.
pub async fn wait(site: &TestSite, world: &World) -> Filling {
    let clinic = propose(site, world).await;
    let things = [("clinic", clinic), ("clinic_slug", "house-at-the-park".to_owned())];
    let mut waiting = Filling::new("what waits", things);
    let review = review(site, world).await;
    waiting.things.extend(REVIEWS.map(|name| (name, review.clone())));
    waiting
}

/// What the world calls its reviews.
const REVIEWS: [&str; 3] = ["review", "review_to_withdraw", "review_to_withdraw_on_its_page"];

/// The review among things that wait.
pub fn review_of(waiting: &Filling) -> Filling {
    let things = REVIEWS.map(|name| (name, waiting.things[name].clone()));
    Filling::new("a queued review", things)
}

/// A review that waits to be looked at, with a document.
async fn review(site: &TestSite, world: &World) -> String {
    let text = "Quittenkompott was served afterwards, and everything else was as calm as could be.";
    let mut new = new_review(world, text);
    new.as_object_mut().unwrap().remove("attestation");
    let made = world.who("review_author").does(site, "POST", "/api/v1/reviews", new).await;
    assert_eq!(made["state"], "queued");
    let path = format!("/api/v1/reviews/{}/proofs", id(&made));
    upload(site, world.who("review_author"), &path, "quittenquittung.pdf", "Quitteninhalt").await;
    id(&made)
}

pub fn new_review(world: &World, text: &str) -> Value {
    json!({
        "physician_id": world.thing("physician"),
        "procedure": "fue",
        "procedure_month": "2024-03",
        "overall": 2,
        "choose_again": true,
        "text": text,
        "interest": "none",
        "authorship": true,
        "attestation": {"detail": "The Quittenzimmer on the second floor."},
    })
}

/// The open item of the queue about this thing.
pub async fn item_about(site: &TestSite, world: &World, target: &str) -> String {
    let queue = world.who("hider").get(site, "/api/v1/queue?limit=100").await;
    let items = queue["items"].as_array().unwrap();
    id(items.iter().find(|item| item["target_id"] == target).unwrap_or_else(|| panic!("no item about {target}")))
}

async fn propose(site: &TestSite, world: &World) -> String {
    let mut new = new_clinic("House at the Park");
    new["city"] = json!("Sanddornstadt");
    id(&world.who("claimant").does(site, "POST", "/api/v1/clinics", new).await)
}

/// Moderators take words from sight; answers the things that are hidden since, whole.
pub async fn take_from_sight(site: &TestSite, world: &World) -> Vec<Filling> {
    let thread = world.thing("thread");
    let writer = world.who("writer");
    let hidden = write(site, writer, thread, "Berberitzenwort, and nothing else.").await;
    let removed = write(site, writer, thread, "Berberitzenrest, as it was at first.").await;
    let masked = write(site, writer, thread, "Write to berberitze@masked.example about it.").await;
    site.advance("PT10M").await;
    rewrite(site, writer, &removed, "Berberitzenschluss, as it was at last.").await;
    let hide = json!({"action": "hide", "explanation": "Berberitzengrund: it names a price."});
    let statement = decide(site, world, ("post", &hidden), hide).await;
    let appeal = json!({"text": "Berberitzenklage: it should not be."});
    let path = format!("/api/v1/statements/{statement}/appeals");
    writer.does(site, "POST", &path, appeal).await;
    decide(site, world, ("post", &removed), json!({"action": "remove"})).await;
    let of_masked = decide(site, world, ("post", &masked), json!({"action": "mask"})).await;
    let new = json!({"category_id": world.thing("category"), "title": "Berberitzentitel", "body": "About a price."});
    let made = writer.does(site, "POST", "/api/v1/threads", new).await;
    decide(site, world, ("thread", &id(&made)), json!({"action": "hide"})).await;
    let held = hold_review(site, world).await;
    let words = "Quittensulz was served afterwards, and everything else was as calm as could be.";
    let mut review = new_review(world, words);
    review["attestation"]["detail"] = "The room with the view of the yard.".into();
    let unread = id(&writer.does(site, "POST", "/api/v1/reviews", review).await);
    decide(site, world, ("review", &unread), json!({"action": "hide"})).await;
    let voice =
        json!({"action": "remove", "ground": "court_order", "explanation": "Quittenstimme: the order is plain."});
    let first = say(site, world, &unread, voice).await;
    assert_eq!(first["waits"], true, "{first}");
    let appeals = world.who("appeals").get(site, "/api/v1/appeals").await;
    let appeal =
        id(appeals["items"].as_array().unwrap().iter().find(|one| one["statement"]["id"] == statement).unwrap());
    // Whoever does not know the title asks by some other: the address leads to the right one, or tells nothing.
    let whole = [("thread", id(&made)), ("thread_slug", "some-title".to_owned())];
    let mut first = Filling::new("a hidden thread", whole);
    first.things.extend([("post", text(&made["first_post"], "id")), ("statement", statement), ("appeal", appeal)]);
    let last = [("post", masked), ("statement", of_masked), ("review", held)];
    vec![
        first,
        Filling::new("a hidden post", [("post", hidden)]),
        Filling::new("a removed post", [("post", removed)]),
        Filling::new("a masked post, and a held review", last),
        Filling::new("a hidden review", [("review", unread)]),
    ]
}

/// Somebody opens a thread, and a moderator hides it.
pub async fn hush(site: &TestSite, world: &World) {
    let new = json!({
        "category_id": world.thing("category"), "title": "Which desk to ask", "body": "The one on the left.",
        "tags": [TAG],
    });
    let thread = id(&world.who("writer").does(site, "POST", "/api/v1/threads", new).await);
    decide(site, world, ("thread", &thread), json!({"action": "hide"})).await;
}

async fn write(site: &TestSite, writer: &Person, thread: &str, body: &str) -> String {
    id(&writer.does(site, "POST", &format!("/api/v1/threads/{thread}/posts"), json!({"body": body})).await)
}

async fn rewrite(site: &TestSite, writer: &Person, post: &str, body: &str) {
    let request = site.program().patch(site.url(&format!("/api/v1/posts/{post}"))).bearer_auth(&writer.token);
    let answer = request.header("If-Match", "*").json(&json!({"body": body})).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
}

/// Reports a thing and decides about it; answers the statement of reasons.
pub async fn decide(site: &TestSite, world: &World, (kind, target): (&str, &str), decision: Value) -> String {
    let reason = match kind {
        "review" => "threat",
        _ if decision["action"] == "mask" => "personal_data",
        _ => "spam",
    };
    let flag = json!({"target_kind": kind, "target_id": target, "reason": reason});
    world.who("flagger").does(site, "POST", "/api/v1/flags", flag).await;
    text(&say(site, world, target, decision).await, "statement_id")
}

/// What a moderator says about the open item of the queue about this thing.
pub async fn say(site: &TestSite, world: &World, target: &str, decision: Value) -> Value {
    let item = item_about(site, world, target).await;
    let path = format!("/api/v1/queue/{item}/decisions");
    let request = site.program().post(site.url(&path)).bearer_auth(&world.who("hider").token).header("If-Match", "*");
    let answer = request.json(&decision).send().await.unwrap();
    let (status, decided) = (answer.status(), answer.json::<Value>().await.unwrap());
    assert_eq!(status, 201, "{decision}: {decided}");
    decided
}

/// A public review that is held while somebody looks at it; answers it.
async fn hold_review(site: &TestSite, world: &World) -> String {
    let words = "Quittenstrudel was served afterwards, and everything else was as calm as could be.";
    let made = world.who("held_author").does(site, "POST", "/api/v1/reviews", new_review(world, words)).await;
    let flag = json!({"target_kind": "review", "target_id": made["id"], "reason": "threat"});
    world.who("flagger").does(site, "POST", "/api/v1/flags", flag).await;
    let until = site.now().plus(chrono::Duration::days(2));
    let (by, review) = (world.who("hider").id.parse().unwrap(), id(&made));
    let hold = candor::reviews::Decision::Hold { ground: "other".to_owned(), until };
    site.app.write(move |tx| candor::reviews::decide(tx, &review, &by, &hold, None)).await.unwrap();
    id(&made)
}

/// A physician of `who`'s own.
pub async fn physician_of(site: &TestSite, world: &World, who: &str, name: &str) -> String {
    let made = world.who("admin").does(site, "POST", "/api/v1/physicians", new_physician(name, &[])).await;
    let evidence = json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."});
    let path = format!("/api/v1/physicians/{}/claims", id(&made));
    let claim = world.who(who).does(site, "POST", &path, evidence).await;
    let path = format!("/api/v1/claims/{}/decisions", id(&claim));
    let approval = json!({"outcome": "approved", "reason": "The desk confirmed it."});
    world.who("credentialing_officer").does(site, "POST", &path, approval).await;
    id(&made)
}

pub async fn upload(site: &TestSite, who: &Person, path: &str, name: &str, words: &str) {
    let mut bytes = PDF.to_vec();
    bytes.extend(format!("% {words}\n%%EOF\n").bytes());
    let form = multipart::Form::new().part("file", multipart::Part::bytes(bytes).file_name(name.to_owned()));
    let request = site.program().post(site.url(path)).bearer_auth(&who.token).multipart(form);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 201, "{name}: {}", answer.text().await.unwrap());
}

pub fn id(made: &Value) -> String {
    text(made, "id")
}

fn text(made: &Value, field: &str) -> String {
    made[field].as_str().unwrap_or_else(|| panic!("no {field} in {made}")).to_owned()
}
