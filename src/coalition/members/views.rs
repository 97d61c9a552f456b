//! The public register, §5.5: a line for each coalition member, and the whole record of one.

use super::alone::{self, Alone};
use super::api::RegisterFilter;
use super::badge::{self, BadgeView};
use super::decisions::{RegisterDecision, decisions};
use super::facts::last_day;
use super::imposed::{self, Imposed};
use super::model::{MembershipRow, Role, State};
pub use super::open::{HearingView, ProposalView};
use super::publication;
use super::store::{self, Position, Shown};
use super::{actions, case, hearing, measures, offers};
use crate::accounts::Member;
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::coalition::applications::model::{
    ApplicationRow, GateAnswer, GateRow, RecusalGround, RefereeKind, RefereeRow,
};
use crate::coalition::applications::views::{Action, by_ground, dissents};
use crate::coalition::applications::{self, earlier_months};
use crate::coalition::scoring::{Assessment, FORMULA, Outcome, Tally};
use crate::db::{Connection, JsonText};
use crate::directory::figures::{self, CoalitionStanding, ComplaintFigures, LastInspection};
use crate::directory::{self, PhysicianId, PhysicianRow, Subject};
use crate::error::AppError;
use crate::web::{Listed, Versioned, Window};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;

/// One coalition member in the register.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegisterEntry {
    /// Of the membership.
    pub id: String,
    pub version: i64,
    pub physician_id: PhysicianId,
    pub physician: String,
    pub slug: String,
    /// As it is at this instant.
    pub state: State,
    /// When the member was admitted.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Since when the state holds.
    #[schema(value_type = String, format = DateTime)]
    pub state_since: Timestamp,
    /// The last day of a restriction or a suspension, by the member's clocks.
    pub measure_until: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub next_recredential: Timestamp,
    pub licence_expires_on: Option<String>,
    pub badge: bool,
    pub under_appeal: bool,
    /// The review, the restriction or the suspension that was open when the member resigned, or the membership lapsed.
    pub left_open: Option<State>,
    /// The first instant at which the member may apply again, and then needs the votes of somebody who was removed; null
    /// where neither a removal nor something left open stands in the way, or a renewed licence ends the lapse.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub returns_from: Option<Timestamp>,
    /// The first instant after the day by which the appeal is to be decided; null where none waits to be heard.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub hear_by: Option<Timestamp>,
    /// That day, by the member's clocks, as the letters say it.
    #[serde(skip)]
    pub hear_by_day: Option<String>,
    /// It was not decided by then.
    pub hearing_overdue: bool,
    /// When licence and sanctions were looked up at their sources last.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub checked_at: Option<Timestamp>,
    /// No clinic of the member was inspected within the months that the rules give.
    pub inspection_overdue: bool,
    /// Admitted while outside physicians filled the coalition's seats.
    pub founding: bool,
    pub formula: &'static str,
    pub medians: BTreeMap<String, f64>,
    pub composite: Option<f64>,
    pub alpha: Option<f64>,
    /// The reviewers still did not agree enough after the last calibration.
    pub low_agreement: bool,
    pub tally: Option<Tally>,
    pub gates: Vec<RegisterGate>,
    /// The conditions that the board has imposed, while they hold and are told of.
    #[serde(skip)]
    pub imposed: Option<Imposed>,
    /// What the profile says.
    #[serde(skip)]
    pub standing: Option<CoalitionStanding>,
    pub complaints: ComplaintFigures,
    pub last_inspection: Option<LastInspection>,
}

