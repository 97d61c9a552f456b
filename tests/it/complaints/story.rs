//! A clinic that stays silent, from the patient's sign-up to the panel's decision; and one that answers by its letter.

use super::{Cast, kinds, offered, times, words};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::header;
use crate::support::people::{ClinicByLink, Panel, Person, complaint_about, send};
use reqwest::Method;
use serde_json::{Value, json};

/// Where escalated complaints arrive.
const COALITION: &str = "coalition@candor.localhost";

on_both!(
    async fn a_silent_clinic_ends_before_the_panel(site) {
        let cast = Cast::of(&site).await;
        patient_talks_in_the_forum(&site, &cast).await;
        let case = is_filed_and_sent(&site, &cast).await;
        clinic_stays_silent(&site, &cast, &case).await;
        coalition_gets_its_letter(&site, &cast, &case).await;
        panel_decides(&site, &cast, &case).await;
        let events = cast.patient.events(&case).await;
        let indices: Vec<_> = events.iter().map(|event| event["index"].as_u64().unwrap()).collect();
        assert_eq!(indices, (0..events.len() as u64).collect::<Vec<_>>());
        assert!(events.iter().all(|event| event["leaf"].as_str().unwrap().len() == 64), "{events:?}");
        site.is_whole().await;
    }
);

/// Signed up by the letter's link, the patient opens a thread and later says more in it; all can read what it said.
async fn patient_talks_in_the_forum(site: &TestSite, cast: &Cast) {
    let admin = Person::signs_in(site, "admin@people.example").await;
    let category = admin.post("/categories", json!({"name": "Before", "slug": "before"})).await.with(201);
    let new =
        json!({"category_id": category["id"], "title": "What the first week is like", "body": "Day one, in short."});
    let thread = cast.patient.post("/threads", new).await.with(201);
    let post = format!("/posts/{}", thread["first_post"]["id"].as_str().unwrap());
    let tag = cast.patient.get(&post).await.header("etag").to_owned();
    let edit = || {
        let change = json!({"body": "Day one, at **length**.", "edit_reason": "There is more to say."});
        send(cast.patient.request(Method::PATCH, &post).header("If-Match", &tag).json(&change))
    };
    // Beyond the minutes in which a slip is mended without a trace.
    site.advance("PT1H").await;
    edit().await.with(200);
    edit().await.refused(412, "stale");
    let read = send(site.client().get(site.url(&format!("/api/v1{post}")))).await.with(200);
    assert_eq!((&read["number"], &read["revisions"]), (&1.into(), &1.into()), "{read}");
    assert!(read["body_html"].as_str().unwrap().contains("<strong>length</strong>"), "{read}");
    let before = cast.patient.get(&format!("{post}/revisions")).await.with(200);
    assert!(before.to_string().contains("Day one, in short."), "{before}");
}

/// The patient files on Monday at 14:00 in Istanbul; the officer sorts it on Tuesday.
async fn is_filed_and_sent(site: &TestSite, cast: &Cast) -> String {
    let filed = cast.patient.post("/complaints", complaint_about(&cast.clinic)).await.with(201);
    let case = filed["id"].as_str().unwrap().to_owned();
    assert_eq!((case.as_str(), &filed["state"]), ("CMP-2026-000001", &Value::from("submitted")));
    assert_eq!(filed["next"]["step"], "triage");
    assert_eq!(filed["next"]["due"], "2026-03-04T20:59:59Z", "two working days");
    let (leaf, salt) = (filed["receipt"]["leaf"].as_str().unwrap(), filed["receipt"]["salt"].as_str().unwrap());
    assert_eq!((salt.len(), &filed["receipt"]["proof"]), (64, &Value::Null));
    let again = cast.patient.get(&format!("/complaints/{case}/receipt")).await.with(200);
    for field in ["subject_ref", "leaf", "salt", "proof"] {
        assert_eq!(again[field], filed["receipt"][field], "{field}");
    }
    let receipt = site.letters_about(&cast.patient.email, "We have your complaint").await;
    let letter = receipt[0].text();
    assert!(letter.split_whitespace().collect::<String>().contains(leaf), "{letter}");
    assert!(!String::from_utf8_lossy(&receipt[0].raw).contains(salt), "salts are not for letters");

    site.advance("P1D").await;
    let sent = cast.officer.sends_to_clinic(&case).await;
    assert_eq!((&sent["state"], &sent["officer"]["id"]), (&"with_clinic".into(), &cast.officer.id.as_str().into()));
    assert_eq!(sent["next"]["actor"], "clinic");
    assert_eq!(site.letters_about(&cast.clinic.email, "please answer by").await.len(), 1, "written the same day");
    assert_eq!(site.letters_about(&cast.patient.email, "who handles it").await.len(), 1);
    assert_eq!(site.letters_about(&cast.patient.email, "We wrote to the clinic").await.len(), 1);
    case
}

