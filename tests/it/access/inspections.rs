//! What the routes of inspections need to be called for, and a well-formed request for each.

use super::people::Person;
use super::requests::PDF;
use super::routes::Route;
use super::world::World;
use crate::support::app::TestSite;
use candor::accounts::Role;
use reqwest::multipart;
use serde_json::{Value, json};

const WORDS: &str = "What follows is long enough to be read as a text.";

/// Makes the things that these routes are about; keeps their ids with `world.keep`.
pub async fn prepare(site: &TestSite, world: &mut World) {
    let second = Person::with_roles(site, "the_second_inspector", &[Role::Inspector]).await;
    let reader = Person::with_roles(site, "the_quality_reader", &[Role::Inspector]).await;
    world.things.insert("second_inspector", second.id.clone());
    world.things.insert("quality_reader", reader.id.clone());
    let planned = plan_one(site, world).await;
    world.keep("planned_inspection", &planned, "id");
    for (name, points) in [("checked_inspection", None), ("disputed_inspection", Some("A1")), ("report", Some(""))] {
        let plan = plan_one(site, world).await;
        draft(site, world, &reader, &plan).await;
        let here = format!("/api/v1/inspections/{}", id(&plan));
        if let Some(item) = points {
            let points: Vec<Value> =
                if item.is_empty() { vec![] } else { vec![json!({"item": item, "comment": WORDS})] };
            world.who("clinic").does(site, "POST", &format!("{here}/factual-check"), json!({"points": points})).await;
        }
        world.keep(name, &plan, "id");
    }
    let here = format!("/api/v1/inspections/{}/publication", world.thing("report"));
    world.who("inspector").does(site, "POST", &here, json!({})).await;
}

fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap()
}

async fn plan_one(site: &TestSite, world: &World) -> Value {
    world.who("inspector").does(site, "POST", "/api/v1/inspections", plan(world)).await
}

/// A visit with one file and one shortfall, as far as the clinic's factual check.
async fn draft(site: &TestSite, world: &World, reader: &Person, plan: &Value) {
    let lead = world.who("inspector");
    let here = format!("/api/v1/inspections/{}", id(plan));
    lead.does(site, "POST", &format!("{here}/visit"), json!({})).await;
    lead.does(site, "PUT", &format!("{here}/items/A1"), json!({"score": 1, "evidence_kinds": [], "finding": ""})).await;
    let form = multipart::Form::new().part("file", multipart::Part::bytes(PDF.to_vec()).file_name("log.pdf"));
    let request = site.program().post(site.url(&format!("{here}/items/A1/evidence"))).bearer_auth(&lead.token);
    assert_eq!(request.multipart(form).send().await.unwrap().status(), 201);
    lead.does(site, "POST", &format!("{here}/evidence-lock"), json!({})).await;
    lead.does(site, "PUT", &format!("{here}/draft"), json!({"summary": WORDS})).await;
    reader.does(site, "POST", &format!("{here}/quality-check"), json!({"passed": true})).await;
}

fn plan(world: &World) -> Value {
    json!({
        "clinic_id": world.thing("clinic"),
        "kind": "impromptu",
        "visit_on": "2026-03-09",
        "inspectors": [world.who("inspector").id, world.thing("second_inspector")],
        "quality_reader": world.thing("quality_reader"),
        "points_officer": world.who("case_officer").id,
        "conflicts": "None.",
    })
}

/// What is done to an inspection, after its id in the address.
fn act(route: &Route) -> Option<&str> {
    route.path.trim_start_matches("/api/v1").strip_prefix("/inspections/{id}")
}

/// The path with the things of this world in it; none for routes of others.
pub fn path(world: &World, _caller: &Person, route: &Route) -> Option<String> {
    if route.path == "/clinics/{slug}/inspections" {
        return Some(route.path.replace("{slug}", world.thing("clinic_slug")));
    }
    let thing = match act(route)? {
        "" | "/events" | "/evidence/{number}" | "/factual-check" | "/clinic-answer" | "/{act}" => "checked_inspection",
        act if act.starts_with("/points/") => "disputed_inspection",
        act if act.starts_with("/actions/") => "report",
        _ => "planned_inspection",
    };
    let filled = route.path.replace("{id}", world.thing(thing)).replace("{number}", "1");
    Some(filled.replace("{code}", "A1").replace("{act}", "draft"))
}

/// The JSON that a route of this domain takes; none for routes of others.
pub fn body(world: &World, route: &Route, _number: usize) -> Option<Value> {
    if route.path == "/api/v1/inspections" {
        return Some(plan(world));
    }
    Some(match act(route)? {
        "/items/{code}" => json!({"score": 3, "evidence_kinds": [], "finding": ""}),
        "/draft" => json!({"summary": WORDS}),
        "/quality-check" => json!({"passed": true}),
        "/factual-check" => json!({"points": []}),
        "/points/{number}/decision" => json!({"accepted": false, "reason": WORDS}),
        "/clinic-answer" | "/corrections" => json!({"text": WORDS}),
        "/abortion" | "/refusal" | "/suspension" | "/interim-notice" => json!({"reason": WORDS}),
        _ => json!({}),
    })
}

/// The fields of a page's form; none for routes of others.
pub fn form(world: &World, route: &Route, _number: usize) -> Option<Vec<(String, String)>> {
    let owned = |fields: &[(&str, &str)]| {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
    };
    if route.path == "/inspections/new" {
        return Some(owned(&[
            ("clinic_id", world.thing("clinic")),
            ("kind", "impromptu"),
            ("visit_on", "2026-03-09"),
            ("inspectors[]", world.thing("second_inspector")),
            ("quality_reader", world.thing("quality_reader")),
            ("points_officer", &world.who("case_officer").id),
            ("conflicts", "None."),
        ]));
    }
    Some(match act(route)? {
        "/items/{code}" => owned(&[("score", "3")]),
        "/draft" => owned(&[("summary", WORDS)]),
        "/quality-check" => owned(&[("passed", "true"), ("notes", "")]),
        "/factual-check" => owned(&[("without_points", "true")]),
        "/actions/{number}/completion" => owned(&[("note", WORDS)]),
        "/points/{number}" => owned(&[("accepted", "false"), ("reason", WORDS)]),
        "/clinic-answer" | "/correction" => owned(&[("text", WORDS)]),
        "/abortion" | "/refusal" | "/suspension" | "/interim-notice" => owned(&[("reason", WORDS)]),
        _ => Vec::new(),
    })
}
