//! The inspections that name the reader, what is due first; and those of the clinics that the reader answers for.

use super::words::label;
use super::{private, shown};
use crate::accounts::{AccountId, Member, Role};
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::directory::{self, ClinicId};
use crate::error::AppError;
use crate::inspections::api::InspectionView;
use crate::inspections::lists;
use crate::web::page::Page;
use crate::web::{Failure, Listed, Listing, Neighbours, Nothing};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "inspections/board.html")]
struct BoardPage {
    page: Page,
    named: Vec<Line>,
    clinics: Vec<Line>,
    may_plan: bool,
    neighbours: Neighbours,
}

/// The names and places of clinics.
pub type Names = HashMap<ClinicId, String>;

/// One inspection in a list.
struct Line {
    id: String,
    clinic: String,
    state: String,
    kind: String,
    next: Option<(String, Option<Timestamp>)>,
    is_overdue: bool,
    /// What comes next is for the reader to do.
    is_turn: bool,
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
        let clinics = lists::of_my_clinics(reader, &member)?;
        let names = names_of(reader, named.items.iter().chain(&clinics))?;
        Ok((named, clinics, names))
    });
    shown(&board(read.await?, page, (&me, may_plan)))
}

fn board(
    (named, clinics, names): (Listed<InspectionView>, Vec<InspectionView>, Names),
    page: Page,
    (me, may_plan): (&AccountId, bool),
) -> BoardPage {
    let own = |view: &InspectionView| Line { is_turn: is_turn_of(view, me), ..line(view, &names, &page) };
    let ours = |view: &InspectionView| Line { is_turn: is_next(view, "clinic"), ..line(view, &names, &page) };
    let mut lines: Vec<Line> = named.items.iter().map(own).collect();
    let due = |line: &Line| line.next.as_ref().and_then(|(_, due)| *due);
    lines.sort_by_key(|line| (!line.is_overdue, due(line).is_none(), due(line)));
    BoardPage {
        clinics: clinics.iter().map(ours).collect(),
        neighbours: Neighbours::of(&named, &page.path),
        named: lines,
        may_plan,
        page,
    }
}

fn line(view: &InspectionView, names: &Names, page: &Page) -> Line {
    let next = view.next.as_ref().map(|next| (label(page.lang, "next", &next.step), next.due));
    Line {
        id: view.id.clone(),
        clinic: names.get(&view.clinic_id).cloned().unwrap_or_default(),
        state: label(page.lang, "state", view.state.as_str()),
        kind: label(page.lang, "kind", view.kind.as_str()),
        // Before the publication a date that has passed has no timer any more; afterwards some steps have no date.
        is_overdue: next.as_ref().is_some_and(|(_, due)| due.map_or(view.published_at.is_none(), |due| due < page.now)),
        is_turn: false,
        next,
    }
}

/// Whether what comes next is for `me`, as far as those named in the inspection go; the first inspector leads.
fn is_turn_of(view: &InspectionView, me: &AccountId) -> bool {
    (is_next(view, "inspector") && view.inspectors.contains(me))
        || (is_next(view, "lead") && view.inspectors.first() == Some(me))
        || (is_next(view, "quality_reader") && view.quality_reader.as_ref() == Some(me))
        || (is_next(view, "points_officer") && view.points_officer.as_ref() == Some(me))
}

fn is_next(view: &InspectionView, actor: &str) -> bool {
    view.next.as_ref().is_some_and(|next| next.actor == actor)
}

/// The clinics of some inspections, with their places.
pub fn names_of<'v>(
    reader: &mut Reader<'_>,
    views: impl IntoIterator<Item = &'v InspectionView>,
) -> Result<Names, AppError> {
    let ids: Vec<ClinicId> = views.into_iter().map(|view| view.clinic_id.clone()).collect();
    let rows = directory::clinics(reader.conn, &ids)?;
    Ok(rows.into_iter().map(|row| (row.id, format!("{}, {}", row.name, row.city))).collect())
}
