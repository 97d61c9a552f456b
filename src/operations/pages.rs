//! What operators, balancers and developers ask of the site, and the pages that explain its errors and its API.

use super::clock::{self, MoveClock};
use super::reference::Printed;
use super::{Readiness, Reference, Span, catalogue};
use crate::accounts;
use crate::app::App;
use crate::error::{AppError, NOT_FOUND};
use crate::web::problem_pages::{ProblemListPage, ProblemPage, ProblemTypePage};
use crate::web::styles::StylesPage;
use crate::web::{Failure, Problem, Valid, guest_page, rendered};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use serde_json::json;

/// Nobody but us has reason to index single forms and what only developers see.
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\nDisallow: /dev/\nDisallow: /page/\nDisallow: /case-links/\n\
                      Disallow: /appeal-links/\n";

/// Registers the pages.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(healthz))
        .route("/readyz", web::get().to(readyz))
        .route("/robots.txt", web::get().to(robots))
        .route("/problems", web::get().to(problems))
        .route("/problems/{code}", web::get().to(problem_type))
        .route("/api/docs", web::get().to(reference));
}

/// Registers what only the development profile has.
pub fn development(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/dev/clock").route(web::get().to(show_clock)).route(web::post().to(move_clock)))
        .route("/dev/styles", web::get().to(styles));
}

/// What a person sees of a problem.
pub fn problem(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let page = guest_page(request).and_then(|mut page| {
        page.holds_session = accounts::account_of(request).is_some();
        let code = catalogue().into_iter().find(|code| code.name == problem.code).unwrap_or(NOT_FOUND);
        let page = ProblemPage::new(page, code, problem.request_id.clone(), problem.retry_after);
        let page = if request.method().is_safe() { page.of_address() } else { page };
        page.render().map_err(|error| AppError::internal(error).into())
    });
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match page {
        Ok(body) => HttpResponse::build(status).content_type("text/html; charset=utf-8").body(body),
        Err(_) => HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(problem.title.clone()),
    }
}

async fn healthz() -> impl Responder {
    not_kept(StatusCode::OK, &json!({"healthy": true}))
}

async fn readyz(app: web::Data<App>, readiness: web::Data<Readiness>) -> impl Responder {
    let state = readiness.ask(&app).await;
    let status = if state.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    not_kept(status, &state)
}

async fn robots() -> impl Responder {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(ROBOTS)
}

async fn problems(request: HttpRequest) -> Result<HttpResponse, Failure> {
    rendered(&ProblemListPage::new(guest_page(&request)?, catalogue()))
}

async fn problem_type(request: HttpRequest, name: web::Path<String>) -> Result<HttpResponse, Failure> {
    let code = catalogue().into_iter().find(|code| code.name == *name).ok_or_else(AppError::not_found)?;
    rendered(&ProblemTypePage::new(guest_page(&request)?, code))
}

#[derive(Template)]
#[template(path = "operations/reference.html")]
struct ReferencePage<'a> {
    page: crate::web::page::Page,
    reference: &'a Printed,
}

async fn reference(request: HttpRequest, reference: web::Data<Reference>) -> Result<HttpResponse, Failure> {
    let page = guest_page(&request)?;
    let title = page.t("operations-reference-title");
    rendered(&ReferencePage { page: page.titled(title), reference: reference.printed()? })
}

async fn styles(request: HttpRequest) -> Result<HttpResponse, Failure> {
    rendered(&StylesPage::new(guest_page(&request)?))
}

async fn show_clock(app: web::Data<App>) -> impl Responder {
    not_kept(StatusCode::OK, &clock::present(&app))
}

async fn move_clock(app: web::Data<App>, asked: Valid<MoveClock>) -> Result<impl Responder, Failure> {
    let span: Span = asked.advance.parse().map_err(AppError::internal)?;
    Ok(not_kept(StatusCode::OK, &clock::advance(&app, span).await?))
}

fn not_kept(status: StatusCode, view: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::build(status).insert_header((header::CACHE_CONTROL, "private, no-store")).json(view)
}
