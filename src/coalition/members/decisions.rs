//! What the register says was decided about a member: the steps of the application and of the membership, each with its
//! leaf.

use super::facts;
use super::measures;
use super::model::{DecisionKind, DecisionRow, Event, Measure, MembershipRow, Role};
use super::on_record;
use super::publication::{self, Taken};
use super::store;
use super::table::Membership;
use crate::app::Reader;
use crate::cases::{self, EventRow};
use crate::clock::Timestamp;
use crate::coalition::applications::Application;
use crate::coalition::rules::{self, Closed};
use crate::coalition::scoring::{Tally, Vote};
use crate::error::AppError;
use crate::ledger;
use crate::workdays::{Calendar, Span};
use crate::workflow::Workflow as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;

/// One thing that happened, and its place in the ledger.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegisterDecision {
    /// `application` or `membership`.
    pub of: String,
    #[serde(rename = "type")]
    pub event: String,
    pub from: String,
    pub to: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Its day by the member's clocks.
    #[schema(value_type = String, format = Date)]
    pub day: String,
    /// The measure, the ground or the outcome; of an answered gate, its code.
    pub word: Option<String>,
    /// Of an appeal only for the member; those who hear it find it in `hearing`. Of a measure that was not carried only for
    /// the member and the staff.
    pub text: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// The last day of a measure, by the member's clocks.
    pub last_day: Option<String>,
    /// How the board voted on a measure, where it did; of an appeal, how many were for and against its outcome.
    pub tally: Option<VotesCast>,
    /// What those who voted against, or otherwise, said.
    pub dissents: Vec<String>,
    /// Of a measure that was not carried: why not.
    #[serde(skip)]
    pub failed: Option<Failed>,
    /// Of an appeal and what became of it: the measure that it is against.
    #[serde(skip)]
    pub against: Option<Against>,
    /// The leaf's hash, 64 hexadecimal digits.
    pub leaf: String,
    /// Its place in the tree; null until it has one.
    pub ledger_index: Option<i64>,
}

/// The votes on a measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VotesCast {
    pub yes: usize,
    pub no: usize,
    pub abstain: usize,
}

/// Why a measure was not carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed {
    pub came: Closed,
    pub tally: Tally,
    /// Votes that were needed.
    pub quorum: usize,
}

/// The measure that an appeal is against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    pub measure: String,
    /// By the member's clocks.
    pub last_day: Option<String>,
}

/// Events of an application that the register shows once its result is public.
const SHOWN: &[&str] = &["submitted", "gate_answered", "recused", "assessed", "decided", "published"];

/// What the register shows of the membership; staff and the member read on when the public's time is over.
pub(super) fn decisions(
    reader: &mut Reader<'_>,
    (row, calendar): (&MembershipRow, &Calendar),
    roles: &[Role],
) -> Result<Vec<RegisterDecision>, AppError> {
    let (is_staff, is_own) = (!roles.is_empty(), roles.contains(&Role::Physician));
    let of_application = cases::events(reader.conn, Application::NAME, &row.application_id)?;
    let mut events: Vec<EventRow> =
        of_application.into_iter().filter(|event| SHOWN.contains(&event.event.as_str())).collect();
    let lines = store::decisions(reader.conn, &row.id)?;
    let own = cases::events(reader.conn, Membership::NAME, &row.id)?;
    let shown = if is_staff { own } else { still_shown(reader, own, &lines) };
    events.extend(shown.into_iter().filter(|event| is_told(event, is_staff)));
    let ids: Vec<String> = events.iter().map(|event| event.leaf_id.clone()).collect();
    let leaves = ledger::leaves(reader.conn, &ids)?;
    let leaves: HashMap<_, _> = leaves.into_iter().map(|leaf| (leaf.id.clone(), leaf)).collect();
    let hours = reader.site.pack.membership.clocks.interim_vote;
    let appealed = appealed(&lines, (calendar, hours));
    let least = measures::least(&reader.site.pack.membership.thresholds)?;
    let mut lines = lines;
    let decision = |event: EventRow| {
        let leaf = leaves.get(&event.leaf_id);
        // Two of one kind may fall on one instant: each line belongs to one event.
        let fits = |line: &DecisionRow| line.at == event.at && kind_of(&event.event) == Some(line.kind);
        let line = lines.iter().position(fits).map(|place| lines.remove(place));
        let line = line.as_ref();
        let data: Value = event.data.read()?;
        let gate = data.get("gate").and_then(Value::as_str).map(str::to_owned);
        Ok(RegisterDecision {
            of: event.case_kind,
            event: event.event,
            from: event.from_state,
            to: event.to_state,
            at: event.at,
            day: calendar.local_day(event.at).to_string(),
            word: line.map(|line| line.word.clone()).or(gate),
            text: line.filter(|line| is_read(line.kind, is_staff, is_own)).map(|line| line.text.clone()),
            until: line.and_then(|line| line.until),
            last_day: line.and_then(|line| last_day(line, (calendar, hours))),
            tally: line.map(votes_cast).transpose()?.flatten(),
            dissents: line.map(dissents).transpose()?.unwrap_or_default(),
            failed: line.and_then(|line| failed(line, &data, least)),
            against: line.and_then(|line| appealed.get(&line.id).cloned()),
            leaf: leaf.map(|leaf| leaf.hash.clone()).unwrap_or_default(),
            ledger_index: leaf.and_then(|leaf| leaf.tree_index),
        })
    };
    events.into_iter().map(decision).collect()
}