/// A gate that was passed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegisterGate {
    pub code: String,
    pub answer: GateAnswer,
    /// Fewer references answered than the rules ask for.
    pub few_references: bool,
    /// Whether it says where and when it was looked up; null where the gate asks for no source.
    pub captured: Option<bool>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// The whole record of one member.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MemberView {
    #[serde(flatten)]
    pub entry: RegisterEntry,
    pub application_id: String,
    /// The latest ten published inspections of the member's clinics; all of a clinic's are at
    /// `/clinics/{id}/inspections`.
    pub inspections: Vec<LastInspection>,
    pub recusals: Vec<RegisterRecusal>,
    /// Why the board departed from the recommendation.
    pub reasons: Option<String>,
    pub dissents: Vec<String>,
    /// Everything that was decided, oldest first.
    pub decisions: Vec<RegisterDecision>,
    /// The last day on which the member may appeal against the last measure, for those who are not the public.
    #[serde(skip)]
    pub appeal_last_day: Option<String>,
    /// The last day for the first inspection, while none was made and it is not over.
    #[serde(skip)]
    pub inspect_by_day: Option<String>,
    /// What the board votes on now, for those who may vote.
    pub proposal: Option<ProposalView>,
    /// The appeal that waits, for those who hear it.
    pub hearing: Option<HearingView>,
    /// What one member of the board may do without a vote, and what of that holds; for those who are not the public.
    #[serde(skip)]
    pub alone: Alone,
    pub actions: Vec<Action>,
}

impl Versioned for MemberView {
    fn version(&self) -> i64 {
        self.entry.version
    }
}

/// Recusals, by why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegisterRecusal {
    pub ground: RecusalGround,
    pub count: usize,
}

/// Whether the register has an entry of this physician.
pub fn has_entry(conn: &mut Connection, physician: &PhysicianId) -> Result<bool, AppError> {
    Ok(store::current(conn, physician)?.is_some())
}

/// One page of the register, newest members first.
pub fn register(
    reader: &mut Reader<'_>,
    asked: &RegisterFilter,
    window: &Window<Position>,
) -> Result<Listed<RegisterEntry>, AppError> {
    let page = rows(reader, asked, window)?;
    Ok(Listed { items: entries(reader, &page.items)?, next: page.next, prev: page.prev })
}

/// The same as rows.
pub(super) fn rows(
    reader: &mut Reader<'_>,
    asked: &RegisterFilter,
    window: &Window<Position>,
) -> Result<Listed<MembershipRow>, AppError> {
    let removed_after = earlier_months(reader.now, reader.site.pack.membership.publication.removal);
    let shown = Shown { state: asked.state, removed_after, now: reader.now };
    let rows = store::list(reader.conn, shown, window)?;
    Ok(window.listed(rows, |row| (row.created_at, row.id.clone()), |row| row))
}

/// What the entries are made of, read at once.
struct Around {
    physicians: HashMap<PhysicianId, PhysicianRow>,
    applications: HashMap<String, ApplicationRow>,
    gates: Vec<GateRow>,
    referees: Vec<RefereeRow>,
    figures: HashMap<String, (ComplaintFigures, Option<LastInspection>)>,
    standings: HashMap<String, CoalitionStanding>,
    hearing_days: HashMap<String, String>,
    imposed: HashMap<String, Imposed>,
}

fn entries(reader: &mut Reader<'_>, rows: &[MembershipRow]) -> Result<Vec<RegisterEntry>, AppError> {
    let around = around(reader, rows)?;
    rows.iter().map(|row| around.entry(reader, row)).collect()
}

fn around(reader: &mut Reader<'_>, rows: &[MembershipRow]) -> Result<Around, AppError> {
    let people: Vec<PhysicianId> = rows.iter().map(|row| row.physician_id.clone()).collect();
    let ids: Vec<String> = rows.iter().map(|row| row.application_id.clone()).collect();
    let physicians = directory::physicians(reader.conn, &people)?;
    Ok(Around {
        physicians: physicians.into_iter().map(|one| (one.id.clone(), one)).collect(),
        applications: applications::outcomes_of(reader.conn, &ids)?,
        gates: applications::gates_of(reader.conn, &ids)?,
        referees: applications::referees_of(reader.conn, &ids)?,
        figures: figures::public_of(reader.conn, &people)?,
        standings: figures::standings_now(reader, &people)?,
        hearing_days: case::hearing_days(reader.conn, rows)?,
        imposed: imposed::on_members(reader, rows)?,
    })
}

