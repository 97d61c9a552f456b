//! `Idempotency-Key`: a request sent twice has its effect once, and both get the same answer.
//!
//! The answer is stored in the transaction of the effect. A twin that comes at the same time waits for that
//! transaction (one writer on SQLite; on PostgreSQL the key's uniqueness makes it run again) and replays it.

use super::answer::{json_of, write_answer};
use super::door::app_of;
use super::problem::Failure;
use super::upload::Upload;
use crate::app::{App, Site, Tx};
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::idempotent_answers::dsl;
use crate::error::{AppError, KEY_REUSED, MALFORMED, Refusal};
use crate::files::NewFile;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder};
use chrono::Duration;
use diesel::prelude::*;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Characters of a key at most.
const KEY_MAX: usize = 255;
const KEY_HEADER: &str = "Idempotency-Key";
/// Bodies hold passwords: what is kept of one must not let anybody try them out who has only the database.
const HASH_PURPOSE: &str = "idempotency";
const REPLAYED_HEADER: HeaderName = HeaderName::from_static("idempotent-replayed");

/// What makes a request recognisable when it comes again.
#[derive(Debug, Clone)]
pub struct Once {
    key: Option<String>,
    /// HMAC-SHA-256 of method, path and body under a key of the site's, in hexadecimal.
    request_hash: String,
    /// Method and path pattern.
    route: String,
    address: String,
}

impl Once {
    /// Of a request with this body; uploads pass the digest of the file instead.
    ///
    /// # Errors
    /// 400 when the key is not 1–255 visible ASCII characters.
    pub fn of(request: &HttpRequest, body: &[u8]) -> Result<Self, Failure> {
        let path = request.uri().path_and_query().map_or(request.path(), |whole| whole.as_str());
        let mut hash = Sha256::new();
        for part in [request.method().as_str().as_bytes(), b" ", path.as_bytes(), b"\n", body] {
            hash.update(part);
        }
        let pattern = request.match_pattern().unwrap_or_else(|| request.path().to_owned());
        Ok(Self {
            key: key_of(request)?,
            request_hash: hex::encode(app_of(request)?.site().keys.sign(HASH_PURPOSE, &hash.finalize())),
            route: format!("{} {pattern}", request.method()),
            address: super::address::of(request).to_string(),
        })
    }

    /// Where the request came from, as limits count it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Keys of different people never meet, nor do those of different routes.
    fn scope(&self, account: Option<&str>) -> String {
        format!("{} {}", account.unwrap_or(&self.address), self.route)
    }
}

fn key_of(request: &HttpRequest) -> Result<Option<String>, Refusal> {
    let mut sent = request.headers().get_all(KEY_HEADER);
    let Some(first) = sent.next() else { return Ok(None) };
    let visible = |value: &HeaderValue| value.as_bytes().iter().all(u8::is_ascii_graphic);
    if sent.next().is_some() || !visible(first) || first.is_empty() || first.len() > KEY_MAX {
        return Err(Refusal::new(MALFORMED));
    }
    Ok(first.to_str().ok().map(str::to_owned))
}

/// The answer to a write, as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    status: u16,
    location: Option<String>,
    body: Value,
}

impl Stored {
    /// 201 with `Location`.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the view has no JSON form; so for all of these.
    pub fn created(location: impl Into<String>, view: &impl Serialize) -> Result<Self, AppError> {
        Ok(Self { location: Some(location.into()), ..Self::with_status(201, view)? })
    }

    /// 200.
    pub fn done(view: &impl Serialize) -> Result<Self, AppError> {
        Self::with_status(200, view)
    }

    /// 202.
    pub fn accepted(view: &impl Serialize) -> Result<Self, AppError> {
        Self::with_status(202, view)
    }

    /// 204.
    pub fn no_content() -> Self {
        Self { status: 204, location: None, body: Value::Null }
    }

    fn with_status(status: u16, view: &impl Serialize) -> Result<Self, AppError> {
        Ok(Self { status, location: None, body: serde_json::to_value(view).map_err(AppError::internal)? })
    }
}

/// Stands in a stored answer where the address of a letter's link has its token.
pub const BLANK: &str = "{token}";

/// A stored answer on its way out.
#[derive(Debug, Clone)]
pub struct Answered {
    stored: Stored,
    /// Whether an earlier, identical request had the effect.
    pub replayed: bool,
}

impl Answered {
    /// The body, for what must not be stored and is read again each time (a receipt's salt).
    pub fn body_mut(&mut self) -> &mut Value {
        &mut self.stored.body
    }

    /// Puts a secret of the sender's own address, which is not stored, where [`BLANK`] stands in the answer's addresses.
    pub fn fill(&mut self, secret: &str) {
        if let Some(location) = &mut self.stored.location {
            *location = location.replace(BLANK, secret);
        }
        let actions = self.stored.body.get_mut("actions").and_then(Value::as_array_mut);
        for href in actions.into_iter().flatten().filter_map(|action| action.get_mut("href")) {
            if let Value::String(address) = href {
                *address = address.replace(BLANK, secret);
            }
        }
    }
}

