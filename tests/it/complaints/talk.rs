//! Before the complaint: the patient writes in the forum, edits, and thinks better of it.

use crate::on_both;
use crate::support::people::{Admin, Patient, Stranger, send};
use reqwest::Method;
use serde_json::json;

on_both!(
    async fn a_patient_posts_and_edits(site) {
        let admin = Admin::of(&site, "admin").await;
        let patient = Patient::signs_up(&site, "teal_bicycle").await;
        let other = Stranger::of(&site, "grey_heron").await;
        let category = admin.post("/categories", json!({"name": "Surgery", "slug": "surgery"})).await.with(201);
        let body = "They counted **3,000** grafts. <script>alert(1)</script> [here](javascript:alert(1))";
        let thread = json!({"category_id": category["id"], "title": "Who counts the grafts?", "body": body});
        let thread = patient.post("/threads", thread).await.with(201);
        let html = thread["first_post"]["body_html"].as_str().unwrap();
        assert!(html.contains("<strong>3,000</strong>"), "{html}");
        assert!(!html.contains("<script") && !html.contains("javascript:"), "{html}");

        let posts = format!("/threads/{}/posts", thread["id"].as_str().unwrap());
        let reply = patient.post(&posts, json!({"body": "The photos show 1,800."})).await.with(201);
        assert_eq!(reply["number"], 2);
        let path = format!("/posts/{}", reply["id"].as_str().unwrap());
        let edit = |who: &crate::support::people::Person, tag: &str, text: &str| {
            let request = who.request(Method::PATCH, &path);
            let request = if tag.is_empty() { request } else { request.header("If-Match", tag) };
            send(request.json(&json!({"body": text, "edit_reason": "counted again"})))
        };
        let tag = patient.get(&path).await.header("etag").to_owned();
        edit(&patient, "", "No version.").await.refused(428, "precondition_required");
        edit(&other, &tag, "Not mine.").await.refused(403, "forbidden");
        site.advance("PT10M").await;
        let edited = edit(&patient, &tag, "The photos show about 1,800.").await.with(200);
        assert_eq!((&edited["body"], &edited["revisions"]), (&"The photos show about 1,800.".into(), &1.into()));
        edit(&patient, &tag, "Too late.").await.refused(412, "stale");
        let revisions = patient.get(&format!("{path}/revisions")).await.with(200);
        assert_eq!(revisions["items"][0]["body"], "The photos show 1,800.");
        let read = site.get(&format!("/api/v1{posts}")).await;
        assert_eq!(read.status(), 200, "everybody reads");
        site.is_whole().await;
    }
);
