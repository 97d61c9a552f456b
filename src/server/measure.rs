//! Counts requests and their time by route and status, and writes the one log line of each.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use std::time::Instant;

/// Stands for every path that leads nowhere, so that scanners do not make a new series with each guess.
const NO_ROUTE: &str = "none";

/// Middleware: `candor_http_requests_total`, `candor_http_request_seconds`, and a line in the log.
///
/// # Errors
/// Only those of the services within.
pub async fn measure<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let began = Instant::now();
    let method = known_method(request.method().as_str());
    let answer = next.call(request).await?;
    let route = answer.request().match_pattern().unwrap_or_else(|| NO_ROUTE.to_owned());
    let status = answer.status().as_u16();
    let seconds = began.elapsed().as_secs_f64();
    let labels = [("method", method.to_owned()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("candor_http_requests_total", &labels).increment(1);
    metrics::histogram!("candor_http_request_seconds", &labels).record(seconds);
    tracing::info!(http.method = method, http.route = route, http.status = status, http.seconds = seconds, "answered");
    Ok(answer)
}

fn known_method(method: &str) -> &'static str {
    ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().find(|known| *known == method).unwrap_or("other")
}
