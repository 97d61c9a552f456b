//! Everything that is refused, with its code, and nothing lost.

use super::{Acts, Cast};
use crate::on_both;
use crate::support::people::Person;
use candor::accounts::Role;
use serde_json::{Value, json};

/// The plan with another value in one field.
fn with(mut plan: Value, field: &str, value: Value) -> Value {
    plan[field] = value;
    plan
}

on_both!(
    async fn a_plan_that_does_not_hold_together_is_refused(site) {
        let cast = Cast::of(&site).await;
        let plan = || cast.plan("announced");
        let refuses = async |field: &str, value: Value, pointer: &str, code: &str| {
            cast.lead.post("/inspections", with(plan(), field, value)).await.wrong(pointer, code);
        };
        refuses("inspectors", json!([cast.lead.id]), "/inspectors", "too_short").await;
        refuses("inspectors", json!([cast.lead.id, cast.lead.id]), "/inspectors", "too_short").await;
        refuses("inspectors", json!([cast.lead.id, cast.officer.id]), "/inspectors/1", "no_such").await;
        refuses("inspectors", json!([cast.second.id, cast.reader.id]), "/inspectors", "not_allowed_here").await;
        refuses("quality_reader", json!(cast.second.id), "/quality_reader", "has_visited").await;
        refuses("quality_reader", json!(cast.officer.id), "/quality_reader", "no_such").await;
        refuses("points_officer", json!(cast.reader.id), "/points_officer", "no_such").await;
        refuses("clinic_id", json!("0".repeat(32)), "/clinic_id", "no_such").await;
        refuses("visit_on", json!("2026-03-01"), "/visit_on", "out_of_range").await;
        refuses("visit_on", json!("2026-03-08"), "/visit_on", "out_of_range").await;
        refuses("conflicts", json!(" "), "/conflicts", "too_short").await;
        refuses("kind", json!("surprise"), "/kind", "not_allowed_here").await;
        let other = Person::with_roles(&site, "dr_other", &[Role::Inspector, Role::Physician]).await;
        let both = with(plan(), "inspectors", json!([other.id, cast.second.id]));
        other.post("/inspections", both).await.wrong("/inspectors", "only_physicians");
        let both = Person::with_roles(&site, "both_hats", &[Role::Inspector, Role::CaseOfficer]).await;
        let decides = with(plan(), "inspectors", json!([cast.lead.id, both.id]));
        let decides = with(decides, "points_officer", json!(both.id));
        cast.lead.post("/inspections", decides).await.wrong("/points_officer", "has_visited");
        cast.stranger.post("/inspections", plan()).await.refused(403, "forbidden");
        let tied = Person::with_roles(&site, "tied_inspector", &[Role::Inspector]).await;
        cast.clinic.claimed_by_also(&site, &tied).await;
        let named = with(plan(), "quality_reader", json!(tied.id));
        cast.lead.post("/inspections", named).await.refused(403, "conflict_of_interest");
        let cousin = Person::with_roles(&site, "cousin_inspector", &[Role::Inspector]).await;
        cousin.post("/me/ties", json!({"kind": "family", "clinic_id": cast.clinic.id})).await.with(201);
        let named = with(plan(), "quality_reader", json!(cousin.id));
        cast.lead.post("/inspections", named).await.refused(403, "conflict_of_interest");
    }
);

on_both!(
    async fn scores_that_do_not_exist_are_refused(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        let item = |code: &str| format!("/inspections/{id}/items/{code}");
        cast.lead.put(&item("A1"), json!({"score": 3, "evidence_kinds": [], "finding": ""})).await.refused(409, "illegal_transition");
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        for score in [json!(5), json!(6), json!(0), json!(-1), json!("5")] {
            cast.lead.put(&item("A1"), json!({"score": score, "evidence_kinds": [], "finding": ""})).await.wrong("/score", "out_of_range");
        }
        cast.lead.put(&item("A1"), json!({"score": "good", "evidence_kinds": [], "finding": ""})).await.wrong("/score", "not_allowed_here");
        cast.lead.put(&item("A1"), json!({"score": 3.5, "evidence_kinds": [], "finding": ""})).await.wrong("/score", "wrong_type");
        cast.lead.put(&item("Z9"), json!({"score": 3, "evidence_kinds": [], "finding": ""})).await.refused(404, "no_such_item");
        cast.stranger.put(&item("Z9"), json!({"score": 3, "evidence_kinds": [], "finding": ""})).await.refused(404, "not_found");
        let rumour = json!({"score": 3, "evidence_kinds": ["rumour"], "finding": ""});
        cast.lead.put(&item("A1"), rumour).await.wrong("/evidence_kinds/0", "no_such");
        cast.reader.put(&item("A1"), json!({"score": 3, "evidence_kinds": [], "finding": ""})).await.refused(403, "forbidden");
        cast.officer.put(&item("A1"), json!({"score": 3, "evidence_kinds": [], "finding": ""})).await.refused(403, "forbidden");
        cast.stranger.put(&item("A1"), json!({"score": 3, "evidence_kinds": [], "finding": ""})).await.refused(404, "not_found");
        let stale = cast.lead.request(reqwest::Method::PUT, &item("A1")).header("If-Match", "\"0.00\"");
        crate::support::people::send(stale.json(&json!({"score": 3, "evidence_kinds": [], "finding": ""}))).await.refused(412, "stale");
        let view = cast.lead.sees(&id).await;
        assert!(view["items"].as_array().unwrap().iter().all(|item| item["score"].is_null()), "nothing was written");
        // A shortfall is advised to say what was found, and needs nothing.
        for score in [1, 2] {
            let bare = json!({"score": score, "evidence_kinds": [], "finding": ""});
            cast.lead.put(&item("A1"), bare).await.with(200);
        }
    }
);

