//! Lists of inspections: those that name somebody, those of one's clinic, and what is public of a clinic.

use super::api::{
    Change, ChangesFilter, ClinicInspections, CurrentRating, EventView, InspectionView, RatedBefore, ReportLine,
};
use super::facts::InspectionFacts;
use super::model::{Event, InspectionRow, Role, State};
use super::store::{self, Position};
use super::table::Inspection;
use super::{actions, case, load, rules, views};
use crate::accounts::Member;
use crate::app::Reader;
use crate::cases::{self, EventRow, StepRow};
use crate::directory::{self, ClinicId, EntryState};
use crate::error::AppError;
use crate::ledger;
use crate::web::{At, Listed, Window};
use crate::workflow::Workflow as _;
use serde_json::Value;
use std::collections::HashMap;

/// The inspections in which `member` is named, newest first.
pub fn mine(
    reader: &mut Reader<'_>,
    member: &Member,
    window: &Window<Position>,
) -> Result<Listed<InspectionView>, AppError> {
    let rows = store::naming(reader.conn, &member.id, window)?;
    let page = window.listed(rows, |row| (row.created_at, row.id.clone()), |row| row);
    let facts = load::all(reader.conn, reader.site, page.items)?;
    let answers = directory::clinics_answered_by(reader.conn, &member.id)?;
    let roles = |facts: &InspectionFacts| {
        actions::roles_in(&facts.row, &facts.inspectors, member, answers.contains(&facts.row.clinic_id))
    };
    // Whoever lost the role, or has come to answer for the clinic, no longer reads it as staff.
    let named: Vec<InspectionFacts> =
        facts.into_iter().filter(|facts| roles(facts).iter().any(|role| role.is_staff())).collect();
    let items = views::of_all(reader, &named, roles)?;
    Ok(Listed { items, next: page.next, prev: page.prev })
}

/// The inspections of the clinics that somebody answers for.
pub struct OfMyClinics {
    /// There is such a clinic.
    pub answers: bool,
    /// As far as their factual check has come, newest first.
    pub items: Vec<InspectionView>,
    /// Those of which the clinic was told, and can read nothing yet.
    pub coming: Vec<InspectionRow>,
}

/// The inspections of the clinics that `member` answers for.
pub fn of_my_clinics(reader: &mut Reader<'_>, member: &Member) -> Result<OfMyClinics, AppError> {
    let clinics = directory::clinics_answered_by(reader.conn, &member.id)?;
    let is_shown = |state: &State| rules::is_open_to_clinic(*state) || rules::is_before_clinic(*state);
    let states: Vec<State> = State::ALL.iter().copied().filter(is_shown).collect();
    let rows = store::open_to_clinics(reader.conn, &clinics, &states)?;
    let (open, closed): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| rules::is_open_to_clinic(row.state));
    let facts = load::all(reader.conn, reader.site, open)?;
    let ids: Vec<String> = closed.iter().map(|row| row.id.clone()).collect();
    let noticed = store::noticed_of(reader.conn, &ids)?;
    // Of a visit without notice nobody learns here before a letter has told the clinic of it.
    let is_told =
        |row: &InspectionRow| row.notified_at.is_some() || row.locked_at.is_some() || noticed.contains(&row.id);
    Ok(OfMyClinics {
        answers: !clinics.is_empty(),
        items: views::of_all(reader, &facts, |_| vec![Role::Clinic])?,
        coming: closed.into_iter().filter(is_told).collect(),
    })
}

