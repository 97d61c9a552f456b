//! Signing in and out with a cookie.

use super::parts::{framed, parameter, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::actions::{self, Credentials};
use crate::accounts::callers::{Guest, MaybeMember, clear, set};
use crate::accounts::http::device_of;
use crate::accounts::rules::local_path;
use crate::app::App;
use crate::error::{AppError, Refusal};
use crate::web::page::Page;
use crate::web::{Check, Failure, Nothing, ValidForm, address_of, guest_page};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use secrecy::SecretString;
use serde::Deserialize;

/// The form of the sign-in page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInForm {
    email: String,
    password: SecretString,
    /// Where to go on to.
    next: Option<String>,
}

impl Check for SignInForm {}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    page: Page,
    email: String,
    next: String,
}

impl SignInPage {
    fn new(page: Page, email: &str, next: Option<&str>) -> Self {
        let next = next.map(|next| local_path(Some(next)).to_owned()).unwrap_or_default();
        Self { page: framed(page, "accounts-sign-in-title"), email: email.to_owned(), next }
    }
}

pub async fn show(request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    let next = parameter(&request, "next");
    if viewer.0.is_some() {
        return Ok(see_other(local_path(next.as_deref())));
    }
    shown(&SignInPage::new(guest_page(&request)?, "", next.as_deref()))
}

pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    form: ValidForm<SignInForm>,
) -> Result<HttpResponse, Failure> {
    match signed_in(&app, &request, &form.value).await {
        Ok(secret) => {
            let next = form.value.as_ref().ok().and_then(|sent| sent.next.as_deref());
            let mut answer = see_other(local_path(next));
            answer.add_cookie(&set(app.config(), secret)).map_err(AppError::internal)?;
            Ok(answer)
        }
        Err(error) => {
            let refusal = refusal_of(error)?;
            let page = with_refusal(guest_page(&request)?, &refusal);
            let next = Some(form.typed("next")).filter(|next| !next.is_empty());
            shown_again(&SignInPage::new(page, form.typed("email"), next), &refusal)
        }
    }
}

/// The cookie's value of a new session.
async fn signed_in(app: &App, request: &HttpRequest, form: &Result<SignInForm, Refusal>) -> Result<String, AppError> {
    let SignInForm { email, password, .. } = form.clone()?;
    let credentials = Credentials { email, password, address: address_of(request) };
    let account = actions::check_credentials(app, credentials).await?;
    let device = device_of(request);
    Ok(app.write(move |tx| actions::start_browser(tx, &account, &device)).await?.secret)
}

pub async fn sign_out(app: Data<App>, viewer: MaybeMember, form: ValidForm<Nothing>) -> Result<HttpResponse, Failure> {
    if let Some(member) = viewer.0 {
        member.check_form(&app, &form.csrf)?;
        app.write(move |tx| actions::end_one(tx, &member.id, &member.session_id)).await?;
    }
    let mut answer = see_other("/sign-in?done=signed-out");
    answer.add_cookie(&clear(app.config())).map_err(AppError::internal)?;
    Ok(answer)
}
