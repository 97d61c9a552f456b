//! The page of one inspection: the report for everybody, and above it what this reader may do.

use super::act::{self, ActLink};
use super::sections::{self, Change, Domain, Due, Item, Short};
use super::words::{self, label};
use super::{framed, shown};
use crate::accounts::{MaybeMember, Member};
use crate::app::App;
use crate::directory::{self, ClinicRow};
use crate::inspections::api::{RatedBefore, SaidView};
use crate::inspections::lists;
use crate::inspections::model::Role;
use crate::inspections::views::{self, Seen};
use crate::web::Failure;
use crate::web::page::Page;
use crate::web::parts::{Fact, RecordLine};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "inspections/report.html")]
pub struct ReportPage {
    page: Page,
    id: String,
    clinic: String,
    clinic_href: String,
    rating: Option<(String, &'static str)>,
    state: String,
    lede: String,
    acts: Vec<ActLink>,
    /// Why its clinic cannot be told any more, to whoever would.
    too_late: Option<String>,
    /// Points that this reader decides now.
    open_points: Vec<(i64, String)>,
    reason: Option<SaidView>,
    summary: Option<String>,
    notes: Option<SaidView>,
    domains: Vec<Domain>,
    overall: Option<String>,
    sum: String,
    critical: Vec<Item>,
    critical_title: String,
    short: Vec<Short>,
    /// At least one item has a score.
    is_scored: bool,
    items: Vec<Item>,
    /// This reader scores items now.
    may_score: bool,
    /// How far the scoring is, and the first item that nobody has looked at.
    progress: Option<(String, Option<String>)>,
    answer: Option<SaidView>,
    changes: Vec<Change>,
    corrections: Vec<SaidView>,
    actions: Vec<Due>,
    files: Vec<sections::FileLine>,
    facts: Vec<Fact>,
    next_due: Option<String>,
    before: Vec<Fact>,
    record: Option<RecordLine>,
    thread: Option<String>,
    is_staff: bool,
}

/// Everything the page is made from, read in one go.
pub struct Sheet {
    pub seen: Seen,
    /// Name and city.
    pub clinic: String,
    pub house: ClinicRow,
    pub before: Vec<RatedBefore>,
    pub record: Option<RecordLine>,
}

impl Sheet {
    pub fn address(&self) -> String {
        format!("/inspections/{}", self.seen.view.id)
    }
}

#[get("/inspections/{id}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let sheet = sheet(&app, viewer.0.as_ref(), &id).await?;
    let page = viewer.page(&request)?;
    let is_public = sheet.seen.facts.is_public() && sheet.seen.roles.is_empty();
    let view = page_of(&app, sheet, page);
    if is_public { Ok(crate::web::rendered(&view)?) } else { shown(&view) }
}

/// # Errors
/// `not_found` for strangers to what is not public.
pub async fn sheet(app: &App, member: Option<&Member>, id: &str) -> Result<Sheet, Failure> {
    let (member, id) = (member.cloned(), id.to_owned());
    let read = app.read(move |reader| {
        let seen = views::seen_by(reader, member.as_ref(), &id)?;
        let house = directory::clinic(reader.conn, &seen.view.clinic_id)?;
        let before = lists::before(reader, &house.id, &id)?;
        let record = lists::record(reader, &id)?;
        let record = record.map(|entry| RecordLine { entry, ..RecordLine::default() });
        Ok(Sheet { clinic: format!("{}, {}", house.name, house.city), seen, house, before, record })
    });
    Ok(read.await?)
}

/// The page as this reader sees it.
pub fn page_of(app: &App, sheet: Sheet, page: Page) -> ReportPage {
    let checklist = &app.site().pack.inspections;
    let view = &sheet.seen.view;
    let page_lang = page.lang;
    let title = sections::title(view, sheet.house.name.as_str(), &page);
    let clinic_href = format!("/clinics/{}", sheet.house.slug);
    let clinics = page.t("directory-clinics-title");
    let page = framed(page, title, !sheet.seen.facts.is_public());
    let page = page
        .crumb(clinics, "/clinics")
        .crumb(sheet.house.name.clone(), clinic_href.clone())
        .last_crumb(label(page_lang, "report", "crumb"));
    ReportPage {
        id: view.id.clone(),
        clinic: sheet.clinic.clone(),
        clinic_href,
        rating: view.rating.map(|rating| (label(page.lang, "rating", rating.as_str()), words::rating_class(rating))),
        state: label(page.lang, "state", view.state.as_str()),
        lede: sections::lede(view, &page),
        acts: act::links(&sheet.seen, &page),
        too_late: (sheet.seen.is(Role::Inspector) && sheet.seen.facts.is_too_late_to_tell(page.now))
            .then(|| page.t("error-notice-too-short")),
        open_points: sections::named_points(checklist, &sheet.seen, &page),
        reason: view.reason.clone(),
        summary: view.summary.clone(),
        notes: view.quality_notes.clone(),
        domains: sections::domains(checklist, view, &page),
        overall: view.overall_percent.map(|percent| page.lang.percent(percent)),
        sum: sections::sum(checklist, view, &page),
        critical: sections::items(checklist, view, &page).into_iter().filter(|item| item.critical).collect(),
        critical_title: sections::critical_title(view, &page),
        short: sections::short(checklist, view, &page),
        is_scored: view.items.iter().any(|item| item.score.is_some()),
        items: sections::items(checklist, view, &page),
        progress: sheet.seen.may("score").then(|| sections::progress(view, &page)),
        may_score: sheet.seen.may("score") || sheet.seen.may("evidence"),
        answer: view.clinic_answer.clone(),
        changes: sections::changes(checklist, view, &page),
        corrections: view.corrections.clone(),
        actions: sections::actions(checklist, &sheet.seen, &page),
        files: sections::files(view),
        facts: sections::facts(view, &page),
        next_due: view.next_due.as_deref().map(|day| words::day(&page, day)),
        before: sheet.before.iter().map(|one| before(one, &page)).collect(),
        thread: view.thread_id.as_ref().map(|id| format!("/t/{id}/report")),
        is_staff: sheet.seen.is_staff(),
        record: sheet.record,
        page,
    }
}

fn before(one: &RatedBefore, page: &Page) -> Fact {
    let rating = label(page.lang, "rating", one.rating.as_str());
    let percent = one.overall_percent.map(|percent| format!(", {}", page.lang.percent(percent))).unwrap_or_default();
    let kind = label(page.lang, "kind", one.kind.as_str());
    Fact::new(format!("{rating}{percent}"), format!("{kind}, {}", words::day(page, &one.visited_on)))
}
