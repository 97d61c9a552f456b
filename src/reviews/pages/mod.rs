//! The pages of reviews: the same actions and reads as over REST.

mod acts;
mod cards;
mod documents;
mod form;
mod how;
mod list;
mod mine;
mod one;
mod proofs;
mod records;
mod submit;

use crate::error::{AppError, Refusal};
use crate::specialty::Pack;
use crate::web::page::{Area, FormErrors, Page, Tone};
use crate::web::{Failure, rendered};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use askama::Template;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(submit::blank)
        .service(submit::send)
        .service(how::show)
        .service(list::of_physician)
        .service(list::of_clinic)
        .service(mine::list)
        .service(mine::receipt)
        .service(mine::receipt_file)
        .service(proofs::list)
        .service(proofs::add)
        .service(proofs::download)
        .service(proofs::decide)
        .service(one::show)
        .service(acts::version_form)
        .service(acts::version)
        .service(acts::withdraw)
        .service(acts::reply)
        .service(acts::acknowledge)
        .service(acts::ask_for_proof);
}

/// What may be said on the page after an act, as `?done=` names it.
const DONE: &[&str] =
    &["submitted", "version", "withdrawal", "reply", "acknowledgement", "proof", "late-proof", "asked", "decided"];

/// A page of this domain, with what was just done.
fn framed(page: Page, area: Area, title: String) -> Page {
    let done = done_in(&page.path).map(|done| page.t(&format!("reviews-done-{done}")));
    let page = page.titled(title).in_area(area);
    match done {
        Some(text) => page.with_flash(Tone::Ok, text),
        None => page,
    }
}

fn done_in(path: &str) -> Option<&str> {
    let (_, query) = path.split_once('?')?;
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
    DONE.contains(&asked).then_some(asked)
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

/// The page with what was wrong; of the single scores each by its name.
fn with_refusal(page: Page, pack: &Pack, refusal: &Refusal) -> Page {
    let score = |field: &str| {
        let code = field.strip_prefix("scores.")?;
        let known = pack.reviews.sub_scores.iter().find(|term| term.code == code)?;
        Some(known.words.get(page.lang.as_str()).to_owned())
    };
    let errors = FormErrors::called(refusal, page.lang, score);
    page.with_errors(errors)
}

/// On to another page after an act.
fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

/// What was typed into a field; empty when nothing was.
fn typed(raw: &[(String, String)], name: &str) -> String {
    raw.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}
