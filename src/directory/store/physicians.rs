//! Physicians, and where they work.

use super::clinics::{NAMESAKES, STANDING};
use super::{ByRank, Cities, LISTED, by_name, given, holds, lower, part_of_name, ranked};
use crate::clock::Timestamp;
use crate::db::schema::{clinics, physician_clinics, physicians};
use crate::db::{Connection, JsonText};
use crate::directory::api::{PhysicianFilter, RatedSort};
use crate::directory::figures::rank_of;
use crate::directory::model::{ClinicId, ClinicRow, EntryState, PhysicianId, PhysicianKind, PhysicianRow, PracticeRow};
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::dsl::exists;
use diesel::prelude::*;
use std::collections::HashMap;

type Backend = <Connection as diesel::Connection>::Backend;

/// Most clinics of a physician, or physicians of a clinic, that one page names.
const COLLEAGUES: i64 = 500;
/// Most places that one file names.
const PLACES_IN_FILE: i64 = 50_000;

pub fn find(conn: &mut Connection, id: &PhysicianId) -> Result<PhysicianRow, AppError> {
    Ok(physicians::table.find(id).first(conn)?)
}

pub fn find_by_slug(conn: &mut Connection, slug: &str) -> Result<PhysicianRow, AppError> {
    Ok(physicians::table.filter(physicians::slug.eq(slug)).first(conn)?)
}

/// Whether there is a confirmed entry with this id.
pub fn is_confirmed(conn: &mut Connection, id: &PhysicianId) -> Result<bool, AppError> {
    let known = physicians::table.filter(physicians::id.eq(id)).filter(physicians::state.eq(EntryState::Confirmed));
    Ok(diesel::select(exists(known)).get_result(conn)?)
}

/// Those with this name, as lists order it; merged ones are left out.
pub fn called(conn: &mut Connection, sort_key: &str) -> Result<Vec<PhysicianRow>, AppError> {
    Ok(physicians::table
        .filter(physicians::state.eq_any(STANDING).and(physicians::sort_key.eq(sort_key)))
        .order(physicians::id.asc())
        .limit(NAMESAKES)
        .load(conn)?)
}

/// A slug for `name` that nobody has.
pub fn free_slug(conn: &mut Connection, name: &str) -> Result<String, AppError> {
    let (first, end) = super::slugs_of(name);
    let taken: Vec<String> = physicians::table
        .filter(physicians::slug.ge(first).and(physicians::slug.lt(end)))
        .order(physicians::slug.asc())
        .limit(1_000)
        .select(physicians::slug)
        .load(conn)?;
    Ok(super::free_slug(name, &taken))
}

