//! What is handed in, one kind after the other: whoever may know of one must not tell any other by it.

use super::super::people::Person;
use super::super::world::{World, complaint};
use super::coming::{id, item_about, upload};
use super::sweep::Filling;
use super::table::Stage;
use super::{measure, vote};
use crate::support::app::TestSite;
use serde_json::json;

/// What the world calls its complaints.
const COMPLAINTS: [&str; 2] = ["filed", "closed"];
/// What the world calls its inspections.
const INSPECTIONS: [&str; 4] = ["planned_inspection", "checked_inspection", "disputed_inspection", "report"];
/// The item of the checklist with a finding.
const ITEM: &str = "D4";

/// A complaint with its panel: both sides know that much.
pub async fn judge(site: &TestSite, world: &World) -> Filling {
    let words = ("Ebereschenbrei", "A count that I can follow.", "Ebereschenname");
    let case = complain(site, world, "complainant", words, true).await;
    let path = format!("/api/v1/complaints/{case}");
    let triage = json!({
        "category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": true,
    });
    world.who("case_officer").does(site, "POST", &format!("{path}/triage"), triage).await;
    world.who("board").does(site, "PUT", &format!("{path}/panel"), world.panel.clone()).await;
    complaints("what is judged", &case)
}

/// Lets what belongs to this stage be handed in, and puts its ids among what nobody else may know of.
pub async fn bring(
    site: &TestSite,
    world: &World,
    stage: Stage,
    (physician, judged): (&str, &Filling),
    hidden: &mut [Filling],
) {
    let [first, second] = hidden else { panic!("what is hidden is two") };
    match stage {
        Stage::Complained => {
            say_in_confidence(site, world, &judged.things["filed"]).await;
            let (named, unnamed) = complain_twice(site, world).await;
            first.things.extend(COMPLAINTS.map(|name| (name, named.clone())));
            second.things.extend(COMPLAINTS.map(|name| (name, unnamed.clone())));
        }
        Stage::Reported => drop(first.things.insert("item", report(site, world).await)),
        Stage::Asked => drop(first.things.insert("role_change", ask_for_role(site, world).await)),
        Stage::Claimed => drop(first.things.insert("claim", claim(site, world).await)),
        Stage::Inspected => {
            let inspection = inspect(site, world).await;
            first.things.extend(INSPECTIONS.map(|name| (name, inspection.clone())));
        }
        Stage::Voted => measure::speak(site, world).await,
        Stage::Applied => drop(first.things.insert("application", vote::scoring(site, world, physician).await)),
        Stage::Before | Stage::Blind | Stage::Decided | Stage::Over | Stage::Gone => {
            panic!("nothing is handed in at {stage:?}")
        }
    }
}

/// What is handed in, as things that were never there.
pub fn never_there() -> Vec<Filling> {
    let mut first = complaints("what is handed in", "CMP-2026-009998");
    let never = "0".repeat(31) + "1";
    first.things.extend(["item", "claim", "role_change"].map(|name| (name, never.clone())));
    first.things.extend(INSPECTIONS.map(|name| (name, never.clone())));
    first.things.insert("application", "APP-2026-009998".to_owned());
    vec![first, complaints("the unnamed complaint", "CMP-2026-009999")]
}

fn complaints(of: &'static str, id: &str) -> Filling {
    Filling::new(of, COMPLAINTS.map(|name| (name, id.to_owned())))
}

/// The panel drafts its findings, and one of it leaves: what neither side may know.
async fn say_in_confidence(site: &TestSite, world: &World, case: &str) {
    let path = format!("/api/v1/complaints/{case}");
    let findings = json!({"text": "Mispelentwurf: the count on paper is too high."});
    world.who("panel").does(site, "POST", &format!("{path}/findings"), findings).await;
    let leaves = Person::at_a_browser(site, "another_patient@people.example").await;
    let reason = json!({"reason": "Mispelbande: my sister works there."});
    leaves.does(site, "POST", &format!("{path}/recusals"), reason).await;
}

