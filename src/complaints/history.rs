//! What happened in a case, as its parties and the staff read it: its events with their leaves.

use super::api::EventView;
use super::model::{Event, Role};
use super::table::Complaint;
use super::told::told;
use super::{store, views};
use crate::cases::{self, EventRow, WordSalt, WordSaltRow};
use crate::db::Connection;
use crate::error::AppError;
use crate::ledger::{self, LeafRow};
use crate::web::{Listed, Window};
use crate::workflow::{Word as _, Workflow as _};
use serde_json::Value;

/// Who reads, and what they may know besides the events.
struct Reading<'a> {
    roles: &'a [Role],
    /// A clinic that was not told a name is not marked for its silence.
    may_be_marked: bool,
    /// Those of the words that they may read.
    salts: Vec<WordSaltRow>,
}

/// A page of a case's events with their leaves, oldest first.
pub fn page(
    conn: &mut Connection,
    (id, roles): (&str, &[Role]),
    window: &Window<i64>,
) -> Result<Listed<EventView>, AppError> {
    let rows = cases::page_of_events(conn, Complaint::NAME, id, window)?;
    let page = window.listed(rows, |row| row.ordinal, |row| row);
    let items = read(conn, (id, roles), &page.items)?;
    Ok(Listed { items, next: page.next, prev: page.prev })
}

/// Every event of a case with its leaf, oldest first.
pub fn whole(conn: &mut Connection, id: &str, roles: &[Role]) -> Result<Vec<EventView>, AppError> {
    let rows = cases::events(conn, Complaint::NAME, id)?;
    read(conn, (id, roles), &rows)
}

fn read(conn: &mut Connection, (id, roles): (&str, &[Role]), rows: &[EventRow]) -> Result<Vec<EventView>, AppError> {
    let leaves = ledger::leaves(conn, &rows.iter().map(|row| row.leaf_id.clone()).collect::<Vec<_>>())?;
    let reading = reading(conn, id, roles)?;
    rows.iter().map(|row| event(row, &leaves, &reading)).collect()
}

/// Salts are looked up only where there are words that this reader may read.
fn reading<'a>(conn: &mut Connection, id: &str, roles: &'a [Role]) -> Result<Reading<'a>, AppError> {
    let row = store::find(conn, id)?;
    let reads_words = row.public_narrative.is_some() && (row.publish_narrative || !views::is_hidden(&row, roles));
    let salts = if reads_words { cases::word_salts(conn, Complaint::NAME, id)? } else { Vec::new() };
    Ok(Reading { roles, may_be_marked: row.identity_consent, salts })
}

fn event(row: &EventRow, leaves: &[LeafRow], reading: &Reading<'_>) -> Result<EventView, AppError> {
    let leaf = leaves.iter().find(|leaf| leaf.id == row.leaf_id).ok_or_else(|| AppError::internal("no leaf"))?;
    let mut data: Value = row.data.read()?;
    if reading.may_be_marked
        && row.event == Event::DeadlineMissed.word()
        && let Some(fields) = data.as_object_mut()
    {
        fields.insert("mark".into(), "untimely".into());
    }
    let data = told(&row.event, &row.actor_role, data, reading.roles);
    Ok(EventView {
        index: row.ordinal,
        at: row.at,
        event: row.event.clone(),
        actor_role: row.actor_role.clone(),
        from: row.from_state.clone(),
        to: row.to_state.clone(),
        salts: salts_of(&data, &reading.salts),
        data,
        leaf: leaf.hash.clone(),
        ledger_index: leaf.tree_index,
    })
}

/// The salts of the commitments that stand in what a reader is told.
fn salts_of(data: &Value, salts: &[WordSaltRow]) -> Vec<WordSalt> {
    let told = if salts.is_empty() { String::new() } else { data.to_string() };
    let stands = |row: &&WordSaltRow| told.contains(&row.commitment);
    let salt = |row: &WordSaltRow| WordSalt { commitment: row.commitment.clone(), salt: row.salt.clone() };
    salts.iter().filter(stands).map(salt).collect()
}
