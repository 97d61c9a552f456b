//! The forum through the front door, on both databases: what is read, and what is refused.

mod addresses;
mod lists;
mod wrong;

use crate::on_both;
use crate::support::people::{Admin, Patient, Person, send};
use candor::config::Config;
use reqwest::Method;
use serde_json::{Value, json};

/// A category, and a thread of this person's in it.
async fn thread_of(admin: &Admin, author: &Patient) -> Value {
    let category = admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201);
    let thread = json!({"category_id": category["id"], "title": "Who counts the grafts?", "body": "I wonder."});
    author.post("/threads", thread).await.with(201)
}

async fn change(who: &Person, method: Method, path: &str, body: Value) -> crate::support::answer::Answer {
    let tag = who.get(path).await.header("etag").to_owned();
    send(who.request(method, path).header("If-Match", tag).json(&body)).await
}

/// Limits on, pauses off.
fn without_pauses(config: &mut Config) {
    config.limits.enabled = true;
    config.limits.thread_seconds = 0;
    config.limits.post_seconds = 0;
    config.limits.new_member_post_seconds = 0;
}

on_both!(
    async fn what_is_gone_or_taken_cannot_be_changed(site) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let thread = thread_of(&admin, &wren).await;
        admin.post("/categories", json!({"name": "Other", "slug": "surgery"})).await.refused(409, "slug_taken");
        wren.post("/categories", json!({"name": "Mine", "slug": "mine"})).await.refused(403, "forbidden");
        let thread_path = format!("/threads/{}", thread["id"].as_str().unwrap());
        change(&wren, Method::PATCH, &thread_path, json!({"title": "Who counts them?"})).await.with(200);
        site.advance("PT10M").await;
        let late = change(&wren, Method::PATCH, &thread_path, json!({"title": "Who counts?"})).await;
        late.refused(403, "grace_over");
        let reply = wren.post(&format!("{thread_path}/posts"), json!({"body": "Nobody."})).await.with(201);
        let path = format!("/posts/{}", reply["id"].as_str().unwrap());
        let deleted = change(&wren, Method::DELETE, &path, json!({})).await;
        assert!(deleted.status < 300, "{deleted:?}");
        change(&wren, Method::PATCH, &path, json!({"body": "Somebody."})).await.refused(409, "post_gone");
    }
);

on_both!(
    async fn the_same_text_waits(site, without_pauses) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let thread = thread_of(&admin, &wren).await;
        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        wren.post(&posts, json!({"body": "Does anybody know?"})).await.with(201);
        let again = wren.post(&posts, json!({"body": "Does anybody know?"})).await;
        assert!(again.header("retry-after").parse::<u32>().unwrap() > 0);
        again.refused(429, "duplicate_text");
    }
);

on_both!(
    async fn the_first_day_has_its_quota(site, |config| {
        without_pauses(config);
        config.limits.first_day_replies = 1;
    }) {
        // Quotas live by the machine's clock, ages of accounts by the site's: here both say the same.
        let ahead = site.app.site().clock.machine_now().since(site.now()).num_seconds();
        site.advance(&format!("PT{ahead}S")).await;
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let thread = thread_of(&admin, &wren).await;
        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        wren.post(&posts, json!({"body": "First."})).await.with(201);
        wren.post(&posts, json!({"body": "Second."})).await.refused(429, "first_day_limit");
    }
);

on_both!(
    async fn posts_keep_a_distance(site, |config| config.limits.enabled = true) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let thread = thread_of(&admin, &wren).await;
        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        let soon = wren.post(&posts, json!({"body": "Right after."})).await;
        assert!(soon.header("retry-after").parse::<u32>().unwrap() > 0);
        soon.refused(429, "too_soon");
    }
);
