//! Signing in: the same words for everybody, and a growing delay after failures.

use crate::on_both;
use crate::support::people::{PASSWORD, Person, post, send};
use serde_json::json;

const SESSIONS: &str = "/api/v1/sessions";

on_both!(
    async fn failures_look_alike(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let wrong = post(&site, SESSIONS, json!({"email": wren.email, "password": "something-else-12"})).await;
        let nobody = post(&site, SESSIONS, json!({"email": "nobody@people.example", "password": PASSWORD})).await;
        let no_address = post(&site, SESSIONS, json!({"email": "wren", "password": PASSWORD})).await;
        for answer in [&wrong, &nobody, &no_address] {
            assert_eq!((answer.status, &answer.body["detail"]), (401, &wrong.body["detail"]));
        }
        nobody.refused(401, "sign_in_failed");
        let capitals = post(&site, SESSIONS, json!({"email": "WREN@people.example", "password": PASSWORD})).await;
        let tokens = capitals.with(201);
        assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&"Bearer".into(), &600.into()));
        assert_eq!(tokens["account"]["id"], wren.id.as_str());
        assert_eq!(tokens["account"], wren.get("/me").await.with(200));
    }
);

on_both!(
    async fn five_failures_delay_the_next(site, |config| config.limits.enabled = true) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let tried = |password: &str| post(&site, SESSIONS, json!({"email": wren.email, "password": password}));
        for _ in 0..5 {
            tried("something-else-12").await.refused(401, "sign_in_failed");
        }
        let delayed = tried(PASSWORD).await;
        let seconds: u32 = delayed.header("retry-after").parse().unwrap();
        assert!((1..=2).contains(&seconds), "{seconds}");
        delayed.refused(429, "sign_in_delayed");
        let credentials = json!({"email": wren.email, "password": PASSWORD});
        let elsewhere = site.client().post(site.url(SESSIONS)).header("X-Forwarded-For", "192.0.2.7");
        send(elsewhere.json(&credentials)).await.with(201);
    }
);

on_both!(
    async fn one_address_signs_in_only_so_often(site, |config| {
        config.limits.enabled = true;
        config.limits.sign_ins_per_minute_per_address = 2;
    }) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let credentials = json!({"email": wren.email, "password": PASSWORD});
        post(&site, SESSIONS, credentials.clone()).await.with(201);
        let answer = post(&site, SESSIONS, credentials).await;
        assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
        answer.refused(429, "too_many_requests");
    }
);
