//! What credentialing officers check of a member each month, and what is due of whom.

use super::actions::{open_as, record, step};
use super::api::RecordCheck;
use super::case;
use super::concerns;
use super::model::{DecisionKind, Event, MembershipRow, Role, State};
use super::store;
use super::table::Membership;
use crate::accounts::Member;
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::clock::Timestamp;
use crate::coalition::applications::later_months;
use crate::directory::{self, PhysicianId};
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::text_enum;
use crate::web::{At, Listed, Window};
use crate::workdays::latest_today;
use crate::workflow::{self, Word as _};
use chrono::Duration;
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Days ahead that the list of what is due looks.
const AHEAD_DAYS: i64 = 90;

/// Writes a monthly check down: where the officer looked, when, and what was found. A licence that no longer holds
/// ends the membership's badge at once; a sanction opens a review.
///
/// # Errors
/// 422 for a day that lies ahead, or further back than a month.
pub fn record_check(
    tx: &mut Tx<'_>,
    member: &Member,
    physician: &PhysicianId,
    new: &RecordCheck,
) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, physician, member, Role::Officer)?;
    workflow::step::<Membership>(facts.row.state, Event::Checked, by.role, &facts, tx.now)?;
    let months = facts.rules.clocks.check_months;
    let today = facts.calendar.local_day(tx.now);
    let oldest = today.checked_sub_months(chrono::Months::new(months)).unwrap_or(today);
    if !(oldest..=latest_today(tx.now)).contains(&new.checked_on) {
        return Err(Refusal::field("/checked_on", OUT_OF_RANGE).into());
    }
    facts.row.checked_at = Some(tx.now);
    facts.row.check_due_at = Some(later_months(tx.now, months));
    let data = json!({
        "source_url": new.source_url,
        "checked_on": new.checked_on,
        "licence_valid": new.licence_valid,
        "sanction_found": new.sanction_found,
        "note": new.note,
    });
    step(tx, &facts, (Event::Checked, &by), data)?;
    let note = new.note.as_deref().map(|note| format!("\n{note}")).unwrap_or_default();
    let text = format!("{}, {}{note}", new.source_url, new.checked_on);
    let line = (DecisionKind::Credential, Event::Checked.word(), text.as_str());
    record(tx, &facts, line, (None, &json!([]), Some(&member.id)))?;
    if new.sanction_found {
        let source = format!("{} {}", new.source_url, new.checked_on);
        concerns::sanction_found(tx, physician, &source, &member.id)?;
    }
    if new.licence_valid { Ok(()) } else { end_licence(tx, &facts.row.id, new) }
}

/// The licence does not hold any more: as if it had ended today.
fn end_licence(tx: &mut Tx<'_>, membership: &str, new: &RecordCheck) -> Result<(), AppError> {
    let row = store::find(tx.conn, membership)?;
    let mut facts = case::facts_of(tx.conn, tx.site, row)?;
    let today = facts.calendar.local_day(tx.now);
    facts.row.licence_expires_on = Some(new.checked_on.min(today).to_string());
    facts.row.licence_ends_at = Some(tx.now);
    let data = json!({ "source_url": new.source_url, "checked_on": new.checked_on });
    cases::act::<Membership>(tx, &facts, Event::LicenceExpired, &By::role(Role::Clock), data).map(drop)
}

text_enum! {
    /// What is due of a member.
    pub enum DueKind {
        /// The monthly look at licence and sanctions.
        Check = "check",
        /// The first inspection.
        Inspection = "inspection",
        Licence = "licence",
        Recredentialing = "recredentialing",
        /// The decision of an appeal.
        Appeal = "appeal",
    }
}

/// Something that is due of a member within 90 days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DueLine {
    pub physician_id: PhysicianId,
    pub physician: String,
    pub state: State,
    pub kind: DueKind,
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// Of an appeal the last day before that, by the member's clocks, as the letters say it.
    #[serde(skip)]
    pub last_day: Option<String>,
    pub overdue: bool,
}

/// The key of the list: when, of whom, what.
pub type DueKey = (Timestamp, String, String);

/// One page of what is due of whom within 90 days, the most urgent first.
///
/// # Errors
/// Those of the database.
pub fn due(reader: &mut Reader<'_>, window: &Window<DueKey>) -> Result<Listed<DueLine>, AppError> {
    let lines = all_due(reader)?;
    let fetched = match &window.at {
        At::Start => lines,
        At::After(last) => lines.into_iter().filter(|line| key(line) > *last).collect(),
        At::Before(first) => lines.into_iter().rev().filter(|line| key(line) < *first).collect(),
    };
    let most = usize::try_from(window.fetch()).map_err(AppError::internal)?;
    Ok(window.listed(fetched.into_iter().take(most).collect(), key, |line| line))
}

fn key(line: &DueLine) -> DueKey {
    (line.due_at, line.physician_id.to_string(), line.kind.to_string())
}

/// There are as many lines as members and dates, so they are put in order here.
fn all_due(reader: &mut Reader<'_>) -> Result<Vec<DueLine>, AppError> {
    let mut rows = store::standing(reader.conn)?;
    // Of whoever was removed nothing is due but the decision of an appeal.
    rows.extend(store::under_appeal(reader.conn)?.into_iter().filter(|row| !row.state.is_standing()));
    let people: Vec<PhysicianId> = rows.iter().map(|row| row.physician_id.clone()).collect();
    let named = directory::physicians(reader.conn, &people)?;
    let names: HashMap<PhysicianId, String> = named.into_iter().map(|one| (one.id, one.name)).collect();
    let days = case::hearing_days(reader.conn, &rows)?;
    let (now, ahead) = (reader.now, reader.now.plus(Duration::days(AHEAD_DAYS)));
    let line = |row: &MembershipRow, (kind, due_at): (DueKind, Timestamp)| DueLine {
        physician_id: row.physician_id.clone(),
        physician: names.get(&row.physician_id).cloned().unwrap_or_default(),
        state: row.state,
        kind,
        due_at,
        last_day: days.get(&row.id).filter(|_| kind == DueKind::Appeal).cloned(),
        overdue: due_at <= now,
    };
    let mut lines: Vec<DueLine> = Vec::new();
    for row in &rows {
        let dates = [
            (DueKind::Appeal, row.hear_by.filter(|_| row.awaits_hearing())),
            (DueKind::Check, row.check_due_at),
            (DueKind::Inspection, row.inspect_by.filter(|_| row.inspected_at.is_none())),
            (DueKind::Licence, row.licence_ends_at),
            (DueKind::Recredentialing, Some(row.recredential_at)),
        ];
        let is_due = |kind: DueKind| kind == DueKind::Appeal || row.state.is_standing();
        let dated = dates.into_iter().filter_map(|(kind, at)| Some((kind, at?)));
        lines.extend(dated.filter(|(kind, at)| *at <= ahead && is_due(*kind)).map(|due| line(row, due)));
    }
    lines.sort_by_cached_key(key);
    Ok(lines)
}
