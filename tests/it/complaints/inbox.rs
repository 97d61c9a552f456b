//! Everybody finds the cases in which they have a part: the patient, whoever answers for the clinic, the panel.

use super::{Cast, page, words};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::people::{ClinicByLink, Panel, Person, Stranger, complaint_about};
use serde_json::{Value, json};

/// The ids of somebody's cases.
async fn cases(who: &Person, query: &str) -> Vec<String> {
    let listed = who.get(&format!("/me/complaints{query}")).await.with(200);
    let items = listed["items"].as_array().unwrap();
    items.iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect()
}

on_both!(
    async fn the_clinic_finds_what_it_was_written_to_about(site) {
        let cast = Cast::of(&site).await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        assert!(cases(&desk, "").await.is_empty(), "nobody has written to the clinic yet");
        cast.officer.sends_to_clinic(&case).await;
        for query in ["", "?as=clinic"] {
            assert_eq!(cases(&desk, query).await, std::slice::from_ref(&case), "{query}");
        }
        for query in ["?as=patient", "?as=panel"] {
            assert!(cases(&desk, query).await.is_empty(), "{query}");
        }
        for query in ["", "?as=patient"] {
            assert_eq!(cases(&cast.patient, query).await, std::slice::from_ref(&case), "{query}");
        }
        assert!(cases(&cast.patient, "?as=clinic").await.is_empty());
        assert!(cases(&cast.officer, "").await.is_empty(), "an office is no part of one's own");
        assert_eq!(desk.get("/me/complaints?as=officer").await.status, 422);

        let (_, me) = page(&site, &desk, "/me").await;
        assert!(me.contains("/me/complaints?as=clinic"), "{me}");
        let (status, list) = page(&site, &desk, "/me/complaints?as=clinic").await;
        assert!(status == 200 && list.contains(&case) && list.contains("Your turn"), "{list}");
        let (_, own) = page(&site, &desk, &format!("/complaints/{case}")).await;
        assert!(own.contains("href=\"/me/complaints?as=clinic\""), "{own}");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_unnamed_patient_stays_unnamed_in_the_clinic_s_list(site) {
        let cast = Cast::of(&site).await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["identity_consent"] = false.into();
        complaint["private_attempt"] = json!({"made": true, "channel": "telephone", "description": "I rang as Ada L."});
        let case = cast.patient.files(complaint).await;
        cast.officer.sends_to_clinic(&case).await;
        let listed = desk.get("/me/complaints").await.with(200);
        assert_eq!(listed["items"][0]["id"], case.as_str());
        assert_eq!(listed["items"][0]["narrative"], Value::Null);
        for secret in ["teal_bicycle", cast.patient.id.as_str(), "1,800", "Ada L."] {
            assert!(!listed.to_string().contains(secret), "{secret}: {listed}");
        }
        site.is_whole().await;
    }
);

on_both!(
    async fn the_panel_finds_what_it_hears_until_another_hears_it(site) {
        let cast = Cast::of(&site).await;
        let (panel, second) = (Panel::of(&site, "first").await, Panel::of(&site, "second").await);
        let case = cast.drafted_case(&panel).await;
        for query in ["", "?as=panel"] {
            assert_eq!(cases(&panel.physician, query).await, std::slice::from_ref(&case), "{query}");
        }
        assert!(cases(&second.physician, "").await.is_empty());
        let here = format!("/complaints/{case}");
        let (_, own) = page(&site, &panel.physician, &here).await;
        assert!(own.contains("href=\"/me/complaints?as=panel\"") && !own.contains("href=\"/cases\""), "{own}");
        assert_eq!(page(&site, &panel.physician, "/me/complaints?as=panel").await.0, 200);

        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        panel.physician.acts(&case, "decision", panel.decision("upheld", [true; 3])).await.with(201);
        let appeal = json!({"ground": "new_evidence", "text": "The counter's log has turned up."});
        cast.patient.acts(&case, "appeals", appeal).await.with(201);
        assert!(cases(&panel.physician, "").await.is_empty(), "an appeal goes to others");
        cast.board.put(&format!("{here}/panel"), second.seats()).await.with(200);
        assert_eq!(cases(&second.lay, "?as=panel").await, std::slice::from_ref(&case));
        second.lay.acts(&case, "recusals", json!({"reason": "I know the patient."})).await.with(204);
        assert!(cases(&second.lay, "").await.is_empty(), "whoever has left hears nothing more");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_board_names_another_panel_by_a_date(site) {
        let cast = Cast::of(&site).await;
        let (panel, second) = (Panel::of(&site, "first").await, Panel::of(&site, "second").await);
        let case = cast.decided_case(&site, &panel).await;
        let appeal = json!({"ground": "process", "text": "Nobody heard me."});
        let appealed = cast.patient.acts(&case, "appeals", appeal).await.with(201);
        assert_eq!((&appealed["next"]["actor"], &appealed["next"]["step"]), (&"board".into(), &"panel".into()));
        let (_, own) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
        assert!(own.contains("It is the board’s turn"), "{own}");
        site.advance("P10D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(events.iter().filter(|event| event["type"] == "panel_missed").count(), 1, "five working days");
        cast.board.put(&format!("/complaints/{case}/panel"), second.seats()).await.with(200);
        assert_eq!(cast.patient.reads(&case).await["next"], Value::Null, "an appeal is heard without a clock");
        let (_, own) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
        assert!(own.contains("It is the panel’s turn"), "{own}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_board_chooses_among_people_it_knows_something_of(site) {
        let cast = Cast::of(&site).await;
        let roles = [candor::accounts::Role::Reviewer, candor::accounts::Role::Physician];
        let free = Person::with_roles(&site, "white_coat_reader", &roles).await;
        let lay = Person::with_roles(&site, "plain_reader", &[candor::accounts::Role::Reviewer]).await;
        let tied = Person::with_roles(&site, "tied_reader", &[candor::accounts::Role::Reviewer]).await;
        tied.post("/me/ties", json!({"kind": "money", "clinic_id": cast.clinic.id})).await.with(201);
        let case = cast.escalated_case().await;
        let (status, form) = page(&site, &cast.board, &format!("/complaints/{case}/panel")).await;
        assert_eq!(status, 200);
        let seat = |name: &str| {
            let (_, select) = form.split_once(&format!("name=\"{name}\"")).expect("a seat");
            select.split("</select>").next().unwrap().to_owned()
        };
        let fitting = |name: &str, who: &Person| {
            let select = seat(name);
            let (_, group) = select.split_once("<optgroup label=\"Fit this seat\">").unwrap_or_default();
            assert!(select.contains(who.id.as_str()), "everybody may take any seat: {select}");
            group.split("</optgroup>").next().unwrap_or_default().contains(who.id.as_str())
        };
        assert!(form.contains("white_coat_reader · physician<"), "{form}");
        assert!(form.contains("plain_reader · neither physician nor proved patient<"), "{form}");
        assert_eq!([fitting("physician", &free), fitting("physician", &lay)], [true, false], "{form}");
        assert_eq!([fitting("lay", &free), fitting("lay", &lay)], [false, true], "{form}");
        assert_eq!([fitting("patient", &free), fitting("patient", &lay)], [false, false], "{form}");
        assert!(!form.contains("tied_reader") && !form.contains(&tied.id), "{form}");
        let board = Browser::at_a_browser(&site, &cast.board.email).await;
        let empty = [("_csrf", board.csrf.as_str()), ("patient", ""), ("physician", free.id.as_str()), ("lay", "")];
        let request = site.client().post(site.url(&format!("/complaints/{case}/panel"))).header("Origin", &site.address);
        let sent = request.header("Cookie", &board.cookie).form(&empty).send().await.unwrap();
        assert_eq!(sent.status(), 422);
        let shown = sent.text().await.unwrap();
        assert_eq!(shown.matches("This is needed and was left empty.").count(), 4, "twice for each empty seat: {shown}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_patient_is_told_that_the_next_word_is_hers(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        ClinicByLink::opens_letter(&site, &cast.clinic).await.responds("apology").await.with(201);
        for path in [format!("/complaints/{case}"), "/me/complaints".to_owned()] {
            let (_, own) = page(&site, &cast.patient, &path).await;
            assert!(own.contains("your word on the answer is due"), "{path}: {own}");
        }
        let (_, staff) = page(&site, &cast.officer, &format!("/complaints/{case}")).await;
        assert!(staff.contains("the patient’s word on the answer is due"), "{staff}");
        site.is_whole().await;
    }
);
