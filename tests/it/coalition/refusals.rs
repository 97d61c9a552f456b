//! Everything that is refused, with its code, and nothing lost.

use super::pages::reads;
use super::{AGREED, COMMENTED, Cast, GATES, GATHERED, REASON, SCORING, guest};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::letters::link_in;
use crate::support::people::{Admin, Person, send};
use candor::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

on_both!(
    async fn applications_refuse_what_is_not_in_order(site after &GATHERED) {
        let cast = Cast::there(&site);
        let start = json!({"physician_id": cast.physician});
        cast.stranger.post("/applications", start.clone()).await.refused(403, "forbidden");
        cast.applicant.post("/applications", json!({"physician_id": "0".repeat(32)})).await.wrong("/physician_id", "no_such");
        let id = cast.applicant.post("/applications", start.clone()).await.with(201)["id"].as_str().unwrap().to_owned();
        let path = format!("/applications/{id}");
        cast.applicant.post("/applications", start).await.refused(409, "already_applied");
        for stranger in [&cast.stranger, &cast.officer, &cast.board[0], &cast.reviewers[0]] {
            stranger.get(&path).await.refused(404, "not_found");
        }
        let wrong = json!({"peers": [{"name": "", "email": "nowhere"}]});
        let wrong = cast.saves(&path, wrong).await.refused(422, "invalid");
        assert_eq!(wrong["errors"].as_array().unwrap().len(), 2, "{wrong}");

        let handed = cast.applicant.post(&format!("{path}/submission"), json!({})).await.with(201);
        assert_eq!(handed["gaps"].as_array().unwrap().len(), 6);
        assert!(handed["receipt"]["salt"].as_str().is_some_and(|salt| salt.len() == 64), "{handed}");
        cast.applicant.post(&format!("{path}/submission"), json!({})).await.refused(409, "illegal_transition");
        site.advance("P8D").await;
        assert_eq!(site.letters_about(&cast.applicant.email, "what is still missing").await.len(), 1);
        cast.officer.put(&format!("{path}/panel"), cast.panel()).await.refused(409, "illegal_transition");
        cast.officer.put(&format!("{path}/gates/G8"), json!({"answer": "yes"})).await.refused(409, "gate_not_open");
        cast.officer.put(&format!("{path}/gates/G10"), json!({"answer": "yes"})).await.refused(404, "not_found");
        let old = json!({"answer": "yes", "checked_on": "2025-01-01"});
        cast.officer.put(&format!("{path}/gates/G1"), old).await.wrong("/checked_on", "out_of_range");
        cast.applicant.put(&format!("{path}/gates/G1"), json!({"answer": "yes"})).await.refused(403, "forbidden");
        for gate in ["G1", "G2", "G3", "G4", "G5", "G6", "G7"] {
            assert_ne!(cast.passes(&id, gate).await["state"], "references", "a gate is open");
        }
        let unversioned = cast.applicant.request(Method::PATCH, &path).json(&Cast::form());
        send(unversioned).await.refused(428, "precondition_required");
        let saved = cast.saves(&path, Cast::form()).await.with(200);
        assert_eq!((&saved["state"], &saved["gaps"]), (&json!("gate_check"), &json!([])));
        assert_eq!(cast.passes(&id, "G9").await["state"], "references");
        cast.saves(&path, Cast::form()).await.refused(409, "illegal_transition");
        site.is_whole().await;
    }
);

