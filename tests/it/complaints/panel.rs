//! The panel at work: who may sit on it, who leaves it, mediation, evidence, findings, votes.

use super::{Cast, kinds, times, words};
use crate::on_both;
use crate::support::people::{Admin, Panel, Stranger};
use serde_json::json;

on_both!(
    async fn a_recused_member_is_replaced(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "first").await;
        let other = Panel::of(&site, "other").await;
        let case = cast.drafted_case(&panel).await;
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        panel.physician.acts(&case, "recusals", json!({"reason": "I trained there."})).await.with(204);
        panel.physician.get(&format!("/complaints/{case}")).await.refused(404, "not_found");
        let seen = cast.patient.reads(&case).await;
        assert_eq!(seen["state"], "under_review");
        let recused: Vec<_> = seen["panel"].as_array().unwrap().iter().filter(|seat| seat["recused"] == true).collect();
        assert_eq!(recused.len(), 1);

        let seats = format!("/complaints/{case}/panel");
        cast.board.put(&seats, panel.seats()).await.refused(403, "conflict_of_interest");
        let mut second = panel.clone();
        second.physician = other.physician.clone();
        cast.board.put(&seats, second.seats()).await.with(200);
        second.lay.acts(&case, "findings", words()).await.with(201);
        second.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        panel.physician.acts(&case, "decision", panel.decision("upheld", [true; 3])).await.refused(404, "not_found");
        let decided = second.lay.acts(&case, "decision", second.decision("not_upheld", [false; 3])).await.with(201);
        assert_eq!(decided["outcome"], "not_upheld");
        site.is_whole().await;
    }
);

