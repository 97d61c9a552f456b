//! What is refused about a complaint: wrong fields, acts at the wrong time or by the wrong people, stale versions.

use super::Cast;
use crate::on_both;
use crate::support::people::{ClinicByLink, Panel, complaint_about, send};
use reqwest::Method;
use serde_json::{Value, json};

on_both!(
    async fn a_complaint_says_what_is_wrong_with_it(site) {
        let cast = Cast::of(&site).await;
        let filed = |field: &str, value: Value| {
            let mut complaint = complaint_about(&cast.clinic);
            complaint[field] = value;
            cast.patient.post("/complaints", complaint)
        };
        for (field, value, code) in [
            ("procedure", json!("brain_surgery"), "no_such"),
            ("category", json!("weather"), "no_such"),
            ("procedure_month", json!("2026-04"), "in_the_future"),
            ("procedure_month", json!("0025-03"), "out_of_range"),
            ("procedure_month", json!("spring"), "wrong_type"),
            ("clinic_id", json!("00000000000000000000000000000000"), "no_such"),
            ("physician_id", json!("00000000000000000000000000000000"), "no_such"),
            ("clinic_id", Value::Null, "nobody_named"),
            ("narrative", json!(" "), "too_short"),
            ("narrative", json!("x".repeat(10_001)), "too_long"),
            ("identity_consent", json!("yes"), "wrong_type"),
            ("surprise", json!(1), "unknown_field"),
        ] {
            filed(field, value).await.wrong(&format!("/{field}"), code);
        }
        let mut missing = complaint_about(&cast.clinic);
        missing.as_object_mut().unwrap().remove("narrative");
        cast.patient.post("/complaints", missing).await.wrong("/narrative", "required");
        let attempt = json!({"made": true, "on": "2026-05-01"});
        filed("private_attempt", attempt).await.wrong("/private_attempt/on", "out_of_range");
        assert!(cast.patient.get("/me/complaints").await.with(200)["items"].as_array().unwrap().is_empty());
        site.is_whole().await;
    }
);

on_both!(
    async fn acts_out_of_turn_are_refused(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let early = [
            (&cast.patient.0, "feedback", json!({"satisfied": "yes"})),
            (&cast.patient.0, "escalations", json!({"reason": "Now."})),
            (&cast.patient.0, "appeals", json!({"ground": "fact", "text": "No."})),
            (&cast.patient.0, "comments", json!({"text": "Hello?"})),
            (&cast.officer.0, "evidence/assessment", json!({"level": 1})),
            (&cast.officer.0, "extensions", json!({"step": "proof", "reason": "More."})),
        ];
        for (person, act, body) in early {
            person.acts(&case, act, body).await.refused(409, "illegal_transition");
        }
        let panel = Panel::of(&site, "panel").await;
        cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.refused(409, "illegal_transition");
        for severity in [0, 5] {
            let triage = json!({"category": "other", "severity": severity, "proof_needed": false, "private_attempt_shown": false});
            cast.officer.acts(&case, "triage", triage).await.wrong("/severity", "out_of_range");
        }
        let triage = json!({"category": "weather", "severity": 1, "proof_needed": false, "private_attempt_shown": false});
        cast.officer.acts(&case, "triage", triage).await.wrong("/category", "no_such");
        cast.officer.sends_to_clinic(&case).await;
        let again = json!({"category": "other", "severity": 1, "proof_needed": false, "private_attempt_shown": false});
        cast.officer.acts(&case, "triage", again).await.refused(409, "illegal_transition");
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        clinic.responds("shrug").await.wrong("/code", "no_such");
        let contradiction = json!({"satisfied": "yes", "escalate": true});
        cast.patient.acts(&case, "feedback", contradiction).await.wrong("/escalate", "not_allowed_here");
        site.is_whole().await;
    }
);

on_both!(
    async fn factual_checks_need_findings(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.escalated_case().await;
        cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
        panel.lay.acts(&case, "evidence-call", json!({"text": "Send us the log."})).await.with(201);
        site.advance("P15D").await;
        assert_eq!(cast.patient.reads(&case).await["state"], "drafting");
        panel.lay.acts(&case, "factual-check", json!({"text": "Here."})).await.refused(409, "no_findings");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_stale_version_changes_nothing(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let path = format!("/complaints/{case}");
        let read = cast.patient.get(&path).await;
        let tag = read.header("etag").to_owned();
        cast.officer.sends_to_clinic(&case).await;
        let withdrawal = cast.patient.request(Method::POST, &format!("{path}/withdrawal"));
        let body = json!({"reason": "We talked."});
        send(withdrawal.header("If-Match", tag).json(&body)).await.refused(412, "stale");
        let fresh = cast.patient.get(&path).await.header("etag").to_owned();
        let withdrawal = cast.patient.request(Method::POST, &format!("{path}/withdrawal"));
        send(withdrawal.header("If-Match", fresh).json(&body)).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_repeated_complaint_is_one_complaint(site) {
        let cast = Cast::of(&site).await;
        let filed = |complaint: Value| {
            let request = cast.patient.request(Method::POST, "/complaints").header("Idempotency-Key", "once-1");
            send(request.json(&complaint))
        };
        let first = filed(complaint_about(&cast.clinic)).await;
        let twin = filed(complaint_about(&cast.clinic)).await;
        assert_eq!(twin.header("idempotent-replayed"), "true");
        assert_eq!((twin.status, &twin.body), (201, &first.body), "the receipt too");
        assert_eq!(twin.header("location"), first.header("location"));
        let mut other = complaint_about(&cast.clinic);
        other["desired_outcome"] = "Something else.".into();
        filed(other).await.refused(422, "key_reused");
        let mine = cast.patient.get("/me/complaints").await.with(200);
        assert_eq!(mine["items"].as_array().unwrap().len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn the_letter_s_link_runs_out(site) {
        let cast = Cast::of(&site).await;
        ClinicByLink::with_token(&site, &"0".repeat(64)).reads().await.refused(404, "link_expired");
        let case = cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let pause = json!({"order": "Court of Example, 12/26", "until": "2026-05-30T10:00:00Z"});
        cast.officer.put(&format!("/complaints/{case}/pause"), pause).await.with(200);
        site.advance("P89D").await;
        clinic.reads().await.with(200);
        site.advance("P32D").await;
        clinic.reads().await.refused(404, "link_expired");
        clinic.acknowledges().await.refused(404, "link_expired");
        site.is_whole().await;
    }
);
