//! Documents: adding one, opening one, deciding what it proves.

use super::super::actions::sees_all;
use super::super::api::{ProofDecision, ProofRequest, ReviewView};
use super::super::store::parts;
use super::super::table::Review;
use super::{act, actions, add_proof, check_version, reads, seal_proof};
use crate::accounts::{CaseOfficer, MaybeMember, Member};
use crate::app::App;
use crate::error::{AppError, FORBIDDEN};
use crate::files::{self, MediaType, Store};
use crate::web::{Answered, Download, Failure, IfMatch, Stored, Upload, Valid, upload_once, write_once};
use crate::workflow::Workflow as _;
use actix_web::web::{Data, Path};
use actix_web::{get, post};

/// The form of an upload, for the document.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the body; `Upload` reads it")]
pub struct ProofFile {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Add a document that proves the review: an invoice, an operation note, a booking (author).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "add_review_proof",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body(content = ProofFile, content_type = "multipart/form-data"),
    security(("bearer" = [])),
    responses((status = 201, body = ReviewView))
)]
#[post("/api/v1/reviews/{id}/proofs")]
pub async fn add(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    upload: Upload,
) -> Result<Answered, Failure> {
    let (account, id, sender) = (member.id.to_string(), id.into_inner(), member.clone());
    let case = id.clone();
    let seal = async |file| seal_proof(&app, &sender, &case, file).await;
    upload_once(&app, upload, &account, seal, move |tx, sealed| {
        check_version(tx, &member, &if_match, &id)?;
        let number = add_proof(tx, &member, &id, sealed)?;
        let view = reads::for_member(&mut tx.reader(), &member, &id)?;
        Stored::created(format!("/api/v1/reviews/{id}/proofs/{number}"), &view)
    })
    .await
}

/// Open a document (author, case officer); the first has number 1.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "download_review_proof",
    params(("id" = String, Path), ("number" = i64, Path)),
    security(("bearer" = [])),
    responses((status = 200, content_type = "application/octet-stream", body = String))
)]
#[get("/api/v1/reviews/{id}/proofs/{number}")]
pub async fn download(app: Data<App>, member: Member, path: Path<(String, i64)>) -> Result<Download, Failure> {
    let (id, number) = path.into_inner();
    open(&app, member, id, number).await
}

/// The document with this number, for those who may open it.
pub async fn open(app: &App, member: Member, id: String, number: i64) -> Result<Download, Failure> {
    let found = app.read(move |reader| {
        let seen = reads::seen(reader, &MaybeMember(Some(member)), &id)?;
        // Moderators look at what is public; documents are for the officers.
        if !sees_all(&seen.roles) || seen.roles == [super::super::Role::Moderator] {
            return Err(FORBIDDEN.into());
        }
        let row = parts::proof(reader.conn, &id, number)?;
        Ok((files::existing_case_key(reader.conn, reader.site, Review::NAME, &id)?, row))
    });
    let (key, row) = found.await?;
    let media_type: MediaType = row.media_type.parse().map_err(AppError::internal)?;
    let content = Store::of(app.config()).open(&key, &row.file).await?;
    Ok(Download { name: row.name, media_type, content })
}

/// Decide what a document proves (case officer).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "decide_review_proof",
    params(("id" = String, Path), ("number" = i64, Path), ("If-Match" = Option<String>, Header)),
    request_body = ProofDecision,
    security(("bearer" = [])),
    responses((status = 201, body = ReviewView))
)]
#[post("/api/v1/reviews/{id}/proofs/{number}/decisions")]
pub async fn decide(
    app: Data<App>,
    officer: CaseOfficer,
    if_match: IfMatch,
    path: Path<(String, i64)>,
    body: Valid<ProofDecision>,
) -> Result<Answered, Failure> {
    let (id, number) = path.into_inner();
    let (new, once) = body.into_parts();
    let account = officer.id.to_string();
    let member: Member = (*officer).clone();
    write_once(&app, once, Some(&account), move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        actions::decide_proof(tx, &member, (&id, number), &new)?;
        Stored::created(format!("/api/v1/reviews/{id}"), &reads::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

/// Ask the author for a document, or give the same time once more (case officer).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "ask_for_review_proof",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = ProofRequest,
    security(("bearer" = [])),
    responses((status = 201, body = ReviewView))
)]
#[post("/api/v1/reviews/{id}/proof-requests")]
pub async fn ask(
    app: Data<App>,
    officer: CaseOfficer,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<ProofRequest>,
) -> Result<Answered, Failure> {
    act(&app, ((*officer).clone(), if_match), id.into_inner(), body, actions::ask_for_proof).await
}
