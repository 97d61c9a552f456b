//! Bounds of what may be sent: headers together, one field of a form; by one link, one account, one address.

use crate::on_both;
use crate::support::people::{Patient, Person, post, send};
use serde_json::json;

on_both!(
    async fn headers_are_bounded_together(site) {
        let with = |bytes: usize| send(site.client().get(site.url("/api/v1/threads")).header("X-Filler", "x".repeat(bytes)));
        with(8_000).await.with(200);
        with(17_000).await.refused(413, "too_large");
    }
);

on_both!(
    async fn a_field_of_a_form_is_as_long_as_one_of_json_at_most(site) {
        let next = "/".repeat(70_000);
        let fields = [("email", "ana@example.org"), ("password", "short"), ("next", next.as_str())];
        let form = site.client().post(site.url("/sign-in")).header("Origin", &site.address).form(&fields);
        let answer = send(form).await;
        assert_eq!(answer.status, 422, "before the password is looked at");
    }
);

on_both!(
    async fn each_link_of_a_letter_has_its_own_rate(site, |config| {
        config.limits.enabled = true;
        config.limits.case_link_requests_per_minute = 2;
    }) {
        let by = |link: &str| send(site.client().get(site.url(&format!("/api/v1/case-links/{link}"))));
        for _ in 0..2 {
            by("one").await.refused(404, "link_expired");
        }
        by("one").await.refused(429, "too_many_requests");
        by("another").await.refused(404, "link_expired");
        let page = send(site.client().get(site.url("/case-links/one"))).await;
        assert_eq!(page.status, 429, "the page counts with it");
    }
);

/// A write that changes nothing: nobody has these fields.
async fn writes(person: &Person) -> u16 {
    person.post("/drafts", json!({"kind": "nothing"})).await.status
}

on_both!(
    async fn each_account_has_its_own_rate_of_writes(site, |config| {
        config.limits.enabled = true;
        config.limits.writes_per_minute_per_account = 2;
        config.limits.writes_per_minute_per_address = 1_000;
    }) {
        let (wren, ines) = (Patient::of(&site, "wren").await, Patient::of(&site, "ines").await);
        let elsewhere = Person::signs_in(&site, &wren.email).await;
        assert_eq!((writes(&wren).await, writes(&elsewhere).await), (422, 422));
        for again in [&*wren, &elsewhere] {
            let answer = again.post("/drafts", json!({"kind": "nothing"})).await;
            assert!(answer.header("ratelimit-policy").starts_with("\"account-writes\";q=2;"), "{answer:?}");
            answer.refused(429, "too_many_requests");
        }
        assert_eq!(writes(&ines).await, 422, "another account is not held up");
        wren.get("/me").await.with(200);
    }
);

on_both!(
    async fn an_address_has_its_rate_of_writes_whoever_writes(site, |config| {
        config.limits.enabled = true;
        config.limits.writes_per_minute_per_address = 4;
    }) {
        let wren = Patient::of(&site, "wren").await;
        let guest = || post(&site, "/api/v1/accounts", json!({}));
        for _ in 0..3 {
            guest().await.refused(422, "invalid");
        }
        let answer = guest().await;
        assert!(answer.header("ratelimit-policy").starts_with("\"writes\";q=4;"), "{answer:?}");
        answer.refused(429, "too_many_requests");
        assert_eq!(writes(&wren).await, 429);
        wren.get("/me").await.with(200);
    }
);
