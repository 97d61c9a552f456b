//! Physicians over REST.

use crate::accounts::{CaseOfficer, MaybeMember, Member};
use crate::app::App;
use crate::directory::api::{
    ClaimView, ConfirmPhysician, NewClaim, NewPhysician, PhysicianChanges, PhysicianFilter, PhysicianView,
};
use crate::directory::model::{PhysicianId, Subject};
use crate::directory::store::ByRank;
use crate::directory::{Actor, actions, files, reads, views};
use crate::web::{
    Csv, Failure, IfMatch, Listed, Listing, MustMatch, PageParams, Query, Shown, Stored, Valid, write_once,
};
use actix_web::web::{Data, Path};
use actix_web::{Responder, get, patch, post};

/// Physicians and practitioners, by the lower bound of their rating unless another order is asked for.
///
/// Confirmed entries; `state=proposed` shows staff what waits to be confirmed.
#[utoipa::path(
    tag = "Directory",
    params(PhysicianFilter, PageParams),
    responses((status = 200, body = Listed<PhysicianView>))
)]
#[get("/api/v1/physicians")]
pub async fn list_physicians(
    app: Data<App>,
    viewer: MaybeMember,
    asked: Listing<PhysicianFilter>,
) -> Result<impl Responder, Failure> {
    let list = asked.filter.sort.unwrap_or_default().physicians();
    let (window, actor) = (asked.window::<ByRank>(list)?, Actor::of_maybe(&viewer));
    Ok(app.read(move |r| reads::physicians(r, &asked.filter, &window, actor.as_ref())).await?)
}

/// The columns of the file, as the fields of the list are called.
const COLUMNS: &[&str] = &[
    "id",
    "slug",
    "name",
    "kind",
    "titles",
    "specialties",
    "languages",
    "practice_since",
    "clinic_ids",
    "claimed",
    "standing.state",
    "standing.since",
];

/// The list of physicians as a CSV file, in the same order: at most 5,000 confirmed entries.
#[utoipa::path(
    tag = "Directory",
    operation_id = "export_physicians",
    params(PhysicianFilter),
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/physicians.csv")]
pub async fn export_physicians(app: Data<App>, asked: Query<PhysicianFilter>) -> Result<Csv, Failure> {
    let lines = app.read(move |r| files::physicians(r, &asked)).await?;
    Ok(Csv::of("physicians.csv", &[COLUMNS, views::RATING_COLUMNS, views::FIGURE_COLUMNS].concat(), &lines)?)
}

/// Lists a physician or practitioner.
///
/// A member's entry is a proposal until a case officer confirms it; an admin's is confirmed at once.
#[utoipa::path(
    tag = "Directory",
    request_body = NewPhysician,
    security(("bearer" = [])),
    responses((status = 201, body = PhysicianView))
)]
#[post("/api/v1/physicians")]
pub async fn propose_physician(
    app: Data<App>,
    member: Member,
    body: Valid<NewPhysician>,
) -> Result<impl Responder, Failure> {
    let ((new, once), actor) = (body.into_parts(), Actor::of(&member));
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let row = actions::propose_physician(tx, &actor, &new)?;
        let place = format!("/api/v1/physicians/{}", row.id);
        Stored::created(place, &views::physician(&mut tx.reader(), row, Some(&actor))?)
    })
    .await
}

/// A physician's profile: identity, standing, rating, complaint figures, last inspection, ledger equation.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path)),
    responses((status = 200, body = PhysicianView))
)]
#[get("/api/v1/physicians/{id}")]
pub async fn show_physician(
    app: Data<App>,
    viewer: MaybeMember,
    id: Path<PhysicianId>,
) -> Result<impl Responder, Failure> {
    let actor = Actor::of_maybe(&viewer);
    Ok(Shown(app.read(move |r| reads::physician(r, &id, actor.as_ref())).await?))
}

/// Changes a physician's entry: staff all of it, the physician its description.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = PhysicianChanges,
    security(("bearer" = [])),
    responses((status = 200, body = PhysicianView))
)]
#[patch("/api/v1/physicians/{id}")]
pub async fn edit_physician(
    app: Data<App>,
    member: Member,
    id: Path<PhysicianId>,
    matching: MustMatch,
    body: Valid<PhysicianChanges>,
) -> Result<impl Responder, Failure> {
    let (changes, actor) = (body.into_inner(), Actor::of(&member));
    let changed = app.write(move |tx| {
        let row = actions::edit_physician(tx, &actor, &id, &changes, &|version| matching.check(version))?;
        views::physician(&mut tx.reader(), row, Some(&actor))
    });
    Ok(Shown(changed.await?))
}

/// Confirms a proposed physician, or merges the proposal into the entry that was there before.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = ConfirmPhysician,
    security(("bearer" = [])),
    responses((status = 200, body = PhysicianView))
)]
#[post("/api/v1/physicians/{id}/confirmation")]
pub async fn confirm_physician(
    app: Data<App>,
    officer: CaseOfficer,
    id: Path<PhysicianId>,
    matching: IfMatch,
    body: Valid<ConfirmPhysician>,
) -> Result<impl Responder, Failure> {
    let ((answer, once), actor) = (body.into_parts(), Actor::of(&officer));
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        matching.check(crate::directory::physician(tx.conn, &id)?.version)?;
        let row = actions::confirm_physician(tx, &actor, &id, answer.merge_into.as_ref())?;
        Stored::done(&views::physician(&mut tx.reader(), row, Some(&actor))?)
    })
    .await
}

/// Says that the caller is this physician; a credentialing officer decides.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path)),
    request_body = NewClaim,
    security(("bearer" = [])),
    responses((status = 201, body = ClaimView))
)]
#[post("/api/v1/physicians/{id}/claims")]
pub async fn claim_physician(
    app: Data<App>,
    member: Member,
    id: Path<PhysicianId>,
    body: Valid<NewClaim>,
) -> Result<impl Responder, Failure> {
    let ((new, once), actor) = (body.into_parts(), Actor::of(&member));
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let row = actions::claim(tx, &actor, &Subject::Physician(id.clone()), &new.evidence)?;
        Stored::created(format!("/api/v1/claims/{}", row.id), &views::claim(row, None))
    })
    .await
}
