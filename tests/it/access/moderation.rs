//! What the routes of moderation need to be called for, and a well-formed request for each.

use super::people::Person;
use super::routes::Route;
use super::world::{World, link};
use crate::support::app::TestSite;
use candor::accounts::Role;
use serde_json::{Value, json};

/// A post that waits in the queue, one of the staff's to be reported, a statement of reasons that its author appealed
/// against, and the link of somebody who cannot sign in.
pub async fn prepare(site: &TestSite, world: &mut World) {
    let posts = format!("/api/v1/threads/{}/posts", world.thing("thread"));
    let (author, member) = (world.who("author").clone(), world.who("member").clone());
    let waiting = author.does(site, "POST", &posts, json!({"body": "It waits to be looked at."})).await;
    let hidden = author.does(site, "POST", &posts, json!({"body": "It will be hidden."})).await;
    let of_staff = world.who("admin").does(site, "POST", &posts, json!({"body": "From the staff."})).await;
    world.keep("reported", &of_staff, "id");
    member.does(site, "POST", "/api/v1/flags", flag(&hidden["id"])).await;
    let moderator = Person::with_roles(site, "another_moderator", &[Role::Moderator]).await;
    let decided = decide(site, &moderator, "hide").await;
    world.keep("statement", &decided, "statement_id");
    let appeals = format!("/api/v1/statements/{}/appeals", world.thing("statement"));
    let appeal = author.does(site, "POST", &appeals, json!({"text": "It should not be."})).await;
    world.keep("appeal", &appeal, "id");
    let banned = Person::with_roles(site, "the_banned", &[]).await;
    let profile = json!({"target_kind": "profile", "target_id": banned.id, "reason": "spam"});
    world.spare.does(site, "POST", "/api/v1/flags", profile).await;
    decide(site, &moderator, "ban").await;
    world.things.insert("appeal_link", link(site, "/appeal-links/").await);
    member.does(site, "POST", "/api/v1/flags", flag(&waiting["id"])).await;
    let queue = moderator.get(site, "/api/v1/queue?kind=flag").await;
    world.keep("item", &queue["items"][0], "id");
}

/// Decides the only report that waits; answers the decision.
async fn decide(site: &TestSite, moderator: &Person, action: &str) -> Value {
    let queue = moderator.get(site, "/api/v1/queue?kind=flag").await;
    let path = format!("/api/v1/queue/{}/decisions", queue["items"][0]["id"].as_str().unwrap());
    let request = site.program().post(site.url(&path)).bearer_auth(&moderator.token).header("If-Match", "*");
    request.json(&json!({"action": action})).send().await.unwrap().json().await.unwrap()
}

fn flag(target: &Value) -> Value {
    json!({"target_kind": "post", "target_id": target, "reason": "spam"})
}

/// The path with the things of this world in it; none for routes of others.
pub fn path(world: &World, _caller: &Person, route: &Route) -> Option<String> {
    let path = route.path.as_str();
    if path == "/report" && route.reads() {
        return Some(format!("/report?kind=post&id={}", world.thing("reported")));
    }
    if path == "/appeal-links/{token}" {
        return Some(path.replace("{token}", world.thing("appeal_link")));
    }
    let of = |prefix: &str| path.trim_start_matches("/api/v1").starts_with(prefix);
    let id = match path {
        _ if of("/queue/") => world.thing("item"),
        _ if of("/statements/") => world.thing("statement"),
        _ if of("/appeals/") => world.thing("appeal"),
        _ => return None,
    };
    Some(path.replace("{id}", id))
}

/// The JSON that a route of this domain takes; none for routes of others.
pub fn body(world: &World, route: &Route, _number: usize) -> Option<Value> {
    match route.path.as_str() {
        "/api/v1/flags" => Some(flag(&json!(world.thing("reported")))),
        "/api/v1/queue/{id}/decisions" => Some(json!({"action": "no_breach"})),
        "/api/v1/statements/{id}/appeals" => Some(json!({"text": "It should not be."})),
        "/api/v1/appeals/{id}/decisions" => Some(json!({"outcome": "upheld", "reason": "It stands."})),
        _ => None,
    }
}

/// The fields of a page's form; none for routes of others.
pub fn form(world: &World, route: &Route, _number: usize) -> Option<Vec<(String, String)>> {
    let marked = format!("{}:999", world.thing("item"));
    let fields: &[(&str, &str)] = match route.path.as_str() {
        "/queue/decide" => &[("marked[]", &marked), ("action", "no_breach")],
        "/report" => &[("kind", "post"), ("id", world.thing("reported")), ("reason", "off_topic"), ("text", "")],
        "/queue/{id}/claim" => &[("release", "false")],
        "/queue/{id}/preview" | "/queue/{id}/decide" => &[("action", "no_breach"), ("version", "999")],
        "/statements/{id}/appeal" | "/appeal-links/{token}" => &[("text", "It should not be.")],
        "/appeals/{id}" => &[("outcome", "upheld"), ("reason", "It stands.")],
        _ => return None,
    };
    Some(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}
