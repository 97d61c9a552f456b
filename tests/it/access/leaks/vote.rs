//! Two applications: one that is being scored, and one that was calibrated and heard and whose vote is open.

use super::super::people::Person;
use super::super::world::World;
use super::coming::{id, physician_of};
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use serde_json::{Value, json};

const GATES: [&str; 8] = ["G4", "G5", "G6", "G9", "G1", "G2", "G3", "G7"];
const CRITERIA: [&str; 8] = ["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"];
const SHEET: [u8; 8] = [5, 4, 3, 5, 5, 3, 4, 1];
/// Sheets that do not agree enough: α = 0.630.
const APART: [[u8; 8]; 3] = [[4, 4, 3, 5, 4, 3, 4, 3], [4, 3, 3, 5, 5, 3, 4, 3], [5, 4, 4, 5, 4, 4, 4, 2]];
const PANEL: [&str; 3] = ["blind_one", "blind_two", "reviewer"];
const REASON: &str = "Speierlingsgrund: case sets 2, 5 and 9 show what the anchor asks for.";

/// The application of `applicant`, with a panel that may score; one of the board will not judge it.
pub async fn scoring(site: &TestSite, world: &World, physician: &str) -> String {
    let application = application(site, world, ("applicant", physician), Words::of_secrets()).await;
    let reason = json!({"reason": "Elsbeertaufe: I am godmother to the youngest."});
    world.who("voter_5").does(site, "POST", &format!("/api/v1/applications/{application}/recusals"), reason).await;
    application
}

/// The application of `candidate`, scored, calibrated, scored again and heard, in the last days of its vote.
pub async fn candidacy(site: &TestSite, world: &World) -> String {
    let physician = physician_of(site, world, "candidate", "Dr. Selin Speierling").await;
    let application = application(site, world, ("candidate", &physician), Words::of_candidate()).await;
    let path = format!("/api/v1/applications/{application}");
    for (reviewer, sheet) in PANEL.into_iter().zip(APART) {
        fill_in(site, world.who(reviewer), &path, (sheet, REASON)).await;
    }
    let notes = json!({"notes": "Speierlingsabgleich: what an observed session is."});
    world.who("credentialing_officer").does(site, "POST", &format!("{path}/calibrations"), notes).await;
    for reviewer in PANEL {
        score(site, world, reviewer, &application, REASON).await;
    }
    let notes = json!({"notes": "Speierlingsrunde: about the second case set."});
    let heard = world.who("voter_1").does(site, "POST", &format!("{path}/hearing"), notes).await;
    assert_eq!(heard["state"], "hearing");
    site.advance("P41D").await;
    site.advance("P11D").await;
    application
}

/// A reviewer fills in the sheet and locks it.
pub async fn score(site: &TestSite, world: &World, reviewer: &str, application: &str, reason: &str) {
    fill_in(site, world.who(reviewer), &format!("/api/v1/applications/{application}"), (SHEET, reason)).await;
}

async fn fill_in(site: &TestSite, reviewer: &Person, path: &str, (sheet, reason): ([u8; 8], &str)) {
    for (criterion, score) in CRITERIA.iter().zip(sheet) {
        let body = json!({"score": score, "reason": reason});
        reviewer.does(site, "PUT", &format!("{path}/scores/{criterion}"), body).await;
    }
    reviewer.does(site, "POST", &format!("{path}/score-lock"), json!({})).await;
}

/// Four of six vote, one against: one less than the quorum.
pub async fn vote(site: &TestSite, world: &World, application: &str) {
    let path = format!("/api/v1/applications/{application}/vote");
    for voter in ["voter_1", "voter_2", "voter_3"] {
        world.who(voter).does(site, "PUT", &path, json!({"vote": "yes"})).await;
    }
    let against = json!({"vote": "no", "dissent": "Dirndlwiderspruch: dense packing is shown in too few cases."});
    world.who("voter_5").does(site, "PUT", &path, against).await;
}