/// One complains by name, with evidence; another does not let the clinic know the name, and writes to the officer.
async fn complain_twice(site: &TestSite, world: &World) -> (String, String) {
    let named = complain(site, world, "complainant", ("Mispelgelee", "Mispelmus", "Mispelname"), true).await;
    let path = format!("/api/v1/complaints/{named}/evidence");
    upload(site, world.who("complainant"), &path, "mispelrechnung.pdf", "Mispelinhalt").await;
    let unnamed = complain(site, world, "unnamed", ("Schlehenfeuer", "The records.", "Schlehenname"), false).await;
    let path = format!("/api/v1/complaints/{unnamed}");
    let triage = json!({
        "category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": false,
    });
    let officer = world.who("case_officer");
    officer.does(site, "POST", &format!("{path}/triage"), triage).await;
    let question = json!({"to": "clinic", "text": "Schlehenfrage: whose count is it?"});
    officer.does(site, "POST", &format!("{path}/messages"), question).await;
    let message = json!({"text": "Schlehenbrief: please do not tell them my name."});
    world.who("unnamed").does(site, "POST", &format!("{path}/messages"), message).await;
    (named, unnamed)
}

async fn complain(
    site: &TestSite,
    world: &World,
    who: &str,
    (story, wish, name): (&str, &str, &str),
    identity_consent: bool,
) -> String {
    let mut new = complaint(world.thing("clinic"));
    new["narrative"] = json!(format!("{story}: the photographs of that day show about 1,800 grafts."));
    new["desired_outcome"] = json!(wish);
    new["patient_name"] = json!(name);
    new["identity_consent"] = json!(identity_consent);
    id(&world.who(who).does(site, "POST", "/api/v1/complaints", new).await)
}

/// A report about a post of the author's; answers its item in the queue.
async fn report(site: &TestSite, world: &World) -> String {
    let new = json!({
        "target_kind": "post", "target_id": world.thing("post"), "reason": "spam", "text": "Holunderhinweis: look here.",
    });
    world.who("flagger").does(site, "POST", "/api/v1/flags", new).await;
    item_about(site, world, world.thing("post")).await
}

async fn claim(site: &TestSite, world: &World) -> String {
    let evidence = json!({"evidence": "Sanddornbeleg: my name is on the door, and the desk will confirm it."});
    let path = format!("/api/v1/clinics/{}/claims", world.thing("clinic"));
    id(&world.who("claimant").does(site, "POST", &path, evidence).await)
}

async fn ask_for_role(site: &TestSite, world: &World) -> String {
    let path = format!("/api/v1/accounts/{}/roles", world.who("claimant").id);
    let asked = json!({"role": "auditor", "reason": "Vogelbeergrund: she has done it before."});
    id(&world.who("second_admin").does(site, "POST", &path, asked).await)
}

/// An inspection of the clinic, as far as the quality check, by people of whom none is of the matrix.
async fn inspect(site: &TestSite, world: &World) -> String {
    let lead = world.who("lead");
    let today = site.now().to_string();
    let plan = json!({
        "clinic_id": world.thing("clinic"),
        "kind": "impromptu",
        "visit_on": today.split('T').next().unwrap(),
        "inspectors": [lead.id, world.who("second_lead").id],
        "quality_reader": world.who("draft_reader").id,
        "points_officer": world.who("points_officer").id,
        "conflicts": "Kornelkirsche once sold me a chair.",
    });
    let inspection = id(&lead.does(site, "POST", "/api/v1/inspections", plan).await);
    let here = format!("/api/v1/inspections/{inspection}");
    lead.does(site, "POST", &format!("{here}/visit"), json!({})).await;
    let found = json!({"score": 1, "evidence_kinds": ["observed"], "finding": "Kornelbefund: the log stops in May."});
    lead.does(site, "PUT", &format!("{here}/items/{ITEM}"), found).await;
    let evidence = format!("{here}/items/{ITEM}/evidence");
    upload(site, lead, &evidence, "kornelbild.pdf", "Kornelinhalt").await;
    lead.does(site, "POST", &format!("{here}/evidence-lock"), json!({})).await;
    upload(site, lead, &evidence, "kornelnachzug.pdf", "").await;
    lead.does(site, "PUT", &format!("{here}/draft"), json!({"summary": "Kornelsumme: careful, but for the log."}))
        .await;
    inspection
}
