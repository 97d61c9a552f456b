//! Threads: hidden as a whole, locked, and given back.

use super::{Scene, acts, decide, flag, id};
use crate::on_both;
use serde_json::{Value, json};

on_both!(
    async fn a_hidden_thread_is_nowhere_and_comes_back_as_it_was(site) {
        let scene = Scene::of(&site).await;
        let thread = format!("/threads/{}", scene.thread);
        let count = async || scene.author.get("/categories").await.with(200)["items"][0]["thread_count"].clone();
        assert_eq!(count().await, 1);
        scene.author.post("/flags", flag("thread", &scene.thread, "spam")).await.with(201);
        let decision = scene.decided(json!({"action": "hide"})).await;
        for path in [thread.clone(), format!("{thread}/posts"), format!("/posts/{}", scene.post), format!("/posts/{}/revisions", scene.post)] {
            scene.author.get(&path).await.refused(404, "not_found");
            scene.moderator.get(&path).await.with(200);
        }
        scene.author.post(&format!("{thread}/posts"), json!({"body": "Here?"})).await.refused(404, "not_found");
        assert_eq!(scene.author.get("/threads").await.with(200)["items"], json!([]));
        assert_eq!(count().await, 0);
        for page in ["/", "/threads", "/threads.atom", "/categories"] {
            let text = site.get(page).await.text().await.unwrap();
            assert!(!text.contains("Best choice for"), "{page}");
        }
        for page in [format!("/t/{}/best", scene.thread), format!("/t/{}/p/1", scene.thread)] {
            assert_eq!(site.get(&page).await.status(), 404, "{page}");
        }
        let statement = decision["statement_id"].as_str().unwrap();
        let appeal = scene.reader.post(&format!("/statements/{statement}/appeals"), json!({"text": "Why?"})).await.with(201);
        let overturn = json!({"outcome": "overturned", "reason": "It asks a question."});
        scene.other.post(&format!("/appeals/{}/decisions", id(&appeal)), overturn).await.with(201);
        assert_eq!(count().await, 1);
        assert_eq!(scene.author.get(&thread).await.with(200)["restriction"], Value::Null);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_locked_thread_takes_no_replies(site) {
        let scene = Scene::of(&site).await;
        let thread = format!("/threads/{}", scene.thread);
        scene.author.post("/flags", flag("thread", &scene.thread, "off_topic")).await.with(201);
        scene.decided(json!({"action": "lock"})).await;
        let posts = format!("{thread}/posts");
        scene.author.post(&posts, json!({"body": "One more."})).await.refused(409, "thread_locked");
        scene.moderator.post(&posts, json!({"body": "It ends here."})).await.with(201);
        let seen = scene.author.get(&thread).await.with(200);
        assert_eq!((seen["locked"].clone(), acts(&seen).contains(&"reply")), (json!(true), false));
        scene.author.post("/flags", flag("thread", &scene.thread, "other")).await.with(201);
        let item = id(&scene.item().await);
        decide(&scene.other, &item, json!({"action": "restore"})).await.with(201);
        scene.author.post(&posts, json!({"body": "One more."})).await.with(201);
    }
);
