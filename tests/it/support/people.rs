//! People, as the tests speak of them: each acts through the front door with a token of their own.

use super::answer::Answer;
use super::app::TestSite;
use super::letters::link_in;
use super::make::Clinic;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use candor::accounts::{NewUser, Role, create_user};
use candor::app::Site;
use candor::web::token::{Claims, Signer};
use reqwest::Method;
use serde_json::{Value, json};
use std::ops::Deref;

/// Everybody's password.
pub const PASSWORD: &str = "plum-kettle-47-orbit";

/// Somebody with an account, signed in.
#[derive(Clone)]
pub struct Person {
    address: String,
    client: reqwest::Client,
    pub token: String,
    pub id: String,
    pub email: String,
    pub refresh_token: String,
}

impl Person {
    /// Makes an account as the host's command does, with these roles, and signs in.
    pub async fn with_roles(site: &TestSite, name: &str, roles: &[Role]) -> Self {
        let email = format!("{name}@people.example");
        let new = NewUser {
            email: email.clone(),
            name: name.to_owned(),
            roles: roles.to_vec(),
            password: PASSWORD.to_owned().into(),
        };
        create_user(&site.app, new).await.expect("an account");
        Self::signs_in(site, &email).await
    }

    /// Signs in with the password that everybody has.
    pub async fn signs_in(site: &TestSite, email: &str) -> Self {
        Self::signs_in_with(site, email, PASSWORD).await
    }

    /// Signs in with a password that was told.
    pub async fn signs_in_with(site: &TestSite, email: &str, password: &str) -> Self {
        let body = post(site, "/api/v1/sessions", json!({"email": email, "password": password})).await.with(201);
        Self::of(site, email, &body)
    }

    /// What a copy of the site has to know of somebody who is signed in.
    pub fn told(&self) -> Value {
        json!({"email": self.email, "id": self.id, "token": self.token, "refresh_token": self.refresh_token})
    }

    /// Somebody of whom a scene tells, still signed in.
    pub fn known(site: &TestSite, told: &Value) -> Self {
        let text = |name: &str| told[name].as_str().expect("a text").to_owned();
        Self {
            address: site.address.clone(),
            client: site.client(),
            token: renewed(site, &text("token")),
            refresh_token: text("refresh_token"),
            id: text("id"),
            email: text("email"),
        }
    }

    fn of(site: &TestSite, email: &str, tokens: &Value) -> Self {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Self {
            address: site.address.clone(),
            client: site.client(),
            token: text(&tokens["access_token"]),
            refresh_token: text(&tokens["refresh_token"]),
            id: text(&tokens["account"]["id"]),
            email: email.to_owned(),
        }
    }

    /// A request of this person's, to be sent with [`send`].
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}/api/v1{path}", self.address)).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        send(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        send(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        send(self.request(Method::DELETE, path)).await
    }

    /// Carries out an act on a complaint.
    pub async fn acts(&self, case: &str, act: &str, body: Value) -> Answer {
        self.post(&format!("/complaints/{case}/{act}"), body).await
    }

    /// The complaint as this person sees it.
    pub async fn reads(&self, case: &str) -> Value {
        self.get(&format!("/complaints/{case}")).await.with(200)
    }

    /// Everything that happened in a complaint, oldest first.
    pub async fn events(&self, case: &str) -> Vec<Value> {
        let mut path = format!("/complaints/{case}/events?limit=100");
        let mut all = Vec::new();
        loop {
            let page = self.get(&path).await.with(200);
            all.extend(page["items"].as_array().expect("items").clone());
            let Some(next) = page["next"].as_str() else { return all };
            path = format!("/complaints/{case}/events?limit=100&cursor={next}");
        }
    }
}

/// A token for the same session as one that was made for the site of which this is a copy: tokens hold for one address,
/// and not for long.
pub fn renewed(site: &TestSite, token: &str) -> String {
    let claims = token.split('.').nth(1).expect("a token's claims");
    let claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).expect("base64")).expect("JSON");
    let Claims { sub, sid, roles, .. } = claims;
    let Site { keys, clock, config, .. } = site.app.site();
    let signer = Signer::from_pem(&site.address, keys.signing_pem()).expect("a signing key");
    let life = (clock.machine_now(), config.accounts.access_token_seconds);
    signer.sign(&sub, &sid, roles, life).expect("a token")
}

/// Sends a request and reads the answer.
pub async fn send(request: reqwest::RequestBuilder) -> Answer {
    Answer::of(request.send().await.expect("an answer")).await
}

/// Posts as a guest.
pub async fn post(site: &TestSite, path: &str, body: Value) -> Answer {
    send(site.client().post(site.url(path)).json(&body)).await
}

/// What somebody signs up with.
pub fn sign_up_form(email: &str, name: &str) -> Value {
    json!({
        "email": email,
        "display_name": name,
        "password": PASSWORD,
        "consents": {"terms": true, "health_data": true, "age_18": true},
        "locale": "en",
    })
}

