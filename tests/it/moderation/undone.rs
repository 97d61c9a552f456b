//! Whatever an appeal overturns leaves nothing: every action on every kind of thing, with all that readers, moderators
//! and the author meet read before it, while it stands, and after.

use super::{SECRET, Scene, decide, flag, id, staff};
use crate::on_both;
use crate::reviews::{self, Cast};
use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::people::{Person, send};
use candor::accounts::{AccountId, Role};
use candor::clock::Timestamp;
use candor::db::schema::accounts;
use diesel::prelude::*;
use serde_json::{Value, json};

/// What is done to what, after a report for this reason; a decision may say more than its action.
type Act<'a> = (&'a str, &'a str, &'a str, Value);

/// Whoever has a part in what is done and undone.
struct Court<'a> {
    site: &'a TestSite,
    moderator: &'a Person,
    hearer: &'a Person,
    /// Reports everything; each time it was nothing in the end.
    reporter: &'a Person,
    /// Looks on.
    reader: &'a Person,
}

/// What may have changed: what everybody reads, what moderators know of the author, and what stands against the account.
#[derive(Debug, PartialEq)]
struct Seen {
    read: Value,
    desk: Value,
    sanctions: (Option<Timestamp>, Option<Timestamp>, Option<Timestamp>),
}

impl Court<'_> {
    /// What everybody reads at these addresses of the API.
    async fn reads(&self, paths: &[String]) -> Value {
        let mut all = Vec::new();
        for path in paths {
            let Answer { status, body, text, .. } = self.reader.get(path).await;
            let body = if body.is_null() { json!(text) } else { bare(body) };
            all.push(json!([path, status, body]));
        }
        Value::Array(all)
    }

    async fn sees(&self, paths: &[String], item: &str, author: &Person) -> Seen {
        let feed = self.site.get("/threads.atom").await.text().await.unwrap();
        let desk = self.moderator.get(&format!("/queue/{item}")).await.with(200);
        let of_author = ["author_history", "warning_points", "suggested_action", "in_force"];
        Seen {
            read: json!([self.reads(paths).await, feed]),
            desk: of_author.iter().map(|name| desk[*name].clone()).collect(),
            sanctions: self.sanctions(author).await,
        }
    }

    async fn sanctions(&self, author: &Person) -> (Option<Timestamp>, Option<Timestamp>, Option<Timestamp>) {
        let account: AccountId = author.id.parse().unwrap();
        let stands = (accounts::silenced_until, accounts::suspended_until, accounts::banned_at);
        let read = self.site.app.read(move |reader| {
            Ok(accounts::table.filter(accounts::id.eq(&account)).select(stands).first(reader.conn)?)
        });
        read.await.unwrap()
    }

    /// The item that a report made of this thing.
    async fn item(&self, target: &str) -> Value {
        let queue = self.moderator.get("/queue").await.with(200);
        let items = queue["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{queue}");
        assert_eq!(items[0]["target_id"], target, "{queue}");
        items[0].clone()
    }

    /// Reports a thing, decides, appeals and overturns; `earlier` reports of the same person came to nothing before.
    async fn undoes(&self, (target, author): (&str, &Person), act: &Act<'_>, paths: &[String], earlier: u32) {
        let (kind, action, reason, more) = act;
        let at = format!("{action} of a {kind}");
        self.reporter.post("/flags", flag(kind, target, reason)).await.with(201);
        let item = self.item(target).await;
        weighs_as_little_as_the_record_says(&item["flags"][0], reason, earlier);
        let item = id(&item);
        let before = self.sees(paths, &item, author).await;
        assert_eq!(before.desk, json!([[], 0, null, []]), "{at}: nothing is left of what was overturned before");

        let mut decision = json!({ "action": action });
        decision.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let decided = decide(self.moderator, &item, decision).await.with(201);
        let meanwhile = self.sees(paths, &item, author).await;
        let is_sanction = matches!(*action, "silence" | "suspend" | "ban");
        assert_eq!(meanwhile.desk[0], json!([{"action": action, "count": 1}]), "{at}");
        assert_eq!(meanwhile.desk[1] != before.desk[1], *action == "warn", "{at}: {meanwhile:?}");
        assert_eq!(meanwhile.sanctions != before.sanctions, is_sanction, "{at}");
        assert_eq!(meanwhile.read != before.read, !is_sanction && *action != "warn", "{at}: {}", meanwhile.read);

        // Whoever is shut out has the letter; here whoever reported it says that it was too much.
        let appellant = if matches!(*action, "suspend" | "ban") { self.reporter } else { author };
        let statement = format!("/statements/{}", decided["statement_id"].as_str().unwrap());
        let text = json!({"text": "It was not meant like that."});
        let appeal = id(&appellant.post(&format!("{statement}/appeals"), text).await.with(201));
        let overturn = json!({"outcome": "overturned", "reason": "It was not."});
        self.hearer.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);

        assert_eq!(self.sees(paths, &item, author).await, before, "{at}");
        assert_eq!(author.get(&statement).await.with(200)["state"], "overturned", "{at}");
        let told = self.reporter.get("/me/flags?limit=100").await.with(200);
        let came_to_nothing = |flag: &Value| flag["state"] == "disagreed" && flag["outcome"] == "no_breach";
        assert!(told["items"].as_array().unwrap().iter().all(came_to_nothing), "{at}: {told}");
    }
}

