//! What was hidden, removed or masked is nowhere: no route, page, feed, revision, quote, tag or log shows it.

use super::{SECRET, Scene, WORDS, flag, id};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Person, send};
use reqwest::Method;
use serde_json::json;

/// Where somebody, or a guest, finds `word` of all that can be opened around the post and its author's `own` other
/// thread, which is told by its id and its slug.
pub async fn finds(
    site: &TestSite,
    (scene, own): (&Scene, Option<(&str, &str)>),
    who: &Person,
    word: &str,
) -> Vec<String> {
    let (thread, post) = (&scene.thread, &scene.post);
    let mut paths = vec![
        format!("/posts/{post}"),
        format!("/posts/{post}/revisions"),
        format!("/threads/{thread}"),
        format!("/threads/{thread}/posts"),
    ];
    let mut pages = vec![
        format!("/t/{thread}/best-choice-for-3-500-grafts"),
        format!("/t/{thread}/best-choice-for-3-500-grafts?quote=2"),
        format!("/posts/{post}/revisions"),
    ];
    if let Some((id, slug)) = own {
        paths.extend([format!("/threads/{id}"), format!("/threads/{id}/posts")]);
        pages.push(format!("/t/{id}/{slug}"));
    }
    let lists = ["/threads", "/categories", "/moderation-log", "/moderation-log/counts", "/me/flags", "/transparency"];
    paths.extend(lists.map(str::to_owned));
    let lists = ["/", "/threads", "/categories", "/threads.atom", "/moderation-log", "/transparency"];
    pages.extend(lists.map(str::to_owned));
    let mut found = Vec::new();
    for path in paths {
        if who.get(&path).await.text.contains(word) {
            found.push(path);
        }
    }
    for page in pages {
        if site.get(&page).await.text().await.unwrap().contains(word) {
            found.push(page);
        }
    }
    found
}

/// What still shows the words of the post.
async fn leaks(site: &TestSite, scene: &Scene, who: &Person) -> Vec<String> {
    finds(site, (scene, None), who, SECRET).await
}

/// Edits the post after the grace, so that what it said before lies in a revision.
async fn edited(site: &TestSite, scene: &Scene) {
    site.advance("PT10M").await;
    let path = format!("/posts/{}", scene.post);
    let tag = scene.author.get(&path).await.header("etag").to_owned();
    let request = scene.author.request(Method::PATCH, &path).header("If-Match", tag);
    send(request.json(&json!({"body": format!("{WORDS} Today.")}))).await.with(200);
}

/// Reports the post, takes it from sight, and looks everywhere.
async fn goes(site: &TestSite, action: &str) {
    let scene = Scene::of(site).await;
    edited(site, &scene).await;
    assert!(leaks(site, &scene, &scene.reader).await.len() >= 5);
    scene.reported(&scene.reader, "spam").await;
    scene.decided(json!({"action": action})).await;
    assert_eq!(leaks(site, &scene, &scene.reader).await, Vec::<String>::new());
    assert_eq!(leaks(site, &scene, &scene.author).await, Vec::<String>::new(), "its author");
    // What readers cannot see they cannot report either.
    scene.author.post("/flags", flag("post", &scene.post, "other")).await.wrong("/target_id", "no_such");
    let seen = scene.post_as(&scene.moderator).await;
    assert!(seen["body"].as_str().unwrap().contains(SECRET));
}

on_both!(
    async fn hidden_words_are_nowhere(site) {
        goes(&site, "hide").await;
    }
);

on_both!(
    async fn removed_words_are_nowhere(site) {
        goes(&site, "remove").await;
    }
);

on_both!(
    async fn masked_words_are_replaced_everywhere_and_come_back(site) {
        let scene = Scene::of(&site).await;
        edited(&site, &scene).await;
        scene.reported(&scene.reader, "personal_data").await;
        let decision = scene.decided(json!({"action": "mask", "passages": [SECRET, "+90 532 111 22 33"]})).await;
        let seen = scene.post_as(&scene.reader).await;
        assert_eq!(seen["state"], "masked");
        assert!(seen["body"].as_str().unwrap().starts_with("Ask for [removed: personal data] at the desk"));
        assert!(seen["body_html"].as_str().unwrap().contains("[removed: personal data]"));
        assert_eq!(leaks(&site, &scene, &scene.reader).await, Vec::<String>::new());
        scene.reader.get(&format!("/posts/{}/revisions", scene.post)).await.refused(404, "not_found");
        let statement = decision["statement_id"].as_str().unwrap();
        let appeal = scene.author.post(&format!("/statements/{statement}/appeals"), json!({"text": "She agreed."})).await;
        let overturn = json!({"outcome": "overturned", "reason": "She wrote to us."});
        scene.other.post(&format!("/appeals/{}/decisions", id(&appeal.with(201))), overturn).await.with(201);
        assert_eq!(scene.post_as(&scene.reader).await["body"], format!("{WORDS} Today."));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_mask_finds_numbers_and_addresses_by_itself(site) {
        let scene = Scene::of(&site).await;
        scene.reported(&scene.reader, "personal_data").await;
        scene.decided(json!({"action": "mask"})).await;
        let seen = scene.post_as(&scene.reader).await["body"].as_str().unwrap().to_owned();
        assert_eq!(seen, "Ask for Derya at the desk, her number is [removed: personal data], and say my name.");
    }
);
