//! Roles: one admin asks, another confirms.

use super::people::{self, code, json_of, sign_in, sign_up_and_verify};
use crate::on_both;
use crate::support::app::TestSite;
use candor::accounts::{NewUser, Role, create_user};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

on_both! {
    async fn a_role_needs_two_admins_and_leaves_its_leaf(site) {
        let (first, second) = (admin(&site, "one").await, admin(&site, "two").await);
        let ana = sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let roles = format!("/api/v1/accounts/{ana}/roles");
        let asked = send(&site, &first, Method::POST, &roles, Some(json!({"role": "moderator", "reason": "She is good at it."}))).await;
        assert_eq!(asked.status(), 202);
        let change = json_of(asked).await;
        assert_eq!((&change["state"], &change["actions"]), (&json!("pending"), &json!([])));
        let again = send(&site, &second, Method::POST, &roles, Some(json!({"role": "moderator", "reason": "The same."}))).await;
        assert_eq!((again.status(), code(again).await.as_str()), (StatusCode::CONFLICT, "role_change_pending"));
        let confirmation = format!("/api/v1/role-changes/{}/confirmation", change["id"].as_str().unwrap());
        let own = send(&site, &first, Method::PUT, &confirmation, None).await;
        assert_eq!((own.status(), code(own).await.as_str()), (StatusCode::FORBIDDEN, "conflict_of_interest"));
        let list = people::get(&site, &second, "/api/v1/role-changes?state=pending").await;
        assert_eq!(list["items"][0]["actions"][0]["name"], "confirm");
        let confirmed = send(&site, &second, Method::PUT, &confirmation, None).await;
        assert_eq!(confirmed.status(), 200);
        assert_eq!(json_of(confirmed).await["state"], "confirmed");
        let late = send(&site, &second, Method::PUT, &confirmation, None).await;
        assert_eq!((late.status(), code(late).await.as_str()), (StatusCode::CONFLICT, "role_change_done"));
        let tokens = json_of(sign_in(&site, "ana@example.org", people::PASSWORD).await).await;
        assert_eq!(tokens["account"]["roles"], json!(["member", "moderator"]));
        assert_eq!(site.mail.wait_for(2).last().unwrap().subject(), "You have a new role");
        let held = send(&site, &first, Method::POST, &roles, Some(json!({"role": "moderator", "reason": "Once more."}))).await;
        assert_eq!((held.status(), code(held).await.as_str()), (StatusCode::CONFLICT, "role_held"));
        let revoked = send(&site, &second, Method::DELETE, &format!("{roles}/moderator"), None).await;
        assert_eq!(revoked.status(), 202);
    }
}

on_both! {
    async fn roles_are_for_admins_and_some_are_never_given_by_hand(site) {
        let admin = admin(&site, "one").await;
        let ana = sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let tokens = json_of(sign_in(&site, "ana@example.org", people::PASSWORD).await).await;
        let roles = format!("/api/v1/accounts/{ana}/roles");
        let body = json!({"role": "physician", "reason": "Please."});
        assert_eq!(send(&site, &tokens, Method::POST, &roles, Some(body.clone())).await.status(), 403);
        assert_eq!(send(&site, &admin, Method::POST, &roles, Some(body.clone())).await.status(), 422);
        let nobody = format!("/api/v1/accounts/{}/roles", "0".repeat(32));
        assert_eq!(send(&site, &admin, Method::POST, &nobody, Some(json!({"role": "board", "reason": "Who?"}))).await.status(), 404);
        let guest = site.client().get(site.url("/api/v1/role-changes")).send().await.unwrap();
        assert_eq!((guest.status(), guest.headers()["www-authenticate"].to_str().unwrap()), (StatusCode::UNAUTHORIZED, "Bearer"));
    }
}

/// The tokens of an admin made on the host.
pub async fn admin(site: &TestSite, name: &str) -> Value {
    let email = format!("{name}@example.org");
    let new = NewUser {
        email: email.clone(),
        name: format!("admin {name}"),
        roles: vec![Role::Admin],
        password: people::PASSWORD.into(),
    };
    let view = create_user(&site.app, new).await.unwrap();
    assert_eq!(view.roles, [Role::Member, Role::Admin]);
    json_of(sign_in(site, &email, people::PASSWORD).await).await
}

async fn send(site: &TestSite, tokens: &Value, method: Method, path: &str, body: Option<Value>) -> Response {
    let request = site.client().request(method, site.url(path)).bearer_auth(tokens["access_token"].as_str().unwrap());
    let request = body.iter().fold(request, |request, body| request.json(body));
    request.send().await.unwrap()
}
