//! Signing up over REST.

use crate::accounts::actions::{self, NewAccount};
use crate::accounts::api::{LetterSent, SignUp, Verification, Verified};
use crate::accounts::callers::Guest;
use crate::accounts::model::AccountState;
use crate::accounts::names::{DisplayName, EmailAddress};
use crate::app::App;
use crate::config::Config;
use crate::error::{FieldError, Refusal};
use crate::text::lang::Lang;
use crate::web::{Accepted, Failure, Plain, Valid, address_of, language};
use actix_web::web::Data;
use actix_web::{HttpRequest, Responder, post};

/// Signs up.
///
/// The answer is the same, in the same time, whether the address is known; a letter with a link follows.
#[utoipa::path(tag = "Accounts", request_body = SignUp, responses((status = 202, body = LetterSent)))]
#[post("/api/v1/accounts")]
pub async fn sign_up(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    body: Valid<SignUp>,
) -> Result<impl Responder, Failure> {
    let lang = language(&request);
    let new = parsed(body.into_inner(), app.config(), lang)?;
    actions::sign_up(&app, new, address_of(&request)).await?;
    Ok(Accepted(LetterSent { message: lang.t("accounts-sign-up-sent") }))
}

/// Confirms an address by the token of its letter.
#[utoipa::path(tag = "Accounts", operation_id = "verify_address", request_body = Verification, responses((status = 200, body = Verified)))]
#[post("/api/v1/accounts/verifications")]
pub async fn verify(app: Data<App>, _caller: Guest, body: Valid<Verification>) -> Result<impl Responder, Failure> {
    let token = body.into_inner().token;
    let account_id = app.write(move |tx| actions::verify(tx, &token)).await?;
    Ok(Plain(Verified { account_id, state: AccountState::Active }))
}

/// From the wire to what the action takes; names both fields when both are wrong.
pub(in crate::accounts) fn parsed(body: SignUp, config: &Config, lang: Lang) -> Result<NewAccount, Refusal> {
    let wrong = |pointer: &str, code| FieldError { pointer: pointer.to_owned(), code, span: None };
    let email = EmailAddress::parse(&body.email).map_err(|code| wrong("/email", code));
    let name = DisplayName::parse(&body.display_name, config.accounts.display_name_max_length)
        .map_err(|code| wrong("/display_name", code));
    match (email, name) {
        (Ok(email), Ok(name)) => {
            let lang = body.locale.as_deref().and_then(Lang::from_code).unwrap_or(lang);
            Ok(NewAccount { email, name, password: body.password, lang })
        }
        (email, name) => Err(Refusal::fields([email.err(), name.err()].into_iter().flatten().collect())),
    }
}
