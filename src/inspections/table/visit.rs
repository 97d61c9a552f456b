//! From the plan to the lock, and what may end a visit before.

use super::{ANNOUNCED, BEFORE_PUBLICATION, IMPROMPTU, Inspection, NOTICE_LEFT, NOTICE_OVER, line, needs};
use crate::inspections::model::{Event, LetterKind, Role, State, Timer};
use crate::inspections::rules;
use crate::workflow::{To, Transition};

pub const LINES: &[Transition<Inspection>] = &[
    Transition {
        requires: &[ANNOUNCED, NOTICE_LEFT],
        letters: &[LetterKind::Notification],
        ..line(
            &[State::Planned],
            Event::Notified,
            &[Role::Inspector],
            To::State(State::Notified),
            "inspection.notified",
        )
    },
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(
            &[State::Planned, State::Notified],
            Event::VisitMissed,
            &[Role::Clock],
            To::Same,
            "inspection.deadline_missed",
        )
    },
    Transition {
        requires: &[IMPROMPTU],
        starts: &[Timer::LockDue, Timer::PublicationDue],
        ..line(&[State::Planned], Event::VisitBegan, &[Role::Inspector], To::State(State::Visiting), "inspection.visit")
    },
    Transition {
        requires: &[NOTICE_OVER],
        starts: &[Timer::LockDue, Timer::PublicationDue],
        ..line(
            &[State::Notified],
            Event::VisitBegan,
            &[Role::Inspector],
            To::State(State::Visiting),
            "inspection.visit",
        )
    },
    line(&[State::Visiting], Event::ItemScored, &[Role::Inspector], To::Same, "inspection.item"),
    line(BEFORE_PUBLICATION, Event::EvidenceAdded, &[Role::Inspector], To::Same, "inspection.evidence"),
    Transition {
        starts: &[Timer::DraftDue],
        letters: &[LetterKind::Inventory],
        ..line(
            &[State::Visiting],
            Event::EvidenceLocked,
            &[Role::Inspector],
            To::State(State::EvidenceLocked),
            "inspection.evidence_locked",
        )
    },
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(&[State::Visiting], Event::LockMissed, &[Role::Clock], To::Same, "inspection.deadline_missed")
    },
    // Safety
    Transition {
        starts: &[Timer::InterimNoticeDue],
        ..line(
            &[State::Visiting],
            Event::SuspendedForSafety,
            &[Role::Inspector],
            To::State(State::SuspendedForSafety),
            "inspection.suspended_for_safety",
        )
    },
    Transition {
        requires: &[needs(rules::NOTICE_GIVEN, |facts, _| !facts.is_notice_given())],
        stops: &[Timer::InterimNoticeDue],
        letters: &[LetterKind::InterimNotice],
        ..line(
            &[State::SuspendedForSafety],
            Event::InterimNoticeGiven,
            &[Role::Inspector],
            To::Same,
            "inspection.interim_notice",
        )
    },
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(
            &[State::SuspendedForSafety],
            Event::InterimNoticeMissed,
            &[Role::Clock],
            To::Same,
            "inspection.deadline_missed",
        )
    },
    Transition {
        starts: &[Timer::LockDue],
        ..line(
            &[State::SuspendedForSafety],
            Event::Resumed,
            &[Role::Inspector],
            To::State(State::Visiting),
            "inspection.resumed",
        )
    },
    // Ends before a report
    Transition {
        starts: &[Timer::RefusalPublic],
        letters: &[LetterKind::Refused],
        ..line(
            &[State::Planned, State::Notified, State::Visiting],
            Event::Refused,
            &[Role::Inspector],
            To::State(State::Refused),
            "inspection.refused",
        )
    },
    Transition {
        requires: &[needs(rules::ALREADY_PUBLIC, |facts, _| !facts.is_public())],
        stops: &[Timer::RefusalPublic],
        ..line(
            &[State::Refused],
            Event::RefusalPublished,
            &[Role::Lead, Role::Clock],
            To::Same,
            "inspection.refusal_published",
        )
    },
    Transition {
        letters: &[LetterKind::Aborted],
        ..line(
            &[State::Planned, State::Notified, State::Visiting, State::SuspendedForSafety],
            Event::Aborted,
            &[Role::Lead],
            To::State(State::Aborted),
            "inspection.aborted",
        )
    },
];
