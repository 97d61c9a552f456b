//! A decision, its reasons, the appeal, and that nothing is left of what was overturned.

use super::{SECRET, Scene, WORDS, acts, decide, decide_with, flag, id, staff};
use crate::on_both;
use crate::support::people::{Person, send};
use candor::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// Everything that a reader meets of the post, without versions.
async fn seen(scene: &Scene, who: &Person) -> Value {
    let mut all = Vec::new();
    for path in [
        format!("/posts/{}", scene.post),
        format!("/threads/{}/posts", scene.thread),
        format!("/threads/{}", scene.thread),
        "/threads".to_owned(),
        "/categories".to_owned(),
    ] {
        all.push(without_versions(who.get(&path).await.with(200)));
    }
    Value::Array(all)
}

fn without_versions(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| name != "version")
            .map(|(name, value)| (name, without_versions(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(without_versions).collect(),
        other => other,
    }
}

on_both!(
    async fn a_hidden_post_comes_back_when_somebody_else_hears_the_appeal(site) {
        let scene = Scene::of(&site).await;
        let before = seen(&scene, &scene.reader).await;
        scene.reported(&scene.reader, "undisclosed_interest").await;
        let item = scene.item().await;
        assert_eq!((item["target_kind"].as_str(), item["snapshot"].as_str()), (Some("post"), Some(WORDS)));
        let path = format!("/queue/{}", id(&item));
        let claimed = scene.moderator.put(&format!("{path}/claim"), json!({})).await.with(200);
        assert_eq!(claimed["claim"]["by"].as_str(), Some(scene.moderator.id.as_str()));
        scene.other.put(&format!("{path}/claim"), json!({})).await.refused(409, "claimed_by_other");
        let hide = json!({"action": "hide", "explanation": "It names a price that is given under your name."});
        let decision = decide(&scene.moderator, &id(&item), hide).await.with(201);
        let statement = decision["statement_id"].as_str().unwrap();
        let hidden = scene.post_as(&scene.reader).await;
        assert_eq!((hidden["state"].as_str(), &hidden["body"]), (Some("hidden"), &Value::Null));
        assert_eq!(hidden["restriction_ground"], "undisclosed_interest");

        let reasons = scene.author.get(&format!("/statements/{statement}")).await.with(200);
        assert_eq!(reasons["decision_visibility"], "DECISION_VISIBILITY_CONTENT_DISABLED");
        assert_eq!(reasons["automated_decision"], "AUTOMATED_DECISION_NOT_AUTOMATED");
        assert_eq!(reasons["automated_detection"], "No");
        assert_eq!(reasons["snapshot"], WORDS);
        assert_eq!(acts(&reasons), ["appeal"]);
        // Whoever reported it reads the reasons as well, and may appeal; nobody else knows of them.
        let reported = scene.reader.get(&format!("/statements/{statement}")).await.with(200);
        assert_eq!((acts(&reported), reported["snapshot"].as_str()), (vec!["appeal"], Some("")));
        let stranger = staff(&site, "stranger", &[]).await;
        stranger.get(&format!("/statements/{statement}")).await.refused(404, "not_found");
        site.letter_to(&scene.author.email, &format!("/statements/{statement}")).await;
        site.letter_to(&scene.reader.email, "/me/reports").await;

        let appeals = format!("/statements/{statement}/appeals");
        let appeal = scene.author.post(&appeals, json!({"text": "I have no tie to them."})).await.with(201);
        scene.author.post(&appeals, json!({"text": "Again."})).await.refused(409, "already_appealed");
        let reported = scene.reader.get(&format!("/statements/{statement}")).await.with(200);
        assert_eq!(reported["appeals"], json!([]), "what the author says is not the reporter's");
        let decisions = format!("/appeals/{}/decisions", id(&appeal));
        let overturn = json!({"outcome": "overturned", "reason": "The price is on a public list."});
        scene.moderator.post(&decisions, overturn.clone()).await.refused(403, "conflict_of_interest");
        scene.reader.post(&decisions, overturn.clone()).await.refused(403, "forbidden");
        let stale = scene.other.request(Method::POST, &decisions).header("If-Match", "\"0.0\"");
        send(stale.json(&overturn)).await.refused(412, "stale");
        let heard = scene.other.post(&decisions, overturn.clone()).await.with(201);
        assert_eq!((heard["outcome"].as_str(), heard["state"].as_str()), (Some("overturned"), Some("decided")));
        scene.other.post(&decisions, overturn).await.refused(409, "already_decided");

        assert_eq!(seen(&scene, &scene.reader).await, before);
        assert!(before.to_string().contains(SECRET));
        let mine = scene.reader.get("/me/flags").await.with(200);
        let told = (&mine["items"][0]["state"], &mine["items"][0]["outcome"]);
        assert_eq!(told, (&json!("disagreed"), &json!("no_breach")));
        let log = scene.reader.get("/moderation-log").await.with(200);
        assert_eq!(log["items"][0]["appeal_outcome"], "overturned");
        assert_eq!(scene.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_that_waits_too_long_is_written_by_the_clock(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let decision = scene.decided(json!({"action": "remove"})).await;
        let statement = decision["statement_id"].as_str().unwrap();
        let appeals = format!("/statements/{statement}/appeals");
        let appeal = scene.author.post(&appeals, json!({"text": "It is no spam."})).await.with(201);
        let hearers = staff(&site, "hearer", &[Role::Appeals]).await;
        assert_eq!(site.advance("P13D").await, 0);
        assert_eq!(site.advance("P2D").await, 1);
        let waiting = hearers.get("/appeals").await.with(200);
        assert_eq!(waiting["items"][0]["overdue"], true);
        assert_eq!(waiting["items"][0]["statement"]["action"], "remove");
        let one = hearers.get(&format!("/appeals/{}", id(&appeal))).await.with(200);
        assert_eq!(acts(&one), ["decide"]);
        let uphold = json!({"outcome": "upheld", "reason": "It names a shop four times."});
        hearers.post(&format!("/appeals/{}/decisions", id(&appeal)), uphold).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["state"], "removed");
        // The other side may still appeal, once.
        let again = scene.reader.post(&appeals, json!({"text": "I was wrong to report it."})).await.with(201);
        assert_eq!(again["side"], "reporter");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_that_is_right_in_part_brings_the_item_back(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "off_topic").await;
        let decision = scene.decided(json!({"action": "remove"})).await;
        let statement = decision["statement_id"].as_str().unwrap();
        let appeal = scene.author.post(&format!("/statements/{statement}/appeals"), json!({"text": "Too much."})).await;
        let appeal = id(&appeal.with(201));
        let partly = json!({"outcome": "partly", "reason": "A mask would have done."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), partly).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["state"], "removed");
        let item = scene.item().await;
        assert_eq!(item["kind"], "again");
        // Whoever decided first does not decide anew.
        assert_eq!((item["conflict"].clone(), item["actions"].clone()), (json!(true), json!([])));
        let path = format!("/queue/{}", id(&item));
        scene.moderator.get(&path).await.refused(403, "conflict_of_interest");
        let own = decide_with(&scene.moderator, &id(&item), "*", json!({"action": "restore"})).await;
        own.refused(403, "conflict_of_interest");
        assert!(acts(&scene.other.get(&path).await.with(200)).contains(&"restore"));
        decide(&scene.other, &id(&item), json!({"action": "restore"})).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["body"], WORDS);
        let state = scene.author.get(&format!("/statements/{statement}")).await.with(200)["state"].clone();
        assert_eq!(state, "lifted");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_against_what_is_taken_back_meanwhile_has_what_it_wanted(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "off_topic").await;
        let decision = scene.decided(json!({"action": "hide"})).await;
        let statement = decision["statement_id"].as_str().unwrap();
        let path = format!("/statements/{statement}/appeals");
        let partly = json!({"outcome": "partly", "reason": "A mask would have done."});
        let appeal = id(&scene.reader.post(&path, json!({"text": "Too much."})).await.with(201));
        scene.other.post(&format!("/appeals/{appeal}/decisions"), partly).await.with(201);
        let third = staff(&site, "third_moderator", &[Role::Moderator]).await;
        let again = scene.item().await;
        assert_eq!((again["kind"].as_str(), &again["takes_two"]), (Some("again"), &json!(["remove"])));
        decide(&third, &id(&again), json!({"action": "mask"})).await.with(201);
        let newer = scene.author.get("/me/statements").await.with(200)["items"][0]["id"].clone();
        let path = format!("/statements/{}/appeals", newer.as_str().unwrap());
        scene.author.post(&path, json!({"text": "It names nobody."})).await.with(201);
        let queue = scene.moderator.get("/queue").await.with(200);
        assert_eq!(queue["items"][0]["kind"], "appeal");
        decide(&scene.other, &id(&again), json!({"action": "restore"})).await.with(201);
        let over = scene.author.get(&format!("/statements/{}", newer.as_str().unwrap())).await.with(200);
        assert_eq!((over["state"].as_str(), over["appeals"][0]["outcome"].as_str()), (Some("lifted"), Some("overturned")));
        assert_eq!(site.letters_about(&scene.author.email, "was taken back").await.len(), 1);
        assert_eq!(site.letters_about(&scene.author.email, "An appeal was decided").await.len(), 1, "of the first only");
        assert_eq!(scene.moderator.get("/queue").await.with(200)["items"], json!([]));
        let log = scene.reader.get("/moderation-log").await.with(200);
        let masked = log["items"].as_array().unwrap().iter().find(|line| line["action"] == "mask").unwrap().clone();
        assert_eq!(masked["appeal_outcome"], "overturned");
        site.is_whole().await;
    }
);

on_both!(
    async fn nobody_appeals_after_half_a_year(site) {
        let scene = Scene::of(&site).await;
        scene.reader.post("/flags", flag("post", &scene.post, "spam")).await.with(201);
        let decision = scene.decided(json!({"action": "hide"})).await;
        site.advance("P181D").await;
        let appeals = format!("/statements/{}/appeals", decision["statement_id"].as_str().unwrap());
        scene.author.post(&appeals, json!({"text": "I only saw it now."})).await.refused(409, "appeal_too_late");
        scene.admin.post(&appeals, json!({"text": "I want a say."})).await.refused(404, "not_found");
    }
);