/// What is public of a clinic: the rating that stands, earlier ones, the reports.
///
/// # Errors
/// `not_found` for a clinic that is not listed.
pub fn of_clinic(
    reader: &mut Reader<'_>,
    clinic: &ClinicId,
    window: &Window<Position>,
) -> Result<ClinicInspections, AppError> {
    listed(reader, clinic)?;
    let rows = store::public_of(reader.conn, Some(clinic), window)?;
    let page = window.listed(rows, |row| (row.published_at.unwrap_or(row.created_at), row.id.clone()), |row| row);
    let facts = load::all(reader.conn, reader.site, page.items)?;
    let items = views::for_everybody(reader, &facts)?;
    let history = store::history_of(reader.conn, clinic)?;
    let history = load::all(reader.conn, reader.site, history)?;
    let reports: Vec<&InspectionFacts> = history.iter().filter(|facts| facts.row.result.is_some()).collect();
    Ok(ClinicInspections {
        current: reports.iter().find(|facts| facts.row.state != State::Superseded).and_then(|facts| current(facts)),
        historic: reports
            .iter()
            .filter(|facts| facts.row.state == State::Superseded)
            .map(|facts| rated_before(facts))
            .collect(),
        items,
        next: page.next,
        prev: page.prev,
    })
}

/// Every published report, newest first.
pub fn published(reader: &mut Reader<'_>, window: &Window<Position>) -> Result<Listed<InspectionView>, AppError> {
    let rows = store::public_of(reader.conn, None, window)?;
    let page = window.listed(rows, |row| (row.published_at.unwrap_or(row.created_at), row.id.clone()), |row| row);
    let facts = load::all(reader.conn, reader.site, page.items)?;
    Ok(Listed { items: views::for_everybody(reader, &facts)?, next: page.next, prev: page.prev })
}

/// Every published report as far as its own row tells, newest first.
pub fn file(reader: &mut Reader<'_>) -> Result<Vec<ReportLine>, AppError> {
    let window = Window::of_a_file();
    let rows = store::public_of(reader.conn, None, &window)?;
    let rows = window.listed(rows, |row| (row.published_at.unwrap_or(row.created_at), row.id.clone()), |row| row).items;
    let mut ids: Vec<ClinicId> = rows.iter().map(|row| row.clinic_id.clone()).collect();
    ids.sort();
    ids.dedup();
    let clinics = directory::clinics(reader.conn, &ids)?;
    let zones: HashMap<ClinicId, String> = clinics.into_iter().map(|clinic| (clinic.id, clinic.time_zone)).collect();
    let line = |row: &InspectionRow| {
        let zone = zones.get(&row.clinic_id).ok_or_else(|| AppError::internal("an inspection of no clinic"))?;
        views::report_line(row, zone.parse().map_err(AppError::internal)?)
    };
    rows.iter().map(line).collect()
}

/// The earlier ratings of a clinic, newest first, besides the inspection `but`.
pub fn before(reader: &mut Reader<'_>, clinic: &ClinicId, but: &str) -> Result<Vec<RatedBefore>, AppError> {
    let history = store::history_of(reader.conn, clinic)?;
    let history = load::all(reader.conn, reader.site, history)?;
    let earlier = history.iter().filter(|facts| facts.row.result.is_some() && facts.row.id != but);
    Ok(earlier.map(rated_before).collect())
}

fn listed(reader: &mut Reader<'_>, clinic: &ClinicId) -> Result<(), AppError> {
    let row = directory::clinic(reader.conn, clinic)?;
    if row.state == EntryState::Proposed { Err(AppError::not_found()) } else { Ok(()) }
}

fn current(facts: &InspectionFacts) -> Option<CurrentRating> {
    Some(CurrentRating {
        inspection: facts.row.id.clone(),
        rating: facts.rated.rating,
        overall_percent: facts.rated.overall_percent.map(views::one_decimal),
        visited_on: facts.visited_on()?.to_string(),
        published_at: facts.row.published_at?,
        next_due: facts.row.next_due_on.clone(),
    })
}

