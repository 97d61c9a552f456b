//! From rows to what is shown: to the parties, to the staff, to everybody.

use super::api::{
    Action, ComplaintView, DecisionView, EvidenceView, FeedbackView, Next, PersonView, RecommendationView,
    ResponseView, SeatView,
};
use super::facts::ComplaintFacts;
use super::load::{self, Loaded};
use super::model::{
    ComplaintRow, Event, EvidenceRow, PrivateAttempt, RecommendationRow, Role, State, StatementKind, StatementRow,
    Timer,
};
use super::rules::{is_for, may_open};
use super::table::Complaint;
use super::{actions, store};
use crate::accounts::{self, AccountId, Member, Person};
use crate::app::Reader;
use crate::cases::TimerRow;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;
use crate::workflow;
use chrono::{Duration, NaiveTime};
use serde_json::Value;
use std::collections::HashMap;

/// The complaint as `member` may see it.
///
/// # Errors
/// `not_found` for strangers.
pub fn for_member(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<ComplaintView, AppError> {
    seen_by(reader, member, id).map(|seen| seen.view)
}

/// A complaint with the capacities in which somebody looks at it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub view: ComplaintView,
    /// At least one.
    pub roles: Vec<Role>,
    pub loaded: Loaded,
}

/// The complaint as `member` may see it, and why.
///
/// # Errors
/// `not_found` for strangers.
pub fn seen_by(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<Seen, AppError> {
    let (row, ties) = actions::known(reader, member, id)?;
    let loaded = load::one(reader.conn, reader.site, row)?;
    let roles = actions::standing_with(&loaded.facts, member, &ties);
    if roles.is_empty() {
        return Err(AppError::not_found());
    }
    let people = people(reader.conn, std::slice::from_ref(&loaded))?;
    let mut view = of(&loaded, &roles, &people, reader.now)?;
    if actions::is_tied(&loaded.facts.row, &ties) {
        view.actions = without_judging(&loaded.facts, &roles, reader.now);
    }
    Ok(Seen { view, roles, loaded })
}

/// Whoever sits on the panel and is tied to the other side can only leave it.
fn without_judging(facts: &ComplaintFacts, roles: &[Role], now: Timestamp) -> Vec<Action> {
    let others: Vec<Role> = roles.iter().copied().filter(|role| *role != Role::Panel).collect();
    let as_panel = if others.len() == roles.len() { Vec::new() } else { actions_for(facts, &[Role::Panel], now) };
    let mut open = actions_for(facts, &others, now);
    open.extend(as_panel.into_iter().filter(|action| action.name == LEAVING));
    open
}

/// The act by which somebody leaves the panel.
const LEAVING: &str = "recusal";

/// The complaint as the holder of a letter's link sees it, with the acts that are open by the link.
pub fn for_link(reader: &mut Reader<'_>, id: &str, token: &str) -> Result<ComplaintView, AppError> {
    linked(reader, id, token).map(|(view, _)| view)
}

/// The same, with what its dates are counted from.
pub fn linked(reader: &mut Reader<'_>, id: &str, token: &str) -> Result<(ComplaintView, Loaded), AppError> {
    let row = store::find(reader.conn, id)?;
    let loaded = load::one(reader.conn, reader.site, row)?;
    let people = people(reader.conn, std::slice::from_ref(&loaded))?;
    let view = of(&loaded, &[Role::Clinic], &people, reader.now)?;
    let actions = view.actions.into_iter().filter_map(|action| by_link(action, token)).collect();
    Ok((ComplaintView { actions, ..view }, loaded))
}

/// An act at the address that a link has for it; nothing when it takes an account.
fn by_link(action: Action, token: &str) -> Option<Action> {
    let path = match action.name.as_str() {
        "acknowledgement" => "acknowledgement",
        "response" => "responses",
        _ => return None,
    };
    Some(Action { href: format!("/api/v1/case-links/{token}/{path}"), ..action })
}

/// Complaints as somebody sees each of them in the capacities they have in it; none in which they have no capacity.
pub fn for_each(
    reader: &mut Reader<'_>,
    rows: Vec<ComplaintRow>,
    standing: impl Fn(&ComplaintFacts) -> Vec<Role>,
) -> Result<Vec<(ComplaintView, Vec<Role>)>, AppError> {
    let loaded = load::all(reader.conn, reader.site, rows)?;
    let people = people(reader.conn, &loaded)?;
    let each = loaded.iter().map(|loaded| (loaded, standing(&loaded.facts))).filter(|(_, roles)| !roles.is_empty());
    each.map(|(loaded, roles)| Ok((of(loaded, &roles, &people, reader.now)?, roles))).collect()
}

/// The clinic learns who complains, and what they wrote, only with their consent.
pub fn is_hidden(row: &ComplaintRow, roles: &[Role]) -> bool {
    roles == [Role::Clinic] && !row.identity_consent
}

/// Those whose names a view may tell.
type People = HashMap<AccountId, Person>;

fn of(loaded: &Loaded, roles: &[Role], people: &People, now: Timestamp) -> Result<ComplaintView, AppError> {
    let facts = &loaded.facts;
    let said = &loaded.statements;
    let row = &facts.row;
    let hidden = is_hidden(row, roles);
    let (complainant, patient_name) = if hidden { (None, None) } else { patient(facts, roles, people) };
    Ok(ComplaintView {
        id: row.id.clone(),
        state: row.state,
        version: row.version,
        created_at: row.created_at,
        physician_id: row.physician_id.clone(),
        clinic_id: row.clinic_id.clone(),
        procedure: row.procedure.clone(),
        procedure_month: row.procedure_month.clone(),
        category: row.category.clone(),
        severity: row.severity,
        narrative: (!hidden).then(|| row.narrative.clone()),
        public_narrative: row.public_narrative.clone().filter(|_| !hidden || row.publish_narrative),
        publish_narrative: row.publish_narrative,
        desired_outcome: row.desired_outcome.clone(),
        private_attempt: attempt(row, hidden)?,
        identity_consent: row.identity_consent,
        complainant,
        patient_name,
        officer: row.officer_id.as_ref().and_then(|id| person(people, id)),
        proof_needed: row.proof_needed,
        proof_level: row.proof_level,
        acknowledged_at: row.acknowledged_at,
        response: last(said, StatementKind::Response).map(response).transpose()?,
        feedback: last(said, StatementKind::Feedback).filter(|_| !hidden).map(feedback).transpose()?,
        untimely: row.untimely,
        escalated_at: row.escalated_at,
        panel: facts.panel.iter().map(seat).collect(),
        decision: last(said, StatementKind::Decision).map(decision).transpose()?,
        outcome: row.outcome.filter(|_| matches!(row.state, State::Closed | State::Decided | State::UnderAppeal)),
        closed_at: row.closed_at,
        paused: row.paused_until.is_some(),
        paused_until: row.paused_until,
        pause_order: facts.marks.pause_order.clone(),
        evidence: may_open(roles).then(|| evidence(loaded, roles)),
        result_of: facts.marks.result_of.clone(),
        result_case: facts.result_case.clone(),
        undeliverable_at: facts.marks.undeliverable_at.filter(|_| roles != [Role::Clinic]),
        recommendations: loaded.recommendations.iter().map(recommendation).collect(),
        next: next(facts, &loaded.timers),
        overdue: loaded.overdue().map(str::to_owned),
        to_assess: to_assess(loaded),
        actions: actions_for(facts, roles, now),
        receipt: None,
    })
}

fn person(people: &People, id: &AccountId) -> Option<PersonView> {
    people.get(id).map(|known| PersonView { id: known.id.clone(), display_name: known.display_name.clone() })
}

/// Who complains: by the name used here, which leads to all that they wrote, and by the one that the clinic knows. The
/// clinic that was told its own needs the other no more.
fn patient(facts: &ComplaintFacts, roles: &[Role], people: &People) -> (Option<PersonView>, Option<String>) {
    let known_there = facts.marks.patient_name.clone();
    let known_here = person(people, &facts.row.complainant_id);
    (known_here.filter(|_| roles != [Role::Clinic] || known_there.is_none()), known_there)
}

fn evidence(loaded: &Loaded, roles: &[Role]) -> Vec<EvidenceView> {
    let numbered = (1..).zip(&loaded.evidence).filter(|(_, file)| is_for(roles, file.role));
    let view = |(number, file): (usize, &EvidenceRow)| EvidenceView {
        number,
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        late: file.role == Role::Patient && loaded.proof_missed.is_some_and(|missed| missed.is_late(file.at)),
        at: file.at,
    };
    numbered.map(view).collect()
}

/// Whether the patient added a file that an officer can look at and has not.
fn to_assess(loaded: &Loaded) -> bool {
    let waits = |file: &EvidenceRow| file.role == Role::Patient && file.level.is_none();
    let may_be = !matches!(loaded.facts.row.state, State::Submitted | State::WaitingForResult | State::Closed);
    may_be && loaded.evidence.iter().any(waits)
}

/// The attempt; when, how and in which words would tell an unnamed patient's name.
fn attempt(row: &ComplaintRow, hidden: bool) -> Result<PrivateAttempt, AppError> {
    let told: PrivateAttempt = row.attempt.read()?;
    Ok(if hidden { PrivateAttempt { made: told.made, ..PrivateAttempt::default() } } else { told })
}

fn people(conn: &mut Connection, loaded: &[Loaded]) -> Result<People, AppError> {
    let ids: Vec<AccountId> = loaded
        .iter()
        .flat_map(|loaded| [Some(loaded.facts.row.complainant_id.clone()), loaded.facts.row.officer_id.clone()])
        .flatten()
        .collect();
    accounts::people(conn, &ids)
}

fn last(said: &[StatementRow], kind: StatementKind) -> Option<&StatementRow> {
    said.iter().rfind(|statement| statement.kind == kind)
}

fn response(statement: &StatementRow) -> Result<ResponseView, AppError> {
    let detail: Value = statement.detail.read()?;
    let code = detail.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(ResponseView { code, text: statement.text.clone(), at: statement.at })
}

fn feedback(statement: &StatementRow) -> Result<FeedbackView, AppError> {
    let detail: Value = statement.detail.read()?;
    let satisfied = detail.get("satisfied").and_then(Value::as_str).unwrap_or_default();
    Ok(FeedbackView {
        satisfied: satisfied.parse().map_err(AppError::internal)?,
        rating: detail.get("rating").and_then(Value::as_i64),
        text: Some(statement.text.clone()).filter(|text| !text.is_empty()),
        escalate: detail.get("escalate").and_then(Value::as_bool).unwrap_or_default(),
        at: statement.at,
    })
}

fn decision(statement: &StatementRow) -> Result<DecisionView, AppError> {
    let detail: Value = statement.detail.read()?;
    let outcome = detail.get("outcome").and_then(Value::as_str).unwrap_or_default();
    let outcome = outcome.parse().map_err(AppError::internal)?;
    Ok(DecisionView { outcome, reasons: statement.text.clone(), at: statement.at })
}

fn recommendation(row: &RecommendationRow) -> RecommendationView {
    RecommendationView {
        number: row.number,
        text: row.text.clone(),
        due_on: row.due_on,
        completed_at: row.completed_at,
        lapsed: row.lapsed_at.is_some(),
    }
}

fn seat(row: &super::model::PanelRow) -> SeatView {
    SeatView { account_id: row.account_id.clone(), seat: row.seat, recused: row.recused_at.is_some() }
}

/// Whose turn it is: the next date that is not a reminder.
pub fn next(facts: &ComplaintFacts, timers: &[TimerRow]) -> Option<Next> {
    let (timer, (actor, step)) = timers.iter().find_map(|timer| {
        let turn = timer.timer.parse::<Timer>().ok().and_then(turn_of)?;
        Some((timer, turn))
    })?;
    // What is missed at midnight is due by the last second of the day before.
    let local = timer.due_at.to_utc().with_timezone(&facts.calendar.time_zone);
    let due = if local.time() == NaiveTime::MIN { timer.due_at.minus(Duration::seconds(1)) } else { timer.due_at };
    // While a seat of the panel is free, the board is to fill it, whatever date of the panel comes next.
    let actor = if actor == "panel" && !facts.panel_is_complete() { "board" } else { actor };
    Some(Next { actor: actor.to_owned(), step: step.to_owned(), due })
}

fn turn_of(timer: Timer) -> Option<(&'static str, &'static str)> {
    Some(match timer {
        Timer::TriageDue => ("case_officer", "triage"),
        Timer::ResultMonth => ("clock", "result"),
        Timer::ProofDue => ("patient", "proof"),
        Timer::AcknowledgementDue => ("clinic", "acknowledgement"),
        Timer::ResponseDue => ("clinic", "response"),
        Timer::EscalationWithoutResponse => ("clock", "escalation"),
        Timer::EscalationWithoutFinal => ("clinic", "final_response"),
        Timer::FeedbackDue => ("patient", "feedback"),
        Timer::PanelDue => ("board", "panel"),
        Timer::MediationDue => ("parties", "mediation"),
        Timer::EvidenceCallDue => ("parties", "evidence_call"),
        Timer::FindingsDue => ("panel", "findings"),
        Timer::FactualCheckDue => ("parties", "factual_check"),
        Timer::DecisionDue => ("panel", "decision"),
        Timer::AppealDue => ("parties", "appeal"),
        Timer::PauseDue => ("clock", "resumption"),
        _ => return None,
    })
}

/// The acts open to somebody in these capacities, in the order of the table.
pub fn actions_for(facts: &ComplaintFacts, roles: &[Role], now: Timestamp) -> Vec<Action> {
    let mut open = Vec::new();
    for role in roles {
        for event in workflow::allowed::<Complaint>(facts.row.state, *role, facts, now) {
            for action in actions_of(facts, event) {
                if !open.contains(&action) {
                    open.push(action);
                }
            }
        }
    }
    open
}

/// One action, or one for each open recommendation.
fn actions_of(facts: &ComplaintFacts, event: Event) -> Vec<Action> {
    if event != Event::RecommendationCompleted {
        return action(&facts.row.id, event).into_iter().collect();
    }
    let path = |number: &i64| format!("/api/v1/complaints/{}/recommendations/{number}/completion", facts.row.id);
    let completion =
        |number| Action { name: "recommendation_completion".to_owned(), method: "PUT".to_owned(), href: path(number) };
    facts.open_recommendations.iter().map(completion).collect()
}

fn action(id: &str, event: Event) -> Option<Action> {
    let (name, method, path) = match event {
        Event::Triaged => ("triage", "POST", "triage"),
        Event::EvidenceAdded => ("evidence", "POST", "evidence"),
        Event::EvidenceAssessed => ("assessment", "POST", "evidence/assessment"),
        Event::Acknowledged => ("acknowledgement", "PUT", "acknowledgement"),
        Event::Responded => ("response", "POST", "responses"),
        Event::FeedbackGiven => ("feedback", "POST", "feedback"),
        Event::Escalated => ("escalation", "POST", "escalations"),
        Event::PanelSeated => ("panel", "PUT", "panel"),
        Event::Recused => ("recusal", "POST", "recusals"),
        Event::MediationOffered => ("mediation", "POST", "mediation"),
        Event::EvidenceCalled => ("evidence_call", "POST", "evidence-call"),
        Event::FindingsDrafted => ("findings", "POST", "findings"),
        Event::FactualCheckOpened => ("factual_check", "POST", "factual-check"),
        Event::Commented => ("comment", "POST", "comments"),
        Event::Decided => ("decision", "POST", "decision"),
        Event::Appealed => ("appeal", "POST", "appeals"),
        Event::Withdrawn => ("withdrawal", "POST", "withdrawal"),
        Event::ClosedByOfficer => ("closure", "POST", "closures"),
        Event::Paused => ("pause", "PUT", "pause"),
        Event::Resumed => ("resumption", "DELETE", "pause"),
        Event::Extended => ("extension", "POST", "extensions"),
        Event::IdentityConsented => ("identity_consent", "POST", "identity-consent"),
        Event::NarrativeWithdrawn => ("narrative_withdrawal", "DELETE", "public-narrative"),
        Event::NarrativePublished => ("narrative", "PUT", "public-narrative"),
        Event::Messaged => ("message", "POST", "messages"),
        Event::ClinicReaddressed => ("clinic_address", "PUT", "clinic-address"),
        Event::RecommendationMade => ("recommendation", "POST", "recommendations"),
        _ => return None,
    };
    let href = format!("/api/v1/complaints/{id}/{path}");
    Some(Action { name: name.to_owned(), method: method.to_owned(), href })
}
