//! Reports, the queue, decisions, appeals: told as stories, on both databases.

mod anew;
mod appeals;
mod claims;
mod costs;
mod first_posts;
mod forum;
mod hidden;
mod holds;
mod leaks;
mod names;
mod pages;
mod queue;
mod refusals;
mod restoring;
mod reviews;
mod sanctions;
mod scores;
mod several;
mod shut_out;
mod sign_ups;
mod silenced;
mod titles;
mod told;
mod transparency;
mod undone;
mod walk;
mod warnings;
mod withdrawn;

use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::people::{Admin, Moderator, Patient, Person, send};
use candor::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// Who is there when a story about moderation begins, and a post that somebody wrote.
pub struct Scene {
    pub admin: Admin,
    pub author: Patient,
    pub reader: Patient,
    pub moderator: Moderator,
    pub other: Moderator,
    pub category: String,
    pub thread: String,
    /// The author's reply in a thread of the reader's.
    pub post: String,
}

/// What the post says.
pub const WORDS: &str = "Ask for Derya at the desk, her number is +90 532 111 22 33, and say my name.";
/// Words of it that nobody may meet once it is hidden.
pub const SECRET: &str = "Derya";

impl Scene {
    pub async fn of(site: &TestSite) -> Self {
        let admin = Admin::of(site, "admin").await;
        let author = Patient::of(site, "smooth_result").await;
        let reader = Patient::of(site, "wren").await;
        let moderator = Moderator::of(site, "mod_one").await;
        let other = Moderator::of(site, "mod_two").await;
        let category = id(&admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201));
        let thread = json!({"category_id": category, "title": "Best choice for 3,500 grafts?", "body": "I wonder."});
        let thread = id(&reader.post("/threads", thread).await.with(201));
        let post = id(&author.post(&format!("/threads/{thread}/posts"), json!({"body": WORDS})).await.with(201));
        Self { admin, author, reader, moderator, other, category, thread, post }
    }

    /// Reports the post; answers the flag.
    pub async fn reported(&self, by: &Person, reason: &str) -> Value {
        by.post("/flags", flag("post", &self.post, reason)).await.with(201)
    }

    /// The only open item of the queue.
    pub async fn item(&self) -> Value {
        let queue = self.moderator.get("/queue").await.with(200);
        let items = queue["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{queue}");
        items[0].clone()
    }

    /// Decides the only open item; answers the decision.
    pub async fn decided(&self, decision: Value) -> Value {
        decide(&self.moderator, &id(&self.item().await), decision).await.with(201)
    }

    /// The post as somebody reads it.
    pub async fn post_as(&self, who: &Person) -> Value {
        who.get(&format!("/posts/{}", self.post)).await.with(200)
    }
}

/// A report.
pub fn flag(kind: &str, target: &str, reason: &str) -> Value {
    json!({"target_kind": kind, "target_id": target, "reason": reason, "text": "Have a look, please."})
}

/// Decides an item, as it is now.
pub async fn decide(moderator: &Person, item: &str, decision: Value) -> Answer {
    let path = format!("/queue/{item}");
    let tag = moderator.get(&path).await.header("etag").to_owned();
    decide_with(moderator, item, &tag, decision).await
}

/// Decides an item, as it was when it had this tag.
pub async fn decide_with(moderator: &Person, item: &str, tag: &str, decision: Value) -> Answer {
    let request = moderator.request(Method::POST, &format!("/queue/{item}/decisions")).header("If-Match", tag);
    send(request.json(&decision)).await
}

/// A member of staff with these roles.
pub async fn staff(site: &TestSite, name: &str, roles: &[Role]) -> Person {
    Person::with_roles(site, name, roles).await
}

pub fn id(made: &Value) -> String {
    made["id"].as_str().unwrap_or_else(|| panic!("no id in {made}")).to_owned()
}

/// The names of the acts that a resource offers.
pub fn acts(made: &Value) -> Vec<&str> {
    made["actions"].as_array().unwrap().iter().map(|link| link["name"].as_str().unwrap()).collect()
}
