//! What the pages say and ask: everything that is wrong at once, what is stored and not what was typed, and how it is
//! known that something was put right.

use super::pages::Browser;
use super::{Acts, Cast};
use crate::on_both;
use serde_json::json;

on_both!(
    async fn a_plan_names_everything_that_is_wrong_and_the_earliest_day(site) {
        let cast = Cast::of(&site).await;
        let lead = Browser::of(&site, &cast.lead).await;
        let plan = [
            ("clinic_id", cast.clinic.id.as_str()),
            ("kind", "announced"),
            ("visit_on", "2026-03-08"),
            ("quality_reader", ""),
            ("points_officer", &cast.reader.id),
            ("conflicts", ""),
        ];
        let (status, text) = lead.sends("/inspections/new", "/inspections/new", &plan).await;
        assert_eq!(status, 422, "{text}");
        for field in ["visit-on", "inspectors", "quality-reader", "points-officer", "conflicts"] {
            assert!(text.contains(&format!("id=\"f-{field}-error\"")), "{field} in {text}");
        }
        assert!(text.contains("The earliest possible day is 9 March 2026."), "{text}");
        let mut plan = cast.plan("announced");
        plan["visit_on"] = json!("2026-03-08");
        plan["quality_reader"] = json!(cast.second.id);
        let refused = cast.lead.post("/inspections", plan).await.refused(422, "invalid");
        let named: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
        assert_eq!(named, ["/visit_on", "/quality_reader"]);
        assert_eq!(cast.lead.get("/me/inspections").await.with(200)["items"], json!([]));
    }
);

on_both!(
    async fn what_is_refused_after_the_lock_is_not_shown_as_found(site) {
        let cast = Cast::of(&site).await;
        let id = cast.visited(&[]).await;
        let here = format!("/inspections/{id}");
        let lead = Browser::of(&site, &cast.lead).await;
        lead.does(&here, &format!("{here}/evidence-lock"), &[]).await;
        let better = [("score", "4"), ("evidence_kinds[]", "photo"), ("finding", "Better than that.")];
        let (status, text) = lead.sends(&here, &format!("{here}/items/A1"), &better).await;
        assert!(status == 409 && text.contains("3 – meets the standard"), "{status} {text}");
        assert!(!text.contains("4 – exceeds") && !text.contains("Better than that."), "{text}");
    }
);

on_both!(
    async fn an_empty_check_ends_only_when_the_clinic_says_so(site) {
        let cast = Cast::of(&site).await;
        let id = cast.with_clinic(&[]).await;
        let facts = format!("/inspections/{id}/factual-check");
        let desk = Browser::of(&site, &cast.desk).await;
        assert!(!desk.reads(&facts).await.contains("name=\"without_points\""));
        let (status, text) = desk.sends(&facts, &facts, &[("comments.A1", " ")]).await;
        assert!(status == 422 && text.contains("You have said nothing about any item."), "{status} {text}");
        assert!(text.contains("name=\"without_points\""), "{text}");
        assert_eq!(cast.lead.sees(&id).await["state"], "factual_check");

        desk.does(&facts, &facts, &[("comments.D4", "It was never enforced"), ("save_draft", "true")]).await;
        let drafts = desk.reads("/me/drafts").await;
        assert!(drafts.contains("It was never enforced") && !drafts.contains("Without words yet"), "{drafts}");
        desk.does(&facts, &facts, &[("without_points", "true")]).await;
        assert_eq!(cast.lead.sees(&id).await["state"], "ready");
        assert_eq!(cast.desk.get("/drafts").await.with(200)["items"], json!([]), "it could be sent nowhere");
    }
);

