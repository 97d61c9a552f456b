//! The reviews of a physician or a clinic, with the rating, where every review is, and how the number came about.

use super::cards::{Card, card};
use super::records::Records;
use super::shown;
use crate::accounts::MaybeMember;
use crate::app::App;
use crate::directory::figures::{self, Equation, EquationLine, names};
use crate::directory::pages::{prior, uncounted};
use crate::directory::{self, Subject};
use crate::error::AppError;
use crate::reviews::api::{ReviewFilter, ReviewList};
use crate::reviews::letters::ground_name;
use crate::reviews::reads;
use crate::reviews::store::lists::Shown;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::parts::Fact;
use crate::web::{Failure, Listed, Listing, Neighbours, rendered};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "reviews/list.html")]
struct ListPage {
    page: Page,
    /// The profile.
    href: String,
    /// The form, with this entry chosen.
    write: String,
    export: String,
    shown: bool,
    counted: i64,
    figures: Vec<Fact>,
    /// What the average starts from.
    prior: String,
    why: String,
    /// Star, counted reviews, width of the bar.
    bars: Vec<(String, i64)>,
    widest: i64,
    as_of: String,
    submitted: i64,
    places: Vec<Fact>,
    sum: String,
    columns: Vec<String>,
    equation: Vec<(String, Vec<i64>)>,
    filters: Vec<Filter>,
    /// Whether the list is of those that something proves.
    verified: bool,
    cards: Vec<Card>,
    neighbours: Neighbours,
}

/// One way to narrow the list.
struct Filter {
    label: String,
    href: String,
    current: bool,
}

/// Whose list it is.
struct Entry {
    subject: Subject,
    name: String,
    slug: String,
}

#[get("/physicians/{slug}/reviews")]
pub async fn of_physician(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    slug: Path<String>,
    asked: Listing<ReviewFilter>,
) -> Result<HttpResponse, Failure> {
    let slug = slug.into_inner();
    let row = app.read(move |reader| directory::physician_at(reader.conn, &slug)).await?;
    let row = row.ok_or_else(AppError::not_found)?;
    let entry = Entry { subject: Subject::Physician(row.id), name: row.name, slug: row.slug };
    page_of(&app, viewer.page(&request)?, viewer.0.is_some(), entry, asked).await
}

#[get("/clinics/{slug}/reviews")]
pub async fn of_clinic(
    app: Data<App>,
    viewer: MaybeMember,
    request: HttpRequest,
    slug: Path<String>,
    asked: Listing<ReviewFilter>,
) -> Result<HttpResponse, Failure> {
    let slug = slug.into_inner();
    let row = app.read(move |reader| directory::clinic_at(reader.conn, &slug)).await?;
    let row = row.ok_or_else(AppError::not_found)?;
    let entry = Entry { subject: Subject::Clinic(row.id), name: row.name, slug: row.slug };
    page_of(&app, viewer.page(&request)?, viewer.0.is_some(), entry, asked).await
}

async fn page_of(
    app: &App,
    page: Page,
    is_signed_in: bool,
    entry: Entry,
    asked: Listing<ReviewFilter>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("reviews")?;
    // What proves nothing has a list of its own.
    let verified = asked.filter.verified.unwrap_or(true);
    let shown_ones = Shown { verified: Some(verified), stars: asked.filter.stars.map(i64::from) };
    let subject = entry.subject.clone();
    let read = app.read(move |reader| {
        let list = reads::about(reader, &subject, shown_ones, &window)?;
        let ids: Vec<String> = list.items.iter().map(|view| view.id.clone()).collect();
        let records = Records::of(reader, &ids)?;
        Ok((list, figures::one::<Equation>(reader.conn, &subject, names::LEDGER_EQUATION)?, records))
    });
    let (list, equation, records) = read.await?;
    let cards = cards(app, (&list, &records), &page);
    let view = ListPage { cards, ..ListPage::of((&app.site().pack, page), entry, (&list, &equation, verified)) };
    if is_signed_in { shown(&view) } else { rendered(&view) }
}

