//! What the pages of this domain share: answers, flashes, and the page that only tells something.

use crate::error::{AppError, Refusal};
use crate::web::page::{Area, FormErrors, Page, Tone};
use crate::web::{Failure, rendered};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

/// What may be said on the page after an act, as `?done=` names it.
const DONE: &[&str] = &[
    "verified",
    "signed-out",
    "password",
    "settings",
    "session",
    "sessions",
    "asked",
    "confirmed",
    "required",
    "second-off",
];

/// A page that says what happened and what comes next.
#[derive(Template)]
#[template(path = "accounts/told.html")]
pub struct Told {
    page: Page,
    lede: String,
    next: Vec<String>,
    href: &'static str,
    button: String,
}

impl Told {
    /// The sentences under `accounts-{name}-…`, and a button that leads to `href`.
    pub fn new(page: Page, name: &str, href: &'static str) -> Self {
        let say = |part: &str| page.t(&format!("accounts-{name}-{part}"));
        let next = ["next-1", "next-2"].map(say).into();
        Self {
            lede: say("lede"),
            next,
            href,
            button: say("button"),
            page: framed(page, &format!("accounts-{name}-title")),
        }
    }
}

/// The frame of an account page under the title of `key`, with what was just done; kept out of search engines.
pub fn framed(page: Page, key: &str) -> Page {
    let title = page.t(key);
    let page = page.titled(title).in_area(Area::Account).keep_private();
    match done_in(&page.path) {
        Some(done) => {
            let text = page.t(&format!("accounts-done-{done}"));
            page.with_flash(Tone::Ok, text)
        }
        None => page,
    }
}

fn done_in(path: &str) -> Option<&'static str> {
    let (_, query) = path.split_once('?')?;
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
    DONE.iter().copied().find(|known| *known == asked)
}

/// A parameter of the page's address.
pub fn parameter(request: &HttpRequest, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).ok()?;
    pairs.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// A finished page that is nobody else's to keep.
pub fn shown(template: &impl Template) -> Result<HttpResponse, Failure> {
    let mut answer = rendered(template)?;
    answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(answer)
}

/// The refusal in an error; what is no refusal goes on to the problem's page.
pub fn refusal_of(error: AppError) -> Result<Refusal, Failure> {
    match error {
        AppError::Refused(refusal) if refusal.code.status != 404 => Ok(refusal),
        other => Err(other.into()),
    }
}

/// The page with what was wrong, to be shown again.
pub fn with_refusal(page: Page, refusal: &Refusal) -> Page {
    let errors = FormErrors::of(refusal, page.lang);
    page.with_errors(errors)
}

/// The page again, with the refusal's own status.
pub fn shown_again(template: &impl Template, refusal: &Refusal) -> Result<HttpResponse, Failure> {
    let mut answer = shown(template)?;
    *answer.status_mut() = StatusCode::from_u16(refusal.code.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    if let Some(seconds) = refusal.retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}

/// On to another page after an act.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}
