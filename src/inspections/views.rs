//! From rows to what is shown: to those named in an inspection, to its clinic, to everybody.

use super::api::{
    ActionView, DomainView, EvidenceView, Found, InspectionView, ItemView, PointView, ReportLine, SaidView,
    ScoreOnWire, TeamView,
};
use super::facts::InspectionFacts;
use super::model::{EvidenceRow, InspectionRow, Kind, Phase, Role, State, StatementKind, StatementRow};
use super::rating::Rated;
use super::{actions, load, offers, store};
use crate::accounts::Member;
use crate::app::Reader;
use crate::cases::{self, TimerRow};
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::error::AppError;
use crate::specialty::Inspections;
use crate::workflow::Workflow as _;
use chrono_tz::Tz;
use std::collections::HashMap;

/// An inspection with the capacities in which somebody looks at it.
pub struct Seen {
    pub view: InspectionView,
    /// Empty for the public.
    pub roles: Vec<Role>,
    pub facts: InspectionFacts,
    pub evidence: Vec<EvidenceRow>,
}

impl Seen {
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.is_staff())
    }

    pub fn may(&self, act: &str) -> bool {
        self.view.actions.iter().any(|action| action.name == act)
    }
}

/// The inspection as `member`, or somebody without an account, may see it.
///
/// # Errors
/// `not_found` for strangers to what is not public.
pub fn seen_by(reader: &mut Reader<'_>, member: Option<&Member>, id: &str) -> Result<Seen, AppError> {
    let row = actions::known(reader.conn, member, id)?;
    let facts = load::one(reader.conn, reader.site, row)?;
    let roles = match member {
        Some(member) => actions::standing(reader.conn, &facts, member)?,
        None => Vec::new(),
    };
    if roles.is_empty() && !facts.is_public() {
        return Err(AppError::not_found());
    }
    let ids = [facts.row.id.clone()];
    let evidence = store::evidence_of(reader.conn, &ids)?;
    let timers = cases::pending_of_cases(reader.conn, super::Inspection::NAME, &ids)?;
    let around = Around { roles: &roles, evidence: &evidence, timers: &timers, now: reader.now };
    let view = of(&reader.site.pack.inspections, &facts, &around)?;
    Ok(Seen { view, roles, facts, evidence })
}

/// The view alone.
///
/// # Errors
/// As [`seen_by`].
pub fn for_member(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<InspectionView, AppError> {
    seen_by(reader, Some(member), id).map(|seen| seen.view)
}

/// Inspections as the public sees them, in the order of the facts.
pub fn for_everybody(reader: &mut Reader<'_>, facts: &[InspectionFacts]) -> Result<Vec<InspectionView>, AppError> {
    of_all(reader, facts, |_| Vec::new())
}

/// Inspections as one member sees each of them.
pub fn of_all(
    reader: &mut Reader<'_>,
    facts: &[InspectionFacts],
    roles: impl Fn(&InspectionFacts) -> Vec<Role>,
) -> Result<Vec<InspectionView>, AppError> {
    let ids: Vec<String> = facts.iter().map(|facts| facts.row.id.clone()).collect();
    let mut evidence: HashMap<String, Vec<EvidenceRow>> = HashMap::new();
    for row in store::evidence_of(reader.conn, &ids)? {
        evidence.entry(row.inspection_id.clone()).or_default().push(row);
    }
    let mut timers: HashMap<String, Vec<TimerRow>> = HashMap::new();
    for row in cases::pending_of_cases(reader.conn, super::Inspection::NAME, &ids)? {
        timers.entry(row.case_id.clone()).or_default().push(row);
    }
    let mut views = Vec::with_capacity(facts.len());
    for facts in facts {
        let roles = roles(facts);
        let around = Around {
            roles: &roles,
            evidence: evidence.get(&facts.row.id).map(Vec::as_slice).unwrap_or_default(),
            timers: timers.get(&facts.row.id).map(Vec::as_slice).unwrap_or_default(),
            now: reader.now,
        };
        views.push(of(&reader.site.pack.inspections, facts, &around)?);
    }
    Ok(views)
}

/// What lies around the facts of one inspection, before one reader.
struct Around<'a> {
    roles: &'a [Role],
    evidence: &'a [EvidenceRow],
    timers: &'a [TimerRow],
    now: Timestamp,
}

