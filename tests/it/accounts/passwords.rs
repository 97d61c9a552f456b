//! Forgotten and changed passwords.

use crate::on_both;
use crate::support::letters::link_in;
use crate::support::people::{PASSWORD, Person, post, send};
use serde_json::json;

const RESETS: &str = "/api/v1/password-resets";
const NEW: &str = "copper-lantern-19-fjord";

on_both!(
    async fn a_forgotten_password_is_set_by_letter(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let known = post(&site, RESETS, json!({"email": wren.email})).await;
        let unknown = post(&site, RESETS, json!({"email": "nobody@people.example"})).await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        assert_eq!(known.status, 202);
        let letter = site.letter_to(&wren.email, "/password-reset/").await;
        assert!(site.letters_about("nobody@people.example", "").await.is_empty());
        let link = site.url(&format!("{RESETS}/{}", link_in(&letter, "/password-reset/")));
        let set = |password: &str| send(site.client().put(&link).json(&json!({"password": password})));
        set("password1234").await.wrong("/password", "password_too_weak");
        set(NEW).await.with(204);
        set("another-lantern-20-fjord").await.refused(422, "link_invalid");
        wren.get("/me").await.refused(401, "unauthenticated");
        let old = json!({"email": wren.email, "password": PASSWORD});
        post(&site, "/api/v1/sessions", old).await.refused(401, "sign_in_failed");
        post(&site, "/api/v1/sessions", json!({"email": wren.email, "password": NEW})).await.with(201);
        let letters = site.letters_about(&wren.email, "").await;
        assert_eq!(letters.len(), 2, "the link, and that it was changed");
        assert_eq!(letters[1].subject(), "Your password was changed");
        site.is_whole().await;
    }
);

on_both!(
    async fn the_newest_link_counts(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        post(&site, RESETS, json!({"email": wren.email})).await.with(202);
        let first = site.letter_to(&wren.email, "/password-reset/").await;
        post(&site, RESETS, json!({"email": wren.email})).await.with(202);
        site.all_letters().await;
        let link = site.url(&format!("{RESETS}/{}", link_in(&first, "/password-reset/")));
        send(site.client().put(link).json(&json!({"password": NEW}))).await.refused(422, "link_invalid");
    }
);

on_both!(
    async fn a_password_is_changed_by_who_knows_it(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let other = Person::signs_in(&site, &wren.email).await;
        let change = |present: &str, new: &str| wren.put("/me/password", json!({"current_password": present, "password": new}));
        change("something-else-12", NEW).await.wrong("/current_password", "password_wrong");
        change(PASSWORD, "password1234").await.wrong("/password", "password_too_weak");
        change(PASSWORD, NEW).await.with(204);
        wren.get("/me").await.with(200);
        other.get("/me").await.refused(401, "unauthenticated");
        assert_eq!(site.letters_about(&wren.email, "").await.len(), 1);
        site.is_whole().await;
    }
);
