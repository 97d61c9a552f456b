//! Case events: appended, never changed.

use crate::app::Tx;
use crate::clock::Timestamp;
use crate::db::schema::case_events;
use crate::db::{Connection, JsonText};
use crate::error::AppError;
use crate::ids;
use crate::web::{At, Window};
use diesel::prelude::*;
use serde_json::{Value, json};

/// Most events one case can gather; a bound for reading them at once.
const EVENTS_OF_A_CASE: i64 = 5_000;

/// One event of a case.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = case_events)]
pub struct EventRow {
    pub id: String,
    pub case_kind: String,
    pub case_id: String,
    /// Counts from 0 within the case.
    pub ordinal: i64,
    pub at: Timestamp,
    pub event: String,
    pub actor_role: String,
    pub actor_id: Option<String>,
    pub from_state: String,
    pub to_state: String,
    pub data: JsonText,
    pub leaf_id: String,
}

impl EventRow {
    /// What its leaf commits to: whoever holds the salt opens the leaf with this.
    ///
    /// # Errors
    /// [`AppError::Internal`] for a row whose data is no JSON.
    pub fn committed(&self) -> Result<Value, AppError> {
        committed(&self.case_id, [&self.event, &self.from_state, &self.to_state], &self.data)
    }
}

pub(super) struct NewEvent<'a> {
    pub case_kind: &'static str,
    pub case_id: &'a str,
    pub event: &'static str,
    pub actor_role: &'static str,
    pub actor_id: Option<String>,
    pub from_state: &'static str,
    pub to_state: &'static str,
    pub data: JsonText,
}

impl NewEvent<'_> {
    /// As [`EventRow::committed`], before the row is written.
    pub fn committed(&self) -> Result<Value, AppError> {
        committed(self.case_id, [self.event, self.from_state, self.to_state], &self.data)
    }
}

/// The content of a step, from the data as they are stored: what is read back opens the same commitment.
fn committed(case: &str, [event, from, to]: [&str; 3], data: &JsonText) -> Result<Value, AppError> {
    Ok(json!({ "id": case, "event": event, "from": from, "to": to, "data": data.read::<Value>()? }))
}

pub(super) fn insert(tx: &mut Tx<'_>, new: NewEvent<'_>, leaf_id: String) -> Result<EventRow, AppError> {
    let last: Option<i64> = case_events::table
        .filter(case_events::case_kind.eq(new.case_kind).and(case_events::case_id.eq(new.case_id)))
        .select(diesel::dsl::max(case_events::ordinal))
        .first(tx.conn)?;
    let row = EventRow {
        id: ids::mint(tx.now),
        case_kind: new.case_kind.to_owned(),
        case_id: new.case_id.to_owned(),
        ordinal: last.map_or(0, |last| last + 1),
        at: tx.now,
        event: new.event.to_owned(),
        actor_role: new.actor_role.to_owned(),
        actor_id: new.actor_id,
        from_state: new.from_state.to_owned(),
        to_state: new.to_state.to_owned(),
        data: new.data,
        leaf_id,
    };
    diesel::insert_into(case_events::table).values(&row).execute(tx.conn)?;
    Ok(row)
}

/// The events of one case, oldest first.
pub fn events(conn: &mut Connection, kind: &str, case_id: &str) -> Result<Vec<EventRow>, AppError> {
    Ok(case_events::table
        .filter(case_events::case_kind.eq(kind).and(case_events::case_id.eq(case_id)))
        .order(case_events::ordinal.asc())
        .limit(EVENTS_OF_A_CASE)
        .load(conn)?)
}

/// The events of one case that are one of `events`, oldest first.
pub fn events_called(
    conn: &mut Connection,
    kind: &str,
    case_id: &str,
    events: &[&str],
) -> Result<Vec<EventRow>, AppError> {
    Ok(case_events::table
        .filter(case_events::case_kind.eq(kind).and(case_events::case_id.eq(case_id)))
        .filter(case_events::event.eq_any(events.iter().copied()))
        .order(case_events::ordinal.asc())
        .limit(EVENTS_OF_A_CASE)
        .load(conn)?)
}

/// The events of several cases at once, oldest first within each.
pub fn events_of_cases(conn: &mut Connection, kind: &str, case_ids: &[String]) -> Result<Vec<EventRow>, AppError> {
    Ok(case_events::table
        .filter(case_events::case_kind.eq(kind).and(case_events::case_id.eq_any(case_ids)))
        .order((case_events::case_id.asc(), case_events::ordinal.asc()))
        .load(conn)?)
}

/// What happened in a case, without what was said.
#[derive(Debug, Clone, Queryable)]
pub struct StepRow {
    pub id: String,
    pub case_id: String,
    pub at: Timestamp,
    pub event: String,
    pub to_state: String,
}

/// The steps of several cases that are one of `events`, oldest first within each.
pub fn steps_of_cases(
    conn: &mut Connection,
    kind: &str,
    case_ids: &[String],
    events: &[&str],
) -> Result<Vec<StepRow>, AppError> {
    Ok(case_events::table
        .filter(case_events::case_kind.eq(kind).and(case_events::case_id.eq_any(case_ids)))
        .filter(case_events::event.eq_any(events.iter().copied()))
        .order((case_events::case_id.asc(), case_events::ordinal.asc()))
        .select((case_events::id, case_events::case_id, case_events::at, case_events::event, case_events::to_state))
        .load(conn)?)
}

/// One page of a case's events, by ordinal.
pub fn page_of_events(
    conn: &mut Connection,
    kind: &str,
    case_id: &str,
    window: &Window<i64>,
) -> Result<Vec<EventRow>, AppError> {
    let mut query = case_events::table
        .filter(case_events::case_kind.eq(kind.to_owned()).and(case_events::case_id.eq(case_id.to_owned())))
        .into_boxed();
    query = match window.at {
        At::Start => query.order(case_events::ordinal.asc()),
        At::After(key) => query.filter(case_events::ordinal.gt(key)).order(case_events::ordinal.asc()),
        At::Before(key) => query.filter(case_events::ordinal.lt(key)).order(case_events::ordinal.desc()),
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}
