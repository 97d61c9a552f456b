//! The published results of applications, for everybody: all of them in a list, and each by itself.

use super::{how, plain, recusals, tally, word};
use crate::accounts::MaybeMember;
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::coalition::applications::views::{self, PublishedResult};
use crate::coalition::applications::{Position, gaps};
use crate::coalition::scoring::Outcome;
use crate::directory::{self, PhysicianId};
use crate::error::{AppError, NOT_FOUND, UNAUTHENTICATED};
use crate::specialty::Membership;
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, Listed, Listing, Neighbours, Nothing, rendered};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use chrono_tz::Tz;
use std::collections::HashMap;

/// Registers the page of the list.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list);
}

#[derive(Template)]
#[template(path = "coalition/results.html")]
struct ResultsPage {
    page: Page,
    lede: String,
    rows: Vec<Row>,
    neighbours: Neighbours,
}

/// One result in words.
struct Row {
    view: PublishedResult,
    outcome: String,
    /// How its tag looks.
    class: &'static str,
    composite: String,
    tally: String,
    /// When it was decided, and the day of it.
    decided: Option<(Timestamp, String)>,
}

/// The time zone of each physician's first clinic, by which days are told as the register tells them.
type Zones = HashMap<PhysicianId, String>;

fn zones_of(reader: &mut Reader<'_>, results: &[PublishedResult]) -> Result<Zones, AppError> {
    let people: Vec<PhysicianId> = results.iter().map(|one| one.physician_id.clone()).collect();
    directory::time_zones_of(reader.conn, &people)
}

/// The day of an instant by the physician's clocks; by UTC where there is no clinic, as in the register.
fn day_there(page: &Page, zones: &Zones, physician: &PhysicianId, at: Timestamp) -> String {
    let zone = zones.get(physician).and_then(|zone| zone.parse::<Tz>().ok()).unwrap_or(Tz::UTC);
    page.lang.day(at.to_utc().with_timezone(&zone).date_naive())
}

#[get("/coalition/results")]
async fn list(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<Position>("application-results")?;
    let read = app.read(move |reader| {
        let listed = views::results(reader, &window)?;
        let zones = zones_of(reader, &listed.items)?;
        Ok((listed, zones))
    });
    rendered(&results_page(viewer.page(&request)?, read.await?, &app.site().pack.membership))
}

fn results_page(page: Page, (listed, zones): (Listed<PublishedResult>, Zones), rules: &Membership) -> ResultsPage {
    let title = page.t("coalition-results-title");
    let page = of_coalition(page, title);
    let lede = page.t_with("coalition-results-lede", "published", how::length(&page, rules.clocks.published));
    let page = page.described(lede.clone());
    ResultsPage {
        neighbours: Neighbours::of(&listed, &page.path),
        rows: listed.items.into_iter().map(|view| row(&page, &zones, view)).collect(),
        lede,
        page,
    }
}

/// A page below the register.
fn of_coalition(page: Page, title: String) -> Page {
    let register = page.t("coalition-register-title");
    page.titled(title.clone()).in_area(Area::Coalition).crumb(register, "/coalition").last_crumb(title)
}

fn row(page: &Page, zones: &Zones, view: PublishedResult) -> Row {
    Row {
        decided: view.decided_at.map(|at| (at, day_there(page, zones, &view.physician_id, at))),
        outcome: word(page, "state", view.state.as_str()),
        class: class_of(view.outcome),
        composite: view.composite.map(|number| plain(page, number)).unwrap_or_default(),
        tally: view.tally.map(|votes| tally(page, votes.yes, votes.no, votes.abstain)).unwrap_or_default(),
        view,
    }
}

const fn class_of(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Admitted) => "ok check",
        Some(Outcome::Deferred) => "half",
        Some(Outcome::Rejected) | None => "ring",
    }
}

#[derive(Template)]
#[template(path = "coalition/result.html")]
struct ResultPage {
    page: Page,
    view: PublishedResult,
    outcome: String,
    class: &'static str,
    facts: Vec<Fact>,
    medians: Vec<Fact>,
    gaps: Vec<String>,
}

/// The page of one result.
///
/// # Errors
/// `not_found` before it is published.
pub async fn show(app: &App, page: Page, id: String) -> Result<HttpResponse, Failure> {
    let read = app.read(move |reader| {
        let result = views::published(reader, &id)?;
        let zones = zones_of(reader, std::slice::from_ref(&result))?;
        Ok((result, zones))
    });
    rendered(&result_page(page, read.await?, &app.site().pack.membership))
}

/// The same for a guest. What is not public may still be there for somebody who signs in, as letters ask them to.
///
/// # Errors
/// `unauthenticated` before it is published.
pub async fn show_to_guest(app: &App, page: Page, id: String) -> Result<HttpResponse, Failure> {
    match show(app, page, id).await {
        Err(failure) if failure.cause().code() == NOT_FOUND => Err(UNAUTHENTICATED.into()),
        other => other,
    }
}

fn result_page(page: Page, (view, zones): (PublishedResult, Zones), rules: &Membership) -> ResultPage {
    let heading = format!("coalition-heading-{}", view.state);
    let title = page.t_with(&heading, "whom", view.physician.clone());
    let page = of_coalition(page, title);
    let medians = rules.criteria.iter().map(|known| {
        let value = view.medians.get(&known.code).map(|median| plain(&page, *median)).unwrap_or_default();
        Fact::new(known.words.get(page.lang.as_str()), value)
    });
    ResultPage {
        medians: medians.collect(),
        outcome: word(&page, "state", view.state.as_str()),
        class: class_of(view.outcome),
        facts: facts(&page, &zones, &view),
        gaps: gaps::in_words(&view.gaps, &view.failed_minimums, (rules, page.lang)),
        view,
        page,
    }
}

fn facts(page: &Page, zones: &Zones, view: &PublishedResult) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
    let day = |at: Timestamp| day_there(page, zones, &view.physician_id, at);
    let mut facts = Vec::new();
    facts.extend(view.composite.map(|number| fact("composite", plain(page, number))));
    facts.extend(view.alpha.map(|number| {
        let value = page.number(number);
        let low = view.low_agreement.then(|| format!("{value} ({})", page.t("coalition-low-agreement")));
        fact("alpha", low.unwrap_or(value))
    }));
    let recommended = view.recommendation.map(|said| word(page, "recommendation", said.as_str()));
    facts.extend(recommended.map(|said| fact("recommendation", said)));
    facts.extend(view.tally.map(|votes| fact("tally", tally(page, votes.yes, votes.no, votes.abstain))));
    facts.extend((!view.recusals.is_empty()).then(|| fact("recusals", recusals(page, &view.recusals))));
    facts.extend(view.decided_at.map(|at| fact("decided", day(at))));
    facts.extend(view.published_at.map(|at| fact("published", day(at))));
    facts.extend(view.reapply_from.map(|at| fact("reapply", day(at))));
    facts
}