impl Responder for Answered {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let Stored { status, location, body } = self.stored;
        let text = if body.is_null() { Ok(String::new()) } else { json_of(&body) };
        let mut answer = match text {
            Ok(text) => write_answer(StatusCode::from_u16(status).unwrap_or(StatusCode::OK), location.as_deref(), text),
            Err(error) => HttpResponse::from_error(Failure::from(error)),
        };
        if self.replayed {
            answer.headers_mut().insert(REPLAYED_HEADER, HeaderValue::from_static("true"));
        }
        answer
    }
}

/// Writes in one transaction, once for each key: like `App::write`, for POST requests.
///
/// `account` is whose key it is; without one the address counts.
///
/// # Errors
/// Those of `work`, and 422 `key_reused` when the key came with another request before.
pub async fn write_once(
    app: &App,
    once: Once,
    account: Option<&str>,
    work: impl Fn(&mut Tx<'_>) -> Result<Stored, AppError> + Send + 'static,
) -> Result<Answered, Failure> {
    let scope = once.scope(account);
    let answered = app.write(move |tx| match &once.key {
        None => Ok(Answered { stored: work(tx)?, replayed: false }),
        Some(key) => write_with_key(tx, &scope, key, &once.request_hash, &work),
    });
    Ok(answered.await?)
}

/// Takes a file once for each key: `seal` stores it ahead of the transaction, where no transaction should wait for it,
/// unless this request was answered before; `work` then notes what `seal` made.
///
/// # Errors
/// Those of `seal` and of `work`, and 422 `key_reused` as of [`write_once`].
pub async fn upload_once<S: Send + 'static>(
    app: &App,
    upload: Upload,
    account: &str,
    seal: impl AsyncFnOnce(NewFile) -> Result<S, AppError>,
    work: impl Fn(&mut Tx<'_>, &S) -> Result<Stored, AppError> + Send + 'static,
) -> Result<Answered, Failure> {
    if let Some(answered) = answered_before(app, &upload.once, account).await? {
        return Ok(answered);
    }
    let sealed = seal(upload.file).await?;
    write_once(app, upload.once, Some(account), move |tx| work(tx, &sealed)).await
}

/// What this request was answered before.
async fn answered_before(app: &App, once: &Once, account: &str) -> Result<Option<Answered>, Failure> {
    let Some(key) = once.key.clone() else { return Ok(None) };
    let (scope, request_hash) = (once.scope(Some(account)), once.request_hash.clone());
    let found = app.read(move |reader| {
        let since = oldest_kept(reader.site);
        let kept = dsl::idempotent_answers.find((scope, key)).filter(dsl::created_at.gt(since));
        let row = kept.first::<Row>(reader.conn).optional()?;
        row.map(|row| row.replay(&request_hash)).transpose()
    });
    Ok(found.await?)
}

fn write_with_key(
    tx: &mut Tx<'_>,
    scope: &str,
    key: &str,
    request_hash: &str,
    work: &impl Fn(&mut Tx<'_>) -> Result<Stored, AppError>,
) -> Result<Answered, AppError> {
    let since = oldest_kept(tx.site);
    let outdated = dsl::idempotent_answers.filter(dsl::scope.eq(scope)).filter(dsl::key.eq(key));
    diesel::delete(outdated.filter(dsl::created_at.le(since))).execute(tx.conn)?;
    let known = dsl::idempotent_answers.find((scope, key)).first::<Row>(tx.conn).optional()?;
    if let Some(row) = known {
        return row.replay(request_hash);
    }
    let stored = work(tx)?;
    let row = Row {
        scope: scope.to_owned(),
        key: key.to_owned(),
        request_hash: request_hash.to_owned(),
        status: stored.status.into(),
        location: stored.location.clone(),
        body: JsonText::of(&stored.body)?,
        created_at: tx.site.clock.machine_now(),
    };
    diesel::insert_into(dsl::idempotent_answers).values(&row).execute(tx.conn)?;
    Ok(Answered { stored, replayed: false })
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = crate::db::schema::idempotent_answers)]
struct Row {
    scope: String,
    key: String,
    request_hash: String,
    status: i64,
    location: Option<String>,
    body: JsonText,
    created_at: Timestamp,
}

impl Row {
    fn replay(self, request_hash: &str) -> Result<Answered, AppError> {
        if self.request_hash != request_hash {
            return Err(KEY_REUSED.into());
        }
        let status = u16::try_from(self.status).map_err(AppError::internal)?;
        let stored = Stored { status, location: self.location, body: self.body.read()? };
        Ok(Answered { stored, replayed: true })
    }
}

fn oldest_kept(site: &Site) -> Timestamp {
    site.clock.machine_now().minus(Duration::hours(site.config.limits.idempotency_hours.into()))
}

/// Deletes answers past their time; a job runs it each hour. Answers how many.
///
/// # Errors
/// Those of the database.
pub fn forget_old_answers(tx: &mut Tx<'_>) -> Result<usize, AppError> {
    Ok(diesel::delete(dsl::idempotent_answers.filter(dsl::created_at.le(oldest_kept(tx.site)))).execute(tx.conn)?)
}
