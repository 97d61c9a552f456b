//! Blind scores over REST.

use super::act;
use crate::accounts::Member;
use crate::app::App;
use crate::coalition::applications::actions;
use crate::coalition::applications::api::{GiveScore, Reason};
use crate::coalition::applications::views::{self, AgreementView, ApplicationView, ScoreKey, ScoreView};
use crate::web::{Answered, Failure, IfMatch, Listed, Listing, Nothing, PageParams, Plain, Routes, Valid};
use actix_web::web::{Data, Path};
use actix_web::{get, post, put};

/// Registers the routes.
pub fn routes(config: &mut Routes<'_>) {
    config.service(score).service(lock).service(recuse).service(list).service(agreement);
}

/// Score a criterion, or change the score before locking (reviewer).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "score_criterion",
    params(("id" = String, Path), ("code" = String, Path)),
    request_body = GiveScore,
    security(("bearer" = [])),
    responses((status = 200, body = ScoreView))
)]
#[put("/api/v1/applications/{id}/scores/{code}")]
pub async fn score(
    app: Data<App>,
    member: Member,
    path: Path<(String, String)>,
    body: Valid<GiveScore>,
) -> Result<Plain<ScoreView>, Failure> {
    let ((id, code), new) = (path.into_inner(), body.into_inner());
    let write = app.write(move |tx| {
        actions::score(tx, &member, (&id, &code), &new)?;
        views::own_score(&mut tx.reader(), &member, (&id, &code))
    });
    Ok(Plain(write.await?))
}

/// Lock this round's scores (reviewer).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "lock_scores",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Nothing,
    security(("bearer" = [])),
    responses((status = 201, body = ApplicationView))
)]
#[post("/api/v1/applications/{id}/score-lock")]
pub async fn lock(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<Nothing>,
) -> Result<Answered, Failure> {
    act(&app, (member, if_match, id.into_inner()), body, |tx, member, id, _| actions::lock(tx, member, id)).await
}

/// Leave the panel, or the vote (reviewer, board).
#[utoipa::path(
    tag = "Coalition",
    operation_id = "recuse_from_application",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Reason,
    security(("bearer" = [])),
    responses((status = 201, body = ApplicationView))
)]
#[post("/api/v1/applications/{id}/recusals")]
pub async fn recuse(
    app: Data<App>,
    member: Member,
    if_match: IfMatch,
    id: Path<String>,
    body: Valid<Reason>,
) -> Result<Answered, Failure> {
    act(&app, (member, if_match, id.into_inner()), body, actions::recuse).await
}

/// Scores: one's own only, until everybody has locked.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "list_scores",
    params(("id" = String, Path), PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ScoreView>))
)]
#[get("/api/v1/applications/{id}/scores")]
pub async fn list(
    app: Data<App>,
    member: Member,
    id: Path<String>,
    asked: Listing<Nothing>,
) -> Result<Listed<ScoreView>, Failure> {
    let window = asked.window::<ScoreKey>("application-scores")?;
    let id = id.into_inner();
    Ok(app.read(move |reader| views::scores(reader, &member, &id, &window)).await?)
}

/// What the scores come to, once everybody has locked.
#[utoipa::path(
    tag = "Coalition",
    operation_id = "show_agreement",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = AgreementView))
)]
#[get("/api/v1/applications/{id}/agreement")]
pub async fn agreement(app: Data<App>, member: Member, id: Path<String>) -> Result<Plain<AgreementView>, Failure> {
    let id = id.into_inner();
    Ok(Plain(app.read(move |reader| views::agreement(reader, &member, &id)).await?))
}
