//! The inspections that name the reader, what is due first; and those of the clinics that the reader answers for.

use super::words::label;
use super::{private, shown};
use crate::accounts::{Member, Role};
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
    let may_plan = member.has(Role::Inspector);
    let read = app.read(move |reader| {
        let named = lists::mine(reader, &member, &window)?;
        let clinics = lists::of_my_clinics(reader, &member)?;
        let names = names_of(reader, named.items.iter().chain(&clinics))?;
        Ok((named, clinics, names))
    });
    shown(&board(read.await?, page, may_plan))
}

fn board(
    (named, clinics, names): (Listed<InspectionView>, Vec<InspectionView>, Names),
    page: Page,
    may_plan: bool,
) -> BoardPage {
    let mut lines: Vec<Line> = named.items.iter().map(|view| line(view, &names, &page)).collect();
    let due = |line: &Line| line.next.as_ref().and_then(|(_, due)| *due);
    lines.sort_by_key(|line| (!line.is_overdue, due(line).is_none(), due(line)));
    BoardPage {
        clinics: clinics.iter().map(|view| line(view, &names, &page)).collect(),
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
        next,
    }
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
