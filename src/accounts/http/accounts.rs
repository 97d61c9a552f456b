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
use crate::web::{Failure, Stored, Valid, address_of, language, write_once};
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
    let (lang, (body, once)) = (language(&request), body.into_parts());
    let new = parsed(body, app.config(), lang)?;
    let (hash, address) = (actions::hashed(&app, &new).await?, address_of(&request));
    write_once(&app, once, None, move |tx| {
        actions::sign_up(tx, &new, &hash, &address)?;
        Stored::accepted(&LetterSent { message: lang.t("accounts-sign-up-sent") })
    })
    .await
}

/// Confirms an address by the token of its letter.
#[utoipa::path(tag = "Accounts", operation_id = "verify_address", request_body = Verification, responses((status = 200, body = Verified)))]
#[post("/api/v1/accounts/verifications")]
pub async fn verify(app: Data<App>, _caller: Guest, body: Valid<Verification>) -> Result<impl Responder, Failure> {
    let (Verification { token }, once) = body.into_parts();
    write_once(&app, once, None, move |tx| {
        let account_id = actions::verify(tx, &token)?;
        Stored::done(&Verified { account_id, state: AccountState::Active })
    })
    .await
}

/// What is wrong with an address and a display name, before anybody looks whether they are taken.
pub(in crate::accounts) fn account_faults(email: &str, name: &str, config: &Config) -> Vec<FieldError> {
    let wrong = |pointer: &str, code| FieldError { pointer: pointer.to_owned(), code, span: None };
    let email = EmailAddress::parse(email).err().map(|code| wrong("/email", code));
    let name = DisplayName::parse(name, config.accounts.display_name_max_length).err();
    email.into_iter().chain(name.map(|code| wrong("/display_name", code))).collect()
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
            Ok(NewAccount { email, name, password: body.password, lang, in_haste: false })
        }
        (email, name) => Err(Refusal::fields([email.err(), name.err()].into_iter().flatten().collect())),
    }
}