/// Without versions, and with what was restored as public as it was: the state says that it was away.
fn bare(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| !matches!(name.as_str(), "version" | "request_id"))
            .map(|(name, value)| match (name.as_str(), value.as_str()) {
                ("state", Some("restored")) => (name, json!("published")),
                _ => (name, bare(value)),
            })
            .collect(),
        Value::Array(values) => values.into_iter().map(bare).collect(),
        other => other,
    }
}

/// What a report weighs whose author was never agreed with: 1, what its reason adds, and from the sixth decided one on
/// five times the logarithm to the base 4 of their number less.
fn weighs_as_little_as_the_record_says(flag: &Value, reason: &str, earlier: u32) {
    let sum = &flag["arithmetic"];
    assert_eq!((&sum["agreed"], &sum["decided"]), (&json!(0), &json!(earlier)), "{flag}");
    let record = if earlier > 5 { -5.0 * f64::from(earlier).ln() / 4.0_f64.ln() } else { 0.0 };
    let extra = match reason {
        "harassment_or_hate" => 1.0,
        "medical_danger" => 2.0,
        "threat" => 3.0,
        _ => 0.0,
    };
    for (name, expected) in [("accuracy", record), ("total", (1.0 + extra + record).max(0.0))] {
        let found = sum[name].as_f64().unwrap();
        assert!((found - expected).abs() < 1e-9, "after {earlier}: {name} is {found}, not {expected}");
    }
}

