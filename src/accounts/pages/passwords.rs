//! A forgotten password, and a new one while signed in.

use super::parts::{Told, framed, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::actions;
use crate::accounts::api::{AskReset, ChangePassword, NewPassword};
use crate::accounts::callers::{Guest, MaybeMember, Member, clear};
use crate::accounts::names::EmailAddress;
use crate::accounts::rules::LINK_INVALID;
use crate::app::App;
use crate::error::{AppError, Refusal};
use crate::web::page::Page;
use crate::web::{Failure, ValidForm, address_of, guest_page};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

#[derive(Template)]
#[template(path = "accounts/password_forgotten.html")]
struct ForgottenPage {
    page: Page,
    email: String,
}

pub async fn show_ask(request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    let page = framed(viewer.page(&request)?, "accounts-forgotten-title");
    shown(&ForgottenPage { page, email: String::new() })
}

pub async fn ask(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    form: ValidForm<AskReset>,
) -> Result<HttpResponse, Failure> {
    let email = EmailAddress::parse(form.typed("email")).map_err(|code| Refusal::field("/email", code));
    let address = address_of(&request);
    let outcome = match email {
        Ok(email) => app.write(move |tx| actions::ask_reset(tx, &email, &address)).await,
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = outcome else { return Ok(see_other("/password-reset/sent")) };
    let refusal = refusal_of(error)?;
    let page = with_refusal(framed(guest_page(&request)?, "accounts-forgotten-title"), &refusal);
    shown_again(&ForgottenPage { page, email: form.typed("email").to_owned() }, &refusal)
}

/// The same for every address.
pub async fn sent(request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    shown(&Told::new(viewer.page(&request)?, "reset-sent", "/sign-in"))
}

#[derive(Template)]
#[template(path = "accounts/password_new.html")]
struct NewPasswordPage {
    page: Page,
    token: String,
}

pub async fn show_reset(request: HttpRequest, _caller: Guest, token: Path<String>) -> Result<HttpResponse, Failure> {
    let page = framed(guest_page(&request)?, "accounts-reset-title");
    shown(&NewPasswordPage { page, token: token.into_inner() })
}

pub async fn reset(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    token: Path<String>,
    form: ValidForm<NewPassword>,
) -> Result<HttpResponse, Failure> {
    let outcome = match &form.value {
        Ok(new) => actions::reset_password(&app, token.clone(), new.password.clone()).await,
        Err(refusal) => Err(refusal.clone().into()),
    };
    let Err(error) = outcome else {
        let mut answer = see_other("/sign-in?done=password");
        answer.add_cookie(&clear(app.config())).map_err(AppError::internal)?;
        return Ok(answer);
    };
    let refusal = refusal_of(error)?;
    let page = guest_page(&request)?;
    if refusal.code == LINK_INVALID {
        return shown_again(&Told::new(page, "link-invalid", "/password-reset"), &refusal);
    }
    let page = with_refusal(framed(page, "accounts-reset-title"), &refusal);
    shown_again(&NewPasswordPage { page, token: token.into_inner() }, &refusal)
}

#[derive(Template)]
#[template(path = "accounts/password_change.html")]
struct ChangePage {
    page: Page,
}

pub async fn show_change(request: HttpRequest, member: Member) -> Result<HttpResponse, Failure> {
    shown(&ChangePage { page: framed(member.page(&request)?, "accounts-password-title") })
}

pub async fn change(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<ChangePassword>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let page = member.page(&request)?;
    let outcome = match form.value {
        Ok(ChangePassword { current_password, password }) => {
            let who = (member.id, member.session_id);
            actions::change_password(&app, who, current_password, password, address_of(&request)).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = outcome else { return Ok(see_other("/me?done=password")) };
    let refusal = refusal_of(error)?;
    let page = with_refusal(framed(page, "accounts-password-title"), &refusal);
    shown_again(&ChangePage { page }, &refusal)
}
