//! The public log over REST, and what moderation did in numbers.

use crate::app::App;
use crate::moderation::api::{FigurePeriod, GroundCount, LogEntry, ModerationFigures};
use crate::moderation::store::flags::ByInstant;
use crate::moderation::{figures, reads};
use crate::web::{Failure, Listed, Listing, Nothing, PageParams, Plain, Query};
use actix_web::web::Data;
use actix_web::{Responder, get};

/// What moderators did and why, newest first: neither to whom nor by whom.
#[utoipa::path(tag = "Moderation", params(PageParams), responses((status = 200, body = Listed<LogEntry>)))]
#[get("/api/v1/moderation-log")]
pub async fn moderation_log(app: Data<App>, asked: Listing<Nothing>) -> Result<impl Responder, Failure> {
    let window = asked.window::<ByInstant>("moderation-log")?;
    Ok(app.read(move |r| reads::log(r, &window)).await?)
}

/// How often each ground led to each action.
#[utoipa::path(tag = "Moderation", responses((status = 200, body = Listed<GroundCount>)))]
#[get("/api/v1/moderation-log/counts")]
pub async fn moderation_counts(app: Data<App>) -> Result<impl Responder, Failure> {
    let items = app.read(reads::counts).await?;
    Ok::<_, Failure>(Listed { items, next: None, prev: None })
}

/// What moderation did in numbers: how much came in and was decided, how fast, and what appeals overturned.
#[utoipa::path(tag = "Moderation", params(FigurePeriod), responses((status = 200, body = ModerationFigures)))]
#[get("/api/v1/transparency")]
pub async fn transparency(app: Data<App>, asked: Query<FigurePeriod>) -> Result<impl Responder, Failure> {
    let period = asked.0;
    Ok::<_, Failure>(Plain(app.read(move |r| figures::figures(r, period)).await?))
}
