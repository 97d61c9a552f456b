//! Stories about inspections, through the front door: from the plan to the report that stands, and what is refused.

mod clocks;
mod costs;
mod evidence;
mod leaks;
mod locked;
mod pages;
mod refusals;
mod said;
mod story;
mod turns;
mod walk;
mod walk_people;

use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Officer, Person, Stranger};
use candor::accounts::Role;
use serde_json::{Value, json};

/// Every item of the checklist.
pub const ITEMS: &[&str] = &[
    "A1", "A2", "A3", "A4", "A5", "A6", "A7", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "C1", "C2",
    "C3", "C4", "C5", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "E1", "E2", "E3", "E4", "E5", "E6",
];

/// Whoever takes part in most stories.
pub struct Cast {
    pub lead: Person,
    pub second: Person,
    pub reader: Person,
    pub officer: Officer,
    pub desk: Stranger,
    pub stranger: Stranger,
    pub admin: Admin,
    pub clinic: Clinic,
}

impl Cast {
    pub async fn of(site: &TestSite) -> Self {
        let admin = Admin::of(site, "admin").await;
        let clinic = Clinic::listed(&admin, "tessenplatz").await;
        let desk = Stranger::of(site, "desk").await;
        clinic.claimed_by(site, &desk).await;
        Self {
            lead: Person::with_roles(site, "lead_orsolic", &[Role::Inspector]).await,
            second: Person::with_roles(site, "dr_second", &[Role::Inspector, Role::Physician]).await,
            reader: Person::with_roles(site, "reader_vane", &[Role::Inspector]).await,
            officer: Officer::of(site, "officer_lind").await,
            stranger: Stranger::of(site, "passer_by").await,
            desk,
            admin,
            clinic,
        }
    }

    /// What the lead plans for next Monday.
    pub fn plan(&self, kind: &str) -> Value {
        json!({
            "clinic_id": self.clinic.id,
            "kind": kind,
            "visit_on": "2026-03-09",
            "inspectors": [self.lead.id, self.second.id],
            "quality_reader": self.reader.id,
            "points_officer": self.officer.id,
            "conflicts": "None.",
        })
    }

    /// An inspection without notice, planned; answers its id.
    pub async fn planned(&self) -> String {
        let planned = self.lead.post("/inspections", self.plan("impromptu")).await.with(201);
        planned["id"].as_str().expect("an id").to_owned()
    }

    /// A visit under way, with every item scored 3 but for those that are named.
    pub async fn visited(&self, but: &[(&str, Value)]) -> String {
        let id = self.planned().await;
        self.scores(&id, but).await;
        id
    }

    /// The visit begins, and every item is scored 3 but for those that are named.
    pub async fn scores(&self, id: &str, but: &[(&str, Value)]) {
        self.lead.posts(id, "visit", json!({})).await.with(201);
        for item in ITEMS {
            let score = but.iter().find(|(code, _)| code == item).map_or(json!(3), |(_, score)| score.clone());
            let finding = if score == json!(3) { "" } else { "It is not as it should be." };
            let found = json!({"score": score, "evidence_kinds": ["observed"], "finding": finding});
            self.lead.put(&format!("/inspections/{id}/items/{item}"), found).await.with(200);
        }
    }

    /// A draft that lies with the quality reader.
    pub async fn drafted(&self, but: &[(&str, Value)]) -> String {
        let id = self.visited(but).await;
        self.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
        self.drafts(&id).await;
        id
    }

    pub async fn drafts(&self, id: &str) -> Value {
        let summary = json!({"summary": "A careful house with little to add."});
        self.lead.put(&format!("/inspections/{id}/draft"), summary).await.with(200)
    }

    /// A draft before the clinic.
    pub async fn with_clinic(&self, but: &[(&str, Value)]) -> String {
        let id = self.drafted(but).await;
        self.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        id
    }

    /// A published report without points.
    pub async fn published(&self, but: &[(&str, Value)]) -> String {
        let id = self.with_clinic(but).await;
        self.desk.posts(&id, "factual-check", json!({"points": []})).await.with(201);
        self.lead.posts(&id, "publication", json!({})).await.with(201);
        id
    }
}

/// Acts on inspections.
pub trait Acts {
    async fn posts(&self, id: &str, act: &str, body: Value) -> crate::support::answer::Answer;
    async fn sees(&self, id: &str) -> Value;
    async fn happened(&self, id: &str) -> Vec<Value>;
}

impl Acts for Person {
    async fn posts(&self, id: &str, act: &str, body: Value) -> crate::support::answer::Answer {
        self.post(&format!("/inspections/{id}/{act}"), body).await
    }

    async fn sees(&self, id: &str) -> Value {
        self.get(&format!("/inspections/{id}")).await.with(200)
    }

    /// Everything that happened, oldest first.
    async fn happened(&self, id: &str) -> Vec<Value> {
        let first = self.get(&format!("/inspections/{id}/events?limit=100")).await.with(200);
        first["items"].as_array().expect("items").clone()
    }
}

/// When the events of this type happened.
pub fn times(events: &[Value], kind: &str) -> Vec<String> {
    let of_kind = events.iter().filter(|event| event["type"] == kind);
    of_kind.map(|event| event["at"].as_str().expect("a time").to_owned()).collect()
}

/// The names of the acts that a view offers.
pub fn offered(view: &Value) -> Vec<&str> {
    view["actions"].as_array().expect("actions").iter().map(|act| act["name"].as_str().expect("a name")).collect()
}
