//! Lists of threads and posts, read forth and back; and what stays of a post that was deleted.

use super::change;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{Admin, Patient, Person, send};
use candor::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// A page as a guest reads it.
async fn page(site: &TestSite, path: &str) -> Value {
    send(site.client().get(site.url(&format!("/api/v1{path}")))).await.with(200)
}

/// What `name` says of each item of a list.
fn said(page: &Value, name: &str) -> Vec<Value> {
    page["items"].as_array().unwrap().iter().map(|item| item[name].clone()).collect()
}

/// Reads a list two by two to its end and all the way back; answers what `name` says of each item.
async fn forth_and_back(site: &TestSite, path: &str, name: &str) -> Vec<Value> {
    let first = page(site, path).await;
    assert_eq!(first["prev"], Value::Null, "{path}: nothing is before the first page");
    let mut pages = vec![first];
    while let Some(cursor) = pages.last().unwrap()["next"].as_str() {
        let next = page(site, &format!("{path}&cursor={cursor}")).await;
        pages.push(next);
        assert!(pages.len() < 10, "{path} never ends");
    }
    for place in (1..pages.len()).rev() {
        let cursor = pages[place]["prev"].as_str().unwrap_or_else(|| panic!("{path}: no way back from {place}"));
        let back = page(site, &format!("{path}&cursor={cursor}")).await;
        assert_eq!(said(&back, "id"), said(&pages[place - 1], "id"), "{path}: back to {}", place - 1);
    }
    let sizes: Vec<usize> = pages.iter().map(|page| said(page, "id").len()).collect();
    assert!(sizes.iter().rev().skip(1).all(|size| *size == 2), "{path}: {sizes:?}");
    pages.iter().flat_map(|page| said(page, name)).collect()
}

on_both!(
    async fn threads_are_listed_in_each_order(site) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let mut categories = Vec::new();
        for slug in ["before", "after"] {
            let new = json!({"name": slug, "slug": slug});
            categories.push(admin.post("/categories", new).await.with(201)["id"].clone());
        }
        let mut threads = Vec::new();
        for number in 0..5 {
            site.advance("PT1M").await;
            let tags = if (1..4).contains(&number) { json!(["donor"]) } else { json!([]) };
            let new = json!({
                "category_id": categories[number % 2], "title": format!("Question number {number}"), "body": "I wonder.",
                "tags": tags,
            });
            threads.push(wren.post("/threads", new).await.with(201)["id"].as_str().unwrap().to_owned());
        }
        for answered in [1, 0] {
            site.advance("PT1M").await;
            wren.post(&format!("/threads/{}/posts", threads[answered]), json!({"body": "So do I."})).await.with(201);
        }
        for (asked, order) in [
            ("", &[0, 1, 4, 3, 2][..]),
            ("&sort=activity", &[0, 1, 4, 3, 2]),
            ("&sort=newest", &[4, 3, 2, 1, 0]),
            ("&sort=unanswered", &[4, 3, 2]),
            ("&category=before", &[0, 4, 2]),
            ("&category=after&sort=newest", &[3, 1]),
            ("&tag=donor", &[1, 3, 2]),
            ("&tag=donor&category=after", &[1, 3]),
            ("&tag=nothing", &[]),
        ] {
            let wanted: Vec<Value> = order.iter().map(|place| json!(threads[*place])).collect();
            assert_eq!(forth_and_back(&site, &format!("/threads?limit=2{asked}"), "id").await, wanted, "{asked}");
        }
        wren.get("/threads?category=nowhere").await.wrong("?category", "no_such");
    }
);

on_both!(
    async fn a_deleted_post_keeps_its_place_and_its_number(site) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let otter = Person::with_roles(&site, "otter", &[Role::Moderator]).await;
        let thread = crate::forum::thread_of(&admin, &wren).await;
        let path = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        let mut replies = Vec::new();
        for word in ["second", "third", "fourth", "fifth"] {
            site.advance("PT1M").await;
            let reply = wren.post(&path, json!({"body": format!("The {word} word.")})).await.with(201);
            replies.push(format!("/posts/{}", reply["id"].as_str().unwrap()));
        }
        let last = replies.last().unwrap();
        for gone in [&replies[1], last] {
            let deleted = change(&wren, Method::DELETE, gone, json!({})).await;
            assert!(deleted.status < 300, "{deleted:?}");
        }
        let next = wren.post(&path, json!({"body": "The sixth word."})).await.with(201);
        assert_eq!(next["number"], 6, "the number of a deleted post is not given again");

        let list = format!("{path}?limit=2");
        assert_eq!(forth_and_back(&site, &list, "number").await, [1, 2, 3, 4, 5, 6].map(Value::from));
        let whole = page(&site, &path).await;
        for place in [2, 4] {
            let gone = &whole["items"][place];
            assert_eq!(gone["state"], "deleted_by_author", "{gone}");
            assert_eq!((&gone["body"], &gone["body_html"]), (&Value::Null, &Value::Null), "{gone}");
            assert!(gone["deleted_at"].is_string() && gone["author"]["display_name"].is_string(), "{gone}");
        }
        let read = whole.to_string() + &page(&site, &replies[1]).await.to_string();
        assert!(!read.contains("third word") && !read.contains("fifth word") && read.contains("fourth word"), "{read}");
        let by_staff = otter.get(&path).await.with(200).to_string();
        assert!(by_staff.contains("third word") && by_staff.contains("fifth word"), "{by_staff}");
    }
);

on_both!(
    async fn the_page_of_a_thread_says_who_opened_it(site) {
        let (admin, wren) = (Admin::of(&site, "admin").await, Patient::of(&site, "wren").await);
        let robin = Patient::of(&site, "robin").await;
        let category = admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201);
        for (kind, said) in [("question", "<p>Asked the question</p>"), ("discussion", "<p>Opened the discussion</p>")] {
            site.advance("PT1M").await;
            let new = json!({
                "category_id": category["id"], "kind": kind, "title": format!("Who counts? A {kind}"), "body": "I wonder.",
            });
            let thread = wren.post("/threads", new).await.with(201);
            let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
            robin.post(&posts, json!({"body": format!("Not I, says Robin of the {kind}.")})).await.with(201);
            site.advance("PT1M").await;
            wren.post(&posts, json!({"body": format!("Thank you for the {kind}.")})).await.with(201);
            let path = format!("/t/{}/{}", thread["id"].as_str().unwrap(), thread["slug"].as_str().unwrap());
            let page = site.get(&path).await.text().await.unwrap();
            assert_eq!(page.matches(said).count(), 2, "of three posts two are Wren's: {page}");
        }
    }
);