on_both!(
    async fn a_draft_is_read_with_what_it_leaves_unsaid(site) {
        let cast = Cast::of(&site).await;
        let id = cast.visited(&[]).await;
        let here = format!("/inspections/{id}");
        let bare = json!({"score": 2, "evidence_kinds": [], "finding": ""});
        cast.lead.put(&format!("{here}/items/C3"), bare).await.with(200);
        let (lead, reader) = (Browser::of(&site, &cast.lead).await, Browser::of(&site, &cast.reader).await);
        let (draft, check) = (format!("{here}/draft"), format!("{here}/quality-check"));
        let gaps = ["Scored 1 or 2 without words: C3", "Without saying how it was seen: C3"];
        assert!(lead.reads(&format!("{here}/items/A1")).await.contains(gaps[0]));
        assert_eq!(reader.opens(&check).await.0, 303, "no draft waits");
        let (lock, late) = (format!("{here}/evidence-lock"), "It is too late to change this");
        let asked = lead.reads(&lock).await;
        assert!(asked.contains("name=\"without_words\"") && !asked.contains(late), "{asked}");
        let (status, text) = lead.sends(&lock, &lock, &[]).await;
        assert!(status == 422 && text.contains("id=\"f-without-words-error\""), "{status} {text}");
        assert!(text.contains(gaps[0]) && text.contains("Go back and say what is missing"), "{text}");
        assert_eq!(cast.lead.sees(&id).await["state"], "visiting", "nobody locks it by mistake");
        lead.does(&lock, &lock, &[("without_words", "true")]).await;
        for page in [&draft, &here] {
            let page = lead.reads(page).await;
            assert!(page.contains(gaps[0]) && page.contains(late), "{page}");
        }
        lead.does(&draft, &draft, &[("summary", "A careful house.")]).await;
        let page = reader.reads(&check).await;
        assert!(gaps.iter().all(|gap| page.contains(gap)) && page.contains(late), "{page}");
        reader.does(&check, &check, &[("passed", "false"), ("notes", "Which of the forms?")]).await;
        assert!(lead.reads(&draft).await.contains("Which of the forms?"), "the notes stand where the draft is written");
        assert!(lead.reads(&here).await.contains("The quality reader’s notes</h2>"), "and wait to be heeded");
        lead.does(&draft, &draft, &[("summary", "A careful house, but for form 4.")]).await;
        let redrafted = reader.reads(&here).await;
        assert!(redrafted.contains("notes of 2 March 2026; the draft was written anew since"), "{redrafted}");
        reader.does(&check, &check, &[("passed", "true"), ("notes", "")]).await;
        let passed = reader.reads(&here).await;
        assert!(passed.contains("notes of 2 March 2026; the draft has passed"), "{passed}");
        assert!(passed.find("Which of the forms?") > passed.find("id=\"crit\""), "they are no news any more: {passed}");
        let (status, text) = reader.sends(&here, &check, &[("passed", "false"), ("notes", "One word more.")]).await;
        assert!(status == 409 && text.contains("What you typed was not saved"), "{status} {text}");
        assert!(text.contains("One word more.") && !text.contains("name=\"notes\""), "{text}");
    }
);

on_both!(
    async fn a_rejected_point_keeps_its_score_and_an_accepted_one_leaves_the_summary(site) {
        let cast = Cast::of(&site).await;
        let id = cast.with_clinic(&[("B2", json!(2))]).await;
        let here = format!("/inspections/{id}");
        let points = json!({"points": [{"item": "B2", "comment": "The logs show 2.7 %."}]});
        cast.desk.posts(&id, "factual-check", points).await.with(201);
        let (point, officer) = (format!("{here}/points/1"), Browser::of(&site, &cast.officer).await);
        let decision = [("accepted", "false"), ("reason", "They do not."), ("score", "4"), ("finding", "")];
        let (status, text) = officer.sends(&point, &point, &decision).await;
        assert!(status == 422 && text.contains("A rejected point keeps its score"), "{status} {text}");
        assert!(text.contains("A careful house with little to add."), "{text}");
        let decision = [("accepted", "true"), ("reason", "They do."), ("score", "4"), ("finding", "")];
        officer.does(&point, &point, &decision).await;
        let lead = Browser::of(&site, &cast.lead).await;
        let asked = lead.reads(&format!("{here}/publication")).await;
        assert!(asked.contains("before a point changed the score of B2"), "{asked}");
        assert!(asked.contains("thread that opens in the forum carries your name"), "{asked}");
        let letters = site.letters_about(&cast.clinic.email, "Your points about the inspection are decided").await;
        let told = letters[0].text().split_whitespace().collect::<Vec<_>>().join(" ");
        let score = "The score was “2 – some shortfall” and is now “4 – exceeds the standard”. They do.";
        assert!(told.contains(score) && !told.contains("The finding now reads"), "{told}");
        let who = lead.reads(&here).await;
        assert!(who.contains("An officer who was not at the visit decided it."), "{who}");
        assert!(who.contains("reader_vane. An inspector who did not visit passed the draft on."), "{who}");
        lead.does(&here, &format!("{here}/publication"), &[]).await;
        let public = site.get(&here).await.text().await.unwrap();
        assert!(!public.contains("reader_vane") && public.contains("passed the draft on."), "{public}");
        let report = cast.stranger.sees(&id).await;
        let thread = cast.stranger.get(&format!("/threads/{}", report["thread_id"].as_str().unwrap())).await.with(200);
        assert_eq!((&report["inspectors"], &thread["author"]["display_name"]), (&json!([]), &json!("lead_orsolic")));
        let asked = lead.reads("/inspections/new").await;
        assert!(asked.contains("the thread in the forum then carries your name"), "who plans it is told: {asked}");
    }
);

