//! Answering by the letter's link, without an account.

use super::super::api::{ComplaintView, Respond};
use super::{actions, views};
use crate::app::App;
use crate::web::{Answered, Failure, Shown, Stored, Valid, write_once};
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
            views::for_clinic(reader, &id)
        })
        .await?;
    Ok(Shown(view))
}

/// Say that the letter has arrived.
#[utoipa::path(tag = "complaints", operation_id = "acknowledge_by_case_link", params(("token" = String, Path)), responses((status = 200, body = ComplaintView)))]
#[put("/api/v1/case-links/{token}/acknowledgement")]
pub async fn acknowledge(app: Data<App>, token: Path<String>) -> Result<Shown<ComplaintView>, Failure> {
    let token = token.into_inner();
    let view = app
        .write(move |tx| {
            let id = actions::acknowledge_by_link(tx, &token)?;
            views::for_clinic(&mut tx.reader(), &id)
        })
        .await?;
    Ok(Shown(view))
}

/// Answer the complaint.
#[utoipa::path(
    tag = "complaints", operation_id = "respond_by_case_link",
    params(("token" = String, Path)),
    request_body = Respond,
    responses((status = 201, body = ComplaintView))
)]
#[post("/api/v1/case-links/{token}/responses")]
pub async fn respond(app: Data<App>, token: Path<String>, body: Valid<Respond>) -> Result<Answered, Failure> {
    let token = token.into_inner();
    let (new, once) = body.into_parts();
    write_once(&app, once, None, move |tx| {
        let id = actions::respond_by_link(tx, &token, &new)?;
        Stored::created(format!("/api/v1/case-links/{token}"), &views::for_clinic(&mut tx.reader(), &id)?)
    })
    .await
}
