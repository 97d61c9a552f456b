//! How many statements a list of statements or appeals may cost: the same for one as for many.

use super::{Scene, decide, flag, id, staff};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::costs::{self, Read};
use candor::accounts::Role;
use serde_json::json;
use std::ops::Range;

const MANY: usize = 12;

/// As many posts more that were hidden after a report, each with an appeal of its author.
async fn fill(scene: &Scene, numbers: Range<usize>) {
    for number in numbers {
        let words = json!({"body": format!("Number {number}: ask for the price at the desk.")});
        let post = id(&scene.author.post(&format!("/threads/{}/posts", scene.thread), words).await.with(201));
        scene.reader.post("/flags", flag("post", &post, "off_topic")).await.with(201);
        let queue = scene.moderator.get("/queue?limit=100").await.with(200);
        let item = queue["items"].as_array().unwrap().iter().find(|item| item["target_id"] == post.as_str());
        let item = id(item.unwrap_or_else(|| panic!("no item about {post} in {queue}")));
        let hide = json!({"action": "hide", "explanation": "It has nothing to do with the question."});
        let decision = decide(&scene.moderator, &item, hide).await.with(201);
        let appeals = format!("/statements/{}/appeals", decision["statement_id"].as_str().unwrap());
        scene.author.post(&appeals, json!({"text": "It has to do with it."})).await.with(201);
    }
}

on_both!(
    async fn a_list_of_appeals_costs_the_same_however_long_it_is(site, |config| config.jobs.poll_ms = 3_600_000) {
        let scene = Scene::of(&site).await;
        let hearer = Browser::at_a_browser(&site, &staff(&site, "hearer", &[Role::Appeals]).await.email).await;
        let author = Browser::at_a_browser(&site, &scene.author.email).await;
        let reader = Browser::at_a_browser(&site, &scene.reader.email).await;
        let reads: [Read<'_>; 7] = [
            ("/api/v1/appeals".to_owned(), Some(&hearer)),
            ("/appeals".to_owned(), Some(&hearer)),
            ("/api/v1/me/statements".to_owned(), Some(&author)),
            ("/me/statements".to_owned(), Some(&author)),
            ("/api/v1/me/flags".to_owned(), Some(&reader)),
            ("/me/reports".to_owned(), Some(&reader)),
            ("/moderation-log".to_owned(), None),
        ];
        fill(&scene, 0..1).await;
        let one = costs::of(&site, &reads).await;
        fill(&scene, 1..MANY).await;
        let many = costs::of(&site, &reads).await;
        let listed = scene.author.get("/me/statements?limit=100").await.with(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), MANY);
        costs::are_the_same(&reads, &one, &many);
    }
);
