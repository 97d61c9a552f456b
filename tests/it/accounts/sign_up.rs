//! Signing up, and the letter that confirms the address.

use crate::on_both;
use crate::support::letters::link_in;
use crate::support::people::{Person, post, sign_up_form};
use serde_json::{Value, json};

const ACCOUNTS: &str = "/api/v1/accounts";
const VERIFICATIONS: &str = "/api/v1/accounts/verifications";
const SESSIONS: &str = "/api/v1/sessions";

on_both!(
    async fn the_answer_does_not_tell_who_has_an_account(site) {
        let email = "wren@people.example";
        let first = post(&site, ACCOUNTS, sign_up_form(email, "wren")).await;
        let letter = site.letter_to(email, "/verify?token=").await;
        let token = json!({"token": link_in(&letter, "/verify?token=")});
        let credentials = json!({"email": email, "password": crate::support::people::PASSWORD});
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
