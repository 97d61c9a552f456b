//! Titles of threads: masked and given back; reports of a thread keep its opening post too.

use super::{Scene, acts, decide, flag, id};
use crate::on_both;
use serde_json::json;

const TITLE: &str = "Ask Derya at +90 532 111 22 33 about grafts";

on_both!(
    async fn a_title_is_masked_and_an_appeal_gives_it_back(site) {
        let scene = Scene::of(&site).await;
        let new = json!({"category_id": scene.category, "title": TITLE, "body": "She said so: desk@clinic.example."});
        let thread = id(&scene.author.post("/threads", new).await.with(201));
        let path = format!("/threads/{thread}");
        scene.reader.post("/flags", flag("thread", &thread, "personal_data")).await.with(201);
        let item = scene.item().await;
        assert_eq!(item["snapshot"], format!("{TITLE}\n\nShe said so: desk@clinic.example."));
        assert!(acts(&item).contains(&"mask"));
        let of_the_post = json!({"action": "mask", "passages": ["desk@clinic.example"]});
        decide(&scene.moderator, &id(&item), of_the_post).await.wrong("/passages/0", "no_such");
        let mask = json!({"action": "mask", "passages": ["+90 532 111 22 33", "Derya"]});
        let decision = decide(&scene.moderator, &id(&item), mask).await.with(201);
        let masked = scene.reader.get(&path).await.with(200);
        let words = "[removed: personal data]";
        assert_eq!(masked["title"], format!("Ask {words} at {words} about grafts"));
        assert!(!masked["slug"].as_str().unwrap().contains("derya"), "{masked}");
        assert_eq!(masked["body"], "She said so: desk@clinic.example.", "the post stays as it is");
        assert_eq!(masked["restriction"], json!(null));
        let appeal = format!("/statements/{}/appeals", decision["statement_id"].as_str().unwrap());
        let appeal = id(&scene.author.post(&appeal, json!({"text": "She is public."})).await.with(201));
        let overturn = json!({"outcome": "overturned", "reason": "She is."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), overturn).await.with(201);
        let back = scene.reader.get(&path).await.with(200);
        assert_eq!((&back["title"], &back["slug"]), (&json!(TITLE), &json!("ask-derya-at-90-532-111-22-33-about-grafts")));
        site.is_whole().await;
    }
);
