//! The inspections that name the reader, what is due first; and those of the clinics that the reader answers for.

use super::words::{self, label};
use super::{private, shown};
use crate::accounts::{AccountId, Member, Role};
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::directory::{self, ClinicId};
use crate::error::AppError;
use crate::inspections::api::InspectionView;
use crate::inspections::lists::{self, OfMyClinics};
use crate::inspections::model::{InspectionRow, State};
use crate::web::page::{Html, Page};
use crate::web::{Failure, Listed, Listing, Neighbours, Nothing};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use chrono_tz::Tz;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "inspections/board.html")]
struct BoardPage {
    page: Page,
    named: Vec<Line>,
    clinics: Vec<Line>,
    /// Visits that these clinics know of, and what they have to do: the clinic, and a sentence.
    coming: Vec<(String, String)>,
    /// The reader answers for a clinic.
    is_clinic: bool,
    may_plan: bool,
    neighbours: Neighbours,
}

/// Where a clinic is, and how days are counted there.
pub struct Place {
    /// With the city.
    pub name: String,
    pub zone: Tz,
}

/// The clinics of some inspections.
pub type Places = HashMap<ClinicId, Place>;

/// One inspection in a list.
struct Line {
    id: String,
    clinic: String,
    state: String,
    kind: String,
    next: Option<Next>,
    is_overdue: bool,
    /// What comes next is for the reader to do.
    is_turn: bool,
}

/// What comes next; its date as the clinic counts it.
struct Next {
    step: String,
    due: Option<Timestamp>,
    day: Option<Html>,
    /// How the reader tells of it, where no page takes it.
    how: Option<String>,
}

#[get("/inspections")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    member: Member,
    asked: Listing<Nothing>,
) -> Result<HttpResponse, Failure> {
    let window = asked.window("my-inspections")?;
    let page = member.page(&request)?;
    let title = page.t("inspections-board-title");
    let page = private(page, title);
    let (me, may_plan) = (member.id.clone(), member.has(Role::Inspector));
    let read = app.read(move |reader| {
        let named = lists::mine(reader, &member, &window)?;
        let ours = lists::of_my_clinics(reader, &member)?;
        let ids = named.items.iter().chain(&ours.items).map(|view| view.clinic_id.clone());
        let places = places_of(reader, ids.chain(ours.coming.iter().map(|row| row.clinic_id.clone())))?;
        Ok((named, ours, places))
    });
    shown(&board(read.await?, page, (&me, may_plan)))
}

fn board(
    (named, ours, places): (Listed<InspectionView>, OfMyClinics, Places),
    page: Page,
    (me, may_plan): (&AccountId, bool),
) -> BoardPage {
    let own = |view: &InspectionView| {
        let there = there(&places, &view.clinic_id, &page);
        Line { is_turn: is_turn_of(view, me, &there), ..line(view, &places, &there) }
    };
    let mut lines: Vec<Line> = named.items.iter().map(own).collect();
    let due = |line: &Line| line.next.as_ref().and_then(|next| next.due);
    lines.sort_by_key(|line| (!line.is_overdue, due(line).is_none(), due(line)));
    BoardPage {
        clinics: ours.items.iter().map(|view| of_clinic(view, &places, &page)).collect(),
        coming: ours.coming.iter().map(|row| coming(row, &places, &page)).collect(),
        is_clinic: ours.answers,
        neighbours: Neighbours::of(&named, &page.path),
        named: lines,
        may_plan,
        page,
    }
}

/// The page with the days as they are counted at a clinic.
fn there(places: &Places, clinic: &ClinicId, page: &Page) -> Page {
    let zone = places.get(clinic).map_or(page.zone, |place| place.zone);
    Page { zone, ..page.clone() }
}

fn name_of(places: &Places, clinic: &ClinicId) -> String {
    places.get(clinic).map(|place| place.name.clone()).unwrap_or_default()
}

