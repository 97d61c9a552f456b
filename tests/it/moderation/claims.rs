//! Claims on the page of the queue: for whoever decides them, with their age and the way to where that is done.

use super::id;
use super::pages::opens;
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::people::{Admin, Patient};
use candor::accounts::Role;
use serde_json::json;

on_both!(
    async fn whoever_decides_claims_sees_them_in_the_queue(site) {
        let admin = Admin::of(&site, "admin").await;
        let physician = id(&admin.post("/physicians", json!({"name": "Dr. Ilse Lindqvist"})).await.with(201));
        let doctor = Patient::of(&site, "the_doctor").await;
        let evidence = json!({"evidence": "My name is on the practice's page, and its desk will confirm it."});
        let claim = id(&doctor.post(&format!("/physicians/{physician}/claims"), evidence).await.with(201));
        let officer = Browser::with_roles(&site, "credence", &[Role::CredentialingOfficer]).await;
        let moderator = Browser::with_roles(&site, "third_mod", &[Role::Moderator]).await;
        let both = Browser::with_roles(&site, "both", &[Role::Moderator, Role::CredentialingOfficer]).await;
        let link = format!("href=\"/directory/queue#c-{claim}\"");
        for (who, path, sees_claims, sees_items) in [
            (&officer, "/queue", true, false),
            (&both, "/queue", true, true),
            (&both, "/queue?kind=flag", false, true),
            (&moderator, "/queue", false, true),
        ] {
            let page = opens(&site, who, path).await;
            assert_eq!(page.contains(&link) && page.contains("the_doctor claims"), sees_claims, "{path}: {page}");
            assert_eq!(page.contains("/queue?kind=first_post"), sees_items, "{path}: {page}");
        }
        let there = opens(&site, &officer, "/directory/queue").await;
        assert!(there.contains(&format!("id=\"c-{claim}\"")), "{there}");
        let decision = json!({"outcome": "approved", "reason": "The desk confirmed it."});
        officer.does(&site, "POST", &format!("/api/v1/claims/{claim}/decisions"), decision).await;
        assert!(!opens(&site, &officer, "/queue").await.contains(&link));
    }
);
