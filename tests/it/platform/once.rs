//! Requests sent twice: in a row, at the same moment, by different people.

use crate::on_both;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Patient, complaint_about, send};
use reqwest::Method;

on_both!(
    async fn twins_at_the_same_moment_have_one_effect(site) {
        let admin = Admin::of(&site, "admin").await;
        let patient = Patient::of(&site, "wren").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let sent = || {
            let request = patient.request(Method::POST, "/complaints").header("Idempotency-Key", "twin");
            send(request.json(&complaint_about(&clinic)))
        };
        let (a, b, c, d) = tokio::join!(sent(), sent(), sent(), sent());
        let answers = [a, b, c, d];
        assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
        assert!(answers.iter().all(|answer| answer.body == answers[0].body), "{answers:?}");
        let replayed = answers.iter().filter(|answer| answer.header("idempotent-replayed") == "true").count();
        assert_eq!(replayed, 3);
        assert_eq!(patient.get("/me/complaints").await.with(200)["items"].as_array().unwrap().len(), 1);
        assert_eq!(site.letters_about(&patient.email, "We have your complaint").await.len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn keys_of_different_people_never_meet(site) {
        let admin = Admin::of(&site, "admin").await;
        let (wren, robin) = (Patient::of(&site, "wren").await, Patient::of(&site, "robin").await);
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let sent = |who: &Patient, key: &str| {
            let request = who.request(Method::POST, "/complaints").header("Idempotency-Key", key);
            send(request.json(&complaint_about(&clinic)))
        };
        let first = sent(&wren, "same").await.with(201);
        let other = sent(&robin, "same").await.with(201);
        assert_ne!(first["id"], other["id"]);
        sent(&wren, &"k".repeat(256)).await.refused(400, "malformed");
        sent(&wren, "with blank").await.refused(400, "malformed");
    }
);

on_both!(
    async fn a_refused_request_does_not_use_up_its_key(site) {
        let admin = Admin::of(&site, "admin").await;
        let patient = Patient::of(&site, "wren").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let sent = |complaint: serde_json::Value| {
            let request = patient.request(Method::POST, "/complaints").header("Idempotency-Key", "again");
            send(request.json(&complaint))
        };
        let mut wrong = complaint_about(&clinic);
        wrong["procedure"] = "brain_surgery".into();
        sent(wrong).await.wrong("/procedure", "no_such");
        sent(complaint_about(&clinic)).await.with(201);
    }
);