fn line(view: &InspectionView, places: &Places, there: &Page) -> Line {
    let next = view.next.as_ref().map(|next| Next {
        step: label(there.lang, "next", &next.step),
        due: next.due,
        day: next.due.map(|due| there.on(due)),
        how: None,
    });
    let may_lack_date = view.published_at.is_some() || view.state == State::SuspendedForSafety;
    let is_late = |next: &Next| next.due.map_or(!may_lack_date, |due| due < there.now);
    Line {
        id: view.id.clone(),
        clinic: name_of(places, &view.clinic_id),
        state: label(there.lang, "state", view.state.as_str()),
        kind: label(there.lang, "kind", view.kind.as_str()),
        // Before the publication a date that has passed has no timer any more; afterwards, and while a visit stands
        // still after its notice, some steps have no date.
        is_overdue: next.as_ref().is_some_and(is_late),
        is_turn: false,
        next,
    }
}

/// The same before the clinic: it checks facts on a page, and tells of what it has put right by letter.
fn of_clinic(view: &InspectionView, places: &Places, page: &Page) -> Line {
    let there = there(places, &view.clinic_id, page);
    let mut line = line(view, places, &there);
    let writes = is_next(view, "clinic") && view.next.as_ref().is_some_and(|next| next.step == "actions");
    if let Some(next) = line.next.as_mut().filter(|_| writes) {
        next.how = Some(there.t("inspections-actions-how"));
    }
    Line { is_turn: is_next(view, "clinic") && !writes, ..line }
}

/// A visit of which the clinic knows, but can read nothing yet.
fn coming(row: &InspectionRow, places: &Places, page: &Page) -> (String, String) {
    let there = there(places, &row.clinic_id, page);
    let told = match (row.visited_at, row.state) {
        (None, _) => page.t_with("inspections-coming-visit", "day", words::day(page, &row.visit_on)),
        (Some(at), State::Visiting | State::SuspendedForSafety) => {
            page.t_with("inspections-coming-report", "day", there.day_of(at))
        }
        (Some(at), _) => page.t_with("inspections-coming-draft", "day", there.day_of(at)),
    };
    (name_of(places, &row.clinic_id), told)
}

/// Whether what comes next is for `me`, as far as those named in the inspection go; the first inspector leads.
fn is_turn_of(view: &InspectionView, me: &AccountId, there: &Page) -> bool {
    (is_next(view, "inspector") && view.inspectors.contains(me) && !is_too_early(view, there))
        || (is_next(view, "lead") && view.inspectors.first() == Some(me))
        || (is_next(view, "quality_reader") && view.quality_reader.as_ref() == Some(me))
        || (is_next(view, "points_officer") && view.points_officer.as_ref() == Some(me))
}

/// Whether a visit waits for its day, with nobody to be told of it before.
fn is_too_early(view: &InspectionView, there: &Page) -> bool {
    let may = |act: &str| view.actions.iter().any(|action| action.name == act);
    let today = there.now.to_utc().with_timezone(&there.zone).date_naive().max(there.now.date());
    let has_come = view.visit_on.parse().is_ok_and(|day: chrono::NaiveDate| day <= today);
    matches!(view.state, State::Planned | State::Notified) && !may("notification") && !(may("visit") && has_come)
}

fn is_next(view: &InspectionView, actor: &str) -> bool {
    view.next.as_ref().is_some_and(|next| next.actor == actor)
}

/// Where these clinics are.
pub fn places_of(reader: &mut Reader<'_>, clinics: impl Iterator<Item = ClinicId>) -> Result<Places, AppError> {
    let ids: Vec<ClinicId> = clinics.collect();
    let place = |row: directory::ClinicRow| {
        let zone = row.time_zone.parse().map_err(AppError::internal)?;
        Ok((row.id, Place { name: format!("{}, {}", row.name, row.city), zone }))
    };
    directory::clinics(reader.conn, &ids)?.into_iter().map(place).collect()
}
