//! Files of the patient's evidence: adding one, and opening one.

use super::super::api::ComplaintView;
use super::super::rules::{is_for, may_open};
use super::super::table::Complaint;
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
#[expect(dead_code, reason = "describes the body; `Upload` reads it")]
pub struct EvidenceFile {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Add a file to the evidence (patient).
#[utoipa::path(
    tag = "complaints",
    operation_id = "add_evidence",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body(content = EvidenceFile, content_type = "multipart/form-data"),
    security(("bearer" = [])),
    responses((status = 201, body = ComplaintView))
)]
#[post("/api/v1/complaints/{id}/evidence")]
pub async fn add(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    upload: Upload,
) -> Result<Answered, Failure> {
    let (account, id, sender) = (member.id.to_string(), id.into_inner(), member.clone());
    let case = id.clone();
    let seal = async |file| actions::seal_evidence(&app, &sender, &case, file).await;
    upload_once(&app, upload, &account, seal, move |tx, sealed| {
        check_version(tx, &member, &if_match, &id)?;
        actions::add_evidence(tx, &member, &id, sealed)?;
        Stored::created(format!("/api/v1/complaints/{id}"), &views::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

/// Open a file of the evidence (patient, case officer, panel); the first has number 1.
#[utoipa::path(
    tag = "complaints",
    operation_id = "download_evidence",
    params(("id" = String, Path), ("number" = u32, Path)),
    security(("bearer" = [])),
    responses((status = 200, content_type = "application/octet-stream", body = String))
)]
#[get("/api/v1/complaints/{id}/evidence/{number}")]
pub async fn download(app: Data<App>, member: Member, path: Path<(String, u32)>) -> Result<Download, Failure> {
    let (id, number) = path.into_inner();
    open(&app, member, id, number).await
}

/// The file with this number, for those who may open it.
pub async fn open(app: &App, member: Member, id: String, number: u32) -> Result<Download, Failure> {
    let found = app.read(move |reader| {
        let seen = views::seen_by(reader, &member, &id)?;
        if !may_open(&seen.roles) {
            return Err(FORBIDDEN.into());
        }
        let place = usize::try_from(number).map_err(AppError::internal)?.checked_sub(1);
        let files = seen.loaded.evidence;
        let row = place.and_then(|place| files.into_iter().nth(place)).filter(|row| is_for(&seen.roles, row.role));
        let row = row.ok_or_else(AppError::not_found)?;
        Ok((files::existing_case_key(reader.conn, reader.site, Complaint::NAME, &id)?, row))
    });
    let (key, row) = found.await?;
    let media_type: MediaType = row.media_type.parse().map_err(AppError::internal)?;
    let content = Store::of(app.config()).open(&key, &row.file).await?;
    Ok(Download { name: row.name, media_type, content })
}
