//! `POST /hooks/mail`: a mail service hands in what came for the site, signed; the same as `candor mail receive`.
//!
//! No cookie and no token counts here, only the signature. Who wrote the message may say something in a case is
//! decided by complaints, as for every message.

use crate::app::App;
use crate::complaints;
use crate::config::webhook_key;
use crate::error::{AppError, Refusal, UNAVAILABLE};
use crate::mail::{self, Became};
use crate::operations::mail::signature::Signed;
use crate::web::{Failure, read_at_most};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::sync::Semaphore;

/// Messages that are held in memory at once, so that nobody fills it before a signature was checked.
const AT_ONCE: usize = 8;
/// Seconds after which a sender may find room.
const RETRY_SECONDS: u32 = 5;

/// Room for messages that are being read; shared by the workers of one server.
pub struct Room(Semaphore);

impl Default for Room {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

/// Registers the door; it opens only where the settings hold its secret.
pub fn routes(config: &mut web::ServiceConfig) {
    config.route("/hooks/mail", web::post().to(receive));
}

async fn receive(
    request: HttpRequest,
    app: Data<App>,
    room: Data<Room>,
    payload: web::Payload,
) -> Result<HttpResponse, Failure> {
    let secret = app.config().mail.inbound_webhook_secret.as_ref().ok_or_else(AppError::not_found)?;
    let key = webhook_key(secret).ok_or_else(AppError::not_found)?;
    let said = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let signed = Signed::read(said, app.site().clock.machine_now())?;
    let _place = room.0.try_acquire().map_err(|_| Refusal::later(UNAVAILABLE, RETRY_SECONDS))?;
    let payload: Payload = payload.into_inner();
    let raw = read_at_most(&request, payload, app.config().mail.inbound_bytes).await?;
    signed.check(key.expose_secret(), &raw)?;
    let became = take_in(&app, signed.delivery(), &raw).await?;
    let answer = json!({ "became": became.word(), "case": became.case() });
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(answer))
}

/// Each delivery once. It is noted after its effect: one that failed may come again, and the message itself is known
/// by then.
async fn take_in(app: &App, delivery: String, raw: &[u8]) -> Result<Became, AppError> {
    let known = delivery.clone();
    if app.read(move |reader| mail::was_delivered(reader.conn, &known)).await? {
        return Ok(Became::Again);
    }
    let became = complaints::receive(app, raw).await?;
    let word = became.word();
    app.write(move |tx| mail::note_delivery(tx, &delivery, word)).await?;
    Ok(became)
}
