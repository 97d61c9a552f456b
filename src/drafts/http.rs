//! REST routes of drafts: the caller's own, and nobody else's.

use super::api::{DraftChanges, DraftView, NewDraft};
use super::form::Forms;
use super::model::DraftId;
use super::store::Position;
use super::{actions, store};
use crate::accounts::Member;
use crate::app::App;
use crate::error::AppError;
use crate::web::{
    Answered, Failure, IfMatch, Listed, Listing, MustMatch, NoContent, Nothing, PageParams, Routes, Shown, Stored,
    Valid, write_once,
};
use actix_web::web::{Data, Path};
use actix_web::{delete, get, patch, post};

/// The group of these routes in the API's document.
pub const TAG: (&str, &str) = ("Drafts", "What the caller has typed and not published yet.");

/// Registers every route with its documentation.
pub fn routes(config: &mut Routes<'_>) {
    config.service(list).service(begin).service(show).service(change).service(discard);
}

/// The caller's drafts, the last saved first.
#[utoipa::path(
    tag = "Drafts",
    operation_id = "list_drafts",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<DraftView>))
)]
#[get("/api/v1/drafts")]
pub async fn list(app: Data<App>, member: Member, asked: Listing<Nothing>) -> Result<Listed<DraftView>, Failure> {
    let window = asked.window::<Position>("drafts")?;
    let read = app.read(move |r| {
        let rows = store::list(r.conn, &member.id, &window)?;
        let page = window.listed(rows, |row| (row.saved_at, row.id.to_string()), |row| row);
        let items = page.items.iter().map(DraftView::of).collect::<Result<_, AppError>>()?;
        Ok(Listed { items, next: page.next, prev: page.prev })
    });
    Ok(read.await?)
}

/// Keeps a draft. Name it as `?draft=` when what it became is published, and it goes in the same moment.
#[utoipa::path(
    tag = "Drafts",
    operation_id = "begin_draft",
    request_body = NewDraft,
    security(("bearer" = [])),
    responses((status = 201, body = DraftView))
)]
#[post("/api/v1/drafts")]
pub async fn begin(
    app: Data<App>,
    member: Member,
    forms: Data<Forms>,
    body: Valid<NewDraft>,
) -> Result<Answered, Failure> {
    let ((new, once), forms) = (body.into_parts(), **forms);
    let account = member.id.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let view = DraftView::of(&actions::begin(tx, &member.id, &new, &forms)?)?;
        Stored::created(format!("/api/v1/drafts/{}", view.id), &view)
    })
    .await
}

/// A draft of the caller's.
#[utoipa::path(
    tag = "Drafts",
    operation_id = "show_draft",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = DraftView))
)]
#[get("/api/v1/drafts/{id}")]
pub async fn show(app: Data<App>, member: Member, id: Path<DraftId>) -> Result<Shown<DraftView>, Failure> {
    let read = app.read(move |r| DraftView::of(&store::find(r.conn, &member.id, &id)?));
    Ok(Shown(read.await?))
}

/// Saves a draft anew.
#[utoipa::path(
    tag = "Drafts",
    operation_id = "change_draft",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = DraftChanges,
    security(("bearer" = [])),
    responses((status = 200, body = DraftView))
)]
#[patch("/api/v1/drafts/{id}")]
pub async fn change(
    app: Data<App>,
    member: Member,
    id: Path<DraftId>,
    matching: MustMatch,
    body: Valid<DraftChanges>,
) -> Result<Shown<DraftView>, Failure> {
    let changes = body.into_inner();
    let changed = app.write(move |tx| {
        let matches = |version| matching.check(version);
        DraftView::of(&actions::change(tx, &member.id, &id, &changes, &matches)?)
    });
    Ok(Shown(changed.await?))
}

/// Deletes a draft.
#[utoipa::path(
    tag = "Drafts",
    operation_id = "discard_draft",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 204))
)]
#[delete("/api/v1/drafts/{id}")]
pub async fn discard(
    app: Data<App>,
    member: Member,
    id: Path<DraftId>,
    matching: IfMatch,
) -> Result<NoContent, Failure> {
    app.write(move |tx| actions::discard(tx, &member.id, &id, &|version| matching.check(version))).await?;
    Ok(NoContent)
}