impl ListPage {
    /// Without its cards.
    fn of(
        (pack, page): (&Pack, Page),
        entry: Entry,
        (list, equation, verified): (&ReviewList, &Equation, bool),
    ) -> Self {
        let kind = entry.subject.kind();
        let href = format!("/{kind}s/{}", entry.slug);
        let title = page.t_with("reviews-list-title", "name", entry.name.clone());
        let page = page.in_area(Area::Physicians).crumb(entry.name.clone(), href.clone()).titled(title);
        let counts = &list.counts;
        let submitted = counts.submitted();
        Self {
            write: format!("/reviews/new?{kind}={}", entry.slug),
            export: format!("/api/v1/{kind}s/{}/reviews.csv", entry.subject.id()),
            shown: list.rating.shown,
            counted: list.rating.counted,
            figures: rating(list, &page),
            prior: prior(&list.rating, pack, &page),
            why: why(list, &page),
            bars: list.histogram.0.iter().rev().map(|(star, count)| (star.clone(), *count)).collect(),
            widest: list.histogram.0.values().copied().max().unwrap_or(0).max(1),
            as_of: list
                .rating
                .as_of
                .as_deref()
                .and_then(|day| day.parse().ok())
                .map(|day| page.lang.day(day))
                .unwrap_or_default(),
            submitted,
            places: places(list, (pack, &page)),
            sum: sum(list, submitted, &page),
            columns: COLUMNS.iter().map(|name| page.t(&format!("reviews-column-{name}"))).collect(),
            equation: equation.0.iter().rev().map(|(star, line)| (star.clone(), row(line))).collect(),
            filters: filters(&href, verified, &page),
            cards: Vec::new(),
            neighbours: neighbours(list, &page),
            verified,
            href,
            page,
        }
    }
}

fn cards(app: &App, (list, records): (&ReviewList, &Records), page: &Page) -> Vec<Card> {
    let of = |view| card(view, &app.site().pack, page);
    list.items.iter().map(|view| Card { record: records.line(&view.id, page), ..of(view) }).collect()
}

const COLUMNS: [&str; 7] = ["submitted", "queued", "held", "hidden", "public", "removed", "withdrawn"];

fn row(line: &EquationLine) -> Vec<i64> {
    vec![line.submitted, line.queued, line.held, line.hidden, line.public, line.removed, line.withdrawn]
}

/// The same list, further on and back.
fn neighbours(list: &ReviewList, page: &Page) -> Neighbours {
    let cursors = Listed::<()> { items: Vec::new(), next: list.next.clone(), prev: list.prev.clone() };
    Neighbours::of(&cursors, &page.path)
}

fn filters(href: &str, verified: bool, page: &Page) -> Vec<Filter> {
    [("verified", true, ""), ("unverified", false, "?verified=false")]
        .into_iter()
        .map(|(name, value, query)| Filter {
            label: page.t(&format!("reviews-filter-{name}")),
            href: format!("{href}/reviews{query}"),
            current: verified == value,
        })
        .collect()
}

fn rating(list: &ReviewList, page: &Page) -> Vec<Fact> {
    let rating = &list.rating;
    let two = |value: Option<f64>| value.map(|value| page.lang.decimal(value, 2));
    let percent = |value: Option<f64>| value.map(|value| page.lang.percent(value * 100.0));
    [
        ("reviews-figure-score", two(rating.score)),
        ("reviews-figure-lower", two(rating.lower_bound)),
        ("reviews-figure-again", percent(rating.choose_again)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(Fact::new(page.t(key), value?)))
    .collect()
}

/// Why the numbers are what they are, in words.
fn why(list: &ReviewList, page: &Page) -> String {
    let two = |value: Option<f64>| value.map(|value| page.lang.decimal(value, 2)).unwrap_or_default();
    let (score, lower) = (two(list.rating.score), two(list.rating.lower_bound));
    page.t_with2("reviews-why", "score", score, "lower", lower)
}

/// Where every submitted review is.
fn places(list: &ReviewList, (pack, page): (&Pack, &Page)) -> Vec<Fact> {
    let counts = &list.counts;
    let place = |(name, count): (&str, i64)| Fact::new(page.t(&format!("reviews-place-{name}")), page.number(count));
    let mut places = vec![place(("public", counts.public))];
    places.extend(uncounted(counts, list.rating.counted, (pack, page)));
    let others = [
        ("queued", counts.queued),
        ("held", counts.held),
        ("hidden", counts.hidden),
        ("removed", counts.removed),
        ("withdrawn", counts.withdrawn),
    ];
    places.extend(others.into_iter().map(place));
    places.extend(list.removed_by_ground.iter().map(|(ground, count)| {
        Fact::new(
            page.t_with("reviews-place-removed-for", "ground", ground_name(ground, page.lang)),
            page.number(*count),
        )
    }));
    if list.withdrawn_after_contact > 0 {
        places.push(Fact::new(page.t("reviews-place-after-contact"), page.number(list.withdrawn_after_contact)));
    }
    places
}

fn sum(list: &ReviewList, submitted: i64, page: &Page) -> String {
    let counts = &list.counts;
    let parts = [
        ("queued", counts.queued),
        ("held", counts.held),
        ("hidden", counts.hidden),
        ("public", counts.public),
        ("removed", counts.removed),
        ("withdrawn", counts.withdrawn),
    ];
    let said: Vec<String> =
        parts.iter().map(|(name, count)| format!("{} {count}", page.t(&format!("reviews-column-{name}")))).collect();
    format!("{} {submitted} = {}", page.t("reviews-column-submitted"), said.join(" + "))
}
