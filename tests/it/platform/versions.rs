//! What a reader has already is not sent again; what every answer carries.

use crate::on_both;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Patient, send};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

on_both!(
    async fn an_unchanged_case_is_not_sent_again(site) {
        let admin = Admin::of(&site, "admin").await;
        let patient = Patient::of(&site, "wren").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let case = patient.files_complaint(&clinic).await;
        let path = format!("/complaints/{case}");
        let first = patient.get(&path).await;
        let tag = first.header("etag").to_owned();
        let version = first.body["version"].to_string();
        assert!(tag.starts_with(&format!("\"{version}.")), "{tag}");
        let known = |tag: String| send(patient.request(Method::GET, &path).header("If-None-Match", tag));
        let same = known(tag.clone()).await;
        assert_eq!((same.status, same.text.as_str(), same.header("etag")), (304, "", tag.as_str()));
        assert_eq!(known(format!("W/{tag}, \"other\"")).await.status, 304);
        patient.acts(&case, "withdrawal", serde_json::json!({"reason": "We talked."})).await.with(201);
        assert_eq!(known(tag).await.status, 200);
        let broken = patient.request(Method::POST, &format!("{path}/withdrawal")).header("If-Match", "nonsense");
        send(broken.json(&serde_json::json!({"reason": "Again."}))).await.refused(400, "malformed");
    }
);

on_both!(
    async fn a_file_that_a_reader_has_is_not_sent_again(site) {
        let admin = Admin::of(&site, "admin").await;
        let patient = Patient::of(&site, "wren").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let case = patient.files_complaint(&clinic).await;
        let file = Form::new().part("file", Part::bytes(b"%PDF-1.4\n%%EOF\n".to_vec()).file_name("invoice.pdf"));
        let evidence = format!("/complaints/{case}/evidence");
        send(patient.request(Method::POST, &evidence).multipart(file)).await.with(201);
        let files = [format!("{evidence}/1"), "/complaints.csv".into(), format!("/clinics/{}/reviews.csv", clinic.id)];
        for path in files {
            let first = patient.get(&path).await;
            let tag = first.header("etag").to_owned();
            assert!(first.status == 200 && !first.text.is_empty() && !tag.is_empty(), "{path}: {first:?}");
            let again = |tag: &str| send(patient.request(Method::GET, &path).header("If-None-Match", tag));
            let same = again(&tag).await;
            assert_eq!((same.status, same.text.as_str(), same.header("etag")), (304, "", tag.as_str()), "{path}");
            assert_eq!(again("\"0.another\"").await.text, first.text, "{path}");
        }
    }
);

/// What every answer carries, besides the policies that are looked into.
const DRESS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

on_both!(
    async fn every_answer_is_dressed(site) {
        for path in ["/api/v1/complaints", "/api/v1/nowhere", "/api/v1/me", "/", "/nowhere"] {
            let answer = send(site.client().get(site.url(path))).await;
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{path}: {policy}");
            for (name, value) in DRESS {
                assert_eq!(answer.header(name), *value, "{path}: {name}");
            }
            assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
            assert_eq!(answer.header("strict-transport-security"), "", "{path}: this site is not https");
        }
    }
);

on_both!(
    async fn a_site_with_https_keeps_browsers_there(site, |config| {
        config.server.public_url = "https://candor.example".into();
    }) {
        for path in ["/api/v1/complaints", "/", "/nowhere"] {
            let answer = send(site.client().get(site.url(path))).await;
            assert_eq!(answer.header("strict-transport-security"), "max-age=63072000; includeSubDomains", "{path}");
        }
    }
);

on_both!(
    async fn requests_beyond_the_rate_are_told_when_to_come_again(site, |config| {
        config.limits.enabled = true;
        config.limits.reads_per_minute_per_address = 3;
    }) {
        let read = || send(site.client().get(site.url("/api/v1/complaints")));
        for _ in 0..3 {
            let answer = read().await;
            assert!(!answer.header("ratelimit").is_empty() && !answer.header("ratelimit-policy").is_empty());
            answer.with(200);
        }
        let answer = read().await;
        assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
        answer.refused(429, "too_many_requests");
    }
);
