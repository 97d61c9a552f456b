//! Every later date of a complaint, each step taking all of its time.

use crate::clock::Timestamp;
use crate::complaints::facts::ComplaintFacts;
use crate::complaints::model::{State, Timer};
use chrono::Duration;

/// When each step ends at the latest: the last second of its last day, or the exact instant for hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    pub proof: Timestamp,
    pub acknowledge: Timestamp,
    pub response: Timestamp,
    /// The day on which a missing response is marked in public.
    pub marked: Timestamp,
    pub escalation: Timestamp,
    pub final_answer: Timestamp,
    pub feedback: Timestamp,
    pub panel: Timestamp,
    pub mediation: Timestamp,
    pub evidence: Timestamp,
    pub findings: Timestamp,
    pub factual_check: Timestamp,
    pub decision: Timestamp,
    pub appeal: Timestamp,
}

/// The dates of `facts` as of `now`; those that a timer keeps already are the timer's.
pub fn of(facts: &ComplaintFacts, now: Timestamp, pending: &[(Timer, Timestamp)]) -> Dates {
    let (clocks, calendar) = (&facts.clocks, &facts.calendar);
    let kept = |timer: Timer, otherwise: Timestamp| {
        let known = pending.iter().find(|(name, _)| *name == timer);
        known.map_or(otherwise, |(_, at)| shown(facts, timer, *at))
    };
    let proof = kept(Timer::ProofDue, calendar.due(now, clocks.proof.due));
    let to_clinic = if facts.row.state == State::ProofAsked { proof.plus(Duration::seconds(1)) } else { now };
    let day_zero = facts.row.clinic_since.unwrap_or(to_clinic);
    let fast = facts.is_fast_track();
    let answer = if fast { clocks.fast_track.response } else { clocks.response.due };
    let response = kept(Timer::ResponseDue, calendar.due(day_zero, answer));
    let marked = if fast { response } else { response.plus(Duration::seconds(1)) };
    let escalation =
        kept(Timer::EscalationWithoutResponse, calendar.due(day_zero, clocks.escalation_without_response.due));
    let escalated = facts.row.escalated_at.unwrap_or(escalation);
    let decision = kept(Timer::DecisionDue, calendar.due(escalated, clocks.decision.due));
    let base = if facts.row.state == State::Decided { now } else { decision };
    let answered = facts.row.responded_at.unwrap_or(response);
    Dates {
        proof,
        acknowledge: kept(Timer::AcknowledgementDue, calendar.due(day_zero, clocks.acknowledge.due)),
        response,
        marked,
        escalation,
        final_answer: kept(Timer::EscalationWithoutFinal, calendar.due(day_zero, clocks.escalation_without_final.due)),
        feedback: kept(Timer::FeedbackDue, calendar.due(answered, clocks.feedback.due)),
        panel: kept(Timer::PanelDue, calendar.due(escalated, clocks.panel.due)),
        mediation: kept(Timer::MediationDue, calendar.due(now, clocks.mediation.due)),
        evidence: kept(Timer::EvidenceCallDue, calendar.due(now, clocks.evidence_call.due)),
        findings: kept(Timer::FindingsDue, calendar.due(escalated, clocks.findings.due)),
        factual_check: kept(Timer::FactualCheckDue, calendar.due(now, clocks.factual_check.due)),
        decision,
        appeal: kept(Timer::AppealDue, calendar.due(base, clocks.appeal.due)),
    }
}

/// The instant to show for a timer: deadlines fire at midnight, which people read as the day before.
pub fn shown(facts: &ComplaintFacts, timer: Timer, at: Timestamp) -> Timestamp {
    if counts_hours(facts.is_fast_track(), timer) { at } else { at.minus(Duration::seconds(1)) }
}

/// Whether a timer's instant is shown with its time of day.
pub fn counts_hours(is_fast_track: bool, timer: Timer) -> bool {
    timer == Timer::InterimVote || (is_fast_track && matches!(timer, Timer::TriageDue | Timer::ResponseDue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaints::Wish;
    use crate::complaints::letters::sample;
    use crate::complaints::model::{LetterKind, MarksRow};
    use crate::specialty::Pack;

    fn facts(state: State) -> ComplaintFacts {
        let case = sample::case(LetterKind::ClinicWritten);
        let mut row = case.row;
        row.state = state;
        ComplaintFacts {
            marks: MarksRow::fresh(&row.id, at("2026-11-02T09:00:00Z")),
            row,
            panel: Vec::new(),
            fallen: Vec::new(),
            round: 1,
            clocks: Pack::embedded("hair-restoration").unwrap().complaints.clocks,
            calendar: case.calendar,
            has_findings: false,
            factual_check_is_over: false,
            extensions: 0,
            side_has_appealed: false,
            wish: Wish::None,
            pause_asked: None,
            both_seats_from_severity: 3,
            is_urgent: false,
            result_from_month: 12,
            result_case: None,
            open_recommendations: Vec::new(),
            recommended: None,
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn days_count_from_the_clinics_letter() {
        let dates = of(&facts(State::WithClinic), at("2026-11-02T09:00:00Z"), &[]);
        assert_eq!(dates.acknowledge, at("2026-11-05T23:59:59Z"));
        assert_eq!(dates.response, at("2026-11-17T23:59:59Z"));
        assert_eq!(dates.marked, at("2026-11-18T00:00:00Z"));
        assert_eq!(dates.escalation, at("2026-12-02T23:59:59Z"));
        assert_eq!(dates.final_answer, at("2026-12-17T23:59:59Z"));
    }

    #[test]
    fn while_proof_is_asked_they_count_from_its_last_day() {
        let mut facts = facts(State::ProofAsked);
        facts.row.clinic_since = None;
        let dates = of(&facts, at("2026-11-02T09:00:00Z"), &[]);
        assert_eq!(dates.proof, at("2026-11-16T23:59:59Z"));
        assert_eq!(dates.response, at("2026-12-02T23:59:59Z"));
    }

    #[test]
    fn a_timer_that_was_moved_moves_its_date() {
        let moved = [(Timer::ResponseDue, at("2026-11-25T00:00:00Z"))];
        let dates = of(&facts(State::WithClinic), at("2026-11-02T09:00:00Z"), &moved);
        assert_eq!(dates.response, at("2026-11-24T23:59:59Z"));
    }

    #[test]
    fn severity_4_counts_hours() {
        let mut facts = facts(State::WithClinic);
        facts.row.severity = Some(4);
        let dates = of(&facts, at("2026-11-02T09:00:00Z"), &[]);
        assert_eq!(dates.response, at("2026-11-04T09:00:00Z"));
    }
}
