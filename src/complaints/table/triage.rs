//! Triage and proof: until the clinic or the coalition has the case.

use super::{
    ATTEMPT_SHOWN, Complaint, ESCALATION_LETTERS, OPEN, PROOF_NEEDED, TO_CLINIC, TO_COALITION, WITH_OTHERS, line,
};
use crate::complaints::model::{Event, LetterKind, Role, State, Timer};
use crate::workflow::{To, Transition};

pub const LINES: &[Transition<Complaint>] = &[
    // 2 · triage
    Transition {
        when: PROOF_NEEDED,
        starts: &[Timer::ProofReminder, Timer::ProofDue, Timer::InterimVote],
        letters: &[LetterKind::Plan, LetterKind::ProofRequest],
        ..line(&[State::Submitted], Event::Triaged, &[Role::Officer], To::State(State::ProofAsked), "complaint.triaged")
    },
    Transition {
        when: ATTEMPT_SHOWN,
        starts: &[Timer::PanelDue, Timer::FindingsDue, Timer::DecisionDue, Timer::InterimVote, Timer::PublicationDue],
        letters: &[
            LetterKind::Plan,
            LetterKind::EscalatedToCoalition,
            LetterKind::EscalatedToPatient,
            LetterKind::EscalatedToClinic,
        ],
        ..line(&[State::Submitted], Event::Triaged, &[Role::Officer], To::State(State::Escalated), "complaint.triaged")
    },
    Transition {
        starts: TO_CLINIC,
        letters: &[LetterKind::Plan, LetterKind::ClinicWritten, LetterKind::SentToday],
        ..line(&[State::Submitted], Event::Triaged, &[Role::Officer], To::State(State::WithClinic), "complaint.triaged")
    },
    Transition {
        letters: &[LetterKind::TriageOverdue],
        ..line(&[State::Submitted], Event::TriageMissed, &[Role::Clock], To::Same, "complaint.deadline_missed")
    },
    Transition {
        starts: &[Timer::ResultMonth],
        letters: &[LetterKind::ResultAwaited],
        ..line(
            &[State::Submitted],
            Event::ResultAwaited,
            &[Role::Officer],
            To::State(State::WaitingForResult),
            "complaint.state",
        )
    },
    Transition {
        starts: &[Timer::TriageDue],
        letters: &[LetterKind::ResultDue],
        ..line(
            &[State::WaitingForResult],
            Event::ResultDue,
            &[Role::Clock],
            To::State(State::Submitted),
            "complaint.state",
        )
    },
    // 3 · proof
    Transition {
        letters: &[LetterKind::ProofReminder],
        ..line(&[State::ProofAsked], Event::ProofReminded, &[Role::Clock], To::Same, "complaint.reminded")
    },
    Transition {
        when: ATTEMPT_SHOWN,
        starts: TO_COALITION,
        letters: ESCALATION_LETTERS,
        ..line(
            &[State::ProofAsked],
            Event::EvidenceAssessed,
            &[Role::Officer],
            To::State(State::Escalated),
            "complaint.state",
        )
    },
    Transition {
        starts: TO_CLINIC,
        letters: &[LetterKind::ClinicWritten, LetterKind::SentToday],
        ..line(
            &[State::ProofAsked],
            Event::EvidenceAssessed,
            &[Role::Officer],
            To::State(State::WithClinic),
            "complaint.state",
        )
    },
    Transition {
        when: ATTEMPT_SHOWN,
        starts: TO_COALITION,
        letters: ESCALATION_LETTERS,
        ..line(
            &[State::ProofAsked],
            Event::ProofMissed,
            &[Role::Clock],
            To::State(State::Escalated),
            "complaint.deadline_missed",
        )
    },
    Transition {
        starts: TO_CLINIC,
        letters: &[LetterKind::ClinicWritten, LetterKind::SentToday],
        ..line(
            &[State::ProofAsked],
            Event::ProofMissed,
            &[Role::Clock],
            To::State(State::WithClinic),
            "complaint.deadline_missed",
        )
    },
    // Proof that was not asked for can still be looked at.
    line(WITH_OTHERS, Event::EvidenceAssessed, &[Role::Officer], To::Same, "complaint.state"),
    line(&[State::WithClinic], Event::EvidenceAssessed, &[Role::Officer], To::Same, "complaint.state"),
    line(OPEN, Event::EvidenceAdded, &[Role::Patient], To::Same, "complaint.evidence"),
];
