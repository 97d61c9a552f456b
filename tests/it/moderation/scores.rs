//! What scores do by themselves: silence for spam, and a thread that is closed for some hours.

use super::{Scene, decide, flag, id, staff};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Patient, Person};
use candor::accounts::Role;
use serde_json::{Value, json};

async fn readers(site: &TestSite, names: &[&str]) -> Vec<Patient> {
    let mut all = Vec::new();
    for name in names {
        all.push(Patient::of(site, name).await);
    }
    all
}

/// What the newest statement to somebody says: the action, and by whom.
async fn told(who: &Person) -> Value {
    let told = who.get("/me/statements").await.with(200)["items"][0].clone();
    json!([told["action"], told["automated_decision"], told["ground"]])
}

on_both!(
    async fn three_reports_of_spam_silence_an_author_until_somebody_has_looked(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        let second = id(&scene.author.post(&posts, json!({"body": "Call them, they are cheap."})).await.with(201));
        let readers = readers(&site, &["reader_one", "reader_two", "reader_three"]).await;
        let physician = staff(&site, "physician", &[]).await;
        Clinic::listed(&scene.admin, "north").await.claimed_by(&site, &physician).await;
        physician.post("/flags", flag("post", &second, "spam")).await.with(201);
        scene.reported(&readers[0], "spam").await;
        readers[0].post("/flags", flag("post", &second, "spam")).await.with(201);
        scene.reported(&readers[1], "spam").await;
        // Three points by two people; what the physician says does not count.
        scene.author.post(&posts, json!({"body": "Really cheap."})).await.with(201);
        readers[2].post("/flags", flag("post", &second, "off_topic")).await.with(201);
        scene.author.post(&posts, json!({"body": "As cheap as can be."})).await.with(201);
        readers[2].post("/flags", flag("post", &second, "spam")).await.with(201);
        let refused = scene.author.post(&posts, json!({"body": "Cheaper than that."})).await;
        assert_eq!(refused.header("retry-after"), "86400");
        refused.refused(403, "account_silenced");
        assert_eq!(told(&scene.author).await, json!(["silence", "AUTOMATED_DECISION_FULLY", "spam"]));
        assert_eq!(scene.reader.get(&format!("/posts/{second}")).await.with(200)["state"], "public");
        let queue = scene.moderator.get("/queue").await.with(200);
        let item = queue["items"].as_array().unwrap().iter().find(|item| item["target_id"] == second.as_str()).unwrap();
        decide(&scene.moderator, &id(item), json!({"action": "no_breach"})).await.with(201);
        scene.author.post(&posts, json!({"body": "I meant the bus."})).await.with(201);
        assert_eq!(scene.author.get("/me/statements").await.with(200)["items"][0]["state"], "lifted");
        site.is_whole().await;
    }
);

on_both!(
    async fn staff_are_never_silenced_by_a_score(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        let own = id(&scene.admin.post(&posts, json!({"body": "Please stay with the question."})).await.with(201));
        for reader in readers(&site, &["reader_one", "reader_two", "reader_three"]).await {
            reader.post("/flags", flag("post", &own, "spam")).await.with(201);
        }
        scene.admin.post(&posts, json!({"body": "Please."})).await.with(201);
        assert_eq!(scene.admin.get("/me/statements").await.with(200)["items"], json!([]));
    }
);

on_both!(
    async fn a_thread_is_closed_for_four_hours_and_opens_by_itself(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        let urgent = |kind: &str, id: &str| json!({"target_kind": kind, "target_id": id, "reason": "off_topic", "take_action": true});
        let third = staff(&site, "mod_three", &[Role::Moderator]).await;
        for one in [&*scene.moderator, &*scene.other, &third] {
            one.post("/flags", urgent("thread", &scene.thread)).await.with(201);
        }
        let readers = readers(&site, &["reader_one", "reader_two"]).await;
        readers[0].post("/flags", flag("thread", &scene.thread, "off_topic")).await.with(201);
        // 34 points by four people.
        scene.author.post(&posts, json!({"body": "One more."})).await.with(201);
        scene.reported(&readers[1], "off_topic").await;
        scene.author.post(&posts, json!({"body": "And more."})).await.refused(409, "thread_locked");
        assert_eq!(told(&scene.reader).await, json!(["lock", "AUTOMATED_DECISION_FULLY", "off_topic"]));
        assert_eq!(scene.reader.get("/me/statements").await.with(200)["items"][0]["end_date"], "2026-03-02T14:00:00Z");
        site.advance("PT3H").await;
        scene.author.post(&posts, json!({"body": "And more."})).await.refused(409, "thread_locked");
        site.advance("PT1H").await;
        scene.author.post(&posts, json!({"body": "And more."})).await.with(201);
        assert_eq!(scene.reader.get("/moderation-log").await.with(200)["items"][0]["in_force"], false);
        site.is_whole().await;
    }
);