on_both!(
    async fn nobody_skips_a_step_or_takes_anothers(site) {
        let cast = Cast::of(&site).await;
        let early = cast.planned().await;
        cast.lead.posts(&early, "publication", json!({})).await.refused(409, "facts_not_checked");
        cast.lead.posts(&early, "notification", json!({})).await.refused(409, "no_notice");
        cast.lead.put(&format!("/inspections/{early}/draft"), json!({"summary": "Now."})).await.refused(409, "illegal_transition");
        let id = cast.drafted(&[]).await;
        let passed = json!({"passed": true});
        cast.lead.posts(&id, "quality-check", passed.clone()).await.refused(403, "forbidden");
        cast.second.posts(&id, "quality-check", passed.clone()).await.refused(403, "forbidden");
        cast.reader.posts(&id, "quality-check", json!({"passed": false})).await.wrong("/notes", "too_short");
        cast.desk.posts(&id, "factual-check", json!({"points": []})).await.refused(404, "not_found");
        cast.reader.posts(&id, "quality-check", passed).await.with(201);
        cast.lead.posts(&id, "publication", json!({})).await.refused(409, "facts_not_checked");
        cast.lead.posts(&id, "factual-check", json!({"points": []})).await.refused(403, "forbidden");
        let nowhere = json!({"points": [{"item": "A1", "comment": "So."}, {"item": "Z9", "comment": "No."}]});
        cast.desk.posts(&id, "factual-check", nowhere).await.wrong("/points/1/item", "no_such");
        let long = json!({"text": "x".repeat(5_001)});
        cast.desk.put(&format!("/inspections/{id}/clinic-answer"), long).await.wrong("/text", "too_long");
        cast.lead.put(&format!("/inspections/{id}/clinic-answer"), json!({"text": "So."})).await.refused(403, "forbidden");
        let points = json!({"points": [{"item": "A1", "comment": "The log was there."}]});
        cast.desk.posts(&id, "factual-check", points.clone()).await.with(201);
        cast.desk.posts(&id, "factual-check", points).await.refused(409, "illegal_transition");
        let decision = format!("/inspections/{id}/points/1/decision");
        let accepted = json!({"accepted": true, "reason": "It was there."});
        cast.lead.put(&decision, accepted.clone()).await.refused(403, "forbidden");
        cast.reader.put(&decision, accepted.clone()).await.refused(403, "forbidden");
        let both = json!({"accepted": false, "reason": "No.", "score": 4});
        cast.officer.put(&decision, both).await.wrong("/score", "not_allowed_here");
        let high = json!({"accepted": true, "reason": "Yes.", "score": 5});
        cast.officer.put(&decision, high).await.wrong("/score", "out_of_range");
        let none = format!("/inspections/{id}/points/7/decision");
        cast.officer.put(&none, accepted.clone()).await.refused(404, "not_found");
        cast.officer.put(&decision, accepted.clone()).await.with(200);
        cast.officer.put(&decision, accepted).await.refused(409, "point_decided");
        cast.second.posts(&id, "publication", json!({})).await.refused(403, "forbidden");
        cast.lead.posts(&id, "publication", json!({})).await.with(201);
        cast.stranger.posts(&id, "publication", json!({})).await.refused(403, "forbidden");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_clinic_is_not_told_of_a_visit_inside_its_notice(site) {
        let cast = Cast::of(&site).await;
        let planned = cast.lead.post("/inspections", cast.plan("announced")).await.with(201);
        let id = planned["id"].as_str().unwrap();
        site.advance("P1D").await;
        cast.lead.posts(id, "notification", json!({})).await.refused(409, "notice_too_short");
        let seen = cast.lead.sees(id).await;
        let offered: Vec<_> = seen["actions"].as_array().unwrap().iter().map(|action| &action["name"]).collect();
        assert!(!offered.contains(&&json!("notification")) && offered.contains(&&json!("abortion")), "{offered:?}");
        assert_eq!(seen["state"], "planned");
        assert!(site.letters_about(&cast.clinic.email, "Inspection of").await.is_empty(), "nobody is told");
        let soon = cast.plan("announced");
        cast.lead.post("/inspections", soon).await.wrong("/visit_on", "out_of_range");
        let later = with(cast.plan("announced"), "visit_on", json!("2026-03-10"));
        let later = cast.lead.post("/inspections", later).await.with(201);
        cast.lead.posts(later["id"].as_str().unwrap(), "notification", json!({})).await.with(201);
        // Without notice there is none to keep.
        cast.lead.post("/inspections", cast.plan("impromptu")).await.with(201);
        cast.lead.posts(id, "abortion", json!({"reason": "Too near."})).await.with(201);
        site.is_whole().await;
    }
);

on_both!(
    async fn today_is_what_it_is_at_the_clinic_or_by_the_clock_of_the_site(site) {
        let cast = Cast::of(&site).await;
        // Ten in the evening by the site's clock, and tomorrow where the clinic is.
        site.advance("PT12H").await;
        let on = |day: &str| with(cast.plan("impromptu"), "visit_on", json!(day));
        cast.lead.post("/inspections", on("2026-03-01")).await.wrong("/visit_on", "out_of_range");
        let planned = cast.lead.post("/inspections", on("2026-03-02")).await.with(201);
        assert_eq!(planned["next"]["due"], "2026-03-03T00:00:00Z");
        assert_eq!(site.advance("PT2H").await, 1, "the day of the visit is over, and nothing was late before");
        site.is_whole().await;
    }
);
