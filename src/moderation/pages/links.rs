//! Reading the reasons and appealing by the letter's link, for whoever cannot sign in.

use super::appeals::{Said, by_whom, facts, heading, offers, said};
use super::{private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::moderation::api::{AppealText, StatementView};
use crate::moderation::{actions, reads};
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, ValidForm};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

#[derive(Template)]
#[template(path = "moderation/appeal_link.html")]
struct LinkPage {
    page: Page,
    token: String,
    statement: StatementView,
    facts: Vec<Fact>,
    /// Whether people decided it, in words.
    by_whom: String,
    may_appeal: bool,
    appeals: Vec<Said>,
    text: String,
    days: u32,
}

/// What its author may read of the statement, and the form to appeal.
#[get("/appeal-links/{token}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    token: Path<String>,
) -> Result<HttpResponse, Failure> {
    shown(&view(&app, viewer.page(&request)?, token.into_inner(), String::new()).await?)
}

/// Appeals in the author's name.
#[post("/appeal-links/{token}")]
pub async fn submit(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    token: Path<String>,
    form: ValidForm<AppealText>,
) -> Result<HttpResponse, Failure> {
    let (by, typed) = (token.to_string(), form.typed("text").to_owned());
    let done = match form.value {
        Err(refusal) => Err(refusal.into()),
        Ok(new) => app.write(move |tx| actions::appeal_by_link(tx, &by, &new).map(drop)).await,
    };
    let Err(error) = done else { return Ok(see_other(&format!("/appeal-links/{token}?done=appealed"))) };
    let refusal = refusal_of(error)?;
    let page = with_refusal(viewer.page(&request)?, &refusal);
    shown_again(&view(&app, page, token.into_inner(), typed).await?, &refusal)
}

async fn view(app: &App, page: Page, token: String, text: String) -> Result<LinkPage, Failure> {
    let asked = token.clone();
    let statement = app.read(move |reader| reads::statement_of_link(reader, &asked)).await?;
    let title = heading(app, &statement, &page);
    let page = private(page, Area::Elsewhere, title);
    Ok(LinkPage {
        facts: facts(app, &statement, &page),
        by_whom: by_whom(&statement, &page),
        may_appeal: offers(&statement, "appeal"),
        appeals: statement.appeals.iter().map(|appeal| said(app, appeal, &page)).collect(),
        days: app.site().pack.flags.times.appeal_decided_days,
        token,
        statement,
        text,
        page,
    })
}