/// That a check is due each month is the officers' business; that it was made is everybody's. What is put to the vote,
/// and who has voted, is told with what came of it, a vote that carried nothing with its tally and its dissents; one that
/// came to no end only to the member and the staff.
fn is_told(event: &EventRow, is_staff: bool) -> bool {
    let hidden = [Event::CheckDue, Event::MeasureProposed, Event::MeasureVoted, Event::VoteEnded, Event::AppealVoiced];
    !hidden.iter().any(|word| event.event == word.as_str())
        && (is_staff || event.event != Event::MeasureDropped.as_str())
}

/// What an appellant wrote stays between them and the panel, and why one member of the board proposed what the board did
/// not want, between the member and the staff.
const fn is_read(kind: DecisionKind, is_staff: bool, is_own: bool) -> bool {
    match kind {
        DecisionKind::Appeal => is_own,
        DecisionKind::Failed => is_staff,
        _ => true,
    }
}

fn last_day(line: &DecisionRow, (calendar, hours): (&Calendar, Span)) -> Option<String> {
    let end = on_record::ends(line, (calendar, hours)).filter(|_| line.kind == DecisionKind::Measure)?;
    Some(facts::last_day(end, calendar).to_string())
}

/// The measure that each appeal is against, and each decision on one: the last one before the appeal.
fn appealed(lines: &[DecisionRow], by: (&Calendar, Span)) -> HashMap<String, Against> {
    let (mut last, mut waits, mut found) = (None, None, HashMap::new());
    for line in lines {
        match line.kind {
            DecisionKind::Measure => {
                last = Some(Against { measure: line.word.clone(), last_day: last_day(line, by) });
            }
            DecisionKind::Appeal => waits = last.clone(),
            _ => {}
        }
        if matches!(line.kind, DecisionKind::Appeal | DecisionKind::AppealDecision) {
            found.extend(waits.clone().map(|against| (line.id.clone(), against)));
        }
    }
    found
}

/// Why a vote carried nothing: too few voted, too few for it, or the last day of the measure had gone by.
fn failed(line: &DecisionRow, data: &Value, least: usize) -> Option<Failed> {
    let measure = line.word.parse::<Measure>().ok().filter(|_| line.kind == DecisionKind::Failed)?;
    let tally: Tally = serde_json::from_value(data.get("tally")?.clone()).ok()?;
    Some(Failed { came: rules::closed(measure, tally, least), tally, quorum: tally.quorum(least) })
}

/// One vote as a line of the record keeps it.
#[derive(Deserialize)]
struct KeptVote {
    vote: Vote,
    #[serde(default)]
    dissent: Option<String>,
}

pub(super) fn votes_cast(line: &DecisionRow) -> Result<Option<VotesCast>, AppError> {
    let votes: Vec<KeptVote> = line.votes.read()?;
    let tally = Tally::of(votes.len(), &votes.iter().map(|one| one.vote).collect::<Vec<_>>());
    let cast = VotesCast { yes: tally.yes, no: tally.no, abstain: tally.abstain };
    Ok((tally.cast() > 0).then_some(cast))
}

fn dissents(line: &DecisionRow) -> Result<Vec<String>, AppError> {
    let votes: Vec<KeptVote> = line.votes.read()?;
    let outvoted = votes.into_iter().filter(|one| one.vote.dissents(line.kind != DecisionKind::Failed));
    Ok(outvoted.filter_map(|one| one.dissent).collect())
}

/// The steps of a membership whose time in the register is not over.
fn still_shown(reader: &Reader<'_>, events: Vec<EventRow>, lines: &[DecisionRow]) -> Vec<EventRow> {
    let step =
        |event: &EventRow| event.event.parse::<Event>().map_or((Event::Admitted, event.at), |word| (word, event.at));
    let steps: Vec<(Event, Timestamp)> = events.iter().map(step).collect();
    let taken: Vec<Taken> = lines
        .iter()
        .filter(|line| line.kind == DecisionKind::Measure)
        .filter_map(|line| Some((line.word.parse().ok()?, line.at, line.until)))
        .collect();
    let rules = &reader.site.pack.membership.publication;
    let shown = |place: usize| publication::is_shown(place, &steps, &taken, reader.now, rules);
    events.into_iter().enumerate().filter(|(place, _)| shown(*place)).map(|(_, event)| event).collect()
}

fn kind_of(event: &str) -> Option<DecisionKind> {
    Some(match event.parse::<Event>().ok()? {
        Event::ReviewOpened => DecisionKind::Review,
        Event::MeasureTaken => DecisionKind::Measure,
        Event::MeasureFailed => DecisionKind::Failed,
        Event::MeasureDropped => DecisionKind::Dropped,
        Event::Appealed => DecisionKind::Appeal,
        Event::AppealDecided => DecisionKind::AppealDecision,
        Event::LicenceRenewed | Event::Recredentialed | Event::Checked => DecisionKind::Credential,
        _ => return None,
    })
}
