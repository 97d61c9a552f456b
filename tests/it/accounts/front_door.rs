//! Accounts through the front door: signing up and in, sessions, passwords, roles; over REST and on pages.

use super::people::{self, PASSWORD, code, json_of, last_link, sign_in, sign_up, sign_up_and_verify};
use crate::on_both;
use crate::support::app::{Engine, TestSite};
use reqwest::StatusCode;
use serde_json::{Value, json};

on_both! {
    async fn a_newcomer_signs_up_and_in(site) {
        let client = site.client();
        assert_eq!(sign_up(&site, "Ana@Example.org", "teal_bicycle").await.status(), 202);
        let refused = sign_in(&site, "ana@example.org", PASSWORD).await;
        assert_eq!((refused.status(), code(refused).await.as_str()), (StatusCode::FORBIDDEN, "email_not_verified"));
        let token = last_link(&site, 1, "/verify?token=");
        let url = site.url("/api/v1/accounts/verifications");
        let verified = client.post(&url).json(&json!({"token": token})).send().await.unwrap();
        assert_eq!(verified.status(), 200);
        let again = client.post(&url).json(&json!({"token": token})).send().await.unwrap();
        assert_eq!(again.status(), 422);
        assert_eq!(json_of(again).await["errors"][0]["code"], "link_invalid");
        let answer = sign_in(&site, "ANA@example.org", PASSWORD).await;
        assert_eq!(answer.status(), 201);
        let tokens = json_of(answer).await;
        assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(600)));
        let me = client.get(site.url("/api/v1/me")).bearer_auth(tokens["access_token"].as_str().unwrap());
        let me = json_of(me.send().await.unwrap()).await;
        assert_eq!((&me["display_name"], &me["roles"]), (&json!("teal_bicycle"), &json!(["member"])));
        assert_eq!(me, tokens["account"]);
    }
}

on_both! {
    async fn nobody_learns_whether_an_address_is_known(site) {
        sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let known = sign_up(&site, "ana@example.org", "another name").await;
        let unknown = sign_up(&site, "ben@example.org", "third name").await;
        assert_eq!((known.status(), unknown.status()), (StatusCode::ACCEPTED, StatusCode::ACCEPTED));
        assert_eq!(json_of(known).await, json_of(unknown).await);
        let letters = site.mail.wait_for(3);
        let told = letters.iter().filter(|letter| letter.subject() == "You already have an account").count();
        assert_eq!(told, 1);
        for email in ["ana@example.org", "ben@example.org", "nobody@example.org", "no address"] {
            let refused = sign_in(&site, email, "another password").await;
            assert_eq!((refused.status(), code(refused).await.as_str()), (StatusCode::UNAUTHORIZED, "sign_in_failed"));
        }
    }
}

on_both! {
    async fn what_is_wrong_with_a_sign_up_is_named(site) {
        let taken = sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        assert!(!taken.is_empty());
        for (change, pointer, wanted) in [
            (json!({"email": "nobody"}), "/email", "wrong_type"),
            (json!({"display_name": "TEAL_bicycle"}), "/display_name", "display_name_taken"),
            (json!({"display_name": "x"}), "/display_name", "too_short"),
            (json!({"password": "password1234"}), "/password", "password_too_weak"),
            (json!({"consents": {"terms": true, "health_data": false, "age_18": true}}), "/consents/health_data", "consent_required"),
            (json!({"consents": {"terms": true, "age_18": true}}), "/consents/health_data", "required"),
            (json!({"locale": "xx"}), "/locale", "not_allowed_here"),
            (json!({"nickname": "x"}), "/nickname", "unknown_field"),
        ] {
            let mut body = people::sign_up_body("new@example.org", "new name");
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let answer = site.client().post(site.url("/api/v1/accounts")).json(&body).send().await.unwrap();
            assert_eq!(answer.status(), 422, "{change}");
            let problem = json_of(answer).await;
            let error = &problem["errors"][0];
            assert_eq!((error["pointer"].as_str(), error["code"].as_str()), (Some(pointer), Some(wanted)), "{change}");
        }
    }
}