impl Around {
    fn entry(&self, reader: &Reader<'_>, row: &MembershipRow) -> Result<RegisterEntry, AppError> {
        let lost = || AppError::internal("a coalition member without application or physician");
        let application = self.applications.get(&row.application_id).ok_or_else(lost)?;
        let physician = self.physicians.get(&row.physician_id).ok_or_else(lost)?;
        let assessed: Option<Assessment> = application.result.as_ref().map(JsonText::read).transpose()?;
        let (complaints, last_inspection) = self.figures.get(row.physician_id.as_str()).cloned().unwrap_or_default();
        let standing = self.standings.get(row.physician_id.as_str()).cloned();
        let hear_by = row.hear_by.filter(|_| row.awaits_hearing());
        let rules = &reader.site.pack.membership;
        Ok(RegisterEntry {
            id: row.id.clone(),
            version: row.version,
            physician_id: row.physician_id.clone(),
            physician: physician.name.clone(),
            slug: physician.slug.clone(),
            state: badge::state_at(row, reader.now),
            since: row.created_at,
            state_since: row.since,
            measure_until: badge::measure_until(row, reader.now, standing.clone()),
            standing,
            created_at: row.created_at,
            next_recredential: row.recredential_at,
            licence_expires_on: row.licence_expires_on.clone(),
            badge: badge::is_on(row, reader.now),
            under_appeal: row.under_appeal,
            left_open: publication::left_open(row, reader.now, rules),
            returns_from: publication::returns_from(row, reader.now, rules),
            hear_by,
            hear_by_day: self.hearing_days.get(&row.id).cloned(),
            hearing_overdue: hear_by.is_some_and(|by| by <= reader.now),
            checked_at: row.checked_at,
            inspection_overdue: row.inspection_overdue,
            imposed: self.imposed.get(&row.id).copied(),
            founding: row.founding,
            formula: FORMULA,
            composite: assessed.as_ref().map(|result| result.composite),
            alpha: assessed.as_ref().and_then(|result| result.alpha),
            low_agreement: assessed.as_ref().is_some_and(|result| result.low_agreement),
            medians: assessed.map(|result| result.medians).unwrap_or_default(),
            tally: application.tally.as_ref().map(JsonText::read).transpose()?,
            gates: self.gates_of(reader, &row.application_id),
            complaints,
            last_inspection,
        })
    }

    fn gates_of(&self, reader: &Reader<'_>, application: &str) -> Vec<RegisterGate> {
        let rules = &reader.site.pack.membership;
        let answered = |kind| {
            let own = self.referees.iter().filter(|one| one.application_id == application && one.kind == kind);
            own.filter(|one| one.consented == Some(true)).count()
        };
        let enough = |kind, least: u32| usize::try_from(least).is_ok_and(|least| answered(kind) >= least);
        let few = !enough(RefereeKind::Patient, rules.references.answers_needed)
            || !enough(RefereeKind::Peer, rules.references.peers);
        let by_references =
            |code: &str| rules.gates.iter().any(|gate| gate.code == code && gate.decided_in == "references");
        let at_source = |code: &str| rules.gates.iter().any(|gate| gate.code == code && gate.at_source);
        let own = self.gates.iter().filter(|gate| gate.application_id == application);
        own.map(|gate| RegisterGate {
            code: gate.code.clone(),
            answer: gate.answer,
            few_references: few && by_references(&gate.code),
            captured: at_source(&gate.code).then(|| gate.names_its_source()),
            at: gate.at,
        })
        .collect()
    }
}

/// The record of one member.
///
/// # Errors
/// `not_found` where the register has no entry.
pub fn record(
    reader: &mut Reader<'_>,
    physician: &PhysicianId,
    viewer: Option<&Member>,
) -> Result<MemberView, AppError> {
    let roles = viewer.map(|member| actions::standing(reader, physician, member)).transpose()?.unwrap_or_default();
    record_as(reader, physician, (viewer, &roles))
}

