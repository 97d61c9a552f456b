//! Limits by address: those who share one share its bounds, and whoever is not new is not counted among the new.

use super::{thread_of, without_pauses};
use crate::on_both;
use crate::support::answer::Answer;
use crate::support::ledger::connect;
use crate::support::people::{Admin, Patient, Person, send};
use candor::clock::Timestamp;
use candor::config::Config;
use candor::db::schema::post_origins::dsl;
use candor::forum;
use chrono::Duration;
use diesel::prelude::*;
use reqwest::Method;
use serde_json::json;

/// Two addresses of one household, and one next door.
const HERE: [&str; 2] = ["2001:db8:1:2::7", "2001:db8:1:2:a:b:c:d"];
const ELSEWHERE: &str = "2001:db8:1:3::7";

/// No pauses, and a proxy before the site that says where each request comes from.
fn behind_a_proxy(config: &mut Config) {
    without_pauses(config);
    config.server.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
}

async fn replies(who: &Person, address: &str, posts: &str, words: &str) -> Answer {
    let request = who.request(Method::POST, posts).header("X-Forwarded-For", address);
    send(request.json(&json!({"body": words}))).await
}

/// As [`refused`](Answer::refused), and it says when to come back.
fn refuses_for_now(answer: Answer, code: &str) {
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    answer.refused(429, code);
}

on_both!(
    async fn new_members_of_a_household_share_its_first_day(site, |config| {
        behind_a_proxy(config);
        config.limits.first_day_replies = 2;
    }) {
        // Quotas live by the machine's clock, ages of accounts by the site's: here both say the same.
        let ahead = site.app.site().clock.machine_now().since(site.now()).num_seconds();
        site.advance(&format!("PT{ahead}S")).await;
        let (admin, olga) = (Admin::of(&site, "admin").await, Patient::of(&site, "olga").await);
        let thread = thread_of(&admin, &olga).await;
        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        site.advance("P2D").await;
        let olga = Patient(Person::signs_in(&site, &olga.email).await);
        for number in 0..3 {
            replies(&olga, HERE[0], &posts, &format!("Welcome, number {number}.")).await.with(201);
        }
        let (ann, ben) = (Patient::of(&site, "ann").await, Patient::of(&site, "ben").await);
        replies(&ann, HERE[0], &posts, "Hello, says Ann.").await.with(201);
        replies(&ben, HERE[1], &posts, "Hello, says Ben.").await.with(201);
        refuses_for_now(replies(&ben, HERE[0], &posts, "Is there room?").await, "first_day_limit");
        replies(&ben, ELSEWHERE, &posts, "There is room next door.").await.with(201);
        replies(&olga, HERE[1], &posts, "Whoever is not new may go on.").await.with(201);
    }
);

on_both!(
    async fn an_address_keeps_the_pause_between_posts(site, |config| {
        behind_a_proxy(config);
        config.limits.post_seconds = 3_600;
    }) {
        let (admin, ann, ben) =
            (Admin::of(&site, "admin").await, Patient::of(&site, "ann").await, Patient::of(&site, "ben").await);
        let thread = thread_of(&admin, &Patient::of(&site, "olga").await).await;
        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        replies(&ann, HERE[0], &posts, "Hello, says Ann.").await.with(201);
        refuses_for_now(replies(&ben, HERE[1], &posts, "Hello, says Ben.").await, "too_soon");
        replies(&ben, ELSEWHERE, &posts, "Hello from next door.").await.with(201);
    }
);

on_both!(
    async fn an_address_does_not_say_the_same_under_two_names(site, behind_a_proxy) {
        let (admin, ann, ben) =
            (Admin::of(&site, "admin").await, Patient::of(&site, "ann").await, Patient::of(&site, "ben").await);
        let thread = thread_of(&admin, &Patient::of(&site, "olga").await).await;
        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        replies(&ann, HERE[0], &posts, "They are the best!").await.with(201);
        refuses_for_now(replies(&ben, HERE[1], &posts, "They are  the BEST!").await, "duplicate_text");
        replies(&ben, ELSEWHERE, &posts, "They are the best!").await.with(201);
    }
);

on_both!(
    async fn addresses_are_not_readable_and_not_kept(site, behind_a_proxy) {
        let (admin, ann) = (Admin::of(&site, "admin").await, Patient::of(&site, "ann").await);
        let thread = thread_of(&admin, &ann).await;
        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        replies(&ann, HERE[0], &posts, "One.").await.with(201);
        let second = replies(&ann, HERE[1], &posts, "Two.").await.with(201);
        let kept = || -> Vec<(String, String)> {
            let mut connection = connect(&site.app.config().database_url());
            dsl::post_origins.select((dsl::post_id, dsl::origin)).load(&mut connection).unwrap()
        };
        let origins = kept();
        assert_eq!(origins.len(), 3, "the thread's first post came from somewhere too");
        let of = |id: &str| origins.iter().find(|(post, _)| post == id).map(|(_, origin)| origin.clone()).unwrap();
        let here = of(second["id"].as_str().unwrap());
        assert!(here.len() == 64 && !here.contains(':'), "{here}");
        assert_eq!(origins.iter().filter(|(_, origin)| *origin == here).count(), 2, "a /64 is one sender");
        let long_ago: Timestamp = site.app.site().clock.machine_now().minus(Duration::days(2));
        diesel::update(dsl::post_origins.filter(dsl::origin.eq(&here)))
            .set(dsl::received_at.eq(long_ago))
            .execute(&mut connect(&site.app.config().database_url()))
            .unwrap();
        assert_eq!(site.app.write(forum::forget_origins).await.unwrap(), 2);
        assert_eq!(kept().len(), 1);
    }
);
