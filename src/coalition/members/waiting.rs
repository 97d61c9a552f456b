//! What waits for the voice of somebody: the measures that the board votes on, and the appeals that are to be heard.
//! Whoever is tied to a member, or had a part in what is appealed against, is told nothing of it.

use super::case;
use super::hearing;
use super::model::{DecisionRow, Measure, MembershipRow, ProposalRow};
use super::on_record::OnRecord;
use super::store;
use crate::accounts::{Member, Role};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::coalition::recusal;
use crate::directory::{self, PhysicianId};
use crate::error::{AppError, FORBIDDEN};
use crate::text_enum;
use crate::web::{At, Listed, Window};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;

text_enum! {
    /// What somebody's voice is asked for.
    pub enum WaitingKind {
        /// A measure that the board votes on.
        Measure = "measure",
        /// An appeal against a measure.
        Appeal = "appeal",
    }
}

/// A vote or an appeal that waits for the caller's voice, or has it already; nothing of what others have said.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaitingLine {
    pub kind: WaitingKind,
    pub physician_id: PhysicianId,
    pub physician: String,
    /// What is put to the vote, or appealed against.
    pub measure: Measure,
    /// When it was put to the vote, or appealed against.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// When the hours to vote are over, or the days in which an appeal is to be decided; null where it has none.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ends_at: Option<Timestamp>,
    /// The last of those days, by the member's clocks, as the letters say it.
    #[serde(skip)]
    pub last_day: Option<String>,
    /// The caller has voted, or spoken.
    pub voted: bool,
    /// It is over: the clock is about to close the vote, and an appeal waits beyond its days until enough have spoken.
    pub over: bool,
}

/// The key of the list: by when, about whom, what.
pub type WaitingKey = (Timestamp, String, String);

/// One page of what waits for the member's voice, the most urgent first.
///
/// # Errors
/// `forbidden` for whoever neither votes nor hears appeals.
pub fn waiting(
    reader: &mut Reader<'_>,
    member: &Member,
    window: &Window<WaitingKey>,
) -> Result<Listed<WaitingLine>, AppError> {
    if !hearing::may_sit(member) {
        return Err(FORBIDDEN.into());
    }
    let lines = all(reader, member)?;
    let fetched = match &window.at {
        At::Start => lines,
        At::After(last) => lines.into_iter().filter(|line| key(line) > *last).collect(),
        At::Before(first) => lines.into_iter().rev().filter(|line| key(line) < *first).collect(),
    };
    let most = usize::try_from(window.fetch()).map_err(AppError::internal)?;
    Ok(window.listed(fetched.into_iter().take(most).collect(), key, |line| line))
}

fn key(line: &WaitingLine) -> WaitingKey {
    (line.ends_at.unwrap_or(line.since), line.physician_id.to_string(), line.kind.to_string())
}

/// There are few at a time, so they are put in order here.
fn all(reader: &mut Reader<'_>, member: &Member) -> Result<Vec<WaitingLine>, AppError> {
    let mut votes = if member.has(Role::Board) { store::open_votes(reader.conn)? } else { Vec::new() };
    let mut appeals = store::under_appeal(reader.conn)?;
    let mut people: Vec<PhysicianId> = votes.iter().map(|(_, physician)| physician.clone()).collect();
    people.extend(appeals.iter().map(|row| row.physician_id.clone()));
    people.sort();
    people.dedup();
    let free = recusal::free_to_judge(reader.conn, reader.site, &member.id, &people)?;
    votes.retain(|(_, physician)| free.contains(physician));
    appeals.retain(|row| free.contains(&row.physician_id));
    if votes.is_empty() && appeals.is_empty() {
        return Ok(Vec::new());
    }
    let named = directory::physicians(reader.conn, &people)?;
    let names: HashMap<PhysicianId, String> = named.into_iter().map(|one| (one.id, one.name)).collect();
    let mut lines = vote_lines(reader, member, votes)?;
    lines.extend(appeal_lines(reader, member, &appeals)?);
    for line in &mut lines {
        line.physician = names.get(&line.physician_id).cloned().unwrap_or_default();
    }
    lines.sort_by_cached_key(key);
    Ok(lines)
}

fn vote_lines(
    reader: &mut Reader<'_>,
    member: &Member,
    votes: Vec<(ProposalRow, PhysicianId)>,
) -> Result<Vec<WaitingLine>, AppError> {
    let ids: Vec<&str> = votes.iter().map(|(open, _)| open.id.as_str()).collect();
    let own: BTreeSet<String> = store::voted_on(reader.conn, &member.id, &ids)?.into_iter().collect();
    let now = reader.now;
    let line = |(open, physician_id): (ProposalRow, PhysicianId)| WaitingLine {
        kind: WaitingKind::Measure,
        physician_id,
        physician: String::new(),
        measure: open.measure,
        since: open.proposed_at,
        ends_at: Some(open.ends_at),
        last_day: None,
        voted: own.contains(&open.id),
        over: open.ends_at <= now,
    };
    Ok(votes.into_iter().map(line).collect())
}

fn appeal_lines(
    reader: &mut Reader<'_>,
    member: &Member,
    appeals: &[MembershipRow],
) -> Result<Vec<WaitingLine>, AppError> {
    let ids: Vec<String> = appeals.iter().map(|row| row.id.clone()).collect();
    let known = OnRecord::of_all(reader.conn, &ids)?;
    let days = case::hearing_days(reader.conn, appeals)?;
    let now = reader.now;
    let mut lines = Vec::new();
    for row in appeals {
        let Some(record) = known.get(&row.id).filter(|record| !record.took_part(&member.id)) else { continue };
        let Some((measure, appeal)) = record.measure().zip(record.appeal()) else { continue };
        lines.push(WaitingLine {
            kind: WaitingKind::Appeal,
            physician_id: row.physician_id.clone(),
            physician: String::new(),
            measure: taken(measure)?,
            since: appeal.at,
            ends_at: row.hear_by,
            last_day: days.get(&row.id).cloned(),
            voted: record.voices().contains_key(&member.id),
            over: row.hear_by.is_some_and(|by| by <= now),
        });
    }
    Ok(lines)
}

/// The measure that a line is about.
fn taken(line: &DecisionRow) -> Result<Measure, AppError> {
    line.word.parse::<Measure>().map_err(AppError::internal)
}