impl Around<'_> {
    fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.is_staff())
    }
}

fn of(checklist: &Inspections, facts: &InspectionFacts, around: &Around<'_>) -> Result<InspectionView, AppError> {
    let (row, staff) = (&facts.row, around.is_staff());
    let shown = staff || has_report(row);
    let rated = &facts.rated;
    let is_rated = shown && row.visited_at.is_some();
    Ok(InspectionView {
        id: row.id.clone(),
        state: row.state,
        version: row.version,
        created_at: row.created_at,
        clinic_id: row.clinic_id.clone(),
        kind: row.kind,
        visit_on: row.visit_on.clone(),
        inspectors: if staff {
            facts.inspectors.iter().map(|one| one.account_id.clone()).collect()
        } else {
            Vec::new()
        },
        quality_reader: staff.then(|| row.quality_reader_id.clone()),
        points_officer: staff.then(|| row.points_officer_id.clone()),
        team: team(facts),
        conflicts: row.conflicts.clone(),
        checklist_version: row.checklist_version,
        visited_on: facts.visited_on().map(|day| day.to_string()),
        notified_at: row.notified_at.filter(|_| row.kind == Kind::Announced),
        locked_at: row.locked_at,
        published_at: row.published_at,
        rating: is_rated.then_some(rated.rating),
        overall_percent: rated.overall_percent.filter(|_| is_rated).map(one_decimal),
        cap: rated.cap.filter(|_| is_rated),
        formula: rated.formula.clone(),
        domains: if is_rated { domains(facts) } else { Vec::new() },
        items: if shown { items(checklist, facts)? } else { Vec::new() },
        summary: facts.said(StatementKind::Summary).filter(|_| shown).map(|said| said.text.clone()),
        quality_notes: facts.said(StatementKind::QualityNotes).filter(|_| staff).map(said),
        evidence: if shown { evidence(around.evidence, staff) } else { Vec::new() },
        points: facts.points.iter().map(point).collect(),
        changes_after_draft: changes(facts),
        clinic_answer: facts.said(StatementKind::ClinicAnswer).map(said),
        required_actions: facts.actions.iter().map(required).collect(),
        corrections: every(facts, StatementKind::Correction),
        reason: reason(facts, staff),
        next_due: row.next_due_on.clone(),
        thread_id: row.thread_id.clone(),
        next: offers::next(facts, around.timers),
        actions: offers::actions_for(facts, around.roles, around.now),
    })
}

fn team(facts: &InspectionFacts) -> TeamView {
    let not_physicians = facts.inspectors.iter().filter(|one| !one.is_physician).count();
    TeamView { inspectors: facts.inspectors.len(), not_physicians }
}

fn domains(facts: &InspectionFacts) -> Vec<DomainView> {
    let view = |domain: &super::rating::DomainRated| DomainView {
        code: domain.code.clone(),
        percent: domain.percent.map(one_decimal),
        coverage: one_decimal(domain.coverage),
        rating: domain.rating,
        capped_by: domain.capped_by.clone(),
    };
    facts.rated.domains.iter().map(view).collect()
}

