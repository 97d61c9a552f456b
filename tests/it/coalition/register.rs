//! What the register says of a member beside the scores: how the licence was looked up, inspections, complaints, and
//! for officers what is due.

use super::{ADMITTED, Cast, GATHERED, guest};
use crate::on_both;
use crate::support::app::TestSite;
use candor::directory::Subject;
use candor::directory::figures::{self, ComplaintFigures, LastInspection, ReviewCounts, names};
use serde_json::{Value, json};

const HASH: &str = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";

async fn answers(cast: &Cast, id: &str, gate: &str, more: Value) -> crate::support::answer::Answer {
    let mut answer = json!({"answer": "yes"});
    answer.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    cast.officer.put(&format!("/applications/{id}/gates/{gate}"), answer).await
}

fn gate<'a>(view: &'a Value, code: &str) -> &'a Value {
    view["gates"].as_array().unwrap().iter().find(|gate| gate["code"] == code).unwrap()
}

on_both!(
    async fn a_licence_that_was_not_captured_is_marked_and_not_refused(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.handed_in().await;
        for (more, pointer, code) in [
            (json!({"checked_on": "2025-11-01"}), "/checked_on", "out_of_range"),
            (json!({"checked_on": "2026-03-04"}), "/checked_on", "out_of_range"),
            (json!({"capture_hash": "abc"}), "/capture_hash", "wrong_type"),
            (json!({"capture_hash": HASH.replace('9', "x")}), "/capture_hash", "wrong_type"),
            (json!({"source_url": "registry"}), "/source_url", "wrong_type"),
        ] {
            answers(&cast, &id, "G1", more).await.wrong(pointer, code);
        }
        let view = cast.officer.get(&format!("/applications/{id}")).await.with(200);
        assert_eq!((&gate(&view, "G1")["answer"], &gate(&view, "G1")["captured"]), (&Value::Null, &Value::Null));
        let source = json!({"source_url": "https://registry.example/1"});
        let whole = json!({"source_url": "https://registry.example/1", "checked_on": "2026-03-01", "capture_hash": HASH});
        for (more, captured) in [(json!({}), false), (source, false), (whole, true)] {
            let view = answers(&cast, &id, "G1", more).await.with(200);
            assert_eq!(gate(&view, "G1")["captured"], json!(captured), "{view}");
        }
        let view = answers(&cast, &id, "G2", json!({})).await.with(200);
        assert_eq!(gate(&view, "G1")["capture_hash"], json!(HASH.to_lowercase()));
        assert_eq!(gate(&view, "G2")["captured"], Value::Null, "it has no source of its own");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_register_says_whether_the_licence_was_captured(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let entry = guest(&site, &cast.member()).await.with(200);
        assert_eq!((&gate(&entry, "G1")["captured"], &gate(&entry, "G4")["captured"]), (&json!(true), &Value::Null));
        let page = async || site.get(&cast.member()).await.text().await.unwrap();
        assert!(!page().await.contains("source not captured"));
        let forgets = site.app.write(|tx| {
            use candor::db::schema::application_gates::dsl::{application_gates, checked_on, code};
            use diesel::prelude::*;
            diesel::update(application_gates.filter(code.eq("G1"))).set(checked_on.eq(None::<String>)).execute(tx.conn)?;
            Ok(())
        });
        forgets.await.unwrap();
        let entry = guest(&site, &cast.member()).await.with(200);
        assert_eq!(gate(&entry, "G1")["captured"], json!(false));
        assert!(page().await.contains("source not captured"));
    }
);

/// Writes figures on the member's profile, as other domains do.
async fn figures_of(site: &TestSite, cast: &Cast, inspections: std::ops::Range<u32>) {
    let subject = Subject::Physician(cast.physician.parse().unwrap());
    let clinic_id = cast.clinic.id.clone();
    let wrote = site.app.write(move |tx| {
        let complaints = ComplaintFigures { total: 3, ..ComplaintFigures::default() };
        figures::set(tx, &subject, names::COMPLAINTS, &complaints)?;
        let counts = ReviewCounts { public: 14, unverified: 2, ..ReviewCounts::default() };
        figures::set(tx, &subject, names::COUNTS, &counts)?;
        for number in inspections.clone() {
            let last = LastInspection {
                id: format!("INS-2026-{number:06}"),
                clinic_id: clinic_id.clone(),
                rating: "good".to_owned(),
                overall_percent: Some(70.0 + f64::from(number)),
                visited_on: format!("2026-02-{number:02}"),
            };
            figures::set(tx, &subject, names::LAST_INSPECTION, &last)?;
        }
        Ok(())
    });
    wrote.await.unwrap();
}

on_both!(
    async fn the_register_and_the_profile_say_the_same_and_list_inspections(site after &ADMITTED) {
        let cast = Cast::there(&site);
        let entry = guest(&site, &cast.member()).await.with(200);
        assert_eq!(entry["inspections"], json!([]));
        assert!(site.get(&cast.member()).await.text().await.unwrap().contains("None published yet"));
        figures_of(&site, &cast, 1..13).await;
        // The same one once more, as after a change of its rating.
        figures_of(&site, &cast, 12..13).await;
        let entry = guest(&site, &cast.member()).await.with(200);
        let profile = guest(&site, &format!("/physicians/{}", cast.physician)).await.with(200);
        let listed = guest(&site, "/coalition/members").await.with(200)["items"][0].clone();
        assert_eq!(profile["complaints"]["per_100_verified_reviews"], json!(25.0));
        for said in [&entry, &listed] {
            assert_eq!(said["complaints"], profile["complaints"]);
            assert_eq!(said["last_inspection"], profile["last_inspection"]);
        }
        let ids: Vec<&str> =
            entry["inspections"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        let newest: Vec<String> = (3..13).rev().map(|number| format!("INS-2026-{number:06}")).collect();
        assert_eq!(ids, newest, "ten, the newest first");
        let page = site.get(&cast.member()).await.text().await.unwrap();
        assert!(page.contains("/inspections/INS-2026-000012") && !page.contains("INS-2026-000002"), "{page}");
    }
);

on_both!(
    async fn what_is_due_is_paged_like_every_list(site after &ADMITTED) {
        let cast = Cast::there(&site);
        site.advance("P300D").await;
        let all = cast.officer.get("/coalition/due?limit=100").await.with(200);
        let whole = all["items"].as_array().unwrap().clone();
        assert!(whole.len() > 2 && all["next"].is_null() && all["prev"].is_null(), "{all}");
        let mut walked = Vec::new();
        let mut path = "/coalition/due?limit=1".to_owned();
        let last = loop {
            let page = cast.officer.get(&path).await.with(200);
            walked.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { break page };
            path = format!("/coalition/due?limit=1&cursor={next}");
        };
        assert_eq!(walked, whole);
        let before = format!("/coalition/due?limit=1&cursor={}", last["prev"].as_str().unwrap());
        assert_eq!(cast.officer.get(&before).await.with(200)["items"][0], whole[whole.len() - 2]);
        cast.officer.get("/coalition/due?limit=0").await.wrong("?limit", "out_of_range");
        cast.officer.get("/coalition/due?cursor=AAAA").await.wrong("?cursor", "bad_cursor");
        cast.stranger.get("/coalition/due?limit=1").await.refused(403, "forbidden");
    }
);
