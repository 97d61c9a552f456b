//! Documents that are none: nothing of them is kept, neither a row nor a file.

use super::{page_refuses, refuses, refuses_field};
use crate::access::people::Person as Browser;
use crate::on_both;
use crate::reviews::Cast;
use crate::support::app::TestSite;
use crate::support::people::Person;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};

const SCRIPT: &[u8] = b"<script>alert(document.cookie)</script>";
const ACTIVE: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\nendobj\n%%EOF\n";
/// Ten bytes that say they become four gigabytes.
const BOMB: &[u8] =
    b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0a\x00\x00\x00\xff\xff\xff\xff\
                      \x05\x00\x00\x00a.pdf\xed\xc1\x01\x0d\x00\x00\x00\xc2\xa0\xf7PK\x05\x06";
const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xed\xc1\x01\x0d\x00\x00\x00\xc2\xa0\xf7";

fn adds(who: &Person, path: &str, name: &str, content: &[u8]) -> RequestBuilder {
    let part = Part::bytes(content.to_vec()).file_name(name.to_owned());
    who.request(Method::POST, path).multipart(Form::new().part("file", part))
}

/// The same as the form of a page sends it.
fn adds_by_form(site: &TestSite, who: &Browser, path: &str, name: &str, content: &[u8]) -> RequestBuilder {
    let part = Part::bytes(content.to_vec()).file_name(name.to_owned());
    let form = Form::new().text("_csrf", who.csrf.clone()).part("file", part);
    let request = site.client().post(site.url(path)).header("Origin", &site.address).header("Cookie", &who.cookie);
    request.multipart(form)
}

on_both!(
    async fn a_bomb_or_a_script_in_place_of_a_document(site) {
        let cast = Cast::of(&site).await;
        let path = format!("/reviews/{}/proofs", cast.published().await);
        let browser = Browser::at_a_browser(&site, &cast.patient.email).await;
        for (name, content) in [
            ("invoice.pdf", SCRIPT),
            ("invoice.pdf", ACTIVE),
            ("invoice.pdf", BOMB),
            ("invoice.pdf", GZIP),
            ("photos.zip", BOMB),
            ("invoice.pdf.html", SCRIPT),
        ] {
            refuses_field(&site, adds(&cast.patient, &path, name, content), ("/file", "file_type_not_allowed")).await;
            let form = adds_by_form(&site, &browser, &path, name, content);
            page_refuses(&site, form, (422, "file_type_not_allowed")).await;
        }
        refuses_field(&site, adds(&cast.patient, &path, "invoice.pdf", b""), ("/file", "file_empty")).await;
        let packed = adds(&cast.patient, &path, "invoice.pdf", GZIP).header("Content-Encoding", "gzip");
        refuses(&site, packed, (415, "unsupported_media_type")).await;
    }
);
