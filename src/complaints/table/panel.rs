//! With the coalition: the panel at work, findings, decision, appeal.

use super::{Complaint, NOT_PAUSED, WITH_PANEL, line};
use crate::complaints::model::{Event, LetterKind, Role, State, Timer};
use crate::complaints::rules;
use crate::workflow::{Condition, Requirement, To, Transition};

/// A panel that a recusal left incomplete stays in `under_review`, where the board fills the seat: further on
/// nobody could.
const PANEL_COMPLETE: Requirement<Complaint> =
    Requirement { code: rules::PANEL_NOT_COMPLETE, holds: |facts, _| facts.panel_is_complete() };

const SOMEBODY_FELL: Option<Condition<Complaint>> =
    Some(Condition { says: "somebody on the panel may judge no more", holds: |facts| !facts.fallen.is_empty() });

/// The states in which a panel sits.
pub const AT_WORK: &[State] =
    &[State::UnderReview, State::Mediation, State::EvidenceCall, State::Drafting, State::FactualCheck];

/// The states in which a panel that is complete hears the case.
const HEARING: &[State] = &[State::Mediation, State::EvidenceCall, State::Drafting, State::FactualCheck];

pub const LINES: &[Transition<Complaint>] = &[
    // 10–12 · the panel at work
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(
            &[State::Escalated, State::UnderAppeal],
            Event::PanelMissed,
            &[Role::Clock],
            To::Same,
            "complaint.deadline_missed",
        )
    },
    Transition {
        letters: &[LetterKind::PanelSeated],
        ..line(
            &[State::Escalated, State::UnderReview],
            Event::PanelSeated,
            &[Role::Board],
            To::State(State::UnderReview),
            "complaint.panel",
        )
    },
    // Whoever may judge no more and does not leave must not stand in the way of a decision.
    Transition {
        when: SOMEBODY_FELL,
        letters: &[LetterKind::PanelSeated],
        ..line(HEARING, Event::PanelSeated, &[Role::Board], To::State(State::UnderReview), "complaint.panel")
    },
    line(AT_WORK, Event::Recused, &[Role::Panel], To::State(State::UnderReview), "complaint.recused"),
    Transition {
        requires: &[PANEL_COMPLETE],
        starts: &[Timer::MediationDue],
        letters: &[LetterKind::MediationOffered],
        ..line(
            &[State::UnderReview],
            Event::MediationOffered,
            &[Role::Panel],
            To::State(State::Mediation),
            "complaint.state",
        )
    },
    line(
        &[State::Mediation],
        Event::MediationEnded,
        &[Role::Clock, Role::Panel],
        To::State(State::UnderReview),
        "complaint.state",
    ),
    Transition {
        requires: &[PANEL_COMPLETE],
        starts: &[Timer::EvidenceCallDue],
        letters: &[LetterKind::EvidenceCall],
        ..line(
            &[State::UnderReview, State::Mediation],
            Event::EvidenceCalled,
            &[Role::Panel],
            To::State(State::EvidenceCall),
            "complaint.state",
        )
    },
    line(
        &[State::EvidenceCall],
        Event::EvidenceCallEnded,
        &[Role::Clock],
        To::State(State::Drafting),
        "complaint.state",
    ),
    // 13–15 · findings, factual check, decision
    Transition {
        requires: &[PANEL_COMPLETE],
        stops: &[Timer::FindingsDue],
        ..line(
            &[State::UnderReview, State::EvidenceCall, State::Drafting],
            Event::FindingsDrafted,
            &[Role::Panel],
            To::State(State::Drafting),
            "complaint.findings",
        )
    },
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(WITH_PANEL, Event::FindingsMissed, &[Role::Clock], To::Same, "complaint.deadline_missed")
    },
    Transition {
        requires: &[Requirement { code: rules::NO_FINDINGS, holds: |facts, _| facts.has_findings }],
        starts: &[Timer::FactualCheckDue],
        letters: &[LetterKind::FactualCheck],
        ..line(
            &[State::Drafting],
            Event::FactualCheckOpened,
            &[Role::Panel],
            To::State(State::FactualCheck),
            "complaint.state",
        )
    },
    line(&[State::FactualCheck], Event::FactualCheckEnded, &[Role::Clock], To::Same, "complaint.state"),
    line(WITH_PANEL, Event::Commented, &[Role::Patient, Role::Clinic], To::Same, "complaint.comment"),
    Transition {
        requires: &[
            NOT_PAUSED,
            Requirement { code: rules::FACTUAL_CHECK_OPEN, holds: |facts, _| facts.factual_check_is_over },
            PANEL_COMPLETE,
        ],
        starts: &[Timer::AppealDue],
        letters: &[LetterKind::Decision],
        ..line(&[State::FactualCheck], Event::Decided, &[Role::Panel], To::State(State::Decided), "complaint.decided")
    },
    Transition {
        letters: &[LetterKind::StepOverdue],
        ..line(WITH_PANEL, Event::DecisionMissed, &[Role::Clock], To::Same, "complaint.deadline_missed")
    },
    Transition {
        letters: &[LetterKind::Closed],
        ..line(
            &[State::Decided],
            Event::AppealWindowEnded,
            &[Role::Clock],
            To::State(State::Closed),
            "complaint.closed",
        )
    },
    // 16 · appeal
    Transition {
        requires: &[Requirement { code: rules::ALREADY_APPEALED, holds: |facts, _| !facts.side_has_appealed }],
        starts: &[Timer::PanelDue],
        letters: &[LetterKind::Appealed],
        ..line(
            &[State::Decided],
            Event::Appealed,
            &[Role::Patient, Role::Clinic],
            To::State(State::UnderAppeal),
            "complaint.appeal",
        )
    },
    Transition {
        stops: &[Timer::PanelDue],
        letters: &[LetterKind::PanelSeated],
        ..line(&[State::UnderAppeal], Event::PanelSeated, &[Role::Board], To::Same, "complaint.panel")
    },
    Transition {
        starts: &[Timer::PanelDue],
        stops: &[Timer::PanelDue],
        ..line(&[State::UnderAppeal], Event::Recused, &[Role::Panel], To::Same, "complaint.recused")
    },
    Transition {
        requires: &[NOT_PAUSED, PANEL_COMPLETE],
        starts: &[Timer::AppealDue],
        letters: &[LetterKind::Decision],
        ..line(&[State::UnderAppeal], Event::Decided, &[Role::Panel], To::State(State::Decided), "complaint.decided")
    },
];
