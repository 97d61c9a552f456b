//! A clinic is visited, scored, asked, and its report stands: the whole way, on both databases.

use super::{Acts, Cast, offered};
use crate::on_both;
use crate::support::app::TestSite;
use serde_json::{Value, json};
use std::collections::BTreeMap;

on_both!(
    async fn a_report_with_points_from_the_plan_to_the_last_action(site) {
        let cast = Cast::of(&site).await;
        let id = is_announced_and_visited(&site, &cast).await;
        is_locked_and_drafted(&site, &cast, &id).await;
        clinic_has_its_say(&site, &cast, &id).await;
        is_published(&site, &cast, &id).await;
        is_followed_up(&site, &cast, &id).await;
        site.is_whole().await;
    }
);

async fn is_announced_and_visited(site: &TestSite, cast: &Cast) -> String {
    let planned = cast.lead.post("/inspections", cast.plan("announced")).await.with(201);
    assert_eq!((&planned["state"], &planned["kind"]), (&"planned".into(), &"announced".into()));
    assert_eq!(planned["inspectors"], json!([cast.lead.id, cast.second.id]));
    assert_eq!(planned["team"], json!({"inspectors": 2, "not_physicians": 1}));
    assert!(offered(&planned).contains(&"notification"), "{planned}");
    let id = planned["id"].as_str().unwrap().to_owned();
    cast.lead.posts(&id, "visit", json!({})).await.refused(409, "not_notified");
    assert_eq!(cast.lead.posts(&id, "notification", json!({})).await.with(201)["state"], "notified");
    assert_eq!(site.letters_about(&cast.clinic.email, "Inspection of Clinic tessenplatz").await.len(), 1);
    assert_eq!(site.letters_about(&cast.desk.email, "Inspection of Clinic tessenplatz").await.len(), 1);
    cast.lead.posts(&id, "visit", json!({})).await.refused(409, "notice_not_over");
    site.advance("P7D").await;
    let visiting = cast.second.posts(&id, "visit", json!({})).await.with(201);
    assert_eq!((&visiting["state"], &visiting["visited_on"]), (&"visiting".into(), &"2026-03-09".into()));
    for item in super::ITEMS {
        let score = match *item {
            "D4" => json!(1),
            "C3" => json!("not_seen"),
            "B2" | "D2" => json!(2),
            "E6" => json!("na"),
            _ => json!(3),
        };
        let found = json!({"score": score, "evidence_kinds": ["document"], "finding": format!("About {item}.")});
        cast.second.put(&format!("/inspections/{id}/items/{item}"), found).await.with(200);
    }
    let view = cast.reader.sees(&id).await;
    let domain =
        |code: &str| view["domains"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap().clone();
    assert_eq!((&domain("D")["rating"], &domain("D")["capped_by"]), (&"inadequate".into(), &json!(["D4"])));
    assert_eq!(domain("C")["coverage"], 81.8);
    assert_eq!((&view["rating"], &view["cap"]), (&"requires_improvement".into(), &"one_inadequate".into()));
    id
}

async fn is_locked_and_drafted(site: &TestSite, cast: &Cast, id: &str) {
    let locked = cast.lead.posts(id, "evidence-lock", json!({})).await.with(201);
    assert_eq!((&locked["state"], &locked["next"]["step"]), (&"evidence_locked".into(), &"draft".into()));
    assert_eq!(site.letters_about(&cast.clinic.email, "Evidence of the inspection is locked").await.len(), 1);
    let late = json!({"score": 4, "evidence_kinds": [], "finding": ""});
    cast.lead.put(&format!("/inspections/{id}/items/A1"), late).await.refused(409, "evidence_locked");
    assert_eq!(cast.drafts(id).await["state"], "quality_check");
    let unclear = json!({"passed": false, "notes": "Say which of the forms you mean."});
    let returned = cast.reader.posts(id, "quality-check", unclear).await.with(201);
    assert_eq!(
        (&returned["state"], &returned["quality_notes"]["text"]),
        (&"drafting".into(), &"Say which of the forms you mean.".into())
    );
    cast.drafts(id).await;
    let passed = cast.reader.posts(id, "quality-check", json!({"passed": true})).await.with(201);
    assert_eq!(passed["state"], "factual_check");
    let letter = site.letter_to(&cast.clinic.email, "This is the draft").await;
    let flowing = letter.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flowing.contains("About D4."), "{flowing}");
}

