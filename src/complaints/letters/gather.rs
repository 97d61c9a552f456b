//! Looks up what the letters of a case may say.

use super::dates;
use super::sheet::{Case, Decided, Happened, Labels, Names};
use crate::accounts::AccountId;
use crate::app::{Reader, Site, Tx};
use crate::cases::{self, EventRow};
use crate::clock::Timestamp;
use crate::complaints::facts::ComplaintFacts;
use crate::complaints::model::{Event, RecommendationRow, Role, State, StatementKind, StatementRow, Timer};
use crate::complaints::table::Complaint;
use crate::complaints::{parties, rules, store};
use crate::error::AppError;
use crate::ledger::{self, Receipt};
use crate::text::lang::Lang;
use crate::workflow::{Word as _, Workflow as _};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Timers that only send a letter; the next date is that of a deadline.
const REMINDERS: &[Timer] = &[
    Timer::ProofReminder,
    Timer::AcknowledgementReminder,
    Timer::ResponseReminder,
    Timer::FinalReminder,
    Timer::FeedbackReminder,
    Timer::PublicationDue,
    Timer::RecommendationReminder,
    Timer::RecommendationOverdue,
];

/// The case after the step that `event` records.
pub fn case(tx: &mut Tx<'_>, facts: &ComplaintFacts, event: &EventRow) -> Result<Case, AppError> {
    let pending = pending(tx, &facts.row.id)?;
    let next = next(facts, &pending);
    let kind = word::<Event>(&event.event)?;
    let decision = match kind {
        Event::Decided => said(tx, facts, StatementKind::Decision)?.map(|row| decided(&row)).transpose()?,
        _ => None,
    };
    Ok(Case {
        row: facts.row.clone(),
        calendar: facts.calendar.clone(),
        is_fast_track: facts.is_fast_track(),
        event: kind,
        by: word(&event.actor_role)?,
        from: word(&event.from_state)?,
        names: names(tx, facts, (kind, event))?,
        labels: Lang::ALL.iter().map(|lang| (*lang, labels(tx.site, facts, *lang))).collect::<BTreeMap<_, _>>(),
        dates: dates::of(facts, tx.now, &pending),
        next: next.map(|(timer, at)| (timer, dates::shown(facts, timer, at))),
        timeline: timeline(tx, &facts.row.id)?,
        answer: said(tx, facts, StatementKind::Response)?.map(|row| row.text),
        said: words(tx, facts, kind, event)?,
        asked: match kind {
            Event::FactualCheckOpened => said(tx, facts, StatementKind::FactualCheck)?.map(|row| row.text),
            _ => None,
        },
        due_on: recommendation(tx, facts, event)?.map(|one| one.due_on),
        decision,
        receipt: receipt(tx, facts, kind)?,
        public_url: tx.site.config.server.public_url.clone(),
    })
}

fn word<T: std::str::FromStr<Err = String>>(word: &str) -> Result<T, AppError> {
    word.parse().map_err(AppError::internal)
}

fn pending(tx: &mut Tx<'_>, id: &str) -> Result<Vec<(Timer, Timestamp)>, AppError> {
    let rows = cases::pending(tx.conn, Complaint::NAME, id)?;
    rows.iter().map(|row| Ok((word(&row.timer)?, row.due_at))).collect()
}

/// The first deadline; while the case rests, the end of its rest.
fn next(facts: &ComplaintFacts, pending: &[(Timer, Timestamp)]) -> Option<(Timer, Timestamp)> {
    let rest = facts.row.paused_until.map(|until| (Timer::PauseDue, until));
    rest.or_else(|| pending.iter().copied().find(|(timer, _)| !REMINDERS.contains(timer)))
}

