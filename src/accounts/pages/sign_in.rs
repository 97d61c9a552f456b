//! Signing in and out with a cookie; accounts with a second factor give its code on a page of its own.

use super::parts::{framed, parameter, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::actions::{self, Credentials, Proven};
use crate::accounts::callers::{Guest, MaybeMember, clear, set};
use crate::accounts::http::device_of;
use crate::accounts::rules::{SECOND_FACTOR_CODE_REQUIRED, SECOND_STEP_EXPIRED, local_path};
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
    #[expect(dead_code, reason = "taken as typed, so that a refused form keeps it too")]
    next: Option<String>,
}

impl Check for SignInForm {}

/// The form of the second step.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    /// What the first step left.
    ticket: String,
    code: String,
    #[expect(dead_code, reason = "taken as typed, so that a refused form keeps it too")]
    next: Option<String>,
}

impl Check for CodeForm {}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    page: Page,
    email: String,
    next: String,
}

impl SignInPage {
    fn new(page: Page, email: &str, next: &str) -> Self {
        Self { page: framed(page, "accounts-sign-in-title"), email: email.to_owned(), next: kept(next) }
    }
}

#[derive(Template)]
#[template(path = "accounts/second_step.html")]
struct SecondStepPage {
    page: Page,
    ticket: String,
    next: String,
}

impl SecondStepPage {
    fn new(page: Page, ticket: &str, next: &str) -> Self {
        Self { page: framed(page, "accounts-second-step-title"), ticket: ticket.to_owned(), next: kept(next) }
    }
}

fn kept(next: &str) -> String {
    if next.is_empty() { String::new() } else { local_path(Some(next)).to_owned() }
}

pub async fn show(request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    let next = parameter(&request, "next");
    if viewer.0.is_some() {
        return Ok(see_other(local_path(next.as_deref())));
    }
    shown(&SignInPage::new(guest_page(&request)?, "", next.as_deref().unwrap_or_default()))
}

pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    form: ValidForm<SignInForm>,
) -> Result<HttpResponse, Failure> {
    let next = form.typed("next");
    let refusal = match first_step(&app, &request, &form.value).await {
        Ok(FirstStep::Proven(proven)) => return signed_in(&app, &request, *proven, next).await,
        Ok(FirstStep::Ticket(ticket)) => {
            return shown(&SecondStepPage::new(guest_page(&request)?, &ticket, next));
        }
        Err(error) => refusal_of(error)?,
    };
    let page = with_refusal(guest_page(&request)?, &refusal);
    shown_again(&SignInPage::new(page, form.typed("email"), next), &refusal)
}

/// What the right password leads to.
enum FirstStep {
    Proven(Box<Proven>),
    /// The account has a second factor.
    Ticket(String),
}

async fn first_step(
    app: &App,
    request: &HttpRequest,
    form: &Result<SignInForm, Refusal>,
) -> Result<FirstStep, AppError> {
    let SignInForm { email, password, .. } = form.clone()?;
    let address = address_of(request);
    let credentials = Credentials { email, password, address: address.clone() };
    let account = actions::check_credentials(app, credentials).await?;
    match actions::give_code(app, account.clone(), None, &address).await {
        Ok(proven) => Ok(FirstStep::Proven(Box::new(proven))),
        Err(AppError::Refused(refusal)) if refusal.code == SECOND_FACTOR_CODE_REQUIRED => {
            Ok(FirstStep::Ticket(actions::begin_second_step(app.site(), &account)?))
        }
        Err(error) => Err(error),
    }
}

pub async fn submit_code(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    form: ValidForm<CodeForm>,
) -> Result<HttpResponse, Failure> {
    let next = form.typed("next");
    let refusal = match second_step(&app, &request, &form.value).await {
        Ok(proven) => return signed_in(&app, &request, proven, next).await,
        Err(error) => refusal_of(error)?,
    };
    let page = with_refusal(guest_page(&request)?, &refusal);
    if refusal.code == SECOND_STEP_EXPIRED {
        return shown_again(&SignInPage::new(page, "", next), &refusal);
    }
    shown_again(&SecondStepPage::new(page, form.typed("ticket"), next), &refusal)
}

async fn second_step(app: &App, request: &HttpRequest, form: &Result<CodeForm, Refusal>) -> Result<Proven, AppError> {
    let CodeForm { ticket, code, .. } = form.clone()?;
    let account = actions::finish_second_step(app, &ticket).await?;
    actions::give_code(app, account, Some(code), &address_of(request)).await
}

/// The session's cookie, and on to where the reader wanted to go.
async fn signed_in(app: &App, request: &HttpRequest, proven: Proven, next: &str) -> Result<HttpResponse, Failure> {
    let device = device_of(request);
    let started = app.write(move |tx| actions::start_browser(tx, &proven, &device)).await?;
    let mut answer = see_other(local_path(Some(next).filter(|next| !next.is_empty())));
    answer.add_cookie(&set(app.config(), started.secret)).map_err(AppError::internal)?;
    Ok(answer)
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
