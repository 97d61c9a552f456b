//! From the lock to the report: draft, quality check, factual check, points.

use super::{BEFORE_PUBLICATION, HAS_POINTS, Inspection, LAST_POINT, RETURNED, line};
use crate::inspections::model::{Event, LetterKind, Role, State, Timer};
use crate::workflow::{To, Transition};

pub const LINES: &[Transition<Inspection>] = &[
    Transition {
        letters: &[LetterKind::DraftWaits],
        ..line(
            &[State::EvidenceLocked, State::Drafting],
            Event::Drafted,
            &[Role::Inspector],
            To::State(State::QualityCheck),
            "inspection.draft",
        )
    },
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(
            &[State::EvidenceLocked, State::Drafting],
            Event::DraftMissed,
            &[Role::Clock],
            To::Same,
            "inspection.deadline_missed",
        )
    },
    Transition {
        when: RETURNED,
        starts: &[Timer::DraftDue],
        letters: &[LetterKind::DraftReturned],
        ..line(
            &[State::QualityCheck],
            Event::QualityChecked,
            &[Role::QualityReader],
            To::State(State::Drafting),
            "inspection.quality_check",
        )
    },
    Transition {
        starts: &[Timer::FactualCheckReminder, Timer::FactualCheckDue],
        letters: &[LetterKind::Draft],
        ..line(
            &[State::QualityCheck],
            Event::QualityChecked,
            &[Role::QualityReader],
            To::State(State::FactualCheck),
            "inspection.quality_check",
        )
    },
    Transition {
        letters: &[LetterKind::DraftReminder],
        ..line(&[State::FactualCheck], Event::FactualCheckReminded, &[Role::Clock], To::Same, "inspection.reminded")
    },
    Transition {
        letters: &[LetterKind::Ready],
        ..line(
            &[State::FactualCheck],
            Event::FactualCheckEnded,
            &[Role::Clock],
            To::State(State::Ready),
            "inspection.factual_check",
        )
    },
    Transition {
        when: HAS_POINTS,
        starts: &[Timer::PointsDue],
        letters: &[LetterKind::PointsWait],
        ..line(
            &[State::FactualCheck],
            Event::FactualCheckAnswered,
            &[Role::Clinic],
            To::State(State::DecidingPoints),
            "inspection.factual_check",
        )
    },
    Transition {
        letters: &[LetterKind::Ready],
        ..line(
            &[State::FactualCheck],
            Event::FactualCheckAnswered,
            &[Role::Clinic],
            To::State(State::Ready),
            "inspection.factual_check",
        )
    },
    Transition {
        when: LAST_POINT,
        letters: &[LetterKind::PointsDecided, LetterKind::Ready],
        ..line(
            &[State::DecidingPoints],
            Event::PointDecided,
            &[Role::PointsOfficer],
            To::State(State::Ready),
            "inspection.point",
        )
    },
    line(&[State::DecidingPoints], Event::PointDecided, &[Role::PointsOfficer], To::Same, "inspection.point"),
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(&[State::DecidingPoints], Event::PointsMissed, &[Role::Clock], To::Same, "inspection.deadline_missed")
    },
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(BEFORE_PUBLICATION, Event::PublicationMissed, &[Role::Clock], To::Same, "inspection.deadline_missed")
    },
    Transition {
        starts: &[Timer::ActionReminder, Timer::ActionDue, Timer::NextDue],
        letters: &[LetterKind::Published],
        ..line(&[State::Ready], Event::Published, &[Role::Lead], To::State(State::Published), "inspection.published")
    },
];
