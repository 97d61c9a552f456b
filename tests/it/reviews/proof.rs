//! Documents: sealed, looked at by an officer, acknowledged by the clinic, asked for and not sent.

use super::{Cast, PDF, adds_document, decides, id, review as review_of, with, without};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Moderator, Officer, Person, send};
use candor::clock::Timestamp;
use candor::db::schema::case_events;
use candor::reviews::Decision;
use chrono::Duration;
use diesel::prelude::*;
use reqwest::Method;
use serde_json::json;

/// A page as somebody's browser shows it.
async fn page(site: &TestSite, who: &Person, path: &str) -> String {
    let who = Browser::at_a_browser(site, &who.email).await;
    let answer = site.client().get(site.url(path)).header("Cookie", &who.cookie).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

/// In how many events of any case these words stand.
async fn events_that_hold(site: &TestSite, words: &str) -> i64 {
    let part = format!("%{words}%");
    let found = site.app.read(move |reader| {
        Ok(case_events::table.filter(case_events::data.like(part)).count().get_result(reader.conn)?)
    });
    found.await.unwrap()
}

on_both!(
    async fn what_was_withdrawn_waits_for_no_officer_and_asks_for_no_document(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        adds_document(&cast.patient, &review, "invoice.pdf", PDF).await.with(201);
        assert!(page(&site, &cast.patient, "/me/reviews").await.contains("Add a document"));
        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
        assert_eq!(cast.officer.get("/review-proofs").await.with(200)["items"], json!([]));
        let own = page(&site, &cast.patient, "/me/reviews").await;
        assert!(own.contains("counts in no number.") && !own.contains("Add a document"), "{own}");
        for who in [&cast.patient, &*cast.officer] {
            let one = page(&site, who, &format!("/reviews/{review}")).await;
            assert!(one.contains("Needs no decision: the review was withdrawn"), "{one}");
            assert!(!one.contains("Waits for an officer") && !one.contains("name=\"level\""), "{one}");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn a_document_is_sealed_decided_and_acknowledged(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        adds_document(&cast.stranger, &review, "invoice.pdf", PDF).await.refused(403, "forbidden");
        adds_document(&cast.patient, &review, "invoice.pdf", PDF).await.with(201);
        let waiting = cast.officer.get("/review-proofs").await.with(200);
        assert_eq!((&waiting["items"][0]["review_id"], &waiting["items"][0]["number"]), (&review.as_str().into(), &1.into()));
        let list = page(&site, &cast.officer, "/review-proofs").await;
        for said in ["Dr. Ilse Lindqvist", "<span>patient</span>", "invoice.pdf"] {
            assert!(list.contains(said), "{said}: {list}");
        }
        let own = page(&site, &cast.patient, "/me/reviews").await;
        assert!(own.contains("Dr. Ilse Lindqvist"), "{own}");
        cast.stranger.get("/review-proofs").await.refused(403, "forbidden");
        let path = format!("/reviews/{review}/proofs/1");
        let opened = send(cast.officer.request(Method::GET, &path)).await;
        assert_eq!((opened.status, opened.text.as_bytes()), (200, PDF));
        for other in [&cast.doctor, &cast.stranger, &*cast.moderator] {
            other.get(&path).await.refused(403, "forbidden");
        }
        let sealed = std::fs::read_dir(site.folder().join("files")).unwrap().next().unwrap().unwrap().path();
        assert!(!String::from_utf8_lossy(&std::fs::read(sealed).unwrap()).contains("Catalog"), "stored as it came");
        cast.doctor.put(&format!("/reviews/{review}/acknowledgement"), json!({})).await.refused(409, "no_document_seen");
        let decision = json!({"level": 2, "reason": "Clinic, date and procedure can be read."});
        cast.patient.post(&format!("{path}/decisions"), decision.clone()).await.refused(403, "forbidden");
        let stale = cast.officer.request(Method::POST, &format!("{path}/decisions")).header("If-Match", "\"0.0\"");
        send(stale.json(&decision)).await.refused(412, "stale");
        cast.officer.post(&format!("{path}/decisions"), decision.clone()).await.with(201);
        cast.officer.post(&format!("{path}/decisions"), decision).await.refused(409, "proof_already_decided");
        let known = cast.doctor.put(&format!("/reviews/{review}/acknowledgement"), json!({})).await.with(200);
        assert_eq!(known["proof_level"], 3);
        assert_eq!(cast.officer.get("/review-proofs").await.with(200)["items"], json!([]));
        assert_eq!(site.letters_about(&cast.patient.email, "Document seen by an officer").await.len(), 1);
        // Twenty-four calendar months, of which one has a day more.
        site.advance("P730D").await;
        send(cast.officer.request(Method::GET, &path)).await.ok();
        site.advance("P1D").await;
        send(cast.officer.request(Method::GET, &path)).await.refused(404, "not_found");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_is_no_document_is_refused_and_nothing_is_kept(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let scripts: [(&str, &[u8]); 4] = [
            ("invoice.pdf", b"<script>alert(1)</script>"),
            ("invoice.pdf", b"%PDF-1.4\n1 0 obj\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\nendobj\n%%EOF\n"),
            ("photos.zip", b"PK\x03\x04\x14\x00\x00\x00\x08\x00"),
            ("invoice.pdf", b"PK\x03\x04\x14\x00\x00\x00\x08\x00"),
        ];
        for (name, content) in scripts {
            adds_document(&cast.patient, &review, name, content).await.wrong("/file", "file_type_not_allowed");
        }
        adds_document(&cast.patient, &review, "empty.pdf", b"").await.wrong("/file", "file_empty");
        assert_eq!(cast.patient.get(&format!("/reviews/{review}")).await.with(200)["proofs"], json!([]));
    }
);

on_both!(
    async fn silence_lowers_the_level_and_deletes_nothing(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let ask = json!({"reason": "The invoice would do."});
        let asked = cast.officer.post(&format!("/reviews/{review}/proof-requests"), ask.clone()).await.with(201);
        assert_eq!(asked["proof_due"], "2026-03-17T00:00:00Z");
        assert_eq!(site.letters_about(&cast.patient.email, "Please prove").await.len(), 1);
        let longer = cast.officer.post(&format!("/reviews/{review}/proof-requests"), ask.clone()).await.with(201);
        assert_eq!(longer["proof_due"], "2026-03-31T00:00:00Z");
        cast.officer.post(&format!("/reviews/{review}/proof-requests"), ask).await.refused(409, "proof_already_extended");
        site.advance("P28DT13H59M").await;
        assert_eq!(cast.patient.get(&format!("/reviews/{review}")).await.with(200)["proof_level"], 1);
        site.advance("PT1M").await;
        let after = cast.patient.get(&format!("/reviews/{review}")).await.with(200);
        assert_eq!((&after["proof_level"], &after["state"]), (&0.into(), &"published".into()));
        assert_eq!(cast.profile(&site).await["rating"]["counted"], 0);
        site.is_whole().await;
    }
);

on_both!(
    async fn days_end_at_midnight_where_the_clinic_is(site) {
        let admin = Admin::of(&site, "admin").await;
        let (officer, moderator) = (Officer::of(&site, "officer").await, Moderator::of(&site, "moderator").await);
        let patient = Person::with_roles(&site, "patient", &[]).await;
        for (zone, due, longest) in [
            ("Europe/Istanbul", "2026-03-16T21:00:00Z", "2026-03-09T21:00:00Z"),
            // The clocks go forward there on the eighth.
            ("America/New_York", "2026-03-17T04:00:00Z", "2026-03-10T04:00:00Z"),
        ] {
            let name = zone.split('/').next_back().unwrap();
            let clinic = Clinic::at(&admin, name, "TR", zone).await;
            let about = with(without(review_of(""), "physician_id"), "clinic_id", clinic.id.as_str());
            let review = id(&patient.post("/reviews", about).await.with(201));
            let ask = json!({"reason": "The invoice would do."});
            let asked = officer.post(&format!("/reviews/{review}/proof-requests"), ask).await.with(201);
            assert_eq!(asked["proof_due"], due, "{zone}");
            let until = |seconds| Decision::Hold {
                ground: "undisclosed_interest".to_owned(),
                until: Timestamp::parse(longest).unwrap().plus(Duration::seconds(seconds)),
            };
            assert_eq!(decides(&site, &moderator, &review, until(1)).await.unwrap_err().code().name, "invalid");
            decides(&site, &moderator, &review, until(0)).await.unwrap();
        }
    }
);

on_both!(
    async fn a_document_that_nobody_decided_about_is_not_kept_for_ever(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let added = |name: &'static str| adds_document(&cast.patient, &review, name, PDF);
        added("invoice.pdf").await.with(201);
        site.advance("P100D").await;
        added("booking.pdf").await.with(201);
        let path = format!("/reviews/{review}/proofs/1");
        let opens = async || send(cast.officer.request(Method::GET, &path)).await;
        site.advance("P700D").await;
        assert_eq!(opens().await.status, 200, "its time begins anew with each document");
        site.advance("P31D").await;
        opens().await.refused(404, "not_found");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_weaker_document_lowers_nothing_unless_it_is_meant(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        let level = async || cast.patient.get(&format!("/reviews/{review}")).await.with(200)["proof_level"].clone();
        let judges = async |number: usize, level: u8, lowers: bool| {
            let decision = json!({"level": level, "lowers": lowers, "reason": "As far as it can be read."});
            cast.officer.post(&format!("/reviews/{review}/proofs/{number}/decisions"), decision).await
        };
        for name in ["invoice.pdf", "booking.pdf", "letter.pdf", "ticket.pdf"] {
            adds_document(&cast.patient, &review, name, PDF).await.with(201);
        }
        let shown = page(&site, &cast.officer, &format!("/reviews/{review}")).await;
        assert!(shown.contains("name=\"lowers\""), "{shown}");
        judges(1, 2, false).await.with(201);
        judges(2, 0, false).await.with(201);
        assert_eq!(level().await, 2);
        cast.doctor.put(&format!("/reviews/{review}/acknowledgement"), json!({})).await.with(200);
        judges(3, 2, false).await.with(201);
        assert_eq!(level().await, 3);
        judges(4, 1, true).await.with(201);
        assert_eq!(level().await, 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn an_officer_decides_three_where_a_clinic_without_an_account_has_acknowledged(site) {
        let cast = Cast::of(&site).await;
        let review = cast.published().await;
        adds_document(&cast.patient, &review, "invoice.pdf", PDF).await.with(201);
        let decisions = format!("/reviews/{review}/proofs/1/decisions");
        let offered = async || {
            let seen = cast.officer.get(&format!("/reviews/{review}")).await.with(200);
            let acts = seen["actions"].as_array().unwrap().clone();
            acts.into_iter().filter(|act| act["name"] == "proof_decision").collect::<Vec<_>>()
        };
        let waits = json!([{"name": "proof_decision", "method": "POST", "href": format!("/api/v1{decisions}")}]);
        assert_eq!(json!(offered().await), waits);
        cast.officer.post(&decisions, json!({"level": 3})).await.wrong("/reason", "required");
        let beyond = json!({"level": 4, "reason": "Seen."});
        cast.officer.post(&decisions, beyond).await.wrong("/level", "out_of_range");
        let shown = page(&site, &cast.officer, &format!("/reviews/{review}")).await;
        assert!(shown.contains("name=\"level\" value=\"3\""), "{shown}");
        let reason = "The desk of the clinic confirmed it by telephone on 2 March.";
        let decided = cast.officer.post(&decisions, json!({"level": 3, "reason": reason})).await.with(201);
        assert_eq!((&decided["proof_level"], &decided["proofs"][0]["level"]), (&3.into(), &3.into()));
        assert_eq!(decided["proofs"][0]["reason"], reason);
        assert_eq!(events_that_hold(&site, reason).await, 1);
        assert!(offered().await.is_empty(), "what is decided is not decided again");
        cast.patient.post(&format!("/reviews/{review}/withdrawal"), json!({})).await.with(201);
        assert_eq!(cast.list(&site).await["withdrawn_after_contact"], 1, "the clinic has been in touch");
        site.is_whole().await;
    }
);
