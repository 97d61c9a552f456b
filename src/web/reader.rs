//! Who reads, as far as the request alone says: the language, and the frame of a guest's page.

use super::door::app_of;
use super::form::Sent;
use super::page::Page;
use super::problem::Failure;
use super::summary::in_order_of_fields;
use crate::error::AppError;
use crate::text::lang::Lang;
use actix_web::http::header;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use askama::Template;

/// The cookie that remembers a language chosen with `?lang=`.
pub const LANGUAGE_COOKIE: &str = "lang";

/// The reader's language. Pages: `?lang=`, then the cookie, then `Accept-Language`; the API: the header alone.
pub fn language(request: &HttpRequest) -> Lang {
    let from_header = || {
        let wish = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Lang::from_accept_language(wish.unwrap_or_default())
    };
    if request.path().starts_with("/api/v") {
        return from_header();
    }
    let remembered = || request.cookie(LANGUAGE_COOKIE).and_then(|cookie| Lang::from_code(cookie.value()));
    chosen_language(request).or_else(remembered).unwrap_or_else(from_header)
}

/// The language that the request asks for in its address.
pub fn chosen_language(request: &HttpRequest) -> Option<Lang> {
    let asked = request.query_string().split('&').find_map(|pair| pair.strip_prefix("lang="));
    asked.and_then(Lang::from_code)
}

/// The frame of a page for somebody who is not signed in.
///
/// # Errors
/// [`AppError::Internal`] when assembly forgot to register the site.
pub fn guest_page(request: &HttpRequest) -> Result<Page, Failure> {
    let app = app_of(request)?;
    let mut page = Page::new(language(request), chrono_tz::UTC, app.now());
    page.origin = app.config().server.public_url.trim_end_matches('/').to_owned();
    page.sent = request.extensions().get::<Sent>().cloned().unwrap_or_default().0;
    page.path = request.uri().path_and_query().map_or_else(|| request.path().to_owned(), ToString::to_string);
    Ok(page)
}

/// A finished page; what was wrong with a form is listed in the order of its fields.
///
/// # Errors
/// [`AppError::Internal`] when the template fails.
pub fn rendered(template: &impl Template) -> Result<HttpResponse, Failure> {
    let body = template.render().map_err(AppError::internal)?;
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(in_order_of_fields(body)))
}
