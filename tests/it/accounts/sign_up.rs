//! Signing up, and the letter that confirms the address.

use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use crate::support::people::{PASSWORD, Person, post, send, sign_up_form};
use candor::accounts::{NewUser, create_user};
use candor::db::schema::idempotent_answers::dsl;
use candor::db::schema::ledger_leaves;
use candor::error::AppError;
use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::Digest as _;
use std::collections::BTreeSet;

const ACCOUNTS: &str = "/api/v1/accounts";
const VERIFICATIONS: &str = "/api/v1/accounts/verifications";
const SESSIONS: &str = "/api/v1/sessions";

on_both!(
    async fn the_answer_does_not_tell_who_has_an_account(site) {
        let email = "wren@people.example";
        let first = post(&site, ACCOUNTS, sign_up_form(email, "wren")).await;
        let letter = site.letter_to(email, "/verify?token=").await;
        let token = json!({"token": link_in(&letter, "/verify?token=")});
        let credentials = json!({"email": email, "password": PASSWORD});
        post(&site, SESSIONS, credentials.clone()).await.refused(403, "email_not_verified");
        let wrong = json!({"email": email, "password": "something-else-12"});
        post(&site, SESSIONS, wrong).await.refused(401, "sign_in_failed");
        let verified = post(&site, VERIFICATIONS, token.clone()).await.with(200);
        assert_eq!(verified["state"], "active");
        post(&site, VERIFICATIONS, token).await.wrong("/token", "link_invalid");
        post(&site, VERIFICATIONS, json!({"token": "never-sent"})).await.wrong("/token", "link_invalid");

        let again = post(&site, ACCOUNTS, sign_up_form(email, "another_wren")).await;
        assert_eq!((first.status, &first.body), (202, &again.body));
        assert_eq!(again.status, 202);
        let letters = site.letters_about(email, "").await;
        assert_eq!(letters.len(), 2);
        assert_eq!(letters[1].subject(), "You already have an account");
        assert!(!letters[1].text().contains("/verify"), "{}", letters[1].text());
        assert!(letters[1].text().contains("/sign-in"), "{}", letters[1].text());
        let wren = Person::signs_in(&site, email).await;
        let me = wren.get("/me").await.with(200);
        assert_eq!((&me["display_name"], &me["roles"]), (&"wren".into(), &json!(["member"])));
        site.is_whole().await;
    }
);

on_both!(
    async fn each_consent_of_a_proved_address_has_its_leaf(site) {
        let email = "wren@people.example";
        for _ in 0..2 {
            post(&site, ACCOUNTS, sign_up_form(email, "wren")).await.with(202);
        }
        assert!(consents_in_ledger(&site).await.is_empty(), "nobody has agreed until the address is proved");
        let letter = site.letter_to(email, "/verify?token=").await;
        post(&site, VERIFICATIONS, json!({"token": link_in(&letter, "/verify?token=")})).await.with(200);
        let leaves = consents_in_ledger(&site).await;
        let reasons: BTreeSet<_> = leaves.iter().map(|leaf| leaf["reason_code"].as_str().unwrap()).collect();
        assert_eq!((leaves.len(), reasons), (3, BTreeSet::from(["terms", "health_data", "age_18"])));
        for leaf in &leaves {
            assert_eq!((&leaf["state"], &leaf["prev_state"]), (&"granted".into(), &Value::Null), "{leaf}");
            assert_eq!(leaf["actor_pseudonym"], leaves[0]["actor_pseudonym"]);
            assert!(!leaf.to_string().contains("wren"), "{leaf}");
        }
        site.is_whole().await;
    }
);

/// The leaves of what people agreed to.
async fn consents_in_ledger(site: &TestSite) -> Vec<Value> {
    let read = site.app.read(|reader| {
        let of_consents = ledger_leaves::table.filter(ledger_leaves::leaf_type.eq("consent.granted"));
        Ok(of_consents.select(ledger_leaves::body).load::<String>(reader.conn)?)
    });
    read.await.unwrap().iter().map(|body| serde_json::from_str(body).unwrap()).collect()
}

