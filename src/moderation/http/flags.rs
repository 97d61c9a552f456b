//! Reporting over REST.

use crate::accounts::Member;
use crate::app::App;
use crate::moderation::api::{FlagView, NewFlag};
use crate::moderation::store::flags::ByInstant;
use crate::moderation::{actions, reads, views};
use crate::web::{Failure, Listed, Listing, Nothing, PageParams, Stored, Valid, write_once};
use actix_web::web::Data;
use actix_web::{Responder, get, post};

/// Reports a thread, a post, a review or a profile.
#[utoipa::path(
    tag = "Moderation",
    request_body = NewFlag,
    security(("bearer" = [])),
    responses((status = 201, body = FlagView))
)]
#[post("/api/v1/flags")]
pub async fn raise_flag(app: Data<App>, member: Member, body: Valid<NewFlag>) -> Result<impl Responder, Failure> {
    let ((new, once), account) = (body.into_parts(), member.id.to_string());
    write_once(&app, once, Some(&account), move |tx| {
        let flagged = actions::flag(tx, &member, &new)?;
        Stored::created("/api/v1/me/flags", &views::flag(flagged.flag, false))
    })
    .await
}

/// What the caller reported, newest first, with what became of it.
#[utoipa::path(
    tag = "Moderation",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<FlagView>))
)]
#[get("/api/v1/me/flags")]
pub async fn list_my_flags(app: Data<App>, member: Member, asked: Listing<Nothing>) -> Result<impl Responder, Failure> {
    let window = asked.window::<ByInstant>("my-flags")?;
    Ok(app.read(move |r| reads::own_flags(r, &member.id, &window)).await?)
}
