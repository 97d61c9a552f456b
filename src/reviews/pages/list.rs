//! The reviews of a physician or a clinic, with the rating, where every review is, and how the number came about.

use super::cards::{Card, card};
use super::records::Records;
use super::shown;
use crate::accounts::{AccountId, MaybeMember, Member, Role};
use crate::app::{App, Reader};
use crate::directory::figures::{self, Equation, EquationLine, ReviewCounts, names};
use crate::directory::pages::{Place, explained, places, prior};
use crate::directory::{self, Subject};
use crate::error::AppError;
use crate::reviews::api::{ReviewFilter, ReviewList, ReviewView};
use crate::reviews::reads;
use crate::reviews::store::lists::Shown;
use crate::specialty::Pack;
use crate::text::plain::capital;
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
    explained: Vec<Fact>,
    /// Star, counted reviews, width of the bar.
    bars: Vec<(String, i64)>,
    widest: i64,
    as_of: String,
    submitted: i64,
    places: Vec<Place>,
    sum: String,
    columns: Vec<String>,
    equation: Vec<(String, Vec<i64>)>,
    filters: Vec<Filter>,
    /// Whether the list is of those that something proves.
    verified: bool,
    cards: Vec<Card>,
    neighbours: Neighbours,
    /// This reader answers for the entry: nobody reviews themselves, but every review may be replied to.
    is_own: bool,
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
    page_of(&app, viewer.page(&request)?, viewer.0, entry, asked).await
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
    page_of(&app, viewer.page(&request)?, viewer.0, entry, asked).await
}

async fn page_of(
    app: &App,
    page: Page,
    viewer: Option<Member>,
    entry: Entry,
    asked: Listing<ReviewFilter>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("reviews")?;
    let (wanted, stars) = (asked.filter.verified, asked.filter.stars.map(i64::from));
    let (subject, is_signed_in) = (entry.subject.clone(), viewer.is_some());
    let who = viewer.filter(may_answer).map(|member| member.id);
    let read = app.read(move |reader| {
        let verified = wanted.map_or_else(|| is_any_proved(reader, &subject), Ok)?;
        let shown_ones = Shown { verified: Some(verified), stars };
        let list = reads::about(reader, &subject, shown_ones, &window)?;
        let ids: Vec<String> = list.items.iter().map(|view| view.id.clone()).collect();
        let records = Records::of(reader, &ids)?;
        let equation: Equation = figures::one(reader.conn, &subject, names::LEDGER_EQUATION)?;
        let is_own = who.map_or(Ok(false), |account| answers_for(reader, &subject, &account))?;
        Ok((list, equation, records, (verified, is_own)))
    });
    let (list, equation, records, (verified, is_own)) = read.await?;
    let cards = cards(app, (&list, &records), &page);
    let whole = ListPage::of((&app.site().pack, page), entry, (&list, &equation, verified));
    let view = ListPage { cards, is_own, ..whole };
    if is_signed_in { shown(&view) } else { rendered(&view) }
}

/// Whether somebody may answer for an entry at all: an approved claim gives one of these roles.
fn may_answer(member: &Member) -> bool {
    member.has(Role::Physician) || member.has(Role::ClinicStaff)
}

fn answers_for(reader: &mut Reader<'_>, subject: &Subject, account: &AccountId) -> Result<bool, AppError> {
    let (physician, clinic) = match subject {
        Subject::Physician(id) => (Some(id), None),
        Subject::Clinic(id) => (None, Some(id)),
    };
    Ok(directory::who_answers_for(reader.conn, physician, clinic)?.contains(account))
}

/// What nothing proves has a list of its own; it opens by itself where there is nothing else to read.
fn is_any_proved(reader: &mut Reader<'_>, subject: &Subject) -> Result<bool, AppError> {
    let counts: ReviewCounts = figures::one(reader.conn, subject, names::COUNTS)?;
    Ok(counts.public > counts.unverified || counts.unverified == 0)
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
            explained: explained(&list.rating, &page),
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
            places: places_of(list, (pack, &page)),
            sum: sum(list, submitted, &page),
            columns: COLUMNS.iter().map(|name| capital(&page.t(&format!("reviews-column-{name}")))).collect(),
            equation: equation.0.iter().rev().map(|(star, line)| (star.clone(), row(line))).collect(),
            filters: filters(&href, verified, &page),
            cards: Vec::new(),
            is_own: false,
            neighbours: neighbours(list, &page),
            verified,
            href,
            page,
        }
    }
}

fn cards(app: &App, (list, records): (&ReviewList, &Records), page: &Page) -> Vec<Card> {
    let recorded = |view: &ReviewView| Card {
        record: records.line(&view.id, page),
        provable: records.has_entry(&view.id),
        ..card(view, &app.site().pack, page)
    };
    list.items.iter().map(recorded).collect()
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
    [("verified", true, "?verified=true"), ("unverified", false, "?verified=false")]
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

/// Where every submitted review is.
fn places_of(list: &ReviewList, known: (&Pack, &Page)) -> Vec<Place> {
    let counts = ReviewCounts { removed_by_ground: list.removed_by_ground.clone(), ..list.counts.clone() };
    places(&counts, list.rating.counted, Some(list.withdrawn_after_contact), known)
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
