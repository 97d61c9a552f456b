//! What the table's conditions look at, and when each timer falls due.

use super::model::{
    ActionRow, InspectionRow, InspectorRow, Kind, Phase, PointRow, ScoreRow, State, StatementKind, StatementRow, Timer,
};
use super::rating::{Rated, Scores};
use crate::cases::CaseFacts;
use crate::clock::Timestamp;
use crate::specialty::{ClockRule, InspectionClocks};
use crate::workdays::{Calendar, Span};
use crate::workflow::Due;
use chrono::{NaiveDate, NaiveTime};

/// What the person who raises an event brings along, where that decides the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wish {
    #[default]
    None,
    /// The quality reader sends the draft back.
    Return,
    /// The clinic has points.
    Points,
    /// This point is the last one to be decided.
    LastPoint,
    /// This action is the last one to be completed.
    LastAction,
}

/// An inspection with everything its rules may ask.
#[derive(Debug, Clone)]
pub struct InspectionFacts {
    pub row: InspectionRow,
    /// The lead first.
    pub inspectors: Vec<InspectorRow>,
    /// Oldest first.
    pub scores: Vec<ScoreRow>,
    pub points: Vec<PointRow>,
    pub actions: Vec<ActionRow>,
    /// Oldest first.
    pub statements: Vec<StatementRow>,
    /// As published, else what the scores come to now.
    pub rated: Rated,
    pub clocks: InspectionClocks,
    /// The clinic's time zone and holidays.
    pub calendar: Calendar,
    pub wish: Wish,
}

impl CaseFacts<State> for InspectionFacts {
    fn id(&self) -> &str {
        &self.row.id
    }

    fn state(&self) -> State {
        self.row.state
    }

    fn subject_ref(&self) -> &str {
        &self.row.subject_ref
    }
}

impl InspectionFacts {
    pub fn is_public(&self) -> bool {
        self.row.published_at.is_some()
    }

    /// Announced visits begin on the last day of the notice, or later.
    pub fn notice_is_over(&self, now: Timestamp) -> bool {
        let is_over = |day: NaiveDate| self.calendar.local_day(now) >= day;
        self.row.kind == Kind::Impromptu || self.notice_until().is_some_and(is_over)
    }

    /// The last day of the notice, once the clinic was told.
    fn notice_until(&self) -> Option<NaiveDate> {
        self.row.notified_at.map(|at| self.calendar.nth_day(at, self.clocks.notice.amount, self.clocks.notice.unit))
    }

    /// The first day on which there is a reason to begin the visit: the planned one, or the end of the notice; none
    /// while the clinic of an announced visit was not told.
    pub fn visit_from(&self) -> Option<NaiveDate> {
        if self.row.kind == Kind::Impromptu { self.visit_on() } else { self.notice_until() }
    }

    /// Whether that day has come, at the clinic or by the site's clock.
    pub fn visit_may_begin(&self, now: Timestamp) -> bool {
        let today = self.calendar.local_day(now).max(now.date());
        self.visit_from().is_some_and(|day| day <= today)
    }

    /// Whether the clinic can have refused: it knows of the visit, or somebody is at its door.
    pub fn may_be_refused(&self, now: Timestamp) -> bool {
        let is_unknown = self.row.state == State::Planned;
        !is_unknown || (self.row.kind == Kind::Impromptu && self.visit_may_begin(now))
    }

    /// Whether an announced visit is nearer than the notice that its clinic would get now.
    pub fn is_too_late_to_tell(&self, now: Timestamp) -> bool {
        let over = self.calendar.nth_day(now, self.clocks.notice.amount, self.clocks.notice.unit);
        let waits = self.row.state == State::Planned && self.row.kind == Kind::Announced;
        waits && self.visit_on().is_some_and(|day| day < over)
    }

    pub fn said(&self, kind: StatementKind) -> Option<&StatementRow> {
        self.statements.iter().rfind(|statement| statement.kind == kind)
    }

    /// Whether the interim notice about the last stop was given: each stop has its own.
    pub fn is_notice_given(&self) -> bool {
        let last = |kind| self.statements.iter().rposition(|statement| statement.kind == kind);
        let stopped = last(StatementKind::Suspension);
        last(StatementKind::InterimNotice).is_some_and(|given| stopped.is_none_or(|stopped| stopped < given))
    }

    /// What was found at an item last.
    pub fn found(&self, item: &str) -> Option<&ScoreRow> {
        self.scores.iter().rfind(|score| score.item == item)
    }

    /// What the draft said of an item.
    pub fn drafted(&self, item: &str) -> Option<&ScoreRow> {
        self.scores.iter().rfind(|score| score.item == item && score.phase == Phase::Visit)
    }