/// Day 0 is Tuesday, 3 March.
async fn clinic_stays_silent(site: &TestSite, cast: &Cast, case: &str) {
    site.advance("P4D").await;
    let events = cast.patient.events(case).await;
    assert_eq!(times(&events, "acknowledgement_reminded"), ["2026-03-05T06:00:00Z"]);
    assert_eq!(times(&events, "acknowledgement_missed"), ["2026-03-06T21:00:00Z"]);

    site.advance("P11D").await;
    let reminders = site.letters_about(&cast.clinic.email, "A reminder: please answer").await;
    assert_eq!(reminders.len(), 3);
    let view = cast.patient.reads(case).await;
    assert_eq!((&view["state"], &view["untimely"]), (&"with_clinic".into(), &false.into()), "day 15 is not over");
    cast.patient.acts(case, "escalations", json!({"reason": "No word"})).await.refused(409, "response_not_late");

    site.advance("P1D").await;
    let events = cast.patient.events(case).await;
    let days = ["2026-03-10T06:00:00Z", "2026-03-15T06:00:00Z", "2026-03-17T06:00:00Z"];
    assert_eq!(times(&events, "response_reminded"), days, "days 7, 12 and 14 at 09:00");
    assert_eq!(times(&events, "deadline_missed"), ["2026-03-18T21:00:00Z"], "day 16");
    let missed = events.iter().find(|event| event["type"] == "deadline_missed").unwrap();
    assert_eq!((&missed["data"]["mark"], &missed["actor_role"]), (&"untimely".into(), &"clock".into()));
    let view = cast.patient.reads(case).await;
    assert_eq!(view["untimely"], true);
    assert!(offered(&view).contains(&"escalation"), "{view}");
    assert_eq!(site.letters_about(&cast.patient.email, "missed its date").await.len(), 1);

    site.advance("P15D").await;
    let view = cast.patient.reads(case).await;
    assert_eq!(view["state"], "escalated");
    assert_eq!(view["escalated_at"], "2026-04-02T20:59:59Z", "by day 30");
    let events = cast.patient.events(case).await;
    let last = events.last().unwrap();
    assert_eq!((&last["type"], &last["actor_role"]), (&"escalated".into(), &"clock".into()));
}

/// One letter, in the case's thread, with the reason and everything that happened.
async fn coalition_gets_its_letter(site: &TestSite, cast: &Cast, case: &str) {
    let letters = site.letters_about(COALITION, "").await;
    assert_eq!(letters.len(), 1);
    let (letter, text) = (&letters[0], letters[0].text());
    let root = &site.letters_about(&cast.patient.email, "We have your complaint").await[0];
    let root = format!("<{}>", root.message_id());
    assert_eq!((header(letter, "In-Reply-To"), header(letter, "References")), (root.clone(), root.clone()));
    assert_eq!(header(letter, "Auto-Submitted"), "auto-generated");
    assert!(letter.subject().contains(case), "{}", letter.subject());
    assert!(text.contains("has not answered within 30 days"), "{text}");
    for happened in [
        "The complaint was sent",
        "The complaint was sorted and planned",
        "The clinic was asked again to confirm the letter",
        "Missed: the clinic’s confirmation",
        "Missed: the clinic’s answer",
        "The complaint went to the coalition",
    ] {
        assert!(flat(&text).contains(happened), "{happened} is missing in: {text}");
    }
    assert_eq!(flat(&text).matches("The clinic was reminded of its date").count(), 3, "{text}");
    assert_eq!(site.letters_about(&cast.patient.email, "The coalition now has").await.len(), 1);
    assert_eq!(site.letters_about(&cast.clinic.email, "has gone to the coalition").await.len(), 1);
    let of_case = site.all_letters().await.into_iter().filter(|letter| letter.subject().contains(case));
    let outside: Vec<_> = of_case
        .filter(|letter| header(letter, "References") != root && format!("<{}>", letter.message_id()) != root)
        .map(|letter| letter.subject())
        .collect();
    assert!(outside.is_empty(), "not in the thread: {outside:?}");
}

