//! One's own second factor: setting it up, its recovery codes, removing it.

use super::parts::{framed, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::actions::{self, Shown};
use crate::accounts::api::{
    BeginSecondFactor, ConfirmSecondFactor, ProveSecondFactor, SecondFactorStanding, SecondFactorView,
};
use crate::accounts::callers::Member;
use crate::app::App;
use crate::error::AppError;
use crate::web::page::Page;
use crate::web::{Failure, ValidForm, address_of};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

const TITLE: &str = "accounts-second-title";
const HERE: &str = "/me/second-factor";

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
struct SecondFactorPage {
    page: Page,
    factor: SecondFactorView,
    is_pending: bool,
    is_active: bool,
}

impl SecondFactorPage {
    fn new(page: Page, factor: SecondFactorView) -> Self {
        Self {
            page: framed(page, TITLE),
            is_pending: factor.state == SecondFactorStanding::Pending,
            is_active: factor.state == SecondFactorStanding::Active,
            factor,
        }
    }
}

/// The recovery codes, told once.
#[derive(Template)]
#[template(path = "accounts/recovery_codes.html")]
struct CodesPage {
    page: Page,
    codes: Vec<String>,
}

pub async fn show(app: Data<App>, request: HttpRequest, member: Member) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&SecondFactorPage::new(page, standing(&app, &member).await?))
}

pub async fn begin(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<BeginSecondFactor>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let outcome = match form.value {
        Ok(sent) => actions::begin_second_factor(&app, who(&request, &member), sent.current_password).await,
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(_) => Ok(see_other(HERE)),
        Err(error) => again(&app, &request, &member, error).await,
    }
}

pub async fn confirm(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<ConfirmSecondFactor>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let outcome = match form.value {
        Ok(sent) => actions::confirm_second_factor(&app, who(&request, &member), sent.code).await,
        Err(refusal) => Err(refusal.into()),
    };
    told(&app, &request, &member, outcome).await
}

pub async fn renew(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<ProveSecondFactor>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let outcome = match form.value {
        Ok(sent) => {
            let proof = (sent.current_password, sent.code);
            actions::renew_recovery_codes(&app, who(&request, &member), proof).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    told(&app, &request, &member, outcome).await
}

pub async fn remove(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<ProveSecondFactor>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let outcome = match form.value {
        Ok(sent) => {
            let proof = (sent.current_password, sent.code);
            actions::remove_second_factor(&app, who(&request, &member), proof).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(_) => Ok(see_other("/me/second-factor?done=second-off")),
        Err(error) => again(&app, &request, &member, error).await,
    }
}

/// The recovery codes in the answer itself: no address leads to them a second time.
async fn told(
    app: &App,
    request: &HttpRequest,
    member: &Member,
    outcome: Result<SecondFactorView, AppError>,
) -> Result<HttpResponse, Failure> {
    match outcome {
        Ok(view) => {
            let page = framed(member.page(request)?, "accounts-second-codes-title");
            shown(&CodesPage { page, codes: view.recovery_codes.unwrap_or_default() })
        }
        Err(error) => again(app, request, member, error).await,
    }
}

async fn again(app: &App, request: &HttpRequest, member: &Member, error: AppError) -> Result<HttpResponse, Failure> {
    let refusal = refusal_of(error)?;
    let page = with_refusal(member.page(request)?, &refusal);
    shown_again(&SecondFactorPage::new(page, standing(app, member).await?), &refusal)
}

async fn standing(app: &App, member: &Member) -> Result<SecondFactorView, AppError> {
    let id = member.id.clone();
    app.read(move |reader| actions::standing(reader, &id)).await
}

fn who(request: &HttpRequest, member: &Member) -> Shown {
    Shown { account: member.id.clone(), session: member.session_id.clone(), address: address_of(request) }
}
