//! What can be read of the directory, by whom: the same for REST and pages.

use super::api::{ClaimFilter, ClaimView, ClinicFilter, ClinicView, PhysicianFilter, PhysicianView};
use super::model::{ClaimId, ClaimState, ClinicId, ClinicRow, EntryState, PhysicianId, PhysicianRow};
use super::rules::{self, Actor};
use super::store::claims::ByAge;
use super::store::{self, ByRank};
use super::ties::{TieRow, TieView};
use super::views;
use crate::accounts::AccountId;
use crate::app::Reader;
use crate::db::Connection;
use crate::error::{AppError, FORBIDDEN};
use crate::web::{Listed, Window};
use std::collections::HashMap;

/// A page of physicians, in the order that is asked for.
pub fn physicians(
    reader: &mut Reader<'_>,
    filter: &PhysicianFilter,
    window: &Window<ByRank>,
    viewer: Option<&Actor>,
) -> Result<Listed<PhysicianView>, AppError> {
    refuse_strangers(filter.state, viewer)?;
    let rows = store::physicians::list(reader.conn, filter, window, reader.now)?;
    let sort = filter.sort.unwrap_or_default();
    let page = window.listed(rows, |row| store::physicians::key(row, sort), |row| row);
    Ok(Listed { items: views::physicians(reader, page.items, viewer)?, next: page.next, prev: page.prev })
}

/// A page of clinics, in the order that is asked for.
pub fn clinics(
    reader: &mut Reader<'_>,
    filter: &ClinicFilter,
    window: &Window<ByRank>,
    viewer: Option<&Actor>,
) -> Result<Listed<ClinicView>, AppError> {
    refuse_strangers(filter.state, viewer)?;
    let rows = store::clinics::list(reader.conn, filter, window)?;
    let sort = filter.sort.unwrap_or_default();
    let page = window.listed(rows, |row| store::clinics::key(row, sort), |row| row);
    Ok(Listed { items: views::clinics(reader, page.items, viewer)?, next: page.next, prev: page.prev })
}

/// Only staff list what is not confirmed.
pub(super) fn refuse_strangers(state: Option<EntryState>, viewer: Option<&Actor>) -> Result<(), AppError> {
    let is_public = state.is_none_or(|state| state == EntryState::Confirmed);
    if is_public || viewer.is_some_and(Actor::is_staff) { Ok(()) } else { Err(FORBIDDEN.into()) }
}

/// A physician's profile.
pub fn physician(reader: &mut Reader<'_>, id: &PhysicianId, viewer: Option<&Actor>) -> Result<PhysicianView, AppError> {
    let row = store::physicians::find(reader.conn, id)?;
    visible_physician(reader, row, viewer)
}

/// A physician's profile by the name in its address.
pub fn physician_named(reader: &mut Reader<'_>, slug: &str, viewer: Option<&Actor>) -> Result<PhysicianView, AppError> {
    let row = store::physicians::find_by_slug(reader.conn, slug)?;
    visible_physician(reader, row, viewer)
}

fn visible_physician(
    reader: &mut Reader<'_>,
    row: PhysicianRow,
    viewer: Option<&Actor>,
) -> Result<PhysicianView, AppError> {
    if rules::may_see(row.state, viewer) { views::physician(reader, row, viewer) } else { Err(AppError::not_found()) }
}

/// A clinic.
pub fn clinic(reader: &mut Reader<'_>, id: &ClinicId, viewer: Option<&Actor>) -> Result<ClinicView, AppError> {
    let row = store::clinics::find(reader.conn, id)?;
    visible_clinic(reader, row, viewer)
}

/// A clinic by the name in its address.
pub fn clinic_named(reader: &mut Reader<'_>, slug: &str, viewer: Option<&Actor>) -> Result<ClinicView, AppError> {
    let row = store::clinics::find_by_slug(reader.conn, slug)?;
    visible_clinic(reader, row, viewer)
}

fn visible_clinic(reader: &mut Reader<'_>, row: ClinicRow, viewer: Option<&Actor>) -> Result<ClinicView, AppError> {
    if rules::may_see(row.state, viewer) { views::clinic(reader, row, viewer) } else { Err(AppError::not_found()) }
}

/// A page of claims, oldest first.
pub fn claims(
    conn: &mut Connection,
    filter: &ClaimFilter,
    window: &Window<ByAge>,
    officer: &Actor,
) -> Result<Listed<ClaimView>, AppError> {
    let rows = store::claims::list(conn, filter.state.unwrap_or(ClaimState::Pending), window)?;
    Ok(window.listed(rows, |row| (row.created_at, row.id.to_string()), |row| views::claim(row, Some(officer))))
}

/// A claim, for its author and whoever decides on claims.
pub fn claim(conn: &mut Connection, id: &ClaimId, actor: &Actor, decides: bool) -> Result<ClaimView, AppError> {
    let row = store::claims::find(conn, id)?;
    if row.account_id != actor.account && !decides {
        return Err(AppError::not_found());
    }
    Ok(views::claim(row, decides.then_some(actor)))
}

/// The version of a claim.
pub fn claim_version(conn: &mut Connection, id: &ClaimId) -> Result<i64, AppError> {
    Ok(store::claims::find(conn, id)?.version)
}

/// One page of what an account has declared, newest first.
pub fn ties(
    reader: &mut Reader<'_>,
    account: &AccountId,
    window: &Window<String>,
) -> Result<Listed<TieView>, AppError> {
    let rows = store::ties::declared_by(reader.conn, account, window)?;
    let page = window.listed(rows, |row| row.id.clone(), |row| row);
    Ok(Listed { items: tie_views(reader, page.items)?, next: page.next, prev: page.prev })
}

/// One tie, for the account that has it.
pub fn tie(reader: &mut Reader<'_>, row: TieRow) -> Result<TieView, AppError> {
    tie_views(reader, vec![row])?.pop().ok_or_else(AppError::not_found)
}

fn tie_views(reader: &mut Reader<'_>, rows: Vec<TieRow>) -> Result<Vec<TieView>, AppError> {
    let physicians: Vec<PhysicianId> = rows.iter().filter_map(|row| row.physician_id.clone()).collect();
    let clinics: Vec<ClinicId> = rows.iter().filter_map(|row| row.clinic_id.clone()).collect();
    let named = store::physicians::all(reader.conn, &physicians)?.into_iter().map(|one| (one.id.to_string(), one.name));
    let mut names: HashMap<String, String> = named.collect();
    names.extend(store::clinics::all(reader.conn, &clinics)?.into_iter().map(|one| (one.id.to_string(), one.name)));
    let months = reader.site.pack.membership.thresholds.coauthor_months;
    let today = reader.now.date();
    let view = |row: TieRow| TieView {
        counts: row.counts_on(today, months),
        name: row
            .physician_id
            .as_ref()
            .map(PhysicianId::as_str)
            .or(row.clinic_id.as_ref().map(ClinicId::as_str))
            .and_then(|id| names.get(id).cloned())
            .unwrap_or_default(),
        id: row.id,
        kind: row.kind,
        source: row.source,
        physician_id: row.physician_id,
        clinic_id: row.clinic_id,
        since: row.since,
        until: row.until,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
