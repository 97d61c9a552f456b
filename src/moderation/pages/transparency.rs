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
/// From so many hours on, times are told in days.
const HOURS_SHOWN: f64 = 48.0;

#[derive(Template)]
#[template(path = "moderation/transparency.html")]
struct TransparencyPage {
    page: Page,
    /// The period in words.
    period: String,
    periods: Vec<PeriodLink>,
    times: Vec<Fact>,
    counts: Vec<Fact>,
    /// What scores did, which is no part of that sum.
    automated: Vec<Fact>,
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
        name: words::capital(&words::ground(pack, &row.reason, page.lang)),
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
        automated: vec![Fact::new(page.t("moderation-figures-automated"), page.number(read.automated))],
        appeals: appeals(read, &page),
        reasons: read.by_reason.iter().map(reason).collect(),
        timed: read.timed,
        json: format!("/api/v1/transparency?days={days}"),
        page,
    }
}

fn times(read: &ModerationFigures, page: &Page) -> Vec<Fact> {
    vec![
        Fact::new(page.t("moderation-figures-median"), how_long(read.median_hours, page)),
        Fact::new(page.t("moderation-figures-p90"), how_long(read.p90_hours, page)),
    ]
}

/// Hours, from two days on in days.
fn how_long(hours: Option<f64>, page: &Page) -> String {
    match hours {
        Some(hours) if hours >= HOURS_SHOWN => {
            page.t_with("moderation-figures-in-days", "days", page.lang.decimal(hours / 24.0, 1))
        }
        Some(hours) => page.t_with("moderation-figures-hours", "hours", page.lang.decimal(hours, 2)),
        None => "–".to_owned(),
    }
}

/// As a sum: what waited and came, less what was dealt with, is what waits.
fn counts(read: &ModerationFigures, page: &Page) -> Vec<Fact> {
    let fact = |key: &str, count: i64| Fact::new(page.t(&format!("moderation-figures-{key}")), page.number(count));
    vec![
        fact("waiting-before", read.waiting_before),
        fact("received", read.received),
        fact("came-back", read.came_back),
        fact("decided", read.decided),
        fact("closed", read.closed),
        fact("settled", read.settled),
        fact("waiting", read.waiting),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::text::lang::Lang;

    #[test]
    fn long_times_are_told_in_days() {
        let page = Page::new(Lang::En, chrono_tz::UTC, Timestamp::from_unix_millis(0));
        for (hours, expected) in [
            (None, "–"),
            (Some(0.5), "0.50 hours"),
            (Some(47.99), "47.99 hours"),
            (Some(48.0), "2.0 days"),
            (Some(100.0), "4.2 days"),
        ] {
            assert_eq!(how_long(hours, &page), expected);
        }
    }
}