    pub fn open_actions(&self) -> impl Iterator<Item = &ActionRow> {
        self.actions.iter().filter(|action| action.completed_at.is_none())
    }

    /// The day of the visit, in the clinic's time zone.
    pub fn visited_on(&self) -> Option<NaiveDate> {
        self.row.visited_at.map(|at| self.calendar.local_day(at))
    }

    fn visit_on(&self) -> Option<NaiveDate> {
        self.row.visit_on.parse().ok()
    }

    fn next_due_on(&self) -> Option<NaiveDate> {
        self.row.next_due_on.as_deref().and_then(|day| day.parse().ok())
    }
}

/// The last score of every item.
pub fn latest(scores: &[ScoreRow]) -> Scores {
    scores.iter().map(|row| (row.item.clone(), row.score)).collect()
}

/// When `timer`, started at `start`, fires: deadlines at the end of their last day, reminders at 09:00 local.
pub fn due(timer: Timer, start: Timestamp, facts: &InspectionFacts) -> Vec<Due> {
    let (clocks, calendar) = (&facts.clocks, &facts.calendar);
    let end_of = |day: Option<NaiveDate>| day.map(|day| Due::deadline(calendar.end_of(day))).into_iter().collect();
    match timer {
        Timer::VisitDue => {
            let over = facts.visit_on().map(|day| visit_over(calendar, start, day));
            over.map(Due::deadline).into_iter().collect()
        }
        Timer::LockDue => vec![missed(calendar, start, clocks.evidence_lock)],
        Timer::DraftDue => vec![missed(calendar, start, clocks.draft)],
        Timer::FactualCheckReminder => reminders(calendar, start, &clocks.factual_check),
        Timer::FactualCheckDue => vec![missed(calendar, start, clocks.factual_check.due)],
        Timer::PointsDue => vec![missed(calendar, start, clocks.points)],
        Timer::PublicationDue => vec![missed(calendar, start, clocks.publication)],
        Timer::ActionReminder => action_reminders(facts, start),
        Timer::ActionDue => action_dates(facts, start),
        Timer::NextDue => end_of(facts.next_due_on()),
        // Public by the last second of its last day.
        Timer::RefusalPublic => vec![Due::deadline(calendar.due(start, clocks.refusal_public))],
        Timer::InterimNoticeDue => vec![missed(calendar, start, clocks.safety_notice)],
    }
}

/// When the day of the visit is over at the clinic; by the site's clock, where it was over there when it was planned.
fn visit_over(calendar: &Calendar, planned: Timestamp, day: NaiveDate) -> Timestamp {
    let here = calendar.end_of(day);
    let by_site = || Timestamp::from_naive(day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN));
    if here > planned { here } else { by_site() }
}

/// The first instant after the last day.
fn missed(calendar: &Calendar, start: Timestamp, span: Span) -> Due {
    Due::deadline(calendar.missed_from(start, span))
}

/// 09:00 local on each reminder's day, of no use once the step's own date is over.
fn reminders(calendar: &Calendar, start: Timestamp, rule: &ClockRule) -> Vec<Due> {
    let over = calendar.due(start, rule.due);
    let at = |span: &Span| calendar.morning_of(calendar.nth_day(start, span.amount, span.unit));
    (1..).zip(&rule.reminders).map(|(ordinal, span)| Due { at: at(span), ordinal, skip_after: Some(over) }).collect()
}

/// The dates of open actions that lie ahead; the ordinal is the action's number.
fn action_dates(facts: &InspectionFacts, start: Timestamp) -> Vec<Due> {
    let date = |(ordinal, day)| Due { at: facts.calendar.end_of(day), ordinal, skip_after: None };
    open_dates(facts).map(date).filter(|due| due.at > start).collect()
}

fn action_reminders(facts: &InspectionFacts, start: Timestamp) -> Vec<Due> {
    let (calendar, before) = (&facts.calendar, facts.clocks.action_reminder);
    let reminder = |(ordinal, day): (u32, NaiveDate)| Due {
        at: calendar.morning_of(calendar.days_before(day, before.amount, before.unit)),
        ordinal,
        skip_after: Some(calendar.last_second_of(day)),
    };
    open_dates(facts).map(reminder).filter(|due| due.at > start).collect()
}

fn open_dates(facts: &InspectionFacts) -> impl Iterator<Item = (u32, NaiveDate)> {
    facts.open_actions().filter_map(|action| Some((u32::try_from(action.number).ok()?, action.due_on.parse().ok()?)))
}