on_both!(
    async fn a_sign_up_that_is_sent_twice_writes_one_letter(site) {
        let email = "wren@people.example";
        let keyed = |path: &str, body: Value| {
            send(site.client().post(site.url(path)).header("Idempotency-Key", "again").json(&body))
        };
        for known in [false, true] {
            let form = if known { sign_up_form(email, "wren_two") } else { sign_up_form(email, "wren") };
            let key = if known { "known" } else { "new" };
            let sent = |form: Value| {
                send(site.client().post(site.url(ACCOUNTS)).header("Idempotency-Key", key).json(&form))
            };
            let (first, second) = (sent(form.clone()).await, sent(form).await);
            assert_eq!((first.header("idempotent-replayed"), second.header("idempotent-replayed")), ("", "true"));
            assert_eq!(first.with(202), second.with(202));
            sent(sign_up_form(email, "another")).await.refused(422, "key_reused");
            assert_eq!(site.letters_about(email, "").await.len(), if known { 2 } else { 1 });
            if !known {
                let letter = site.letter_to(email, "/verify?token=").await;
                let token = json!({"token": link_in(&letter, "/verify?token=")});
                let (first, second) = (keyed(VERIFICATIONS, token.clone()).await, keyed(VERIFICATIONS, token).await);
                assert_eq!(first.with(200), second.with(200), "a lost answer comes again");
            }
        }
        for address in [email, "nobody@people.example"] {
            let sent = |email: &str| {
                let request = site.client().post(site.url("/api/v1/password-resets"));
                send(request.header("Idempotency-Key", address).json(&json!({"email": email})))
            };
            let (first, second) = (sent(address).await, sent(address).await);
            assert_eq!(second.header("idempotent-replayed"), "true");
            assert_eq!(first.with(202), second.with(202));
            sent("somebody@people.example").await.refused(422, "key_reused");
        }
        assert_eq!(site.letters_about(email, "").await.len(), 3, "one link for a new password");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_host_is_told_that_an_address_is_known(site) {
        Person::with_roles(&site, "wren", &[]).await;
        let name = "another".to_owned();
        let new = NewUser { email: "Wren@people.example".to_owned(), name, roles: vec![], password: PASSWORD.into() };
        let AppError::Refused(refusal) = create_user(&site.app, new).await.unwrap_err() else { panic!("no refusal") };
        assert_eq!((refusal.fields[0].pointer.as_str(), refusal.fields[0].code.name), ("/email", "email_taken"));
    }
);

on_both!(
    async fn what_is_kept_of_a_repeated_sign_up_gives_no_password_away(site) {
        let form = sign_up_form("wren@people.example", "wren");
        let sent = site.client().post(site.url(ACCOUNTS)).header("Idempotency-Key", "once").body(form.to_string());
        send(sent.header("Content-Type", "application/json")).await.with(202);
        let request = format!("POST {ACCOUNTS}\n{form}");
        let plain = sha2::Sha256::digest(request.as_bytes());
        let kept = site.app.read(|reader| Ok(dsl::idempotent_answers.select(dsl::request_hash).load::<String>(reader.conn)?));
        let kept = kept.await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_ne!(kept[0], hex::encode(plain), "whoever has the database could try passwords out on it");
    }
);

on_both!(
    async fn the_newest_letter_counts(site) {
        let email = "wren@people.example";
        post(&site, ACCOUNTS, sign_up_form(email, "wren")).await.with(202);
        let first = site.letter_to(email, "/verify?token=").await;
        post(&site, ACCOUNTS, sign_up_form(email, "wren_two")).await.with(202);
        let second = site.letter_to(email, "/verify?token=").await;
        let verify = |letter| post(&site, VERIFICATIONS, json!({"token": link_in(letter, "/verify?token=")}));
        verify(&first).await.wrong("/token", "link_invalid");
        verify(&second).await.with(200);
        let me = Person::signs_in(&site, email).await.get("/me").await.with(200);
        assert_eq!(me["display_name"], "wren_two");
        site.is_whole().await;
    }
);

on_both!(
    async fn a_sign_up_says_what_is_wrong_with_it(site) {
        Person::with_roles(&site, "robin", &[]).await;
        let with = |pointer: &str, value: Value| {
            let mut form = sign_up_form("wren@people.example", "wren");
            *form.pointer_mut(pointer).unwrap() = value;
            post(&site, ACCOUNTS, form)
        };
        for (pointer, value, code) in [
            ("/email", json!("wren"), "wrong_type"),
            ("/email", json!(format!("{}@people.example", "w".repeat(300))), "too_long"),
            ("/display_name", json!("Robin"), "display_name_taken"),
            ("/display_name", json!("x"), "too_short"),
            ("/display_name", json!("w".repeat(41)), "too_long"),
            ("/display_name", json!("wren\u{202e}x"), "wrong_type"),
            ("/password", json!("short"), "too_short"),
            ("/password", json!("password1234"), "password_too_weak"),
            ("/password", json!("aaaaaaaaaaaa"), "password_too_weak"),
            ("/password", json!("wren@people.example"), "password_too_weak"),
            ("/password", json!("p".repeat(257)), "too_long"),
            ("/consents/terms", json!(false), "consent_required"),
            ("/consents/health_data", json!(false), "consent_required"),
            ("/consents/age_18", json!(false), "consent_required"),
            ("/locale", json!("tlh"), "not_allowed_here"),
        ] {
            with(pointer, value).await.wrong(pointer, code);
        }
        let mut form = sign_up_form("wren@people.example", "wren");
        form["consents"] = json!({"terms": true, "age_18": true});
        post(&site, ACCOUNTS, form).await.wrong("/consents/health_data", "required");
        let mut form = sign_up_form("wren@people.example", "wren");
        form["nickname"] = json!("x");
        post(&site, ACCOUNTS, form).await.wrong("/nickname", "unknown_field");
        assert!(site.all_letters().await.is_empty());
    }
);
