//! Applications in a list, and the start of a new one.

use super::{Done, private, see_other, shown, shown_again, with_refusal, word};
use crate::accounts::{Member, Role};
use crate::app::App;
use crate::coalition::applications::api::StartApplication;
use crate::coalition::applications::views::ApplicationLine;
use crate::coalition::applications::{Filter, Position, actions, mine, queue};
use crate::directory::{self, PhysicianId};
use crate::error::Refusal;
use crate::web::page::Page;
use crate::web::{Check, Failure, Listing, Neighbours, Query, ValidForm};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

/// Registers the pages.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(blank).service(start);
}

#[derive(Template)]
#[template(path = "coalition/applications.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    neighbours: Neighbours,
}

struct Row {
    line: ApplicationLine,
    name: String,
    state: String,
    is_open: bool,
}

/// The queue for officers and the board; for everybody else what they applied with or score.
#[get("/applications")]
async fn list(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<Done>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    let is_staff = member.has(Role::CredentialingOfficer) || member.has(Role::Board);
    let window = asked.window::<Position>(if is_staff { "applications" } else { "my-applications" })?;
    let filter = Filter { state: asked.filter.state };
    let read =
        app.read(
            move |reader| {
                if is_staff { queue(reader, &member, &filter, &window) } else { mine(reader, &member, &window) }
            },
        );
    let listed = read.await?;
    let title = page.t(if is_staff { "coalition-board-title" } else { "coalition-mine-title" });
    let page = private(page, title);
    let neighbours = Neighbours::of(&listed, &page.path);
    let row = |line: ApplicationLine| Row {
        name: line.physician.clone().unwrap_or_else(|| page.t_with("coalition-applicant", "code", line.code.clone())),
        state: word(&page, "state", line.state.as_str()),
        is_open: line.next.is_some(),
        line,
    };
    let rows = listed.items.into_iter().map(row).collect();
    shown(&ListPage { rows, neighbours, page })
}

/// For whom somebody applies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct For {
    physician: Option<PhysicianId>,
}

impl Check for For {}

#[derive(Template)]
#[template(path = "coalition/new.html")]
struct NewPage {
    page: Page,
    /// The id, and what the button says.
    physician: Option<(String, String)>,
}

#[get("/applications/new")]
async fn blank(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Query<For>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&new_page(&app, page, asked.0.physician).await?)
}

async fn new_page(app: &App, page: Page, physician: Option<PhysicianId>) -> Result<NewPage, Failure> {
    let known = match physician {
        Some(id) => Some(app.read(move |reader| directory::physician(reader.conn, &id)).await?),
        None => None,
    };
    let title = page.t("coalition-new-title");
    let physician = known.map(|row| (row.id.to_string(), page.t_with("coalition-new-button", "whom", row.name)));
    Ok(NewPage { page: private(page, title), physician })
}

#[post("/applications/new")]
async fn start(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    form: ValidForm<StartApplication>,
) -> Result<HttpResponse, Failure> {
    member.check_form(&app, &form.csrf)?;
    let physician = form.typed("physician_id").parse::<PhysicianId>().ok();
    let refusal: Refusal = match form.value {
        Ok(new) => {
            let who = member.clone();
            match app.write(move |tx| actions::start(tx, &who, &new)).await {
                Ok(id) => return Ok(see_other(&format!("/applications/{id}/form"))),
                Err(error) => super::refusal_of(error)?,
            }
        }
        Err(refusal) => refusal,
    };
    let page = with_refusal(member.page(&request)?, &refusal);
    shown_again(&new_page(&app, page, physician).await?, &refusal)
}
