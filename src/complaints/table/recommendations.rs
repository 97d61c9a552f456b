//! After a decision that upholds: what the panel recommends, by when, and whether it was done.

use super::{AFTER_DECISION, Complaint, line};
use crate::complaints::model::{Event, LetterKind, Role, State, Timer};
use crate::complaints::rules;
use crate::workflow::{Requirement, To, Transition};

/// 17 · recommendations
pub const LINES: &[Transition<Complaint>] = &[
    Transition {
        requires: &[Requirement { code: rules::NOT_UPHELD, holds: |facts, _| rules::upholds(facts.row.outcome) }],
        starts: &[Timer::RecommendationReminder, Timer::RecommendationOverdue],
        letters: &[LetterKind::RecommendationMade],
        ..line(
            &[State::Decided, State::Closed],
            Event::RecommendationMade,
            &[Role::Panel],
            To::Same,
            "complaint.recommendation",
        )
    },
    Transition {
        letters: &[LetterKind::RecommendationReminder],
        ..line(AFTER_DECISION, Event::RecommendationReminded, &[Role::Clock], To::Same, "complaint.reminded")
    },
    Transition {
        letters: &[LetterKind::RecommendationOverdue],
        ..line(AFTER_DECISION, Event::RecommendationOverdue, &[Role::Clock], To::Same, "complaint.deadline_missed")
    },
    Transition {
        requires: &[Requirement {
            code: rules::NO_OPEN_RECOMMENDATION,
            holds: |facts, _| !facts.open_recommendations.is_empty(),
        }],
        letters: &[LetterKind::RecommendationCompleted],
        ..line(
            AFTER_DECISION,
            Event::RecommendationCompleted,
            &[Role::Clinic, Role::Officer],
            To::Same,
            "complaint.recommendation",
        )
    },
];
