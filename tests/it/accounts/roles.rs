//! Roles: asked for by one admin, confirmed by another.

use crate::on_both;
use crate::support::people::{Admin, Person};
use serde_json::json;

on_both!(
    async fn two_admins_give_and_take_a_role(site) {
        let (ames, bell) = (Admin::of(&site, "admin_ames").await, Admin::of(&site, "admin_bell").await);
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let roles = format!("/accounts/{}/roles", wren.id);
        let wanted = json!({"role": "moderator", "reason": "Has answered kindly for a year."});
        let asked = ames.post(&roles, wanted.clone()).await.with(202);
        assert_eq!((&asked["state"], &asked["asked_by"]), (&"pending".into(), &ames.id.as_str().into()));
        assert_eq!(asked["actions"], json!([]), "whoever asked cannot confirm");
        let waiting = bell.get("/role-changes?state=pending").await.with(200);
        assert_eq!(waiting["items"][0]["actions"][0]["name"], "confirm");
        assert_eq!(wren.get("/me").await.with(200)["roles"], json!(["member"]), "not yet");
        bell.post(&roles, wanted.clone()).await.refused(409, "role_change_pending");
        let confirmation = format!("/role-changes/{}/confirmation", asked["id"].as_str().unwrap());
        ames.put(&confirmation, json!({})).await.refused(403, "conflict_of_interest");
        assert_eq!(bell.put(&confirmation, json!({})).await.with(200)["state"], "confirmed");
        assert_eq!(wren.get("/me").await.with(200)["roles"], json!(["member", "moderator"]), "at once");
        bell.put(&confirmation, json!({})).await.refused(409, "role_change_done");
        ames.post(&roles, wanted).await.refused(409, "role_held");
        let letters = site.letters_about(&wren.email, "").await;
        assert_eq!((letters.len(), letters[0].subject()), (1, "You have a new role".into()));
        let again = Person::signs_in(&site, &wren.email).await.get("/me").await.with(200);
        assert_eq!(again["roles"], json!(["member", "moderator"]));

        let taken = ames.delete(&format!("{roles}/moderator")).await.with(202);
        let confirmation = format!("/role-changes/{}/confirmation", taken["id"].as_str().unwrap());
        bell.put(&confirmation, json!({})).await.with(200);
        assert_eq!(wren.get("/me").await.with(200)["roles"], json!(["member"]));
        let listed = ames.get("/role-changes?state=confirmed").await.with(200);
        assert!(listed["items"].as_array().unwrap().len() >= 2, "{listed}");
        site.is_whole().await;
    }
);

on_both!(
    async fn roles_are_not_given_to_oneself_or_by_anybody_else(site) {
        let (ames, bell) = (Admin::of(&site, "admin_ames").await, Admin::of(&site, "admin_bell").await);
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let ask = async |id: &str, role: &str| {
            ames.post(&format!("/accounts/{id}/roles"), json!({"role": role, "reason": "For the test."})).await
        };
        let own = ask(&ames.id, "moderator").await.with(202);
        let confirmation = format!("/role-changes/{}/confirmation", own["id"].as_str().unwrap());
        ames.put(&confirmation, json!({})).await.refused(403, "conflict_of_interest");
        ask(&wren.id, "member").await.wrong("/role", "not_allowed_here");
        ask(&wren.id, "physician").await.wrong("/role", "not_allowed_here");
        ask(&wren.id, "emperor").await.wrong("/role", "not_allowed_here");
        ask("00000000000000000000000000000000", "moderator").await.refused(404, "not_found");
        bell.delete(&format!("/accounts/{}/roles/moderator", wren.id)).await.wrong("/role", "no_such");
        let roles = format!("/accounts/{}/roles", wren.id);
        wren.post(&roles, json!({"role": "admin", "reason": "Please."})).await.refused(403, "forbidden");
        wren.get("/role-changes").await.refused(403, "forbidden");
    }
);
