//! Silence, suspension, ban, warning: what they stop, and that they end.

use super::{Scene, decide, flag, id};
use crate::on_both;
use crate::support::people::{PASSWORD, Person, post};
use serde_json::{Value, json};

on_both!(
    async fn whoever_is_silenced_reads_but_does_not_write(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "harassment_or_hate").await;
        let until = "2026-03-04T10:00:00Z";
        let decision = scene.decided(json!({"action": "silence", "until": until})).await;
        assert_eq!(decision["until"], until);
        let posts = format!("/threads/{}/posts", scene.thread);
        let refused = scene.author.post(&posts, json!({"body": "But I."})).await;
        assert_eq!(refused.header("retry-after"), "172800");
        refused.refused(403, "account_silenced");
        let thread = json!({"category_id": scene.category, "title": "About me", "body": "But I."});
        scene.author.post("/threads", thread).await.refused(403, "account_silenced");
        scene.author.get(&posts).await.with(200);
        let reasons = scene.author.get("/me/statements").await.with(200)["items"][0].clone();
        assert_eq!(reasons["decision_provision"], "DECISION_PROVISION_PARTIAL_SUSPENSION");
        assert_eq!(reasons["end_date"], until);
        site.advance("P2D").await;
        scene.author.post(&posts, json!({"body": "I see."})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_ban_that_is_overturned_leaves_nothing(site) {
        let scene = Scene::of(&site).await;
        let mut profile = flag("profile", &scene.author.id, "spam");
        profile["text"] = Value::Null;
        scene.reader.post("/flags", profile).await.with(201);
        let decision = scene.decided(json!({"action": "ban"})).await;
        let statement = decision["statement_id"].as_str().unwrap();
        let credentials = json!({"email": scene.author.email, "password": PASSWORD});
        post(&site, "/api/v1/sessions", credentials.clone()).await.refused(403, "account_banned");
        scene.author.get("/me").await.refused(401, "unauthenticated");
        let token = json!({"refresh_token": scene.author.refresh_token});
        post(&site, "/api/v1/tokens", token).await.refused(403, "account_banned");
        // Whoever is shut out has the letter; here the reporter sees that it was too much.
        let appeals = format!("/statements/{statement}/appeals");
        let appeal = scene.reader.post(&appeals, json!({"text": "Not that."})).await.with(201);
        let overturn = json!({"outcome": "overturned", "reason": "A warning would have done."});
        scene.other.post(&format!("/appeals/{}/decisions", id(&appeal)), overturn).await.with(201);
        post(&site, "/api/v1/sessions", credentials).await.with(201);
        scene.author.get("/me").await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_suspension_ends_by_itself_and_a_warning_stops_nothing(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        scene.decided(json!({"action": "suspend"})).await;
        let credentials = json!({"email": scene.author.email, "password": PASSWORD});
        let refused = post(&site, "/api/v1/sessions", credentials.clone()).await;
        assert_eq!(refused.header("retry-after"), "86400");
        refused.refused(403, "account_suspended");
        site.advance("P1D").await;
        post(&site, "/api/v1/sessions", credentials).await.with(201);
        scene.reported(&scene.reader, "off_topic").await;
        let item = id(&scene.item().await);
        decide(&scene.moderator, &item, json!({"action": "warn", "explanation": "Please stay with the question."})).await.with(201);
        site.letter_to(&scene.author.email, "Please stay with the question.").await;
        scene.author.get("/me").await.with(200);
        let item = scene.moderator.get(&format!("/queue/{item}")).await.with(200);
        assert_eq!(item["author_history"], json!([{"action": "suspend", "count": 1}, {"action": "warn", "count": 1}]));
    }
);

on_both!(
    async fn what_is_over_is_over_and_can_be_given_again(site) {
        let scene = Scene::of(&site).await;
        for (round, reason) in ["harassment_or_hate", "off_topic", "spam"].into_iter().enumerate() {
            scene.reported(&scene.reader, reason).await;
            let until = json!(site.now().plus(chrono::Duration::hours(1)).to_string());
            let action = if round == 2 { "suspend" } else { "silence" };
            scene.decided(json!({"action": action, "until": until})).await;
            let line = async || scene.reader.get("/moderation-log").await.with(200)["items"][0].clone();
            let before = line().await;
            assert_eq!((&before["in_force"], &before["version"]), (&json!(true), &json!(1)));
            site.advance("PT2H").await;
            let after = line().await;
            assert_eq!((&after["in_force"], &after["undone_at"]), (&json!(false), &until));
            assert_eq!((&after["id"], &after["version"]), (&before["id"], &json!(2)));
        }
        // What is over can still be appealed.
        let told = scene.author.get("/me/statements").await;
        let told = if told.status == 401 { Person::signs_in(&site, &scene.author.email).await.get("/me/statements").await } else { told };
        assert_eq!(told.with(200)["items"][0]["actions"][0]["name"], "appeal");
        site.is_whole().await;
    }
);
