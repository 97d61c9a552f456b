//! Applications over REST: each handler one call of an action or a view.

use super::{act, set};
use crate::accounts::{MaybeMember, Member, post_acts, put_acts};
use crate::app::App;
use crate::cases::CaseReceipt;
use crate::coalition::applications::api::{
    AnswerGate, CastVote, Decide, Filter, GiveComment, ListGaps, Notes, Reason, SaveForm, SeatPanel, StartApplication,
};
use crate::coalition::applications::views::{
    self, ApplicationLine, ApplicationView, CommentView, PublishedResult, SeenApplication,
};
use crate::coalition::applications::{Position, actions, mine, queue};
use crate::error::AppError;
use crate::ledger;
use crate::web::{
    Answered, Failure, IfMatch, Listed, Listing, MustMatch, Nothing, PageParams, Plain, Routes, Shown, Stored, Valid,
    write_once,
};
use actix_web::web::{Data, Path};
use actix_web::{get, patch, post, put};

/// Registers the routes.
pub fn routes(config: &mut Routes<'_>) {
    config
        .service(start)
        .service(list)
        .service(list_mine)
        .service(show)
        .service(list_results)
        .service(receipt)
        .service(save)
        .service(submit)
        .service(withdraw)
        .service(list_gaps)
        .service(lapse)
        .service(answer_gate)
        .service(seat_panel)
        .service(open_calibration)
        .service(call_hearing)
        .service(list_comments)
        .service(comment)
        .service(vote)
        .service(decide);
}

/// Start an application (physician).
#[utoipa::path(
    tag = "Coalition",
    request_body = StartApplication,
    security(("bearer" = [])),
    responses((status = 201, body = ApplicationView))
)]
#[post("/api/v1/applications")]
pub async fn start(app: Data<App>, member: Member, body: Valid<StartApplication>) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let account = member.id.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        let id = actions::start(tx, &member, &new)?;
        let view = views::for_member(&mut tx.reader(), &member, &id)?;
        Stored::created(format!("/api/v1/applications/{id}"), &view)
    })
    .await
}

/// Every application that was handed in, for credentialing officers and the board.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_applications",
    params(Filter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ApplicationLine>))
)]
#[get("/api/v1/applications")]
pub async fn list(app: Data<App>, member: Member, asked: Listing<Filter>) -> Result<Listed<ApplicationLine>, Failure> {
    let window = asked.window::<Position>("applications")?;
    Ok(app.read(move |reader| queue(reader, &member, &asked.filter, &window)).await?)
}

/// What the caller applied with, and what the caller scores.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_my_applications",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ApplicationLine>))
)]
#[get("/api/v1/me/applications")]
pub async fn list_mine(
    app: Data<App>,
    member: Member,
    asked: Listing<Nothing>,
) -> Result<Listed<ApplicationLine>, Failure> {
    let window = asked.window::<Position>("my-applications")?;
    Ok(app.read(move |reader| mine(reader, &member, &window)).await?)
}

/// An application: as far as they may see it for those with a part in it, its published result for everybody else.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "show_application",
    params(("id" = String, Path)),
    security((), ("bearer" = [])),
    responses((status = 200, body = SeenApplication))
)]
#[get("/api/v1/applications/{id}")]
pub async fn show(app: Data<App>, viewer: MaybeMember, id: Path<String>) -> Result<Shown<SeenApplication>, Failure> {
    let id = id.into_inner();
    Ok(Shown(app.read(move |reader| views::for_anybody(reader, viewer.0.as_ref(), &id)).await?))
}

/// The published results of applications, the latest first: admitted, deferred and rejected alike.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_application_results",
    params(PageParams),
    responses((status = 200, body = Listed<PublishedResult>))
)]
#[get("/api/v1/coalition/results")]
pub async fn list_results(app: Data<App>, asked: Listing<Nothing>) -> Result<Listed<PublishedResult>, Failure> {
    let window = asked.window::<Position>("application-results")?;
    Ok(app.read(move |reader| views::results(reader, &window)).await?)
}

/// The receipt that proves the application was handed in, with what it opens (applicant).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "show_application_receipt",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = CaseReceipt))
)]
#[get("/api/v1/applications/{id}/receipt")]
pub async fn receipt(app: Data<App>, member: Member, id: Path<String>) -> Result<Plain<CaseReceipt>, Failure> {
    let id = id.into_inner();
    Ok(Plain(app.read(move |reader| views::receipt(reader, &member, &id)).await?))
}

/// Save sections of the form (applicant).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "save_application",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = SaveForm,
    security(("bearer" = [])),
    responses((status = 200, body = ApplicationView))
)]
#[patch("/api/v1/applications/{id}")]
pub async fn save(
    app: Data<App>,
    member: Member,
    must_match: MustMatch,
    id: Path<String>,
    body: Valid<SaveForm>,
) -> Result<Shown<ApplicationView>, Failure> {
    set(&app, (member, must_match.into(), id.into_inner()), body, actions::save).await
}

