//! Queries that list complaints: the register, one's own, the staff's board, what has changed.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::complaints::model::{ComplaintRow, State, StatementKind};
use crate::db::Connection;
use crate::db::schema::{
    complaint_marks as marks, complaint_panel_members as seats, complaint_statements as statements, complaints,
};
use crate::directory::{ClinicId, PhysicianId};
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;

/// Which complaints a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only rows in which one of these parts is held.
    pub parts: Option<Parts>,
    pub physician: Option<String>,
    pub clinic: Option<String>,
    pub category: Option<String>,
    pub response_code: Option<String>,
    pub untimely: Option<bool>,
    pub state: Option<State>,
    pub only_open: bool,
    /// Only rows that may be public.
    pub only_public: bool,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub has_narrative: Option<bool>,
}

/// The parts that somebody may have in complaints; one of them is enough.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Who filed it.
    pub complainant: Option<AccountId>,
    /// Whom somebody answers for: theirs are the complaints that the other side was told of.
    pub physicians: Vec<PhysicianId>,
    pub clinics: Vec<ClinicId>,
    /// Complaints on whose panel somebody sits.
    pub heard: Vec<String>,
}

/// The complaints on whose present panel somebody sits: each appeal sets an earlier panel free.
pub fn heard_by(conn: &mut Connection, account: &AccountId) -> Result<Vec<String>, AppError> {
    let held: Vec<(String, i64)> = seats::table
        .filter(seats::account_id.eq(account).and(seats::recused_at.is_null()))
        .select((seats::complaint_id, seats::round))
        .load(conn)?;
    let ids: Vec<&String> = held.iter().map(|(id, _)| id).collect();
    let appealed: Vec<String> = statements::table
        .filter(statements::kind.eq(StatementKind::Appeal).and(statements::complaint_id.eq_any(ids)))
        .select(statements::complaint_id)
        .load(conn)?;
    let appeals = |id: &String| appealed.iter().filter(|appealed| *appealed == id).count();
    let is_present =
        |(id, round): &(String, i64)| i64::try_from(appeals(id)).is_ok_and(|appeals| *round == appeals + 1);
    Ok(held.into_iter().filter(is_present).map(|(id, _)| id).collect())
}

/// A keyset position: (created_at, id).
pub type Position = (Timestamp, String);

/// Complaints, newest first (oldest first when paging back).
pub fn list(conn: &mut Connection, filter: &Filter, window: &Window<Position>) -> Result<Vec<ComplaintRow>, AppError> {
    use complaints::dsl;
    let mut query = filtered(filter);
    query = match &window.at {
        At::Start => query.order((dsl::created_at.desc(), dsl::id.desc())),
        At::After((at, id)) => query
            .filter(dsl::created_at.lt(*at).or(dsl::created_at.eq(*at).and(dsl::id.lt(id.clone()))))
            .order((dsl::created_at.desc(), dsl::id.desc())),
        At::Before((at, id)) => query
            .filter(dsl::created_at.gt(*at).or(dsl::created_at.eq(*at).and(dsl::id.gt(id.clone()))))
            .order((dsl::created_at.asc(), dsl::id.asc())),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// Open complaints, oldest first, at most `limit`: the staff's board.
pub fn open(conn: &mut Connection, limit: i64) -> Result<Vec<ComplaintRow>, AppError> {
    let query = filtered(&Filter { only_open: true, ..Filter::default() });
    Ok(query.order((complaints::created_at.asc(), complaints::id.asc())).limit(limit).load(conn)?)
}

/// Public complaints in the order of their last change, oldest change first; from `since` on.
pub fn changes(
    conn: &mut Connection,
    since: Option<Timestamp>,
    window: &Window<Position>,
) -> Result<Vec<(ComplaintRow, Timestamp)>, AppError> {
    use marks::dsl;
    let mut query = complaints::table
        .inner_join(marks::table.on(dsl::complaint_id.eq(complaints::id)))
        .filter(complaints::proof_level.ge(1).and(dsl::published_at.is_not_null()))
        .select((complaints::all_columns, dsl::changed_at))
        .into_boxed();
    if let Some(since) = since {
        query = query.filter(dsl::changed_at.ge(since));
    }
    query = match &window.at {
        At::Start => query.order((dsl::changed_at.asc(), complaints::id.asc())),
        At::After((at, id)) => query
            .filter(dsl::changed_at.gt(*at).or(dsl::changed_at.eq(*at).and(complaints::id.gt(id.clone()))))
            .order((dsl::changed_at.asc(), complaints::id.asc())),
        At::Before((at, id)) => query
            .filter(dsl::changed_at.lt(*at).or(dsl::changed_at.eq(*at).and(complaints::id.lt(id.clone()))))
            .order((dsl::changed_at.desc(), complaints::id.desc())),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// Public complaints, newest first, as many as a file holds.
pub fn all_public(conn: &mut Connection, filter: &Filter, limit: i64) -> Result<Vec<ComplaintRow>, AppError> {
    let query = filtered(&Filter { only_public: true, ..filter.clone() });
    Ok(query.order((complaints::created_at.desc(), complaints::id.desc())).limit(limit).load(conn)?)
}

/// How many rows a filter leaves: what the small-cell rule asks.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64, AppError> {
    Ok(filtered(filter).count().get_result(conn)?)
}

type Backend = <Connection as diesel::Connection>::Backend;
type Query<'a> = complaints::BoxedQuery<'a, Backend>;

fn filtered<'a>(filter: &Filter) -> Query<'a> {
    use complaints::dsl;
    let mut query = complaints::table.into_boxed();
    if let Some(parts) = filter.parts.clone() {
        let is_sent = || dsl::clinic_since.is_not_null().or(dsl::escalated_at.is_not_null());
        query = query
            .filter(dsl::id.eq_any(parts.heard))
            .or_filter(dsl::physician_id.eq_any(parts.physicians).and(is_sent()))
            .or_filter(dsl::clinic_id.eq_any(parts.clinics).and(is_sent()));
        if let Some(account) = parts.complainant {
            query = query.or_filter(dsl::complainant_id.eq(account));
        }
    }
    if let Some(physician) = filter.physician.clone() {
        query = query.filter(dsl::physician_id.eq(physician));
    }
    if let Some(clinic) = filter.clinic.clone() {
        query = query.filter(dsl::clinic_id.eq(clinic));
    }
    if let Some(category) = filter.category.clone() {
        query = query.filter(dsl::category.eq(category));
    }
    if let Some(code) = filter.response_code.clone() {
        // The code stands in the row with the patient's consent only, and no filter tells it without.
        query = query.filter(dsl::response_code.eq(code)).filter(dsl::publish_narrative.eq(true));
    }
    if let Some(untimely) = filter.untimely {
        query = query.filter(dsl::untimely.eq(untimely));
    }
    if let Some(state) = filter.state {
        query = query.filter(dsl::state.eq(state));
    }
    if filter.only_open {
        query = query.filter(dsl::state.ne(State::Closed));
    }
    if filter.only_public {
        let published = marks::table.filter(marks::published_at.is_not_null()).select(marks::complaint_id);
        query = query.filter(dsl::proof_level.ge(1)).filter(dsl::id.eq_any(published));
    }
    if let Some(from) = filter.from {
        query = query.filter(dsl::created_at.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(dsl::created_at.lt(until));
    }
    match filter.has_narrative {
        Some(true) => query.filter(dsl::publish_narrative.eq(true)).filter(dsl::public_narrative.is_not_null()),
        Some(false) => query.filter(dsl::publish_narrative.eq(false).or(dsl::public_narrative.is_null())),
        None => query,
    }
}
