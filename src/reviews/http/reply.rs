//! The other side: acknowledging a patient's document, replying in public.

use super::super::actions::Replied;
use super::super::api::{NewReply, ReviewView};
use super::{actions, check_version, reads};
use crate::accounts::Member;
use crate::app::{App, Tx};
use crate::error::AppError;
use crate::web::{Answered, Failure, IfMatch, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{post, put};

/// Say that patient and procedure are known: level 2 becomes 3 (physician or clinic).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "acknowledge_review",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    security(("bearer" = [])),
    responses((status = 200, body = ReviewView))
)]
#[put("/api/v1/reviews/{id}/acknowledgement")]
pub async fn acknowledge(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
) -> Result<Shown<ReviewView>, Failure> {
    let id = id.into_inner();
    let view = app.write(move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        actions::acknowledge(tx, &member, &id)?;
        reads::for_member(&mut tx.reader(), &member, &id)
    });
    Ok(Shown(view.await?))
}

/// What an answer carries out of its transaction: the review, or the guard's refusal, whose draft's hash stays.
type Said = Result<ReviewView, crate::error::Refusal>;

fn said(tx: &mut Tx<'_>, member: &Member, id: &str, replied: Replied) -> Result<Said, AppError> {
    Ok(match replied.into_result() {
        Ok(()) => Ok(reads::for_member(&mut tx.reader(), member, id)?),
        Err(refusal) => Err(refusal),
    })
}

/// Reply in public to the newest version, once (physician or clinic).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "reply_to_review",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = NewReply,
    security(("bearer" = [])),
    responses((status = 200, body = ReviewView))
)]
#[put("/api/v1/reviews/{id}/reply")]
pub async fn reply(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<NewReply>,
) -> Result<Shown<ReviewView>, Failure> {
    let (new, id) = (body.into_inner(), id.into_inner());
    let said = app.write(move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        let replied = actions::reply(tx, &member, &id, &new)?;
        said(tx, &member, &id, replied)
    });
    Ok(Shown(said.await??))
}

/// Add the one update to the reply (physician or clinic).
#[utoipa::path(
    tag = "Reviews",
    operation_id = "update_reply_to_review",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = NewReply,
    security(("bearer" = [])),
    responses((status = 201, body = ReviewView))
)]
#[post("/api/v1/reviews/{id}/reply/update")]
pub async fn update(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<NewReply>,
) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let id = id.into_inner();
    refuse_blocked(&app, (&member, &if_match), &id, &new).await?;
    let account = member.id.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        actions::update_reply(tx, &member, &id, &new)?.into_result()?;
        Stored::created(format!("/api/v1/reviews/{id}"), &reads::for_member(&mut tx.reader(), &member, &id)?)
    })
    .await
}

/// A blocked draft must leave its hash, which the transaction of a refused request could not.
async fn refuse_blocked(
    app: &App,
    (member, if_match): (&Member, &IfMatch),
    id: &str,
    new: &NewReply,
) -> Result<(), Failure> {
    let (member, if_match, id, new) = (member.clone(), if_match.clone(), id.to_owned(), new.clone());
    let looked = app.write(move |tx| {
        check_version(tx, &member, &if_match, &id)?;
        actions::look_at_draft(tx, &member, &id, &new)
    });
    Ok(looked.await?.into_result()?)
}
