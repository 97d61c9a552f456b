//! Statements of reasons and appeals over REST.

use crate::accounts::Member;
use crate::app::App;
use crate::moderation::api::{AppealDetail, AppealFilter, AppealText, AppealView, Hearing, StatementView};
use crate::moderation::model::{AppealId, AppealState, StatementId};
use crate::moderation::store::flags::ByInstant;
use crate::moderation::{actions, reads, views};
use crate::web::{Failure, IfMatch, Listed, Listing, Nothing, PageParams, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{Responder, get, post, put};

/// The statements of reasons about what the caller wrote, newest first.
#[utoipa::path(
    tag = "Moderation",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<StatementView>))
)]
#[get("/api/v1/me/statements")]
pub async fn list_my_statements(
    app: Data<App>,
    member: Member,
    asked: Listing<Nothing>,
) -> Result<impl Responder, Failure> {
    let window = asked.window::<ByInstant>("my-statements")?;
    Ok(app.read(move |r| reads::own_statements(r, &member.id, &window)).await?)
}

/// A statement of reasons, for its author, for whoever reported what it is about, and for staff.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = StatementView))
)]
#[get("/api/v1/statements/{id}")]
pub async fn show_statement(app: Data<App>, member: Member, id: Path<StatementId>) -> Result<impl Responder, Failure> {
    let moderates = reads::moderates(&member);
    Ok(Shown(app.read(move |r| reads::statement(r, &member, moderates, &id)).await?))
}

/// Says that a warning was read: it is shown no longer.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = StatementView))
)]
#[put("/api/v1/statements/{id}/acknowledgement")]
pub async fn acknowledge_warning(
    app: Data<App>,
    member: Member,
    id: Path<StatementId>,
    matching: IfMatch,
) -> Result<impl Responder, Failure> {
    let read = app.write(move |tx| {
        matching.check(reads::statement(&mut tx.reader(), &member, false, &id)?.version)?;
        actions::acknowledge(tx, &member, &id)?;
        reads::statement(&mut tx.reader(), &member, false, &id)
    });
    Ok(Shown(read.await?))
}

/// Appeals: the author, and whoever reported it, each once.
#[utoipa::path(
    tag = "Moderation", operation_id = "appeal_statement",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = AppealText,
    security(("bearer" = [])),
    responses((status = 201, body = AppealView))
)]
#[post("/api/v1/statements/{id}/appeals")]
pub async fn appeal(
    app: Data<App>,
    member: Member,
    id: Path<StatementId>,
    matching: IfMatch,
    body: Valid<AppealText>,
) -> Result<impl Responder, Failure> {
    let ((new, once), account) = (body.into_parts(), member.id.to_string());
    write_once(&app, once, Some(&account), move |tx| {
        matching.check(reads::statement(&mut tx.reader(), &member, false, &id)?.version)?;
        let row = actions::appeal(tx, &member, &id, &new)?;
        Stored::created(format!("/api/v1/appeals/{}", row.id), &views::appeal(&row, false))
    })
    .await
}

/// The appeals that wait, oldest first, for those who hear them.
#[utoipa::path(
    tag = "Moderation",
    params(AppealFilter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<AppealDetail>))
)]
#[get("/api/v1/appeals")]
pub async fn list_appeals(
    app: Data<App>,
    member: Member,
    asked: Listing<AppealFilter>,
) -> Result<impl Responder, Failure> {
    let window = asked.window::<ByInstant>("appeals")?;
    let state = asked.filter.state.unwrap_or(AppealState::Open);
    Ok(app.read(move |r| reads::appeals(r, &member, state, &window)).await?)
}

/// An appeal with its statement, for somebody who may hear it.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = AppealDetail))
)]
#[get("/api/v1/appeals/{id}")]
pub async fn show_appeal(app: Data<App>, member: Member, id: Path<AppealId>) -> Result<impl Responder, Failure> {
    Ok(Shown(app.read(move |r| reads::appeal(r, &member, &id)).await?))
}

/// Hears an appeal; overturning undoes every effect.
#[utoipa::path(
    tag = "Moderation",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Hearing,
    security(("bearer" = [])),
    responses((status = 201, body = AppealView))
)]
#[post("/api/v1/appeals/{id}/decisions")]
pub async fn decide_appeal(
    app: Data<App>,
    member: Member,
    id: Path<AppealId>,
    matching: IfMatch,
    body: Valid<Hearing>,
) -> Result<impl Responder, Failure> {
    let ((new, once), account) = (body.into_parts(), member.id.to_string());
    write_once(&app, once, Some(&account), move |tx| {
        let heard = actions::decide_appeal(tx, &member, &id, &new)?;
        // Whoever may not hear it learns nothing of its version; what was done is taken back with the refusal.
        matching.check(heard.appeal.version.saturating_sub(1))?;
        Stored::created(format!("/api/v1/appeals/{id}"), &views::appeal(&heard.appeal, false))
    })
    .await
}
