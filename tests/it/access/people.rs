//! The callers: each with a bearer token for the API and a cookie for the pages.

use super::routes::Route;
use crate::support::app::TestSite;
use candor::accounts::{NewUser, Role, create_user};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub const PASSWORD: &str = "plum-kettle-47-orbit";

/// Somebody signed in twice: as a program and as a browser.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Person {
    pub id: String,
    pub email: String,
    pub token: String,
    /// The session that the token belongs to.
    pub session: String,
    /// `candor=…`, as a browser sends it.
    pub cookie: String,
    /// What the browser's forms carry.
    pub csrf: String,
}

impl Person {
    /// Makes an account with these roles, as the host's command does, and signs in.
    pub async fn with_roles(site: &TestSite, name: &str, roles: &[Role]) -> Self {
        let email = format!("{name}@people.example");
        let roles = roles.to_vec();
        let new = NewUser { email: email.clone(), name: name.to_owned(), roles, password: PASSWORD.to_owned().into() };
        create_user(&site.app, new).await.unwrap();
        Self::at_a_browser(site, &email).await
    }

    /// Somebody who has an account already, at a browser as well.
    pub async fn at_a_browser(site: &TestSite, email: &str) -> Self {
        let mut person = Self { email: email.to_owned(), ..Self::default() };
        person.sign_in(site).await;
        person
    }

    /// Signs in anew on both ways.
    pub async fn sign_in(&mut self, site: &TestSite) {
        let body = json!({"email": self.email, "password": PASSWORD});
        let answer = site.program().post(site.url("/api/v1/sessions")).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED, "{} signs in", self.email);
        let tokens: Value = answer.json().await.unwrap();
        self.token = tokens["access_token"].as_str().unwrap().to_owned();
        self.id = tokens["account"]["id"].as_str().unwrap().to_owned();
        let sessions = self.get(site, "/api/v1/sessions").await;
        let current = sessions["items"].as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
        self.session = current["id"].as_str().unwrap().to_owned();
        let form = [("email", self.email.as_str()), ("password", PASSWORD)];
        let request = site.program().post(site.url("/sign-in")).header("Origin", &site.address).form(&form);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{} signs in on the page", self.email);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        self.cookie = cookie.split(';').next().unwrap().to_owned();
        let page = site.program().get(site.url("/me")).header("Cookie", &self.cookie).send().await.unwrap();
        self.csrf = after(&page.text().await.unwrap(), "name=\"_csrf\" value=\"").expect("a form on /me");
    }

    pub async fn get(&self, site: &TestSite, path: &str) -> Value {
        let answer = site.program().get(site.url(path)).bearer_auth(&self.token).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    /// Opens a page.
    pub async fn opens(&self, site: &TestSite, path: &str) -> Response {
        site.program().get(site.url(path)).header("Cookie", &self.cookie).send().await.unwrap()
    }

    /// Opens a page that is there; answers its text.
    pub async fn reads(&self, site: &TestSite, path: &str) -> String {
        let answer = self.opens(site, path).await;
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        text
    }

    /// A form as the browser sends it.
    pub fn form(&self, site: &TestSite, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let mut form = fields.to_vec();
        form.push(("_csrf", &self.csrf));
        let request = site.program().post(site.url(path)).header("Cookie", &self.cookie);
        request.header("Origin", &site.address).form(&form)
    }

    /// Sends a form; answers the status, where it leads, and what it shows.
    pub async fn submits(&self, site: &TestSite, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
        let answer = self.form(site, path, fields).send().await.unwrap();
        let (status, to) = (answer.status().as_u16(), location(&answer).to_owned());
        (status, to, answer.text().await.unwrap())
    }

    /// Sends a form; answers the status, and where it leads or what it shows.
    pub async fn sends(&self, site: &TestSite, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let (status, to, text) = self.submits(site, path, fields).await;
        (status, if to.is_empty() { text } else { to })
    }

    /// Does something that succeeds; answers what comes back. A change names the version that is there.
    pub async fn does(&self, site: &TestSite, method: &str, path: &str, body: Value) -> Value {
        let method = method.parse::<reqwest::Method>().unwrap();
        let is_change = method == reqwest::Method::PATCH;
        let mut request = site.program().request(method, site.url(path)).bearer_auth(&self.token).json(&body);
        if is_change {
            let read = site.program().get(site.url(path)).bearer_auth(&self.token).send().await.unwrap();
            request = request.header("If-Match", read.headers()["etag"].clone());
        }
        let answer = request.send().await.unwrap();
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// Puts what proves who calls on a request: a token for the API, a cookie for a page. A guest has neither.
    pub fn prove(&self, route: &Route, request: RequestBuilder) -> RequestBuilder {
        match (self.token.is_empty(), route.is_api()) {
            (true, _) => request,
            (false, true) => request.bearer_auth(&self.token),
            (false, false) => request.header("Cookie", &self.cookie),
        }
    }

    /// The same, the wrong way round: a cookie for the API, a token for a page.
    pub fn prove_wrongly(&self, route: &Route, request: RequestBuilder) -> RequestBuilder {
        if route.is_api() { request.header("Cookie", &self.cookie) } else { request.bearer_auth(&self.token) }
    }
}

/// What stands after `mark`, up to the next quotation mark.
pub fn after(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    rest.split('"').next().map(str::to_owned)
}

/// Where an answer leads.
pub fn location(answer: &Response) -> &str {
    answer.headers().get("location").map_or("", |value| value.to_str().unwrap())
}
