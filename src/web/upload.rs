//! One file in a `multipart/form-data` body, recognised at the door.
//!
//! The body is read piece by piece under `limits.upload_bytes`; each piece must come within the time a client may
//! take, and the whole no slower than [`SLOWEST_BYTES_PER_SECOND`].

use super::door::{announced_length, app_of, refuse_packed};
use super::form::CSRF_FIELD;
use super::once::Once;
use super::problem::Failure;
use crate::error::{
    MALFORMED, NOT_ALLOWED_HERE, REQUEST_TIMEOUT, REQUIRED, Refusal, TOO_LARGE, UNKNOWN_FIELD, UNSUPPORTED_MEDIA_TYPE,
};
use crate::files::NewFile;
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_core::Stream;
use sha2::{Digest as _, Sha256};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

/// The field that carries the file.
const FILE_FIELD: &str = "file";
/// Bytes of a form token at most.
const TOKEN_MAX: usize = 1_024;
/// What boundaries, part headers and the token may add to the file, in bytes.
const WRAPPING_MAX: usize = 16_384;
/// A slow mobile line, in bytes per second; whoever sends slower only holds a connection.
const SLOWEST_BYTES_PER_SECOND: usize = 32_768;

/// A request's one file, and what makes the request safe to repeat.
#[derive(Debug)]
pub struct Upload {
    pub file: NewFile,
    pub once: Once,
    /// The form token of a page; the caller's own extractor compares it with the session. Empty when none was sent.
    pub csrf: String,
}

impl FromRequest for Upload {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            if !request.content_type().eq_ignore_ascii_case("multipart/form-data") {
                return Err(UNSUPPORTED_MEDIA_TYPE.into());
            }
            refuse_packed(&request)?;
            let config = app_of(&request)?.config();
            let limit = config.limits.upload_bytes;
            if announced_length(&request).is_some_and(|length| length > limit.saturating_add(WRAPPING_MAX)) {
                return Err(TOO_LARGE.into());
            }
            let pause = Duration::from_secs(config.server.client_timeout_seconds);
            let seconds = u64::try_from(limit / SLOWEST_BYTES_PER_SECOND).unwrap_or(u64::MAX);
            let whole = pause.saturating_add(Duration::from_secs(seconds));
            let form = Multipart::new(request.headers(), payload);
            let parts = tokio::time::timeout(whole, Parts::read(form, Limits { file: limit, pause })).await;
            parts.map_err(|_| Failure::from(REQUEST_TIMEOUT))??.into_upload(&request)
        })
    }
}

#[derive(Clone, Copy)]
struct Limits {
    /// Bytes of the file.
    file: usize,
    /// Between two pieces.
    pause: Duration,
}

/// What the form held.
#[derive(Default)]
struct Parts {
    file: Option<(String, Vec<u8>)>,
    csrf: Option<String>,
}

impl Parts {
    async fn read(mut form: Multipart, limits: Limits) -> Result<Self, Failure> {
        let mut parts = Self::default();
        while let Some(field) = next(&mut form, limits.pause).await? {
            parts.take(field, limits).await?;
        }
        Ok(parts)
    }

    /// Refuses what it does not know before it reads it.
    async fn take(&mut self, mut field: Field, limits: Limits) -> Result<(), Failure> {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            FILE_FIELD if self.file.is_none() => {
                let sent_name = name_of(&field);
                self.file = Some((sent_name, content_of(&mut field, limits.file, limits.pause).await?));
            }
            CSRF_FIELD if self.csrf.is_none() => {
                let token = content_of(&mut field, TOKEN_MAX, limits.pause).await?;
                self.csrf = Some(String::from_utf8(token).map_err(|_| Failure::from(MALFORMED))?);
            }
            FILE_FIELD => return Err(Refusal::field("/file", NOT_ALLOWED_HERE).into()),
            _ => return Err(Refusal::field(pointer_to(&name), UNKNOWN_FIELD).into()),
        }
        Ok(())
    }

    fn into_upload(self, request: &HttpRequest) -> Result<Upload, Failure> {
        // A browser sends a part without name and content where no file was chosen.
        let chosen = self.file.filter(|(name, content)| !(name.is_empty() && content.is_empty()));
        let (name, content) = chosen.ok_or_else(|| Refusal::field("/file", REQUIRED))?;
        let mut digest = Sha256::digest(&content).to_vec();
        digest.extend_from_slice(name.as_bytes());
        let once = Once::of(request, &digest)?;
        Ok(Upload { file: NewFile::check(&name, content)?, once, csrf: self.csrf.unwrap_or_default() })
    }
}

fn name_of(field: &Field) -> String {
    let Some(disposition) = field.content_disposition() else { return String::new() };
    let extended = disposition.get_filename_ext().and_then(|name| String::from_utf8(name.value.clone()).ok());
    extended.or_else(|| disposition.get_filename().map(str::to_owned)).unwrap_or_default()
}

fn pointer_to(name: &str) -> String {
    let short: String = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    format!("/{}", short.replace('~', "~0").replace('/', "~1"))
}

/// The content of a part; stops reading as soon as it is too long.
async fn content_of(field: &mut Field, limit: usize, pause: Duration) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    while let Some(piece) = next(field, pause).await? {
        if content.len().saturating_add(piece.len()) > limit {
            return Err(TOO_LARGE.into());
        }
        content.extend_from_slice(&piece);
    }
    Ok(content)
}

/// The next item of a stream, unless it takes too long.
async fn next<T>(
    stream: &mut (impl Stream<Item = Result<T, MultipartError>> + Unpin),
    pause: Duration,
) -> Result<Option<T>, Failure> {
    let item = tokio::time::timeout(pause, poll_fn(|context| Pin::new(&mut *stream).poll_next(context))).await;
    let item = item.map_err(|_| Failure::from(REQUEST_TIMEOUT))?;
    item.transpose().map_err(|_| MALFORMED.into())
}
