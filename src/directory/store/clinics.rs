//! Clinics.

use super::{ByRank, Cities, LISTED, by_name, given, holds, lower, part_of_name, ranked};
use crate::db::schema::clinics;
use crate::db::{Connection, JsonText};
use crate::directory::api::{ClinicFilter, RatedSort};
use crate::directory::figures::rank_of;
use crate::directory::model::{ClinicId, ClinicKind, ClinicRow, EntryState};
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;
use std::collections::HashMap;

/// The states of entries that stand for themselves; named, as indices begin with the state.
pub const STANDING: [EntryState; 2] = [EntryState::Proposed, EntryState::Confirmed];
/// Entries of one name that are looked at.
pub const NAMESAKES: i64 = 200;
/// Successors of several clinics that are looked at together.
const HEIRS: i64 = 100;

type Backend = <Connection as diesel::Connection>::Backend;

pub fn find(conn: &mut Connection, id: &ClinicId) -> Result<ClinicRow, AppError> {
    Ok(clinics::table.find(id).first(conn)?)
}

/// The confirmed entries with their sort keys, by name, at most `limit`.
pub fn sort_keys(conn: &mut Connection, limit: i64) -> Result<Vec<(ClinicId, String)>, AppError> {
    Ok(clinics::table
        .filter(clinics::state.eq(LISTED))
        .order((clinics::sort_key.asc(), clinics::id.asc()))
        .limit(limit)
        .select((clinics::id, clinics::sort_key))
        .load(conn)?)
}

pub fn all(conn: &mut Connection, ids: &[ClinicId]) -> Result<Vec<ClinicRow>, AppError> {
    Ok(clinics::table.filter(clinics::id.eq_any(ids)).load(conn)?)
}

pub fn find_by_slug(conn: &mut Connection, slug: &str) -> Result<ClinicRow, AppError> {
    Ok(clinics::table.filter(clinics::slug.eq(slug)).first(conn)?)
}

/// Those of `ids` that exist and are not merged into another.
pub fn known(conn: &mut Connection, ids: &[ClinicId]) -> Result<Vec<ClinicId>, AppError> {
    Ok(clinics::table
        .filter(clinics::id.eq_any(ids))
        .filter(clinics::state.ne(EntryState::Merged))
        .select(clinics::id)
        .load(conn)?)
}

/// Those with this name, as lists order it; merged ones are left out.
pub fn called(conn: &mut Connection, sort_key: &str) -> Result<Vec<ClinicRow>, AppError> {
    Ok(clinics::table
        .filter(clinics::state.eq_any(STANDING).and(clinics::sort_key.eq(sort_key)))
        .order(clinics::id.asc())
        .limit(NAMESAKES)
        .load(conn)?)
}

/// A slug for `name` that nobody has.
pub fn free_slug(conn: &mut Connection, name: &str) -> Result<String, AppError> {
    let (first, end) = super::slugs_of(name);
    let taken: Vec<String> = clinics::table
        .filter(clinics::slug.ge(first).and(clinics::slug.lt(end)))
        .order(clinics::slug.asc())
        .limit(1_000)
        .select(clinics::slug)
        .load(conn)?;
    Ok(super::free_slug(name, &taken))
}

