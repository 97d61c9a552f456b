//! Signing up and confirming the address.

use super::parts::{Told, framed, parameter, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::actions::{self, NewAccount};
use crate::accounts::api::{SignUp, Verification};
use crate::accounts::callers::{Guest, MaybeMember};
use crate::accounts::http::accounts::{account_faults, parsed};
use crate::app::App;
use crate::error::{AppError, FieldError, Refusal};
use crate::web::page::Page;
use crate::web::{Failure, Pace, ValidForm, address_of, given_at, given_out, guest_page};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use secrecy::SecretString;

#[derive(Template)]
#[template(path = "accounts/sign_up.html")]
struct SignUpPage {
    page: Page,
    /// When the form was first given out.
    given: String,
    email: String,
    display_name: String,
    terms: bool,
    health_data: bool,
    age_18: bool,
}

impl SignUpPage {
    /// With what was typed, passwords excepted.
    fn new(app: &App, page: Page, form: Option<&ValidForm<SignUp>>) -> Self {
        let typed = |name: &str| form.map_or("", |form| form.typed(name)).to_owned();
        let ticked = |name: &str| !typed(name).is_empty();
        Self {
            page: framed(page, "accounts-sign-up-title"),
            given: given(app, form.map_or("", |form| form.given.as_str())),
            email: typed("email"),
            display_name: typed("display_name"),
            terms: ticked("consents.terms"),
            health_data: ticked("consents.health_data"),
            age_18: ticked("consents.age_18"),
        }
    }
}

/// In whose name the form is given out: guests have no session.
const GUESTS: &str = "sign-up";

/// What the form carries, so that we know how long it was being filled in, however often it was shown again.
fn given(app: &App, sent: &str) -> String {
    let keys = &app.site().keys;
    if given_at(keys, GUESTS, sent).is_some() { sent.to_owned() } else { given_out(keys, GUESTS, app.now()) }
}

fn is_in_haste(app: &App, form: &ValidForm<SignUp>) -> bool {
    let given = given_at(&app.site().keys, GUESTS, &form.given);
    Pace::of(given, app.now()).is_hasty(app.config().accounts.sign_up_seconds)
}

pub async fn show(app: Data<App>, request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    if viewer.0.is_some() {
        return Ok(see_other("/me"));
    }
    shown(&SignUpPage::new(&app, guest_page(&request)?, None))
}

pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    _caller: Guest,
    form: ValidForm<SignUp>,
) -> Result<HttpResponse, Failure> {
    let page = guest_page(&request)?;
    let new = form.value.clone().and_then(|body| parsed(body, app.config(), page.lang));
    let outcome = match new.map(|new| NewAccount { in_haste: is_in_haste(&app, &form), ..new }) {
        Ok(new) => match signed_up(&app, new, address_of(&request)).await {
            Ok(()) => Ok(()),
            Err(error) => Err(refusal_of(error)?),
        },
        Err(refusal) => Err(with_every_fault(&app, refusal, &form).await?),
    };
    match outcome {
        Ok(()) => Ok(see_other("/sign-up/sent")),
        Err(refusal) => shown_again(&SignUpPage::new(&app, with_refusal(page, &refusal), Some(&form)), &refusal),
    }
}

async fn signed_up(app: &App, new: NewAccount, address: String) -> Result<(), AppError> {
    let hash = actions::hashed(app, &new).await?;
    app.write(move |tx| actions::sign_up(tx, &new, &hash, &address)).await
}

/// The refusal with what is wrong with address, name and password too: a newcomer is told everything in one round.
async fn with_every_fault(
    app: &Data<App>,
    mut refusal: Refusal,
    form: &ValidForm<SignUp>,
) -> Result<Refusal, AppError> {
    let known: Vec<String> = refusal.fields.iter().map(|field| field.pointer.clone()).collect();
    let faults = account_faults(form.typed("email"), form.typed("display_name"), app.config());
    refusal.fields.extend(faults.into_iter().filter(|fault| !known.contains(&fault.pointer)));
    if refusal.fields.iter().all(|field| field.pointer != "/password") {
        let typed = SecretString::from(form.typed("password"));
        let fault = actions::password_fault(app, form.typed("email"), form.typed("display_name"), typed).await?;
        let wrong = fault.map(|code| FieldError { pointer: "/password".to_owned(), code, span: None });
        refusal.fields.extend(wrong);
    }
    Ok(refusal)
}

/// What happens next; the same for everybody who signs up.
pub async fn sent(request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    shown(&Told::new(viewer.page(&request)?, "sign-up-sent", "/"))
}

#[derive(Template)]
#[template(path = "accounts/verify.html")]
struct VerifyPage {
    page: Page,
    token: String,
}

/// A page with a button: programs that follow the links of letters do not press it, so they use no link up.
pub async fn ask_to_verify(request: HttpRequest, viewer: MaybeMember) -> Result<HttpResponse, Failure> {
    let token = parameter(&request, "token").unwrap_or_default();
    shown(&VerifyPage { page: framed(viewer.page(&request)?, "accounts-verify-title"), token })
}

pub async fn verify(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    form: ValidForm<Verification>,
) -> Result<HttpResponse, Failure> {
    let token = form.typed("token").to_owned();
    match app.write(move |tx| actions::verify(tx, &token)).await {
        Ok(_) => Ok(see_other("/sign-in?done=verified")),
        Err(error) => {
            let refusal: Refusal = refusal_of(error)?;
            shown_again(&Told::new(viewer.page(&request)?, "link-invalid", "/sign-up"), &refusal)
        }
    }
}
