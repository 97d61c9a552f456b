//! A stored file on its way to a reader: saved, never shown in the site's own name.

use super::answer::tagged;
use crate::files::MediaType;
use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use std::fmt::Write as _;

/// Nothing runs, nothing loads, should a browser show the file after all.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// A file as an attachment.
pub struct Download {
    pub name: String,
    pub media_type: MediaType,
    pub content: Vec<u8>,
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        answer
            .insert_header((header::CONTENT_TYPE, self.media_type.as_str()))
            .insert_header((header::CONTENT_DISPOSITION, attachment(&self.name)))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
            .insert_header((header::CACHE_CONTROL, "private, no-store"));
        tagged(request, answer, self.content)
    }
}

/// A table that anybody may have, as an attachment.
pub struct Csv {
    pub name: String,
    pub text: String,
}

impl Responder for Csv {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        answer
            .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
            .insert_header((header::CONTENT_DISPOSITION, attachment(&self.name)))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::CACHE_CONTROL, "no-cache"));
        tagged(request, answer, self.text.into_bytes())
    }
}

/// What one person may keep, as an attachment that programs read.
pub fn kept_as_json(name: &str, value: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, attachment(name)))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .json(value)
}

/// The name in the form of RFC 8187, which every browser reads and nothing can break out of.
fn attachment(name: &str) -> String {
    let mut value = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            value.push(char::from(byte));
        } else if write!(value, "%{byte:02X}").is_err() {
            break;
        }
    }
    value
}