pub fn insert(conn: &mut Connection, row: &ClinicRow) -> Result<(), AppError> {
    diesel::insert_into(clinics::table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &ClinicRow) -> Result<(), AppError> {
    diesel::update(clinics::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// One page of the clinics that are asked for, in the order that is asked for.
pub fn list(conn: &mut Connection, filter: &ClinicFilter, window: &Window<ByRank>) -> Result<Vec<ClinicRow>, AppError> {
    let cities = Cities::of(conn, filter.place.as_deref(), filter.q.as_deref())?;
    Ok(asked(filter, &cities, window).limit(window.fetch()).load(conn)?)
}

/// What a file says of one of them.
#[derive(Debug, Clone, Queryable)]
pub struct FileRow {
    pub id: ClinicId,
    pub slug: String,
    pub name: String,
    pub kind: ClinicKind,
    pub country: String,
    pub city: String,
    pub treatments: JsonText,
}

/// The same for a file: as many as one may have, and no more of each than it says.
pub fn file(conn: &mut Connection, filter: &ClinicFilter) -> Result<Vec<FileRow>, AppError> {
    let (cities, window) = (Cities::of(conn, filter.place.as_deref(), filter.q.as_deref())?, Window::of_a_file());
    let columns = (
        clinics::id,
        clinics::slug,
        clinics::name,
        clinics::kind,
        clinics::country,
        clinics::city,
        clinics::treatments,
    );
    Ok(asked(filter, &cities, &window).limit(window.fetch() - 1).select(columns).load(conn)?)
}

fn asked<'q>(
    filter: &'q ClinicFilter,
    cities: &'q Cities,
    window: &'q Window<ByRank>,
) -> clinics::BoxedQuery<'q, Backend> {
    let mut query = filtered(filter, cities);
    if let Some(cities) = &cities.place {
        query = query.filter(clinics::city.eq_any(cities));
    }
    match filter.sort.unwrap_or_default() {
        RatedSort::Rating => ranked!(clinics, query, lower_bound_rank, window),
        RatedSort::Reviews => ranked!(clinics, query, counted, window),
        RatedSort::Name => by_name!(clinics, query, window),
    }
}

/// The key of a row in the order that is asked for.
pub fn key(row: &ClinicRow, sort: RatedSort) -> ByRank {
    let rank = match sort {
        RatedSort::Rating => row.lower_bound_rank,
        RatedSort::Reviews => row.counted,
        RatedSort::Name => 0,
    };
    (rank, row.sort_key.clone(), row.id.to_string())
}

/// Keeps what lists are ordered by: the published lower bound in ten-thousandths, and the counted reviews.
pub fn rank(conn: &mut Connection, id: &ClinicId, (bound, counted): (i64, i64)) -> Result<(), AppError> {
    let ranked = (clinics::lower_bound_rank.eq(bound), clinics::counted.eq(counted));
    diesel::update(clinics::table.find(id)).set(ranked).execute(conn)?;
    Ok(())
}

fn filtered<'q>(filter: &'q ClinicFilter, cities: &'q Cities) -> clinics::BoxedQuery<'q, Backend> {
    let mut query = clinics::table.filter(clinics::state.eq(filter.state.unwrap_or(LISTED))).into_boxed();
    if let Some(part) = part_of_name(filter.q.as_deref()) {
        query = query.filter(clinics::sort_key.like(part).or(clinics::city.eq_any(&cities.named)));
    }
    if let Some(country) = given(filter.country.as_deref()) {
        query = query.filter(clinics::country.eq(country.to_ascii_uppercase()));
    }
    if let Some(treatment) = given(filter.treatment.as_deref()) {
        query = query.filter(lower(clinics::treatments).like(holds(treatment)));
    }
    if let Some(least) = filter.min_lower_bound {
        query = query.filter(clinics::lower_bound_rank.ge(rank_of(least)));
    }
    query
}

/// The clinics that go on as these; nothing follows into one that is only proposed.
pub fn predecessors(conn: &mut Connection, ids: &[ClinicId]) -> Result<Vec<ClinicId>, AppError> {
    let found: Vec<Option<ClinicId>> = clinics::table
        .filter(clinics::id.eq_any(ids).and(clinics::state.eq(LISTED)))
        .filter(clinics::predecessor_id.is_not_null())
        .select(clinics::predecessor_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Confirmed clinics as which these go on, at most [`HEIRS`].
pub fn successors(conn: &mut Connection, ids: &[ClinicId]) -> Result<Vec<ClinicId>, AppError> {
    Ok(clinics::table
        .filter(clinics::predecessor_id.eq_any(ids).and(clinics::state.eq(LISTED)))
        .order(clinics::id.asc())
        .limit(HEIRS)
        .select(clinics::id)
        .load(conn)?)
}

/// Those of the ids that are confirmed clinics with a predecessor.
pub fn heirs_among(conn: &mut Connection, ids: &[String]) -> Result<Vec<ClinicId>, AppError> {
    Ok(clinics::table
        .filter(clinics::id.eq_any(ids).and(clinics::state.eq(LISTED)))
        .filter(clinics::predecessor_id.is_not_null())
        .order(clinics::id.asc())
        .select(clinics::id)
        .load(conn)?)
}

/// In how many countries there is a confirmed clinic.
pub fn count_countries(conn: &mut Connection) -> Result<i64, AppError> {
    let query = clinics::table.filter(clinics::state.eq(LISTED)).select(clinics::country).distinct().limit(300);
    let countries: Vec<String> = query.load(conn)?;
    i64::try_from(countries.len()).map_err(AppError::internal)
}

/// The oldest proposals that wait for a case officer.
pub fn waiting(conn: &mut Connection, limit: i64) -> Result<Vec<ClinicRow>, AppError> {
    Ok(clinics::table
        .filter(clinics::state.eq(EntryState::Proposed))
        .order((clinics::created_at.asc(), clinics::id.asc()))
        .limit(limit)
        .load(conn)?)
}

/// Clinics to choose from in a form, by name: confirmed ones, bounded.
pub fn choices(conn: &mut Connection, limit: i64) -> Result<Vec<ClinicRow>, AppError> {
    Ok(clinics::table
        .filter(clinics::state.eq(LISTED))
        .order((clinics::sort_key.asc(), clinics::id.asc()))
        .limit(limit)
        .load(conn)?)
}

/// Name and page of several entries, by id.
pub fn names(conn: &mut Connection, ids: &[ClinicId]) -> Result<HashMap<String, (String, String)>, AppError> {
    let rows: Vec<(ClinicId, String, String)> = clinics::table
        .filter(clinics::id.eq_any(ids))
        .select((clinics::id, clinics::name, clinics::slug))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name, slug)| (id.to_string(), (name, format!("/clinics/{slug}")))).collect())
}

/// Confirmed entries whose name holds `part`, by name, at most `limit`.
pub fn named_like(conn: &mut Connection, part: Option<&str>, limit: i64) -> Result<Vec<ClinicRow>, AppError> {
    let mut query = clinics::table.filter(clinics::state.eq(LISTED)).into_boxed();
    if let Some(part) = part_of_name(part) {
        query = query.filter(clinics::sort_key.like(part));
    }
    Ok(query.order((clinics::sort_key.asc(), clinics::id.asc())).limit(limit).load(conn)?)
}

/// Cities that one search of a place looks through, and that it may find.
const CITIES: i64 = 5_000;

/// The cities of confirmed clinics whose slug is one that `fits`: folded here, since the two databases fold differently.
pub fn cities_where(conn: &mut Connection, fits: impl Fn(&str) -> bool) -> Result<Vec<String>, AppError> {
    let mut cities: Vec<String> = clinics::table
        .select(clinics::city)
        .distinct()
        .filter(clinics::state.eq(LISTED))
        .order(clinics::city.asc())
        .limit(CITIES)
        .load(conn)?;
    cities.retain(|city| fits(&crate::text::slug::slug(city)));
    Ok(cities)
}