on_both!(
    async fn panels_and_scores_refuse_what_is_not_in_order(site after &GATHERED) {
        let cast = Cast::there(&site);
        let id = cast.verified().await;
        let path = format!("/applications/{id}");
        let letters = cast.asked(&site).await;
        assert_eq!(letters.len(), 12, "two peers and ten patients");
        let link = format!("/api/v1/reference-links/{}", link_in(&letters[0], "/reference-links/"));
        let no = json!({"consent": false});
        send(site.client().post(site.url(&format!("{link}/answers"))).json(&no)).await.with(201);
        send(site.client().post(site.url(&format!("{link}/answers"))).json(&no)).await.refused(404, "reference_link_over");
        cast.officer.put(&format!("{path}/panel"), cast.panel()).await.refused(409, "gate_open");
        cast.officer.put(&format!("{path}/gates/G8"), json!({"answer": "yes"})).await.wrong("/note", "required");
        site.advance("P22D").await;
        assert_eq!(cast.asked(&site).await.len(), 12 + 22 + 10, "two reminders to eleven, and ten drawn anew");
        let note = json!({"answer": "yes", "note": "The practice is small; two answered by telephone."});
        cast.officer.put(&format!("{path}/gates/G8"), note).await.with(200);

        let seats = |seats: [(&Person, &str); 3]| {
            json!({"reviewers": seats.map(|(who, seat)| json!({"account_id": who.id, "seat": seat}))})
        };
        let [one, two, three] = [&cast.reviewers[0], &cast.reviewers[1], &cast.reviewers[2]];
        let panel = format!("{path}/panel");
        let wrong = seats([(one, "lay"), (two, "patient"), (three, "lay")]);
        cast.officer.put(&panel, wrong).await.wrong("/reviewers", "seats_missing");
        let wrong = seats([(one, "lay"), (one, "patient"), (three, "coalition_member")]);
        cast.officer.put(&panel, wrong).await.wrong("/reviewers", "seats_missing");
        let mut wrong = cast.panel();
        wrong["reviewers"][1]["account_id"] = json!("0".repeat(32));
        cast.officer.put(&panel, wrong).await.wrong("/reviewers", "no_such");
        let wrong = seats([(one, "lay"), (two, "patient"), (&cast.stranger, "coalition_member")]);
        cast.officer.put(&panel, wrong).await.wrong("/reviewers", "not_a_reviewer");
        let tied = Person::with_roles(&site, "tied", &[Role::Reviewer]).await;
        cast.clinic.claimed_by(&site, &tied).await;
        let wrong = seats([(one, "lay"), (two, "patient"), (&tied, "coalition_member")]);
        cast.officer.put(&panel, wrong).await.refused(403, "conflict_of_interest");
        cast.officer.put(&panel, cast.panel()).await.with(200);
        // Too late is what too early was: the step in which a gate is decided is another one.
        for (gate, answer) in [("G8", "yes"), ("G8", "no"), ("G1", "yes"), ("G2", "no")] {
            let late = json!({"answer": answer, "note": "Seen."});
            cast.officer.put(&format!("{path}/gates/{gate}"), late).await.refused(409, "gate_not_open");
        }

        let sheet = format!("{path}/scores/K5");
        one.put(&sheet, json!({"score": 6, "reason": REASON})).await.wrong("/score", "out_of_range");
        one.put(&sheet, json!({"score": 4, "reason": "Ten consecutive"})).await.wrong("/reason", "too_short");
        one.put(&format!("{path}/scores/K9"), json!({"score": 4, "reason": REASON})).await.refused(404, "not_found");
        cast.reviewers[3].put(&sheet, json!({"score": 4, "reason": REASON})).await.refused(404, "not_found");
        cast.board[0].put(&sheet, json!({"score": 4, "reason": REASON})).await.refused(403, "forbidden");
        one.post(&format!("{path}/score-lock"), json!({})).await.refused(409, "scores_missing");
        cast.scores(&id, 0, AGREED[0]).await;
        cast.locks(&id, 0).await;
        one.put(&sheet, json!({"score": 0, "reason": REASON})).await.refused(409, "scores_locked");
        // What is locked counts: the officer replaces whoever has not locked, and nobody else.
        let without = seats([(&cast.reviewers[3], "patient"), (two, "coalition_member"), (three, "lay")]);
        cast.officer.put(&panel, without).await.refused(409, "reviewer_has_locked");
        let other = seats([(one, "patient"), (two, "coalition_member"), (&cast.reviewers[3], "lay")]);
        cast.officer.put(&panel, other).await.with(200);
        cast.officer.put(&panel, cast.panel()).await.with(200);
        one.post(&format!("{path}/score-lock"), json!({})).await.refused(409, "scores_locked");
        cast.applicant.get(&format!("{path}/scores")).await.refused(403, "forbidden");

        // Somebody leaves; the others cannot go on alone, and whoever comes after sees nothing of theirs.
        two.post(&format!("{path}/recusals"), json!({"reason": "I know this hairline."})).await.with(201);
        two.post(&format!("{path}/recusals"), json!({"reason": "Again."})).await.refused(409, "already_recused");
        two.get(&path).await.refused(404, "not_found");
        cast.scores(&id, 2, [0; 8]).await;
        assert_eq!(cast.locks(&id, 2).await["state"], "scoring", "the panel is not whole");
        let wrong = seats([(one, "lay"), (two, "patient"), (three, "coalition_member")]);
        cast.officer.put(&panel, wrong).await.refused(403, "conflict_of_interest");
        let fourth = &cast.reviewers[3];
        let again = seats([(one, "patient"), (fourth, "coalition_member"), (three, "lay")]);
        cast.officer.put(&panel, again).await.with(200);
        assert_eq!(fourth.get(&format!("{path}/scores")).await.with(200)["items"], json!([]));
        cast.scores(&id, 3, [5; 8]).await;
        assert_eq!(cast.locks(&id, 3).await["state"], "calibration");
        fourth.post(&format!("{path}/recusals"), json!({"reason": "The second set gave it away."})).await.with(201);
        let notes = json!({"notes": "The anchors of K5."});
        cast.officer.post(&format!("{path}/calibrations"), notes).await.refused(409, "reviewers_missing");
        guest(&site, &format!("{path}/comments")).await.refused(404, "not_found");
        site.is_whole().await;
    }
);

