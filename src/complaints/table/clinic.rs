//! With the clinic: receipt, response, feedback, escalation.

use super::{ASKS_FOR_TIME, Complaint, ESCALATION_LETTERS, NOT_PAUSED, OPEN, TO_COALITION, WANTS_COALITION, line};
use crate::complaints::facts::Wish;
use crate::complaints::model::{Event, LetterKind, Role, State, Timer};
use crate::complaints::rules;
use crate::workflow::{Requirement, To, Transition};

pub const LINES: &[Transition<Complaint>] = &[
    // 4–5 · with the clinic
    Transition {
        letters: &[LetterKind::AcknowledgementReminder],
        ..line(&[State::WithClinic], Event::AcknowledgementReminded, &[Role::Clock], To::Same, "complaint.reminded")
    },
    Transition {
        letters: &[LetterKind::NotAcknowledged],
        ..line(
            &[State::WithClinic],
            Event::AcknowledgementMissed,
            &[Role::Clock],
            To::Same,
            "complaint.deadline_missed",
        )
    },
    Transition {
        requires: &[Requirement {
            code: rules::ALREADY_ACKNOWLEDGED,
            holds: |facts, _| facts.row.acknowledged_at.is_none(),
        }],
        stops: &[Timer::AcknowledgementReminder, Timer::AcknowledgementDue],
        letters: &[LetterKind::Acknowledged],
        ..line(&[State::WithClinic], Event::Acknowledged, &[Role::Clinic], To::Same, "complaint.acknowledged")
    },
    // 6–7 · the response
    Transition {
        letters: &[LetterKind::ResponseReminder],
        ..line(&[State::WithClinic], Event::ResponseReminded, &[Role::Clock], To::Same, "complaint.reminded")
    },
    Transition {
        letters: &[LetterKind::ResponseMissed],
        ..line(&[State::WithClinic], Event::DeadlineMissed, &[Role::Clock], To::Same, "complaint.deadline_missed")
    },
    Transition {
        when: ASKS_FOR_TIME,
        requires: &[NOT_PAUSED],
        starts: &[Timer::FinalReminder, Timer::EscalationWithoutFinal],
        stops: &[Timer::PublicationDue],
        letters: &[LetterKind::InProgress],
        ..line(
            &[State::WithClinic],
            Event::Responded,
            &[Role::Clinic],
            To::State(State::InProgress),
            "complaint.response",
        )
    },
    Transition {
        requires: &[
            NOT_PAUSED,
            Requirement { code: rules::FINAL_ANSWER_DUE, holds: |facts, _| facts.wish != Wish::MoreTime },
        ],
        starts: &[Timer::FeedbackReminder, Timer::FeedbackDue],
        stops: &[Timer::PublicationDue],
        letters: &[LetterKind::FeedbackQuestion],
        ..line(
            &[State::WithClinic, State::InProgress],
            Event::Responded,
            &[Role::Clinic],
            To::State(State::AwaitingFeedback),
            "complaint.response",
        )
    },
    Transition {
        letters: &[LetterKind::FinalReminder],
        ..line(&[State::InProgress], Event::FinalReminded, &[Role::Clock], To::Same, "complaint.reminded")
    },
    // 8 · feedback
    Transition {
        letters: &[LetterKind::FeedbackReminder],
        ..line(&[State::AwaitingFeedback], Event::FeedbackReminded, &[Role::Clock], To::Same, "complaint.reminded")
    },
    Transition {
        letters: &[LetterKind::Closed],
        ..line(
            &[State::AwaitingFeedback],
            Event::FeedbackMissed,
            &[Role::Clock],
            To::State(State::Closed),
            "complaint.closed",
        )
    },
    Transition {
        when: WANTS_COALITION,
        starts: TO_COALITION,
        letters: ESCALATION_LETTERS,
        ..line(
            &[State::AwaitingFeedback],
            Event::FeedbackGiven,
            &[Role::Patient],
            To::State(State::Escalated),
            "complaint.escalated",
        )
    },
    Transition {
        letters: &[LetterKind::Closed],
        ..line(
            &[State::AwaitingFeedback],
            Event::FeedbackGiven,
            &[Role::Patient],
            To::State(State::Closed),
            "complaint.closed",
        )
    },
    // 9 · escalation
    Transition {
        requires: &[
            NOT_PAUSED,
            Requirement { code: rules::RESPONSE_NOT_LATE, holds: |facts, now| facts.may_escalate(now) },
        ],
        starts: TO_COALITION,
        letters: ESCALATION_LETTERS,
        ..line(
            &[State::WithClinic, State::InProgress],
            Event::Escalated,
            &[Role::Patient],
            To::State(State::Escalated),
            "complaint.escalated",
        )
    },
    Transition {
        starts: TO_COALITION,
        letters: ESCALATION_LETTERS,
        ..line(
            &[State::WithClinic, State::InProgress],
            Event::Escalated,
            &[Role::Clock],
            To::State(State::Escalated),
            "complaint.escalated",
        )
    },
    Transition {
        letters: &[LetterKind::InterimVoteDue],
        ..line(OPEN, Event::InterimVoteDue, &[Role::Clock], To::Same, "complaint.deadline_missed")
    },
];
