//! Requests that are none, that come too late, or that somebody else has to make.

use super::{refuses, refuses_field, shows_again};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Officer, Patient, Person, complaint_about, send};
use candor::web::token::{Signer, generate_signing_key};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

const JSON: &str = "application/json";

fn raw(who: &Person, body: impl Into<reqwest::Body>) -> RequestBuilder {
    who.request(Method::POST, "/complaints").header("Content-Type", JSON).body(body)
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

async fn patient_and_clinic(site: &TestSite) -> (Patient, Clinic) {
    let admin = Admin::of(site, "admin").await;
    (Patient::of(site, "wren").await, Clinic::listed(&admin, "bosporus").await)
}

on_both!(
    async fn a_body_that_is_none_or_says_too_much(site) {
        let (patient, clinic) = patient_and_clinic(&site).await;
        let files = |body: &Value| patient.request(Method::POST, "/complaints").json(body);
        let new = || complaint_about(&clinic);
        refuses_field(&site, files(&with(new(), "surprise", json!(1))), ("/surprise", "unknown_field")).await;
        refuses_field(&site, files(&with(new(), "narrative", json!(7))), ("/narrative", "wrong_type")).await;
        refuses(&site, files(&with(new(), "narrative", "x".repeat(1_048_576).into())), (413, "too_large")).await;
        refuses(&site, raw(&patient, &b"{\"narrative\": \"\xff\xfe\"}"[..]), (400, "malformed")).await;
        let bomb = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        refuses(&site, raw(&patient, bomb), (400, "too_deep")).await;
        patient.files_complaint(&clinic).await;
    }
);

on_both!(
    async fn a_complaint_through_its_form_keeps_every_word(site) {
        let (_, clinic) = patient_and_clinic(&site).await;
        let browser = Browser::with_roles(&site, "lark", &[]).await;
        let story = "They counted 3,000 grafts on paper; the photos show about 1,800.";
        let typed = [
            ("clinic_id", clinic.id.as_str()),
            ("procedure", "magic"),
            ("narrative", story),
            ("desired_outcome", "A count that I can follow."),
        ];
        let words = [story, "A count that I can follow."];
        shows_again(&site, browser.form(&site, "/complaints/new", &typed), 422, &words).await;
        let long = "x".repeat(70_000);
        let typed = [("narrative", story), ("desired_outcome", long.as_str())];
        shows_again(&site, browser.form(&site, "/complaints/new", &typed), 422, &[story]).await;
    }
);

on_both!(
    async fn a_token_that_is_expired_forged_or_missing(site) {
        let (patient, clinic) = patient_and_clinic(&site).await;
        let session = {
            use base64::Engine as _;
            let body = patient.token.split('.').nth(1).unwrap();
            let body = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(body).unwrap();
            serde_json::from_slice::<Value>(&body).unwrap()["sid"].as_str().unwrap().to_owned()
        };
        let ours = Signer::from_pem(&site.address, site.app.site().keys.signing_pem()).unwrap();
        let foreign = Signer::from_pem(&site.address, &generate_signing_key().unwrap()).unwrap();
        let now = site.app.site().clock.machine_now();
        let files = |token: &str| {
            site.client().post(site.url("/api/v1/complaints")).bearer_auth(token).json(&complaint_about(&clinic))
        };
        let old = ours.sign(&patient.id, &session, Vec::new(), (now.minus(chrono::Duration::seconds(601)), 600)).unwrap();
        refuses(&site, files(&old), (401, "token_expired")).await;
        let forged = foreign.sign(&patient.id, &session, vec!["admin".into()], (now, 600)).unwrap();
        refuses(&site, files(&forged), (401, "token_invalid")).await;
        let nobody = site.client().post(site.url("/api/v1/complaints")).json(&complaint_about(&clinic));
        refuses(&site, nobody, (401, "unauthenticated")).await;
    }
);

on_both!(
    async fn a_refresh_token_that_was_used_ends_the_family_and_nothing_else(site) {
        let (patient, clinic) = patient_and_clinic(&site).await;
        let case = patient.files_complaint(&clinic).await;
        let exchanges = || site.client().post(site.url("/api/v1/tokens")).json(&json!({"refresh_token": patient.refresh_token}));
        send(exchanges()).await.with(201);
        send(exchanges()).await.refused(401, "refresh_reused");
        patient.get("/me").await.refused(401, "unauthenticated");
        // The second time there is no family left to end.
        refuses(&site, exchanges(), (401, "refresh_reused")).await;
        let again = Person::signs_in(&site, &patient.email).await;
        assert_eq!(again.reads(&case).await["state"], "submitted");
    }
);

on_both!(
    async fn a_stale_version_of_a_post(site) {
        let admin = Admin::of(&site, "admin").await;
        let browser = Browser::with_roles(&site, "lark", &[]).await;
        let category = admin.post("/categories", json!({"name": "Before", "slug": "before"})).await.with(201);
        let new = json!({"category_id": category["id"], "title": "The first week", "body": "Day one, in short."});
        let thread = browser.does(&site, "POST", "/api/v1/threads", new).await;
        let post = thread["first_post"]["id"].as_str().unwrap();
        let edits = |tag: &str| {
            let request = site.client().patch(site.url(&format!("/api/v1/posts/{post}"))).bearer_auth(&browser.token);
            request.header("If-Match", tag.to_owned()).json(&json!({"body": "Day one, at length."}))
        };
        refuses(&site, edits("\"99.0\""), (412, "stale")).await;
        refuses(&site, edits("nonsense"), (400, "malformed")).await;
        let typed = [("body", "Day one, at length."), ("version", "99")];
        let page = browser.form(&site, &format!("/posts/{post}/edit"), &typed);
        shows_again(&site, page, 412, &["Day one, at length."]).await;
    }
);

on_both!(
    async fn a_key_that_was_used_with_another_body(site) {
        let (patient, clinic) = patient_and_clinic(&site).await;
        let files = |body: Value| {
            patient.request(Method::POST, "/complaints").header("Idempotency-Key", "once").json(&body)
        };
        let filed = send(files(complaint_about(&clinic))).await.with(201);
        let other = with(complaint_about(&clinic), "desired_outcome", json!("Something else."));
        refuses(&site, files(other), (422, "key_reused")).await;
        assert_eq!(send(files(complaint_about(&clinic))).await.with(201)["id"], filed["id"]);
    }
);

on_both!(
    async fn a_step_that_the_table_does_not_have(site) {
        let (patient, clinic) = patient_and_clinic(&site).await;
        let officer = Officer::of(&site, "officer_lind").await;
        let case = patient.files_complaint(&clinic).await;
        let acts = |who: &Person, act: &str, body: Value| {
            who.request(Method::POST, &format!("/complaints/{case}/{act}")).json(&body)
        };
        refuses(&site, acts(&patient, "feedback", json!({"satisfied": "yes"})), (409, "illegal_transition")).await;
        officer.sends_to_clinic(&case).await;
        let findings = json!({"text": "A draft by nobody's panel."});
        refuses(&site, acts(&patient, "findings", findings.clone()), (403, "forbidden")).await;
        let triage = json!({"category": "graft_count_dispute", "severity": 2, "proof_needed": false, "private_attempt_shown": false});
        refuses(&site, acts(&officer, "triage", triage), (409, "illegal_transition")).await;
        let stranger = Patient::of(&site, "passer_by").await;
        refuses(&site, acts(&stranger, "withdrawal", json!({"reason": "Not mine."})), (404, "not_found")).await;
        site.is_whole().await;
    }
);
