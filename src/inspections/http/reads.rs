//! Reading inspections: one, one's own, a clinic's.

use super::super::api::{Change, ChangesFilter, ClinicInspections, EventView, InspectionView};
use super::super::lists;
use super::views;
use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::directory::ClinicId;
use crate::web::{Csv, Failure, Listed, Listing, Nothing, PageParams, Plain, Query, Shown};
use actix_web::get;
use actix_web::web::{Data, Path};

/// One inspection: for those named in it, for its clinic from the factual check on, for everybody once it is published.
#[utoipa::path(
    tag = "Inspections",
    operation_id = "show_inspection",
    params(("id" = String, Path)),
    security((), ("bearer" = [])),
    responses((status = 200, body = InspectionView))
)]
#[get("/api/v1/inspections/{id}")]
pub async fn show(app: Data<App>, member: MaybeMember, id: Path<String>) -> Result<Shown<InspectionView>, Failure> {
    let id = id.into_inner();
    Ok(Shown(app.read(move |reader| views::seen_by(reader, member.0.as_ref(), &id)).await?.view))
}

/// The columns of the file, as the fields of an inspection are called.
const COLUMNS: &[&str] = &[
    "id",
    "clinic_id",
    "kind",
    "state",
    "visited_on",
    "published_at",
    "rating",
    "overall_percent",
    "cap",
    "formula",
    "next_due",
];

/// Every published report as a CSV file, newest first: at most 5,000.
#[utoipa::path(
    tag = "Inspections",
    operation_id = "export_published_inspections",
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/inspections.csv")]
pub async fn export(app: Data<App>, _asked: Query<Nothing>) -> Result<Csv, Failure> {
    Ok(Csv::of("inspections.csv", COLUMNS, &app.read(lists::file).await?)?)
}

/// What happened in an inspection, oldest first, to whoever may read it.
#[utoipa::path(
    tag = "Inspections",
    operation_id = "list_inspection_events",
    params(("id" = String, Path), PageParams),
    security((), ("bearer" = [])),
    responses((status = 200, body = Listed<EventView>))
)]
#[get("/api/v1/inspections/{id}/events")]
pub async fn events(
    app: Data<App>,
    member: MaybeMember,
    id: Path<String>,
    asked: Listing<Nothing>,
) -> Result<Listed<EventView>, Failure> {
    let id = id.into_inner();
    let window = asked.window::<i64>("inspection-events")?;
    Ok(app
        .read(move |reader| {
            let seen = views::seen_by(reader, member.0.as_ref(), &id)?;
            lists::events(reader, &id, seen.is_staff(), &window)
        })
        .await?)
}

/// The inspections in which the caller is named, newest first.
#[utoipa::path(
    tag = "Inspections",
    operation_id = "list_my_inspections",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<InspectionView>))
)]
#[get("/api/v1/me/inspections")]
pub async fn mine(app: Data<App>, member: Member, asked: Listing<Nothing>) -> Result<Listed<InspectionView>, Failure> {
    let window = asked.window("my-inspections")?;
    Ok(app.read(move |reader| lists::mine(reader, &member, &window)).await?)
}

/// A clinic's rating, its earlier ratings, and its reports, newest first.
#[utoipa::path(
    tag = "Inspections",
    operation_id = "list_clinic_inspections",
    params(("id" = String, Path), PageParams),
    security(()),
    responses((status = 200, body = ClinicInspections))
)]
#[get("/api/v1/clinics/{id}/inspections")]
pub async fn of_clinic(
    app: Data<App>,
    id: Path<ClinicId>,
    asked: Listing<Nothing>,
) -> Result<Plain<ClinicInspections>, Failure> {
    let window = asked.window("clinic-inspections")?;
    Ok(Plain(app.read(move |reader| lists::of_clinic(reader, &id, &window)).await?))
}

/// What happened in public to a clinic's inspections since an instant, oldest first.
#[utoipa::path(
    tag = "Inspections",
    operation_id = "list_clinic_inspection_changes",
    params(("id" = String, Path), ChangesFilter, PageParams),
    security(()),
    responses((status = 200, body = Listed<Change>))
)]
#[get("/api/v1/clinics/{id}/inspections/changes")]
pub async fn changes(
    app: Data<App>,
    id: Path<ClinicId>,
    asked: Listing<ChangesFilter>,
) -> Result<Listed<Change>, Failure> {
    let window = asked.window("clinic-inspection-changes")?;
    Ok(app.read(move |reader| lists::changes(reader, &id, &asked.filter, &window)).await?)
}
