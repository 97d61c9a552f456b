//! The public register for those who keep a copy: as a file, and what has changed.

use super::super::api::{ChangesFilter, PublicComplaint, RegisterFilter};
use super::super::lists;
use crate::app::App;
use crate::web::{Csv, Failure, Listed, Listing, PageParams, Query};
use actix_web::get;
use actix_web::web::Data;

/// The columns of the file, as the fields of a row are called.
const COLUMNS: &[&str] = &[
    "id",
    "label",
    "received",
    "procedure",
    "category",
    "severity",
    "physician_id",
    "clinic_id",
    "country",
    "proof_level",
    "sent",
    "response_code",
    "acknowledged_on_time",
    "responded_on_time",
    "days_to_response",
    "escalated",
    "outcome",
    "relief_type",
    "public_narrative",
    "open_recommendations",
    "closed_recommendations",
    "ledger_index",
    "changed_at",
];

/// The public register as one CSV file, newest first: the same rows, filters and rules as the list.
#[utoipa::path(
    tag = "complaints",
    operation_id = "export_public_complaints",
    params(RegisterFilter),
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/complaints.csv")]
pub async fn register(app: Data<App>, asked: Query<RegisterFilter>) -> Result<Csv, Failure> {
    let rows = app.read(move |reader| lists::export(reader, &asked)).await?;
    Ok(Csv::of("complaints.csv", COLUMNS, &rows)?)
}

/// Public rows in the order of their last change, oldest first; a row whose narrative was taken back is among them.
#[utoipa::path(
    tag = "complaints",
    operation_id = "list_complaint_changes",
    params(ChangesFilter, PageParams),
    responses((status = 200, body = Listed<PublicComplaint>))
)]
#[get("/api/v1/complaints/changes")]
pub async fn changes(app: Data<App>, asked: Listing<ChangesFilter>) -> Result<Listed<PublicComplaint>, Failure> {
    let window = asked.window("complaint-changes")?;
    Ok(app.read(move |reader| lists::changes(reader, &asked.filter, &window)).await?)
}
