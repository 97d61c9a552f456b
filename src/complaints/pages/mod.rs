//! Pages of the complaints: the same actions and views as over REST, for people without scripts.

mod acts;
mod board;
mod case;
mod due;
mod evidence;
mod fields;
mod filing;
mod letters;
mod links;
mod mine;
mod recorded;
mod register;
mod sheet;
mod timeline;
mod words;

pub use recorded::newest;

use crate::error::{AppError, Refusal};
use crate::web::page::{Area, FormErrors, Page, Tone};
use crate::web::{Failure, rendered};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use askama::Template;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(register::list)
        .service(filing::blank)
        .service(filing::submit)
        .service(mine::list)
        .service(board::show)
        .service(links::show)
        .service(links::acknowledge)
        .service(links::respond)
        .service(case::show)
        .service(evidence::add)
        .service(evidence::download)
        .service(evidence::receipt)
        .service(evidence::complete);
    acts::routes(config);
}

/// What may be said on the page after an act, as `?done=` names it: an act's own name, or one of these.
const DONE: &[&str] =
    &["filed", "filed-wordless", "evidence", "late-evidence", "answered", "acknowledged", "completed"];

/// The frame of a page that is for one reader only, with what was just done.
fn private(page: Page, area: Area, title: String) -> Page {
    let done = done_in(&page.path).map(|done| page.t(&format!("complaints-done-{done}")));
    let page = page.titled(title).in_area(area).keep_private();
    match done {
        Some(text) => page.with_flash(Tone::Ok, text),
        None => page,
    }
}

fn done_in(path: &str) -> Option<&str> {
    let (_, query) = path.split_once('?')?;
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
    (DONE.contains(&asked) || acts::Act::named(asked).is_some()).then_some(asked)
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

fn with_refusal(page: Page, refusal: &Refusal) -> Page {
    let errors = FormErrors::of(refusal, page.lang);
    with_errors(page, errors, "text")
}

/// What was left empty is asked for in the words of its field, where it has some; `text` is what the field of that name
/// is here.
fn with_errors(page: Page, errors: FormErrors, text: &str) -> Page {
    let missing = page.t("error-required");
    let mut page = page.with_errors(errors);
    let lang = page.lang;
    page.errors = page.errors.told(|problem| {
        let field = if problem.field == "text" { text } else { &problem.field };
        let field = field.replace(['.', '_'], "-");
        let own = [format!("complaints-missing-{field}"), format!("error-{field}-required")];
        let known = own.iter().find(|key| problem.message.ends_with(&missing) && lang.has(key));
        known.map_or_else(|| problem.message.clone(), |key| lang.t(key))
    });
    page
}

/// On to another page after an act.
fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}
