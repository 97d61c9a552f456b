//! What the routes of reviews need to be called for, and a well-formed request for each.

use super::people::Person;
use super::requests::PDF;
use super::routes::Route;
use super::world::World;
use crate::support::app::TestSite;
use reqwest::multipart;
use serde_json::{Value, json};

const WORDS: &str = "What follows is long enough to be read as the review of a patient who was there and came back.";
const REPLY: &str = "We take every comment seriously. Please call our desk.";

/// Three attested reviews of the patient's, one with a document; the others are there to be taken back.
pub async fn prepare(site: &TestSite, world: &mut World) {
    let patient = world.who("patient").clone();
    for (name, month) in
        [("review", "2024-05"), ("review_to_withdraw", "2024-06"), ("review_to_withdraw_on_its_page", "2024-07")]
    {
        let made = patient
            .does(site, "POST", "/api/v1/reviews", review((world.thing("physician"), world.thing("clinic")), month))
            .await;
        world.keep(name, &made, "id");
    }
    let path = format!("/api/v1/reviews/{}/proofs", world.thing("review"));
    let form = multipart::Form::new().part("file", multipart::Part::bytes(PDF.to_vec()).file_name("invoice.pdf"));
    let request = site.program().post(site.url(&path)).bearer_auth(&patient.token).multipart(form);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
}

fn review((physician, clinic): (&str, &str), month: &str) -> Value {
    json!({
        "physician_id": physician,
        "clinic_id": clinic,
        "procedure": "fue",
        "procedure_month": month,
        "overall": 4,
        "choose_again": true,
        "text": WORDS,
        "interest": "none",
        "authorship": true,
        "attestation": {"detail": "Room 3, a Tuesday in spring."},
    })
}

/// The path with the things of this world in it; none for routes of others.
pub fn path(world: &World, _caller: &Person, route: &Route) -> Option<String> {
    let plain = route.path.trim_start_matches("/api/v1");
    if !plain.starts_with("/reviews/{id}") {
        return None;
    }
    let name = match plain.ends_with("/withdrawal") {
        true if route.is_api() => "review_to_withdraw",
        true => "review_to_withdraw_on_its_page",
        false => "review",
    };
    Some(route.path.replace("{id}", world.thing(name)).replace("{number}", "1"))
}

/// The JSON that a route of this domain takes; none for routes of others.
pub fn body(world: &World, route: &Route, number: usize) -> Option<Value> {
    let path = route.path.trim_start_matches("/api/v1");
    if path == "/reviews" {
        let month = format!("20{:02}-{:02}", 10 + number / 12 % 10, 1 + number % 12);
        return Some(review((world.thing("other_physician"), world.thing("other_clinic")), &month));
    }
    Some(match path.strip_prefix("/reviews/{id}/")? {
        "versions" => json!({"overall": 3, "choose_again": false, "text": WORDS}),
        "withdrawal" => json!({}),
        "proof-requests" => json!({"reason": "The invoice would do."}),
        "proofs/{number}/decisions" => json!({"level": 2, "reason": "Clinic, date and procedure can be read."}),
        "reply" | "reply/update" => json!({"text": REPLY}),
        _ => return None,
    })
}

/// The fields of a page's form; none for routes of others.
pub fn form(world: &World, route: &Route, number: usize) -> Option<Vec<(String, String)>> {
    let fields: Vec<(&str, String)> = match route.path.as_str() {
        "/reviews/new" => vec![
            ("physician_id", world.thing("other_physician").to_owned()),
            ("procedure", "fue".to_owned()),
            ("month", (1 + number % 12).to_string()),
            ("year", (2000 + number / 12 % 10).to_string()),
            ("overall", "4".to_owned()),
            ("choose_again", "true".to_owned()),
            ("text", WORDS.to_owned()),
            ("interest", "none".to_owned()),
            ("authorship", "true".to_owned()),
        ],
        "/reviews/{id}/version" => {
            vec![("overall", "3".to_owned()), ("choose_again", "false".to_owned()), ("text", WORDS.to_owned())]
        }
        "/reviews/{id}/reply" => vec![("text", REPLY.to_owned())],
        "/reviews/{id}/proof-request" => vec![("reason", "The invoice would do.".to_owned())],
        "/reviews/{id}/proofs/{number}/decision" => {
            vec![("level", "2".to_owned()), ("reason", "Clinic, date and procedure can be read.".to_owned())]
        }
        "/reviews/{id}/withdrawal" | "/reviews/{id}/acknowledgement" => Vec::new(),
        _ => return None,
    };
    Some(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
