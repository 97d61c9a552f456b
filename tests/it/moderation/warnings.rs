//! Warnings: read by whom they concern, shown until then, and over after ninety days.

use super::{Scene, acts, flag, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use serde_json::{Value, json};

const FACTS: &str = "Please stay with the question.";

async fn page(site: &TestSite, who: &Browser, path: &str) -> String {
    let answer = site.client().get(site.url(path)).header("Cookie", &who.cookie).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

on_both!(
    async fn a_warning_is_acknowledged_by_its_receiver_and_ends_after_ninety_days(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "off_topic").await;
        let decision = scene.decided(json!({"action": "warn", "explanation": FACTS})).await;
        let path = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
        let told = scene.author.get(&path).await.with(200);
        assert_eq!((acts(&told), &told["acknowledged_at"]), (vec!["appeal", "acknowledge"], &Value::Null));
        assert_eq!(told["end_date"], "2026-05-31T10:00:00Z");
        let read = format!("{path}/acknowledgement");
        for other in [&*scene.reader, &*scene.moderator, &*scene.admin] {
            other.put(&read, json!({})).await.refused(404, "not_found");
        }
        let first = scene.author.put(&read, json!({})).await.with(200);
        assert_eq!((first["acknowledged_at"].as_str(), acts(&first)), (Some("2026-03-02T10:00:00Z"), vec!["appeal"]));
        site.advance("PT1H").await;
        assert_eq!(scene.author.put(&read, json!({})).await.with(200)["acknowledged_at"], first["acknowledged_at"]);
        site.advance("P89D").await;
        let in_force = async || scene.reader.get("/moderation-log").await.with(200)["items"][0]["in_force"].clone();
        assert_eq!(in_force().await, true);
        site.advance("P1D").await;
        assert_eq!(in_force().await, false);
        site.is_whole().await;
    }
);

on_both!(
    async fn warnings_add_up_while_they_stand_and_a_sum_only_suggests(site) {
        let scene = Scene::of(&site).await;
        let posts = format!("/threads/{}/posts", scene.thread);
        let read = async |item: &Value| scene.moderator.get(&format!("/queue/{}", id(item))).await.with(200);
        let sums = |item: &Value| (item["warning_points"].clone(), item["suggested_action"].clone());
        scene.reported(&scene.reader, "harassment_or_hate").await;
        let first = scene.item().await;
        assert_eq!(sums(&read(&first).await), (json!(0), Value::Null));
        scene.decided(json!({"action": "warn"})).await;
        assert_eq!(sums(&read(&first).await), (json!(2), Value::Null));
        let post = id(&scene.author.post(&posts, json!({"body": "By the way."})).await.with(201));
        scene.reader.post("/flags", flag("post", &post, "off_topic")).await.with(201);
        scene.decided(json!({"action": "warn"})).await;
        assert_eq!(sums(&read(&first).await), (json!(3), json!("silence")));
        // Nobody is silenced by a sum, and what is over counts no more.
        scene.author.post(&posts, json!({"body": "I see."})).await.with(201);
        site.advance("P90D").await;
        assert_eq!(sums(&read(&first).await), (json!(0), Value::Null));
        site.is_whole().await;
    }
);

on_both!(
    async fn only_a_warning_is_acknowledged(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let decision = scene.decided(json!({"action": "hide"})).await;
        let path = format!("/statements/{}/acknowledgement", decision["statement_id"].as_str().unwrap());
        scene.author.put(&path, json!({})).await.refused(409, "illegal_transition");
    }
);

on_both!(
    async fn a_warning_stands_on_its_receiver_s_page_until_it_is_read(site) {
        let scene = Scene::of(&site).await;
        let author = Browser::with_roles(&site, "finch", &[]).await;
        let posts = format!("/api/v1/threads/{}/posts", scene.thread);
        let post = author.does(&site, "POST", &posts, json!({"body": "By the way, my sister sells cars."})).await;
        scene.reader.post("/flags", flag("post", post["id"].as_str().unwrap(), "off_topic")).await.with(201);
        let decision = scene.decided(json!({"action": "warn", "explanation": FACTS})).await;
        let statement = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
        let read = format!("action=\"{statement}/acknowledgement\"");
        let mine = page(&site, &author, "/me/statements").await;
        assert!(mine.contains(FACTS) && mine.contains(&read), "{mine}");
        assert!(page(&site, &author, &statement).await.contains(&read));
        let sent = site.client().post(site.url(&format!("{statement}/acknowledgement")));
        let sent = sent.header("Origin", &site.address).header("Cookie", &author.cookie);
        let sent = sent.form(&[("_csrf", author.csrf.as_str())]).send().await.unwrap();
        assert_eq!(sent.status(), 303, "{}", sent.text().await.unwrap());
        for path in ["/me/statements".to_owned(), format!("{statement}?done=acknowledged")] {
            let after = page(&site, &author, &path).await;
            assert!(!after.contains(&read) && !after.contains("moderation-done"), "{path}: {after}");
        }
        site.is_whole().await;
    }
);
