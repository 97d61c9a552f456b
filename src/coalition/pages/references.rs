//! Answering about an applicant by the letter's link, without an account.

use super::{private, refusal_of, shown, shown_again, typed, with_refusal};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::coalition::applications::actions;
use crate::coalition::applications::api::GiveReference;
use crate::coalition::applications::views;
use crate::coalition::rules::REFERENCE_LINK_OVER;
use crate::error::{AppError, Refusal};
use crate::web::page::Page;
use crate::web::{Failure, ValidForm};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(answer);
}

#[derive(Template)]
#[template(path = "coalition/reference.html")]
struct ReferencePage {
    page: Page,
    token: String,
    /// What is asked, in words.
    lede: Option<String>,
    text: String,
    thanks: bool,
}

#[get("/reference-links/{token}")]
async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    token: Path<String>,
) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    match page_of(&app, page.clone(), &token, String::new()).await {
        Ok(view) => shown(&view),
        Err(error) => over(page, error),
    }
}

async fn page_of(app: &App, page: Page, token: &str, text: String) -> Result<ReferencePage, AppError> {
    let asked_by = token.to_owned();
    let asked = app.read(move |reader| views::asked(reader, &asked_by)).await?;
    let title = page.t_with("coalition-reference-title", "whom", asked.physician.clone());
    let lede = Some(page.t_with("coalition-reference-lede", "whom", asked.physician));
    Ok(ReferencePage { page: private(page, title), token: token.to_owned(), lede, text, thanks: false })
}

/// A link that is over has a page that says so.
fn over(page: Page, error: AppError) -> Result<HttpResponse, Failure> {
    if error.code() != REFERENCE_LINK_OVER {
        return Err(error.into());
    }
    let title = page.t("error-reference-link-over-title");
    let page = private(page, title);
    let view = ReferencePage { page, token: String::new(), lede: None, text: String::new(), thanks: false };
    shown_again(&view, &Refusal::new(REFERENCE_LINK_OVER))
}

#[post("/reference-links/{token}")]
async fn answer(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    token: Path<String>,
    form: ValidForm<GiveReference>,
) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    match given(&app, &token, form.value).await {
        Ok(()) => shown(&thanks_page(page, token.into_inner())),
        Err(error) => again(&app, page, &token, (error, &form.raw)).await,
    }
}

/// Keeps the answer, unless the form was wrong already.
async fn given(app: &App, token: &str, form: Result<GiveReference, Refusal>) -> Result<(), AppError> {
    let (new, used) = (form?, token.to_owned());
    app.write(move |tx| actions::answer(tx, &used, &new)).await
}

fn thanks_page(page: Page, token: String) -> ReferencePage {
    let title = page.t("coalition-reference-thanks");
    ReferencePage { page: private(page, title), token, lede: None, text: String::new(), thanks: true }
}

/// The form with what was wrong with it, unless the link is over.
async fn again(
    app: &App,
    page: Page,
    token: &str,
    (error, raw): (AppError, &[(String, String)]),
) -> Result<HttpResponse, Failure> {
    if error.code() == REFERENCE_LINK_OVER {
        return over(page, error);
    }
    let refusal = refusal_of(error)?;
    let fields = [("text", "coalition-reference-text", "coalition-needed-reference")];
    let page = with_refusal(page, &refusal, &fields);
    let text = typed(raw, "text").to_owned();
    match page_of(app, page.clone(), token, text).await {
        Ok(view) => shown_again(&view, &refusal),
        Err(error) => over(page, error),
    }
}
