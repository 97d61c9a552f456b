//! What moderation did, in numbers for everybody: whole days, and nothing of today.

use super::pages::opens;
use super::{Scene, decide, flag, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::people::Patient;
use serde_json::{Value, json};

async fn figures(who: &Patient, query: &str) -> Value {
    who.get(&format!("/transparency{query}")).await.with(200)
}

on_both!(
    async fn a_day_later_everybody_reads_how_much_and_how_fast(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        let before = figures(&scene.reader, "").await;
        assert_eq!((&before["received"], &before["median_hours"], &before["by_reason"]), (&json!(0), &Value::Null, &json!([])));
        let mut made = Vec::new();
        for (body, reason) in [("One.", "spam"), ("Two.", "spam"), ("Three.", "threat")] {
            let post = id(&scene.author.post(&posts, json!({"body": body})).await.with(201));
            scene.reader.post("/flags", flag("post", &post, reason)).await.with(201);
            made.push(post);
        }
        let queue = scene.moderator.get("/queue").await.with(200);
        let of = |post: &str| id(queue["items"].as_array().unwrap().iter().find(|item| item["target_id"] == post).unwrap());
        site.advance("PT2H").await;
        let hidden = decide(&scene.moderator, &of(&made[0]), json!({"action": "hide"})).await.with(201);
        site.advance("PT1H").await;
        decide(&scene.moderator, &of(&made[1]), json!({"action": "no_breach"})).await.with(201);
        let path = format!("/statements/{}/appeals", hidden["statement_id"].as_str().unwrap());
        let appeal = id(&scene.author.post(&path, json!({"text": "It is no spam."})).await.with(201));
        let upheld = json!({"outcome": "upheld", "reason": "It is."});
        scene.other.post(&format!("/appeals/{appeal}/decisions"), upheld).await.with(201);
        // Nobody learns today what was reported today.
        assert_eq!(figures(&scene.reader, "").await, before);
        site.advance("P1D").await;
        let told = figures(&scene.reader, "?days=1").await;
        let counts = ["received", "decided", "waiting", "timed", "automated"].map(|name| told[name].as_i64().unwrap());
        assert_eq!(counts, [3, 2, 1, 2, 0], "{told}");
        let sum = ["waiting_before", "came_back", "closed", "settled"].map(|name| told[name].as_i64().unwrap());
        assert_eq!(sum, [0, 1, 0, 1], "the appeal came back and was heard: {told}");
        assert_eq!((&told["median_hours"], &told["p90_hours"]), (&json!(2.5), &json!(3.0)));
        assert_eq!((&told["from"], &told["as_of"]), (&json!("2026-03-02T00:00:00Z"), &json!("2026-03-03T00:00:00Z")));
        let appeals = json!({"received": 1, "decided": 1, "upheld": 1, "partly": 0, "overturned": 0, "overturn_rate": 0.0});
        assert_eq!(told["appeals"], appeals);
        let reasons = json!([
            {"reason": "spam", "received": 2, "agreed": 1, "disagreed": 1},
            {"reason": "threat", "received": 1, "agreed": 0, "disagreed": 0},
        ]);
        assert_eq!(told["by_reason"], reasons);
        // Taking back is another act: it changes nothing about how fast the first one was.
        decide(&scene.moderator, &of(&made[0]), json!({"action": "restore"})).await.with(201);
        let after = figures(&scene.reader, "?days=1").await;
        assert_eq!((&after["decided"], &after["median_hours"]), (&told["decided"], &told["median_hours"]));
        site.advance("P1D").await;
        let later = figures(&scene.reader, "?days=1").await;
        assert_eq!((&later["decided"], &later["received"]), (&json!(0), &json!(0)));
        for wrong in ["?days=0", "?days=367"] {
            scene.reader.get(&format!("/transparency{wrong}")).await.wrong("?days", "out_of_range");
        }
    }
);

on_both!(
    async fn the_page_says_the_same_and_the_log_leads_there(site) {
        let scene = Scene::of(&site).await;
        let reader = Browser::with_roles(&site, "lark", &[]).await;
        scene.reported(&scene.reader, "spam").await;
        site.advance("PT4H").await;
        scene.decided(json!({"action": "hide"})).await;
        site.advance("P1D").await;
        assert!(opens(&site, &reader, "/moderation-log").await.contains("href=\"/transparency\""));
        let page = opens(&site, &reader, "/transparency?days=30").await;
        assert!(page.contains("4.00 hours") && page.contains("1 decision."), "{page}");
        let german = opens(&site, &reader, "/transparency?lang=de").await;
        assert!(german.contains("Moderation in Zahlen"), "{german}");
    }
);
