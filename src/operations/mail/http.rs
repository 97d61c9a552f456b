//! The routes of `/dev/mail`, and the list for programs.

pub mod hook;

use super::api::{LetterList, LetterView, ListQuery};
use super::pages;
use crate::app::App;
use crate::error::{self, AppError, Refusal};
use crate::mail::{Previews, store};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};

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

async fn list(request: HttpRequest, app: web::Data<App>, query: web::Query<ListQuery>) -> HttpResponse {
    answer(async {
        let page = page(&app, &query).await?;
        if wants_json(&request) { Ok(HttpResponse::Ok().json(page)) } else { pages::list(&request, &page) }
    })
    .await
}

async fn letter(request: HttpRequest, app: web::Data<App>, id: web::Path<String>) -> HttpResponse {
    answer(async {
        let letter = find(&app, id.into_inner()).await?;
        if wants_json(&request) { Ok(HttpResponse::Ok().json(letter)) } else { pages::letter(&request, &letter) }
    })
    .await
}

async fn letter_html(app: web::Data<App>, id: web::Path<String>) -> HttpResponse {
    answer(async { Ok(pages::sandboxed(find(&app, id.into_inner()).await?.html)) }).await
}

async fn previews(request: HttpRequest, app: web::Data<App>, all: Option<web::Data<Previews>>) -> HttpResponse {
    answer(async {
        only_in_development(&app)?;
        let lang = pages::language(&request);
        let rendered = all.map(|all| all.all(app.site(), lang)).transpose()?.unwrap_or_default();
        pages::previews(lang, &rendered)
    })
    .await
}

async fn preview_html(
    request: HttpRequest,
    app: web::Data<App>,
    all: Option<web::Data<Previews>>,
    kind: web::Path<String>,
) -> HttpResponse {
    answer(async {
        only_in_development(&app)?;
        let all = all.ok_or_else(AppError::not_found)?;
        Ok(pages::sandboxed(all.one(app.site(), &kind, pages::language(&request))?.html))
    })
    .await
}

async fn page(app: &App, query: &ListQuery) -> Result<LetterList, AppError> {
    only_in_development(app)?;
    let from = query.from().ok_or_else(|| Refusal::field("?cursor", error::BAD_CURSOR))?;
    let (state, limit, start) = (query.state(), query.limit(), from.clone());
    let rows = app.read(move |reader| store::recent(reader.conn, state, &start, limit + 1)).await?;
    Ok(LetterList::of(rows, query, &from, &app.config().mail))
}

async fn find(app: &App, id: String) -> Result<LetterView, AppError> {
    only_in_development(app)?;
    let row = app.read(move |reader| store::find(reader.conn, &id)).await?;
    Ok(LetterView::of(row, &app.config().mail))
}

fn only_in_development(app: &App) -> Result<(), AppError> {
    if app.config().is_development() { Ok(()) } else { Err(AppError::not_found()) }
}

fn wants_json(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

async fn answer(work: impl Future<Output = Result<HttpResponse, AppError>>) -> HttpResponse {
    work.await.unwrap_or_else(|error| {
        let status = StatusCode::from_u16(error.code().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if status.is_server_error() {
            tracing::error!(error.message = %error, "letters could not be shown");
        }
        HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(error.code().name)
    })
}

#[cfg(test)]
mod tests;