async fn clinic_has_its_say(site: &TestSite, cast: &Cast, id: &str) {
    let draft = cast.desk.sees(id).await;
    assert_eq!(
        (&draft["summary"], &draft["quality_notes"]),
        (&"A careful house with little to add.".into(), &Value::Null)
    );
    assert_eq!((&draft["inspectors"], &draft["quality_reader"]), (&json!([]), &Value::Null));
    let points = json!({"points": [
        {"item": "B2", "comment": "The logs show 2.7 %."},
        {"item": "D2", "comment": "We do have a cooling-off period."},
    ]});
    let checked = cast.desk.posts(id, "factual-check", points).await.with(201);
    assert_eq!(checked["state"], "deciding_points");
    cast.lead.posts(id, "publication", json!({})).await.refused(409, "facts_not_checked");
    let accepted = json!({"accepted": true, "reason": "The logs of 20 cases say so.", "score": 4, "finding": "2.7 %."});
    let decided = cast.officer.put(&format!("/inspections/{id}/points/1/decision"), accepted).await.with(200);
    assert_eq!(decided["state"], "deciding_points");
    let rejected = json!({"accepted": false, "reason": "The form gives none."});
    let ready = cast.officer.put(&format!("/inspections/{id}/points/2/decision"), rejected).await.with(200);
    assert_eq!(ready["state"], "ready");
    let changes = ready["changes_after_draft"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(
        (&changes[0]["item"], &changes[0]["draft_score"], &changes[0]["final_score"]),
        (&"B2".into(), &2.into(), &4.into())
    );
    assert_eq!((&changes[0]["draft_finding"], &changes[0]["final_finding"]), (&"About B2.".into(), &"2.7 %.".into()));
    assert_eq!(site.letters_about(&cast.clinic.email, "Your points about the inspection").await.len(), 1);
    let answer = json!({"text": "  We have taken the sentence out.\n\nIt was never enforced.  "});
    let answered = cast.desk.put(&format!("/inspections/{id}/clinic-answer"), answer.clone()).await.with(200);
    assert_eq!(answered["clinic_answer"]["text"], answer["text"], "word for word");
}

async fn is_published(site: &TestSite, cast: &Cast, id: &str) {
    assert_eq!(site.get(&format!("/api/v1/inspections/{id}")).await.status(), 404);
    let published = cast.lead.posts(id, "publication", json!({})).await.with(201);
    assert_eq!((&published["state"], &published["rating"]), (&"published".into(), &"requires_improvement".into()));
    let public: Value = site.get(&format!("/api/v1/inspections/{id}")).await.json().await.unwrap();
    assert_eq!((&public["rating"], &public["next_due"]), (&published["rating"], &"2027-03-09".into()));
    let due: Vec<_> =
        public["required_actions"].as_array().unwrap().iter().map(|one| (&one["item"], &one["due"])).collect();
    assert_eq!(due, [(&"D2".into(), &"2026-05-08".into()), (&"D4".into(), &"2026-03-23".into())]);
    assert_eq!(public["items"].as_array().unwrap().len(), 35);
    let file = site.get("/api/v1/inspections.csv").await.text().await.unwrap();
    let mut table = csv::Reader::from_reader(file.as_bytes());
    let lines: Vec<BTreeMap<String, String>> = table.deserialize().collect::<Result<_, _>>().unwrap();
    assert_eq!(lines.len(), 1);
    for (column, cell) in &lines[0] {
        let field = public[column].as_str().map_or_else(|| public[column].to_string(), str::to_owned);
        assert_eq!(*cell, if public[column].is_null() { String::new() } else { field }, "{column}");
    }
    assert_eq!(public["inspectors"], json!([]));

    let clinic: Value = site.get(&format!("/api/v1/clinics/{}", cast.clinic.id)).await.json().await.unwrap();
    assert_eq!(
        (&clinic["last_inspection"]["id"], &clinic["last_inspection"]["rating"]),
        (&id.into(), &published["rating"])
    );
    let of_clinic: Value =
        site.get(&format!("/api/v1/clinics/{}/inspections", cast.clinic.id)).await.json().await.unwrap();
    assert_eq!((&of_clinic["current"]["inspection"], &of_clinic["items"][0]["id"]), (&id.into(), &id.into()));
    let thread = public["thread_id"].as_str().unwrap();
    let thread: Value = site.get(&format!("/api/v1/threads/{thread}")).await.json().await.unwrap();
    assert_eq!(
        (&thread["kind"], &thread["title"]),
        (&"inspection".into(), &"Inspection of Clinic tessenplatz, Somewhere: Requires improvement".into())
    );
    assert_eq!(site.letters_about(&cast.clinic.email, "is published").await.len(), 1);
    cast.lead.posts(id, "publication", json!({})).await.refused(409, "illegal_transition");
    let second = json!({"text": "Another answer."});
    cast.desk.put(&format!("/inspections/{id}/clinic-answer"), second).await.refused(409, "already_answered");
}

async fn is_followed_up(site: &TestSite, cast: &Cast, id: &str) {
    site.advance("P15D").await;
    let view = cast.lead.sees(id).await;
    assert_eq!(view["state"], "follow_up", "the critical action's date has passed");
    assert_eq!(site.letters_about(&cast.clinic.email, "An action is overdue: D4").await.len(), 1);
    assert_eq!(site.letters_about(&cast.clinic.email, "An action is due").await.len(), 1);
    let done = json!({"note": "The new form is in use."});
    let one = cast.lead.posts(id, "actions/2/completion", done.clone()).await.with(201);
    assert_eq!((&one["state"], &one["required_actions"][1]["completed"]), (&"follow_up".into(), &true.into()));
    cast.lead.posts(id, "actions/2/completion", done).await.refused(409, "action_completed");
    cast.lead.posts(id, "actions/9/completion", json!({})).await.refused(404, "not_found");
    let all = cast.lead.posts(id, "actions/1/completion", json!({})).await.with(201);
    assert_eq!(all["state"], "closed");
    let corrected = json!({"text": "The visit took two days, not one.", "item": "A1"});
    let corrected = cast.lead.posts(id, "corrections", corrected).await.with(201);
    assert_eq!(corrected["corrections"][0]["item"], "A1");
    let changes =
        site.get(&format!("/api/v1/clinics/{}/inspections/changes?since=2026-03-09T10:00:00Z", cast.clinic.id)).await;
    let changes: Value = changes.json().await.unwrap();
    let kinds: Vec<_> = changes["items"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["action_missed", "action_completed", "action_completed", "corrected"]);
}

on_both!(
    async fn a_newer_report_supersedes_the_older_one(site) {
        let cast = Cast::of(&site).await;
        let older = cast.published(&[]).await;
        site.advance("P1D").await;
        let newer = cast.published(&[("D4", json!(1))]).await;
        assert_eq!(cast.stranger.sees(&older).await["state"], "superseded");
        let of_clinic = cast.stranger.get(&format!("/clinics/{}/inspections", cast.clinic.id)).await.with(200);
        assert_eq!((&of_clinic["current"]["inspection"], &of_clinic["current"]["rating"]), (&newer.as_str().into(), &"requires_improvement".into()));
        assert_eq!((&of_clinic["historic"][0]["inspection"], &of_clinic["historic"][0]["rating"]), (&older.as_str().into(), &"good".into()));
        assert_eq!(of_clinic["items"].as_array().unwrap().len(), 2);
        let first = cast.stranger.get(&format!("/clinics/{}/inspections?limit=1", cast.clinic.id)).await.with(200);
        let next = first["next"].as_str().unwrap();
        let second = cast.stranger.get(&format!("/clinics/{}/inspections?limit=1&cursor={next}", cast.clinic.id)).await.with(200);
        assert_eq!((&second["items"][0]["id"], &second["next"]), (&older.as_str().into(), &Value::Null));
        let clinic = cast.stranger.get(&format!("/clinics/{}", cast.clinic.id)).await.with(200);
        assert_eq!(clinic["last_inspection"]["id"], newer.as_str());
        let home = site.get("/").await.text().await.unwrap();
        assert!(home.contains(&format!("href=\"/inspections/{newer}\"")), "{home}");
        assert!(!home.contains(&format!("href=\"/inspections/{older}\"")), "a replaced rating is not current: {home}");
        site.is_whole().await;
    }
);

on_both!(
    async fn too_little_seen_is_published_without_a_rating(site) {
        let cast = Cast::of(&site).await;
        let id = cast.published(&[("C1", json!("not_seen"))]).await;
        let public = cast.stranger.sees(&id).await;
        assert_eq!((&public["rating"], &public["overall_percent"]), (&"not_rated".into(), &Value::Null));
        assert_eq!(public["next_due"], "2026-09-02", "as soon as after an inadequate one");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_visit_stopped_for_safety_goes_on_after_a_notice(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        let danger = json!({"reason": "The autoclave has no log since July."});
        let stopped = cast.second.posts(&id, "suspension", danger.clone()).await.with(201);
        assert_eq!((&stopped["state"], &stopped["next"]["due"]), (&"suspended_for_safety".into(), &"2026-03-03T10:00:00Z".into()));
        cast.lead.posts(&id, "interim-notice", danger.clone()).await.with(201);
        cast.lead.posts(&id, "interim-notice", danger).await.refused(409, "notice_given");
        assert_eq!(site.letters_about(&cast.clinic.email, "Interim notice").await.len(), 1);
        assert_eq!(site.letters_about("coalition@candor.localhost", "Interim notice").await.len(), 1);
        cast.desk.get(&format!("/inspections/{id}")).await.refused(404, "not_found");
        assert_eq!(cast.lead.posts(&id, "resumption", json!({})).await.with(201)["state"], "visiting");
        let ended = cast.lead.posts(&id, "abortion", json!({"reason": "The lead fell ill."})).await.with(201);
        assert_eq!((&ended["state"], &ended["reason"]["text"]), (&"aborted".into(), &"The lead fell ill.".into()));
        cast.stranger.get(&format!("/inspections/{id}")).await.refused(404, "not_found");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_refused_visit_becomes_public_in_two_days(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        let refused = cast.lead.posts(&id, "refusal", json!({"reason": "Nobody opened."})).await.with(201);
        assert_eq!(refused["state"], "refused");
        cast.stranger.get(&format!("/inspections/{id}")).await.refused(404, "not_found");
        site.advance("P3D").await;
        let public = cast.stranger.sees(&id).await;
        assert_eq!((&public["state"], &public["reason"]["text"]), (&"refused".into(), &"Nobody opened.".into()));
        assert_eq!((&public["rating"], &public["items"]), (&Value::Null, &json!([])));
        let of_clinic = cast.stranger.get(&format!("/clinics/{}/inspections", cast.clinic.id)).await.with(200);
        assert_eq!((&of_clinic["current"], &of_clinic["items"][0]["state"]), (&Value::Null, &"refused".into()));
        let clinic = cast.stranger.get(&format!("/clinics/{}", cast.clinic.id)).await.with(200);
        let last = json!({
            "id": id, "clinic_id": cast.clinic.id, "rating": "refused", "overall_percent": null,
            "visited_on": "2026-03-09",
        });
        assert_eq!(clinic["last_inspection"], last, "the clock has told the profile");
        let page = site.get(&format!("/clinics/{}", clinic["slug"].as_str().unwrap())).await.text().await.unwrap();
        assert!(page.contains("Refused by the clinic") && page.contains("Planned for"), "{page}");
        assert!(page.contains(&format!("/inspections/{id}")) && !page.contains("No inspection yet"), "{page}");
        cast.lead.posts(&id, "publication", json!({})).await.refused(409, "already_public");
        let other = cast.planned().await;
        cast.lead.posts(&other, "refusal", json!({"reason": "Nobody opened again."})).await.with(201);
        assert!(cast.lead.posts(&other, "publication", json!({})).await.with(201)["published_at"].is_string());
        let clinic = cast.stranger.get(&format!("/clinics/{}", cast.clinic.id)).await.with(200);
        assert_eq!(clinic["last_inspection"]["id"], other.as_str(), "and so does the lead");
        site.is_whole().await;
    }
);
