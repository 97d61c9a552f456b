//! The page of one inspection: the report for everybody, and above it what this reader may do.

use super::act::{self, ActLink};
use super::sections::{self, Change, Domain, Due, Item, Short};
use super::words::{self, label};
use super::{framed, gaps, shown, who};
use crate::accounts::{self, AccountId, MaybeMember, Member};
use crate::app::{App, Reader};
use crate::directory::{self, ClinicRow};
use crate::error::AppError;
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
use std::collections::HashMap;

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
    /// From when on the visit can begin, or why it cannot, to whoever would begin it.
    not_yet: Option<String>,
    /// Which scores say too little, to whoever writes the draft or checks it.
    gaps: Vec<String>,
    /// That the summary was written before a point changed a score, to the staff; empty where none did.
    outdated: String,
    /// Points that this reader decides now.
    open_points: Vec<(i64, String)>,
    reason: Option<SaidView>,
    summary: Option<String>,
    notes: Option<SaidView>,
    notes_title: String,
    /// The notes are still to be heeded, so they stand first; else they are a part of how the report came to be.
    notes_first: bool,
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
    changes_lede: String,
    corrections: Vec<SaidView>,
    actions: Vec<Due>,
    /// This reader answers for the clinic, and has something to put right.
    tells_of_actions: bool,
    /// The action whose completion was refused, with what was typed.
    note: (i64, String),
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
    /// Of those named in it, where the reader is one of them.
    pub names: Names,
}

/// What accounts are called.
pub type Names = HashMap<AccountId, String>;

impl Sheet {
    fn clinic_href(&self) -> String {
        format!("/clinics/{}", self.house.slug)
    }

    /// The page with the days of this case counted as they are at the clinic.
    pub fn dated(&self, page: Page) -> Page {
        Page { zone: self.seen.facts.calendar.time_zone, ..page }
    }

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
        let names = names_in(reader, &seen)?;
        Ok(Sheet { clinic: format!("{}, {}", house.name, house.city), seen, house, before, record, names })
    });
    Ok(read.await?)
}

/// The view names nobody to those who are not named in the inspection.
fn names_in(reader: &mut Reader<'_>, seen: &Seen) -> Result<Names, AppError> {
    let view = &seen.view;
    let ids: Vec<AccountId> =
        view.inspectors.iter().chain(&view.quality_reader).chain(&view.points_officer).cloned().collect();
    if ids.is_empty() {
        return Ok(Names::new());
    }
    let people = accounts::people(reader.conn, &ids)?;
    Ok(people.into_iter().map(|(id, person)| (id, person.display_name)).collect())
}

/// The page again after the completion of an action was refused, with what was typed there.
pub fn with_note(app: &App, sheet: Sheet, page: Page, note: (i64, String)) -> ReportPage {
    ReportPage { note, ..page_of(app, sheet, page) }
}

/// The page as this reader sees it.
pub fn page_of(app: &App, sheet: Sheet, page: Page) -> ReportPage {
    let checklist = &app.site().pack.inspections;
    let view = &sheet.seen.view;
    let page = headed(&sheet, sheet.dated(page));
    let (notes_title, notes_first) = sections::notes_title(view, &page);
    ReportPage {
        id: view.id.clone(),
        clinic: sheet.clinic.clone(),
        clinic_href: sheet.clinic_href(),
        rating: view.rating.map(|rating| (label(page.lang, "rating", rating.as_str()), words::rating_class(rating))),
        state: label(page.lang, "state", view.state.as_str()),
        lede: sections::lede(view, &page),
        acts: act::links(&sheet.seen, &page),
        not_yet: act::not_yet(&sheet.seen, &page),
        gaps: gaps::of_draft(&sheet.seen, &page),
        outdated: gaps::before_publication(&sheet.seen, &page),
        open_points: sections::named_points(checklist, &sheet.seen, &page),
        reason: view.reason.clone(),
        summary: view.summary.clone(),
        notes: view.quality_notes.clone(),
        notes_title,
        notes_first,
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
        changes_lede: sections::changes_lede(view, &page),
        corrections: view.corrections.clone(),
        actions: sections::actions(checklist, &sheet.seen, &page),
        tells_of_actions: sheet.seen.is(Role::Clinic) && sheet.seen.facts.open_actions().next().is_some(),
        note: (0, String::new()),
        files: sections::files(view),
        facts: who::facts(view, &sheet.names, &page),
        next_due: view.next_due.as_deref().map(|day| words::day(&page, day)),
        before: sheet.before.iter().map(|one| before(one, &page)).collect(),
        thread: view.thread_id.as_ref().map(|id| format!("/t/{id}/report")),
        is_staff: sheet.seen.is_staff(),
        record: sheet.record,
        page,
    }
}

fn headed(sheet: &Sheet, page: Page) -> Page {
    let title = sections::title(&sheet.seen.view, sheet.house.name.as_str(), &page);
    let (clinics, last) = (page.t("directory-clinics-title"), label(page.lang, "report", "crumb"));
    let page = framed(page, title, !sheet.seen.facts.is_public());
    page.crumb(clinics, "/clinics").crumb(sheet.house.name.clone(), sheet.clinic_href()).last_crumb(last)
}

fn before(one: &RatedBefore, page: &Page) -> Fact {
    let rating = label(page.lang, "rating", one.rating.as_str());
    let percent = one.overall_percent.map(|percent| format!(", {}", page.lang.percent(percent))).unwrap_or_default();
    let kind = label(page.lang, "kind", one.kind.as_str());
    Fact::new(format!("{rating}{percent}"), format!("{kind}, {}", words::day(page, &one.visited_on)))
}
