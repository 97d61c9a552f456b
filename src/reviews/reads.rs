//! What can be read of reviews, by whom: the same for REST and pages.

use super::actions::{known, sees_all};
use super::api::{ProofView, ReviewList, ReviewView};
use super::model::{ProofState, ReviewRow, ReviewState, Role};
use super::store::lists::{self, Position, ProofPosition, Shown};
use super::table::Review;
use super::views::{self, Around};
use crate::accounts::{MaybeMember, Member};
use crate::app::Reader;
use crate::cases::{self, CaseReceipt};
use crate::directory::figures::{self, names};
use crate::directory::{self, EntryState, Subject};
use crate::error::{AppError, FORBIDDEN};
use crate::web::{Listed, Window};
use std::collections::BTreeMap;

/// A review with the capacities in which somebody looks at it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub row: ReviewRow,
    pub view: ReviewView,
    pub roles: Vec<Role>,
}

/// A review as this caller may see it.
///
/// # Errors
/// `not_found` for those who may not know of it.
pub fn seen(reader: &mut Reader<'_>, member: &MaybeMember, id: &str) -> Result<Seen, AppError> {
    let (row, roles) = known(reader, member.0.as_ref(), id)?;
    let rows = std::slice::from_ref(&row);
    let around = if sees_all(&roles) { Around::whole(reader.conn, rows)? } else { Around::public(reader.conn, rows)? };
    let mut view = views::of(&row, &roles, &around)?.ok_or_else(AppError::not_found)?;
    view.actions = views::actions(reader, &row, &roles, &view.proofs)?;
    Ok(Seen { row, view, roles })
}

/// The same, for somebody signed in.
pub fn for_member(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<ReviewView, AppError> {
    seen(reader, &MaybeMember(Some(member.clone())), id).map(|seen| seen.view)
}

/// The receipt of a review, with what it opens; its author's.
///
/// # Errors
/// `not_found` for those who may not know of it, 403 for others.
pub fn receipt(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<CaseReceipt, AppError> {
    let seen = seen(reader, &MaybeMember(Some(member.clone())), id)?;
    if !seen.roles.contains(&Role::Author) {
        return Err(FORBIDDEN.into());
    }
    cases::receipt_of::<Review>(reader, (id, &seen.row.subject_ref))
}

/// The public reviews of a physician or a clinic, with the figures over all of them.
///
/// # Errors
/// `not_found` for an entry that is not in public lists.
pub fn about(
    reader: &mut Reader<'_>,
    subject: &Subject,
    shown: Shown,
    window: &Window<Position>,
) -> Result<ReviewList, AppError> {
    refuse_unlisted(reader, subject)?;
    let rows = lists::public(reader.conn, subject, shown, window)?;
    let around = Around::public(reader.conn, &rows)?;
    let page = window.listed(rows, |row| (row.spoken_at, row.id.clone()), |row| row);
    let items =
        page.items.iter().filter_map(|row| views::of(row, &[], &around).transpose()).collect::<Result<_, _>>()?;
    let rating: figures::Rating = figures::rating_of(reader, subject)?;
    let gone = lists::gone(reader.conn, subject)?;
    Ok(ReviewList {
        items,
        next: page.next,
        prev: page.prev,
        histogram: rating.histogram.clone(),
        rating,
        counts: figures::one(reader.conn, subject, names::COUNTS)?,
        removed_by_ground: removed_by_ground(&gone),
        withdrawn_after_contact: i64::try_from(gone.iter().filter(|row| row.2).count()).map_err(AppError::internal)?,
    })
}

fn removed_by_ground(gone: &[lists::Gone]) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for (state, ground, _) in gone {
        if *state == ReviewState::Removed {
            *counts.entry(ground.clone().unwrap_or_default()).or_insert(0) += 1;
        }
    }
    counts
}

/// # Errors
/// `not_found` for an entry that does not exist or that strangers may not see.
pub fn refuse_unlisted(reader: &mut Reader<'_>, subject: &Subject) -> Result<(), AppError> {
    let state = match subject {
        Subject::Physician(id) => directory::physician(reader.conn, id)?.state,
        Subject::Clinic(id) => directory::clinic(reader.conn, id)?.state,
    };
    if state == EntryState::Proposed { Err(AppError::not_found()) } else { Ok(()) }
}

/// The caller's own reviews, newest first.
pub fn mine(
    reader: &mut Reader<'_>,
    member: &Member,
    window: &Window<Position>,
) -> Result<Listed<ReviewView>, AppError> {
    let rows = lists::of_author(reader.conn, &member.id, window)?;
    let around = Around::whole(reader.conn, &rows)?;
    let page = window.listed(rows, |row| (row.created_at, row.id.clone()), |row| row);
    let place = (reader.site, reader.now);
    let of = |row: &ReviewRow| views::own(row, &around, place).transpose();
    let items = page.items.iter().filter_map(of).collect::<Result<_, _>>()?;
    Ok(Listed { items, next: page.next, prev: page.prev })
}

/// Documents to decide about, oldest first.
pub fn proofs(
    reader: &mut Reader<'_>,
    state: ProofState,
    window: &Window<ProofPosition>,
) -> Result<Listed<ProofView>, AppError> {
    let rows = lists::proofs(reader.conn, state, window)?;
    Ok(window.listed(rows, |row| (row.at, row.review_id.clone(), row.number), |row| views::proof(&row)))
}
