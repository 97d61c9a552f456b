//! Answering by the letter's link, without an account.

use super::super::api::{ComplaintView, Respond};
use super::super::store;
use super::{actions, views};
use crate::app::{App, Tx};
use crate::error::AppError;
use crate::web::{Answered, BLANK, Failure, IfMatch, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{get, post, put};

/// The case that a letter's link opens, as the clinic may see it.
#[utoipa::path(tag = "complaints", operation_id = "show_case_link", params(("token" = String, Path)), responses((status = 200, body = ComplaintView)))]
#[get("/api/v1/case-links/{token}")]
pub async fn show(app: Data<App>, token: Path<String>) -> Result<Shown<ComplaintView>, Failure> {
    let token = token.into_inner();
    let view = app
        .read(move |reader| {
            let id = actions::case_of_link(reader, &token)?;
            views::for_link(reader, &id, &token)
        })
        .await?;
    Ok(Shown(view))
}

/// Say that the letter has arrived.
#[utoipa::path(
    tag = "complaints", operation_id = "acknowledge_by_case_link",
    params(("token" = String, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = ComplaintView))
)]
#[put("/api/v1/case-links/{token}/acknowledgement")]
pub async fn acknowledge(
    app: Data<App>,
    token: Path<String>,
    if_match: IfMatch,
) -> Result<Shown<ComplaintView>, Failure> {
    let token = token.into_inner();
    let view = app
        .write(move |tx| {
            check_version(tx, &if_match, &token)?;
            let id = actions::acknowledge_by_link(tx, &token)?;
            views::for_link(&mut tx.reader(), &id, &token)
        })
        .await?;
    Ok(Shown(view))
}

/// Answer the complaint.
#[utoipa::path(
    tag = "complaints", operation_id = "respond_by_case_link",
    params(("token" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Respond,
    responses((status = 201, body = ComplaintView))
)]
#[post("/api/v1/case-links/{token}/responses")]
pub async fn respond(
    app: Data<App>,
    token: Path<String>,
    if_match: IfMatch,
    body: Valid<Respond>,
) -> Result<Answered, Failure> {
    let ((new, once), secret) = (body.into_parts(), token.into_inner());
    let token = secret.clone();
    let mut answered = write_once(&app, once, None, move |tx| {
        check_version(tx, &if_match, &token)?;
        let id = actions::respond_by_link(tx, &token, &new)?;
        Stored::created(format!("/api/v1/case-links/{BLANK}"), &views::for_link(&mut tx.reader(), &id, BLANK)?)
    })
    .await?;
    answered.fill(&secret);
    Ok(answered)
}

/// # Errors
/// 412 when the version is stale; `link_expired` for whoever holds no link.
fn check_version(tx: &mut Tx<'_>, if_match: &IfMatch, token: &str) -> Result<(), AppError> {
    let id = actions::case_of_link(&mut tx.reader(), token)?;
    Ok(if_match.check(store::find(tx.conn, &id)?.version)?)
}
