//! Proof by document: what may be uploaded, and who may open it.

use super::Cast;
use crate::on_both;
use crate::support::answer::Answer;
use crate::support::people::{Person, Stranger, send};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

/// The smallest thing that begins like a PDF.
pub const INVOICE: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

pub async fn uploads(who: &Person, case: &str, name: &str, content: &[u8]) -> Answer {
    let file = Form::new().part("file", Part::bytes(content.to_vec()).file_name(name.to_owned()));
    send(who.request(Method::POST, &format!("/complaints/{case}/evidence")).multipart(file)).await
}

async fn opens(who: &Person, case: &str) -> u16 {
    let asked = who.request(Method::GET, &format!("/complaints/{case}/evidence/1"));
    send(asked).await.status
}

on_both!(
    async fn a_patient_proves_by_document_and_only_those_concerned_open_it(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        uploads(&cast.patient, &case, "invoice.pdf", INVOICE).await.with(201);
        let files = cast.patient.reads(&case).await["evidence"].clone();
        assert_eq!((&files[0]["number"], &files[0]["name"]), (&1.into(), &"invoice.pdf".into()), "{files}");
        assert_eq!((&files[0]["media_type"], &files[0]["bytes"]), (&"application/pdf".into(), &INVOICE.len().into()));
        assert_eq!(files[0]["sha256"].as_str().unwrap().len(), 64);
        assert_eq!(cast.officer.reads(&case).await["evidence"], files);
        assert_eq!(opens(&cast.patient, &case).await, 200);
        assert_eq!(opens(&cast.officer, &case).await, 200);
        let stranger = Stranger::of(&site, "passer_by").await;
        assert_eq!(opens(&stranger, &case).await, 404);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_file_that_is_not_what_it_says_is_refused(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        uploads(&cast.patient, &case, "empty.pdf", b"").await.wrong("/file", "file_empty");
        for (name, content) in [
            ("script.pdf", b"<script>alert(1)</script>".as_slice()),
            ("bomb.pdf", b"PK\x03\x04".as_slice()),
            ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".as_slice()),
        ] {
            uploads(&cast.patient, &case, name, content).await.wrong("/file", "file_type_not_allowed");
        }
        assert_eq!(cast.patient.reads(&case).await["version"], 1);
    }
);

on_both!(
    async fn a_file_for_another_version_of_the_case_is_not_taken(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let path = format!("/complaints/{case}/evidence");
        let sent = |who: &Person, tag: &str| {
            let file = Form::new().part("file", Part::bytes(INVOICE.to_vec()).file_name("invoice.pdf"));
            send(who.request(Method::POST, &path).header("If-Match", tag).multipart(file))
        };
        let tag = cast.patient.get(&format!("/complaints/{case}")).await.header("etag").to_owned();
        sent(&cast.patient, "\"0.0\"").await.refused(412, "stale");
        assert_eq!(opens(&cast.patient, &case).await, 404);
        sent(&cast.patient, &tag).await.with(201);
        let stranger = Stranger::of(&site, "passer_by").await;
        sent(&stranger, "\"0.0\"").await.refused(404, "not_found");
        site.is_whole().await;
    }
);

on_both!(
    async fn an_upload_whose_answer_was_lost_gets_it_again_whatever_happened_since(site) {
        let cast = Cast::of(&site).await;
        let case = cast.patient.files_complaint(&cast.clinic).await;
        let path = format!("/complaints/{case}/evidence");
        let sent = |name: &'static str| {
            let file = Form::new().part("file", Part::bytes(INVOICE.to_vec()).file_name(name));
            send(cast.patient.request(Method::POST, &path).header("Idempotency-Key", "once").multipart(file))
        };
        let first = sent("invoice.pdf").await.with(201);
        cast.patient.acts(&case, "withdrawal", json!({"reason": "We talked."})).await.with(201);
        let second = sent("invoice.pdf").await;
        assert_eq!(second.header("idempotent-replayed"), "true");
        assert_eq!(second.with(201), first);
        sent("other.pdf").await.refused(422, "key_reused");
        assert_eq!(cast.patient.reads(&case).await["evidence"].as_array().unwrap().len(), 1);
        site.is_whole().await;
    }
);
