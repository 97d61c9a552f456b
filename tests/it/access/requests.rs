//! A well-formed request for each route: so that what comes back says who may, not what is wrong.

use super::people::{PASSWORD, Person};
use super::routes::Route;
use super::world::{World, complaint, new_clinic, new_physician, sign_up};
use super::{coalition, inspections, moderation, reviews};
use crate::support::app::TestSite;
use candor::web::assets;
use reqwest::{RequestBuilder, multipart};
use serde_json::{Value, json};

/// Versions that nobody has: whoever may change something is told that theirs is stale (412 or 422).
const STALE: &str = "999";
/// The smallest file that passes for evidence.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";
const WORDS: &str = "What follows is long enough to be read as a text.";

/// The request of `caller` on `route`, without what proves who they are.
pub async fn request(site: &TestSite, world: &World, caller: &Person, route: &Route, number: usize) -> RequestBuilder {
    let method = route.method.parse::<reqwest::Method>().unwrap();
    let request = site.program().request(method, site.url(&path(world, caller, route)));
    if !route.reads() && ["/evidence", "/proofs"].iter().any(|end| route.path.ends_with(end)) {
        let file = multipart::Part::bytes(PDF.to_vec()).file_name("count.pdf").mime_str("application/pdf").unwrap();
        let token = (!route.is_api() && !caller.csrf.is_empty()).then(|| caller.csrf.clone());
        let form = token.map_or_else(multipart::Form::new, |token| multipart::Form::new().text("_csrf", token));
        return request.header("Origin", &site.address).multipart(form.part("file", file));
    }
    if route.is_api() || route.path == "/dev/clock" {
        let request = if needs_version(route) { request.header("If-Match", format!("\"{STALE}\"")) } else { request };
        return match body(site, world, route, number).await {
            Value::Null => request,
            body => request.json(&body),
        };
    }
    if route.reads() {
        return request;
    }
    let mut form = form(world, route, number);
    if !caller.csrf.is_empty() {
        form.push(("_csrf".to_owned(), caller.csrf.clone()));
    }
    request.header("Origin", &site.address).form(&form)
}

fn needs_version(route: &Route) -> bool {
    let others = ["DELETE /api/v1/drafts/{id}", "DELETE /api/v1/posts/{id}", "POST /api/v1/queue/{id}/decisions"];
    route.method == "PATCH" || others.contains(&route.to_string().as_str())
}

/// The path with the things of this world in it.
pub fn path(world: &World, caller: &Person, route: &Route) -> String {
    let of_domain = reviews::path(world, caller, route)
        .or_else(|| inspections::path(world, caller, route))
        .or_else(|| coalition::path(world, caller, route))
        .or_else(|| moderation::path(world, caller, route));
    if let Some(path) = of_domain {
        return path;
    }
    let path = route.path.as_str();
    let starts = |start: &str| path.trim_start_matches("/api/v1").starts_with(start);
    let id = match path {
        "/api/v1/complaints/{id}" | "/complaints/{id}" => world.thing("filed"),
        "/api/v1/physicians/{id}/confirmation" | "/directory/queue/physicians/{id}" => {
            world.thing("proposed_physician")
        }
        "/api/v1/clinics/{id}/confirmation" | "/directory/queue/clinics/{id}" => world.thing("proposed_clinic"),
        "/directory/queue/claims/{id}" => world.thing("claim"),
        _ if starts("/complaints/") => world.thing("closed"),
        _ if starts("/physicians/") => world.thing("physician"),
        _ if starts("/clinics/") => world.thing("clinic"),
        _ if starts("/claims/") => world.thing("claim"),
        _ if starts("/categories/") => world.thing("category"),
        _ if starts("/threads/") || starts("/t/") => world.thing("thread"),
        _ if starts("/posts/") => world.thing("post"),
        _ if starts("/drafts/") || starts("/me/drafts/") => world.thing("draft"),
        _ if starts("/role-changes/") || starts("/admin/roles/") => world.thing("role_change"),
        _ if starts("/accounts/") => &world.spare.id,
        _ if starts("/sessions/") || starts("/me/sessions/") => &caller.session,
        _ if starts("/dev/mail/") => world.thing("letter"),
        _ => "",
    };
    let slug = match path {
        _ if starts("/physicians/") => world.thing("physician_slug"),
        _ if starts("/clinics/") => world.thing("clinic_slug"),
        _ if starts("/t/") => world.thing("thread_slug"),
        _ => "",
    };
    let id = if id.is_empty() && path.contains("{id}") { &world.spare.session } else { id };
    let asset = assets::stylesheet_url().rsplit('/').next().unwrap_or_default();
    let filled = path.replace("{id}", id).replace("{slug}", slug).replace("{token}", world.thing("link"));
    let filled = filled.replace("{number}", "1").replace("{role}", "moderator").replace("{code}", "not_found");
    filled.replace("{name}", asset).replace("{kind}", "complaint_receipt").replace("{act}", "withdrawal")
}

