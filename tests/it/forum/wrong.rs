//! What is wrong with a thread is named at once, each tag by itself, and whoever is silenced meets no form.

use crate::access::people::Person as Browser;
use crate::on_both;
use crate::support::people::{Admin, Patient};
use candor::accounts::{self, Sanctions};
use chrono::Duration;
use serde_json::json;

on_both!(
    async fn what_cannot_be_read_keeps_nothing_else_from_being_named(site) {
        let wren = Browser::with_roles(&site, "wren", &[]).await;
        let fields = [("category_id", "nowhere"), ("kind", "poem"), ("title", "x"), ("body", ""), ("tags", "")];
        let (status, _, page) = wren.submits(&site, "/threads/new", &fields).await;
        assert_eq!(status, 422, "{page}");
        for field in ["f-category-id", "f-kind", "f-title", "f-body"] {
            assert_eq!(page.matches(&format!("<a href=\"#{field}\">")).count(), 1, "{field}: {page}");
        }
        let lark = Patient::of(&site, "lark").await;
        let new = json!({"category_id": "nowhere", "kind": "poem", "title": "x", "tags": ["y"]});
        let problem = lark.post("/threads", new).await.refused(422, "invalid");
        let named = problem["errors"].as_array().unwrap().iter();
        let mut named: Vec<String> = named
            .map(|field| format!("{} {}", field["pointer"].as_str().unwrap(), field["code"].as_str().unwrap()))
            .collect();
        named.sort();
        let expected =
            ["/body required", "/category_id wrong_type", "/kind not_allowed_here", "/tags/0 too_short", "/title too_short"];
        assert_eq!(named, expected);
    }
);

on_both!(
    async fn each_tag_that_is_wrong_is_named(site) {
        let admin = Admin::of(&site, "admin").await;
        let category = admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201);
        let wren = Browser::with_roles(&site, "wren", &[]).await;
        let category = category["id"].as_str().unwrap();
        let long = "q".repeat(200);
        let tags = format!("donor area, z, {long}, what?");
        let fields = [
            ("category_id", category), ("kind", "question"), ("title", "Who counts the grafts?"), ("body", "I wonder."),
            ("tags", tags.as_str()),
        ];
        let (status, _, page) = wren.submits(&site, "/threads/new", &fields).await;
        assert_eq!(status, 422, "{page}");
        for part in ["The tag “z” is too short", "The tag “what?” has a character", "qqq” is too long"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("The tag “donor area”"), "{page}");
    }
);

on_both!(
    async fn whoever_is_silenced_has_no_form_to_change_a_title(site) {
        let admin = Admin::of(&site, "admin").await;
        let category = admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201);
        let wren = Browser::with_roles(&site, "wren", &[]).await;
        let new = json!({"category_id": category["id"], "title": "Who counts the grafts?", "body": "I wonder."});
        let thread = wren.does(&site, "POST", "/api/v1/threads", new).await;
        let path = format!("/threads/{}/edit", thread["id"].as_str().unwrap());
        assert!(wren.reads(&site, &path).await.contains("id=\"f-title\""));
        let (id, until) = (wren.id.parse().unwrap(), site.now().plus(Duration::days(1)));
        let sanctions = Sanctions { silenced_until: Some(until), ..Sanctions::default() };
        site.app.write(move |tx| accounts::sanction(tx, &id, &sanctions)).await.unwrap();
        let page = wren.reads(&site, &path).await;
        assert!(!page.contains("id=\"f-title\"") && page.contains("href=\"/me/statements\""), "{page}");
    }
);