pub fn insert(conn: &mut Connection, row: &PhysicianRow) -> Result<(), AppError> {
    diesel::insert_into(physicians::table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, row: &PhysicianRow) -> Result<(), AppError> {
    diesel::update(physicians::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// One page of the physicians that are asked for, in the order that is asked for.
pub fn list(
    conn: &mut Connection,
    filter: &PhysicianFilter,
    window: &Window<ByRank>,
    now: Timestamp,
) -> Result<Vec<PhysicianRow>, AppError> {
    let cities = Cities::of(conn, filter.place.as_deref(), filter.q.as_deref())?;
    Ok(asked(filter, &cities, window, now).limit(window.fetch()).load(conn)?)
}

/// What a file says of one of them.
#[derive(Debug, Clone, Queryable)]
pub struct FileRow {
    pub id: PhysicianId,
    pub slug: String,
    pub name: String,
    pub kind: PhysicianKind,
    pub titles: JsonText,
    pub specialties: JsonText,
    pub languages: JsonText,
    pub practice_since: Option<i64>,
}

/// The same for a file: as many as one may have, and no more of each than it says.
pub fn file(conn: &mut Connection, filter: &PhysicianFilter, now: Timestamp) -> Result<Vec<FileRow>, AppError> {
    let (cities, window) = (Cities::of(conn, filter.place.as_deref(), filter.q.as_deref())?, Window::of_a_file());
    let columns = (
        physicians::id,
        physicians::slug,
        physicians::name,
        physicians::kind,
        physicians::titles,
        physicians::specialties,
        physicians::languages,
        physicians::practice_since,
    );
    Ok(asked(filter, &cities, &window, now).limit(window.fetch() - 1).select(columns).load(conn)?)
}

fn asked<'q>(
    filter: &'q PhysicianFilter,
    cities: &'q Cities,
    window: &'q Window<ByRank>,
    now: Timestamp,
) -> physicians::BoxedQuery<'q, Backend> {
    let mut query = filtered(filter, cities, now);
    if let Some(cities) = &cities.place {
        query = query.filter(exists(works_at().filter(clinics::city.eq_any(cities))));
    }
    match filter.sort.unwrap_or_default() {
        RatedSort::Rating => ranked!(physicians, query, lower_bound_rank, window),
        RatedSort::Reviews => ranked!(physicians, query, counted, window),
        RatedSort::Name => by_name!(physicians, query, window),
    }
}

/// The key of a row in the order that is asked for.
pub fn key(row: &PhysicianRow, sort: RatedSort) -> ByRank {
    let rank = match sort {
        RatedSort::Rating => row.lower_bound_rank,
        RatedSort::Reviews => row.counted,
        RatedSort::Name => 0,
    };
    (rank, row.sort_key.clone(), row.id.to_string())
}

/// Keeps what lists are ordered by: the published lower bound in ten-thousandths, and the counted reviews.
pub fn rank(conn: &mut Connection, id: &PhysicianId, (bound, counted): (i64, i64)) -> Result<(), AppError> {
    let ranked = (physicians::lower_bound_rank.eq(bound), physicians::counted.eq(counted));
    diesel::update(physicians::table.find(id)).set(ranked).execute(conn)?;
    Ok(())
}

/// Keeps the word of the standing with the coalition, and the one that it becomes by the clock alone, with the instant.
pub fn stand(
    conn: &mut Connection,
    id: &PhysicianId,
    standing: &str,
    then: Option<(Timestamp, &str)>,
) -> Result<(), AppError> {
    let (at, becomes) = then.unzip();
    let stands =
        (physicians::standing.eq(standing), physicians::standing_ends_at.eq(at), physicians::standing_then.eq(becomes));
    diesel::update(physicians::table.find(id)).set(stands).execute(conn)?;
    Ok(())
}

fn filtered<'q>(
    filter: &'q PhysicianFilter,
    cities: &'q Cities,
    now: Timestamp,
) -> physicians::BoxedQuery<'q, Backend> {
    let mut query = physicians::table.filter(physicians::state.eq(filter.state.unwrap_or(LISTED))).into_boxed();
    if let Some(part) = part_of_name(filter.q.as_deref()) {
        let of_clinic = clinics::sort_key.like(part.clone()).or(clinics::city.eq_any(&cities.named));
        let at_clinic = works_at().filter(of_clinic);
        query = query.filter(physicians::sort_key.like(part).or(exists(at_clinic)));
    }
    if let Some(country) = given(filter.country.as_deref()) {
        query = query.filter(exists(works_at().filter(clinics::country.eq(country.to_ascii_uppercase()))));
    }
    if let Some(treatment) = given(filter.treatment.as_deref()) {
        query = query.filter(exists(works_at().filter(lower(clinics::treatments).like(holds(treatment)))));
    }
    if let Some(language) = given(filter.language.as_deref()) {
        query = query.filter(lower(physicians::languages).like(holds(language)));
    }
    if let Some(specialty) = given(filter.specialty.as_deref()) {
        query = query.filter(lower(physicians::specialties).like(holds(specialty)));
    }
    if let Some(standing) = filter.standing {
        // As it is shown: what came of it by the clock counts, whether or not a timer has run since.
        let ends = physicians::standing_ends_at;
        let stands = physicians::standing.eq(standing.as_str()).and(ends.is_null().or(ends.gt(Some(now))));
        let became = physicians::standing_then.eq(standing.as_str()).and(ends.le(Some(now)));
        query = query.filter(stands.or(became));
    }
    if let Some(least) = filter.min_lower_bound {
        query = query.filter(physicians::lower_bound_rank.ge(rank_of(least)));
    }
    query
}

/// The clinics at which the physician of the outer query works now.
#[diesel::dsl::auto_type(no_type_alias)]
fn works_at() -> _ {
    physician_clinics::table
        .inner_join(clinics::table)
        .filter(physician_clinics::physician_id.eq(physicians::id))
        .filter(physician_clinics::until_month.is_null())
}

/// How many confirmed physicians there are.
pub fn count(conn: &mut Connection) -> Result<i64, AppError> {
    Ok(physicians::table.filter(physicians::state.eq(LISTED)).count().get_result(conn)?)
}

/// The oldest proposals that wait for a case officer.
pub fn waiting(conn: &mut Connection, limit: i64) -> Result<Vec<PhysicianRow>, AppError> {
    Ok(physicians::table
        .filter(physicians::state.eq(EntryState::Proposed))
        .order((physicians::created_at.asc(), physicians::id.asc()))
        .limit(limit)
        .load(conn)?)
}

/// Where physicians work and worked, present places first.
pub fn practices(conn: &mut Connection, of: &[&PhysicianId]) -> Result<Vec<(PracticeRow, ClinicRow)>, AppError> {
    Ok(physician_clinics::table
        .inner_join(clinics::table)
        .filter(physician_clinics::physician_id.eq_any(of))
        .order((physician_clinics::until_month.is_null().desc(), clinics::sort_key.asc(), clinics::id.asc()))
        .limit(COLLEAGUES)
        .load(conn)?)
}

/// Who works and worked at clinics, present ones first; confirmed entries only.
pub fn colleagues(conn: &mut Connection, at: &[&ClinicId]) -> Result<Vec<(PracticeRow, PhysicianRow)>, AppError> {
    Ok(physician_clinics::table
        .inner_join(physicians::table)
        .filter(physician_clinics::clinic_id.eq_any(at))
        .filter(physicians::state.eq(LISTED))
        .order((physician_clinics::until_month.is_null().desc(), physicians::sort_key.asc(), physicians::id.asc()))
        .limit(COLLEAGUES)
        .load(conn)?)
}

