//! The complaint ladder: state × event → state, who, conditions, timers, letters, leaf.

mod clinic;
mod marks;
mod messages;
mod panel;
mod recommendations;
mod timers;
mod triage;

pub use panel::AT_WORK;

use super::facts::{ComplaintFacts, Wish};
use super::model::{Event, LetterKind, Role, State, Timer};
use super::{facts, rules};
use crate::clock::Timestamp;
use crate::workflow::{Condition, Due, Opening, Requirement, TimerRule, To, Transition, Workflow};

/// The kind of case that a complaint is.
pub struct Complaint;

/// Every state from which a complaint can still be withdrawn, paused or closed.
const OPEN: &[State] = &[
    State::Submitted,
    State::WaitingForResult,
    State::ProofAsked,
    State::WithClinic,
    State::InProgress,
    State::AwaitingFeedback,
    State::Escalated,
    State::UnderReview,
    State::Mediation,
    State::EvidenceCall,
    State::Drafting,
    State::FactualCheck,
    State::UnderAppeal,
];

/// Before anybody outside has been written to.
const BEFORE_CLINIC: &[State] = &[State::Submitted, State::WaitingForResult, State::ProofAsked];

/// With the coalition: both sides may be heard.
pub const WITH_PANEL: &[State] = &[
    State::Escalated,
    State::UnderReview,
    State::Mediation,
    State::EvidenceCall,
    State::Drafting,
    State::FactualCheck,
    State::UnderAppeal,
];

/// From the escalation to the first decision: where the 60 and 90 days run.
const BEFORE_DECISION: &[State] = &[
    State::Escalated,
    State::UnderReview,
    State::Mediation,
    State::EvidenceCall,
    State::Drafting,
    State::FactualCheck,
];

/// Where a clinic that cannot be reached matters.
const WITH_OTHERS: &[State] = &[
    State::InProgress,
    State::AwaitingFeedback,
    State::Escalated,
    State::UnderReview,
    State::Mediation,
    State::EvidenceCall,
    State::Drafting,
    State::FactualCheck,
    State::Decided,
    State::UnderAppeal,
];

/// Where the time before publication runs.
const PUBLISHABLE: &[State] = &[
    State::WithClinic,
    State::InProgress,
    State::AwaitingFeedback,
    State::Escalated,
    State::UnderReview,
    State::Mediation,
    State::EvidenceCall,
    State::Drafting,
    State::FactualCheck,
];

/// Where a recommendation lives: from the decision on, beyond the case's end.
const AFTER_DECISION: &[State] = &[State::Decided, State::UnderAppeal, State::Closed];

const ANY: &[State] = State::ALL;

const TO_CLINIC: &[Timer] = &[
    Timer::AcknowledgementReminder,
    Timer::AcknowledgementDue,
    Timer::ResponseReminder,
    Timer::ResponseDue,
    Timer::EscalationWithoutResponse,
    Timer::InterimVote,
    Timer::PublicationDue,
];
const TO_COALITION: &[Timer] = &[Timer::PanelDue, Timer::FindingsDue, Timer::DecisionDue, Timer::PublicationDue];
const ESCALATION_LETTERS: &[LetterKind] =
    &[LetterKind::EscalatedToCoalition, LetterKind::EscalatedToPatient, LetterKind::EscalatedToClinic];

const PROOF_NEEDED: Option<Condition<Complaint>> =
    Some(Condition { says: "proof is needed", holds: |facts| facts.row.proof_needed });
const ATTEMPT_SHOWN: Option<Condition<Complaint>> =
    Some(Condition { says: "the private attempt is shown", holds: |facts| facts.row.attempt_shown });
const ASKS_FOR_TIME: Option<Condition<Complaint>> =
    Some(Condition { says: "the clinic needs more time", holds: |facts| facts.wish == Wish::MoreTime });
const WANTS_COALITION: Option<Condition<Complaint>> =
    Some(Condition { says: "the patient wants the coalition", holds: |facts| facts.wish == Wish::Escalate });
const CUT_OFF: Option<Condition<Complaint>> =
    Some(Condition { says: "nobody else answers for the clinic", holds: |facts| facts.wish == Wish::CutOff });
const UNDELIVERABLE: Option<Condition<Complaint>> =
    Some(Condition { says: "no letter reaches the clinic", holds: |facts| facts.marks.undeliverable_at.is_some() });
const NOT_PAUSED: Requirement<Complaint> =
    Requirement { code: rules::PAUSED, holds: |facts, _| facts.row.paused_until.is_none() };

/// A line with nothing special: fill in the rest with `..line(…)`.
const fn line(
    from: &'static [State],
    on: Event,
    by: &'static [Role],
    to: To<Complaint>,
    leaf: &'static str,
) -> Transition<Complaint> {
    Transition { from, on, by, when: None, requires: &[], to, starts: &[], stops: &[], letters: &[], leaf }
}

/// The parts of the ladder, in its order.
const PARTS: [&[Transition<Complaint>]; 6] =
    [triage::LINES, clinic::LINES, panel::LINES, recommendations::LINES, messages::LINES, marks::LINES];

const LENGTH: usize = triage::LINES.len()
    + clinic::LINES.len()
    + panel::LINES.len()
    + recommendations::LINES.len()
    + messages::LINES.len()
    + marks::LINES.len();

/// The whole ladder as one table.
#[expect(clippy::indexing_slicing, reason = "a compile-time loop within the lengths it is made of")]
const LINES: [Transition<Complaint>; LENGTH] = {
    let mut lines = [triage::LINES[0]; LENGTH];
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

impl Workflow for Complaint {
    type State = State;
    type Event = Event;
    type Actor = Role;
    type Timer = Timer;
    type Letter = LetterKind;
    type Facts = ComplaintFacts;

    const NAME: &'static str = "complaint";
    const OPENING: Opening<Self> = Opening {
        event: Event::Submitted,
        by: Role::Patient,
        to: State::Submitted,
        starts: &[Timer::TriageDue],
        letters: &[LetterKind::Receipt],
        leaf: "complaint.submitted",
    };
    const TERMINAL: &'static [State] = &[State::Closed];

    const TIMERS: &'static [TimerRule<Self>] = timers::RULES;
    const TRANSITIONS: &'static [Transition<Self>] = &LINES;

    fn due(timer: Timer, start: Timestamp, facts: &ComplaintFacts) -> Vec<Due> {
        facts::due(timer, start, facts)
    }
}
