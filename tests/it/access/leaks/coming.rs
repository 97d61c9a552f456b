//! How each secret comes to be, through the front door.

use super::super::people::Person;
use super::super::requests::PDF;
use super::super::world::{World, complaint, new_clinic, new_physician};
use super::sweep::{Filling, TAG};
use super::vote;
use crate::support::app::TestSite;
use reqwest::multipart;
use serde_json::{Value, json};

/// The item of the checklist with a finding.
const ITEM: &str = "D4";

/// What waits from the beginning: it counts in public, as the profile promises, or whoever is signed in may know of it.
pub async fn wait(site: &TestSite, world: &World) -> Filling {
    let clinic = propose(site, world).await;
    let things = [("clinic", clinic), ("clinic_slug", "house-at-the-park".to_owned())];
    let mut waiting = Filling::new("what waits", things);
    let review = review(site, world).await;
    waiting.things.extend(REVIEWS.map(|name| (name, review.clone())));
    waiting
}

/// A complaint before its panel, and a measure that the board votes on: everybody whom it concerns knows that much.
pub async fn judge(site: &TestSite, world: &World) -> Filling {
    let case = complain(site, world, "complainant", ("On that day", "A count that I can follow."), true).await;
    let path = format!("/api/v1/complaints/{case}");
    let triage = json!({
        "category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": true,
    });
    world.who("case_officer").does(site, "POST", &format!("{path}/triage"), triage).await;
    let board = world.who("board");
    board.does(site, "PUT", &format!("{path}/panel"), world.panel.clone()).await;
    let member = member(world);
    let review = json!({"ground": "other", "reason": "A patient was hurt."});
    board.does(site, "POST", &format!("{member}/reviews"), review).await;
    let until = site.now().plus(chrono::Duration::days(60)).date().to_string();
    let measure = json!({"measure": "suspension", "reasons": "Until it is clear.", "until": until});
    board.does(site, "POST", &format!("{member}/measures"), measure).await;
    complaints("what is judged", &case)
}

/// The address of the membership.
fn member(world: &World) -> String {
    format!("/api/v1/coalition/members/{}", world.thing("physician"))
}

/// The panel drafts its findings, one of the board votes: what nobody else may know yet.
async fn say_in_confidence(site: &TestSite, world: &World, case: &str) {
    let findings = json!({"text": "Mispelentwurf: the count on paper is too high."});
    world.who("panel").does(site, "POST", &format!("/api/v1/complaints/{case}/findings"), findings).await;
    let vote = json!({"vote": "no", "dissent": "Zirbelstimme: a warning would do."});
    world.who("board").does(site, "PUT", &format!("{}/measures/vote", member(world)), vote).await;
}

/// What is handed in, and what is written down meanwhile; answers the things that nobody else may know of.
pub async fn hand_in(site: &TestSite, world: &World, (physician, judged): (&str, &Filling)) -> Vec<Filling> {
    say_in_confidence(site, world, &judged.things["filed"]).await;
    let named = complain(site, world, "complainant", ("Mispelgelee", "Mispelmus"), true).await;
    let path = format!("/api/v1/complaints/{named}/evidence");
    upload(site, world.who("complainant"), &path, "mispelrechnung.pdf", "Mispelinhalt").await;
    let unnamed = complain(site, world, "unnamed", ("Schlehenfeuer", "The records."), false).await;
    let triage = json!({
        "category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": false,
    });
    let officer = world.who("case_officer");
    officer.does(site, "POST", &format!("/api/v1/complaints/{unnamed}/triage"), triage).await;
    let question = json!({"to": "clinic", "text": "Schlehenfrage: whose count is it?"});
    officer.does(site, "POST", &format!("/api/v1/complaints/{unnamed}/messages"), question).await;
    let message = json!({"text": "Schlehenbrief: please do not tell them my name."});
    world.who("unnamed").does(site, "POST", &format!("/api/v1/complaints/{unnamed}/messages"), message).await;
    let (item, claim, change) = (report(site, world).await, claim(site, world).await, ask_for_role(site, world).await);
    let inspection = inspect(site, world).await;
    let application = vote::scoring(site, world, physician).await;
    let mut first = complaints("what is handed in", &named);
    first.things.extend([("item", item), ("claim", claim), ("role_change", change), ("application", application)]);
    first.things.extend(INSPECTIONS.map(|name| (name, inspection.clone())));
    vec![first, complaints("the unnamed complaint", &unnamed)]
}

fn complaints(of: &'static str, id: &str) -> Filling {
    Filling::new(of, [("filed", id.to_owned()), ("closed", id.to_owned())])
}

/// What the world calls its reviews.
const REVIEWS: [&str; 3] = ["review", "review_to_withdraw", "review_to_withdraw_on_its_page"];
/// What the world calls its inspections.
const INSPECTIONS: [&str; 4] = ["planned_inspection", "checked_inspection", "disputed_inspection", "report"];

