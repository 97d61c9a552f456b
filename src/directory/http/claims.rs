//! Claims over REST.

use crate::accounts::{CredentialingOfficer, Member};
use crate::app::App;
use crate::directory::api::{ClaimDecision, ClaimFilter, ClaimView};
use crate::directory::model::ClaimId;
use crate::directory::store::claims::ByAge;
use crate::directory::{Actor, actions, reads, views};
use crate::web::{Failure, IfMatch, Listed, Listing, PageParams, Shown, Stored, Valid, write_once};
use actix_web::web::{Data, Path};
use actix_web::{Responder, get, post};

/// Claims, oldest first; those that wait unless `state` says otherwise.
#[utoipa::path(
    tag = "Directory",
    params(ClaimFilter, PageParams),
    security(("bearer" = [])),
    responses((status = 200, body = Listed<ClaimView>))
)]
#[get("/api/v1/claims")]
pub async fn list_claims(
    app: Data<App>,
    officer: CredentialingOfficer,
    asked: Listing<ClaimFilter>,
) -> Result<impl Responder, Failure> {
    let (window, actor) = (asked.window::<ByAge>("claims")?, Actor::of(&officer));
    Ok(app.read(move |r| reads::claims(r.conn, &asked.filter, &window, &actor)).await?)
}

/// A claim, for its author and credentialing officers.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = ClaimView))
)]
#[get("/api/v1/claims/{id}")]
pub async fn show_claim(app: Data<App>, member: Member, id: Path<ClaimId>) -> Result<impl Responder, Failure> {
    let (actor, decides) = (Actor::of(&member), Actor::decides_claims(&member));
    Ok(Shown(app.read(move |r| reads::claim(r.conn, &id, &actor, decides)).await?))
}

/// Decides on a claim; an approval gives the role that goes with it, and the claimant gets a letter.
#[utoipa::path(
    tag = "Directory",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = ClaimDecision,
    security(("bearer" = [])),
    responses((status = 201, body = ClaimView))
)]
#[post("/api/v1/claims/{id}/decisions")]
pub async fn decide_claim(
    app: Data<App>,
    officer: CredentialingOfficer,
    id: Path<ClaimId>,
    matching: IfMatch,
    body: Valid<ClaimDecision>,
) -> Result<impl Responder, Failure> {
    let ((decision, once), actor) = (body.into_parts(), Actor::of(&officer));
    let account = actor.account.to_string();
    write_once(&app, once, Some(&account), move |tx| {
        matching.check(reads::claim_version(tx.conn, &id)?)?;
        let row = actions::decide_claim(tx, &actor, &id, decision.outcome, &decision.reason)?;
        Stored::created(format!("/api/v1/claims/{}", row.id), &views::claim(row, Some(&actor)))
    })
    .await
}
