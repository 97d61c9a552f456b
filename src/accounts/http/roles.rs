//! Roles over REST: asked for by one admin, confirmed by another.

use crate::accounts::actions;
use crate::accounts::api::{AskRevocation, AskRole, RoleChangeFilter, RoleChangeView};
use crate::accounts::callers::Admin;
use crate::accounts::model::{AccountId, Role, RoleChangeId};
use crate::accounts::store::roles;
use crate::app::App;
use crate::web::{Failure, IfMatch, Listed, Listing, PageParams, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{Responder, delete, get, post, put};

/// Changes of roles, newest first.
#[utoipa::path(
    tag = "Accounts",
    params(RoleChangeFilter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<RoleChangeView>))
)]
#[get("/api/v1/role-changes")]
pub async fn list_role_changes(
    app: Data<App>,
    admin: Admin,
    asked: Listing<RoleChangeFilter>,
) -> Result<impl Responder, Failure> {
    let window = asked.window::<RoleChangeId>("role_changes")?;
    let (state, fetched) = (asked.filter.state, window.clone());
    let rows = app.read(move |reader| roles::changes(reader.conn, state, &fetched)).await?;
    Ok(window.listed(rows, |(row, _)| row.id.clone(), |(row, _)| RoleChangeView::of(row, &admin.id)))
}

/// One change of a role.
#[utoipa::path(tag = "Accounts", params(("id" = String, Path)), security(("bearer" = [])), responses((status = 200, body = RoleChangeView)))]
#[get("/api/v1/role-changes/{id}")]
pub async fn show_role_change(app: Data<App>, admin: Admin, id: Path<RoleChangeId>) -> Result<impl Responder, Failure> {
    let row = app.read(move |reader| roles::change(reader.conn, &id)).await?;
    Ok(Shown(RoleChangeView::of(row, &admin.id)))
}

/// Asks that an account be given a role.
///
/// It changes once a second admin confirms.
#[utoipa::path(
    tag = "Accounts",
    params(("id" = String, Path)),
    request_body = AskRole,
    security(("bearer" = [])),
    responses((status = 202, body = RoleChangeView))
)]
#[post("/api/v1/accounts/{id}/roles")]
pub async fn ask_role(
    app: Data<App>,
    admin: Admin,
    id: Path<AccountId>,
    body: Valid<AskRole>,
) -> Result<impl Responder, Failure> {
    let ((asked, once), admin) = (body.into_parts(), admin.id.clone());
    let key_of = admin.to_string();
    write_once(&app, once, Some(&key_of), move |tx| {
        let row = actions::ask_grant(tx, &admin, &id, asked.role, &asked.reason)?;
        Stored::accepted(&RoleChangeView::of(row, &admin))
    })
    .await
}

/// Asks that a role be taken from an account.
///
/// It changes once a second admin confirms.
#[utoipa::path(
    tag = "Accounts", operation_id = "ask_role_revocation",
    request_body = AskRevocation,
    security(("bearer" = [])),
    responses((status = 202, body = RoleChangeView))
)]
#[delete("/api/v1/accounts/{id}/roles/{role}")]
pub async fn ask_revocation(
    app: Data<App>,
    admin: Admin,
    path: Path<(AccountId, Role)>,
    body: Valid<AskRevocation>,
) -> Result<impl Responder, Failure> {
    let ((asked, once), admin) = (body.into_parts(), admin.id.clone());
    let ((account, role), key_of) = (path.into_inner(), admin.to_string());
    write_once(&app, once, Some(&key_of), move |tx| {
        let reason = asked.reason.as_deref().unwrap_or_default();
        let row = actions::ask_revocation(tx, &admin, &account, role, reason)?;
        Stored::accepted(&RoleChangeView::of(row, &admin))
    })
    .await
}

/// Confirms a change of a role, as a second admin.
#[utoipa::path(
    tag = "Accounts",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = RoleChangeView))
)]
#[put("/api/v1/role-changes/{id}/confirmation")]
pub async fn confirm_role_change(
    app: Data<App>,
    admin: Admin,
    id: Path<RoleChangeId>,
    matching: IfMatch,
) -> Result<impl Responder, Failure> {
    let view = app.write(move |tx| {
        matching.check(roles::change(tx.conn, &id)?.version)?;
        let row = actions::confirm(tx, &admin.id, &id)?;
        Ok(RoleChangeView::of(row, &admin.id))
    });
    Ok(Shown(view.await?))
}