fn timeline(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Happened>, AppError> {
    let events = cases::events(tx.conn, Complaint::NAME, id)?;
    let written = State::WithClinic.word();
    let is_written = |event: &EventRow| event.from_state != written && event.to_state == written;
    let happened =
        |event: &EventRow| Ok(Happened { at: event.at, event: word(&event.event)?, clinic_written: is_written(event) });
    events.iter().map(happened).collect()
}

fn names(tx: &mut Tx<'_>, facts: &ComplaintFacts, (kind, event): (Event, &EventRow)) -> Result<Names, AppError> {
    let officer = facts.row.officer_id.as_ref().map(|id| parties::name_of(tx, id)).transpose()?;
    // Before triage, or when another officer writes, it is not whoever has the case.
    let writes = kind == Event::Messaged && event.actor_role == Role::Officer.as_str();
    let writer = event.actor_id.as_deref().filter(|_| writes).map(word::<AccountId>).transpose()?;
    let writer = writer.map(|id| parties::name_of(tx, &id)).transpose()?;
    let mut panel = Vec::new();
    for member in facts.sitting() {
        panel.push((member.seat, parties::name_of(tx, &member.account_id)?));
    }
    let patient = match &facts.marks.patient_name {
        Some(name) => name.clone(),
        None => parties::name_of(tx, &facts.row.complainant_id)?,
    };
    Ok(Names {
        patient,
        physician: parties::physician_name(tx, facts)?,
        clinic: parties::clinic_name(tx, facts)?,
        officer,
        writer,
        panel,
    })
}

/// What the specialty pack calls the things of this case.
fn labels(site: &Site, facts: &ComplaintFacts, lang: Lang) -> Labels {
    let (row, pack, lang) = (&facts.row, &site.pack, lang.as_str());
    let complaints = &pack.complaints;
    let procedure = pack.procedure(&row.procedure).map_or(row.procedure.as_str(), |known| known.words.get(lang));
    let category = complaints.category(&row.category).map_or(row.category.as_str(), |known| known.words.get(lang));
    let severity = complaints.severities.iter().find(|known| Some(i64::from(known.level)) == row.severity);
    let offered = complaints.response_codes.iter().filter(|code| row.identity_consent || !code.case_specific);
    let code = row.response_code.as_deref().and_then(|code| complaints.response_code(code));
    Labels {
        procedure: procedure.to_owned(),
        category: category.to_owned(),
        severity: severity.map(|known| known.words.get(lang).to_owned()),
        codes: offered.map(|code| code.words.get(lang).to_owned()).collect(),
        code: code.map(|code| code.words.get(lang).to_owned()),
    }
}

fn said(tx: &mut Tx<'_>, facts: &ComplaintFacts, kind: StatementKind) -> Result<Option<StatementRow>, AppError> {
    store::last_statement(tx.conn, &facts.row.id, kind)
}

/// The words that go with a step. Why a patient withdrew, and what an appeal says, stays out of letters.
fn words(tx: &mut Tx<'_>, facts: &ComplaintFacts, kind: Event, event: &EventRow) -> Result<Option<String>, AppError> {
    let statement = match kind {
        Event::MediationOffered => StatementKind::Mediation,
        Event::EvidenceCalled => StatementKind::EvidenceCall,
        Event::FactualCheckOpened => StatementKind::Findings,
        Event::Messaged => StatementKind::Message,
        Event::RecommendationMade
        | Event::RecommendationReminded
        | Event::RecommendationOverdue
        | Event::RecommendationCompleted => return Ok(recommendation(tx, facts, event)?.map(|one| one.text)),
        Event::Paused => return in_data(event, "order"),
        Event::ClosedByOfficer => return in_data(event, "reason"),
        _ => return Ok(None),
    };
    Ok(said(tx, facts, statement)?.map(|row| row.text))
}

/// The recommendation that an event is about: by its number, or by the ordinal of its timer.
fn recommendation(
    tx: &mut Tx<'_>,
    facts: &ComplaintFacts,
    event: &EventRow,
) -> Result<Option<RecommendationRow>, AppError> {
    if !event.event.starts_with("recommendation") {
        return Ok(None);
    }
    let data: Value = event.data.read()?;
    let field = |name: &str| data.get(name).and_then(Value::as_i64);
    let number = field("number").or_else(|| field("ordinal").map(rules::recommendation_of));
    let known = store::recommendations_of(tx.conn, std::slice::from_ref(&facts.row.id))?;
    Ok(known.into_iter().find(|one| Some(one.number) == number))
}

fn in_data(event: &EventRow, field: &str) -> Result<Option<String>, AppError> {
    let data: Value = event.data.read()?;
    Ok(data.get(field).and_then(Value::as_str).map(str::to_owned))
}

#[derive(Deserialize)]
struct Votes {
    #[serde(default)]
    votes: Vec<Ballot>,
}

#[derive(Deserialize)]
struct Ballot {
    uphold: bool,
}

fn decided(row: &StatementRow) -> Result<Decided, AppError> {
    let Votes { votes } = row.detail.read()?;
    let upholding = votes.iter().filter(|ballot| ballot.uphold).count();
    Ok(Decided { reasons: row.text.clone(), upholding, others: votes.len() - upholding })
}

/// The proof of the filing, for its author alone.
fn receipt(tx: &mut Tx<'_>, facts: &ComplaintFacts, kind: Event) -> Result<Option<Receipt>, AppError> {
    if kind != Event::Submitted {
        return Ok(None);
    }
    let mut reader = Reader { conn: &mut *tx.conn, now: tx.now, site: tx.site };
    ledger::receipt_of(&mut reader, &facts.row.subject_ref, Complaint::OPENING.leaf).map(Some)
}
