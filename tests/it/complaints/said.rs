//! What pages and letters say of a case: to each what is so, and the same on both.

use super::evidence::{INVOICE, uploads};
use super::{Cast, offered, page, words};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use crate::support::people::{ClinicByLink, Panel, Person, complaint_about};
use crate::support::smtp::ReceivedLetter;
use serde_json::{Value, json};

/// The pages of all acts that somebody is offered in a case, one after the other.
async fn forms(site: &TestSite, who: &Person, case: &str) -> String {
    let browser = Browser::at_a_browser(site, &who.email).await;
    let view = who.reads(case).await;
    let mut forms = String::new();
    for name in offered(&view) {
        let path = format!("/complaints/{case}/{}", name.replace('_', "-"));
        let answer = site.client().get(site.url(&path)).header("Cookie", &browser.cookie).send().await.unwrap();
        forms.push_str(&answer.text().await.unwrap());
    }
    forms
}

/// The page after somebody has sent a form of an act.
async fn sends(site: &TestSite, who: &Person, path: &str, fields: &[(&str, &str)]) -> String {
    let browser = Browser::at_a_browser(site, &who.email).await;
    browser.submits(site, path, fields).await.2
}

/// The words of a letter, however its lines were broken.
fn flat(letter: &ReceivedLetter) -> String {
    letter.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

on_both!(
    async fn no_form_of_an_act_shows_a_key_for_a_label(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.case_with_clinic().await;
        let mut all = forms(&site, &cast.patient, &case).await;
        assert!(all.contains("an account that you published stays public"), "{all}");
        assert!(all.contains("The case officers, the board and the panel can read it; the clinic cannot."), "{all}");
        all += &forms(&site, &cast.officer, &case).await;
        let drafted = cast.drafted_case(&panel).await;
        all += &forms(&site, &cast.board, &drafted).await;
        all += &forms(&site, &panel.lay, &drafted).await;
        panel.lay.acts(&drafted, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        all += &forms(&site, &panel.lay, &drafted).await;
        panel.lay.acts(&drafted, "decision", panel.decision("upheld", [true; 3])).await.with(201);
        all += &forms(&site, &cast.patient, &drafted).await;
        all += &forms(&site, &panel.lay, &drafted).await;
        for label in ["By when", "Another address for the letters", "What both sides should look at"] {
            assert!(all.contains(label), "{label}: {all}");
        }
        assert!(!all.contains(">field-"), "{all}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_link_says_where_the_case_stands_as_the_letters_do(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.drafted_case(&panel).await;
        let opened = async || {
            let letter = site.letter_to(&cast.clinic.email, "/case-links/").await;
            let token = link_in(&letter, "/case-links/");
            let shown = site.get(&format!("/case-links/{token}")).await.text().await.unwrap();
            assert!(shown.contains("answer the latest letter"), "{shown}");
            for untrue in ["Nothing has been judged", "nothing more to do here"] {
                assert!(!shown.contains(untrue), "{shown}");
            }
            (flat(&letter), shown)
        };
        let (_, shown) = opened().await;
        assert!(shown.contains("The coalition has this case"), "{shown}");

        let check = json!({"text": "Look at the number of grafts above all."});
        panel.lay.acts(&case, "factual-check", check).await.with(201);
        let (draft, shown) = opened().await;
        assert!(shown.contains("A draft waits for your remarks"), "{shown}");
        for part in ["the photos show about 1,800.", "Look at the number of grafts above all."] {
            assert!(draft.contains(part), "{part}: {draft}");
        }

        site.advance("P20D").await;
        let (_, own) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
        assert!(own.contains("The check of the draft is over. It is the panel’s turn."), "{own}");
        let decision = format!("/complaints/{case}/decision");
        let unvoted = sends(&site, &panel.lay, &decision, &[("outcome", "upheld"), ("reasons", "See there.")]).await;
        assert!(unvoted.contains("Each member needs a vote."), "{unvoted}");
        panel.lay.acts(&case, "decision", panel.decision("upheld", [true; 3])).await.with(201);
        let (decided, shown) = opened().await;
        assert!(shown.contains("The panel has decided: Upheld"), "{shown}");
        assert!(decided.contains("You can appeal once, until") && decided.contains("Answer this letter"), "{decided}");
        site.is_whole().await;
    }
);

on_both!(
    async fn what_was_said_of_the_private_attempt_is_shown_to_whoever_judges_it(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["private_attempt"] = json!({"made": true, "on": "2026-02-01", "channel": "by e-mail"});
        let case = cast.patient.files(complaint.clone()).await;
        let here = format!("/complaints/{case}");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("please add that e-mail or letter here"), "{own}");
        for path in [here.clone(), format!("{here}/triage")] {
            let (_, staff) = page(&site, &cast.officer, &path).await;
            assert!(staff.contains("Asked on 1 February 2026") && staff.contains("How: by e-mail"), "{path}: {staff}");
        }
        complaint["private_attempt"] = json!({"made": true});
        let wordless = cast.patient.files(complaint).await;
        let (_, staff) = page(&site, &cast.officer, &format!("/complaints/{wordless}/triage")).await;
        assert!(staff.contains("the clinic was asked; nothing more was written"), "{staff}");
        let none = cast.patient.files_complaint(&cast.clinic).await;
        let (_, staff) = page(&site, &cast.officer, &format!("/complaints/{none}/triage")).await;
        assert!(staff.contains("The patient has not described one."), "{staff}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_clinic_has_the_letter_once_it_has_said_so(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let here = format!("/complaints/{case}");
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("We wrote to the clinic. It is the clinic’s turn."), "{own}");
        assert!(own.contains("<dt>without an answer the coalition takes over</dt>"), "{own}");
        let clinic = ClinicByLink::opens_letter(&site, &cast.clinic).await;
        let seen = clinic.reads().await.with(200);
        clinic.follows(&seen, "acknowledgement", Value::Null).await.with(200);
        let (_, own) = page(&site, &cast.patient, &here).await;
        assert!(own.contains("The clinic has the letter. It is the clinic’s turn."), "{own}");
        let empty = sends(&site, &cast.patient, &format!("{here}/narrative"), &[("text", "")]).await;
        assert!(empty.contains("Write what everybody may read"), "{empty}");
        site.is_whole().await;
    }
);

on_both!(
    async fn new_evidence_stands_on_the_board_until_it_is_assessed(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let boards = async || {
            let (_, open) = page(&site, &cast.officer, "/cases").await;
            let (_, listed) = page(&site, &cast.board, "/cases?state=with_clinic").await;
            [open, listed].map(|board| board.contains("New evidence to assess"))
        };
        assert_eq!(boards().await, [false, false]);
        uploads(&cast.patient, &case, "invoice.pdf", INVOICE).await.with(201);
        assert_eq!(boards().await, [true, true]);
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        assert_eq!(boards().await, [false, false]);
        let here = format!("/complaints/{case}");
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(staff.contains("A document was seen (level 2)") && !staff.contains("Not yet assessed"), "{staff}");
        uploads(&cast.patient, &case, "booking.pdf", INVOICE).await.with(201);
        assert_eq!(boards().await, [true, true]);
        let (_, staff) = page(&site, &cast.officer, &here).await;
        assert!(staff.contains("A document was seen (level 2)") && staff.contains("Not yet assessed"), "{staff}");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_officer_is_offered_only_proof_that_can_be_there(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        cast.officer.sorts(&case, json!({"proof_needed": true})).await;
        let form = async || page(&site, &cast.officer, &format!("/complaints/{case}/assessment")).await.1;
        let levels = |form: &str| {
            let words = ["Plausible (level 1)", "A document was seen (level 2)", "confirmed by the clinic (level 3)"];
            words.map(|word| form.contains(word))
        };
        let shown = form().await;
        assert_eq!(levels(&shown), [true, false, false], "{shown}");
        assert!(shown.contains("There is no file yet, so no document can have been seen"), "{shown}");
        let path = format!("/complaints/{case}/assessment");
        let told = sends(&site, &cast.officer, &path, &[("level", "3")]).await;
        assert!(told.contains("levels 2 and 3 need a file"), "{told}");
        uploads(&cast.patient, &case, "invoice.pdf", INVOICE).await.with(201);
        let shown = form().await;
        assert_eq!(levels(&shown), [true, true, false], "{shown}");
        assert!(shown.contains("it can be chosen once the clinic has confirmed our letter or answered"), "{shown}");
        let told = sends(&site, &cast.officer, &path, &[("level", "3")]).await;
        assert!(told.contains("level 3 the clinic’s word too"), "{told}");
        let view = cast.officer.reads(&case).await;
        assert_eq!((&view["state"], &view["proof_level"]), (&"proof_asked".into(), &0.into()));
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        ClinicByLink::opens_letter(&site, &cast.clinic).await.acknowledges().await.with(200);
        let shown = form().await;
        assert_eq!(levels(&shown), [true; 3], "{shown}");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_case_with_the_clinic_says_by_when_it_answers(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let (_, own) = page(&site, &cast.patient, &format!("/complaints/{case}")).await;
        assert!(own.contains("The answer to the complaint is due by 17 March 2026."), "{own}");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_officer_who_wrote_nothing_is_told_of_both_fields(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let path = format!("/complaints/{case}/message");
        let (whom, what) = ("Choose for whom the message is", "Write what you want to say");
        let told = sends(&site, &cast.officer, &path, &[("text", "")]).await;
        assert!(told.contains(whom) && told.contains(what), "{told}");
        let told = sends(&site, &cast.officer, &path, &[("text", ""), ("to", "patient")]).await;
        assert!(!told.contains(whom) && told.contains(what), "{told}");
        let told = sends(&site, &cast.patient, &path, &[("text", "")]).await;
        assert!(!told.contains(whom) && told.contains(what), "{told}");
        site.is_whole().await;
    }
);
