//! The ways through the ladder that the main story does not take.

use super::{Cast, kinds, offered, times};
use crate::on_both;
use crate::support::letters::link_in;
use crate::support::people::{ClinicByLink, complaint_about, send};
use candor::db::schema::idempotent_answers::dsl;
use diesel::prelude::*;
use serde_json::{Value, json};

on_both!(
    async fn an_unnamed_patient_may_go_to_the_coalition_at_once(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["identity_consent"] = false.into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sends_to_clinic(&case).await;

        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let seen = clinic.reads().await.with(200);
        assert_eq!((&seen["complainant"], &seen["narrative"]), (&Value::Null, &Value::Null));
        let letter = site.letter_to(&cast.clinic.email, "/case-links/").await;
        let raw = String::from_utf8_lossy(&letter.raw).into_owned();
        assert!(!raw.contains("teal_bicycle") && !letter.text().contains("1,800"), "{raw}");
        clinic.responds("refund_full").await.wrong("/code", "code_reveals_patient");

        let escalated = cast.patient.acts(&case, "escalations", json!({"reason": "They would not look."})).await.with(201);
        assert_eq!(escalated["state"], "escalated");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_unnamed_patient_s_clinic_is_not_marked(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["identity_consent"] = false.into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sends_to_clinic(&case).await;
        site.advance("P17D").await;
        assert_eq!(cast.patient.reads(&case).await["untimely"], false);
        let missed: Vec<Value> =
            cast.patient.events(&case).await.into_iter().filter(|event| event["data"]["mark"] == "untimely").collect();
        assert!(missed.is_empty(), "{missed:?}");
        site.is_whole().await;
    }
);

on_both!(
    async fn feedback_leads_where_the_patient_wants(site) {
        let cast = Cast::of(&site).await;
        for (feedback, state, outcome) in [
            (json!({"satisfied": "no", "rating": 2}), "escalated", Value::Null),
            (json!({"satisfied": "no", "escalate": false}), "closed", "closed_unsatisfied".into()),
            (json!({"satisfied": "partly"}), "closed", "resolved_private".into()),
            (json!({"satisfied": "partly", "escalate": true, "text": "Half of it."}), "escalated", Value::Null),
        ] {
            let case = cast.case_with_clinic().await;
            let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
            clinic.responds("explained").await.with(201);
            let after = cast.patient.acts(&case, "feedback", feedback.clone()).await.with(201);
            assert_eq!((&after["state"], &after["outcome"]), (&state.into(), &outcome), "{feedback}");
            for field in ["satisfied", "rating", "text"] {
                assert_eq!(after["feedback"][field], feedback[field], "{feedback}");
            }
            assert_eq!(after["feedback"]["escalate"], state == "escalated", "{feedback}");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn silence_after_the_answer_closes(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        ClinicByLink::opens_letter(&site, &cast.clinic).await.responds("apology").await.with(201);
        site.advance("P31D").await;
        let view = cast.patient.reads(&case).await;
        assert_eq!((&view["state"], &view["outcome"]), (&"closed".into(), &"closed_no_feedback".into()));
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "feedback_reminded"), ["2026-03-12T06:00:00Z", "2026-03-27T06:00:00Z"]);
        assert_eq!(times(&events, "feedback_missed"), ["2026-04-01T21:00:00Z"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_final_answer_that_never_comes_escalates_on_day_45(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        site.advance("P10D").await;
        let working = clinic.responds("in_progress").await.with(201);
        assert_eq!(working["state"], "in_progress");
        clinic.responds("in_progress").await.refused(409, "final_answer_due");
        cast.patient.acts(&case, "escalations", json!({"reason": "Too slow"})).await.refused(409, "response_not_late");
        site.advance("P25D").await;
        assert_eq!(cast.patient.reads(&case).await["state"], "in_progress");
        site.advance("P11D").await;
        let view = cast.patient.reads(&case).await;
        assert_eq!((&view["state"], &view["escalated_at"]), (&"escalated".into(), &"2026-04-16T20:59:59Z".into()));
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "final_reminded"), ["2026-04-01T06:00:00Z", "2026-04-11T06:00:00Z"]);
        let letter = &site.letters_about("coalition@candor.localhost", "Escalated").await[0];
        assert!(letter.text().contains("no final answer"), "{}", letter.text());
        site.is_whole().await;
    }
);

on_both!(
    async fn a_final_answer_in_time_asks_for_feedback(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        clinic.responds("in_progress").await.with(201);
        site.advance("P35D").await;
        assert_eq!(clinic.responds("revision_done").await.with(201)["state"], "awaiting_feedback");
        let closed = cast.patient.acts(&case, "feedback", json!({"satisfied": "yes"})).await.with(201);
        assert_eq!(closed["outcome"], "resolved_private");
        site.is_whole().await;
    }
);

on_both!(
    async fn severity_4_counts_hours(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["category"] = "intimidation_or_gag".into();
        let unsorted = cast.patient.files(complaint.clone()).await;
        let next = cast.patient.reads(&unsorted).await["next"].clone();
        assert_eq!((&next["step"], &next["due"]), (&"triage".into(), &"2026-03-03T10:00:00Z".into()), "24 hours");
        let case = cast.patient.files(complaint).await;
        let sorted = cast.officer.sorts(&case, json!({"category": "intimidation_or_gag", "severity": 4})).await;
        assert_eq!((&sorted["state"], &sorted["next"]["due"]), (&"with_clinic".into(), &"2026-03-04T10:00:00Z".into()));
        site.advance("P3DT1H").await;
        let waiting = cast.patient.events(&unsorted).await;
        assert_eq!(times(&waiting, "triage_missed"), ["2026-03-03T10:00:00Z"]);
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "deadline_missed"), ["2026-03-04T10:00:00Z"], "48 hours");
        assert_eq!(times(&events, "interim_vote_due"), ["2026-03-05T10:00:00Z"], "72 hours");
        assert!(times(&events, "response_reminded").is_empty());
        cast.patient.acts(&case, "escalations", json!({"reason": "They threaten me."})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_shown_attempt_goes_straight_to_the_coalition(site) {
        let cast = Cast::of(&site).await;
        let case = cast.escalated_case().await;
        let letter = &site.letters_about("coalition@candor.localhost", "Escalated").await[0];
        assert!(letter.text().contains("private attempt"), "{}", letter.text());
        let events = cast.patient.events(&case).await;
        assert_eq!(kinds(&events), ["submitted", "triaged"]);
        site.advance("P100D").await;
        let events = cast.patient.events(&case).await;
        for late in ["panel_missed", "findings_missed", "decision_missed"] {
            assert_eq!(times(&events, late).len(), 1, "{late}: {:?}", kinds(&events));
        }
        assert_eq!(times(&events, "findings_missed"), ["2026-05-01T21:00:00Z"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_late_officer_is_told_and_letters_go_where_triage_says(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        site.advance("P3D").await;
        assert_eq!(times(&cast.patient.events(&case).await, "triage_missed"), ["2026-03-04T21:00:00Z"]);
        cast.officer.sorts(&case, json!({"letter_to": "desk@elsewhere.example"})).await;
        let letter = site.letter_to("desk@elsewhere.example", "/case-links/").await;
        assert!(site.letters_about(&cast.clinic.email, "").await.is_empty());
        let clinic = ClinicByLink::with_token(&site, &link_in(&letter, "/case-links/"));
        assert_eq!(clinic.reads().await.with(200)["id"], case.as_str());
        site.is_whole().await;
    }
);

on_both!(
    async fn a_link_offers_what_can_be_done_by_it(site) {
        let cast = Cast::of(&site).await;
        cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let seen = clinic.reads().await.with(200);
        assert_eq!(offered(&seen), ["acknowledgement", "response"], "no message: that takes an account");
        assert_eq!((&seen["next"]["actor"], &seen["next"]["step"]), (&"clinic".into(), &"acknowledgement".into()));
        let acknowledged = clinic.follows(&seen, "acknowledgement", Value::Null).await.with(200);
        assert_eq!((offered(&acknowledged), &acknowledged["next"]["step"]), (vec!["response"], &"response".into()));
        let answer = json!({"code": "in_progress", "text": "We are counting again, together with the patient."});
        let answered = clinic.follows(&acknowledged, "response", answer).await;
        assert_eq!(answered.header("location"), clinic.path(), "where the answer can be read");
        let answered = answered.with(201);
        assert_eq!(offered(&answered), ["response"], "the last word is still to come");
        let answer = json!({"code": "explained", "text": "We counted again, together with the patient."});
        let answered = clinic.follows(&answered, "response", answer).await.with(201);
        assert_eq!((&answered["state"], offered(&answered)), (&"awaiting_feedback".into(), Vec::<&str>::new()));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_stale_version_does_nothing_by_link(site) {
        let cast = Cast::of(&site).await;
        cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let seen = clinic.reads().await;
        let (tag, seen) = (seen.header("etag").to_owned(), seen.with(200));
        let matching = |name: &str, tag: &str, body: Value| send(clinic.act(&seen, name, body).header("If-Match", tag));
        matching("acknowledgement", "\"0.0\"", Value::Null).await.refused(412, "stale");
        matching("acknowledgement", &tag, Value::Null).await.with(200);
        let answer = json!({"code": "explained", "text": "We counted again, together with the patient."});
        matching("response", &tag, answer.clone()).await.refused(412, "stale");
        let tag = clinic.reads().await.header("etag").to_owned();
        matching("response", &tag, answer).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn the_database_keeps_no_link_of_a_repeated_answer(site) {
        let cast = Cast::of(&site).await;
        cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let seen = clinic.reads().await.with(200);
        let answer = json!({"code": "in_progress", "text": "We are counting again, together with the patient."});
        let sent = || send(clinic.act(&seen, "response", answer.clone()).header("Idempotency-Key", "once"));
        let (first, second) = (sent().await, sent().await);
        assert_eq!((second.header("idempotent-replayed"), second.header("location")), ("true", clinic.path().as_str()));
        assert_eq!(first.with(201), second.with(201), "links and all");
        let rows = site.app.read(|reader| {
            let kept = dsl::idempotent_answers.select((dsl::location, dsl::body));
            Ok(kept.load::<(Option<String>, String)>(reader.conn)?)
        });
        let kept = format!("{:?}", rows.await.unwrap());
        assert!(kept.contains("/api/v1/case-links/{token}") && !kept.contains(clinic.token()), "{kept}");
    }
);
