//! Whose turn it is: what is offered once its time has come, and the letters with which the work is handed on.

use super::pages::Browser;
use super::{Acts, Cast};
use crate::on_both;
use crate::support::letters::header;
use serde_json::json;

on_both!(
    async fn an_announced_visit_is_offered_once_its_notice_is_over(site) {
        let cast = Cast::of(&site).await;
        let planned = cast.lead.post("/inspections", cast.plan("announced")).await.with(201);
        let here = format!("/inspections/{}", planned["id"].as_str().unwrap());
        let (begins, refuses) = (format!("action=\"{here}/visit\""), format!("href=\"{here}/refusal\""));
        let (lead, desk) = (Browser::of(&site, &cast.lead).await, Browser::of(&site, &cast.desk).await);
        let page = lead.reads(&here).await;
        assert!(!page.contains(&begins) && !page.contains(&refuses), "the clinic knows of nothing: {page}");
        assert!(page.contains("once the clinic was told"), "{page}");
        assert!(lead.reads("/inspections").await.contains("Your turn"), "somebody has to tell the clinic");
        let board = desk.reads("/inspections").await;
        assert!(board.contains("No inspection of your clinic is under way"), "{board}");

        lead.does(&here, &format!("{here}/notification"), &[]).await;
        let page = lead.reads(&here).await;
        assert!(page.contains(&refuses) && !page.contains(&begins), "{page}");
        assert!(page.contains("The visit can begin from 9 March 2026 on"), "{page}");
        assert!(!lead.reads("/inspections").await.contains("Your turn"), "there is nothing to do before");
        let board = desk.reads("/inspections").await;
        assert!(board.contains("Inspectors come on 9 March 2026") && !board.contains(&here), "{board}");
        assert!(!board.contains("under way") && !board.contains("Your turn"), "{board}");

        site.advance("P7D").await;
        let page = lead.reads(&here).await;
        assert!(page.contains(&begins) && !page.contains("The visit can begin from"), "{page}");
        assert!(lead.reads("/inspections").await.contains("Your turn"));
        lead.does(&here, &format!("{here}/visit"), &[]).await;
        assert!(desk.reads("/inspections").await.contains("The visit began on 9 March 2026."));
        site.is_whole().await;
    }
);

on_both!(
    async fn a_visit_without_notice_waits_for_its_day(site) {
        let cast = Cast::of(&site).await;
        let here = format!("/inspections/{}", cast.planned().await);
        let (begins, refuses) = (format!("action=\"{here}/visit\""), format!("{here}/refusal"));
        let lead = Browser::of(&site, &cast.lead).await;
        let page = lead.reads(&here).await;
        assert!(!page.contains(&begins) && !page.contains(&refuses), "{page}");
        assert!(page.contains("From 9 March 2026 on you can begin the visit here"), "{page}");
        assert_eq!(lead.opens(&refuses).await.0, 303, "nobody was at the door yet");
        assert!(!lead.reads("/inspections").await.contains("Your turn"));
        site.advance("P7D").await;
        let page = lead.reads(&here).await;
        assert!(page.contains(&begins) && page.contains(&refuses), "{page}");
        assert!(lead.reads("/inspections").await.contains("Your turn"));
        let board = Browser::of(&site, &cast.desk).await.reads("/inspections").await;
        assert!(board.contains("No inspection of your clinic is under way"), "nobody tells of it: {board}");
    }
);

on_both!(
    async fn a_clinic_visited_without_notice_reads_of_it_once_a_letter_has_told_it(site) {
        let cast = Cast::of(&site).await;
        let desk = Browser::of(&site, &cast.desk).await;
        let (id, other) = (cast.planned().await, cast.planned().await);
        let none = "No inspection of your clinic is under way";
        assert!(desk.reads("/inspections").await.contains(none), "a plan is nobody's to know");
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        let low = json!({"score": 1, "evidence_kinds": [], "finding": "A refund was tied to silence."});
        cast.lead.put(&format!("/inspections/{id}/items/D4"), low).await.with(200);
        assert!(desk.reads("/inspections").await.contains(none), "no letter has left yet");
        cast.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
        assert_eq!(site.letters_about(&cast.desk.email, "Evidence of the inspection is locked").await.len(), 1);
        for is_drafted in [false, true] {
            if is_drafted {
                cast.drafts(&id).await;
            }
            let board = desk.reads("/inspections").await;
            assert!(board.contains("A visit took place on 2 March 2026") && !board.contains(none), "{board}");
            for untold in [id.as_str(), other.as_str(), "silence", "Inadequate", "lead_orsolic"] {
                assert!(!board.contains(untold), "{untold}: {board}");
            }
            assert_eq!(desk.opens(&format!("/inspections/{id}")).await.0, 404);
        }
        let stranger = Browser::of(&site, &cast.stranger).await;
        assert!(!stranger.reads("/inspections").await.contains("A visit took place"));
        cast.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        let board = desk.reads("/inspections").await;
        assert!(board.contains(&id) && !board.contains("A visit took place"), "{board}");

        cast.lead.posts(&other, "visit", json!({})).await.with(201);
        cast.lead.posts(&other, "suspension", json!({"reason": "No oxygen in the room."})).await.with(201);
        assert!(!desk.reads("/inspections").await.contains("The visit began"));
        cast.lead.posts(&other, "interim-notice", json!({"reason": "No surgery without oxygen."})).await.with(201);
        let board = desk.reads("/inspections").await;
        assert!(board.contains("The visit began on 2 March 2026") && !board.contains("oxygen"), "{board}");
    }
);

