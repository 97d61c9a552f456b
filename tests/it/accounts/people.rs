//! People who sign up and in, for the stories of this folder.

use crate::support::app::TestSite;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

/// Good enough for everybody here.
pub const PASSWORD: &str = "correct horse battery staple";

pub fn sign_up_body(email: &str, name: &str) -> Value {
    json!({
        "email": email,
        "display_name": name,
        "password": PASSWORD,
        "consents": {"terms": true, "health_data": true, "age_18": true},
    })
}

pub async fn sign_up(site: &TestSite, email: &str, name: &str) -> Response {
    let request = site.client().post(site.url("/api/v1/accounts")).json(&sign_up_body(email, name));
    request.send().await.unwrap()
}

/// Signs up, follows the letter's link, and answers the account's id.
pub async fn sign_up_and_verify(site: &TestSite, email: &str, name: &str) -> String {
    let before = site.mail.letters().len();
    assert_eq!(sign_up(site, email, name).await.status(), 202);
    let token = last_link(site, before + 1, "/verify?token=");
    let request = site.client().post(site.url("/api/v1/accounts/verifications")).json(&json!({"token": token}));
    let verified = json_of(request.send().await.unwrap()).await;
    verified["account_id"].as_str().unwrap().to_owned()
}

pub async fn sign_in(site: &TestSite, email: &str, password: &str) -> Response {
    let body = json!({"email": email, "password": password});
    site.client().post(site.url("/api/v1/sessions")).json(&body).send().await.unwrap()
}

/// What follows `path` in the newest of `count` letters.
pub fn last_link(site: &TestSite, count: usize, path: &str) -> String {
    let letters = site.mail.wait_for(count);
    let text = letters.last().unwrap().text();
    let (_, rest) = text.split_once(path).unwrap_or_else(|| panic!("no {path} in {text}"));
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

pub async fn json_of(answer: Response) -> Value {
    answer.json().await.unwrap()
}

/// The code of a problem.
pub async fn code(answer: Response) -> String {
    json_of(answer).await["code"].as_str().unwrap().to_owned()
}

pub async fn get(site: &TestSite, tokens: &Value, path: &str) -> Value {
    let bearer = tokens["access_token"].as_str().unwrap();
    json_of(site.client().get(site.url(path)).bearer_auth(bearer).send().await.unwrap()).await
}

pub async fn delete(site: &TestSite, tokens: &Value, path: &str) -> StatusCode {
    let bearer = tokens["access_token"].as_str().unwrap();
    site.client().delete(site.url(path)).bearer_auth(bearer).send().await.unwrap().status()
}
