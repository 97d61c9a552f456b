//! Applications in a list, and the start of a new one.

use super::{Done, private, see_other, shown, shown_again, with_refusal, word};
use crate::accounts::{AccountId, Member, Role};
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::coalition::applications::api::StartApplication;
use crate::coalition::applications::model::{ApplicationRow, State};
use crate::coalition::applications::views::ApplicationLine;
use crate::coalition::applications::{
    Application, Filter, Position, actions, awaited, mine, of_physician, open_of, queue,
};
use crate::coalition::members;
use crate::directory::{self, PhysicianId, PhysicianRow};
use crate::error::{AppError, Refusal};
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

/// Whoever may be applied for, and what stands in the way.
struct Known {
    row: PhysicianRow,
    is_member: bool,
    /// A renewed licence ends the lapse.
    renews: bool,
    own: Option<ApplicationRow>,
    /// The first instant at which a new application is possible, while that is still to come.
    barred: Option<Timestamp>,
    /// Where the reader does not answer for the entry: whether their claim waits to be decided.
    unclaimed: Option<bool>,
}

/// What is known of whom somebody would apply for; whoever does not say for whom means themselves.
fn known(reader: &mut Reader<'_>, who: &AccountId, asked: Option<PhysicianId>) -> Result<Option<Known>, AppError> {
    let mut own = directory::physicians_of(reader.conn, std::slice::from_ref(who))?.into_iter().map(|(_, id)| id);
    let waits = directory::waits_to_be(reader.conn, who)?;
    let Some(id) = asked.or_else(|| own.next()).or_else(|| waits.clone()) else { return Ok(None) };
    let answers = directory::who_answers_for(reader.conn, Some(&id), None)?.contains(who);
    let membership = members::current(reader.conn, &id)?;
    let months = reader.site.pack.membership.clocks.reinstatement_months;
    let earlier = of_physician(reader.conn, &id)?.into_iter().filter_map(|row| row.reapply_from);
    let barred = earlier.chain(membership.as_ref().and_then(|row| row.returns_from(months))).max();
    Ok(Some(Known {
        barred: barred.filter(|from| reader.now < *from),
        row: directory::physician(reader.conn, &id)?,
        renews: membership.as_ref().is_some_and(|row| row.may_be_renewed(reader.now)),
        is_member: membership.is_some_and(|row| row.state.is_standing()),
        // That somebody applies is nobody else's business before the public comments.
        own: open_of(reader.conn, &id)?.filter(|row| row.applicant_id == *who),
        unclaimed: (!answers).then(|| waits == Some(id)),
    }))
}

async fn new_page(app: &App, page: Page, member: &Member, physician: Option<PhysicianId>) -> Result<NewPage, Failure> {
    let who = member.id.clone();
    let found = app.read(move |reader| known(reader, &who, physician)).await?;
    let title = page.t("coalition-new-title");
    let page = private(page, title);
    let Some(found) = found else { return Ok(NewPage { page, physician: None, instead: None }) };
    let instead = instead(app, &page, &found);
    let button = page.t_with("coalition-new-button", "whom", found.row.name.clone());
    let physician = instead.is_none().then(|| (found.row.id.to_string(), button));
    Ok(NewPage { physician, instead, page })
}

/// Where to go instead, where there is nothing to apply for yet, or any more.
fn instead(app: &App, page: &Page, found: &Known) -> Option<Instead> {
    let row = &found.row;
    let way = |what: &str, href: String| Instead {
        text: page.t_with(&format!("coalition-new-{what}"), "whom", row.name.clone()),
        href,
        link: page.t(&format!("coalition-new-{what}-link")),
    };
    let member = format!("/coalition/members/{}", row.id);
    match (&found.own, found.unclaimed) {
        _ if found.is_member => Some(way("member", member)),
        (Some(own), _) if own.state == State::Draft => Some(way("draft", format!("/applications/{}/form", own.id))),
        (Some(own), _) => Some(way("open", format!("/applications/{}", own.id))),
        (None, _) if found.renews => {
            let link = page.t("coalition-new-member-link");
            Some(Instead { text: renewal(page, &row.name, app), href: member, link })
        }
        (None, Some(true)) => Some(way("waits", "/me/entries".to_owned())),
        (None, Some(false)) => Some(way("unclaimed", format!("/physicians/{}", row.slug))),
        (None, None) => found.barred.map(|from| barred(page, &row.name, from)),
    }
}

/// From when a new application is possible, and where the earlier ones are.
fn barred(page: &Page, whom: &str, from: Timestamp) -> Instead {
    Instead {
        text: page.t_with2("coalition-new-barred", "whom", whom, "day", page.day_of(from)),
        href: "/applications".to_owned(),
        link: page.t("coalition-mine-title"),
    }
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
    let page = with_refusal(member.page(&request)?, &refusal, &[]);
    shown_again(&new_page(&app, page, &member, physician).await?, &refusal)
}
