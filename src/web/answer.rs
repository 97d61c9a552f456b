//! Typed answers: what goes out with which status and headers, so that no handler builds JSON by hand.

use super::matching::entity_tag;
use super::problem::Failure;
use crate::error::AppError;
use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use serde::Serialize;
use utoipa::ToSchema;

/// What varies an answer, besides its path and query.
const VARIES_BY: &str = "Accept-Language, Authorization, Cookie";

/// A view of something that changes: its number goes up by one with each change.
pub trait Versioned {
    fn version(&self) -> i64;
}

/// 200 with an `ETag` of the version; 304 when the reader has it already.
#[derive(Debug)]
pub struct Shown<T>(pub T);

/// 200 with an `ETag` of the body alone, for what has no version.
#[derive(Debug)]
pub struct Plain<T>(pub T);

/// 201 with `Location`.
#[derive(Debug)]
pub struct Created<T> {
    pub location: String,
    pub view: T,
}

/// 204.
#[derive(Debug)]
pub struct NoContent;

/// One page of a list, with cursors to its neighbours.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// For `?cursor=`: the page after this one.
    pub next: Option<String>,
    /// For `?cursor=`: the page before this one.
    pub prev: Option<String>,
}

impl<T: Serialize + Versioned> Responder for Shown<T> {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        or_failure(json_of(&self.0).map(|body| read_answer(request, self.0.version(), body, None)))
    }
}

impl<T: Serialize> Responder for Plain<T> {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        or_failure(json_of(&self.0).map(|body| read_answer(request, 0, body, None)))
    }
}

impl<T: Serialize> Responder for Listed<T> {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let links = links(request, self.next.as_deref(), self.prev.as_deref());
        or_failure(json_of(&self).map(|body| read_answer(request, 0, body, links)))
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        or_failure(json_of(&self.view).map(|body| write_answer(StatusCode::CREATED, Some(&self.location), body)))
    }
}

impl Responder for NoContent {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "private, no-store")).finish()
    }
}

/// The answer to a read: tagged, and left out when the reader has it.
fn read_answer(request: &HttpRequest, version: i64, body: String, links: Option<String>) -> HttpResponse {
    let tag = entity_tag(version, body.as_bytes());
    let known = has_already(request, &tag);
    let mut answer = HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    answer.insert_header((header::ETAG, tag)).insert_header((header::VARY, VARIES_BY));
    answer.insert_header((header::CACHE_CONTROL, if is_personal(request) { "private, no-store" } else { "no-cache" }));
    if let Some(links) = links {
        answer.insert_header((header::LINK, links));
    }
    if known { answer.finish() } else { with_json(&mut answer, body) }
}

/// A file with an `ETag` of its content; left out when the reader has it.
pub(super) fn tagged(request: &HttpRequest, mut answer: HttpResponseBuilder, content: Vec<u8>) -> HttpResponse {
    let tag = entity_tag(0, &content);
    let known = has_already(request, &tag);
    answer.insert_header((header::ETAG, tag));
    if known { answer.status(StatusCode::NOT_MODIFIED).finish() } else { answer.body(content) }
}

/// The answer to a write. Views with a `version` carry their `ETag`, so that the next write can be based on it.
pub(super) fn write_answer(status: StatusCode, location: Option<&str>, body: String) -> HttpResponse {
    let mut answer = HttpResponse::build(status);
    answer.insert_header((header::CACHE_CONTROL, "private, no-store"));
    if let Some(location) = location {
        answer.insert_header((header::LOCATION, location));
    }
    if let Some(version) = version_in(&body) {
        answer.insert_header((header::ETAG, entity_tag(version, body.as_bytes())));
    }
    if body.is_empty() { answer.finish() } else { with_json(&mut answer, body) }
}

fn with_json(answer: &mut HttpResponseBuilder, body: String) -> HttpResponse {
    answer.content_type("application/json").body(body)
}

fn version_in(body: &str) -> Option<i64> {
    #[derive(serde::Deserialize)]
    struct Version {
        version: i64,
    }
    serde_json::from_str::<Version>(body).ok().map(|found| found.version)
}

pub(super) fn json_of(view: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(view).map_err(AppError::internal)
}

fn or_failure(answer: Result<HttpResponse, AppError>) -> HttpResponse {
    answer.unwrap_or_else(|error| HttpResponse::from_error(Failure::from(error)))
}

/// Whether the answer may depend on who asks.
fn is_personal(request: &HttpRequest) -> bool {
    request.headers().contains_key(header::AUTHORIZATION) || request.headers().contains_key(header::COOKIE)
}

/// `If-None-Match`, compared weakly as RFC 9110 asks.
fn has_already(request: &HttpRequest, tag: &str) -> bool {
    let values = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(|known| known.trim())
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// The value of `Link`: the same request with other cursors.
fn links(request: &HttpRequest, next: Option<&str>, prev: Option<&str>) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).unwrap_or_default();
    let link = |cursor: &str, relation: &str| {
        let mut own: Vec<(&str, &str)> = Vec::new();
        own.extend(pairs.iter().filter(|(name, _)| name != "cursor").map(|(name, value)| (&**name, &**value)));
        own.push(("cursor", cursor));
        let query = serde_urlencoded::to_string(own).ok()?;
        Some(format!("<{}?{query}>; rel=\"{relation}\"", request.path()))
    };
    let links = [(next, "next"), (prev, "prev")];
    let found: Vec<_> = links.into_iter().filter_map(|(cursor, relation)| link(cursor?, relation)).collect();
    (!found.is_empty()).then(|| found.join(", "))
}