on_both! {
    async fn a_refresh_token_that_comes_twice_ends_the_session(site) {
        sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let first = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let refresh = |token: &Value| {
            let request = site.client().post(site.url("/api/v1/tokens")).json(&json!({"refresh_token": token}));
            async move { request.send().await.unwrap() }
        };
        let second = refresh(&first["refresh_token"]).await;
        assert_eq!(second.status(), 201);
        let second = json_of(second).await;
        assert_ne!(first["refresh_token"], second["refresh_token"]);
        assert_eq!(me(&site, &second).await, StatusCode::OK);
        let reused = refresh(&first["refresh_token"]).await;
        assert_eq!((reused.status(), code(reused).await.as_str()), (StatusCode::UNAUTHORIZED, "refresh_reused"));
        assert_eq!(me(&site, &second).await, StatusCode::UNAUTHORIZED);
        assert_eq!(refresh(&second["refresh_token"]).await.status(), 401);
        assert_eq!(refresh(&json!("made up")).await.status(), 401);
    }
}

on_both! {
    async fn two_exchanges_at_once_leave_at_most_one_winner(site) {
        sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let tokens = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let send = || {
            let body = json!({"refresh_token": tokens["refresh_token"]});
            let request = site.client().post(site.url("/api/v1/tokens")).json(&body);
            async move { request.send().await.unwrap().status() }
        };
        let (one, two, three) = tokio::join!(send(), send(), send());
        let won = [one, two, three].iter().filter(|status| **status == StatusCode::CREATED).count();
        assert_eq!(won, 1);
    }
}

on_both! {
    async fn a_session_that_is_ended_stops_at_once(site) {
        sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let one = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let two = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let list = people::get(&site, &one, "/api/v1/sessions").await;
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        let other = items.iter().find(|item| item["current"] == false).unwrap();
        let path = format!("/api/v1/sessions/{}", other["id"].as_str().unwrap());
        assert_eq!(people::delete(&site, &one, &path).await, StatusCode::NO_CONTENT);
        assert_eq!(people::delete(&site, &one, &path).await, StatusCode::NOT_FOUND);
        assert_eq!(me(&site, &two).await, StatusCode::UNAUTHORIZED);
        assert_eq!(me(&site, &one).await, StatusCode::OK);
        assert_eq!(people::delete(&site, &one, "/api/v1/sessions").await, StatusCode::NO_CONTENT);
        assert_eq!(me(&site, &one).await, StatusCode::UNAUTHORIZED);
    }
}

on_both! {
    async fn a_forgotten_password_is_replaced_once(site) {
        sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let tokens = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let ask = |email: &'static str| {
            let request = site.client().post(site.url("/api/v1/password-resets")).json(&json!({"email": email}));
            async move { request.send().await.unwrap() }
        };
        let (known, unknown) = (ask("ana@example.org").await, ask("nobody@example.org").await);
        assert_eq!((known.status(), unknown.status()), (StatusCode::ACCEPTED, StatusCode::ACCEPTED));
        assert_eq!(json_of(known).await, json_of(unknown).await);
        let token = last_link(&site, 2, "/password-reset/");
        let put = |password: &'static str| {
            let url = site.url(&format!("/api/v1/password-resets/{token}"));
            let request = site.client().put(url).json(&json!({"password": password}));
            async move { request.send().await.unwrap().status() }
        };
        assert_eq!(put("short").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(put("seven grey herons at noon").await, StatusCode::NO_CONTENT);
        assert!(put("seven grey herons at noon").await.is_client_error());
        assert_eq!(me(&site, &tokens).await, StatusCode::UNAUTHORIZED);
        assert_eq!(sign_in(&site, "ana@example.org", PASSWORD).await.status(), 401);
        assert_eq!(sign_in(&site, "ana@example.org", "seven grey herons at noon").await.status(), 201);
        assert_eq!(site.mail.wait_for(3).last().unwrap().subject(), "Your password was changed");
    }
}

