//! One's own second factor over REST. Answers carry secrets, so none is kept for an `Idempotency-Key`.

use crate::accounts::actions::{self, Shown as Who};
use crate::accounts::api::{BeginSecondFactor, ConfirmSecondFactor, ProveSecondFactor, SecondFactorView};
use crate::accounts::callers::Member;
use crate::app::App;
use crate::web::{Created, Failure, Shown, Valid, address_of};
use actix_web::web::Data;
use actix_web::{HttpRequest, Responder, get, post, put};

const HERE: &str = "/api/v1/me/second-factor";

/// How far one's second factor is; while it waits for its first code, with the secret.
#[utoipa::path(tag = "Accounts", security(("bearer" = [])), responses((status = 200, body = SecondFactorView)))]
#[get("/api/v1/me/second-factor")]
pub async fn show_second_factor(app: Data<App>, member: Member) -> Result<impl Responder, Failure> {
    Ok(Shown(app.read(move |reader| actions::standing(reader, &member.id)).await?))
}

/// Makes a secret for an authenticator. It counts once its first code has come.
#[utoipa::path(tag = "Accounts", request_body = BeginSecondFactor, security(("bearer" = [])), responses((status = 201, body = SecondFactorView)))]
#[post("/api/v1/me/second-factor")]
pub async fn begin_second_factor(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    body: Valid<BeginSecondFactor>,
) -> Result<impl Responder, Failure> {
    let view = actions::begin_second_factor(&app, who(&request, member), body.into_inner().current_password).await?;
    Ok(Created { location: HERE.to_owned(), view })
}

/// Confirms the authenticator by its first code; signs out the other devices and tells the recovery codes, once.
#[utoipa::path(tag = "Accounts", request_body = ConfirmSecondFactor, security(("bearer" = [])), responses((status = 200, body = SecondFactorView)))]
#[put("/api/v1/me/second-factor/confirmation")]
pub async fn confirm_second_factor(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    body: Valid<ConfirmSecondFactor>,
) -> Result<impl Responder, Failure> {
    Ok(Shown(actions::confirm_second_factor(&app, who(&request, member), body.into_inner().code).await?))
}

/// Replaces the recovery codes and tells them, once.
#[utoipa::path(tag = "Accounts", request_body = ProveSecondFactor, security(("bearer" = [])), responses((status = 201, body = SecondFactorView)))]
#[post("/api/v1/me/second-factor/recovery-codes")]
pub async fn renew_recovery_codes(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    body: Valid<ProveSecondFactor>,
) -> Result<impl Responder, Failure> {
    let ProveSecondFactor { current_password, code } = body.into_inner();
    let view = actions::renew_recovery_codes(&app, who(&request, member), (current_password, code)).await?;
    Ok(Created { location: HERE.to_owned(), view })
}

/// Removes the second factor; signs out the other devices.
#[utoipa::path(tag = "Accounts", request_body = ProveSecondFactor, security(("bearer" = [])), responses((status = 201, body = SecondFactorView)))]
#[post("/api/v1/me/second-factor/removal")]
pub async fn remove_second_factor(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    body: Valid<ProveSecondFactor>,
) -> Result<impl Responder, Failure> {
    let ProveSecondFactor { current_password, code } = body.into_inner();
    let view = actions::remove_second_factor(&app, who(&request, member), (current_password, code)).await?;
    Ok(Created { location: HERE.to_owned(), view })
}

fn who(request: &HttpRequest, member: Member) -> Who {
    Who { account: member.id, session: member.session_id, address: address_of(request) }
}
