//! The pages of moderation: the same actions and reads as over REST, complete without scripts.

mod appeals;
mod around;
mod community;
mod deciding;
mod grounds;
mod hearing;
mod links;
mod list;
mod log;
mod own_page;
mod queue;
mod report;
mod several;
mod transparency;

pub use own_page::notices;

use crate::error::{
    AppError, FieldError, NO_SUCH, NOT_ALLOWED_HERE, OUT_OF_RANGE, REQUIRED, Refusal, TOO_LONG, TOO_SHORT,
};
use crate::web::page::{Area, FormErrors, Page, Tone};
use crate::web::{Failure, rendered};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use askama::Template;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(report::blank)
        .service(report::submit)
        .service(report::mine)
        .service(report::own_statements)
        .service(list::show)
        .service(several::decide)
        .service(queue::show)
        .service(queue::take)
        .service(deciding::preview)
        .service(deciding::decide)
        .service(appeals::show_statement)
        .service(appeals::acknowledge)
        .service(appeals::blank)
        .service(appeals::submit)
        .service(hearing::list)
        .service(hearing::show)
        .service(hearing::decide)
        .service(links::show)
        .service(links::submit)
        .service(log::show)
        .service(transparency::show)
        .service(community::rules)
        .service(community::privacy)
        .service(community::legal);
}

/// What may be said on the page after an act, as `?done=` names it.
const DONE: &[&str] =
    &["reported", "decided", "several", "appealed", "heard", "claimed", "released", "spoken", "acknowledged"];

/// The frame of a page that is for one reader only, with what was just done.
fn private(page: Page, area: Area, title: String) -> Page {
    let asked =
        page.path.split_once('?').and_then(|(_, query)| query.split('&').find_map(|pair| pair.strip_prefix("done=")));
    let done = asked.filter(|done| DONE.contains(done)).map(|done| page.t(&format!("moderation-done-{done}")));
    let page = page.titled(title).in_area(area).keep_private();
    match done {
        Some(text) => page.with_flash(Tone::Ok, text),
        None => page,
    }
}

/// A finished page that is nobody else's to keep.
fn shown(template: &impl Template) -> Result<HttpResponse, Failure> {
    let mut answer = rendered(template)?;
    answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(answer)
}

/// The page again after a refusal, with its status.
fn shown_again(template: &impl Template, refusal: &Refusal) -> Result<HttpResponse, Failure> {
    let mut answer = shown(template)?;
    *answer.status_mut() = StatusCode::from_u16(refusal.code.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(answer)
}

/// The refusal that a form can show; what is hidden, forbidden or broken goes on to its own page.
fn refusal_of(error: AppError) -> Result<Refusal, Failure> {
    match error {
        AppError::Refused(refusal) if matches!(refusal.code.status, 409 | 412 | 422 | 429 | 503) => Ok(refusal),
        other => Err(other.into()),
    }
}

fn with_refusal(page: Page, refusal: &Refusal) -> Page {
    let errors = errors_of(refusal, &page);
    page.with_errors(errors)
}

/// What was refused, in words: complaints have a ground too, and call it otherwise. The passages of a mask are lines of
/// one field.
fn errors_of(refusal: &Refusal, page: &Page) -> FormErrors {
    let unknown = refusal.fields.iter().filter(|field| field.code == NO_SUCH).find_map(place_of_passage);
    let whole = |field: &FieldError| match place_of_passage(field) {
        Some(_) => FieldError { pointer: "/passages".to_owned(), ..field.clone() },
        None => field.clone(),
    };
    let told = Refusal { fields: refusal.fields.iter().map(whole).collect(), ..refusal.clone() };
    let called = |field: &str| (field == "ground").then(|| page.t("moderation-fact-ground"));
    FormErrors::called(&told, page.lang, called).told(|problem| match unknown {
        Some(place) if problem.field == "passages" => page.t_with("moderation-passage-unknown", "n", place + 1),
        _ => own_words(&told, &problem.field, page).unwrap_or_else(|| problem.message.clone()),
    })
}

/// The sentence of these forms where the name of the field and the usual one do not make one.
fn own_words(refusal: &Refusal, field: &str, page: &Page) -> Option<String> {
    let found = refusal.fields.iter().find(|found| found.pointer.trim_start_matches('/') == field)?;
    let key = match (field, found.code) {
        ("ground", NOT_ALLOWED_HERE) => "moderation-wrong-ground",
        ("hours", OUT_OF_RANGE) => "moderation-wrong-hours",
        ("outcome", _) => "moderation-wrong-outcome",
        ("reason", REQUIRED) => "moderation-wrong-reason",
        ("reason", TOO_SHORT) => "moderation-wrong-answer",
        ("text", TOO_SHORT | REQUIRED) => "moderation-wrong-appeal",
        // Complaints have a text too, and call it otherwise.
        ("text", TOO_LONG) => "error-too-long",
        _ => return None,
    };
    Some(page.t(key))
}

/// Which passage of a mask a problem is about, counted from 0.
fn place_of_passage(field: &FieldError) -> Option<usize> {
    field.pointer.strip_prefix("/passages/")?.parse().ok()
}

/// On to another page after an act.
fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}
