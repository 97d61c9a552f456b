//! Clinics over REST.

use crate::accounts::{CaseOfficer, MaybeMember, Member};
use crate::app::App;
use crate::directory::api::{ClaimView, ClinicChanges, ClinicFilter, ClinicView, ConfirmClinic, NewClaim, NewClinic};
use crate::directory::model::{ClinicId, Subject};
use crate::directory::store::ByRank;
use crate::directory::{Actor, actions, files, reads, views};
use crate::web::{
    Csv, Failure, IfMatch, Listed, Listing, MustMatch, PageParams, Query, Shown, Stored, Valid, write_once,
};
use actix_web::web::{Data, Path};
use actix_web::{Responder, get, patch, post};

/// Clinics by the lower bound of their rating, by name or by counted reviews.
///
/// Confirmed entries; `state=proposed` shows staff what waits to be confirmed.
#[utoipa::path(
    tag = "Directory",
    params(ClinicFilter, PageParams),
    responses((status = 200, body = Listed<ClinicView>))
)]
#[get("/api/v1/clinics")]
pub async fn list_clinics(
    app: Data<App>,
    viewer: MaybeMember,
    asked: Listing<ClinicFilter>,
) -> Result<impl Responder, Failure> {
    let sort = asked.filter.sort.unwrap_or_default();
    let (window, actor) = (asked.window::<ByRank>(sort.clinics())?, Actor::of_maybe(&viewer));
    Ok(app.read(move |r| reads::clinics(r, &asked.filter, &window, actor.as_ref())).await?)
}

/// The columns of the file, as the fields of the list are called.
const COLUMNS: &[&str] = &["id", "slug", "name", "kind", "country", "city", "treatments", "claimed"];

/// The list of clinics as a CSV file, in the same order: at most 5,000 confirmed entries.
#[utoipa::path(
    tag = "Directory",
    operation_id = "export_clinics",
    params(ClinicFilter),
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/clinics.csv")]
pub async fn export_clinics(app: Data<App>, asked: Query<ClinicFilter>) -> Result<Csv, Failure> {
    let lines = app.read(move |r| files::clinics(r, &asked)).await?;
    Ok(Csv::of("clinics.csv", &[COLUMNS, views::RATING_COLUMNS, views::FIGURE_COLUMNS].concat(), &lines)?)
}

/// Lists a clinic.
///
/// A member's entry is a proposal until a case officer confirms it; an admin's is confirmed at once.
#[utoipa::path(
    tag = "Directory",
    request_body = NewClinic,
    security(("bearer" = [])),
    responses((status = 201, body = ClinicView))
)]
#[post("/api/v1/clinics")]
pub async fn propose_clinic(app: Data<App>, member: Member, body: Valid<NewClinic>) -> Result<impl Responder, Failure> {
    let ((new, once), actor) = (body.into_parts(), Actor::of(&member));
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let row = actions::propose_clinic(tx, &actor, &new)?;
        let place = format!("/api/v1/clinics/{}", row.id);
        Stored::created(place, &views::clinic(&mut tx.reader(), row, Some(&actor))?)
    })
    .await
}

/// A clinic: where it is, what it offers, who works there, its figures.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path)),
    responses((status = 200, body = ClinicView))
)]
#[get("/api/v1/clinics/{id}")]
pub async fn show_clinic(app: Data<App>, viewer: MaybeMember, id: Path<ClinicId>) -> Result<impl Responder, Failure> {
    let actor = Actor::of_maybe(&viewer);
    Ok(Shown(app.read(move |r| reads::clinic(r, &id, actor.as_ref())).await?))
}

/// Changes a clinic's entry: staff all of it, the clinic what it offers and its address.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = ClinicChanges,
    security(("bearer" = [])),
    responses((status = 200, body = ClinicView))
)]
#[patch("/api/v1/clinics/{id}")]
pub async fn edit_clinic(
    app: Data<App>,
    member: Member,
    id: Path<ClinicId>,
    matching: MustMatch,
    body: Valid<ClinicChanges>,
) -> Result<impl Responder, Failure> {
    let (changes, actor) = (body.into_inner(), Actor::of(&member));
    let changed = app.write(move |tx| {
        let row = actions::edit_clinic(tx, &actor, &id, &changes, &|version| matching.check(version))?;
        views::clinic(&mut tx.reader(), row, Some(&actor))
    });
    Ok(Shown(changed.await?))
}

/// Confirms a proposed clinic, or merges the proposal into the entry that was there before.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = ConfirmClinic,
    security(("bearer" = [])),
    responses((status = 200, body = ClinicView))
)]
#[post("/api/v1/clinics/{id}/confirmation")]
pub async fn confirm_clinic(
    app: Data<App>,
    officer: CaseOfficer,
    id: Path<ClinicId>,
    matching: IfMatch,
    body: Valid<ConfirmClinic>,
) -> Result<impl Responder, Failure> {
    let ((answer, once), actor) = (body.into_parts(), Actor::of(&officer));
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        matching.check(crate::directory::clinic(tx.conn, &id)?.version)?;
        let row = actions::confirm_clinic(tx, &actor, &id, answer.merge_into.as_ref())?;
        Stored::done(&views::clinic(&mut tx.reader(), row, Some(&actor))?)
    })
    .await
}

/// Says that the caller works for this clinic; a credentialing officer decides.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path)),
    request_body = NewClaim,
    security(("bearer" = [])),
    responses((status = 201, body = ClaimView))
)]
#[post("/api/v1/clinics/{id}/claims")]
pub async fn claim_clinic(
    app: Data<App>,
    member: Member,
    id: Path<ClinicId>,
    body: Valid<NewClaim>,
) -> Result<impl Responder, Failure> {
    let ((new, once), actor) = (body.into_parts(), Actor::of(&member));
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let row = actions::claim(tx, &actor, &Subject::Clinic(id.clone()), &new.evidence)?;
        Stored::created(format!("/api/v1/claims/{}", row.id), &views::claim(row, None))
    })
    .await
}