on_both! {
    async fn a_profile_is_changed_on_its_version(site) {
        sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let tokens = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let bearer = tokens["access_token"].as_str().unwrap();
        let patch = |tag: Option<String>| {
            let request = site.client().patch(site.url("/api/v1/me")).bearer_auth(bearer);
            let request = tag.into_iter().fold(request, |request, tag| request.header("If-Match", tag));
            let request = request.json(&json!({"display_name": "Grey Heron", "time_zone": "Europe/Vienna", "locale": "de"}));
            async move { request.send().await.unwrap() }
        };
        let shown = site.client().get(site.url("/api/v1/me")).bearer_auth(bearer).send().await.unwrap();
        let tag = shown.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(patch(None).await.status(), 428);
        let changed = json_of(patch(Some(tag.clone())).await).await;
        assert_eq!((&changed["display_name"], &changed["locale"]), (&json!("Grey Heron"), &json!("de")));
        assert_eq!(patch(Some(tag)).await.status(), 412);
    }
}

on_both! {
    async fn a_password_is_changed_by_who_knows_the_present_one(site) {
        sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
        let here = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let there = json_of(sign_in(&site, "ana@example.org", PASSWORD).await).await;
        let put = |present: &'static str| {
            let body = json!({"current_password": present, "password": "seven grey herons at noon"});
            let bearer = here["access_token"].as_str().unwrap();
            let request = site.client().put(site.url("/api/v1/me/password")).bearer_auth(bearer).json(&body);
            async move { request.send().await.unwrap() }
        };
        let wrong = put("another password").await;
        assert_eq!(wrong.status(), 422);
        let error = &json_of(wrong).await["errors"][0];
        assert_eq!((&error["pointer"], &error["code"]), (&json!("/current_password"), &json!("password_wrong")));
        assert_eq!(put(PASSWORD).await.status(), 204);
        assert_eq!((me(&site, &here).await, me(&site, &there).await), (StatusCode::OK, StatusCode::UNAUTHORIZED));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_without_a_second_factor_act_only_where_none_is_asked_for() {
    use candor::config::StaffSecondFactor::Required;
    let site = TestSite::start_with(Engine::Sqlite, |config| config.accounts.staff_second_factor = Required).await;
    let tokens = super::role_changes::admin(&site, "one").await;
    let bearer = tokens["access_token"].as_str().unwrap();
    let answer = site.client().get(site.url("/api/v1/role-changes")).bearer_auth(bearer).send().await.unwrap();
    assert_eq!((answer.status(), code(answer).await.as_str()), (StatusCode::FORBIDDEN, "second_factor_required"));
    assert_eq!(me(&site, &tokens).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_are_answered_with_a_delay_that_others_do_not_feel() {
    let site = TestSite::start_with(Engine::Sqlite, |config| config.limits.enabled = true).await;
    sign_up_and_verify(&site, "ana@example.org", "teal_bicycle").await;
    for _ in 0..5 {
        assert_eq!(sign_in(&site, "ana@example.org", "wrong password").await.status(), 401);
    }
    let delayed = sign_in(&site, "ana@example.org", PASSWORD).await;
    assert_eq!(delayed.status(), 429);
    let wait: u64 = delayed.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    assert_eq!(code(delayed).await, "sign_in_delayed");
    let elsewhere = site.client().post(site.url("/api/v1/sessions")).header("X-Forwarded-For", "192.0.2.7");
    let body = json!({"email": "ana@example.org", "password": PASSWORD});
    assert_eq!(elsewhere.json(&body).send().await.unwrap().status(), 201);
}

async fn me(site: &TestSite, tokens: &Value) -> StatusCode {
    let bearer = tokens["access_token"].as_str().unwrap();
    site.client().get(site.url("/api/v1/me")).bearer_auth(bearer).send().await.unwrap().status()
}
