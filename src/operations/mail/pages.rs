//! The pages of `/dev/mail`.

use super::api::{LetterList, LetterView};
use crate::error::AppError;
use crate::mail::preview::Rendered;
use crate::text::lang::Lang;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

#[derive(Template)]
#[template(path = "operations/mail/list.html")]
struct ListPage<'a> {
    lang: Lang,
    letters: &'a LetterList,
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

pub(super) fn list(request: &HttpRequest, letters: &LetterList) -> Result<HttpResponse, AppError> {
    html(&ListPage { lang: language(request), letters })
}

pub(super) fn letter(request: &HttpRequest, letter: &LetterView) -> Result<HttpResponse, AppError> {
    html(&LetterPage { lang: language(request), letter })
}

pub(super) fn previews(lang: Lang, previews: &[Rendered]) -> Result<HttpResponse, AppError> {
    html(&PreviewsPage { lang, previews })
}

/// A letter's HTML part on a page of its own: no script, nothing loaded, shown only inside our own pages.
pub(super) fn sandboxed(body: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        ))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .content_type("text/html; charset=utf-8")
        .body(body)
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
fn html(page: &impl Template) -> Result<HttpResponse, AppError> {
    let body = page.render().map_err(AppError::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; frame-ancestors 'none'; \
             base-uri 'none'",
        ))
        .content_type("text/html; charset=utf-8")
        .body(body))
}
