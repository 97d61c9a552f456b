//! After publication: the clinic's answer, actions, corrections, the next report.

use super::{Inspection, LAST_ACTION, NOTHING_OPEN, STANDING, line, needs};
use crate::inspections::model::{Event, LetterKind, Role, State, StatementKind, Timer};
use crate::inspections::rules;
use crate::workflow::{To, Transition};

const ACTION_TIMERS: &[Timer] = &[Timer::ActionReminder, Timer::ActionDue];
const WITH_ACTIONS: &[State] = &[State::Published, State::FollowUp];

pub const LINES: &[Transition<Inspection>] = &[
    Transition {
        requires: &[needs(rules::ALREADY_ANSWERED, |facts, _| {
            !facts.is_public() || facts.said(StatementKind::ClinicAnswer).is_none()
        })],
        ..line(
            &[
                State::FactualCheck,
                State::DecidingPoints,
                State::Ready,
                State::Published,
                State::FollowUp,
                State::Closed,
            ],
            Event::ClinicAnswered,
            &[Role::Clinic],
            To::Same,
            "inspection.clinic_answer",
        )
    },
    Transition {
        when: LAST_ACTION,
        stops: ACTION_TIMERS,
        ..line(
            WITH_ACTIONS,
            Event::ActionCompleted,
            &[Role::Lead],
            To::State(State::Closed),
            "inspection.action_completed",
        )
    },
    Transition {
        starts: ACTION_TIMERS,
        stops: ACTION_TIMERS,
        ..line(
            WITH_ACTIONS,
            Event::ActionCompleted,
            &[Role::Lead],
            To::State(State::FollowUp),
            "inspection.action_completed",
        )
    },
    Transition {
        letters: &[LetterKind::ActionReminder],
        ..line(WITH_ACTIONS, Event::ActionReminded, &[Role::Clock], To::Same, "inspection.reminded")
    },
    Transition {
        letters: &[LetterKind::ActionOverdue],
        ..line(
            WITH_ACTIONS,
            Event::ActionMissed,
            &[Role::Clock],
            To::State(State::FollowUp),
            "inspection.deadline_missed",
        )
    },
    Transition {
        when: NOTHING_OPEN,
        letters: &[LetterKind::NextDue],
        ..line(STANDING, Event::NextDue, &[Role::Clock], To::State(State::Closed), "inspection.next_due")
    },
    Transition {
        letters: &[LetterKind::NextDue],
        ..line(STANDING, Event::NextDue, &[Role::Clock], To::Same, "inspection.next_due")
    },
    line(STANDING, Event::Corrected, &[Role::Lead], To::Same, "inspection.corrected"),
    line(STANDING, Event::Superseded, &[Role::NewerReport], To::State(State::Superseded), "inspection.superseded"),
];
