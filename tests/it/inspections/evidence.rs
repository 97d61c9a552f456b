//! Files of the evidence: sealed, hashed, locked; what comes later is late.

use super::{Acts, Cast};
use crate::on_both;
use crate::support::answer::Answer;
use crate::support::people::{Person, send};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// The smallest thing that begins like a PDF.
pub const LOG: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

pub async fn uploads(who: &Person, id: &str, item: &str, content: &[u8]) -> Answer {
    let file = Form::new().part("file", Part::bytes(content.to_vec()).file_name("log.pdf"));
    send(who.request(Method::POST, &format!("/inspections/{id}/items/{item}/evidence")).multipart(file)).await
}

on_both!(
    async fn files_are_hashed_locked_and_late_after_the_lock(site) {
        let cast = Cast::of(&site).await;
        let id = cast.planned().await;
        uploads(&cast.lead, &id, "A1", LOG).await.refused(409, "illegal_transition");
        cast.lead.posts(&id, "visit", json!({})).await.with(201);
        uploads(&cast.lead, &id, "Z9", LOG).await.refused(404, "no_such_item");
        uploads(&cast.lead, &id, "A1", b"<script>").await.wrong("/file", "file_type_not_allowed");
        uploads(&cast.reader, &id, "A1", LOG).await.refused(403, "forbidden");
        let held = uploads(&cast.second, &id, "A1", LOG).await.with(201);
        let hash = hex::encode(Sha256::digest(LOG));
        assert_eq!((&held["evidence"][0]["sha256"], &held["evidence"][0]["late"]), (&hash.as_str().into(), &false.into()));
        cast.lead.posts(&id, "evidence-lock", json!({})).await.with(201);
        let letter = site.letter_to(&cast.clinic.email, "Evidence").await;
        assert!(letter.text().split_whitespace().collect::<String>().contains(&hash), "{}", letter.text());
        let late = uploads(&cast.lead, &id, "D4", LOG).await.with(201);
        assert_eq!((&late["evidence"][1]["item"], &late["evidence"][1]["late"]), (&"D4".into(), &true.into()));
        cast.lead.posts(&id, "evidence-lock", json!({})).await.refused(409, "illegal_transition");

        cast.drafts(&id).await;
        cast.reader.posts(&id, "quality-check", json!({"passed": true})).await.with(201);
        let seen = cast.desk.sees(&id).await;
        assert_eq!((&seen["evidence"][0]["sha256"], &seen["evidence"][0]["name"]), (&hash.as_str().into(), &serde_json::Value::Null));
        let opens = async |who: &Person| send(who.request(Method::GET, &format!("/inspections/{id}/evidence/1"))).await;
        assert_eq!(opens(&cast.reader).await.text.as_bytes(), LOG);
        opens(&cast.desk).await.refused(403, "forbidden");
        opens(&cast.stranger).await.refused(404, "not_found");
        let none = send(cast.lead.request(Method::GET, &format!("/inspections/{id}/evidence/9"))).await;
        none.refused(404, "not_found");
        site.is_whole().await;
    }
);
