//! Whoever has no part in a complaint learns nothing of it, not even that it exists; parties do only what is theirs.

use super::{Cast, words};
use crate::on_both;
use crate::support::people::{Panel, Stranger, complaint_about, send};
use reqwest::Method;
use serde_json::{Value, json};

/// Every act on a complaint, with a body that passes its checks.
fn acts(panel: &Panel) -> Vec<(Method, &'static str, Value)> {
    let reason = || json!({"reason": "Because."});
    let triage = json!({"category": "other", "severity": 1, "proof_needed": false, "private_attempt_shown": false});
    vec![
        (Method::POST, "triage", triage),
        (Method::POST, "evidence/assessment", json!({"level": 1})),
        (Method::PUT, "acknowledgement", Value::Null),
        (Method::POST, "responses", json!({"code": "explained", "text": "So."})),
        (Method::POST, "feedback", json!({"satisfied": "yes"})),
        (Method::POST, "escalations", reason()),
        (Method::PUT, "panel", panel.seats()),
        (Method::POST, "recusals", reason()),
        (Method::POST, "mediation", words()),
        (Method::POST, "evidence-call", words()),
        (Method::POST, "findings", words()),
        (Method::POST, "factual-check", words()),
        (Method::POST, "comments", words()),
        (Method::POST, "decision", panel.decision("upheld", [true; 3])),
        (Method::POST, "appeals", json!({"ground": "fact", "text": "No."})),
        (Method::POST, "withdrawal", reason()),
        (Method::POST, "closures", json!({"outcome": "duplicate", "reason": "Twice."})),
        (Method::PUT, "pause", json!({"order": "Court", "until": "2026-03-20T10:00:00Z"})),
        (Method::DELETE, "pause", Value::Null),
        (Method::POST, "extensions", json!({"step": "proof", "reason": "More."})),
        (Method::POST, "identity-consent", json!({})),
        (Method::DELETE, "public-narrative", Value::Null),
        (Method::GET, "events", Value::Null),
        (Method::GET, "receipt", Value::Null),
    ]
}

on_both!(
    async fn strangers_and_guests_find_nothing(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let stranger = Stranger::of(&site, "grey_heron").await;
        let case = cast.case_with_clinic().await;
        for (method, act, body) in acts(&panel) {
            let path = format!("/complaints/{case}/{act}");
            let request = |request: reqwest::RequestBuilder| {
                if body.is_null() { request } else { request.json(&body) }
            };
            let answer = send(request(stranger.request(method.clone(), &path))).await;
            assert_eq!((answer.status, answer.body["code"].as_str()), (404, Some("not_found")), "{method} {act}");
            let guest = site.client().request(method.clone(), site.url(&format!("/api/v1{path}")));
            let answer = send(request(guest)).await;
            assert_eq!((answer.status, answer.body["code"].as_str()), (401, Some("unauthenticated")), "{method} {act}");
            let nowhere = path.replace(&case, "CMP-2026-999999");
            let answer = send(request(cast.officer.request(method.clone(), &nowhere))).await;
            assert_eq!((answer.status, answer.body["code"].as_str()), (404, Some("not_found")), "{method} {act}");
        }
        let stale = stranger.request(Method::POST, &format!("/complaints/{case}/withdrawal")).header("If-Match", "\"0.0\"");
        send(stale.json(&json!({"reason": "Mine."}))).await.refused(404, "not_found");
        stranger.get(&format!("/complaints/{case}")).await.refused(404, "not_found");
        assert_eq!(site.get(&format!("/api/v1/complaints/{case}")).await.status(), 404);
        stranger.get("/cases").await.refused(403, "forbidden");
        assert!(stranger.get("/me/complaints").await.with(200)["items"].as_array().unwrap().is_empty());
        assert_eq!(cast.board.get("/cases?state=with_clinic").await.with(200)["items"].as_array().unwrap().len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn parties_do_only_what_is_theirs(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let case = cast.case_with_clinic().await;
        let of_patient = ["feedback", "escalations", "withdrawal", "public-narrative", "receipt", "comments", "appeals", "identity-consent"];
        let of_clinic = ["acknowledgement", "responses", "comments", "appeals"];
        for (method, act, body) in acts(&panel) {
            let path = format!("/complaints/{case}/{act}");
            for (who, own) in [(&cast.patient.0, &of_patient[..]), (&desk.0, &of_clinic[..])] {
                if act == "events" || own.contains(&act) {
                    continue;
                }
                let request = who.request(method.clone(), &path);
                let answer = send(if body.is_null() { request } else { request.json(&body) }).await;
                assert_eq!((answer.status, answer.body["code"].as_str()), (403, Some("forbidden")), "{} {act}", who.email);
            }
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn staff_with_a_part_of_their_own_are_not_staff(site) {
        let cast = Cast::of(&site).await;
        let filed = cast.officer.post("/complaints", complaint_about(&cast.clinic)).await.with(201);
        let case = filed["id"].as_str().unwrap();
        let triage = json!({"category": "other", "severity": 1, "proof_needed": false, "private_attempt_shown": false});
        cast.officer.acts(case, "triage", triage).await.refused(403, "forbidden");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_unnamed_patient_stays_unnamed_to_the_clinic_s_account(site) {
        let cast = Cast::of(&site).await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["identity_consent"] = false.into();
        complaint["public_narrative"] = "I am the one with the red scarf of 3 January.".into();
        let attempt = json!({"made": true, "channel": "telephone", "description": "I rang on 5 January as Ada L."});
        complaint["private_attempt"] = attempt;
        let case = cast.patient.files(complaint).await;
        cast.officer.sends_to_clinic(&case).await;
        let seen = desk.reads(&case).await.to_string() + &Value::from(desk.events(&case).await).to_string();
        for secret in ["teal_bicycle", cast.patient.id.as_str(), "1,800", "red scarf", "Ada L."] {
            assert!(!seen.contains(secret), "{secret}: {seen}");
        }
        site.is_whole().await;
    }
);
