//! Items that somebody else has changed or decided, and appeals before the one who decided.

use super::{refuses, shows_again};
use crate::access::people::Person as Browser;
use crate::moderation::{Scene, decide, flag, id};
use crate::on_both;
use crate::support::people::Person;
use candor::accounts::Role;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

const EXPLANATION: &str = "It names a price that is given under the seller's name.";

fn hides(who: &Person, item: &str, tag: &str) -> RequestBuilder {
    let request = who.request(Method::POST, &format!("/queue/{item}/decisions")).header("If-Match", tag);
    request.json(&json!({"action": "hide", "explanation": EXPLANATION}))
}

on_both!(
    async fn a_decision_about_a_stale_or_decided_item(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "spam").await;
        let item = id(&scene.item().await);
        let tag = scene.moderator.get(&format!("/queue/{item}")).await.header("etag").to_owned();
        let browser = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let page = format!("/queue/{item}/decide");
        let typed = [("action", "hide"), ("explanation", EXPLANATION), ("version", "1")];
        scene.reported(&scene.other, "spam").await;
        refuses(&site, hides(&scene.moderator, &item, &tag), (412, "stale")).await;
        shows_again(&site, browser.form(&site, &page, &typed), 412, &["given under the seller"]).await;
        decide(&scene.other, &item, json!({"action": "no_breach"})).await.with(201);
        let decided = scene.moderator.get(&format!("/queue/{item}")).await;
        refuses(&site, hides(&scene.moderator, &item, decided.header("etag")), (409, "already_decided")).await;
        let version = decided.body["version"].to_string();
        let typed = [("action", "hide"), ("explanation", EXPLANATION), ("version", version.as_str())];
        shows_again(&site, browser.form(&site, &page, &typed), 409, &["given under the seller"]).await;
        site.is_whole().await;
    }
);

on_both!(
    async fn an_appeal_heard_by_whoever_decided(site) {
        let scene = Scene::of(&site).await;
        let browser = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        scene.reader.post("/flags", flag("post", &scene.post, "spam")).await.with(201);
        let item = id(&scene.item().await);
        let request = site.client().post(site.url(&format!("/api/v1/queue/{item}/decisions"))).bearer_auth(&browser.token);
        let decided = request.header("If-Match", "*").json(&json!({"action": "hide"})).send().await.unwrap();
        let decided: serde_json::Value = decided.json().await.unwrap();
        let path = format!("/statements/{}/appeals", decided["statement_id"].as_str().unwrap());
        let appeal = id(&scene.author.post(&path, json!({"text": "It should not be."})).await.with(201));
        let upheld = json!({"outcome": "upheld", "reason": "I was right."});
        let hears = site.client().post(site.url(&format!("/api/v1/appeals/{appeal}/decisions")));
        refuses(&site, hears.bearer_auth(&browser.token).json(&upheld), (403, "conflict_of_interest")).await;
        let typed = [("outcome", "upheld"), ("reason", "I was right.")];
        shows_again(&site, browser.form(&site, &format!("/appeals/{appeal}"), &typed), 403, &[]).await;
        let own = scene.author.request(Method::POST, &format!("/appeals/{appeal}/decisions"));
        refuses(&site, own.json(&upheld), (403, "forbidden")).await;
        scene.other.post(&format!("/appeals/{appeal}/decisions"), upheld).await.with(201);
        site.is_whole().await;
    }
);
