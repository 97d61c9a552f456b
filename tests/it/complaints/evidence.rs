//! Proof by document: what may be uploaded, and who may open it.

use super::Cast;
use crate::on_both;
use crate::support::answer::Answer;
use crate::support::people::{Person, Stranger, send};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

/// The smallest thing that begins like a PDF.
const INVOICE: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

async fn uploads(who: &Person, case: &str, name: &str, content: &[u8]) -> Answer {
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