/// The JSON that a route takes; null for none.
async fn body(site: &TestSite, world: &World, route: &Route, number: usize) -> Value {
    if route.reads() {
        return Value::Null;
    }
    let of_domain = reviews::body(world, route, number)
        .or_else(|| inspections::body(world, route, number))
        .or_else(|| coalition::body(world, route, number))
        .or_else(|| moderation::body(world, route, number));
    if let Some(body) = of_domain {
        return body;
    }
    let path = route.path.trim_start_matches("/api/v1");
    if let Some((_, act)) = path.split_once("/complaints/{id}/").or(path.split_once("/case-links/{token}/")) {
        return act_of_case(world, route, act);
    }
    let spare = &world.spare.email;
    match path {
        "/accounts" => sign_up(number),
        "/accounts/verifications" => json!({"token": "0".repeat(64)}),
        "/accounts/{id}/roles" => json!({"role": "moderator", "reason": "She is good at it."}),
        "/accounts/{id}/roles/{role}" => json!({"reason": "She has left."}),
        "/sessions" if route.method == "POST" => json!({"email": spare, "password": PASSWORD}),
        "/tokens" => json!({"refresh_token": refresh_token(site, spare).await}),
        "/password-resets" => json!({"email": spare}),
        "/password-resets/{token}" => json!({"password": PASSWORD}),
        "/me/password" => json!({"current_password": PASSWORD, "password": PASSWORD}),
        "/me/second-factor" => json!({"current_password": PASSWORD}),
        "/me/second-factor/confirmation" => json!({"code": "000000"}),
        path if path.starts_with("/me/second-factor/") => json!({"current_password": PASSWORD, "code": "000000"}),
        "/me" => json!({"locale": "en"}),
        "/me/ties" => json!({"kind": "family", "physician_id": world.thing("proposed_physician")}),
        "/physicians" => new_physician(&format!("Dr. Number {number}"), &[]),
        "/clinics" => new_clinic(&format!("Clinic {number}")),
        "/physicians/{id}" | "/clinics/{id}" => json!({}),
        "/physicians/{id}/claims" | "/clinics/{id}/claims" => json!({"evidence": WORDS}),
        "/physicians/{id}/confirmation" | "/clinics/{id}/confirmation" => json!({}),
        "/claims/{id}/decisions" => json!({"outcome": "rejected", "reason": "The desk knows nobody of that name."}),
        "/categories" => json!({"name": format!("Category {number}"), "slug": format!("category-{number}")}),
        "/threads" => {
            json!({"category_id": world.thing("category"), "title": format!("Thread {number}"), "body": WORDS})
        }
        "/threads/{id}" => json!({"title": "Another title"}),
        "/threads/{id}/posts" => json!({"body": format!("{WORDS} {number}")}),
        "/posts/{id}" if route.method == "PATCH" => json!({"body": WORDS}),
        "/complaints" => complaint(world.thing("other_clinic")),
        "/drafts" => json!({"kind": "thread", "fields": {"body": WORDS}}),
        "/drafts/{id}" if route.method == "PATCH" => json!({"fields": {"body": WORDS}}),
        "/dev/clock" => json!({"advance": "PT0S"}),
        _ => Value::Null,
    }
}

fn act_of_case(world: &World, route: &Route, act: &str) -> Value {
    let votes = || {
        let members = world.panel["members"].as_array().unwrap();
        members.iter().map(|seat| json!({"account_id": seat["account_id"], "uphold": true})).collect::<Vec<_>>()
    };
    match act {
        "triage" => json!({
            "category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": false,
        }),
        "evidence/assessment" => json!({"level": 1}),
        "responses" => json!({"code": "explained", "text": WORDS}),
        "feedback" => json!({"satisfied": "yes"}),
        "escalations" | "withdrawal" | "recusals" => json!({"reason": WORDS}),
        "mediation" | "evidence-call" | "findings" | "factual-check" | "comments" => json!({"text": WORDS}),
        "decision" => json!({"outcome": "upheld", "reasons": WORDS, "votes": votes()}),
        "appeals" => json!({"ground": "fact", "text": WORDS}),
        "closures" => json!({"outcome": "out_of_scope", "reason": WORDS}),
        "extensions" => json!({"step": "proof", "reason": WORDS}),
        "messages" => json!({"text": WORDS}),
        "public-narrative" if route.method == "PUT" => json!({"text": WORDS}),
        "clinic-address" => json!({"letter_to": "desk@clinic.example"}),
        "recommendations" => json!({"text": WORDS, "due_on": "2026-04-01"}),
        "panel" => world.panel.clone(),
        "pause" if route.method == "PUT" => json!({"order": "A court's order.", "until": "2026-03-20T00:00:00Z"}),
        _ => Value::Null,
    }
}

