//! The routes of `/dev/mail`, and the list for programs.

pub mod hook;

use super::api::{LetterFilter, LetterView};
use super::pages;
use crate::app::App;
use crate::error::AppError;
use crate::mail::outbox::LetterState;
use crate::mail::{Previews, store};
use crate::web::{Failure, Listing, Plain, wants_json};
use actix_web::{HttpRequest, HttpResponse, Responder as _, web};

/// Registers `/dev/mail`; needs [`App`] and, for previews, [`Previews`] as application data (`web::Data`).
pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::scope("/dev/mail")
            .route("", web::get().to(list))
            .route("/templates", web::get().to(previews))
            .route("/templates/{kind}/html", web::get().to(preview_html))
            .route("/{id}", web::get().to(letter))
            .route("/{id}/html", web::get().to(letter_html)),
    );
}

async fn list(
    request: HttpRequest,
    app: web::Data<App>,
    asked: Result<Listing<LetterFilter>, Failure>,
) -> Result<HttpResponse, Failure> {
    only_in_development(&app)?;
    let asked = asked?;
    let (window, state) = (asked.window::<String>("letters")?, asked.filter.state.unwrap_or(LetterState::Sent));
    let read = app.read(move |reader| {
        let rows = store::recent(reader.conn, state, &window)?;
        Ok(window.listed(rows, |row| row.id.clone(), |row| LetterView::of(row, &reader.site.config.mail)))
    });
    let letters = read.await?;
    if wants_json(&request) { Ok(letters.respond_to(&request)) } else { pages::list(&request, &letters, state) }
}

async fn letter(request: HttpRequest, app: web::Data<App>, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let letter = find(&app, id.into_inner()).await?;
    if wants_json(&request) { Ok(Plain(letter).respond_to(&request)) } else { pages::letter(&request, &letter) }
}

async fn letter_html(app: web::Data<App>, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    Ok(pages::sandboxed(find(&app, id.into_inner()).await?.html))
}

async fn previews(
    request: HttpRequest,
    app: web::Data<App>,
    all: Option<web::Data<Previews>>,
) -> Result<HttpResponse, Failure> {
    only_in_development(&app)?;
    let lang = pages::language(&request);
    let rendered = all.map(|all| all.all(app.site(), lang)).transpose()?.unwrap_or_default();
    pages::previews(lang, &rendered)
}

async fn preview_html(
    request: HttpRequest,
    app: web::Data<App>,
    all: Option<web::Data<Previews>>,
    name: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    only_in_development(&app)?;
    let all = all.ok_or_else(AppError::not_found)?;
    Ok(pages::sandboxed(all.one(app.site(), &name, pages::language(&request))?.html))
}

async fn find(app: &App, id: String) -> Result<LetterView, AppError> {
    only_in_development(app)?;
    let row = app.read(move |reader| store::find(reader.conn, &id)).await?;
    Ok(LetterView::of(row, &app.config().mail))
}

fn only_in_development(app: &App) -> Result<(), AppError> {
    if app.config().is_development() { Ok(()) } else { Err(AppError::not_found()) }
}

#[cfg(test)]
mod tests;
