//! Files of the evidence: adding one, and opening one.

use super::super::Inspection;
use super::super::api::InspectionView;
use super::{actions, check_version, views};
use crate::accounts::Member;
use crate::app::App;
use crate::error::{AppError, FORBIDDEN};
use crate::files::{self, MediaType, Store};
use crate::web::{Answered, Download, Failure, IfMatch, Stored, Upload, upload_once};
use crate::workflow::Workflow as _;
use actix_web::web::{Data, Path};
use actix_web::{get, post};

/// The form of an upload, for the document.
#[derive(utoipa::ToSchema)]
#[schema(as = InspectionEvidenceFile)]
#[expect(dead_code, reason = "describes the body; `Upload` reads it")]
pub struct EvidenceFile {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Add a file to an item; after the lock it is late evidence (inspector).
#[utoipa::path(
    tag = "Inspections",
    operation_id = "add_inspection_evidence",
    params(("id" = String, Path), ("code" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body(content = EvidenceFile, content_type = "multipart/form-data"),
    security(("bearer" = [])),
    responses((status = 201, body = InspectionView))
)]
#[post("/api/v1/inspections/{id}/items/{code}/evidence")]
pub async fn add(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    path: Path<(String, String)>,
    upload: Upload,
) -> Result<Answered, Failure> {
    let (account, place, sender) = (member.id.to_string(), path.into_inner(), member.clone());
    let (id, code) = place.clone();
    let seal = async |file| actions::seal_evidence(&app, &sender, (&place.0, &place.1), file).await;
    upload_once(&app, upload, &account, seal, move |tx, sealed| {
        check_version(tx, &member, &if_match, &id)?;
        actions::add_evidence(tx, &member, (&id, &code), sealed)?;
        Stored::created(format!("/api/v1/inspections/{id}"), &views::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

/// Open a file of the evidence (those named in the inspection); the first has number 1.
#[utoipa::path(
    tag = "Inspections",
    operation_id = "download_inspection_evidence",
    params(("id" = String, Path), ("number" = u32, Path)),
    security(("bearer" = [])),
    responses((status = 200, content_type = "application/octet-stream", body = String))
)]
#[get("/api/v1/inspections/{id}/evidence/{number}")]
pub async fn download(app: Data<App>, member: Member, path: Path<(String, u32)>) -> Result<Download, Failure> {
    let (id, number) = path.into_inner();
    open(&app, member, id, number).await
}

/// The file with this number, for those who may open it.
pub async fn open(app: &App, member: Member, id: String, number: u32) -> Result<Download, Failure> {
    let found = app.read(move |reader| {
        let seen = views::seen_by(reader, Some(&member), &id)?;
        if !seen.is_staff() {
            return Err(FORBIDDEN.into());
        }
        let place = usize::try_from(number).map_err(AppError::internal)?.checked_sub(1);
        let row = place.and_then(|place| seen.evidence.into_iter().nth(place)).ok_or_else(AppError::not_found)?;
        Ok((files::existing_case_key(reader.conn, reader.site, Inspection::NAME, &id)?, row))
    });
    let (key, row) = found.await?;
    let media_type: MediaType = row.media_type.parse().map_err(AppError::internal)?;
    let content = Store::of(app.config()).open(&key, &row.file).await?;
    Ok(Download { name: row.name, media_type, content })
}