/// As it is printed: `95.3`.
pub fn one_decimal(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// A published report as far as its row tells; the days of its clinic are counted in `zone`.
pub fn report_line(row: &InspectionRow, zone: Tz) -> Result<ReportLine, AppError> {
    let rated: Option<Rated> = row.result.as_ref().map(JsonText::read).transpose()?;
    let shown = rated.as_ref().filter(|_| has_report(row) && row.visited_at.is_some());
    Ok(ReportLine {
        id: row.id.clone(),
        clinic_id: row.clinic_id.clone(),
        kind: row.kind,
        state: row.state,
        visited_on: row.visited_at.map(|at| at.to_utc().with_timezone(&zone).date_naive().to_string()),
        published_at: row.published_at,
        rating: shown.map(|rated| rated.rating),
        overall_percent: shown.and_then(|rated| rated.overall_percent).map(one_decimal),
        cap: shown.and_then(|rated| rated.cap),
        formula: rated.as_ref().map(|rated| rated.formula.clone()),
        next_due: row.next_due_on.clone(),
    })
}

/// A refused or aborted visit has no report, whatever was scored before.
pub const fn has_report(row: &InspectionRow) -> bool {
    !matches!(row.state, State::Refused | State::Aborted)
}

/// The checklist with the last score of each item.
fn items(checklist: &Inspections, facts: &InspectionFacts) -> Result<Vec<ItemView>, AppError> {
    let mut last: HashMap<&str, &super::model::ScoreRow> = HashMap::new();
    for row in &facts.scores {
        last.insert(row.item.as_str(), row);
    }
    let mut items = Vec::new();
    for item in checklist.domains.iter().flat_map(|domain| &domain.items) {
        let found = last.get(item.code.as_str());
        items.push(ItemView {
            code: item.code.clone(),
            critical: item.critical,
            weight: item.weight,
            score: found.map(|row| row.score.into()),
            evidence_kinds: found.map_or_else(|| Ok(Vec::new()), |row| row.evidence_kinds.read())?,
            finding: found.map(|row| row.finding.clone()).unwrap_or_default(),
        });
    }
    Ok(items)
}

fn evidence(rows: &[EvidenceRow], staff: bool) -> Vec<EvidenceView> {
    let view = |(number, row): (usize, &EvidenceRow)| EvidenceView {
        number,
        item: row.item.clone(),
        name: staff.then(|| row.name.clone()),
        bytes: row.bytes,
        sha256: row.sha256.clone(),
        late: row.is_late,
        at: row.at,
    };
    (1..).zip(rows).map(view).collect()
}

fn point(row: &super::model::PointRow) -> PointView {
    PointView {
        number: row.number,
        item: row.item.clone(),
        comment: row.comment.clone(),
        accepted: row.accepted,
        reason: row.reason.clone(),
        score: row.score.map(Into::into),
        finding: row.finding.clone(),
        decided_at: row.decided_at,
    }
}

/// Every item that the final report scores or words otherwise than the draft.
fn changes(facts: &InspectionFacts) -> Vec<Found> {
    let mut items: Vec<&str> =
        facts.scores.iter().filter(|row| row.phase == Phase::Points).map(|row| row.item.as_str()).collect();
    items.sort_unstable();
    items.dedup();
    items.into_iter().filter_map(|item| change(facts, item)).collect()
}

fn change(facts: &InspectionFacts, item: &str) -> Option<Found> {
    let (draft, last) = (facts.drafted(item), facts.found(item)?);
    let same = draft.is_some_and(|draft| draft.score == last.score && draft.finding == last.finding);
    let reason = facts.points.iter().rfind(|point| point.item == item && point.accepted == Some(true));
    (!same).then(|| Found {
        item: item.to_owned(),
        draft_score: draft.map(|draft| ScoreOnWire::from(draft.score)),
        final_score: Some(last.score.into()),
        draft_finding: draft.map(|draft| draft.finding.clone()).unwrap_or_default(),
        final_finding: last.finding.clone(),
        reason: reason.and_then(|point| point.reason.clone()),
    })
}

fn required(row: &super::model::ActionRow) -> ActionView {
    ActionView {
        number: row.number,
        item: row.item.clone(),
        finding: row.finding.clone(),
        critical: row.is_critical,
        due: row.due_on.clone(),
        completed: row.completed_at.is_some(),
        completed_at: row.completed_at,
        note: row.note.clone(),
    }
}

fn said(row: &StatementRow) -> SaidView {
    SaidView { text: row.text.clone(), item: row.item.clone(), at: row.at }
}

fn every(facts: &InspectionFacts, kind: StatementKind) -> Vec<SaidView> {
    facts.statements.iter().filter(|statement| statement.kind == kind).map(said).collect()
}

/// Why it ended, or stands still; a refusal's reason is public with it.
fn reason(facts: &InspectionFacts, staff: bool) -> Option<SaidView> {
    let kind = match facts.row.state {
        State::Refused => StatementKind::Refusal,
        State::Aborted => StatementKind::Abortion,
        State::SuspendedForSafety => StatementKind::Suspension,
        _ => return None,
    };
    facts.said(kind).filter(|_| staff || facts.is_public()).map(said)
}
