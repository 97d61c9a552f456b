//! Complaints with everything their rules and views ask, in a number of queries that does not depend on how many.

use super::facts::{ComplaintFacts, Fallen, Wish};
use super::model::{
    ComplaintRow, Event, EvidenceRow, MarksRow, PanelRow, RecommendationRow, Role, State, StatementKind, StatementRow,
    Timer,
};
use super::rules::may_sit;
use super::store;
use super::table::{AT_WORK, Complaint};
use crate::accounts::{self, AccountId};
use crate::app::{Reader, Site};
use crate::cases::{self, EventRow, TimerRow, TimerState};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::{self, ClinicId, ClinicRow};
use crate::error::AppError;
use crate::workdays::Calendar;
use crate::workflow::{Word as _, Workflow as _};
use chrono::Datelike as _;
use chrono_tz::Tz;
use std::collections::HashMap;
use std::slice;

/// Years after filing whose holidays are known to a case.
const YEARS_AHEAD: i32 = 3;

/// A complaint with its facts, what was said in it, and its next dates.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub facts: ComplaintFacts,
    /// Oldest first.
    pub statements: Vec<StatementRow>,
    /// Soonest first, without those that stand still.
    pub timers: Vec<TimerRow>,
    /// Those that stand still while the case is paused or in mediation: nothing of theirs was missed.
    held: Vec<TimerRow>,
    pub recommendations: Vec<RecommendationRow>,
    /// Files of both sides, oldest first; the first has number 1.
    pub evidence: Vec<EvidenceRow>,
    /// Where the case went on without the proof that was asked for.
    pub proof_missed: Option<ProofMissed>,
}

impl Loaded {
    /// The step whose date was missed and that is still to be done.
    pub fn overdue(&self) -> Option<&'static str> {
        let waits = |timer: Timer| self.timers.iter().chain(&self.held).any(|known| known.timer == timer.as_str());
        self.facts.overdue(waits)
    }
}

/// The time in which proof comes late.
#[derive(Debug, Clone, Copy)]
pub struct ProofMissed {
    /// When the time for proof was over.
    pub at: Timestamp,
    /// When evidence was called for again.
    pub until: Option<Timestamp>,
}

impl ProofMissed {
    pub fn is_late(self, at: Timestamp) -> bool {
        self.at <= at && self.until.is_none_or(|until| at < until)
    }

    fn of(events: &[&EventRow]) -> Option<Self> {
        let place = events.iter().rposition(|event| event.event == Event::ProofMissed.word())?;
        let (missed, after) = events.get(place..)?.split_first()?;
        let called = after.iter().find(|event| event.event == Event::EvidenceCalled.word());
        Some(Self { at: missed.at, until: called.map(|event| event.at) })
    }
}

/// Loads one complaint, with what no list tells: who of the panel may judge no more, and which proof came late.
pub fn one(conn: &mut Connection, site: &Site, row: ComplaintRow) -> Result<Loaded, AppError> {
    let with_events =
        if row.proof_needed { vec![row.id.clone()] } else { those_that_need_events(slice::from_ref(&row)) };
    let loaded = around(conn, site, (vec![row], &with_events))?.pop();
    let mut loaded = loaded.ok_or_else(|| AppError::internal("a complaint was lost while loading it"))?;
    if AT_WORK.contains(&loaded.facts.row.state) {
        loaded.facts.fallen = fallen(&mut Reader { conn, now: site.clock.now(), site }, &loaded.facts)?;
    }
    Ok(loaded)
}

/// Those who sit and are tied to the other side by now, or lost the role that they were seated with.
fn fallen(reader: &mut Reader<'_>, facts: &ComplaintFacts) -> Result<Vec<Fallen>, AppError> {
    let people: Vec<AccountId> = facts.sitting().map(|seat| seat.account_id.clone()).collect();
    let known = accounts::people(reader.conn, &people)?;
    let about = (facts.row.physician_id.as_ref(), facts.row.clinic_id.as_ref());
    let mut fallen = Vec::new();
    for account_id in people {
        let is_tied = directory::may_not_judge(reader, &account_id, about)?;
        if is_tied || !known.get(&account_id).is_some_and(may_sit) {
            fallen.push(Fallen { account_id, is_tied });
        }
    }
    Ok(fallen)
}

/// Loads complaints, in the order of `rows`.
pub fn all(conn: &mut Connection, site: &Site, rows: Vec<ComplaintRow>) -> Result<Vec<Loaded>, AppError> {
    let with_events = those_that_need_events(&rows);
    around(conn, site, (rows, &with_events))
}

fn around(
    conn: &mut Connection,
    site: &Site,
    (rows, with_events): (Vec<ComplaintRow>, &[String]),
) -> Result<Vec<Loaded>, AppError> {
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let around = Around {
        clinics: clinics_of(conn, &rows)?,
        panels: store::panels_of(conn, &ids)?,
        statements: store::statements_of(conn, &ids)?,
        recommendations: store::recommendations_of(conn, &ids)?,
        evidence: store::evidence_of(conn, &ids)?,
        marks: store::marks_of(conn, &ids)?,
        result_cases: store::result_cases(conn, &ids)?,
        timers: cases::standing_of_cases(conn, Complaint::NAME, &ids)?,
        events: cases::events_of_cases(conn, Complaint::NAME, with_events)?,
    };
    rows.into_iter().map(|row| around.load(site, row)).collect()
}

