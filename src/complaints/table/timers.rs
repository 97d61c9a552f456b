//! The timers: which states keep each alive, and which event it fires.

use super::{AFTER_DECISION, BEFORE_DECISION, Complaint, OPEN, PUBLISHABLE};
use crate::complaints::model::{Event, State, Timer};
use crate::workflow::TimerRule;

pub const RULES: &[TimerRule<Complaint>] = &[
    lives(Timer::TriageDue, &[State::Submitted], Event::TriageMissed),
    lives(Timer::ResultMonth, &[State::WaitingForResult], Event::ResultDue),
    lives(Timer::ProofReminder, &[State::ProofAsked], Event::ProofReminded),
    lives(Timer::ProofDue, &[State::ProofAsked], Event::ProofMissed),
    lives(Timer::AcknowledgementReminder, &[State::WithClinic], Event::AcknowledgementReminded),
    lives(Timer::AcknowledgementDue, &[State::WithClinic], Event::AcknowledgementMissed),
    lives(Timer::ResponseReminder, &[State::WithClinic], Event::ResponseReminded),
    lives(Timer::ResponseDue, &[State::WithClinic], Event::DeadlineMissed),
    lives(Timer::EscalationWithoutResponse, &[State::WithClinic], Event::Escalated),
    lives(Timer::FinalReminder, &[State::InProgress], Event::FinalReminded),
    lives(Timer::EscalationWithoutFinal, &[State::InProgress], Event::Escalated),
    lives(Timer::FeedbackReminder, &[State::AwaitingFeedback], Event::FeedbackReminded),
    lives(Timer::FeedbackDue, &[State::AwaitingFeedback], Event::FeedbackMissed),
    lives(Timer::InterimVote, OPEN, Event::InterimVoteDue),
    lives(Timer::PanelDue, &[State::Escalated, State::UnderAppeal], Event::PanelMissed),
    lives(Timer::MediationDue, &[State::Mediation], Event::MediationEnded),
    lives(Timer::EvidenceCallDue, &[State::EvidenceCall], Event::EvidenceCallEnded),
    lives(Timer::FindingsDue, BEFORE_DECISION, Event::FindingsMissed),
    lives(Timer::FactualCheckDue, &[State::FactualCheck], Event::FactualCheckEnded),
    lives(Timer::DecisionDue, BEFORE_DECISION, Event::DecisionMissed),
    lives(Timer::AppealDue, &[State::Decided], Event::AppealWindowEnded),
    lives(Timer::PauseDue, OPEN, Event::Resumed),
    lives(Timer::PublicationDue, PUBLISHABLE, Event::PublicationDue),
    lives(Timer::RecommendationReminder, AFTER_DECISION, Event::RecommendationReminded),
    lives(Timer::RecommendationOverdue, AFTER_DECISION, Event::RecommendationOverdue),
];

const fn lives(timer: Timer, lives_in: &'static [State], fires: Event) -> TimerRule<Complaint> {
    TimerRule { timer, lives_in, fires }
}