macro_rules! people {
    ($($(#[$doc:meta])* $name:ident($($role:ident),*);)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone)]
            pub struct $name(pub Person);

            impl $name {
                pub async fn of(site: &TestSite, name: &str) -> Self {
                    Self(Person::with_roles(site, name, &[$(Role::$role),*]).await)
                }
            }

            impl Deref for $name {
                type Target = Person;
                fn deref(&self) -> &Person {
                    &self.0
                }
            }
        )*
    };
}

people! {
    /// Somebody with a complaint.
    Patient();
    /// Somebody without any part in what happens.
    Stranger();
    /// Runs complaints.
    Officer(CaseOfficer);
    /// Names panels.
    Board(Board);
    /// Runs the site.
    Admin(Admin);
    /// Clears the queue of reports.
    Moderator(Moderator);
    /// May sit on a panel.
    Panelist(Reviewer);
}

impl Patient {
    /// Signs up over REST and follows the letter's link.
    pub async fn signs_up(site: &TestSite, name: &str) -> Self {
        let email = format!("{name}@people.example");
        post(site, "/api/v1/accounts", sign_up_form(&email, name)).await.with(202);
        let letter = site.letter_to(&email, "/verify?token=").await;
        let token = link_in(&letter, "/verify?token=");
        let verified = post(site, "/api/v1/accounts/verifications", json!({ "token": token })).await.with(200);
        assert_eq!(verified["state"], "active");
        Self(Person::signs_in(site, &email).await)
    }

    /// Files a complaint; answers its id.
    pub async fn files_complaint(&self, clinic: &Clinic) -> String {
        self.files(complaint_about(clinic)).await
    }

    /// Files this complaint; answers its id.
    pub async fn files(&self, complaint: Value) -> String {
        let filed = self.post("/complaints", complaint).await.with(201);
        filed["id"].as_str().expect("an id").to_owned()
    }
}

/// A complaint as most tests file it: named, without an attempt of its own.
pub fn complaint_about(clinic: &Clinic) -> Value {
    json!({
        "clinic_id": clinic.id,
        "procedure": "fue",
        "procedure_month": "2025-01",
        "category": "graft_count_dispute",
        "narrative": "They counted 3,000 grafts on paper; the photos of that day show about 1,800.",
        "publish_narrative": false,
        "desired_outcome": "A count that I can follow, and the difference back.",
        "private_attempt": {"made": false},
        "identity_consent": true,
    })
}

impl Officer {
    /// Sorts a complaint so that it goes to the clinic at once.
    pub async fn sends_to_clinic(&self, case: &str) -> Value {
        self.sorts(case, json!({})).await
    }

    /// Sorts a complaint, with some answers other than usual.
    pub async fn sorts(&self, case: &str, other: Value) -> Value {
        let mut triage = json!({
            "category": "graft_count_dispute",
            "severity": 2,
            "proof_needed": false,
            "private_attempt_shown": false,
        });
        let other = other.as_object().expect("fields").clone();
        triage.as_object_mut().expect("fields").extend(other);
        self.acts(case, "triage", triage).await.with(201)
    }
}

/// Three people for the seats of a panel.
#[derive(Clone)]
pub struct Panel {
    pub patient: Panelist,
    pub physician: Panelist,
    pub lay: Panelist,
}

impl Panel {
    /// Three accounts whose names begin so.
    pub async fn of(site: &TestSite, name: &str) -> Self {
        Self {
            patient: Panelist::of(site, &format!("{name}_patient")).await,
            physician: Panelist::of(site, &format!("{name}_physician")).await,
            lay: Panelist::of(site, &format!("{name}_lay")).await,
        }
    }

    /// What the board sends to seat them.
    pub fn seats(&self) -> Value {
        json!({"members": [
            {"account_id": self.patient.id, "seat": "patient"},
            {"account_id": self.physician.id, "seat": "physician"},
            {"account_id": self.lay.id, "seat": "lay"},
        ]})
    }

    /// A decision with the votes of patient, physician and lay person.
    pub fn decision(&self, outcome: &str, votes: [bool; 3]) -> Value {
        let people = [&self.patient, &self.physician, &self.lay];
        let votes: Vec<_> = people
            .iter()
            .zip(votes)
            .map(|(person, uphold)| json!({"account_id": person.id, "uphold": uphold}))
            .collect();
        json!({"outcome": outcome, "reasons": "The photos and the count do not agree.", "votes": votes})
    }
}

/// Whoever holds the link of a clinic's letter: no account.
pub struct ClinicByLink {
    client: reqwest::Client,
    address: String,
}

impl ClinicByLink {
    /// Opens the newest letter to the clinic that carries a link.
    pub async fn opens_letter(site: &TestSite, clinic: &Clinic) -> Self {
        let letter = site.letter_to(&clinic.email, "/case-links/").await;
        Self::with_token(site, &link_in(&letter, "/case-links/"))
    }

    pub fn with_token(site: &TestSite, token: &str) -> Self {
        Self { client: site.client(), address: site.url(&format!("/api/v1/case-links/{token}")) }
    }

    pub async fn reads(&self) -> Answer {
        send(self.client.get(&self.address)).await
    }

    pub async fn acknowledges(&self) -> Answer {
        send(self.client.put(format!("{}/acknowledgement", self.address))).await
    }

    /// The link's own address, without the site.
    pub fn path(&self) -> String {
        format!("/api/v1/case-links/{}", self.token())
    }

    pub fn token(&self) -> &str {
        self.address.rsplit('/').next().expect("a token")
    }

    /// A request for an act that a view offers, at the address it names.
    pub fn act(&self, view: &Value, name: &str, body: Value) -> reqwest::RequestBuilder {
        let offered = view["actions"].as_array().expect("actions").iter().find(|act| act["name"] == name);
        let offered = offered.unwrap_or_else(|| panic!("{name} is not offered: {view}"));
        let site = self.address.split("/api/").next().expect("an address");
        let address = format!("{site}{}", offered["href"].as_str().expect("an address"));
        let request =
            self.client.request(offered["method"].as_str().expect("a method").parse().expect("a method"), address);
        if body.is_null() { request } else { request.json(&body) }
    }

    /// Does what a view offers, at the address it names.
    pub async fn follows(&self, view: &Value, name: &str, body: Value) -> Answer {
        send(self.act(view, name, body)).await
    }

    pub async fn responds(&self, code: &str) -> Answer {
        let body = json!({"code": code, "text": "We counted again, together with the patient."});
        send(self.client.post(format!("{}/responses", self.address)).json(&body)).await
    }
}