on_both!(
    async fn seats_are_for_three_who_have_no_part_in_the_case(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.escalated_case().await;
        let seats = format!("/complaints/{case}/panel");
        let mut wrong = panel.seats();
        wrong["members"][2]["seat"] = "physician".into();
        cast.board.put(&seats, wrong).await.wrong("/members", "wrong_seats");
        let mut twice = panel.seats();
        twice["members"][2]["account_id"] = twice["members"][1]["account_id"].clone();
        cast.board.put(&seats, twice).await.wrong("/members", "wrong_seats");
        let mut nobody = panel.seats();
        nobody["members"][2]["account_id"] = "00000000000000000000000000000000".into();
        cast.board.put(&seats, nobody).await.wrong("/members", "no_such");
        let reader = Stranger::of(&site, "without_office").await;
        let mut outsider = panel.seats();
        outsider["members"][2]["account_id"] = reader.id.as_str().into();
        cast.board.put(&seats, outsider).await.wrong("/members", "may_not_sit");
        reader.get(&format!("/complaints/{case}")).await.refused(404, "not_found");
        let mut two = panel.seats();
        two["members"].as_array_mut().unwrap().pop();
        assert_eq!(cast.board.put(&seats, two).await.status, 422);
        for involved in [&cast.patient.id, &cast.officer.id] {
            let mut partial = panel.seats();
            partial["members"][0]["account_id"] = involved.as_str().into();
            cast.board.put(&seats, partial).await.refused(403, "conflict_of_interest");
        }
        panel.lay.post("/me/ties", json!({"kind": "money", "clinic_id": cast.clinic.id})).await.with(201);
        cast.board.put(&seats, panel.seats()).await.refused(403, "conflict_of_interest");
        let ties = panel.lay.get("/me/ties").await.with(200);
        panel.lay.delete(&format!("/me/ties/{}", ties["items"][0]["id"].as_str().unwrap())).await;
        cast.board.put(&seats, panel.seats()).await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn mediation_lets_the_panel_s_dates_stand_still(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.escalated_case().await;
        cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
        assert_eq!(panel.lay.acts(&case, "mediation", words()).await.with(201)["state"], "mediation");
        assert_eq!(site.letters_about(&cast.clinic.email, "An offer to mediate").await.len(), 1);
        site.advance("P31D").await;
        assert_eq!(cast.patient.reads(&case).await["state"], "under_review");
        assert_eq!(times(&cast.patient.events(&case).await, "mediation_ended"), ["2026-04-01T21:00:00Z"]);
        assert_eq!(panel.lay.acts(&case, "evidence-call", words()).await.with(201)["state"], "evidence_call");
        site.advance("P15D").await;
        assert_eq!(cast.patient.reads(&case).await["state"], "drafting");
        site.advance("P20D").await;
        let events = cast.patient.events(&case).await;
        assert!(times(&events, "findings_missed").is_empty(), "{:?}", kinds(&events));
        site.advance("P30D").await;
        let events = cast.patient.events(&case).await;
        assert_eq!(times(&events, "findings_missed").len(), 1, "{:?}", kinds(&events));
        assert!(times(&events, "findings_missed")[0].starts_with("2026-06-01"), "60 days and 30 of mediation");
        site.is_whole().await;
    }
);

on_both!(
    async fn votes_carry_the_outcome(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        cast.officer.sorts(&case, json!({"private_attempt_shown": true, "severity": 3})).await;
        cast.board.put(&format!("/complaints/{case}/panel"), panel.seats()).await.with(200);
        panel.lay.acts(&case, "factual-check", words()).await.refused(409, "illegal_transition");
        panel.lay.acts(&case, "findings", words()).await.with(201);
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        let decide = |outcome: &str, votes| panel.lay.acts(&case, "decision", panel.decision(outcome, votes));
        decide("upheld", [true, false, false]).await.wrong("/votes", "votes_do_not_carry");
        decide("not_upheld", [true, true, false]).await.wrong("/votes", "votes_do_not_carry");
        decide("upheld", [true, true, false]).await.wrong("/outcome", "needs_medical_and_lay");
        decide("withdrawn", [true, true, true]).await.wrong("/outcome", "not_allowed_here");
        assert_eq!(decide("partly_upheld", [false, true, true]).await.with(201)["outcome"], "partly_upheld");
        site.is_whole().await;
    }
);

on_both!(
    async fn both_comments_end_the_factual_check(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let desk = Stranger::of(&site, "desk_of_bosporus").await;
        cast.clinic.claimed_by(&site, &desk).await;
        let case = cast.drafted_case(&panel).await;
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        cast.patient.acts(&case, "comments", words()).await.with(201);
        panel.lay.acts(&case, "decision", panel.decision("upheld", [true; 3])).await.refused(409, "factual_check_open");
        desk.acts(&case, "comments", words()).await.with(201);
        panel.lay.acts(&case, "decision", panel.decision("upheld", [true; 3])).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_panel_that_lost_a_member_cannot_decide(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let again = Panel::of(&site, "again").await;
        let case = cast.decided_case(&site, &panel).await;
        cast.patient.acts(&case, "appeals", json!({"ground": "process", "text": "I was not heard."})).await.with(201);
        cast.board.put(&format!("/complaints/{case}/panel"), again.seats()).await.with(200);
        again.patient.acts(&case, "recusals", json!({"reason": "I know them."})).await.with(204);
        let answer = again.lay.acts(&case, "decision", again.decision("upheld", [true; 3])).await;
        answer.refused(409, "panel_not_complete");
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_is_tied_to_the_other_side_judges_nothing(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let tie = json!({"kind": "family", "clinic_id": cast.clinic.id});
        let declared = cast.officer.post("/me/ties", tie.clone()).await.with(201);
        let triage = json!({"category": "other", "severity": 2, "proof_needed": false, "private_attempt_shown": false});
        cast.officer.acts(&case, "triage", triage).await.refused(404, "not_found");
        cast.officer.get(&format!("/complaints/{case}")).await.refused(404, "not_found");
        assert!(cast.officer.get("/cases").await.with(200)["items"].as_array().unwrap().is_empty());
        let pause = json!({"order": "Court of Graz.", "until": "2026-04-01"});
        let paused = format!("/complaints/{case}/pause");
        cast.officer.put(&paused, pause).await.refused(404, "not_found");
        cast.officer.delete(&format!("/me/ties/{}", declared["id"].as_str().unwrap())).await;
        cast.officer.sends_to_clinic(&case).await;
        assert_eq!(cast.officer.get("/cases").await.with(200)["items"].as_array().unwrap().len(), 1);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_tie_that_comes_after_the_seat_leaves_only_the_way_out(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let other = Panel::of(&site, "other").await;
        let case = cast.drafted_case(&panel).await;
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        let tie = json!({"kind": "money", "clinic_id": cast.clinic.id});
        panel.physician.post("/me/ties", tie).await.with(201);
        let open = panel.physician.reads(&case).await["actions"].clone();
        let names: Vec<_> = open.as_array().unwrap().iter().map(|action| action["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["recusal"], "what is offered is what can be done");
        let decision = panel.decision("upheld", [true; 3]);
        panel.physician.acts(&case, "decision", decision.clone()).await.refused(403, "conflict_of_interest");
        panel.lay.acts(&case, "decision", decision).await.refused(403, "conflict_of_interest");
        panel.physician.acts(&case, "recusals", json!({"reason": "They pay me."})).await.with(204);
        let mut second = panel.clone();
        second.physician = other.physician.clone();
        cast.board.put(&format!("/complaints/{case}/panel"), second.seats()).await.with(200);
        second.lay.acts(&case, "findings", words()).await.with(201);
        second.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        second.lay.acts(&case, "decision", second.decision("upheld", [true; 3])).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn whoever_may_judge_no_more_and_stays_is_replaced_by_the_board(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let other = Panel::of(&site, "other").await;
        let case = cast.drafted_case(&panel).await;
        let seats = format!("/complaints/{case}/panel");
        panel.lay.acts(&case, "factual-check", words()).await.with(201);
        cast.board.put(&seats, panel.seats()).await.refused(409, "illegal_transition");
        // Not to the clinic itself: to somebody who works there.
        let admin = Admin::of(&site, "lister").await;
        let new = json!({"name": "Dr. Ada Lind", "clinic_ids": [cast.clinic.id]});
        let colleague = admin.post("/physicians", new).await.with(201)["id"].clone();
        panel.physician.post("/me/ties", json!({"kind": "money", "physician_id": colleague})).await.with(201);
        let decision = panel.decision("upheld", [true; 3]);
        site.advance("P20D").await;
        panel.lay.acts(&case, "decision", decision).await.refused(403, "conflict_of_interest");
        let open = cast.board.reads(&case).await["actions"].clone();
        assert!(open.as_array().unwrap().iter().any(|action| action["name"] == "panel"), "{open}");
        cast.board.put(&seats, panel.seats()).await.refused(403, "conflict_of_interest");
        let mut second = panel.clone();
        second.physician = other.physician.clone();
        let seated = cast.board.put(&seats, second.seats()).await.with(200);
        assert_eq!(seated["state"], "under_review");
        panel.physician.get(&format!("/complaints/{case}")).await.refused(404, "not_found");
        second.lay.acts(&case, "findings", words()).await.with(201);
        second.lay.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        second.lay.acts(&case, "decision", second.decision("upheld", [true; 3])).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_seat_counts_only_while_its_holder_has_the_role_for_it(site) {
        let cast = Cast::of(&site).await;
        let panel = Panel::of(&site, "panel").await;
        let other = Panel::of(&site, "other").await;
        let case = cast.drafted_case(&panel).await;
        panel.patient.acts(&case, "factual-check", words()).await.with(201);
        site.advance("P20D").await;
        let (ames, bell) = (Admin::of(&site, "admin_ames").await, Admin::of(&site, "admin_bell").await);
        let taken = ames.delete(&format!("/accounts/{}/roles/reviewer", panel.lay.id)).await.with(202);
        let confirmation = format!("/role-changes/{}/confirmation", taken["id"].as_str().unwrap());
        bell.put(&confirmation, json!({})).await.with(200);
        panel.lay.get(&format!("/complaints/{case}")).await.refused(404, "not_found");
        let decision = panel.decision("not_upheld", [false; 3]);
        panel.patient.acts(&case, "decision", decision).await.refused(409, "panel_not_complete");
        let seats = format!("/complaints/{case}/panel");
        cast.board.put(&seats, panel.seats()).await.wrong("/members", "may_not_sit");
        let mut second = panel.clone();
        second.lay = other.lay.clone();
        assert_eq!(cast.board.put(&seats, second.seats()).await.with(200)["state"], "under_review");
        site.is_whole().await;
    }
);
