//! What is written beside the ladder, who reads it, and letters that do not reach the clinic.

use super::{Cast, events_that_hold, kinds, times, words};
use crate::on_both;
use crate::support::people::{ClinicByLink, Panel};
use candor::mail::{self, LetterUndeliverable};
use serde_json::{Value, json};

on_both!(
    async fn a_side_and_its_officer_write_to_each_other(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let to = |text: &str, side: Value| json!({"text": text, "to": side});
        cast.officer.acts(&case, "messages", to("Hello?", json!("clinic"))).await.refused(409, "clinic_not_written");
        cast.officer.sends_to_clinic(&case).await;
        cast.patient.acts(&case, "messages", json!({"text": "I found the invoice."})).await.with(201);
        cast.patient.acts(&case, "messages", to("No.", json!("clinic"))).await.wrong("/to", "not_allowed_here");
        cast.officer.acts(&case, "messages", json!({"text": "Thank you."})).await.wrong("/to", "required");
        cast.officer.acts(&case, "messages", to("Thank you, please add it.", json!("patient"))).await.with(201);
        cast.officer.acts(&case, "messages", to("Whose count is it?", json!("clinic"))).await.with(201);
        let letters = site.letters_about(&cast.officer.email, "A message in").await;
        assert!(letters.len() == 1 && letters[0].text().contains("I found the invoice"), "{letters:?}");
        let letters = site.letters_about(&cast.patient.email, "Your case officer writes").await;
        assert!(letters.len() == 1 && letters[0].text().contains("please add it"), "{letters:?}");
        let letters = site.letters_about(&cast.clinic.email, "The case officer writes").await;
        assert!(letters.len() == 1 && letters[0].text().contains("Whose count"), "{letters:?}");
        let read = Value::from(cast.patient.events(&case).await).to_string();
        assert!(read.contains("I found the invoice") && !read.contains("Whose count"), "{read}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_letter_of_an_officer_names_its_writer_before_anybody_has_the_case(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let question = json!({"text": "In which month was it?", "to": "patient"});
        cast.officer.acts(&case, "messages", question).await.with(201);
        let letters = site.letters_about(&cast.patient.email, "Your case officer writes").await;
        let text = letters[0].text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("officer_lind writes to you about your complaint"), "{text}");
        assert!(!text.contains("not named yet writes"), "{text}");
        site.is_whole().await;
    }
);

on_both!(
    async fn confidential_words_stay_on_their_side(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.escalated_case().await;
        cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
        cast.patient.acts(&case, "comments", json!({"text": "The nurse told me in confidence."})).await.with(201);
        panel.lay.acts(&case, "findings", json!({"text": "A first draft."})).await.with(201);
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        let of_patient = Value::from(cast.patient.events(&case).await).to_string();
        assert!(of_patient.contains("in confidence") && !of_patient.contains("A first draft"), "{of_patient}");
        let of_panel = Value::from(panel.lay.events(&case).await).to_string();
        assert!(of_panel.contains("in confidence") && of_panel.contains("A first draft"), "{of_panel}");
    }
);

on_both!(
    async fn a_patient_publishes_an_account_later_and_changes_it(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 1})).await.with(201);
        site.advance("P17D").await;
        let path = format!("/complaints/{case}/public-narrative");
        let account = |text: &str| json!({ "text": text });
        cast.officer.put(&path, account("Somebody else's words, twenty letters.")).await.refused(403, "forbidden");
        cast.patient.put(&path, account(" ")).await.wrong("/text", "too_short");
        cast.patient.put(&path, account("They counted fewer grafts than I paid for.")).await.with(200);
        let shown = async || -> Value { site.get(&format!("/api/v1/complaints/{case}")).await.json().await.unwrap() };
        assert_eq!(shown().await["public_narrative"], "They counted fewer grafts than I paid for.");
        cast.patient.put(&path, account("They counted far fewer grafts than I paid for.")).await.with(200);
        assert_eq!(shown().await["public_narrative"], "They counted far fewer grafts than I paid for.");
        cast.patient.delete(&path).await.with(200);
        assert_eq!(shown().await["public_narrative"], Value::Null);
        assert_eq!(events_that_hold(&site, "fewer grafts than I paid for").await, 0, "taken back means gone");
        cast.patient.put(&path, account("I have thought about it once more, and publish.")).await.with(200);
        let changes: Value = site.get("/api/v1/complaints/changes?since=2026-03-01T00:00:00Z").await.json().await.unwrap();
        assert_eq!(changes["items"][0]["id"], case.as_str());
        site.is_whole().await;
    }
);

on_both!(
    async fn mail_that_comes_back_stops_the_untimely_clock(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        site.all_letters().await;
        lose_letter(&site, &case, &cast.clinic.email).await;
        lose_letter(&site, &case, &cast.clinic.email).await;
        assert_eq!(site.letters_about(&cast.officer.email, "did not reach the clinic").await.len(), 1, "once");
        assert_eq!(site.letters_about(&cast.patient.email, "did not reach the clinic").await.len(), 1);
        assert!(cast.patient.reads(&case).await["undeliverable_at"].is_string());
        site.advance("P18D").await;
        let view = cast.patient.reads(&case).await;
        assert_eq!((&view["untimely"], &view["state"]), (&false.into(), &"with_clinic".into()));

        let address = json!({"letter_to": "owner@bosporus.example"});
        let path = format!("/complaints/{case}/clinic-address");
        cast.patient.put(&path, address.clone()).await.refused(403, "forbidden");
        let found = cast.officer.put(&path, address).await.with(200);
        assert_eq!(found["undeliverable_at"], Value::Null);
        let letters = site.letters_about("owner@bosporus.example", "please answer by").await;
        assert_eq!(letters.len(), 1, "written anew");
        site.advance("P15D").await;
        assert_eq!(cast.patient.reads(&case).await["untimely"], false, "its time began with the new letter");
        site.advance("P1D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "deadline_missed"), ["2026-04-04T21:00:00Z"], "{:?}", kinds(&events));
        let token = crate::support::letters::link_in(&letters[0], "/case-links/");
        ClinicByLink::with_token(&site, &token).responds("explained").await.with(201);
        site.is_whole().await;
    }
);

/// What the courier says when it gives a letter up.
async fn lose_letter(site: &crate::support::app::TestSite, case: &str, address: &str) {
    let (thread, address) = (Some(case.to_owned()), address.to_owned());
    let told = site.app.write(move |tx| {
        let letters = mail::store::of_thread(tx.conn, thread.as_deref().unwrap())?;
        let letter = letters.into_iter().find(|letter| letter.recipient == address).unwrap();
        tx.announce(&LetterUndeliverable {
            id: letter.id,
            kind: letter.kind,
            thread: letter.thread,
            recipient: letter.recipient,
        })
    });
    told.await.unwrap();
}