on_both!(
    async fn decisions_never_go_past_a_minimum_and_departing_needs_reasons(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let path = format!("/applications/{id}");
        // 63.0 without a failed minimum: the recommendation is to defer.
        for reviewer in 0..3 {
            cast.scores(&id, reviewer, [3, 3, 3, 3, 4, 3, 3, 2]).await;
            cast.locks(&id, reviewer).await;
        }
        site.advance("P41D").await;
        for member in &cast.board {
            member.put(&format!("{path}/vote"), json!({"vote": "yes"})).await.with(200);
        }
        let decision = format!("{path}/decision");
        cast.board[0].post(&decision, json!({})).await.wrong("/reasons", "reasons_needed");
        cast.board[0].post(&decision, json!({"defer_months": 3})).await.wrong("/defer_months", "out_of_range");
        for member in &cast.board {
            member.put(&format!("{path}/vote"), json!({"vote": "no"})).await.with(200);
        }
        let decided = cast.board[0].post(&decision, json!({"defer_months": 9})).await.with(201);
        assert_eq!((&decided["state"], &decided["decision"]["tally"]["no"]), (&json!("deferred"), &json!(7)));
        let named = (&decided["decision"]["failed_minimums"], &decided["decision"]["gaps"]);
        assert_eq!(named, (&json!([]), &json!(["K1", "K2", "K3", "K4", "K6", "K7", "K8"])), "K5 asks for no more");
        cast.board[0].put(&format!("{path}/vote"), json!({"vote": "yes"})).await.refused(409, "illegal_transition");
        site.advance("P10D").await;
        guest(&site, &cast.member()).await.refused(404, "not_found");
        let again = json!({"physician_id": cast.physician});
        cast.applicant.post("/applications", again.clone()).await.refused(409, "reapply_too_soon");
        site.advance("P280D").await;
        let next = cast.applicant.post("/applications", again).await.with(201)["id"].as_str().unwrap().to_owned();
        let handed = format!("/applications/{next}");
        cast.saves(&handed, Cast::form()).await.with(200);
        cast.applicant.post(&format!("{handed}/submission"), json!({})).await.with(201);
        let no = json!({"answer": "no", "note": "The register lists a sanction of 2024."});
        let stopped = cast.officer.put(&format!("{handed}/gates/G2"), no).await.with(200);
        assert_eq!((&stopped["state"], &stopped["outcome"]), (&json!("rejected"), &json!("rejected")));
        assert!(stopped["decision"]["reasons"].as_str().unwrap().contains("sanction of 2024"), "{stopped}");
        site.is_whole().await;
    }
);

on_both!(
    async fn only_physicians_apply(site after &GATHERED) {
        let cast = Cast::there(&site);
        let new = json!({"name": "Mika South", "kind": "practitioner", "clinic_ids": [cast.clinic.id]});
        let other = cast.admin.post("/physicians", new).await.with(201)["id"].as_str().unwrap().to_owned();
        let person = Person::with_roles(&site, "mika", &[]).await;
        let evidence = json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."});
        let claim = person.post(&format!("/physicians/{other}/claims"), evidence).await.with(201);
        let decision = format!("/claims/{}/decisions", claim["id"].as_str().unwrap());
        cast.officer.post(&decision, json!({"outcome": "approved", "reason": "Confirmed by the desk."})).await.ok();
        person.post("/applications", json!({"physician_id": other})).await.wrong("/physician_id", "not_a_physician");
    }
);

