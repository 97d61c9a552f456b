//! What every answer carries: its request's id, the security headers, and CORS for the sites allowed.
//!
//! [`dress`] is the outermost middleware. It also answers `OPTIONS` and lets `HEAD` run as `GET`: the
//! connection leaves the body out, the headers are the same.

use super::csrf::origin_of;
use super::methods::Methods;
use super::request_id::RequestId;
use super::routes::Later;
use crate::app::App;
use crate::config::Config;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse, web};
use tracing::Instrument as _;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
     frame-ancestors 'none'; base-uri 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'";
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
     geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
/// Two years, as browsers' preload lists ask.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=63072000; includeSubDomains";
/// Headers that a page of another site may read.
const EXPOSED: &str =
    "ETag, Link, Location, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, Idempotent-Replayed";
/// Headers that a page of another site may send.
const ACCEPTED: &str = "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match";

/// Set on every answer that does not set its own.
const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (header::PERMISSIONS_POLICY, PERMISSIONS_POLICY),
    (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    (header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Middleware: request id, `OPTIONS`, `HEAD`, and the headers above.
///
/// # Errors
/// Only those of the services within.
pub async fn dress(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = RequestId::mint();
    request.extensions_mut().insert(id.clone());
    let friend = allowed_origin(&request);
    let site = request.app_data::<web::Data<App>>().cloned();
    let answer = if request.method() == Method::OPTIONS {
        let answer = options(&request, friend.is_some());
        request.into_response(answer)
    } else {
        if request.method() == Method::HEAD {
            request.head_mut().method = Method::GET;
        }
        let span = tracing::info_span!("request", request_id = id.as_str());
        next.call(request).instrument(span).await?.map_into_boxed_body()
    };
    let mut answer = answer;
    let headers = answer.headers_mut();
    put(headers, HeaderName::from_static("x-request-id"), id.as_str());
    if let Some(origin) = friend {
        welcome(headers, &origin);
    }
    for (name, value) in ALWAYS {
        if !headers.contains_key(&name) {
            put(headers, name, value);
        }
    }
    if site.is_some_and(|app| app.config().server.public_url.starts_with("https://")) {
        put(headers, header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY);
    }
    Ok(answer)
}

/// The origin of a request to the API, when it is one of `cors.allowed_origins`.
fn allowed_origin(request: &ServiceRequest) -> Option<String> {
    let origin = request.headers().get(header::ORIGIN)?.to_str().ok()?;
    let config = request.app_data::<web::Data<App>>()?.config();
    let allowed = request.path().starts_with("/api/") && is_listed(config, origin);
    allowed.then(|| origin.to_owned())
}

fn is_listed(config: &Config, origin: &str) -> bool {
    config.cors.allowed_origins.iter().any(|listed| origin_of(listed) == origin)
}

/// 204 with `Allow`; for a friendly site's preflight also what it may send.
fn options(request: &ServiceRequest, is_friend: bool) -> HttpResponse {
    let table = request.app_data::<web::Data<Later<Methods>>>();
    let Some(allowed) = table.and_then(|table| table.allowed(request.request())) else {
        return HttpResponse::new(StatusCode::NOT_FOUND);
    };
    let mut answer = HttpResponse::new(StatusCode::NO_CONTENT);
    let headers = answer.headers_mut();
    put(headers, header::ALLOW, &allowed);
    if is_friend && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
        put(headers, header::ACCESS_CONTROL_ALLOW_METHODS, &allowed);
        put(headers, header::ACCESS_CONTROL_ALLOW_HEADERS, ACCEPTED);
        if let Some(app) = request.app_data::<web::Data<App>>() {
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, app.config().cors.max_age_seconds.into());
        }
    }
    answer
}

/// Without `Access-Control-Allow-Credentials`: cookies never count from another site.
fn welcome(headers: &mut HeaderMap, origin: &str) {
    put(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    put(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    put(headers, header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
