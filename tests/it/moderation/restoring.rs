//! Taking back what was decided, from the item that did it.

use super::reviews::item;
use super::{Scene, WORDS, acts, decide, flag, id};
use crate::on_both;
use crate::reviews::{Cast, WORDS as REVIEW, guest};
use serde_json::json;

on_both!(
    async fn a_moderator_takes_back_what_an_item_did(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        let decision = decide(&scene.moderator, &item, json!({"action": "hide"})).await.with(201);
        let decided = scene.other.get(&format!("/queue/{item}")).await.with(200);
        assert_eq!((decided["state"].as_str(), acts(&decided)), (Some("decided"), vec!["restore"]));
        decide(&scene.other, &item, json!({"action": "remove"})).await.refused(409, "already_decided");
        decide(&scene.other, &item, json!({"action": "no_breach"})).await.refused(409, "already_decided");
        let back = decide(&scene.other, &item, json!({"action": "restore"})).await.with(201);
        assert_eq!((back["action"].as_str(), &back["statement_id"]), (Some("restore"), &serde_json::Value::Null));
        assert_eq!(scene.post_as(&scene.reader).await["body"], WORDS);
        let path = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
        assert_eq!(scene.author.get(&path).await.with(200)["state"], "lifted");
        let log = scene.reader.get("/moderation-log").await.with(200);
        let lines: Vec<_> = log["items"].as_array().unwrap().iter().map(|line| (line["action"].clone(), line["in_force"].clone())).collect();
        assert_eq!(lines, [(json!("restore"), json!(false)), (json!("hide"), json!(false))]);
        assert_eq!(scene.reader.get("/me/flags").await.with(200)["items"][0]["state"], "disagreed");
        decide(&scene.other, &item, json!({"action": "restore"})).await.refused(409, "already_decided");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_sanction_is_taken_back_and_nothing_of_it_is_left(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        decide(&scene.moderator, &item, json!({"action": "silence"})).await.with(201);
        let posts = format!("/threads/{}/posts", scene.thread);
        scene.author.post(&posts, json!({"body": "But I."})).await.refused(403, "account_silenced");
        decide(&scene.moderator, &item, json!({"action": "restore"})).await.with(201);
        scene.author.post(&posts, json!({"body": "Thank you."})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_removed_and_a_masked_review_come_back_from_their_items(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        for (reason, action, state) in [
            ("spam", json!({"action": "remove"}), "restored"),
            ("personal_data", json!({"action": "mask", "passages": ["the day was calm"]}), "published"),
        ] {
            cast.stranger.post("/flags", flag("review", &review, reason)).await.with(201);
            let item = id(&item(&cast).await);
            decide(&cast.moderator, &item, action).await.with(201);
            decide(&cast.other_moderator, &item, json!({"action": "restore"})).await.with(201);
            let back = guest(&site, &format!("/api/v1/reviews/{review}")).await.with(200);
            assert_eq!((back["text"].as_str(), back["state"].as_str()), (Some(REVIEW), Some(state)));
        }
        assert_eq!(cast.moderator.get("/queue").await.with(200)["items"], json!([]));
        site.is_whole().await;
    }
);
