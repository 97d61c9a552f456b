//! How every case comes to its end, through the front door: what is public from then on, and what is left of a secret.

use super::super::people::Person;
use super::super::world::World;
use super::Came;
use super::coming::upload;
use super::sweep::Filling;
use crate::support::app::TestSite;
use candor::accounts::Role;
use candor::db::schema::case_timers;
use diesel::prelude::*;
use serde_json::{Value, json};

/// Lets every case end; answers what became of it elsewhere.
pub async fn end(site: &TestSite, world: &World, came: &Came) -> Filling {
    let thing = |of: &str, name: &str| came.called(of).things[name].clone();
    let officer = world.who("case_officer");
    for of in ["what is handed in", "the unnamed complaint"] {
        let path = format!("/api/v1/complaints/{}/closures", thing(of, "filed"));
        let closure = json!({"outcome": "out_of_scope", "reason": "It is for a court."});
        officer.does(site, "POST", &path, closure).await;
    }
    judge(site, world, &thing("what is judged", "filed")).await;
    publish(site, world, &thing("what is handed in", "report")).await;
    let path = format!("/api/v1/claims/{}/decisions", thing("what is handed in", "claim"));
    let rejection = json!({"outcome": "rejected", "reason": "Sanddorngrund: the desk knows nobody of that name."});
    world.who("credentialing_officer").does(site, "POST", &path, rejection).await;
    let path = format!("/api/v1/applications/{}/withdrawal", thing("what is handed in", "application"));
    world.who("applicant").does(site, "POST", &path, json!({"reason": "Next year."})).await;
    let new = admit(site, world, &thing("a candidacy", "application")).await;
    site.all_letters().await;
    new
}

/// The panel, whole again, asks both sides about its findings and decides, one of it against; nobody appeals.
async fn judge(site: &TestSite, world: &World, case: &str) {
    let path = format!("/api/v1/complaints/{case}");
    let (patient, panel) = (world.who("complainant"), world.who("panel"));
    upload(site, patient, &format!("{path}/evidence"), "ebereschenzettel.pdf", "Ebereschentinte").await;
    world.who("case_officer").does(site, "POST", &format!("{path}/evidence/assessment"), json!({"level": 1})).await;
    let new = Person::with_roles(site, "a_later_patient", &[Role::Reviewer]).await;
    let mut seats = world.panel["members"].as_array().unwrap().clone();
    for seat in seats.iter_mut().filter(|seat| seat["seat"] == "patient") {
        seat["account_id"] = json!(new.id);
    }
    world.who("board").does(site, "PUT", &format!("{path}/panel"), json!({"members": seats})).await;
    let findings = json!({"text": "The count on paper is too high by half."});
    panel.does(site, "POST", &format!("{path}/findings"), findings.clone()).await;
    panel.does(site, "POST", &format!("{path}/factual-check"), findings).await;
    let of_clinic = "Ebereschengegenrede: we count twice.";
    for (side, words) in [("complainant", "Ebereschenwort: so I said."), ("clinic", of_clinic)] {
        world.who(side).does(site, "POST", &format!("{path}/comments"), json!({"text": words})).await;
    }
    let vote = |seat: &Value| json!({"account_id": seat["account_id"], "uphold": seat["seat"] != "physician"});
    let votes: Vec<_> = seats.iter().map(vote).collect();
    let decision = json!({"outcome": "upheld", "reasons": "Ebereschenurteil: the photographs say so.", "votes": votes});
    panel.does(site, "POST", &format!("{path}/decision"), decision).await;
    comes(site, case, "appeal_due").await;
    assert_eq!(patient.get(site, &path).await["state"], "closed");
}

/// The draft passes, the clinic finds nothing wrong in it, and the report is published.
async fn publish(site: &TestSite, world: &World, inspection: &str) {
    let here = format!("/api/v1/inspections/{inspection}");
    let passed = json!({"passed": true, "notes": "Kornelnotiz: the second photograph is enough."});
    world.who("draft_reader").does(site, "POST", &format!("{here}/quality-check"), passed).await;
    world.who("clinic").does(site, "POST", &format!("{here}/factual-check"), json!({"points": []})).await;
    let published = world.who("lead").does(site, "POST", &format!("{here}/publication"), json!({})).await;
    assert_eq!(published["state"], "published");
}

/// The days until the result is public are over; answers the new member.
async fn admit(site: &TestSite, world: &World, application: &str) -> Filling {
    comes(site, application, "publish_due").await;
    let seen = world.who("candidate").get(site, &format!("/api/v1/applications/{application}")).await;
    assert!(seen["decision"]["published_at"].is_string(), "{seen}");
    Filling::new("a new member", [("physician", seen["physician_id"].as_str().unwrap().to_owned())])
}

/// The day of one timer of one case comes, and nobody else's.
async fn comes(site: &TestSite, case: &str, timer: &'static str) {
    let case = case.to_owned();
    let brought = site.app.write(move |tx| {
        let row = case_timers::table.filter(case_timers::case_id.eq(&case).and(case_timers::timer.eq(timer)));
        Ok(diesel::update(row).set(case_timers::due_at.eq(tx.now)).execute(tx.conn)?)
    });
    assert_eq!(brought.await.unwrap(), 1, "{timer}");
    assert!(site.advance("PT1M").await > 0, "{timer}");
}
