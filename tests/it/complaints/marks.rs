//! Ways out of the ladder, and what may stand beside a state: withdrawal, closure, pause, a narrative taken back.

use super::{Cast, kinds, page, times};
use crate::on_both;
use crate::support::people::{ClinicByLink, complaint_about};
use serde_json::{Value, json};

on_both!(
    async fn a_patient_takes_the_complaint_back(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let closed = cast.patient.acts(&case, "withdrawal", json!({"reason": "We talked."})).await.with(201);
        assert_eq!((&closed["state"], &closed["outcome"]), (&"closed".into(), &"withdrawn".into()));
        cast.patient.acts(&case, "withdrawal", json!({"reason": "Again."})).await.refused(409, "illegal_transition");
        assert_eq!(site.advance("P60D").await, 0, "no clock runs on");
        assert_eq!(kinds(&cast.patient.events(&case).await), ["submitted", "triaged", "withdrawn"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn an_officer_closes_what_leads_nowhere(site) {
        let cast = Cast::of(&site).await;
        for outcome in ["out_of_scope", "duplicate", "wrong_physician", "referred"] {
            let case = cast.patient.files_complaint(&cast.clinic).await;
            let closure = json!({"outcome": outcome, "reason": "See the letter."});
            let closed = cast.officer.acts(&case, "closures", closure).await.with(201);
            assert_eq!((&closed["state"], &closed["outcome"]), (&"closed".into(), &outcome.into()));
        }
        let case = cast.patient.files_complaint(&cast.clinic).await;
        for outcome in ["resolved_after_escalation", "upheld"] {
            let closure = json!({"outcome": outcome, "reason": "They agreed."});
            cast.officer.acts(&case, "closures", closure).await.wrong("/outcome", "not_allowed_here");
        }
        let case = cast.escalated_case().await;
        let closure = json!({"outcome": "resolved_after_escalation", "reason": "They agreed."});
        let closed = cast.officer.acts(&case, "closures", closure).await.with(201);
        assert_eq!(closed["outcome"], "resolved_after_escalation");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_pause_lets_every_clock_stand_still(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let pause = format!("/complaints/{case}/pause");
        site.advance("P5D").await;
        cast.officer.delete(&pause).await.refused(409, "not_paused");
        let order = |until: &str| json!({"order": "Court of Example, 12/26", "until": until});
        cast.officer.put(&pause, order("2026-07-01T00:00:00Z")).await.wrong("/until", "out_of_range");
        cast.officer.put(&pause, order("2026-03-01T00:00:00Z")).await.wrong("/until", "out_of_range");
        let paused = cast.officer.put(&pause, order("2026-04-06T10:00:00Z")).await.with(200);
        assert_eq!((&paused["state"], &paused["paused_until"]), (&"with_clinic".into(), &"2026-04-06T10:00:00Z".into()));
        cast.officer.put(&pause, order("2026-04-07T10:00:00Z")).await.refused(409, "paused");
        clinic.responds("explained").await.refused(409, "paused");

        site.advance("P20D").await;
        let events = cast.patient.events(&case).await;
        assert!(times(&events, "deadline_missed").is_empty(), "{:?}", kinds(&events));
        site.advance("P11D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "resumed"), ["2026-04-06T10:00:00Z"], "30 days later, by the clock");
        assert_eq!(cast.patient.reads(&case).await["paused_until"], Value::Null);
        site.advance("P11D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "deadline_missed"), ["2026-04-16T21:00:00Z"], "17 March and 30 days");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_officer_ends_a_pause_early(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let pause = format!("/complaints/{case}/pause");
        let order = json!({"order": "Court of Example, 12/26", "until": "2026-04-06T10:00:00Z"});
        cast.officer.put(&pause, order).await.with(200);
        site.advance("P2D").await;
        cast.officer.delete(&pause).await.with(200);
        site.advance("P18D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "deadline_missed"), ["2026-03-19T21:00:00Z"]);
        assert_eq!(times(&events, "resumed").len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_public_narrative_is_taken_back(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["publish_narrative"] = true.into();
        complaint["public_narrative"] = "Fewer grafts were placed than were paid for.".into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        let public = format!("/api/v1/complaints/{case}");
        assert_eq!(site.get(&public).await.status(), 404, "not yet answered, not yet missed");
        site.advance("P16D").await;
        let row: Value = site.get(&public).await.json().await.unwrap();
        assert_eq!(row["public_narrative"], "Fewer grafts were placed than were paid for.");
        assert_eq!((&row["responded_on_time"], &row["label"]), (&false.into(), &"allegation, not finding".into()));
        let withdrawal = format!("/complaints/{case}/public-narrative");
        cast.patient.delete(&withdrawal).await.with(200);
        cast.patient.delete(&withdrawal).await.refused(409, "no_public_narrative");
        let row: Value = site.get(&public).await.json().await.unwrap();
        assert_eq!(row["public_narrative"], Value::Null);
        let list: Value = site.get("/api/v1/complaints").await.json().await.unwrap();
        assert!(!list.to_string().contains("Fewer grafts"), "{list}");
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "the row stays");
        let order = json!({"order": "Court of Example, 12/26", "until": "2026-04-20T10:00:00Z"});
        cast.officer.put(&format!("/complaints/{case}/pause"), order).await.with(200);
        let row: Value = site.get(&public).await.json().await.unwrap();
        let rest = (&row["paused_until"], &row["pause_order"]);
        assert_eq!(rest, (&"2026-04-20T10:00:00Z".into(), &"Court of Example, 12/26".into()), "why it rests is public");
        site.is_whole().await;
    }
);

on_both!(
    async fn consent_without_words_publishes_procedure_and_code_and_is_taken_back(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["publish_narrative"] = true.into();
        let case = cast.patient.files(complaint).await;
        let own = cast.patient.reads(&case).await;
        assert_eq!((&own["publish_narrative"], &own["public_narrative"]), (&true.into(), &Value::Null));
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        ClinicByLink::opens_letter(&site, &cast.clinic).await.responds("explained").await.with(201);
        let row = async || -> Value { site.get(&format!("/api/v1/complaints/{case}")).await.json().await.unwrap() };
        let shown = row().await;
        assert_eq!((&shown["procedure"], &shown["response_code"]), (&"fue".into(), &"explained".into()));
        assert_eq!(shown["public_narrative"], Value::Null);
        let found = async |asked: &str| {
            let list: Value = site.get(&format!("/api/v1/complaints?{asked}")).await.json().await.unwrap();
            list["items"].as_array().unwrap().len()
        };
        for (asked, expected) in [("has_narrative=true", 0), ("has_narrative=false", 1), ("code=explained", 1)] {
            assert_eq!(found(asked).await, expected, "{asked}");
        }
        let (_, page) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
        assert!(page.contains("<b>Publish your account</b>") && !page.contains("<b>Change your public account</b>"));
        assert!(page.contains("<b>Take back your consent to publish</b>"), "{page}");
        let consent = format!("/complaints/{case}/public-narrative");
        cast.patient.delete(&consent).await.with(200);
        cast.patient.delete(&consent).await.refused(409, "no_public_narrative");
        let shown = row().await;
        assert_eq!((&shown["procedure"], &shown["response_code"]), (&Value::Null, &Value::Null));
        assert_eq!(found("code=explained").await, 0, "no filter tells what the row does not show");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_pause_may_name_its_last_day(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let pause = format!("/complaints/{case}/pause");
        let order = |until: &str| json!({"order": "Court of Example, 12/26", "until": until});
        assert_eq!(cast.patient.reads(&case).await["paused"], false);
        cast.officer.put(&pause, order("2026-04-31")).await.wrong("/until", "wrong_type");
        cast.officer.put(&pause, order("2026-07-01")).await.wrong("/until", "out_of_range");
        let paused = cast.officer.put(&pause, order("2026-04-05")).await.with(200);
        let until = "2026-04-05T21:00:00Z";
        assert_eq!((&paused["paused"], &paused["paused_until"]), (&true.into(), &until.into()), "midnight at the clinic");
        assert_eq!(paused["pause_order"], "Court of Example, 12/26");
        site.advance("P16D").await;
        assert_eq!(site.get(&format!("/api/v1/complaints/{case}")).await.status(), 404, "its clock stands still");
        let resumed = cast.officer.delete(&pause).await.with(200);
        assert_eq!((&resumed["paused_until"], &resumed["pause_order"]), (&Value::Null, &Value::Null));
        site.is_whole().await;
    }
);
