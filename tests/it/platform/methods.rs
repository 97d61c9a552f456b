//! Methods a path does not know, HEAD and OPTIONS, addresses that lead nowhere.

use crate::on_both;
use crate::support::people::send;
use reqwest::Method;

on_both!(
    async fn a_method_that_is_not_there_is_named_with_those_that_are(site) {
        let client = site.client();
        let answer = send(client.delete(site.url("/api/v1/complaints"))).await;
        let allowed = answer.header("allow").to_owned();
        answer.refused(405, "method_not_allowed");
        assert_eq!(allowed, "GET, HEAD, OPTIONS, POST");
        let answer = send(client.request(Method::OPTIONS, site.url("/api/v1/complaints"))).await;
        assert_eq!((answer.status, answer.header("allow")), (204, "GET, HEAD, OPTIONS, POST"));
        send(client.get(site.url("/api/v1/nowhere"))).await.refused(404, "not_found");
        assert_eq!(send(client.request(Method::OPTIONS, site.url("/api/v1/nowhere"))).await.status, 404);
        let patch = send(client.patch(site.url("/api/v1/complaints/CMP-2026-000001"))).await;
        assert_eq!(patch.header("allow"), "GET, HEAD, OPTIONS");
        patch.refused(405, "method_not_allowed");
    }
);

on_both!(
    async fn head_is_get_without_its_body(site) {
        let client = site.client();
        for path in ["/api/v1/complaints", "/api/v1/openapi.json"] {
            let get = send(client.get(site.url(path))).await;
            let head = send(client.head(site.url(path))).await;
            assert_eq!((head.status, head.text.as_str()), (200, ""), "{path}");
            for name in ["etag", "content-type", "cache-control", "content-security-policy"] {
                assert_eq!(head.header(name), get.header(name), "{path}: {name}");
            }
        }
        assert_eq!(send(client.head(site.url("/api/v1/me"))).await.status, 401);
    }
);

on_both!(
    async fn whoever_takes_none_of_what_is_there_is_told_so(site) {
        let admin = crate::support::people::Admin::of(&site, "admin").await;
        let clinic = crate::support::make::Clinic::listed(&admin, "bosporus").await;
        let reviews = format!("/api/v1/clinics/{}/reviews.csv", clinic.id);
        let (json, csv) = ("application/json", "text/csv");
        // Nobody is admitted, so a badge is 404 for whoever would take one.
        let badge = format!("/api/v1/coalition/badges/{}.svg", clinic.id);
        let evidence = "/api/v1/complaints/CMP-2026-000001/evidence/1";
        for (path, taken, refused, status) in [
            ("/api/v1/complaints", [json, "text/html,*/*;q=0.8", "application/*"], ["text/html", "image/png", "*/*;q=0"], 200),
            ("/api/v1/threads", [json, "application/problem+json", "*/*"], ["application/xml", "application/pdf", csv], 200),
            ("/api/v1/complaints.csv", [csv, "text/*", "text/html,*/*;q=0.8"], [json, "text/html", "text/csv;q=0"], 200),
            (&reviews, [csv, "text/*", "*/*"], [json, "application/*", "image/*"], 200),
            (&badge, ["image/svg+xml", "image/*", "*/*"], [json, "image/png", "text/*"], 404),
            (evidence, ["application/pdf", "image/*", "*/*"], [json, "text/html", "text/*"], 401),
        ] {
            for accept in taken {
                let answer = send(site.client().get(site.url(path)).header("Accept", accept)).await;
                assert_eq!(answer.status, status, "{path}: {accept}: {}", answer.text);
            }
            for accept in refused {
                send(site.client().get(site.url(path)).header("Accept", accept)).await.refused(406, "not_acceptable");
            }
        }
    }
);