/// Hand the application in, complete or not (applicant).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "submit_application",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Nothing,
    security(("bearer" = [])),
    responses((status = 201, body = ApplicationView))
)]
#[post("/api/v1/applications/{id}/submission")]
pub async fn submit(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<Nothing>,
) -> Result<Answered, Failure> {
    let (id, reader) = (id.into_inner(), member.clone());
    let mut answered =
        act(&app, (member, if_match, id.clone()), body, |tx, member, id, _| actions::submit(tx, member, id)).await?;
    // The salt belongs to the applicant alone; it is read again, not stored with the answer.
    let read = app.read(move |r| {
        let subject = views::subject_of(r, &reader, &id)?;
        ledger::receipt_of(r, &subject, views::HANDED_IN)
    });
    let proof = serde_json::to_value(read.await?).map_err(AppError::internal)?;
    if let Some(fields) = answered.body_mut().as_object_mut() {
        fields.insert("receipt".into(), proof);
    }
    Ok(answered)
}

post_acts! {
    "Coalition", "id": String => ApplicationView;
    /// Take the application back (applicant).
    withdraw(Reason) "withdraw_application" "/api/v1/applications/{id}/withdrawal" => actions::withdraw;
    /// Tell the applicant what is missing (credentialing officer).
    list_gaps(ListGaps) "list_application_gaps" "/api/v1/applications/{id}/gaps" => actions::list_gaps;
    /// Let an application lapse that cannot go on (credentialing officer).
    lapse(Reason) "lapse_application" "/api/v1/applications/{id}/lapse" => actions::lapse;
    /// Open the next round of scoring after a calibration (credentialing officer).
    open_calibration(Notes) "open_calibration" "/api/v1/applications/{id}/calibrations" => actions::open_calibration;
    /// Hear the applicant before the vote (board).
    call_hearing(Notes) "call_hearing" "/api/v1/applications/{id}/hearing" => actions::call_hearing;
    /// Close the vote (board).
    decide(Decide) "decide_application" "/api/v1/applications/{id}/decision" => actions::decide;
}

put_acts! {
    "Coalition", "id": String => ApplicationView;
    /// Name the panel (credentialing officer).
    seat_panel(SeatPanel) "seat_application_panel" "/api/v1/applications/{id}/panel" => actions::seat_panel;
    /// Vote on the application (board).
    vote(CastVote) "vote_on_application" "/api/v1/applications/{id}/vote" => actions::vote;
}

/// Answer a gate (credentialing officer).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "answer_gate",
    params(("id" = String, Path), ("code" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = AnswerGate,
    security(("bearer" = [])),
    responses((status = 200, body = ApplicationView))
)]
#[put("/api/v1/applications/{id}/gates/{code}")]
pub async fn answer_gate(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    path: Path<(String, String)>,
    body: Valid<AnswerGate>,
) -> Result<Shown<ApplicationView>, Failure> {
    let (id, code) = path.into_inner();
    set(&app, (member, if_match, id), body, move |tx, member, id, new| {
        actions::answer_gate(tx, member, (id, &code), new)
    })
    .await
}

/// The public comments on an application, oldest first.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_application_comments",
    params(("id" = String, Path), PageParams),
    responses((status = 200, body = Listed<CommentView>))
)]
#[get("/api/v1/applications/{id}/comments")]
pub async fn list_comments(
    app: Data<App>,
    viewer: MaybeMember,
    id: Path<String>,
    asked: Listing<Nothing>,
) -> Result<Listed<CommentView>, Failure> {
    let window = asked.window::<String>("application-comments")?;
    let id = id.into_inner();
    Ok(app.read(move |reader| views::comments(reader, viewer.0.as_ref(), &id, &window)).await?)
}

/// Comment on an applicant, or answer as the applicant.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "comment_on_application",
    params(("id" = String, Path)),
    request_body = GiveComment,
    security(("bearer" = [])),
    responses((status = 201, body = CommentView))
)]
#[post("/api/v1/applications/{id}/comments")]
pub async fn comment(
    app: Data<App>,
    member: Member,
    id: Path<String>,
    body: Valid<GiveComment>,
) -> Result<Answered, Failure> {
    let (new, once) = body.into_parts();
    let (id, account) = (id.into_inner(), member.id.to_string());
    write_once(&app, once, Some(&account), move |tx| {
        let row = actions::comment(tx, &member, &id, &new)?;
        Stored::created(format!("/api/v1/applications/{id}/comments"), &views::one_comment(&mut tx.reader(), row)?)
    })
    .await
}
