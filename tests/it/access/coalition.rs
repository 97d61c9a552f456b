//! What the routes of the coalition need to be called for, and a well-formed request for each.

use super::people::Person;
use super::routes::Route;
use super::world::World;
use crate::support::app::TestSite;
use candor::accounts::Role;
use candor::coalition::applications::facts_of_id;
use candor::coalition::members;
use serde_json::{Value, json};

const WORDS: &str = "What follows is long enough to be read as a text.";

/// An application of `clinic`'s, withdrawn after `reviewer` was seated; and the physician in the register.
pub async fn prepare(site: &TestSite, world: &mut World) {
    let (applicant, officer) = (world.who("clinic").clone(), world.who("credentialing_officer").clone());
    let start = json!({"physician_id": world.thing("physician")});
    let made = applicant.does(site, "POST", "/api/v1/applications", start).await;
    world.keep("application", &made, "id");
    let path = format!("/api/v1/applications/{}", made["id"].as_str().unwrap());
    let save = site.program().patch(site.url(&path)).bearer_auth(&applicant.token).header("If-Match", "*");
    assert!(save.json(&whole_form()).send().await.unwrap().status().is_success());
    applicant.does(site, "POST", &format!("{path}/submission"), json!({})).await;
    for gate in ["G4", "G5", "G6", "G9", "G1", "G2", "G3", "G7", "G8"] {
        let yes = json!({"answer": "yes", "note": "Seen."});
        officer.does(site, "PUT", &format!("{path}/gates/{gate}"), yes).await;
    }
    let mut reviewers = vec![json!({"account_id": world.who("reviewer").id, "seat": "lay"})];
    for (name, seat) in [("second_reviewer", "patient"), ("third_reviewer", "coalition_member")] {
        let person = Person::with_roles(site, name, &[Role::Reviewer]).await;
        reviewers.push(json!({"account_id": person.id, "seat": seat}));
    }
    officer.does(site, "PUT", &format!("{path}/panel"), json!({"reviewers": reviewers})).await;
    applicant.does(site, "POST", &format!("{path}/withdrawal"), json!({"reason": WORDS})).await;
    let id = world.thing("application").to_owned();
    let admitted = site.app.write(move |tx| {
        let facts = facts_of_id(tx, &id)?;
        members::admit(tx, &facts)
    });
    admitted.await.unwrap();
}

fn whole_form() -> Value {
    let person = |number: usize| json!({"name": format!("P {number}"), "email": format!("p{number}@named.example")});
    json!({
        "licences": [{"country": "TR", "authority": "Ministry", "number": "1"}],
        "practice": WORDS,
        "cases": WORDS,
        "peers": [person(1), person(2)],
        "patients": (3..=53).map(person).collect::<Vec<_>>(),
        "agreements": {"all": true},
    })
}

fn is_ours(route: &Route) -> bool {
    ["/applications", "/coalition", "/reference-links"].iter().any(|start| route.path.contains(start))
}

/// The path with the things of this world in it; none for routes of others.
pub fn path(world: &World, _caller: &Person, route: &Route) -> Option<String> {
    let filled = route.path.replace("{id}", world.thing("application")).replace("{token}", &"0".repeat(64));
    let filled = filled.replace("{physician_id}", world.thing("physician"));
    let code = if route.path.contains("/scores/") { "K1" } else { "G1" };
    is_ours(route).then(|| filled.replace("{code}", code))
}

/// The JSON that a route of this domain takes; none for routes of others.
pub fn body(world: &World, route: &Route, _number: usize) -> Option<Value> {
    if !is_ours(route) {
        return None;
    }
    let act = route.path.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default();
    Some(match act {
        "applications" if route.method == "POST" => json!({"physician_id": world.thing("physician")}),
        "applications" => whole_form(),
        "gates" => json!({"answer": "yes"}),
        "panel" => json!({"reviewers": []}),
        "gaps" => json!({"gaps": [WORDS]}),
        "calibrations" | "hearing" | "death" | "recredentialings" => json!({"notes": WORDS}),
        "withdrawal" | "lapse" | "recusals" | "resignation" => json!({"reason": WORDS}),
        "scores" => json!({"score": 3, "reason": WORDS}),
        "comments" => json!({"text": WORDS, "interest": WORDS}),
        "vote" => json!({"vote": "yes"}),
        "decision" => json!({}),
        "answers" => json!({"consent": true, "text": WORDS}),
        "appeal-decisions" => json!({"outcome": "upheld", "reasons": WORDS}),
        "appeals" => json!({"ground": "fact", "text": WORDS}),
        "licence" => json!({"expires_on": "2032-01-31"}),
        "checks" => json!({
            "source_url": "https://registry.example/1", "checked_on": "2026-03-01", "licence_valid": true,
            "sanction_found": false,
        }),
        "measures" => json!({"measure": "advice", "reasons": WORDS}),
        "reviews" => json!({"ground": "other", "reason": WORDS}),
        _ => Value::Null,
    })
}

/// The fields of a page's form; none for routes of others.
pub fn form(world: &World, route: &Route, _number: usize) -> Option<Vec<(String, String)>> {
    if !is_ours(route) {
        return None;
    }
    let reviewer = world.who("reviewer").id.as_str();
    let act = route.path.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default();
    let fields: Vec<(&str, &str)> = match act {
        "new" => vec![("physician_id", world.thing("physician"))],
        "form" => vec![("section", "practice"), ("practice", WORDS)],
        "gate" => vec![("gate", "G1"), ("answer", "yes")],
        "gaps" => vec![("gaps", WORDS)],
        "panel" => vec![("patient", reviewer), ("coalition_member", reviewer), ("lay", reviewer)],
        "calibration" | "hearing" => vec![("notes", WORDS)],
        "withdrawal" | "lapse" | "recusal" => vec![("reason", WORDS)],
        "resignation" => vec![("reason", WORDS), ("understood", "true")],
        "review" => vec![("ground", "other"), ("reason", WORDS)],
        "measure" => vec![("measure", "advice"), ("reasons", WORDS)],
        "appeal" => vec![("ground", "fact"), ("text", WORDS)],
        "appeal-decision" => vec![("outcome", "upheld"), ("reasons", WORDS)],
        "licence" => vec![("expires_on", "2032-01-31")],
        "recredentialing" | "death" => vec![("notes", WORDS)],
        "check" => vec![
            ("source_url", "https://registry.example/1"),
            ("checked_on", "2026-03-01"),
            ("licence_valid", "true"),
            ("sanction_found", "false"),
        ],
        "vote" | "measure-vote" => vec![("vote", "yes")],
        "comments" => vec![("text", WORDS), ("interest", WORDS)],
        "reference-links" => vec![("consent", "true"), ("text", WORDS)],
        _ => Vec::new(),
    };
    Some(fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}