on_both!(
    async fn a_clinic_reads_how_to_tell_of_what_is_done_and_everybody_when_it_was(site) {
        let cast = Cast::of(&site).await;
        let id = cast.published(&[("D4", json!(1))]).await;
        let here = format!("/inspections/{id}");
        let (lead, desk) = (Browser::of(&site, &cast.lead).await, Browser::of(&site, &cast.desk).await);
        let board = desk.reads("/inspections").await;
        assert!(board.contains("please answer the letter") && !board.contains("Your turn"), "{board}");
        assert!(desk.reads(&here).await.contains("please answer the letter"));
        let completion = format!("{here}/actions/1/completion");
        let (status, text) = lead.sends(&here, &completion, &[("note", "")]).await;
        assert!(status == 422 && text.contains("id=\"f-note-error\""), "{status} {text}");
        assert_eq!(cast.lead.sees(&id).await["required_actions"][0]["completed"], false);
        lead.does(&here, &completion, &[("note", "The new form is in use.")]).await;
        let public = site.get(&here).await.text().await.unwrap();
        assert!(public.contains("completed on 2 March 2026") && public.contains("The new form is in use."), "{public}");

        let answer = format!("{here}/clinic-answer");
        assert!(desk.reads(&answer).await.contains("The report is public: your answer"));
        desk.does(&answer, &answer, &[("text", "We have taken it out.")]).await;
        assert!(!desk.reads(&here).await.contains(&answer), "it can be given once");
    }
);

on_both!(
    async fn a_draft_that_is_not_in_the_form_is_named_before_the_check_ends(site) {
        let cast = Cast::of(&site).await;
        let id = cast.with_clinic(&[]).await;
        let facts = format!("/inspections/{id}/factual-check");
        let (desk, told) = (Browser::of(&site, &cast.desk).await, "You have a draft that is not in this form");
        assert!(!desk.reads(&facts).await.contains(told));
        let first = desk.does(&facts, &facts, &[("comments.D4", "Never enforced."), ("save_draft", "true")]).await;
        assert!(!desk.reads(&first).await.contains(told), "the form holds it");
        let blank = desk.reads(&facts).await;
        assert!(blank.contains(told) && blank.contains(&first), "{blank}");
        let (status, text) = desk.sends(&facts, &facts, &[("comments.A1", "")]).await;
        assert!(status == 422 && text.contains("your saved draft is not sent with it"), "{status} {text}");
        assert!(text.contains(&first) && text.contains("my draft is not sent, and is deleted"), "{text}");

        let second = desk.does(&facts, &facts, &[("comments.A1", "It is whole."), ("save_draft", "true")]).await;
        let page = desk.reads(&second).await;
        assert!(page.contains(told) && page.contains(&first) && page.contains("It is whole.</textarea>"), "{page}");
        let held = page.split("name=\"draft\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let (status, text) = desk.sends(&second, &facts, &[("comments.A1", ""), ("draft", held)]).await;
        assert!(status == 422 && text.contains(told) && text.contains(&first), "{status} {text}");
        desk.does(&second, &facts, &[("comments.A1", "It is whole."), ("draft", held)]).await;
        assert_eq!(cast.lead.sees(&id).await["points"].as_array().unwrap().len(), 1);
    }
);

on_both!(
    async fn a_point_is_accepted_without_a_change_only_on_purpose(site) {
        let cast = Cast::of(&site).await;
        let id = cast.with_clinic(&[("B2", json!(2))]).await;
        let points = json!({"points": [{"item": "B2", "comment": "The logs show 2.7 %."}]});
        cast.desk.posts(&id, "factual-check", points).await.with(201);
        let point = format!("/inspections/{id}/points/1");
        let officer = Browser::of(&site, &cast.officer).await;
        let page = officer.reads(&point).await;
        assert!(page.contains("nobody can change your decision") && !page.contains("name=\"unchanged\""), "{page}");
        for (score, finding) in [("", ""), ("2", ""), ("", "It is not as it should be.")] {
            let decision = [("accepted", "true"), ("reason", "They do."), ("score", score), ("finding", finding)];
            let (status, text) = officer.sends(&point, &point, &decision).await;
            assert!(status == 422 && text.contains("neither score nor finding changes"), "{status} {text}");
            assert!(text.contains("name=\"unchanged\""), "{text}");
        }
        assert_eq!(cast.lead.sees(&id).await["points"][0]["accepted"], json!(null), "it is still open");
        let decision = [("accepted", "true"), ("reason", "They do."), ("score", ""), ("unchanged", "true")];
        officer.does(&point, &point, &decision).await;
        assert_eq!(cast.lead.sees(&id).await["points"][0]["accepted"], true);
    }
);

on_both!(
    async fn a_visit_without_notice_and_a_refusal_read_as_what_they_are(site) {
        let cast = Cast::of(&site).await;
        let lead = Browser::of(&site, &cast.lead).await;
        let plan = [("clinic_id", cast.clinic.id.as_str()), ("kind", "impromptu"), ("visit_on", "2026-02-27")];
        let (status, text) = lead.sends("/inspections/new", "/inspections/new", &plan).await;
        assert!(status == 422 && text.contains("Choose today or a later day. The earliest possible day"), "{text}");
        assert!(!text.contains("an announced visit needs"), "{text}");
        let id = cast.planned().await;
        cast.lead.posts(&id, "refusal", json!({"reason": "Nobody opened."})).await.with(201);
        let asked = lead.reads(&format!("/inspections/{id}/publication")).await;
        assert!(asked.contains("that the clinic refused the inspection"), "{asked}");
        for other in ["The rating is computed", "no score, and stay", "no overall rating"] {
            assert!(!asked.contains(other), "{other}: {asked}");
        }
    }
);
