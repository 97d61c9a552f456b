//! Off-ramps and marks: what may happen in any open state.

use super::{ANY, BEFORE_CLINIC, Complaint, NOT_PAUSED, OPEN, PUBLISHABLE, line};
use crate::complaints::model::{Event, LetterKind, Role, State, Timer};
use crate::complaints::rules;
use crate::error::ILLEGAL_TRANSITION;
use crate::workflow::{Requirement, To, Transition};

pub const LINES: &[Transition<Complaint>] = &[
    // Off-ramps and marks
    Transition {
        letters: &[LetterKind::Closed],
        ..line(OPEN, Event::Withdrawn, &[Role::Patient], To::State(State::Closed), "complaint.closed")
    },
    Transition {
        letters: &[LetterKind::Closed],
        ..line(OPEN, Event::ClosedByOfficer, &[Role::Officer], To::State(State::Closed), "complaint.closed")
    },
    Transition {
        requires: &[NOT_PAUSED],
        starts: &[Timer::PauseDue],
        letters: &[LetterKind::Paused],
        ..line(OPEN, Event::Paused, &[Role::Officer], To::Same, "complaint.paused")
    },
    Transition {
        requires: &[Requirement { code: rules::NOT_PAUSED, holds: |facts, _| facts.row.paused_until.is_some() }],
        stops: &[Timer::PauseDue],
        ..line(OPEN, Event::Resumed, &[Role::Officer, Role::Clock], To::Same, "complaint.resumed")
    },
    Transition {
        requires: &[Requirement { code: rules::ALREADY_EXTENDED, holds: |facts, _| facts.may_extend() }],
        ..line(&[State::ProofAsked], Event::Extended, &[Role::Officer], To::Same, "complaint.extended")
    },
    Transition {
        letters: &[LetterKind::IdentityConsented],
        // What the clinic was told without a name is not told again with one.
        requires: &[Requirement { code: ILLEGAL_TRANSITION, holds: |facts, _| !facts.row.identity_consent }],
        ..line(BEFORE_CLINIC, Event::IdentityConsented, &[Role::Patient], To::Same, "consent.granted")
    },
    Transition {
        requires: &[Requirement {
            code: rules::NO_PUBLIC_NARRATIVE,
            // Consent without words publishes procedure and response code, and is taken back like any other.
            holds: |facts, _| facts.row.public_narrative.is_some() || facts.row.publish_narrative,
        }],
        ..line(ANY, Event::NarrativeWithdrawn, &[Role::Patient], To::Same, "consent.revoked")
    },
    Transition {
        requires: &[Requirement { code: ILLEGAL_TRANSITION, holds: |facts, _| !facts.is_never_public() }],
        ..line(ANY, Event::NarrativePublished, &[Role::Patient], To::Same, "consent.granted")
    },
    line(PUBLISHABLE, Event::PublicationDue, &[Role::Clock], To::Same, "complaint.published"),
];
