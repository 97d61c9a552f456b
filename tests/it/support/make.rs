//! What a story finds when it begins: a clinic, somebody who answers for it.

use super::app::TestSite;
use super::people::Person;
use candor::accounts::Role;
use serde_json::json;

/// A clinic in Istanbul, where no clock is ever changed: day n ends at 21:00 UTC, reminders leave at 06:00 UTC.
pub struct Clinic {
    pub id: String,
    pub email: String,
}

impl Clinic {
    /// Lists a clinic, as an admin does.
    pub async fn listed(admin: &Person, name: &str) -> Self {
        Self::at(admin, name, "TR", "Europe/Istanbul").await
    }

    /// Lists a clinic of this country and time zone.
    pub async fn at(admin: &Person, name: &str, country: &str, time_zone: &str) -> Self {
        let email = format!("{name}@clinics.example");
        let new = json!({
            "name": format!("Clinic {name}"),
            "country": country,
            "city": "Somewhere",
            "time_zone": time_zone,
            "kind": "single_specialty",
            "email": email,
        });
        let listed = admin.post("/clinics", new).await.with(201);
        assert_eq!(listed["state"], "confirmed", "an admin's entry");
        Self { id: listed["id"].as_str().expect("an id").to_owned(), email }
    }

    /// Lets `person` answer for the clinic with their account.
    pub async fn claimed_by(&self, site: &TestSite, person: &Person) {
        let evidence = json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."});
        let claim = person.post(&format!("/clinics/{}/claims", self.id), evidence).await.with(201);
        let officer = Person::with_roles(site, "officer_credence", &[Role::CredentialingOfficer]).await;
        Self::approve(&officer, &claim).await;
    }

    /// Lets somebody else answer for it too, after [`claimed_by`](Self::claimed_by).
    pub async fn claimed_by_also(&self, site: &TestSite, person: &Person) {
        let evidence = json!({"evidence": "I have the keys, and the desk will confirm it."});
        let claim = person.post(&format!("/clinics/{}/claims", self.id), evidence).await.with(201);
        let officer = Person::signs_in(site, "officer_credence@people.example").await;
        Self::approve(&officer, &claim).await;
    }

    async fn approve(officer: &Person, claim: &serde_json::Value) {
        let decisions = format!("/claims/{}/decisions", claim["id"].as_str().expect("an id"));
        officer.post(&decisions, json!({"outcome": "approved", "reason": "The desk confirmed it."})).await.ok();
    }
}
