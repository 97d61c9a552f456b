//! One function for each query about complaints.

use super::model::{ComplaintRow, EvidenceRow, LinkRow, PanelRow, State, StatementKind, StatementRow};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{
    complaint_evidence, complaint_links, complaint_panel_members, complaint_statements, complaints,
};
use crate::error::AppError;
use crate::files::StoredFile;
use crate::ids;
use crate::web::{At, Window};
use diesel::prelude::*;

/// Files one patient may add to a complaint.
pub const EVIDENCE_OF_A_CASE: i64 = 100;

pub fn insert(conn: &mut Connection, row: &ComplaintRow) -> Result<(), AppError> {
    diesel::insert_into(complaints::table).values(row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<ComplaintRow, AppError> {
    Ok(complaints::table.find(id).first(conn)?)
}

/// The highest number given in `year` so far; ids have fixed width, so the last in text order is the highest.
pub fn last_number(conn: &mut Connection, year: i32) -> Result<u32, AppError> {
    let prefix = format!("CMP-{year}-");
    let last: Option<String> = complaints::table
        .filter(complaints::id.gt(&prefix).and(complaints::id.lt(format!("CMP-{year}."))))
        .select(diesel::dsl::max(complaints::id))
        .first(conn)?;
    let number = last.as_deref().and_then(|id| id.strip_prefix(&prefix)).map_or(Ok(0), str::parse);
    number.map_err(AppError::internal)
}

/// Stores every field that may change; the rest is evidence.
pub fn update(conn: &mut Connection, row: &ComplaintRow) -> Result<(), AppError> {
    diesel::update(complaints::table.find(&row.id))
        .set((
            (
                complaints::category.eq(&row.category),
                complaints::severity.eq(row.severity),
                complaints::public_narrative.eq(&row.public_narrative),
                complaints::publish_narrative.eq(row.publish_narrative),
                complaints::attempt_shown.eq(row.attempt_shown),
                complaints::state.eq(row.state),
                complaints::version.eq(row.version),
                complaints::proof_needed.eq(row.proof_needed),
                complaints::proof_level.eq(row.proof_level),
                complaints::officer_id.eq(&row.officer_id),
            ),
            (
                complaints::letter_to.eq(&row.letter_to),
                complaints::clinic_since.eq(row.clinic_since),
                complaints::acknowledged_at.eq(row.acknowledged_at),
                complaints::response_code.eq(&row.response_code),
                complaints::responded_at.eq(row.responded_at),
                complaints::untimely.eq(row.untimely),
                complaints::escalated_at.eq(row.escalated_at),
                complaints::outcome.eq(row.outcome),
                complaints::closed_at.eq(row.closed_at),
                complaints::paused_until.eq(row.paused_until),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn say(conn: &mut Connection, row: &StatementRow) -> Result<(), AppError> {
    diesel::insert_into(complaint_statements::table).values(row).execute(conn)?;
    Ok(())
}

/// What was said in complaints, oldest first.
pub fn statements_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<StatementRow>, AppError> {
    Ok(complaint_statements::table
        .filter(complaint_statements::complaint_id.eq_any(ids))
        .order(complaint_statements::id.asc())
        .load(conn)?)
}

/// The last statement of one kind.
pub fn last_statement(conn: &mut Connection, id: &str, kind: StatementKind) -> Result<Option<StatementRow>, AppError> {
    Ok(complaint_statements::table
        .filter(complaint_statements::complaint_id.eq(id).and(complaint_statements::kind.eq(kind)))
        .order(complaint_statements::id.desc())
        .first(conn)
        .optional()?)
}

pub fn seat(conn: &mut Connection, row: &PanelRow) -> Result<(), AppError> {
    diesel::insert_into(complaint_panel_members::table).values(row).execute(conn)?;
    Ok(())
}

/// Everybody who ever sat on a panel of these complaints.
pub fn panels_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<PanelRow>, AppError> {
    Ok(complaint_panel_members::table
        .filter(complaint_panel_members::complaint_id.eq_any(ids))
        .order((complaint_panel_members::round.asc(), complaint_panel_members::seat.asc()))
        .load(conn)?)
}

pub fn recuse(
    conn: &mut Connection,
    id: &str,
    account: &AccountId,
    at: Timestamp,
    reason: &str,
) -> Result<(), AppError> {
    diesel::update(complaint_panel_members::table.find((id, account)))
        .set((complaint_panel_members::recused_at.eq(at), complaint_panel_members::recusal_reason.eq(reason)))
        .execute(conn)?;
    Ok(())
}

pub fn add_link(conn: &mut Connection, row: &LinkRow) -> Result<(), AppError> {
    diesel::insert_into(complaint_links::table).values(row).execute(conn)?;
    Ok(())
}

pub fn link(conn: &mut Connection, token_hash: &str) -> Result<Option<LinkRow>, AppError> {
    Ok(complaint_links::table.find(token_hash).first(conn).optional()?)
}

pub fn add_evidence(conn: &mut Connection, id: &str, file: &StoredFile, at: Timestamp) -> Result<(), AppError> {
    let row = EvidenceRow {
        id: ids::mint(at),
        complaint_id: id.to_owned(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        file: file.file.clone(),
        level: None,
        at,
    };
    diesel::insert_into(complaint_evidence::table).values(&row).execute(conn)?;
    Ok(())
}

/// The evidence of a complaint, oldest first.
pub fn evidence(conn: &mut Connection, id: &str) -> Result<Vec<EvidenceRow>, AppError> {
    Ok(complaint_evidence::table
        .filter(complaint_evidence::complaint_id.eq(id))
        .order(complaint_evidence::id.asc())
        .limit(EVIDENCE_OF_A_CASE)
        .load(conn)?)
}

/// Which complaints a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub complainant: Option<AccountId>,
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

/// How many rows a filter leaves: what the small-cell rule asks.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64, AppError> {
    Ok(filtered(filter).count().get_result(conn)?)
}

type Backend = <Connection as diesel::Connection>::Backend;
type Query<'a> = complaints::BoxedQuery<'a, Backend>;

fn filtered<'a>(filter: &Filter) -> Query<'a> {
    use complaints::dsl;
    let mut query = complaints::table.into_boxed();
    if let Some(account) = filter.complainant.clone() {
        query = query.filter(dsl::complainant_id.eq(account));
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
        query = query.filter(dsl::response_code.eq(code));
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
        query = query.filter(dsl::proof_level.ge(1)).filter(dsl::responded_at.is_not_null().or(dsl::untimely.eq(true)));
    }
    if let Some(from) = filter.from {
        query = query.filter(dsl::created_at.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(dsl::created_at.lt(until));
    }
    match filter.has_narrative {
        Some(true) => query.filter(dsl::publish_narrative.eq(true)),
        Some(false) => query.filter(dsl::publish_narrative.eq(false)),
        None => query,
    }
}
