//! Lists of complaints: the public register with its small-cell rule, one's own, the staff's board.

use super::api::{BoardFilter, ChangesFilter, ComplaintView, PartFilter, PublicComplaint, RegisterFilter};
use super::facts::ComplaintFacts;
use super::model::{ComplaintRow, Part, Role};
use super::store::{self, Filter, Parts, Position};
use super::{actions, public, views};
use crate::accounts::{self, Member};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::directory::{self, Ties};
use crate::error::{AppError, FORBIDDEN, NO_SUCH, Refusal};
use crate::web::{Listed, Window};
use crate::workdays::Month;

/// Public complaints, newest first.
///
/// Where filters leave fewer rows than the smallest public cell, each is coarsened to its year and `other`.
pub fn register(
    reader: &mut Reader<'_>,
    asked: &RegisterFilter,
    window: &Window<Position>,
) -> Result<Listed<PublicComplaint>, AppError> {
    check_words(reader, asked)?;
    let filter = public_filter(asked);
    let rows = store::list(reader.conn, &filter, window)?;
    let smallest = i64::from(reader.site.pack.complaints.smallest_public_cell);
    let coarse = is_narrowed(asked) && store::count(reader.conn, &filter)? < smallest;
    listed(reader, rows, window, |reader, rows| public::for_everybody(reader, rows, coarse))
}

/// One public row.
///
/// # Errors
/// `not_found` when there is none, or it is not public.
pub fn public_row(reader: &mut Reader<'_>, id: &str) -> Result<PublicComplaint, AppError> {
    // What is not public and what never was take the same queries.
    let found = AppError::or_none(store::find(reader.conn, id))?;
    let marks = store::marks_of(reader.conn, &[id.to_owned()])?;
    let row = found.ok_or_else(AppError::not_found)?;
    if !marks.first().is_some_and(|marks| public::is_public(&row, marks)) {
        return Err(AppError::not_found());
    }
    public::for_everybody(reader, vec![row], false)?.pop().ok_or_else(AppError::not_found)
}

/// The complaints in which `member` has a part of their own, newest first, each as they may see it, and as whom.
pub fn mine(
    reader: &mut Reader<'_>,
    member: &Member,
    asked: &PartFilter,
    window: &Window<Position>,
) -> Result<Listed<(ComplaintView, Vec<Role>)>, AppError> {
    let ties = directory::conflicts_of(reader, &member.id)?;
    let wants = |part: Part| asked.part.is_none_or(|asked| asked == part);
    let mut parts = Parts { complainant: wants(Part::Patient).then(|| member.id.clone()), ..Parts::default() };
    if wants(Part::Clinic) {
        let (physicians, clinics) = ties.answered();
        (parts.physicians, parts.clinics) = (physicians.clone(), clinics.clone());
    }
    if wants(Part::Panel) {
        parts.heard = store::heard_by(reader.conn, &member.id)?;
    }
    let filter = Filter { parts: Some(parts), ..Filter::default() };
    let rows = store::list(reader.conn, &filter, window)?;
    let standing = |facts: &ComplaintFacts| actions::standing_with(facts, member, &ties);
    listed(reader, rows, window, |reader, rows| views::for_each(reader, rows, standing))
}

/// Every complaint, newest first.
///
/// # Errors
/// `forbidden` for everybody but case officers and the board.
pub fn board(
    reader: &mut Reader<'_>,
    member: &Member,
    asked: &BoardFilter,
    window: &Window<Position>,
) -> Result<Listed<ComplaintView>, AppError> {
    let ties = ties_of_staff(reader, member)?;
    let filter = Filter { state: asked.state, ..Filter::default() };
    let rows = store::list(reader.conn, &filter, window)?;
    listed(reader, rows, window, |reader, rows| as_staff(reader, rows, (member, &ties)))
}

/// Every open complaint at once, oldest first, as far as a board can show them.
///
/// # Errors
/// As [`board`].
pub fn open_cases(reader: &mut Reader<'_>, member: &Member) -> Result<Vec<ComplaintView>, AppError> {
    let ties = ties_of_staff(reader, member)?;
    let rows = store::open(reader.conn, CASES_OF_A_BOARD)?;
    as_staff(reader, rows, (member, &ties))
}

/// Cases that one board shows; the lists by state hold the rest.
const CASES_OF_A_BOARD: i64 = 300;