/// A letter's text with its lines joined.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn panel_decides(site: &TestSite, cast: &Cast, case: &str) {
    let panel = Panel::of(site, "panel").await;
    let seated = cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
    assert_eq!((&seated["state"], seated["panel"].as_array().unwrap().len()), (&"under_review".into(), 3));
    assert_eq!(site.letters_about(&cast.patient.email, "panel has been named").await.len(), 1);
    let drafted = panel.lay.acts(case, "findings", words()).await.with(201);
    assert_eq!(drafted["state"], "drafting");
    let opened = panel.lay.acts(case, "factual-check", words()).await.with(201);
    assert_eq!(opened["state"], "factual_check");
    assert_eq!(site.letters_about(&cast.clinic.email, "A draft for you to check").await.len(), 1);
    panel.lay.acts(case, "decision", panel.decision("upheld", [true; 3])).await.refused(409, "factual_check_open");
    cast.patient.acts(case, "comments", words()).await.with(201);
    site.advance("P20D").await;
    let decided = panel.lay.acts(case, "decision", panel.decision("upheld", [true; 3])).await.with(201);
    assert_eq!((&decided["state"], &decided["outcome"]), (&"decided".into(), &"upheld".into()));
    for reader in [&cast.patient.email, &cast.clinic.email] {
        let letters = site.letters_about(reader, "The panel has decided").await;
        assert_eq!(letters.len(), 1);
        assert!(flat(&letters[0].text()).contains("do not agree"), "{}", letters[0].text());
    }
    site.advance("P31D").await;
    let closed = cast.patient.reads(case).await;
    assert_eq!(
        (&closed["state"], &closed["outcome"], &closed["next"]),
        (&"closed".into(), &"upheld".into(), &Value::Null)
    );
    assert_eq!(site.letters_about(COALITION, "Escalated").await.len(), 1, "still one");
    let events = cast.patient.events(case).await;
    assert_eq!(kinds(&events)[0], "submitted");
    assert_eq!(*kinds(&events).last().unwrap(), "appeal_window_ended");
}

on_both!(
    async fn a_clinic_answers_by_its_letter(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let seen = clinic.reads().await.with(200);
        assert_eq!((&seen["id"], &seen["complainant"]["display_name"]), (&case.as_str().into(), &"teal_bicycle".into()));

        site.advance("P1D").await;
        let acknowledged = clinic.acknowledges().await.with(200);
        assert_eq!((&acknowledged["state"], &acknowledged["acknowledged_at"]), (&"with_clinic".into(), &"2026-03-03T10:00:00Z".into()));
        clinic.acknowledges().await.refused(409, "already_acknowledged");
        assert_eq!(site.letters_about(&cast.patient.email, "has received our letter").await.len(), 1);

        site.advance("P5D").await;
        let answered = clinic.responds("refund_partial").await.with(201);
        assert_eq!((&answered["state"], &answered["response"]["code"]), (&"awaiting_feedback".into(), &"refund_partial".into()));
        let question = site.letters_about(&cast.patient.email, "Are you satisfied").await;
        assert!(flat(&question[0].text()).contains("We counted again"), "{}", question[0].text());

        let closed = cast.patient.acts(&case, "feedback", json!({"satisfied": "yes", "rating": 4})).await.with(201);
        assert_eq!((&closed["state"], &closed["outcome"]), (&"closed".into(), &"resolved_private".into()));
        clinic.reads().await.refused(404, "link_expired");
        clinic.responds("explained").await.refused(404, "link_expired");
        site.advance("P60D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(kinds(&events), ["submitted", "triaged", "acknowledged", "responded", "feedback_given"]);
        assert!(site.letters_about(COALITION, "").await.is_empty());
        site.is_whole().await;
    }
);
