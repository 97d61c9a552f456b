//! Bodies that are no bodies, or say too much.

use crate::on_both;
use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Patient, complaint_about, send};
use reqwest::Method;
use serde_json::json;

async fn posted(patient: &Patient, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = patient.request(Method::POST, "/complaints").header("Content-Type", kind);
    send(request.body(body)).await
}

async fn somebody(site: &TestSite) -> (Patient, Clinic) {
    let admin = Admin::of(site, "admin").await;
    (Patient::of(site, "wren").await, Clinic::listed(&admin, "bosporus").await)
}

on_both!(
    async fn what_is_no_json_is_malformed(site) {
        let (patient, _) = somebody(&site).await;
        const JSON: &str = "application/json";
        posted(&patient, JSON, "{\"a\": ").await.refused(400, "malformed");
        posted(&patient, JSON, "").await.refused(400, "malformed");
        posted(&patient, JSON, &b"{\"narrative\": \"\xff\xfe\"}"[..]).await.refused(400, "malformed");
        let bomb = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        posted(&patient, JSON, bomb).await.refused(400, "too_deep");
        posted(&patient, JSON, "[]").await.refused(422, "invalid");
        posted(&patient, "text/plain", "{}").await.refused(415, "unsupported_media_type");
        posted(&patient, "application/json; charset=latin1", "{}").await.refused(415, "unsupported_media_type");
        posted(&patient, "application/x-www-form-urlencoded", "a=b").await.refused(415, "unsupported_media_type");
        let packed = patient.request(Method::POST, "/complaints").header("Content-Encoding", "gzip");
        send(packed.header("Content-Type", JSON).body("x")).await.refused(415, "unsupported_media_type");
    }
);

on_both!(
    async fn what_is_too_large_is_refused(site) {
        let (patient, clinic) = somebody(&site).await;
        let mut complaint = complaint_about(&clinic);
        complaint["narrative"] = "x".repeat(1_048_576).into();
        patient.post("/complaints", complaint.clone()).await.refused(413, "too_large");
        complaint["narrative"] = "A story that is long enough.".into();
        complaint["procedure"] = "x".repeat(70_000).into();
        patient.post("/complaints", complaint).await.wrong("/procedure", "too_long");
        let query = format!("/complaints?category={}", "x".repeat(4_000));
        patient.get(&query).await.refused(413, "too_large");
    }
);

on_both!(
    async fn every_wrong_field_is_named(site) {
        let (patient, clinic) = somebody(&site).await;
        let mut complaint = complaint_about(&clinic);
        complaint["private_attempt"] = json!({"made": "yes", "who/what": 1});
        complaint["narrative"] = 7.into();
        complaint["surprise"] = json!({});
        let problem = patient.post("/complaints", complaint).await.refused(422, "invalid");
        let mut named: Vec<_> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect();
        named.sort_unstable();
        let expected = [
            ("/narrative", "wrong_type"),
            ("/private_attempt/made", "wrong_type"),
            ("/private_attempt/who~1what", "unknown_field"),
            ("/surprise", "unknown_field"),
        ];
        assert_eq!(named, expected);
        assert_eq!((&problem["status"], &problem["request_id"].is_string()), (&422.into(), &true));
        let page = problem["type"].as_str().unwrap();
        assert_eq!(reqwest::get(page).await.unwrap().status(), 200, "{page}");
    }
);

on_both!(
    async fn no_text_holds_a_nul(site) {
        let (patient, clinic) = somebody(&site).await;
        let mut complaint = complaint_about(&clinic);
        complaint["desired_outcome"] = "a\u{0}b".into();
        patient.post("/complaints", complaint).await.wrong("/desired_outcome", "wrong_type");
    }
);

on_both!(
    async fn problems_speak_the_reader_s_language(site) {
        let german = send(site.client().get(site.url("/api/v1/me")).header("Accept-Language", "de-AT, en;q=0.5")).await;
        let english = send(site.client().get(site.url("/api/v1/me"))).await;
        assert_ne!(german.body["detail"], english.body["detail"]);
        assert_eq!(german.body["code"], english.body["code"]);
    }
);