/// Every place of one physician, as rows.
pub fn practice_rows(conn: &mut Connection, of: &PhysicianId) -> Result<Vec<PracticeRow>, AppError> {
    Ok(physician_clinics::table.filter(physician_clinics::physician_id.eq(of)).limit(COLLEAGUES).load(conn)?)
}

/// The physicians who work at one of these clinics now.
pub fn present_at(conn: &mut Connection, clinics: &[ClinicId]) -> Result<Vec<PhysicianId>, AppError> {
    Ok(physician_clinics::table
        .filter(physician_clinics::clinic_id.eq_any(clinics))
        .filter(physician_clinics::until_month.is_null())
        .limit(COLLEAGUES)
        .select(physician_clinics::physician_id)
        .load(conn)?)
}

/// Where these physicians work now.
pub fn present_places(conn: &mut Connection, of: &[PhysicianId]) -> Result<Vec<(PhysicianId, ClinicId)>, AppError> {
    Ok(physician_clinics::table
        .filter(physician_clinics::physician_id.eq_any(of))
        .filter(physician_clinics::until_month.is_null())
        .order((physician_clinics::physician_id.asc(), physician_clinics::clinic_id.asc()))
        .limit(COLLEAGUES)
        .select((physician_clinics::physician_id, physician_clinics::clinic_id))
        .load(conn)?)
}

/// Where physicians work now, for a file: of each in the order of the names of clinics. What is cut away concerns
/// few of them.
pub fn places_in_file(conn: &mut Connection, of: &[&PhysicianId]) -> Result<Vec<(PhysicianId, ClinicId)>, AppError> {
    Ok(physician_clinics::table
        .inner_join(clinics::table)
        .filter(physician_clinics::physician_id.eq_any(of))
        .filter(physician_clinics::until_month.is_null())
        .order((physician_clinics::physician_id.asc(), clinics::sort_key.asc(), clinics::id.asc()))
        .limit(PLACES_IN_FILE)
        .select((physician_clinics::physician_id, physician_clinics::clinic_id))
        .load(conn)?)
}

/// Every physician of one clinic, as rows.
pub fn practice_rows_at(conn: &mut Connection, at: &ClinicId) -> Result<Vec<PracticeRow>, AppError> {
    Ok(physician_clinics::table.filter(physician_clinics::clinic_id.eq(at)).limit(COLLEAGUES).load(conn)?)
}

pub fn insert_practice(conn: &mut Connection, row: &PracticeRow) -> Result<(), AppError> {
    diesel::insert_into(physician_clinics::table).values(row).execute(conn)?;
    Ok(())
}

/// Says until when a physician worked at a clinic; nothing for "still".
pub fn set_until(conn: &mut Connection, row: &PracticeRow, until: Option<&str>) -> Result<(), AppError> {
    diesel::update(physician_clinics::table.find((&row.physician_id, &row.clinic_id)))
        .set(physician_clinics::until_month.eq(until))
        .execute(conn)?;
    Ok(())
}

/// Takes a place away: only when it goes over to the entry that a merge leaves.
pub fn remove_practice(conn: &mut Connection, row: &PracticeRow) -> Result<(), AppError> {
    diesel::delete(physician_clinics::table.find((&row.physician_id, &row.clinic_id))).execute(conn)?;
    Ok(())
}

/// Name and page of several entries, by id.
pub fn names(conn: &mut Connection, ids: &[PhysicianId]) -> Result<HashMap<String, (String, String)>, AppError> {
    let rows: Vec<(PhysicianId, String, String)> = physicians::table
        .filter(physicians::id.eq_any(ids))
        .select((physicians::id, physicians::name, physicians::slug))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name, slug)| (id.to_string(), (name, format!("/physicians/{slug}")))).collect())
}

/// Confirmed entries whose name holds `part`, by name, at most `limit`.
pub fn named_like(conn: &mut Connection, part: Option<&str>, limit: i64) -> Result<Vec<PhysicianRow>, AppError> {
    let mut query = physicians::table.filter(physicians::state.eq(LISTED)).into_boxed();
    if let Some(part) = part_of_name(part) {
        query = query.filter(physicians::sort_key.like(part));
    }
    Ok(query.order((physicians::sort_key.asc(), physicians::id.asc())).limit(limit).load(conn)?)
}

/// The confirmed entries with their sort keys, by name, at most `limit`.
pub fn sort_keys(conn: &mut Connection, limit: i64) -> Result<Vec<(PhysicianId, String)>, AppError> {
    Ok(physicians::table
        .filter(physicians::state.eq(LISTED))
        .order((physicians::sort_key.asc(), physicians::id.asc()))
        .limit(limit)
        .select((physicians::id, physicians::sort_key))
        .load(conn)?)
}

pub fn all(conn: &mut Connection, ids: &[PhysicianId]) -> Result<Vec<PhysicianRow>, AppError> {
    Ok(physicians::table.filter(physicians::id.eq_any(ids)).load(conn)?)
}