on_both!(
    async fn gates_that_are_passed_outrank_gaps(site after &GATHERED) {
        let cast = Cast::there(&site);
        let start = json!({"physician_id": cast.physician, "peers": Cast::form()["peers"]});
        let id = cast.applicant.post("/applications", start).await.with(201)["id"].as_str().unwrap().to_owned();
        let path = format!("/applications/{id}");
        cast.applicant.post(&format!("{path}/submission"), json!({})).await.with(201);
        let mut seen = Value::Null;
        for gate in GATES {
            seen = cast.passes(&id, gate).await;
        }
        assert_eq!((&seen["state"], seen["gaps"].as_array().unwrap().len()), (&json!("references"), 5), "{seen}");
        assert_eq!(cast.asked(&site).await.len(), 2, "whoever is named is asked");
        site.advance("P60D").await;
        let eighth = format!("{path}/gates/G8");
        cast.officer.put(&eighth, json!({"answer": "yes"})).await.wrong("/note", "required");
        let note = json!({"answer": "yes", "note": "Their patients are listed with the chamber."});
        cast.officer.put(&eighth, note).await.with(200);
        assert_eq!(cast.officer.put(&format!("{path}/panel"), cast.panel()).await.with(200)["state"], "scoring");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_officer_lets_an_application_lapse_that_cannot_go_on(site after &COMMENTED) {
        let (cast, id) = Cast::with_application(&site);
        site.advance("P41D").await;
        let lapse = format!("/applications/{id}/lapse");
        let reason = json!({"reason": "The applicant has not answered since May."});
        cast.applicant.post(&lapse, reason.clone()).await.refused(403, "forbidden");
        cast.board[0].post(&lapse, reason.clone()).await.refused(403, "forbidden");
        cast.officer.post(&lapse, json!({"reason": ""})).await.wrong("/reason", "too_short");
        let lapsed = cast.officer.post(&lapse, reason.clone()).await.with(201);
        assert_eq!((&lapsed["state"], &lapsed["outcome"]), (&json!("lapsed"), &Value::Null));
        let told = site.letters_about(&cast.applicant.email, "is closed").await;
        assert!(told.len() == 1 && told[0].text().contains("has not answered since May"), "{told:?}");
        cast.officer.post(&lapse, reason).await.refused(409, "illegal_transition");
        let late = json!({"answer": "no", "note": "Seen."});
        cast.officer.put(&format!("/applications/{id}/gates/G1"), late).await.refused(409, "gate_not_open");
        cast.board[0].put(&format!("/applications/{id}/vote"), json!({"vote": "yes"})).await.refused(409, "illegal_transition");
        cast.applicant.post("/applications", json!({"physician_id": cast.physician})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_has_locked_keeps_the_seat_without_the_role_and_the_panel_goes_on(site after &SCORING) {
        let (cast, id) = Cast::with_application(&site);
        let panel = format!("/applications/{id}/panel");
        cast.scores(&id, 0, AGREED[0]).await;
        cast.locks(&id, 0).await;
        let (ames, bell) = (Admin::of(&site, "admin_ames").await, Admin::of(&site, "admin_bell").await);
        for gone in [&cast.reviewers[0], &cast.reviewers[1]] {
            let taken = ames.delete(&format!("/accounts/{}/roles/reviewer", gone.id)).await.with(202);
            let confirmation = format!("/role-changes/{}/confirmation", taken["id"].as_str().unwrap());
            bell.put(&confirmation, json!({})).await.with(200);
        }
        cast.officer.put(&panel, cast.panel()).await.wrong("/reviewers", "not_a_reviewer");
        let officer = Browser::at_a_browser(&site, &cast.officer.email).await;
        let page = reads(&site, &officer, &format!("/applications/{id}")).await;
        let is_offered = |place: usize| page.contains(&format!("value=\"{}\"", cast.reviewers[place].id));
        assert!(is_offered(0) && !is_offered(1) && is_offered(3), "who stays is offered: {page}");
        let mut seats = cast.panel();
        seats["reviewers"][1]["account_id"] = json!(cast.reviewers[3].id);
        assert_eq!(cast.officer.put(&panel, seats).await.with(200)["state"], "scoring");
        for reviewer in [2, 3] {
            cast.scores(&id, reviewer, AGREED[0]).await;
            cast.locks(&id, reviewer).await;
        }
        assert_eq!(cast.officer.get(&format!("/applications/{id}")).await.with(200)["state"], "public_comment");
        site.is_whole().await;
    }
);
