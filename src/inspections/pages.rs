//! The pages of this domain: the same actions and reads as over REST.

mod act;
mod acts;
mod board;
mod clinic;
mod completion;
mod evidence;
mod facts;
mod gaps;
mod item;
mod lock;
mod plan;
mod point;
mod published;
mod recorded;
mod report;
mod sections;
mod who;
mod words;

pub use recorded::newest;

use crate::error::{AppError, Refusal};
use crate::web::page::{Area, Page, Tone};
use crate::web::{Failure, rendered};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use askama::Template;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(clinic::list)
        .service(published::list)
        .service(board::show)
        .service(plan::blank)
        .service(plan::submit)
        .service(report::show)
        .service(item::show)
        .service(item::submit)
        .service(evidence::add)
        .service(evidence::download)
        .service(facts::show)
        .service(facts::submit)
        .service(point::show)
        .service(point::submit);
    acts::routes(config);
}

/// The frame of a page that is for one reader only, with what was just done.
fn private(page: Page, title: String) -> Page {
    framed(page, title, true)
}

/// The frame of a page with what was just done.
fn framed(page: Page, title: String, is_private: bool) -> Page {
    let done = done_in(&page.path).map(|done| page.t(&format!("inspections-done-{done}")));
    let page = page.titled(title).in_area(if is_private { Area::Staff } else { Area::Inspections });
    let page = if is_private { page.keep_private() } else { page };
    match done {
        Some(text) => page.with_flash(Tone::Ok, text),
        None => page,
    }
}

/// What may be said on the page after an act, as `?done=` names it.
fn done_in(path: &str) -> Option<&str> {
    let (_, query) = path.split_once('?')?;
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
    (["planned", "scored", "file", "late-file", "facts", "point"].contains(&asked) || act::Act::named(asked).is_some())
        .then_some(asked)
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

/// The refusal that a form can show; what is hidden or broken goes on to its own page.
fn refusal_of(error: AppError) -> Result<Refusal, Failure> {
    match error {
        AppError::Refused(refusal) if refusal.code.status != 404 => Ok(refusal),
        other => Err(other.into()),
    }
}

/// On to another page after an act.
fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}
