//! The API's document, over REST.

use super::Reference;
use crate::web::{Failure, Routes};
use actix_web::http::header;
use actix_web::{HttpResponse, get, web};

/// Registers the routes.
pub fn routes(config: &mut Routes<'_>) {
    config.service(show_document);
}

/// This document.
///
/// OpenAPI 3.1, made from the same registration that serves the routes.
#[utoipa::path(
    tag = "Operations",
    operation_id = "show_document",
    responses((status = 200, description = "The document.", body = serde_json::Value))
)]
#[get("/api/v1/openapi.json")]
pub async fn show_document(reference: web::Data<Reference>) -> Result<HttpResponse, Failure> {
    let text = reference.printed()?.text.clone();
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(text))
}
