//! What extractors know of the site, and how they read a body.

use super::problem::Failure;
use crate::app::App;
use crate::error::{AppError, MALFORMED, REQUEST_TIMEOUT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest as _, HttpMessage as _, HttpRequest};
use std::time::Duration;

/// The running site behind a request.
///
/// # Errors
/// [`AppError::Internal`] when assembly forgot to register it.
pub fn app_of(request: &HttpRequest) -> Result<&App, Failure> {
    let data = request.app_data::<web::Data<App>>();
    data.map(|data| data.as_ref()).ok_or_else(|| AppError::internal("no App is registered").into())
}

/// The whole body, at most `limits.body_bytes` long and within the time a client may take.
pub(super) async fn read_body(request: &HttpRequest, payload: Payload) -> Result<Bytes, Failure> {
    read_at_most(request, payload, app_of(request)?.config().limits.body_bytes).await
}

/// The whole body, at most `limit` bytes long and within the time a client may take.
///
/// # Errors
/// 408, 413, 415 for a compressed one.
pub async fn read_at_most(request: &HttpRequest, mut payload: Payload, limit: usize) -> Result<Bytes, Failure> {
    let config = app_of(request)?.config();
    if announced_length(request).is_some_and(|length| length > limit) {
        return Err(TOO_LARGE.into());
    }
    refuse_packed(request)?;
    let body = web::Payload::from_request(request, &mut payload).await.map_err(|_| Failure::from(MALFORMED))?;
    let patience = Duration::from_secs(config.server.client_timeout_seconds);
    match tokio::time::timeout(patience, body.to_bytes_limited(limit)).await {
        Err(_) => Err(REQUEST_TIMEOUT.into()),
        Ok(Err(_)) => Err(TOO_LARGE.into()),
        Ok(Ok(Err(_))) => Err(MALFORMED.into()),
        Ok(Ok(Ok(bytes))) => Ok(bytes),
    }
}

/// Whether the request says that its body is of `essence`, in UTF-8.
pub(super) fn is_of_type(request: &HttpRequest, essence: &str) -> bool {
    let declared = request.content_type().eq_ignore_ascii_case(essence);
    let readable = request.encoding().is_ok_and(|encoding| encoding.name() == "UTF-8");
    declared && readable
}

pub(super) fn announced_length(request: &HttpRequest) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Compressed bodies are refused: what they grow to is not bounded by what arrives.
pub(super) fn refuse_packed(request: &HttpRequest) -> Result<(), Failure> {
    match request.headers().get(header::CONTENT_ENCODING) {
        Some(encoding) if encoding != "identity" => Err(UNSUPPORTED_MEDIA_TYPE.into()),
        _ => Ok(()),
    }
}