on_both!(
    async fn whatever_is_done_to_posts_threads_and_accounts_is_undone_completely(site) {
        let scene = Scene::of(&site).await;
        let reader = Person::with_roles(&site, "passer_by", &[]).await;
        let new = json!({"category_id": scene.category, "title": "Ask Derya about grafts", "body": "She counts them."});
        let thread = id(&scene.author.post("/threads", new).await.with(201));
        let court = Court {
            site: &site,
            moderator: &scene.moderator,
            hearer: &scene.other,
            reporter: &scene.reader,
            reader: &reader,
        };
        let paths = [
            format!("/posts/{}", scene.post),
            format!("/posts/{}/revisions", scene.post),
            format!("/threads/{}", scene.thread),
            format!("/threads/{}/posts", scene.thread),
            format!("/threads/{thread}"),
            format!("/threads/{thread}/posts"),
            "/threads".to_owned(),
            format!("/threads?category={}", scene.category),
            "/categories".to_owned(),
        ];
        let derya = json!({"passages": [SECRET]});
        let acts: [Act<'_>; 19] = [
            ("post", "mask", "personal_data", derya.clone()),
            ("post", "hide", "spam", json!({})),
            ("post", "remove", "off_topic", json!({})),
            ("post", "warn", "harassment_or_hate", json!({})),
            ("post", "silence", "illegal", json!({})),
            ("post", "suspend", "other", json!({})),
            ("post", "ban", "medical_danger", json!({})),
            ("thread", "mask", "personal_data", derya),
            ("thread", "hide", "spam", json!({})),
            ("thread", "remove", "off_topic", json!({})),
            ("thread", "lock", "duplicate", json!({})),
            ("thread", "warn", "harassment_or_hate", json!({})),
            ("thread", "silence", "illegal", json!({})),
            ("thread", "suspend", "other", json!({})),
            ("thread", "ban", "medical_danger", json!({})),
            ("profile", "warn", "off_topic", json!({})),
            ("profile", "silence", "spam", json!({})),
            ("profile", "suspend", "other", json!({})),
            ("profile", "ban", "illegal", json!({})),
        ];
        for (earlier, act) in (0..).zip(&acts) {
            let target = match act.0 {
                "post" => &scene.post,
                "thread" => &thread,
                _ => &scene.author.id,
            };
            court.undoes((target, &scene.author), act, &paths, earlier).await;
        }
        let posts = format!("/threads/{}/posts", scene.thread);
        scene.author.post(&posts, json!({"body": "I am still here."})).await.with(201);
        assert_eq!(scene.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

on_both!(
    async fn whatever_is_done_to_a_review_is_undone_with_every_number(site) {
        let cast = Cast::of(&site).await;
        let reader = Person::with_roles(&site, "passer_by", &[]).await;
        let court = Court {
            site: &site,
            moderator: &cast.moderator,
            hearer: &cast.other_moderator,
            reporter: &cast.stranger,
            reader: &reader,
        };
        let acts: [Act<'_>; 8] = [
            ("review", "mask", "personal_data", json!({"passages": ["the day was calm"]})),
            ("review", "hide", "threat", json!({})),
            ("review", "hold", "undisclosed_interest", json!({})),
            ("review", "remove", "off_topic", json!({"ground": "proven_fake"})),
            ("review", "warn", "harassment_or_hate", json!({})),
            ("review", "silence", "illegal", json!({})),
            ("review", "suspend", "other", json!({})),
            ("review", "ban", "medical_danger", json!({})),
        ];
        let mut written = Vec::new();
        for (number, stars) in (0..acts.len()).zip([1, 2, 3, 4, 5].into_iter().cycle()) {
            let patient = Person::with_roles(&site, &format!("patient_{number}"), &[]).await;
            let new = reviews::with(cast.review(), "overall", stars);
            let new = reviews::with(new, "choose_again", stars > 2);
            let review = id(&patient.post("/reviews", new).await.with(201));
            written.push((review, patient));
        }
        let about = format!("/physicians/{}", cast.physician);
        for ((earlier, act), (review, patient)) in (0..).zip(&acts).zip(&written) {
            let paths = [
                about.clone(),
                format!("{about}/reviews"),
                format!("{about}/reviews.csv"),
                format!("/reviews/{review}"),
            ];
            court.undoes((review, patient), act, &paths, earlier).await;
        }
        // Eight that are attested weigh 3.2, enough for a number: with one less there would be none.
        let profile = send(site.client().get(site.url(&format!("/api/v1{about}")))).await.with(200);
        assert_eq!((&profile["rating"]["shown"], &profile["rating"]["counted"]), (&json!(true), &json!(8)));
        reviews::assert_equation_holds(&profile);
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

/// What the score did to this author: appealed by them and overturned, an hour later.
async fn overturns_the_score(scene: &Scene, site: &TestSite, action: &str) {
    let told = scene.author.get("/me/statements").await.with(200)["items"][0].clone();
    assert_eq!((&told["action"], &told["automated_decision"]), (&json!(action), &json!("AUTOMATED_DECISION_FULLY")));
    site.advance("PT1H").await;
    let appeals = format!("/statements/{}/appeals", id(&told));
    let appeal = id(&scene.author.post(&appeals, json!({"text": "Read it again, please."})).await.with(201));
    let overturn = json!({"outcome": "overturned", "reason": "It breaks no rule."});
    scene.other.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
    site.advance("PT1H").await;
}

on_both!(
    async fn a_score_does_nothing_twice_for_reports_from_before_it_was_overturned(site) {
        let scene = Scene::of(&site).await;
        let urgent = json!({"target_kind": "post", "target_id": scene.post, "reason": "off_topic", "take_action": true});
        let third = staff(&site, "mod_three", &[Role::Moderator]).await;
        third.post("/flags", urgent.clone()).await.with(201);
        scene.reported(&scene.reader, "off_topic").await;
        assert_eq!(scene.post_as(&scene.reader).await["state"], "hidden", "12 points by two people");
        overturns_the_score(&scene, &site, "hide").await;
        assert_eq!(scene.post_as(&scene.reader).await["state"], "public");
        let late = staff(&site, "late_reader", &[]).await;
        scene.reported(&late, "off_topic").await;
        assert_eq!(scene.post_as(&scene.reader).await["state"], "public", "one point has come since");
        let fourth = staff(&site, "mod_four", &[Role::Moderator]).await;
        fourth.post("/flags", urgent).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["state"], "hidden", "and now eleven more");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_author_is_not_silenced_again_for_reports_from_before_that_was_overturned(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        for name in ["reader_one", "reader_two", "reader_three"] {
            scene.reported(&staff(&site, name, &[]).await, "spam").await;
        }
        scene.author.post(&posts, json!({"body": "But I."})).await.refused(403, "account_silenced");
        overturns_the_score(&scene, &site, "silence").await;
        for name in ["reader_four", "reader_five"] {
            scene.reported(&staff(&site, name, &[]).await, "spam").await;
            scene.author.post(&posts, json!({"body": "Thank you."})).await.with(201);
        }
        scene.reported(&staff(&site, "reader_six", &[]).await, "spam").await;
        scene.author.post(&posts, json!({"body": "But I."})).await.refused(403, "account_silenced");
        site.is_whole().await;
    }
);