fn clinics_of(conn: &mut Connection, rows: &[ComplaintRow]) -> Result<HashMap<ClinicId, ClinicRow>, AppError> {
    let ids: Vec<ClinicId> = rows.iter().filter_map(|row| row.clinic_id.clone()).collect();
    let found = directory::clinics(conn, &ids)?;
    Ok(found.into_iter().map(|clinic| (clinic.id.clone(), clinic)).collect())
}

/// Only two states have conditions that look back at events.
fn those_that_need_events(rows: &[ComplaintRow]) -> Vec<String> {
    let looks_back = |row: &&ComplaintRow| matches!(row.state, State::FactualCheck | State::ProofAsked);
    rows.iter().filter(looks_back).map(|row| row.id.clone()).collect()
}

/// What lies around a set of complaints.
struct Around {
    clinics: HashMap<ClinicId, ClinicRow>,
    panels: Vec<PanelRow>,
    statements: Vec<StatementRow>,
    timers: Vec<TimerRow>,
    recommendations: Vec<RecommendationRow>,
    evidence: Vec<EvidenceRow>,
    marks: Vec<MarksRow>,
    result_cases: Vec<(String, Option<String>)>,
    events: Vec<EventRow>,
}

impl Around {
    fn load(&self, site: &Site, row: ComplaintRow) -> Result<Loaded, AppError> {
        let statements: Vec<_> =
            self.statements.iter().filter(|statement| statement.complaint_id == row.id).cloned().collect();
        let events: Vec<_> = self.events.iter().filter(|event| event.case_id == row.id).collect();
        let said = |kind| statements.iter().filter(|statement| statement.kind == kind).count();
        let round = 1 + i64::try_from(said(StatementKind::Appeal)).map_err(AppError::internal)?;
        let recommendations: Vec<_> =
            self.recommendations.iter().filter(|known| known.complaint_id == row.id).cloned().collect();
        let marks = self.marks.iter().find(|marks| marks.complaint_id == row.id);
        let result_case = self.result_cases.iter().find(|(_, of)| of.as_ref() == Some(&row.id));
        let complaints = &site.pack.complaints;
        let facts = ComplaintFacts {
            panel: self
                .panels
                .iter()
                .filter(|seat| seat.complaint_id == row.id && seat.round == round)
                .cloned()
                .collect(),
            fallen: Vec::new(),
            round,
            clocks: complaints.clocks.clone(),
            calendar: self.calendar(site, &row)?,
            has_findings: said(StatementKind::Findings) > 0,
            factual_check_is_over: row.state == State::FactualCheck && is_over(&events),
            extensions: events.iter().filter(|event| event.event == Event::Extended.word()).count(),
            side_has_appealed: false,
            wish: Wish::None,
            pause_asked: None,
            both_seats_from_severity: complaints.both_seats_from_severity,
            is_urgent: complaints.is_urgent(&row.category),
            result_from_month: i32::try_from(complaints.result_from_month).map_err(AppError::internal)?,
            result_case: result_case.map(|(case, _)| case.clone()),
            open_recommendations: recommendations.iter().filter(|one| one.is_open()).map(|one| one.number).collect(),
            recommended: None,
            marks: marks.cloned().ok_or_else(|| AppError::internal("a complaint without marks"))?,
            row,
        };
        let timers = self.timers.iter().filter(|timer| timer.case_id == facts.row.id).cloned();
        let (held, timers) = timers.partition(|timer| timer.state == TimerState::Held);
        let evidence = self.evidence.iter().filter(|file| file.complaint_id == facts.row.id).cloned().collect();
        let proof_missed = ProofMissed::of(&events);
        Ok(Loaded { facts, statements, timers, held, recommendations, evidence, proof_missed })
    }

    /// The clinic's time zone and holidays; UTC and the pack's where no clinic is named.
    fn calendar(&self, site: &Site, row: &ComplaintRow) -> Result<Calendar, AppError> {
        let clinic = row.clinic_id.as_ref().and_then(|id| self.clinics.get(id));
        let time_zone: Tz =
            clinic.map_or(Ok(Tz::UTC), |clinic| clinic.time_zone.parse()).map_err(AppError::internal)?;
        let country = clinic.map(|clinic| clinic.country.as_str()).unwrap_or_default();
        let year = row.created_at.date().year();
        Ok(Calendar::new(time_zone, site.pack.holidays(country, year..=year + YEARS_AHEAD)))
    }
}

/// The factual check is over when the clock says so, or when both sides have used it.
fn is_over(events: &[&EventRow]) -> bool {
    let opened = events.iter().rposition(|event| event.event == Event::FactualCheckOpened.word()).unwrap_or(0);
    let since = events.get(opened..).unwrap_or_default();
    let commented = |role: Role| {
        since.iter().any(|event| event.event == Event::Commented.word() && event.actor_role == role.word())
    };
    since.iter().any(|event| event.event == Event::FactualCheckEnded.word())
        || (commented(Role::Patient) && commented(Role::Clinic))
}
