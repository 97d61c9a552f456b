//! The pages of `/dev/mail`.

use super::api::LetterView;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::mail::outbox::LetterState;
use crate::mail::preview::Rendered;
use crate::text::lang::Lang;
use crate::web::{Failure, Listed};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "operations/mail/list.html")]
struct ListPage<'a> {
    lang: Lang,
    letters: &'a Listed<LetterView>,
    state: LetterState,
}

impl ListPage<'_> {
    /// When a letter left, briefly.
    fn when(&self, letter: &LetterView) -> String {
        let sent = letter.sent_at.as_deref().and_then(|at| Timestamp::parse(at).ok());
        sent.map(|at| self.lang.moment_there(at, chrono_tz::UTC)).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "operations/mail/letter.html")]
struct LetterPage<'a> {
    lang: Lang,
    letter: &'a LetterView,
}

#[derive(Template)]
#[template(path = "operations/mail/previews.html")]
struct PreviewsPage<'a> {
    lang: Lang,
    previews: &'a [Rendered],
}

pub(super) fn list(
    request: &HttpRequest,
    letters: &Listed<LetterView>,
    state: LetterState,
) -> Result<HttpResponse, Failure> {
    html(&ListPage { lang: language(request), letters, state })
}

pub(super) fn letter(request: &HttpRequest, letter: &LetterView) -> Result<HttpResponse, Failure> {
    html(&LetterPage { lang: language(request), letter })
}

pub(super) fn previews(lang: Lang, previews: &[Rendered]) -> Result<HttpResponse, Failure> {
    html(&PreviewsPage { lang, previews })
}

/// A letter's HTML part on a page of its own: no script, nothing loaded, no style but those it came with, shown only
/// inside our own pages.
pub(super) fn sandboxed(body: String) -> HttpResponse {
    let styles = style_hashes(&body).join(" ");
    let policy = format!("sandbox; default-src 'none'; style-src 'unsafe-hashes' {styles}; frame-ancestors 'self'");
    HttpResponse::Ok()
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .content_type("text/html; charset=utf-8")
        .body(body)
}

/// The hash of each `style` attribute, as a policy names it. Mail programs know no other styles; what people typed is
/// escaped and cannot hold one.
fn style_hashes(body: &str) -> Vec<String> {
    let values = body.split(" style=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let distinct: BTreeSet<&str> = values.collect();
    let hash = |value: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(value)));
    distinct.into_iter().map(hash).collect()
}

/// `?lang=` before `Accept-Language`, so that each language's letters can be linked to.
pub(super) fn language(request: &HttpRequest) -> Lang {
    let asked = request.query_string().split('&').find_map(|pair| pair.strip_prefix("lang="));
    if let Some(lang) = asked.and_then(Lang::from_code) {
        return lang;
    }
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::from_accept_language(accepted.unwrap_or_default())
}

/// A page of our own that shows letters in frames.
fn html(page: &impl Template) -> Result<HttpResponse, Failure> {
    let body = page.render().map_err(|error| Failure::from(AppError::internal(error)))?;
    Ok(HttpResponse::Ok()
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; frame-ancestors 'none'; \
             base-uri 'none'",
        ))
        .content_type("text/html; charset=utf-8")
        .body(body))
}