fn rated_before(facts: &InspectionFacts) -> RatedBefore {
    RatedBefore {
        inspection: facts.row.id.clone(),
        rating: facts.rated.rating,
        overall_percent: facts.rated.overall_percent.map(views::one_decimal),
        kind: facts.row.kind,
        visited_on: facts.visited_on().map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// What happened in public to a clinic's inspections, oldest first.
///
/// # Errors
/// `not_found` for a clinic that is not listed.
pub fn changes(
    reader: &mut Reader<'_>,
    clinic: &ClinicId,
    asked: &ChangesFilter,
    window: &Window<Position>,
) -> Result<Listed<Change>, AppError> {
    listed(reader, clinic)?;
    let ids: Vec<String> = store::history_of(reader.conn, clinic)?.into_iter().map(|row| row.id).collect();
    let steps = cases::steps_of_cases(reader.conn, Inspection::NAME, &ids, &case::public_events())?;
    let mut public: Vec<StepRow> = steps.into_iter().filter(is_public).collect();
    public.retain(|row| asked.since.is_none_or(|since| row.at > since));
    public.sort_by_key(key);
    let place = |row: &StepRow| key(row);
    let kept: Vec<StepRow> = match &window.at {
        At::Start => public,
        At::After(after) => public.into_iter().filter(|row| place(row) > *after).collect(),
        At::Before(before) => public.into_iter().filter(|row| place(row) < *before).rev().collect(),
    };
    let fetch = usize::try_from(window.fetch()).map_err(AppError::internal)?;
    let rows = kept.into_iter().take(fetch).collect();
    Ok(window.listed(rows, key, |row| Change {
        inspection: row.case_id,
        at: row.at,
        event: row.event,
        state: row.to_state,
    }))
}

fn key(row: &StepRow) -> Position {
    (row.at, row.id.clone())
}

fn is_public(row: &StepRow) -> bool {
    let (event, to) = (row.event.parse::<Event>(), row.to_state.parse::<State>());
    event.is_ok_and(|event| to.is_ok_and(|to| case::is_public_step(event, to)))
}

/// A page of an inspection's events with their leaves, oldest first; what was said in them only for `staff`.
pub fn events(
    reader: &mut Reader<'_>,
    id: &str,
    staff: bool,
    window: &Window<i64>,
) -> Result<Listed<EventView>, AppError> {
    let rows = cases::page_of_events(reader.conn, Inspection::NAME, id, window)?;
    let page = window.listed(rows, |row| row.ordinal, |row| row);
    let leaves: Vec<String> = page.items.iter().map(|row| row.leaf_id.clone()).collect();
    let leaves = ledger::leaves(reader.conn, &leaves)?;
    let items = page.items.iter().map(|row| event(row, &leaves, staff)).collect::<Result<_, _>>()?;
    Ok(Listed { items, next: page.next, prev: page.prev })
}

fn event(row: &EventRow, leaves: &[ledger::LeafRow], staff: bool) -> Result<EventView, AppError> {
    let leaf = leaves.iter().find(|leaf| leaf.id == row.leaf_id).ok_or_else(|| AppError::internal("no leaf"))?;
    let data: Value = if staff { row.data.read()? } else { Value::Object(serde_json::Map::new()) };
    Ok(EventView {
        index: row.ordinal,
        at: row.at,
        event: row.event.clone(),
        actor_role: row.actor_role.clone(),
        from: row.from_state.clone(),
        to: row.to_state.clone(),
        data,
        leaf: leaf.hash.clone(),
        ledger_index: leaf.tree_index,
    })
}

/// The place in the tree of the publication's leaf: none without one, none inside while it waits.
pub fn record(reader: &mut Reader<'_>, id: &str) -> Result<Option<Option<i64>>, AppError> {
    let events = cases::events(reader.conn, Inspection::NAME, id)?;
    let published = [Event::Published.as_str(), Event::RefusalPublished.as_str()];
    let Some(event) = events.iter().find(|row| published.contains(&row.event.as_str())) else { return Ok(None) };
    let leaf = ledger::leaves(reader.conn, std::slice::from_ref(&event.leaf_id))?.pop();
    Ok(leaf.map(|leaf| leaf.tree_index))
}
