//! What moderation did, in numbers.

use crate::accounts::MaybeMember;
use crate::app::App;
use crate::moderation::api::{FigurePeriod, ModerationFigures, ReasonFigures};
use crate::moderation::{figures, words};
use crate::specialty::Pack;
use crate::web::page::Page;
use crate::web::parts::Fact;
use crate::web::{Failure, Query, rendered};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Days of the periods that the page leads to.
const PERIODS: [u32; 3] = [30, 90, 365];

#[derive(Template)]
#[template(path = "moderation/transparency.html")]
struct TransparencyPage {
    page: Page,
    /// The period in words.
    period: String,
    periods: Vec<PeriodLink>,
    times: Vec<Fact>,
    counts: Vec<Fact>,
    appeals: Vec<Fact>,
    reasons: Vec<Reason>,
    timed: i64,
    /// The same as JSON.
    json: String,
}

struct PeriodLink {
    href: String,
    label: String,
    current: bool,
}

struct Reason {
    name: String,
    received: String,
    agreed: String,
    disagreed: String,
}

#[get("/transparency")]
pub async fn show(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    asked: Query<FigurePeriod>,
) -> Result<HttpResponse, Failure> {
    let period = asked.0;
    let read = app.read(move |r| figures::figures(r, period)).await?;
    rendered(&view(&app.site().pack, viewer.page(&request)?, period.days, &read))
}

fn view(pack: &Pack, page: Page, days: u32, read: &ModerationFigures) -> TransparencyPage {
    let page = page.clone().titled(page.t("moderation-figures-title"));
    let page = page.clone().crumb(page.t("moderation-log-title"), "/moderation-log").last_crumb(page.title.clone());
    let link = |number: u32| PeriodLink {
        href: format!("/transparency?days={number}"),
        label: page.t_with("moderation-figures-days", "count", number),
        current: number == days,
    };
    let reason = |row: &ReasonFigures| Reason {
        name: words::ground(pack, &row.reason, page.lang),
        received: page.number(row.received),
        agreed: page.number(row.agreed),
        disagreed: page.number(row.disagreed),
    };
    TransparencyPage {
        period: page.t_with2(
            "moderation-figures-period",
            "from",
            page.lang.day(read.from.date()),
            "until",
            page.lang.day(read.as_of.minus(chrono::Duration::days(1)).date()),
        ),
        periods: PERIODS.into_iter().map(link).collect(),
        times: times(read, &page),
        counts: counts(read, &page),
        appeals: appeals(read, &page),
        reasons: read.by_reason.iter().map(reason).collect(),
        timed: read.timed,
        json: format!("/api/v1/transparency?days={days}"),
        page,
    }
}

fn times(read: &ModerationFigures, page: &Page) -> Vec<Fact> {
    let hours = |number: Option<f64>| match number {
        Some(number) => page.t_with("moderation-figures-hours", "hours", page.lang.decimal(number, 2)),
        None => "–".to_owned(),
    };
    vec![
        Fact::new(page.t("moderation-figures-median"), hours(read.median_hours)),
        Fact::new(page.t("moderation-figures-p90"), hours(read.p90_hours)),
    ]
}

fn counts(read: &ModerationFigures, page: &Page) -> Vec<Fact> {
    let fact = |key: &str, count: i64| Fact::new(page.t(&format!("moderation-figures-{key}")), page.number(count));
    vec![
        fact("received", read.received),
        fact("decided", read.decided),
        fact("waiting", read.waiting),
        fact("automated", read.automated),
    ]
}

fn appeals(read: &ModerationFigures, page: &Page) -> Vec<Fact> {
    let appeals = &read.appeals;
    let rate = appeals.overturn_rate.map_or_else(
        || "–".to_owned(),
        |rate| page.t_with("moderation-figures-percent", "percent", page.lang.decimal(rate * 100.0, 0)),
    );
    let fact = |key: &str, value: String| Fact::new(page.t(&format!("moderation-figures-{key}")), value);
    vec![
        fact("appealed", page.number(appeals.received)),
        fact("heard", page.number(appeals.decided)),
        fact("upheld", page.number(appeals.upheld)),
        fact("partly", page.number(appeals.partly)),
        fact("overturned", page.number(appeals.overturned)),
        fact("overturn-rate", rate),
    ]
}
