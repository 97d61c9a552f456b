//! The data to be measured: a site that works, the same for the same seed on either database.

use crate::on_both;
use crate::support::answer::Answer;
use crate::support::app::TestSite;
use candor::error::AppError;
use candor::operations::bench_data::{Made, PASSWORD, Progress, Wish, address, fill};
use serde_json::{Value, json};

const POSTS: u64 = 300;

async fn filled(site: &TestSite) -> Made {
    let mut told = Vec::new();
    let made = fill(&site.app, Wish { posts: POSTS, seed: 7 }, |step| told.push(step)).await.unwrap();
    assert_eq!(told.last(), Some(&Progress { what: "posts", done: POSTS, of: POSTS }));
    made
}

async fn read(site: &TestSite, path: &str) -> Value {
    Answer::of(site.get(path).await).await.ok()
}

/// The threads of the first page, and the posts of one of them.
async fn seen(site: &TestSite) -> (Value, Value) {
    let threads = read(site, "/api/v1/threads").await;
    let posts = read(site, &format!("/api/v1/threads/{}/posts", threads["items"][0]["id"].as_str().unwrap())).await;
    (threads["items"].clone(), posts["items"].clone())
}

on_both!(
    async fn the_data_to_measure_is_a_site_that_works(site) {
        let made = filled(&site).await;
        let twin = TestSite::start(Engine::Sqlite).await;
        filled(&twin).await;
        assert_eq!(seen(&site).await, seen(&twin).await);

        let categories = read(&site, "/api/v1/categories").await;
        let counted: u64 = categories["items"].as_array().unwrap().iter().map(|row| row["thread_count"].as_u64().unwrap()).sum();
        assert_eq!(counted, made.threads);
        let physicians = read(&site, "/api/v1/physicians").await;
        assert_eq!(physicians["items"][0]["rating"]["shown"], true, "{physicians}");
        let credentials = json!({"email": address(0), "password": PASSWORD});
        let session = site.client().post(site.url("/api/v1/sessions")).json(&credentials).send().await.unwrap();
        assert_eq!(session.status(), 201);
        for path in ["/", "/threads", "/physicians", "/clinics"] {
            assert_eq!(site.get(path).await.status(), 200, "{path}");
        }
    }
);

on_both!(
    async fn a_site_with_people_is_not_filled(site) {
        filled(&site).await;
        let again = fill(&site.app, Wish { posts: 1, seed: 7 }, |_| {}).await;
        assert!(matches!(again, Err(AppError::Unavailable(_))));
    }
);
