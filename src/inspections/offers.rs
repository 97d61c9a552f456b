//! Whose turn it is, and what each may do now.

use super::api::{Action, Next};
use super::facts::{self, InspectionFacts};
use super::model::{Event, Role, State, StatementKind, Timer};
use super::table::Inspection;
use crate::cases::TimerRow;
use crate::clock::Timestamp;
use crate::workflow;
use chrono::{Duration, NaiveDate, NaiveTime};

/// Whose turn it is, and until when: the first date that is not a reminder.
pub fn next(facts: &InspectionFacts, timers: &[TimerRow]) -> Option<Next> {
    let (actor, step, timer) = turn(facts)?;
    let due = timers.iter().find(|row| Some(row.timer.as_str()) == timer.map(Timer::as_str));
    let due = due.map(|row| shown(facts, row.due_at)).or_else(|| missed_action(facts, timer));
    let due = due.or_else(|| missed_step(facts, timer?));
    Some(Next { actor: actor.to_owned(), step: step.to_owned(), due })
}

/// The date of the first open action whose clock has run out: the date stays, and is over.
fn missed_action(facts: &InspectionFacts, timer: Option<Timer>) -> Option<Timestamp> {
    let days = facts.open_actions().filter(|_| timer == Some(Timer::ActionDue));
    let first: NaiveDate = days.filter_map(|action| action.due_on.parse().ok()).min()?;
    Some(facts.calendar.end_of(first).minus(Duration::seconds(1)))
}

/// The date of a step before publication whose clock has run out, counted again from where it began: the date stays,
/// and is over. None where nobody wrote down when it began.
fn missed_step(facts: &InspectionFacts, timer: Timer) -> Option<Timestamp> {
    let said = |kind| facts.said(kind).map(|said| said.at);
    let began = match timer {
        Timer::VisitDue => Some(facts.row.created_at),
        Timer::LockDue if said(StatementKind::Suspension).is_none() => facts.row.visited_at,
        Timer::DraftDue if facts.row.state == State::Drafting => said(StatementKind::QualityNotes),
        Timer::DraftDue => facts.row.locked_at,
        Timer::InterimNoticeDue => said(StatementKind::Suspension),
        Timer::PointsDue => facts.points.iter().map(|point| point.at).max(),
        Timer::PublicationDue => facts.row.visited_at,
        _ => None,
    };
    facts::due(timer, began?, facts).first().map(|due| shown(facts, due.at))
}

/// What is missed at midnight is due by the last second of the day before.
pub fn shown(facts: &InspectionFacts, at: Timestamp) -> Timestamp {
    let local = at.to_utc().with_timezone(&facts.calendar.time_zone);
    if local.time() == NaiveTime::MIN { at.minus(Duration::seconds(1)) } else { at }
}

/// Who acts next in a state, at what, and the timer that keeps its date.
fn turn(facts: &InspectionFacts) -> Option<(&'static str, &'static str, Option<Timer>)> {
    Some(match facts.row.state {
        State::Planned | State::Notified => ("inspector", "visit", Some(Timer::VisitDue)),
        State::Visiting => ("inspector", "evidence_lock", Some(Timer::LockDue)),
        State::SuspendedForSafety if facts.is_notice_given() => ("inspector", "resumption", None),
        State::SuspendedForSafety => ("inspector", "interim_notice", Some(Timer::InterimNoticeDue)),
        State::EvidenceLocked | State::Drafting => ("inspector", "draft", Some(Timer::DraftDue)),
        State::QualityCheck => ("quality_reader", "quality_check", Some(Timer::PublicationDue)),
        State::FactualCheck => ("clinic", "factual_check", Some(Timer::FactualCheckDue)),
        State::DecidingPoints => ("points_officer", "points", Some(Timer::PointsDue)),
        State::Ready => ("lead", "publication", Some(Timer::PublicationDue)),
        State::Published | State::FollowUp if facts.open_actions().next().is_some() => {
            ("clinic", "actions", Some(Timer::ActionDue))
        }
        State::Published | State::FollowUp | State::Closed => ("clock", "next_inspection", Some(Timer::NextDue)),
        State::Refused if !facts.is_public() => ("clock", "publication", Some(Timer::RefusalPublic)),
        State::Refused | State::Aborted | State::Superseded => return None,
    })
}

/// The acts open to somebody in these capacities, in the order of the table.
pub fn actions_for(facts: &InspectionFacts, roles: &[Role], now: Timestamp) -> Vec<Action> {
    let mut open = Vec::new();
    for role in roles {
        for event in workflow::allowed::<Inspection>(facts.row.state, *role, facts, now) {
            for action in offered(facts, event) {
                if !open.contains(&action) {
                    open.push(action);
                }
            }
        }
    }
    open
}

fn offered(facts: &InspectionFacts, event: Event) -> Vec<Action> {
    let act = |name: &str, method: &str, path: &str| Action {
        name: name.to_owned(),
        method: method.to_owned(),
        href: format!("/api/v1/inspections/{}/{path}", facts.row.id),
    };
    let one = |name, method, path| vec![act(name, method, path)];
    match event {
        Event::Notified => one("notification", "POST", "notification"),
        Event::VisitBegan => one("visit", "POST", "visit"),
        Event::ItemScored => one("score", "PUT", "items/{code}"),
        Event::EvidenceAdded => one("evidence", "POST", "items/{code}/evidence"),
        Event::EvidenceLocked => one("evidence_lock", "POST", "evidence-lock"),
        Event::Drafted => one("draft", "PUT", "draft"),
        Event::QualityChecked => one("quality_check", "POST", "quality-check"),
        Event::FactualCheckAnswered => one("factual_check", "POST", "factual-check"),
        Event::PointDecided => {
            let open = facts.points.iter().filter(|point| point.accepted.is_none());
            open.map(|point| act("point_decision", "PUT", &format!("points/{}/decision", point.number))).collect()
        }
        Event::ClinicAnswered => one("clinic_answer", "PUT", "clinic-answer"),
        Event::Published | Event::RefusalPublished => one("publication", "POST", "publication"),
        Event::ActionCompleted => {
            let open = facts.open_actions();
            open.map(|action| act("action_completion", "POST", &format!("actions/{}/completion", action.number)))
                .collect()
        }
        Event::Corrected => one("correction", "POST", "corrections"),
        Event::Refused => one("refusal", "POST", "refusal"),
        Event::Aborted => one("abortion", "POST", "abortion"),
        Event::SuspendedForSafety => one("suspension", "POST", "suspension"),
        Event::InterimNoticeGiven => one("interim_notice", "POST", "interim-notice"),
        Event::Resumed => one("resumption", "POST", "resumption"),
        _ => Vec::new(),
    }
}
