//! What cannot be reported or decided, and by whom.

use super::{Scene, acts, decide, decide_with, flag, id};
use crate::on_both;
use serde_json::json;

on_both!(
    async fn reports_name_what_is_there_for_a_reason_of_the_pack(site) {
        let scene = Scene::of(&site).await;
        let reader = &scene.reader;
        reader.post("/flags", flag("post", &scene.post, "dislike")).await.wrong("/reason", "not_allowed_here");
        reader.post("/flags", flag("post", &"0".repeat(32), "spam")).await.wrong("/target_id", "no_such");
        reader.post("/flags", flag("review", "nonsense", "spam")).await.wrong("/target_id", "no_such");
        let mut wish = flag("post", &scene.post, "spam");
        wish["take_action"] = json!(true);
        reader.post("/flags", wish).await.wrong("/take_action", "not_allowed_here");
        reader.post("/flags", flag("post", &scene.post, "spam")).await.with(201);
        reader.get("/queue").await.refused(403, "forbidden");
        scene.admin.get("/queue").await.refused(403, "forbidden");
        scene.author.get("/appeals").await.refused(403, "forbidden");
    }
);

on_both!(
    async fn a_decision_fits_what_it_is_about(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        let tried = async |decision| decide(&scene.moderator, &item, decision).await;
        tried(json!({"action": "lock"})).await.wrong("/action", "not_allowed_here");
        tried(json!({"action": "restore"})).await.wrong("/action", "not_allowed_here");
        tried(json!({"action": "hide", "ground": "proven_fake"})).await.wrong("/ground", "not_allowed_here");
        tried(json!({"action": "hide", "until": "2026-03-09T10:00:00Z"})).await.wrong("/until", "not_allowed_here");
        tried(json!({"action": "silence", "until": "2026-03-01T10:00:00Z"})).await.wrong("/until", "out_of_range");
        tried(json!({"action": "mask", "passages": ["not there"]})).await.wrong("/passages/0", "no_such");
        tried(json!({"action": "hide", "passages": ["Derya"]})).await.wrong("/passages", "not_allowed_here");
        tried(json!({"action": "no_breach"})).await.with(201);
    }
);

on_both!(
    async fn nobody_decides_about_their_own_words(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        let own = id(&scene.moderator.post(&posts, json!({"body": "I moderate, and I think so."})).await.with(201));
        scene.reader.post("/flags", flag("post", &own, "off_topic")).await.with(201);
        let listed = scene.item().await;
        assert_eq!((listed["conflict"].clone(), listed["snapshot"].as_str()), (json!(true), Some("")));
        assert_eq!((listed["flags"].clone(), listed["actions"].clone()), (json!([]), json!([])));
        let path = format!("/queue/{}", id(&listed));
        scene.moderator.get(&path).await.refused(403, "conflict_of_interest");
        scene.moderator.put(&format!("{path}/claim"), json!({})).await.refused(403, "conflict_of_interest");
        let refused = decide_with(&scene.moderator, &id(&listed), "\"1\"", json!({"action": "no_breach"})).await;
        refused.refused(403, "conflict_of_interest");
        // Sanctions against staff are not offered to anybody.
        let seen = scene.other.get(&path).await.with(200);
        assert!(!acts(&seen).contains(&"ban"));
        decide(&scene.other, &id(&listed), json!({"action": "no_breach"})).await.with(201);
    }
);