on_both!(
    async fn every_stop_of_a_visit_has_its_own_notice(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        let lead = Browser::of(&site, &cast.lead).await;
        let gives = format!("href=\"/inspections/{id}/interim-notice\"");
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        for danger in ["No oxygen in the room.", "The autoclave has failed."] {
            cast.lead.posts(&id, "suspension", json!({"reason": danger})).await.with(201);
            assert!(lead.reads(&format!("/inspections/{id}")).await.contains(&gives), "{danger}");
            let given = cast.lead.posts(&id, "interim-notice", json!({"reason": danger})).await.with(201);
            assert_eq!((&given["next"]["step"], &given["next"]["due"]), (&json!("resumption"), &json!(null)));
            assert!(!lead.reads(&format!("/inspections/{id}")).await.contains(&gives), "{danger}");
            let board = lead.reads("/inspections").await;
            assert!(board.contains("The visit goes on") && !board.contains("Overdue"), "{board}");
            cast.lead.posts(&id, "interim-notice", json!({"reason": danger})).await.refused(409, "notice_given");
            cast.lead.posts(&id, "resumption", json!({})).await.with(201);
        }
        assert_eq!(site.letters_about(&cast.clinic.email, "Interim notice").await.len(), 2);
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_is_next_gets_a_letter(site) {
        let cast = Cast::of(&site).await;
        let id = cast.drafted(&[("D2", json!(2))]).await;
        let waits = "A draft waits for your check";
        assert_eq!(site.letters_about(&cast.reader.email, waits).await.len(), 1);
        let unclear = json!({"passed": false, "notes": "Say which of the forms you mean."});
        cast.reader.posts(&id, "quality-check", unclear).await.with(201);
        for inspector in [&cast.lead, &cast.second] {
            let letters = site.letters_about(&inspector.email, "came back").await;
            let letter = letters.last().expect("each of them hears it");
            assert!(letter.text().contains("Say which of the forms you mean."), "{}", letter.text());
        }
        cast.drafts(&id).await;
        assert_eq!(site.letters_about(&cast.reader.email, waits).await.len(), 2);
        cast.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        let points = json!({"points": [{"item": "D2", "comment": "We do have a cooling-off period."}]});
        cast.desk.posts(&id, "factual-check", points).await.with(201);
        assert_eq!(site.letters_about(&cast.officer.email, "wait for your decision").await.len(), 1);
        let ready = "can be published";
        assert!(site.letters_about(&cast.lead.email, ready).await.is_empty());
        let rejected = json!({"accepted": false, "reason": "The form gives none."});
        cast.officer.put(&format!("/inspections/{id}/points/1/decision"), rejected).await.with(200);
        assert_eq!(site.letters_about(&cast.lead.email, ready).await.len(), 1);

        let silent = cast.with_clinic(&[]).await;
        cast.desk.posts(&silent, "factual-check", json!({"points": []})).await.with(201);
        assert_eq!(site.letters_about(&cast.lead.email, ready).await.len(), 2);
        for address in [&cast.clinic.email, &cast.desk.email] {
            for words in [waits, "came back", "wait for your decision", ready] {
                assert!(site.letters_about(address, words).await.is_empty(), "{address} reads {words}");
            }
        }
        let letter = site.letter_to(&cast.clinic.email, "This is the draft").await;
        assert_eq!(header(&letter, "Reply-To"), "coalition@candor.localhost", "answers go where somebody reads them");
        site.is_whole().await;
    }
);
