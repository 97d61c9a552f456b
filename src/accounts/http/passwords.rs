//! Passwords over REST.

use crate::accounts::actions;
use crate::accounts::api::{AskReset, ChangePassword, LetterSent, NewPassword};
use crate::accounts::callers::{Guest, Member};
use crate::accounts::names::EmailAddress;
use crate::app::App;
use crate::error::Refusal;
use crate::web::{Failure, NoContent, Stored, Valid, address_of, language, write_once};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, Responder, post, put};

/// Asks for a letter with a link that sets a new password.
///
/// The answer is the same whether the address is known.
#[utoipa::path(tag = "Accounts", operation_id = "ask_password_reset", request_body = AskReset, responses((status = 202, body = LetterSent)))]
#[post("/api/v1/password-resets")]
pub async fn ask_reset(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    body: Valid<AskReset>,
) -> Result<impl Responder, Failure> {
    let (lang, address, (body, once)) = (language(&request), address_of(&request), body.into_parts());
    let email = EmailAddress::parse(&body.email).map_err(|code| Refusal::field("/email", code))?;
    write_once(&app, once, None, move |tx| {
        actions::ask_reset(tx, &email, &address)?;
        Stored::accepted(&LetterSent { message: lang.t("accounts-reset-sent") })
    })
    .await
}

/// Sets a new password by the token of the letter's link, and signs out everywhere.
#[utoipa::path(tag = "Accounts", request_body = NewPassword, responses((status = 204)))]
#[put("/api/v1/password-resets/{token}")]
pub async fn reset_password(
    app: Data<App>,
    _caller: Guest,
    token: Path<String>,
    body: Valid<NewPassword>,
) -> Result<impl Responder, Failure> {
    actions::reset_password(&app, token.into_inner(), body.into_inner().password).await?;
    Ok(NoContent)
}

/// Changes one's password; the other devices are signed out.
#[utoipa::path(
    tag = "Accounts",
    request_body = ChangePassword,
    security(("bearer" = [])),
    responses((status = 204))
)]
#[put("/api/v1/me/password")]
pub async fn change_password(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    body: Valid<ChangePassword>,
) -> Result<impl Responder, Failure> {
    let ChangePassword { current_password, password } = body.into_inner();
    let who = (member.id, member.session_id);
    actions::change_password(&app, who, current_password, password, address_of(&request)).await?;
    Ok(NoContent)
}
