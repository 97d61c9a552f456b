//! What an author does with a review, and reading one.

use super::super::api::{NewReview, NewVersion, ReviewView, Withdrawal};
use super::super::table::Review;
use super::{act, actions, reads};
use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::cases::CaseReceipt;
use crate::drafts::{self, api::FromDraft};
use crate::error::AppError;
use crate::ledger;
use crate::web::{Answered, Failure, IfMatch, Plain, Query, Shown, Stored, Valid, write_once};
use crate::workflow::Workflow as _;
use actix_web::web::{Data, Path};
use actix_web::{get, post};

/// Review a physician or a clinic.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "submit_review",
    params(FromDraft),
    request_body = NewReview,
    security(("bearer" = [])),
    responses((status = 201, body = ReviewView))
)]
#[post("/api/v1/reviews")]
pub async fn submit(
    app: Data<App>,
    member: Member,
    from: Query<FromDraft>,
    body: Valid<NewReview>,
) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    let mut answered = write_once(&app, once, Some(&account), move |tx| {
        let filed = actions::submit(tx, &member, &new)?;
        drafts::published_from(tx, &member.id, from.draft.as_ref())?;
        let view = reads::for_member(&mut tx.reader(), &member, &filed.id)?;
        let mut body = serde_json::to_value(&view).map_err(AppError::internal)?;
        if let Some(fields) = body.as_object_mut() {
            fields.insert("receipt".into(), serde_json::json!({ "subject_ref": filed.subject_ref }));
        }
        Stored::created(format!("/api/v1/reviews/{}", filed.id), &body)
    })
    .await?;
    with_receipt(&app, &mut answered).await?;
    Ok(answered)
}

/// The salt belongs to the author alone; it is read again, not stored with the answer.
async fn with_receipt(app: &App, answered: &mut Answered) -> Result<(), Failure> {
    let subject = answered.body_mut().pointer("/receipt/subject_ref").and_then(|text| text.as_str()).map(str::to_owned);
    let Some(subject) = subject else { return Ok(()) };
    let found = app.read(move |reader| ledger::receipt_of(reader, &subject, Review::OPENING.leaf)).await?;
    let found = serde_json::to_value(found).map_err(AppError::internal)?;
    if let Some(fields) = answered.body_mut().as_object_mut() {
        fields.insert("receipt".into(), found);
    }
    Ok(())
}

/// One review; of what may not be read, only its place.
#[utoipa::path(
    tag = "Reviews",
    operation_id = "show_review",
    params(("id" = String, Path)),
    security((), ("bearer" = [])),
    responses((status = 200, body = ReviewView))
)]
#[get("/api/v1/reviews/{id}")]
pub async fn show(app: Data<App>, member: MaybeMember, id: Path<String>) -> Result<Shown<ReviewView>, Failure> {
    let id = id.into_inner();
    Ok(Shown(app.read(move |reader| Ok(reads::seen(reader, &member, &id)?.view)).await?))
}

/// The receipt that proves the review was received, with what it opens (author).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "show_review_receipt",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = CaseReceipt))
)]
#[get("/api/v1/reviews/{id}/receipt")]
pub async fn receipt(app: Data<App>, member: Member, id: Path<String>) -> Result<Plain<CaseReceipt>, Failure> {
    let id = id.into_inner();
    Ok(Plain(app.read(move |reader| reads::receipt(reader, &member, &id)).await?))
}

/// Say how it is now; counts in place of the version before (author).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "add_review_version",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = NewVersion,
    security(("bearer" = [])),
    responses((status = 201, body = ReviewView))
)]
#[post("/api/v1/reviews/{id}/versions")]
pub async fn add_version(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<NewVersion>,
) -> Result<Answered, Failure> {
    act(&app, (member, if_match), id.into_inner(), body, actions::add_version).await
}

/// Take the review back: its text goes, the count stays (author).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "withdraw_review",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Withdrawal,
    security(("bearer" = [])),
    responses((status = 201, body = ReviewView))
)]
#[post("/api/v1/reviews/{id}/withdrawal")]
pub async fn withdraw(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<Withdrawal>,
) -> Result<Answered, Failure> {
    act(&app, (member, if_match), id.into_inner(), body, actions::withdraw).await
}