/// # Errors
/// `forbidden` for everybody but case officers and the board.
fn ties_of_staff(reader: &mut Reader<'_>, member: &Member) -> Result<Ties, AppError> {
    let is_staff = member.has(accounts::Role::CaseOfficer) || member.has(accounts::Role::Board);
    if is_staff { directory::conflicts_of(reader, &member.id) } else { Err(FORBIDDEN.into()) }
}

/// The cases as an officer or the board sees them; not those of whom they may not judge, nor those that they filed.
fn as_staff(
    reader: &mut Reader<'_>,
    rows: Vec<ComplaintRow>,
    (member, ties): (&Member, &Ties),
) -> Result<Vec<ComplaintView>, AppError> {
    let standing = |facts: &ComplaintFacts| {
        let roles = actions::standing_with(facts, member, ties);
        let is_staff = roles.iter().any(|role| matches!(role, Role::Officer | Role::Board));
        if is_staff { roles } else { Vec::new() }
    };
    Ok(views::for_each(reader, rows, standing)?.into_iter().map(|(view, _)| view).collect())
}

/// Turns the rows of a page into views, all at once.
fn listed<V>(
    reader: &mut Reader<'_>,
    rows: Vec<ComplaintRow>,
    window: &Window<Position>,
    view: impl FnOnce(&mut Reader<'_>, Vec<ComplaintRow>) -> Result<Vec<V>, AppError>,
) -> Result<Listed<V>, AppError> {
    let page = window.listed(rows, |row| (row.created_at, row.id.clone()), |row| row);
    Ok(Listed { items: view(reader, page.items)?, next: page.next, prev: page.prev })
}

/// Public rows in the order of their last change, for those who keep a copy.
pub fn changes(
    reader: &mut Reader<'_>,
    asked: &ChangesFilter,
    window: &Window<Position>,
) -> Result<Listed<PublicComplaint>, AppError> {
    let rows = store::changes(reader.conn, asked.since, window)?;
    let page = window.listed(rows, |(row, at)| (*at, row.id.clone()), |(row, _)| row);
    let items = public::for_everybody(reader, page.items, false)?;
    Ok(Listed { items, next: page.next, prev: page.prev })
}

/// Rows that one file of the register holds.
const ROWS_OF_A_FILE: i64 = 10_000;

/// Every public row that a filter leaves, newest first.
pub fn export(reader: &mut Reader<'_>, asked: &RegisterFilter) -> Result<Vec<PublicComplaint>, AppError> {
    check_words(reader, asked)?;
    let filter = public_filter(asked);
    let rows = store::all_public(reader.conn, &filter, ROWS_OF_A_FILE)?;
    let coarse = is_narrowed(asked) && is_small(reader, rows.len());
    public::for_everybody(reader, rows, coarse)
}

/// # Errors
/// 422 for a category or response code that the pack does not know: nothing would ever match.
fn check_words(reader: &Reader<'_>, asked: &RegisterFilter) -> Result<(), AppError> {
    let known = &reader.site.pack.complaints;
    if asked.category.as_ref().is_some_and(|code| known.category(code).is_none()) {
        return Err(Refusal::field("?category", NO_SUCH).into());
    }
    if asked.code.as_ref().is_some_and(|code| known.response_code(code).is_none()) {
        return Err(Refusal::field("?code", NO_SUCH).into());
    }
    Ok(())
}

fn is_small(reader: &Reader<'_>, rows: usize) -> bool {
    u32::try_from(rows).is_ok_and(|rows| rows < reader.site.pack.complaints.smallest_public_cell)
}

fn public_filter(asked: &RegisterFilter) -> Filter {
    Filter {
        physician: asked.physician.as_ref().map(ToString::to_string),
        clinic: asked.clinic.as_ref().map(ToString::to_string),
        category: asked.category.clone(),
        response_code: asked.code.clone(),
        untimely: asked.timely.map(|timely| !timely),
        from: asked.from.map(first_instant),
        until: asked.to.and_then(|month| month.plus(1)).map(first_instant),
        has_narrative: asked.has_narrative,
        only_public: true,
        ..Filter::default()
    }
}

fn first_instant(month: Month) -> Timestamp {
    Timestamp::from_naive(month.first_day().and_time(chrono::NaiveTime::MIN))
}

/// Whether anything was asked for that could single somebody out.
fn is_narrowed(asked: &RegisterFilter) -> bool {
    asked.physician.is_some()
        || asked.clinic.is_some()
        || asked.category.is_some()
        || asked.code.is_some()
        || asked.timely.is_some()
        || asked.from.is_some()
        || asked.to.is_some()
        || asked.has_narrative.is_some()
}
