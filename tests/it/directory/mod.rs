//! What the directory refuses, on both databases.

mod entries;
mod facts;
mod forms;
mod import;
mod lineage;
mod lists;

use crate::on_both;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Person, Stranger, send};
use candor::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn evidence() -> Value {
    json!({"evidence": "My name is on the page, and the desk will confirm it."})
}

on_both!(
    async fn claims_are_made_and_decided_once(site) {
        let admin = Admin::of(&site, "admin").await;
        let officer = Person::with_roles(&site, "officer", &[Role::CredentialingOfficer]).await;
        let (wren, robin) = (Stranger::of(&site, "wren").await, Stranger::of(&site, "robin").await);
        let physician = admin.post("/physicians", json!({"name": "Dr Ada Lind"})).await.with(201);
        let claims = format!("/physicians/{}/claims", physician["id"].as_str().unwrap());
        let claim = wren.post(&claims, evidence()).await.with(201);
        wren.post(&claims, evidence()).await.refused(409, "claim_exists");
        let decisions = format!("/claims/{}/decisions", claim["id"].as_str().unwrap());
        let approval = json!({"outcome": "approved", "reason": "The desk confirmed it."});
        wren.post(&decisions, approval.clone()).await.refused(403, "forbidden");
        officer.post(&decisions, approval.clone()).await.ok();
        officer.post(&decisions, approval.clone()).await.refused(409, "already_decided");
        robin.post(&claims, evidence()).await.refused(409, "already_claimed");
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let own = officer.post(&format!("/clinics/{}/claims", clinic.id), evidence()).await.with(201);
        let own = format!("/claims/{}/decisions", own["id"].as_str().unwrap());
        officer.post(&own, approval).await.refused(403, "own_claim");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_claimant_changes_the_description_and_not_the_name(site) {
        let admin = Admin::of(&site, "admin").await;
        let desk = Stranger::of(&site, "desk").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        clinic.claimed_by(&site, &desk).await;
        let path = format!("/clinics/{}", clinic.id);
        let tag = desk.get(&path).await.header("etag").to_owned();
        let change = |body: Value| send(desk.request(Method::PATCH, &path).header("If-Match", &tag).json(&body));
        change(json!({"name": "Another name"})).await.refused(403, "staff_only_field");
        change(json!({"address": "Quay 4"})).await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_provider_s_number_has_its_check_digit(site) {
        let admin = Admin::of(&site, "admin").await;
        let licence = |number: &str| {
            let licence = json!({"country": "US", "authority": "NPI", "number": number, "expires_on": null});
            json!({"name": "Dr Ada Lind", "licences": [licence]})
        };
        admin.post("/physicians", licence("1234567890")).await.wrong("/licences/0/number", "bad_npi");
        admin.post("/physicians", licence("1234567893")).await.with(201);
    }
);
