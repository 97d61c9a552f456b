//! Applications in a list, and the start of a new one.

use super::{Done, private, see_other, shown, shown_again, with_refusal, word};
use crate::accounts::{Member, Role};
use crate::app::App;
use crate::clock::Timestamp;
use crate::coalition::applications::api::StartApplication;
use crate::coalition::applications::model::State;
use crate::coalition::applications::views::ApplicationLine;
use crate::coalition::applications::{Application, Filter, Position, actions, awaited, mine, open_of, queue};
use crate::coalition::members;
use crate::directory::{self, PhysicianId};
use crate::error::Refusal;
use crate::web::page::Page;
use crate::web::{Check, Failure, Listed, Listing, Neighbours, Query, ValidForm};
use crate::workflow::Workflow as _;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;
use std::collections::HashSet;

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
    /// The reader answers for a physician, and may apply.
    may_apply: bool,
}

struct Row {
    line: ApplicationLine,
    name: String,
    state: String,
    is_open: bool,
    /// Until when the next step lasts, where it has a date of its own.
    until: Option<Timestamp>,
    /// It waits for the reader.
    is_awaited: bool,
    /// Whether the reader's vote is in; empty where there is none to cast.
    vote: String,
    /// How its tag looks.
    vote_class: &'static str,
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
    let may_apply = member.has(Role::Physician);
    let read = app.read(move |reader| {
        if is_staff {
            return Ok((queue(reader, &member, &filter, &window)?, HashSet::new()));
        }
        let own = mine(reader, &member, &window)?;
        let awaited = awaited(reader, &member, &own.items)?;
        Ok((own, awaited))
    });
    let title = page.t(if is_staff { "coalition-board-title" } else { "coalition-mine-title" });
    shown(&list_page(read.await?, private(page, title), may_apply))
}

fn list_page((listed, awaited): (Listed<ApplicationLine>, HashSet<String>), page: Page, may_apply: bool) -> ListPage {
    let row = |line: ApplicationLine| Row {
        name: line.physician.clone().unwrap_or_else(|| page.t_with("coalition-applicant", "code", line.code.clone())),
        state: word(&page, "state", line.state.as_str()),
        is_open: !Application::TERMINAL.contains(&line.state),
        until: line.next.as_ref().and_then(super::until),
        is_awaited: awaited.contains(&line.id),
        vote: line.voted.map(|voted| page.t(vote_of(voted).0)).unwrap_or_default(),
        vote_class: line.voted.map(|voted| vote_of(voted).1).unwrap_or_default(),
        line,
    };
    ListPage {
        neighbours: Neighbours::of(&listed, &page.path),
        rows: listed.items.into_iter().map(row).collect(),
        may_apply,
        page,
    }
}

/// What is said of the reader's own vote, and how its tag looks.
const fn vote_of(voted: bool) -> (&'static str, &'static str) {
    if voted { ("coalition-votes-voted", "ok check") } else { ("coalition-votes-vote-missing", "warn tri") }
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
    /// Where to go instead, when there is nothing to apply for, and why.
    instead: Option<Instead>,
}

/// What stands in the way of a new application, and the page on which one goes on.
struct Instead {
    text: String,
    href: String,
    link: String,
}

#[get("/applications/new")]
async fn blank(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Query<For>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&new_page(&app, page, &member, asked.0.physician).await?)
}

async fn new_page(app: &App, page: Page, member: &Member, physician: Option<PhysicianId>) -> Result<NewPage, Failure> {
    let who = member.id.clone();
    let read = app.read(move |reader| {
        let asked = match physician {
            Some(id) => Some(id),
            // Whoever does not say for whom means themselves.
            None => {
                let own = directory::physicians_of(reader.conn, std::slice::from_ref(&who))?;
                own.into_iter().next().map(|(_, id)| id)
            }
        };
        let Some(id) = asked else { return Ok(None) };
        let known = directory::physician(reader.conn, &id)?;
        // That somebody applies is nobody else's business before the public comments.
        let own = open_of(reader.conn, &id)?.filter(|row| row.applicant_id == who);
        let membership = members::current(reader.conn, &id)?;
        let renews = membership.as_ref().is_some_and(|row| row.may_be_renewed(reader.now));
        let is_member = membership.is_some_and(|row| row.state.is_standing());
        Ok(Some((known, (is_member, renews), own)))
    });
    let title = page.t("coalition-new-title");
    let page = private(page, title);
    let Some((row, (is_member, renews), own)) = read.await? else {
        return Ok(NewPage { page, physician: None, instead: None });
    };
    let way = |what: &str, href: String| Instead {
        text: page.t_with(&format!("coalition-new-{what}"), "whom", row.name.clone()),
        href,
        link: page.t(&format!("coalition-new-{what}-link")),
    };
    let member = format!("/coalition/members/{}", row.id);
    let instead = match own {
        _ if is_member => Some(way("member", member)),
        Some(own) if own.state == State::Draft => Some(way("draft", format!("/applications/{}/form", own.id))),
        Some(own) => Some(way("open", format!("/applications/{}", own.id))),
        None if renews => {
            let link = page.t("coalition-new-member-link");
            Some(Instead { text: renewal(&page, &row.name, app), href: member, link })
        }
        None => None,
    };
    let button = page.t_with("coalition-new-button", "whom", row.name.clone());
    let physician = instead.is_none().then(|| (row.id.to_string(), button));
    Ok(NewPage { physician, instead, page })
}

/// A lapse that a renewed licence ends, and where it goes.
fn renewal(page: &Page, whom: &str, app: &App) -> String {
    page.t_with2("coalition-new-lapsed", "whom", whom, "inbox", app.config().mail.coalition_inbox.as_str())
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
    shown_again(&new_page(&app, page, &member, physician).await?, &refusal)
}
