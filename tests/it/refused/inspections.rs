//! Items that are on no checklist, and reports that nobody has checked.

use super::{page_refuses, refuses, refuses_field};
use crate::access::people::Person as Browser;
use crate::inspections::{Acts as _, Cast};
use crate::on_both;
use reqwest::Method;
use serde_json::json;

on_both!(
    async fn an_item_that_does_not_exist_and_a_report_before_its_factual_check(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        let publishes = || cast.lead.request(Method::POST, &format!("/inspections/{id}/publication")).json(&json!({}));
        let lead = Browser::at_a_browser(&site, &cast.lead.email).await;
        let pressed = || lead.form(&site, &format!("/inspections/{id}/publication"), &[]);
        refuses(&site, publishes(), (409, "facts_not_checked")).await;
        page_refuses(&site, pressed(), (409, "facts_not_checked")).await;
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        let scores = |item: &str, score: u8| {
            cast.lead.request(Method::PUT, &format!("/inspections/{id}/items/{item}")).json(&json!({"score": score, "evidence_kinds": [], "finding": ""}))
        };
        for item in ["Z9", "A0", "A99", "a1"] {
            refuses(&site, scores(item, 3), (404, "no_such_item")).await;
        }
        for item in ["Z9", "A0", "A99", "a1"] {
            let found = [("score", "3"), ("evidence_kinds[]", "observed"), ("finding", "")];
            let sent = lead.form(&site, &format!("/inspections/{id}/items/{item}"), &found);
            page_refuses(&site, sent, (404, "no_such_item")).await;
        }
        refuses_field(&site, scores("A1", 6), ("/score", "out_of_range")).await;
        refuses(&site, publishes(), (409, "facts_not_checked")).await;
        cast.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
        refuses(&site, publishes(), (409, "facts_not_checked")).await;
        page_refuses(&site, pressed(), (409, "facts_not_checked")).await;
        cast.drafts(&id).await;
        refuses(&site, publishes(), (409, "facts_not_checked")).await;
        page_refuses(&site, pressed(), (409, "facts_not_checked")).await;
        cast.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        refuses(&site, publishes(), (409, "facts_not_checked")).await;
        page_refuses(&site, pressed(), (409, "facts_not_checked")).await;
        cast.desk.posts(&id, "factual-check", json!({"points": []})).await.with(201);
        cast.lead.posts(&id, "publication", json!({})).await.with(201);
        site.is_whole().await;
    }
);