/// The same names, for things that were never there.
pub fn never_there() -> Vec<Filling> {
    let mut first = complaints("what is handed in", "CMP-2026-009998");
    let never = "0".repeat(31) + "1";
    first.things.extend(["item", "claim", "role_change"].map(|name| (name, never.clone())));
    first.things.extend(INSPECTIONS.map(|name| (name, never.clone())));
    first.things.insert("application", "APP-2026-009998".to_owned());
    vec![first, complaints("the unnamed complaint", "CMP-2026-009999")]
}

async fn complain(
    site: &TestSite,
    world: &World,
    who: &str,
    (story, wish): (&str, &str),
    identity_consent: bool,
) -> String {
    let mut new = complaint(world.thing("clinic"));
    new["narrative"] = json!(format!("{story}: the photographs of that day show about 1,800 grafts."));
    new["desired_outcome"] = json!(wish);
    new["identity_consent"] = json!(identity_consent);
    id(&world.who(who).does(site, "POST", "/api/v1/complaints", new).await)
}

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

fn new_review(world: &World, text: &str) -> Value {
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

/// A report about a post of the author's; answers its item in the queue.
async fn report(site: &TestSite, world: &World) -> String {
    let new = json!({
        "target_kind": "post", "target_id": world.thing("post"), "reason": "spam", "text": "Holunderhinweis: look here.",
    });
    world.who("flagger").does(site, "POST", "/api/v1/flags", new).await;
    item_about(site, world, world.thing("post")).await
}

/// The open item of the queue about this thing.
async fn item_about(site: &TestSite, world: &World, target: &str) -> String {
    let queue = world.who("hider").get(site, "/api/v1/queue?limit=100").await;
    let items = queue["items"].as_array().unwrap();
    id(items.iter().find(|item| item["target_id"] == target).unwrap_or_else(|| panic!("no item about {target}")))
}

async fn claim(site: &TestSite, world: &World) -> String {
    let evidence = json!({"evidence": "Sanddornbeleg: my name is on the door, and the desk will confirm it."});
    let path = format!("/api/v1/clinics/{}/claims", world.thing("clinic"));
    id(&world.who("claimant").does(site, "POST", &path, evidence).await)
}

async fn propose(site: &TestSite, world: &World) -> String {
    let mut new = new_clinic("House at the Park");
    new["city"] = json!("Sanddornstadt");
    id(&world.who("claimant").does(site, "POST", "/api/v1/clinics", new).await)
}

async fn ask_for_role(site: &TestSite, world: &World) -> String {
    let path = format!("/api/v1/accounts/{}/roles", world.who("claimant").id);
    let asked = json!({"role": "auditor", "reason": "Vogelbeergrund: she has done it before."});
    id(&world.who("second_admin").does(site, "POST", &path, asked).await)
}

/// An inspection of the clinic, as far as the quality check, by people of whom none is of the matrix.
async fn inspect(site: &TestSite, world: &World) -> String {
    let lead = world.who("lead");
    let today = site.now().to_string();
    let plan = json!({
        "clinic_id": world.thing("clinic"),
        "kind": "impromptu",
        "visit_on": today.split('T').next().unwrap(),
        "inspectors": [lead.id, world.who("second_lead").id],
        "quality_reader": world.who("draft_reader").id,
        "points_officer": world.who("points_officer").id,
        "conflicts": "Kornelkirsche once sold me a chair.",
    });
    let inspection = id(&lead.does(site, "POST", "/api/v1/inspections", plan).await);
    let here = format!("/api/v1/inspections/{inspection}");
    lead.does(site, "POST", &format!("{here}/visit"), json!({})).await;
    let found = json!({"score": 1, "evidence_kinds": ["observed"], "finding": "Kornelbefund: the log stops in May."});
    lead.does(site, "PUT", &format!("{here}/items/{ITEM}"), found).await;
    let evidence = format!("{here}/items/{ITEM}/evidence");
    upload(site, lead, &evidence, "kornelbild.pdf", "Kornelinhalt").await;
    lead.does(site, "POST", &format!("{here}/evidence-lock"), json!({})).await;
    upload(site, lead, &evidence, "kornelnachzug.pdf", "").await;
    lead.does(site, "PUT", &format!("{here}/draft"), json!({"summary": "Kornelsumme: careful, but for the log."}))
        .await;
    inspection
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
async fn decide(site: &TestSite, world: &World, (kind, target): (&str, &str), decision: Value) -> String {
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
async fn say(site: &TestSite, world: &World, target: &str, decision: Value) -> Value {
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

async fn upload(site: &TestSite, who: &Person, path: &str, name: &str, words: &str) {
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
