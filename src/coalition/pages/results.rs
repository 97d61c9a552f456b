//! The published results of applications, for everybody: all of them in a list, and each by itself.

use super::{how, plain, recusals, tally, word};
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::coalition::applications::views::{self, PublishedResult};
use crate::coalition::applications::{Position, gaps};
use crate::coalition::scoring::Outcome;
use crate::error::{NOT_FOUND, UNAUTHENTICATED};
use crate::specialty::Membership;
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, Listed, Listing, Neighbours, Nothing, rendered};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

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
}

#[get("/coalition/results")]
async fn list(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window::<Position>("application-results")?;
    let listed = app.read(move |reader| views::results(reader, &window)).await?;
    rendered(&results_page(viewer.page(&request)?, listed, &app.site().pack.membership))
}

fn results_page(page: Page, listed: Listed<PublishedResult>, rules: &Membership) -> ResultsPage {
    let title = page.t("coalition-results-title");
    let page = of_coalition(page, title);
    let lede = page.t_with("coalition-results-lede", "published", how::length(&page, rules.clocks.published));
    let page = page.described(lede.clone());
    ResultsPage {
        neighbours: Neighbours::of(&listed, &page.path),
        rows: listed.items.into_iter().map(|view| row(&page, view)).collect(),
        lede,
        page,
    }
}

/// A page below the register.
fn of_coalition(page: Page, title: String) -> Page {
    let register = page.t("coalition-register-title");
    page.titled(title.clone()).in_area(Area::Coalition).crumb(register, "/coalition").last_crumb(title)
}

fn row(page: &Page, view: PublishedResult) -> Row {
    Row {
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
    let result = app.read(move |reader| views::published(reader, &id)).await?;
    rendered(&result_page(page, result, &app.site().pack.membership))
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

fn result_page(page: Page, view: PublishedResult, rules: &Membership) -> ResultPage {
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
        facts: facts(&page, &view),
        gaps: gaps::in_words(&view.gaps, &view.failed_minimums, (rules, page.lang)),
        view,
        page,
    }
}

fn facts(page: &Page, view: &PublishedResult) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
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
    facts.extend(view.decided_at.map(|at| fact("decided", page.day_of(at))));
    facts.extend(view.published_at.map(|at| fact("published", page.day_of(at))));
    facts.extend(view.reapply_from.map(|at| fact("reapply", page.day_of(at))));
    facts
}