/// The fields of a page's form.
fn form(world: &World, route: &Route, number: usize) -> Vec<(String, String)> {
    let of_domain = reviews::form(world, route, number)
        .or_else(|| inspections::form(world, route, number))
        .or_else(|| coalition::form(world, route, number))
        .or_else(|| moderation::form(world, route, number));
    if let Some(fields) = of_domain {
        return fields;
    }
    if let Some((_, act)) = route.path.split_once("/complaints/{id}/").or(route.path.split_once("/case-links/{token}/"))
    {
        return form_of_case(world, act);
    }
    let fields: &[(&str, &str)] = match route.path.as_str() {
        "/sign-in" => &[("email", &world.spare.email), ("password", PASSWORD)],
        "/sign-up" => {
            let (email, name) = (format!("on_page_{number}@people.example"), format!("on page {number}"));
            return owned(&[
                ("email", email.as_str()),
                ("display_name", name.as_str()),
                ("password", PASSWORD),
                ("consents.terms", "true"),
                ("consents.health_data", "true"),
                ("consents.age_18", "true"),
            ]);
        }
        "/verify" => &[("token", "0000")],
        "/password-reset" => &[("email", &world.spare.email)],
        "/password-reset/{token}" => &[("password", PASSWORD)],
        "/me/settings" => &[("display_name", "somebody"), ("locale", "en"), ("time_zone", "UTC"), ("version", STALE)],
        "/me/password" => &[("current_password", PASSWORD), ("password", PASSWORD)],
        "/sign-in/code" => &[("ticket", "00"), ("code", "000000")],
        "/me/second-factor" => &[("current_password", PASSWORD)],
        "/me/second-factor/confirmation" => &[("code", "000000")],
        path if path.starts_with("/me/second-factor/") => &[("current_password", PASSWORD), ("code", "000000")],
        "/admin/roles" => {
            &[("email", &world.spare.email), ("kind", "grant"), ("role", "board"), ("reason", "She is good at it.")]
        }
        "/me/ties" => {
            return owned(&[("kind", "family"), ("whom", &format!("physician:{}", world.thing("proposed_physician")))]);
        }
        "/physicians/new" | "/physicians/{slug}/edit" => &[("name", "Dr. Deniz East"), ("version", STALE)],
        "/clinics/new" | "/clinics/{slug}/edit" => &[("name", "Clinic East"), ("version", STALE)],
        "/physicians/{slug}/claim" | "/clinics/{slug}/claim" => &[("evidence", WORDS)],
        "/directory/queue/claims/{id}" => &[("outcome", "rejected"), ("reason", "Nobody of that name is known.")],
        "/categories" => &[("name", "After"), ("slug", "after")],
        "/threads/new" => &[("category_id", world.thing("category")), ("title", "On a page"), ("body", WORDS)],
        "/threads/{id}/edit" => &[("title", "Another title"), ("tags", ""), ("version", STALE)],
        "/posts/{id}/edit" => &[("body", WORDS), ("version", STALE)],
        "/posts/{id}/delete" | "/me/drafts/{id}/delete" => &[("version", STALE)],
        "/t/{id}/{slug}" => &[("body", WORDS)],
        _ => &[],
    };
    owned(fields)
}

/// The fields of an act's form; by and large those of its JSON.
fn form_of_case(world: &World, act: &str) -> Vec<(String, String)> {
    let seats = world.panel["members"].as_array().unwrap();
    let seat = |seat: &Value| seat["account_id"].as_str().unwrap().to_owned();
    let fields: &[(&str, &str)] = match act {
        "triage" => &[
            ("category", "graft_count_dispute"),
            ("severity", "2"),
            ("proof_needed", "false"),
            ("private_attempt_shown", "false"),
        ],
        "assessment" => &[("level", "1")],
        "response" => &[("code", "explained"), ("text", WORDS)],
        "feedback" => &[("satisfied", "yes")],
        "escalation" | "withdrawal" | "recusal" | "extension" => &[("reason", WORDS)],
        "mediation" | "evidence-call" | "findings" | "factual-check" | "comment" => &[("text", WORDS)],
        "appeal" => &[("ground", "fact"), ("text", WORDS)],
        "message" | "narrative" => &[("text", WORDS)],
        "clinic-address" => &[("letter_to", "desk@clinic.example")],
        "recommendation" => &[("text", WORDS), ("due_on", "2026-04-01")],
        "closure" => &[("outcome", "out_of_scope"), ("reason", WORDS)],
        "pause" => &[("order", "A court's order."), ("until", "2026-03-20")],
        "panel" => {
            return seats.iter().map(|one| (one["seat"].as_str().unwrap().to_owned(), seat(one))).collect();
        }
        "decision" => {
            let votes = seats.iter().map(|one| (format!("votes.{}", seat(one)), "true".to_owned()));
            return owned(&[("outcome", "upheld"), ("reasons", WORDS)]).into_iter().chain(votes).collect();
        }
        _ => &[],
    };
    owned(fields)
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A token that is good for one exchange.
async fn refresh_token(site: &TestSite, email: &str) -> String {
    let request =
        site.program().post(site.url("/api/v1/sessions")).json(&json!({"email": email, "password": PASSWORD}));
    let tokens: Value = request.send().await.unwrap().json().await.unwrap();
    tokens["refresh_token"].as_str().unwrap().to_owned()
}
