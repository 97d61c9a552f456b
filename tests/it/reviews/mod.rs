//! Stories about reviews, through the front door.

mod costs;
mod deciding;
mod document;
mod forms;
mod insiders;
mod leaks;
mod numbers;
mod pages;
mod proof;
mod reply;
mod submitting;
mod told;
mod walk;
mod words;

use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::people::{Admin, Moderator, Officer, Person, Stranger, send};
use candor::accounts::Role;
use candor::error::AppError;
use candor::reviews::{self, Decision};
use chrono::Duration;
use reqwest::{Method, multipart};
use serde_json::{Value, json};

/// The smallest file that passes for a document.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";
pub const WORDS: &str =
    "The consultation was honest, the day was calm, and after a year it looks the way I was told it would.";

/// Who lives in these stories.
pub struct Cast {
    pub officer: Officer,
    pub moderator: Moderator,
    pub other_moderator: Moderator,
    pub patient: Person,
    pub stranger: Stranger,
    /// Answers for the physician.
    pub doctor: Person,
    pub physician: String,
    pub slug: String,
}

impl Cast {
    pub async fn of(site: &TestSite) -> Self {
        let admin = Admin::of(site, "admin").await;
        let listed = admin.post("/physicians", json!({"name": "Dr. Ilse Lindqvist"})).await.with(201);
        let physician = listed["id"].as_str().unwrap().to_owned();
        let doctor = Person::with_roles(site, "the_doctor", &[]).await;
        claims(site, &doctor, &physician).await;
        Self {
            officer: Officer::of(site, "officer").await,
            moderator: Moderator::of(site, "moderator").await,
            other_moderator: Moderator::of(site, "other_moderator").await,
            patient: Person::with_roles(site, "patient", &[]).await,
            stranger: Stranger::of(site, "stranger").await,
            slug: listed["slug"].as_str().unwrap().to_owned(),
            doctor,
            physician,
        }
    }

    /// A review as most stories begin with it: attested, thirteen months after.
    pub fn review(&self) -> Value {
        review(&self.physician)
    }

    /// An attested review, which is public at once; answers its id.
    pub async fn published(&self) -> String {
        id(&self.patient.post("/reviews", self.review()).await.with(201))
    }

    /// A first review without attestation, which waits in the queue; answers its id.
    pub async fn queued(&self) -> String {
        let made = self.patient.post("/reviews", without(self.review(), "attestation")).await.with(201);
        assert_eq!(made["state"], "queued");
        id(&made)
    }

    pub async fn list(&self, site: &TestSite) -> Value {
        guest(site, &format!("/api/v1/physicians/{}/reviews", self.physician)).await.with(200)
    }

    /// The figures of the physician's profile.
    pub async fn profile(&self, site: &TestSite) -> Value {
        guest(site, &format!("/api/v1/physicians/{}", self.physician)).await.with(200)
    }
}

pub async fn claims(site: &TestSite, person: &Person, physician: &str) {
    let evidence = json!({"evidence": "My name is on the practice's page, and its desk will confirm it."});
    let claim = person.post(&format!("/physicians/{physician}/claims"), evidence).await.with(201);
    let name = format!("credence_for_{}", person.email.split('@').next().unwrap());
    let officer = Person::with_roles(site, &name, &[Role::CredentialingOfficer]).await;
    let decisions = format!("/claims/{}/decisions", claim["id"].as_str().unwrap());
    officer.post(&decisions, json!({"outcome": "approved", "reason": "The desk confirmed it."})).await.ok();
}

/// The clock stands on 2 March 2026.
pub fn review(physician: &str) -> Value {
    json!({
        "physician_id": physician,
        "procedure": "fue",
        "procedure_month": "2025-02",
        "overall": 4,
        "choose_again": true,
        "text": WORDS,
        "interest": "none",
        "authorship": true,
        "attestation": {"detail": "Second floor, February, a long day with two breaks."},
        "scores": {"naturalness": 5, "price_clarity": null},
    })
}

pub fn with(mut review: Value, name: &str, value: impl Into<Value>) -> Value {
    review[name] = value.into();
    review
}

pub fn without(mut review: Value, name: &str) -> Value {
    review.as_object_mut().unwrap().remove(name);
    review
}

pub fn id(made: &Value) -> String {
    made["id"].as_str().unwrap().to_owned()
}

pub async fn guest(site: &TestSite, path: &str) -> Answer {
    send(site.client().get(site.url(path))).await
}

/// Adds a document to a review.
pub async fn adds_document(person: &Person, review: &str, name: &str, content: &[u8]) -> Answer {
    let part = multipart::Part::bytes(content.to_vec()).file_name(name.to_owned());
    let form = multipart::Form::new().part("file", part);
    send(person.request(Method::POST, &format!("/reviews/{review}/proofs")).multipart(form)).await
}

/// What moderation does once somebody has decided.
pub async fn decides(site: &TestSite, by: &Person, review: &str, decision: Decision) -> Result<(), AppError> {
    let (by, review) = (by.id.parse().unwrap(), review.to_owned());
    site.app.write(move |tx| reviews::decide(tx, &review, &by, &decision, None)).await
}

pub fn hold(site: &TestSite, ground: &str, days: i64) -> Decision {
    Decision::Hold { ground: ground.to_owned(), until: site.now().plus(Duration::days(days)) }
}

/// Sum of the parts of every line of the ledger equation.
pub fn assert_equation_holds(profile: &Value) {
    for (star, line) in profile["ledger_equation"].as_object().unwrap() {
        let part = |name: &str| line[name].as_i64().unwrap();
        let parts = ["queued", "held", "hidden", "public", "removed", "withdrawn"].map(part).iter().sum::<i64>();
        assert_eq!(part("submitted"), parts, "{star} stars: {line}");
    }
}
