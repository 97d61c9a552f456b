//! What is written beside the ladder: messages between a side and its officer, and letters that do not arrive.

use super::{ANY, CUT_OFF, Complaint, OPEN, UNDELIVERABLE, WITH_OTHERS, line};
use crate::complaints::facts::Wish;
use crate::complaints::model::{Event, LetterKind, Role, State, Timer};
use crate::complaints::rules;
use crate::workflow::{Condition, Requirement, To, Transition};

const TO_THE_CLINIC: Option<Condition<Complaint>> =
    Some(Condition { says: "it is for the clinic", holds: |facts| facts.wish == Wish::TellClinic });

/// What a clinic is timed by: none of it runs while no letter reaches it.
const UNTIMELY_CLOCK: &[Timer] = &[
    Timer::AcknowledgementReminder,
    Timer::AcknowledgementDue,
    Timer::ResponseReminder,
    Timer::ResponseDue,
    Timer::PublicationDue,
];

pub const LINES: &[Transition<Complaint>] = &[
    Transition {
        letters: &[LetterKind::MessageToOfficer],
        ..line(ANY, Event::Messaged, &[Role::Patient, Role::Clinic], To::Same, "complaint.message")
    },
    Transition {
        when: TO_THE_CLINIC,
        requires: &[Requirement { code: rules::CLINIC_NOT_WRITTEN, holds: |facts, _| facts.is_sent() }],
        letters: &[LetterKind::MessageToClinic],
        ..line(ANY, Event::Messaged, &[Role::Officer], To::Same, "complaint.message")
    },
    Transition {
        letters: &[LetterKind::MessageToPatient],
        ..line(ANY, Event::Messaged, &[Role::Officer], To::Same, "complaint.message")
    },
    // Letters that do not arrive
    Transition {
        when: CUT_OFF,
        stops: UNTIMELY_CLOCK,
        letters: &[LetterKind::Undeliverable],
        ..line(&[State::WithClinic], Event::MailUndeliverable, &[Role::Clock], To::Same, "complaint.undeliverable")
    },
    Transition {
        letters: &[LetterKind::Undeliverable],
        ..line(&[State::WithClinic], Event::MailUndeliverable, &[Role::Clock], To::Same, "complaint.undeliverable")
    },
    Transition {
        letters: &[LetterKind::Undeliverable],
        ..line(WITH_OTHERS, Event::MailUndeliverable, &[Role::Clock], To::Same, "complaint.undeliverable")
    },
    Transition {
        when: UNDELIVERABLE,
        starts: &[
            Timer::AcknowledgementReminder,
            Timer::AcknowledgementDue,
            Timer::ResponseReminder,
            Timer::ResponseDue,
            Timer::EscalationWithoutResponse,
            Timer::PublicationDue,
        ],
        stops: &[
            Timer::AcknowledgementReminder,
            Timer::AcknowledgementDue,
            Timer::ResponseReminder,
            Timer::ResponseDue,
            Timer::EscalationWithoutResponse,
            Timer::PublicationDue,
        ],
        letters: &[LetterKind::ClinicWritten, LetterKind::SentToday],
        ..line(&[State::WithClinic], Event::ClinicReaddressed, &[Role::Officer], To::Same, "complaint.readdressed")
    },
    line(OPEN, Event::ClinicReaddressed, &[Role::Officer], To::Same, "complaint.readdressed"),
];