/// A fifth votes, and the vote is closed; the register says so ten days later.
pub async fn close(site: &TestSite, world: &World, application: &str) {
    let path = format!("/api/v1/applications/{application}/vote");
    world.who("voter_4").does(site, "PUT", &path, json!({"vote": "yes"})).await;
    let path = format!("/api/v1/applications/{application}/decision");
    let reasons = json!({"reasons": "Speierlingsspruch: as it was scored."});
    let decided = world.who("voter_1").does(site, "POST", &path, reasons).await;
    assert_eq!(decided["state"], "admitted");
}

/// What stands in an application.
struct Words {
    practice: &'static str,
    referee: (&'static str, &'static str),
    praise: &'static str,
    note: &'static str,
}

impl Words {
    fn of_secrets() -> Self {
        Self {
            practice: "Elsbeerpraxis: one patient a day for fourteen years.",
            referee: ("Elsbeerzeugin", "lob@elsbeere.example"),
            praise: "Elsbeerlob: I would choose the same again.",
            note: "Elsbeernotiz: seen in the register.",
        }
    }

    fn of_candidate() -> Self {
        Self {
            practice: "One patient a day for fourteen years.",
            referee: ("Speierlingszeugin", "peer@named.example"),
            praise: "Speierlingslob: I would choose the same again.",
            note: "Speierlingsnotiz: seen in the register.",
        }
    }
}

async fn application(site: &TestSite, world: &World, (who, physician): (&str, &str), words: Words) -> String {
    let (applicant, officer) = (world.who(who), world.who("credentialing_officer"));
    let start = json!({"physician_id": physician});
    let application = id(&applicant.does(site, "POST", "/api/v1/applications", start).await);
    let path = format!("/api/v1/applications/{application}");
    applicant.does(site, "PATCH", &path, form(who, &words)).await;
    let before = site.all_letters().await.len();
    applicant.does(site, "POST", &format!("{path}/submission"), json!({})).await;
    for gate in GATES {
        let yes = json!({"answer": "yes", "note": words.note});
        officer.does(site, "PUT", &format!("{path}/gates/{gate}"), yes).await;
    }
    let asked = site.all_letters().await.into_iter().skip(before);
    for letter in asked.filter(|letter| letter.text().contains("/reference-links/")) {
        let answers = format!("/api/v1/reference-links/{}/answers", link_in(&letter, "/reference-links/"));
        let answer = json!({"consent": true, "text": words.praise});
        let answer = site.program().post(site.url(&answers)).json(&answer).send().await.unwrap();
        assert_eq!(answer.status(), 201);
    }
    officer.does(site, "PUT", &format!("{path}/gates/G8"), json!({"answer": "yes", "note": words.note})).await;
    let seat = |name: &str, seat: &str| json!({"account_id": world.who(name).id, "seat": seat});
    let seats = [seat("blind_one", "patient"), seat("blind_two", "coalition_member"), seat("reviewer", "lay")];
    let seated = officer.does(site, "PUT", &format!("{path}/panel"), json!({"reviewers": seats})).await;
    assert_eq!(seated["state"], "scoring");
    application
}

fn form(who: &str, words: &Words) -> Value {
    let person =
        |number: usize| json!({"name": format!("Person {number}"), "email": format!("{who}{number}@named.example")});
    json!({
        "licences": [{"country": "TR", "authority": "Ministry", "number": "TR-77", "expires_on": "2028-03-31"}],
        "practice": words.practice,
        "cases": [{"set": 1, "grafts": 2600, "note": "Twelve months on."}],
        "peers": [{"name": words.referee.0, "email": words.referee.1}, person(2)],
        "patients": (3..=55).map(person).collect::<Vec<_>>(),
        "agreements": {"free_posting": true, "impromptu_inspection": true, "clocks": true, "dues": true},
    })
}