/// The record of one member for somebody who looks at it in these capacities.
///
/// # Errors
/// `not_found` where the register has no entry.
pub fn record_as(
    reader: &mut Reader<'_>,
    physician: &PhysicianId,
    (viewer, roles): (Option<&Member>, &[Role]),
) -> Result<MemberView, AppError> {
    let row = store::current(reader.conn, physician)?.ok_or_else(AppError::not_found)?;
    let is_staff = !roles.is_empty();
    if !is_staff && publication::is_over(&row, reader.now, &reader.site.pack.membership.publication) {
        return Err(AppError::not_found());
    }
    let (entry, reasons) = entry_of(reader, &row)?;
    let application = std::slice::from_ref(&row.application_id);
    let recusals = applications::recusals_of(reader.conn, application)?;
    let votes = applications::votes_of(reader.conn, application)?;
    let grounds: Vec<RecusalGround> = recusals.iter().map(|recusal| recusal.ground).collect();
    let (recusals, votes): (Vec<_>, Vec<_>) = (recusals.iter().collect(), votes.iter().collect());
    let whom = Subject::Physician(physician.clone());
    let open = if is_staff { store::open_proposal(reader.conn, &row.id)? } else { None };
    let vote_ends_at = open.as_ref().map(|open| open.ends_at);
    let alone = if is_staff { alone::of(reader.conn, &row, open.as_ref())? } else { Alone::default() };
    let proposal = match viewer.filter(|_| roles.contains(&Role::Board)).zip(open) {
        Some((member, open)) => Some(measures::ballot(reader, open, (physician, member))?),
        None => None,
    };
    let hearing = match viewer.filter(|_| row.awaits_hearing() && roles.contains(&Role::Appeals)) {
        Some(member) => hearing::hearing_of(reader, (&row.id, physician), member)?,
        None => None,
    };
    let facts = is_staff.then(|| case::facts_with(reader.conn, reader.site, row.clone(), vote_ends_at)).transpose()?;
    let calendar = case::calendar(reader.conn, physician)?;
    let last = |end: Timestamp| last_day(end, &calendar).to_string();
    let is_awaited = row.inspected_at.is_none() && !row.inspection_overdue;
    Ok(MemberView {
        inspections: figures::one(reader.conn, &whom, figures::names::INSPECTIONS)?,
        entry,
        application_id: row.application_id.clone(),
        recusals: by_ground(&grounds),
        reasons,
        dissents: dissents(Some(Outcome::Admitted), &recusals, &votes),
        decisions: decisions(reader, (&row, &calendar), roles)?,
        appeal_last_day: row.appeal_until.filter(|until| is_staff && reader.now < *until).map(last),
        inspect_by_day: row.inspect_by.filter(|_| is_awaited).map(last),
        actions: facts
            .map(|facts| offers::of(facts, roles, reader.now, (proposal.as_ref(), hearing.is_some(), alone.restricts)))
            .unwrap_or_default(),
        proposal,
        hearing,
        alone,
    })
}

/// The entry of one member, and why the board departed from the recommendation.
fn entry_of(reader: &mut Reader<'_>, row: &MembershipRow) -> Result<(RegisterEntry, Option<String>), AppError> {
    let around = around(reader, std::slice::from_ref(row))?;
    let reasons = around.applications.get(&row.application_id).and_then(|application| application.reasons.clone());
    Ok((around.entry(reader, row)?, reasons))
}

/// The badge of a physician, as it is at this instant.
///
/// # Errors
/// `not_found` where the register has no entry.
pub fn badge(reader: &mut Reader<'_>, physician: &PhysicianId) -> Result<BadgeView, AppError> {
    let rules = &reader.site.pack.membership.publication;
    let row = store::current(reader.conn, physician)?.filter(|row| !publication::is_over(row, reader.now, rules));
    let row = row.ok_or_else(AppError::not_found)?;
    let known = directory::physician(reader.conn, physician)?;
    let standing = figures::one(reader.conn, &Subject::Physician(physician.clone()), figures::names::STANDING)?;
    let valid = badge::is_on(&row, reader.now);
    let origin = reader.site.config.server.public_url.trim_end_matches('/');
    Ok(BadgeView {
        physician_id: physician.clone(),
        physician: known.name,
        valid,
        state: badge::state_at(&row, reader.now),
        since: row.created_at,
        state_since: row.since,
        measure_until: badge::measure_until(&row, reader.now, Some(standing)),
        valid_until: valid.then(|| badge::ends(&row)),
        register_url: format!("{origin}/coalition/members/{physician}"),
        as_of: reader.now,
    })
}
