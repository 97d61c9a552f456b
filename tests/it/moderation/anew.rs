//! What an appeal has sent back and somebody else decides anew: who reads it then, and what its statement says.

use super::pages::opens;
use super::{Scene, acts, decide, id};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use candor::accounts::Role;
use serde_json::{Value, json};

/// The author's appeal against a decision is right in part; answers where the statement is.
async fn sent_back(scene: &Scene, decision: &Value) -> String {
    let statement = format!("/statements/{}", decision["statement_id"].as_str().unwrap());
    let appeal = id(&scene.author.post(&format!("{statement}/appeals"), json!({"text": "Too much."})).await.with(201));
    let partly = json!({"outcome": "partly", "reason": "Less would have done."});
    scene.other.post(&format!("/appeals/{appeal}/decisions"), partly).await.with(201);
    statement
}

async fn state(scene: &Scene, statement: &str) -> Value {
    scene.author.get(statement).await.with(200)["state"].clone()
}

/// A link to the reasons of a decision.
fn link_to(decision: &Value) -> String {
    format!("href=\"/statements/{}\"", decision["statement_id"].as_str().unwrap())
}

/// The statement on its author's page.
async fn read_by(site: &TestSite, email: &str, statement: &str) -> String {
    opens(site, &Browser::at_a_browser(site, email).await, statement).await
}

on_both!(
    async fn whoever_decides_anew_reads_it_afterwards(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "off_topic").await;
        let statement = sent_back(&scene, &scene.decided(json!({"action": "hide"})).await).await;
        let path = format!("/queue/{}", id(&scene.item().await));
        scene.moderator.get(&path).await.refused(403, "conflict_of_interest");
        let masked = decide(&scene.other, &id(&scene.item().await), json!({"action": "mask"})).await.with(201);
        let read = scene.other.get(&path).await.with(200);
        assert_eq!((&read["conflict"], &read["decisions"][0]["id"]), (&json!(false), &masked["id"]));
        assert!(acts(&read).contains(&"restore"), "{read}");
        let listed = scene.other.get("/queue?state=decided&kind=again").await.with(200);
        assert_ne!(listed["items"][0]["title"], "");
        // The author comes from what no longer stands to what does; whoever reported it knows nothing of that.
        assert_eq!(state(&scene, &statement).await, "replaced");
        let page = read_by(&site, &scene.author.email, &statement).await;
        assert!(page.contains("Replaced by a later decision") && page.contains(&link_to(&masked)), "{page}");
        let page = read_by(&site, &scene.reader.email, &statement).await;
        assert!(!page.contains(&link_to(&masked)), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_was_over_by_then_is_decided_anew_as_well(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "off_topic").await;
        let statement = sent_back(&scene, &scene.decided(json!({"action": "silence"})).await).await;
        site.advance("P2D").await;
        assert_eq!(state(&scene, &statement).await, "partly", "nobody has decided anew");
        let warned = decide(&scene.other, &id(&scene.item().await), json!({"action": "warn"})).await.with(201);
        assert_eq!(state(&scene, &statement).await, "replaced");
        let page = read_by(&site, &scene.author.email, &statement).await;
        assert!(page.contains(&link_to(&warned)), "{page}");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_auditor_comes_from_the_log_to_the_reasons(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "off_topic").await;
        let hidden = scene.decided(json!({"action": "hide", "explanation": "It has nothing to do with it."})).await;
        let auditor = Browser::with_roles(&site, "open_books", &[Role::Auditor]).await;
        let log = opens(&site, &auditor, "/moderation-log").await;
        assert!(log.contains(&link_to(&hidden)) && log.contains(">Moderation log<"), "{log}");
        let statement = format!("/statements/{}", hidden["statement_id"].as_str().unwrap());
        assert!(opens(&site, &auditor, &statement).await.contains("It has nothing to do with it."));
        let reader = Browser::at_a_browser(&site, &scene.reader.email).await;
        assert!(!opens(&site, &reader, "/moderation-log").await.contains(&link_to(&hidden)), "the log names nobody");
    }
);
