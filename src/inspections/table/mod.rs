//! The way of an inspection: state × event → state, who, conditions, timers, letters, leaf.

mod after;
mod report;
mod timers;
mod visit;

use super::facts::{self, InspectionFacts, Wish};
use super::model::{Event, LetterKind, Role, State, Timer};
use super::rules;
use crate::clock::Timestamp;
use crate::workflow::{Condition, Due, Opening, Requirement, TimerRule, To, Transition, Workflow};

/// The kind of case that an inspection is.
pub struct Inspection;

/// From the visit to the report: where the 45 days run, and where files may still be added.
const BEFORE_PUBLICATION: &[State] = &[
    State::Visiting,
    State::SuspendedForSafety,
    State::EvidenceLocked,
    State::Drafting,
    State::QualityCheck,
    State::FactualCheck,
    State::DecidingPoints,
    State::Ready,
];

/// With a published report that still stands.
const STANDING: &[State] = &[State::Published, State::FollowUp, State::Closed];

const RETURNED: Option<Condition<Inspection>> =
    Some(Condition { says: "the draft is sent back", holds: |facts| facts.wish == Wish::Return });
const HAS_POINTS: Option<Condition<Inspection>> =
    Some(Condition { says: "the clinic has points", holds: |facts| facts.wish == Wish::Points });
const LAST_POINT: Option<Condition<Inspection>> =
    Some(Condition { says: "it is the last point", holds: |facts| facts.wish == Wish::LastPoint });
const LAST_ACTION: Option<Condition<Inspection>> =
    Some(Condition { says: "it is the last action", holds: |facts| facts.wish == Wish::LastAction });
const NOTHING_OPEN: Option<Condition<Inspection>> =
    Some(Condition { says: "no action is open", holds: |facts| facts.open_actions().next().is_none() });

/// A line with nothing special: fill in the rest with `..line(…)`.
const fn line(
    from: &'static [State],
    on: Event,
    by: &'static [Role],
    to: To<Inspection>,
    leaf: &'static str,
) -> Transition<Inspection> {
    Transition { from, on, by, when: None, requires: &[], to, starts: &[], stops: &[], letters: &[], leaf }
}

/// The parts of the table, in its order.
const PARTS: [&[Transition<Inspection>]; 3] = [visit::LINES, report::LINES, after::LINES];

const LENGTH: usize = visit::LINES.len() + report::LINES.len() + after::LINES.len();

/// All parts as one table.
#[expect(clippy::indexing_slicing, reason = "a compile-time loop within the lengths it is made of")]
const LINES: [Transition<Inspection>; LENGTH] = {
    let mut lines = [visit::LINES[0]; LENGTH];
    let (mut part, mut filled) = (0, 0);
    while part < PARTS.len() {
        let mut place = 0;
        while place < PARTS[part].len() {
            lines[filled] = PARTS[part][place];
            filled += 1;
            place += 1;
        }
        part += 1;
    }
    lines
};

impl Workflow for Inspection {
    type State = State;
    type Event = Event;
    type Actor = Role;
    type Timer = Timer;
    type Letter = LetterKind;
    type Facts = InspectionFacts;

    const NAME: &'static str = "inspection";
    const OPENING: Opening<Self> = Opening {
        event: Event::Planned,
        by: Role::Inspector,
        to: State::Planned,
        starts: &[Timer::VisitDue],
        letters: &[],
        leaf: "inspection.planned",
    };
    const TERMINAL: &'static [State] = &[State::Aborted, State::Refused, State::Superseded];

    const TIMERS: &'static [TimerRule<Self>] = timers::RULES;
    const TRANSITIONS: &'static [Transition<Self>] = &LINES;

    fn due(timer: Timer, start: Timestamp, facts: &InspectionFacts) -> Vec<Due> {
        facts::due(timer, start, facts)
    }
}

/// A requirement of the table.
const fn needs(code: crate::error::Code, holds: fn(&InspectionFacts, Timestamp) -> bool) -> Requirement<Inspection> {
    Requirement { code, holds }
}

const ANNOUNCED: Requirement<Inspection> =
    needs(rules::NO_NOTICE, |facts, _| facts.row.kind == super::model::Kind::Announced);
const IMPROMPTU: Requirement<Inspection> =
    needs(rules::NOT_NOTIFIED, |facts, _| facts.row.kind == super::model::Kind::Impromptu);
const NOTICE_LEFT: Requirement<Inspection> =
    needs(rules::NOTICE_TOO_SHORT, |facts, now| !facts.is_too_late_to_tell(now));
const NOTICE_OVER: Requirement<Inspection> = needs(rules::NOTICE_NOT_OVER, |facts, now| facts.notice_is_over(now));
