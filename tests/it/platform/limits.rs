//! Bounds of what may be sent: headers together, one field of a form, requests by one link.

use crate::on_both;
use crate::support::people::send;

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
