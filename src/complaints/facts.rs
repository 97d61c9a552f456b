//! What the table's conditions look at, and when each timer falls due.

use super::model::{ComplaintRow, MarksRow, PanelRow, Seat, State, Timer};
use super::{public, rules};
use crate::accounts::AccountId;
use crate::cases::CaseFacts;
use crate::clock::Timestamp;
use crate::specialty::{ClockRule, ComplaintClocks};
use crate::workdays::{Calendar, Month, Span};
use crate::workflow::Due;
use chrono::{Duration, NaiveDate};

/// What the person who raises an event wants, where that decides the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wish {
    #[default]
    None,
    /// The clinic answers `in_progress`.
    MoreTime,
    /// The patient is not satisfied and wants the coalition to hear it.
    Escalate,
    /// The officer writes to the clinic.
    TellClinic,
    /// A letter came back, and nobody else of the clinic gets any.
    CutOff,
}

/// Somebody on the panel who may judge no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallen {
    pub account_id: AccountId,
    /// Tied to the other side; otherwise no longer of the coalition's people.
    pub is_tied: bool,
}

/// A complaint with everything its rules may ask.
#[derive(Debug, Clone)]
pub struct ComplaintFacts {
    pub row: ComplaintRow,
    pub marks: MarksRow,
    /// The panel of the present round, recused members included.
    pub panel: Vec<PanelRow>,
    /// Those of them who sit and may judge no more: a tie came after the seat, or a role went.
    pub fallen: Vec<Fallen>,
    /// 1, and one more for each appeal.
    pub round: i64,
    pub clocks: ComplaintClocks,
    /// The clinic's time zone and holidays.
    pub calendar: Calendar,
    pub has_findings: bool,
    /// The ten working days are over, or both sides have spoken.
    pub factual_check_is_over: bool,
    /// How often an officer has given more time for proof.
    pub extensions: usize,
    /// The side that is about to appeal has done so before.
    pub side_has_appealed: bool,
    pub wish: Wish,
    /// Until when an officer is about to pause the case.
    pub pause_asked: Option<Timestamp>,
    /// From this severity on, upholding needs the physician and the lay member.
    pub both_seats_from_severity: u8,
    /// The category alone says that somebody may be in danger: it is sorted within the fast track's hours.
    pub is_urgent: bool,
    /// Months after the procedure at which a result can be judged.
    pub result_from_month: i32,
    /// The case about the result that was opened beside this one.
    pub result_case: Option<String>,
    /// Numbers of the recommendations that are neither done nor without force.
    pub open_recommendations: Vec<i64>,
    /// The recommendation that is about to be made: its number, and by when.
    pub recommended: Option<(i64, NaiveDate)>,
}

impl CaseFacts<State> for ComplaintFacts {
    fn id(&self) -> &str {
        &self.row.id
    }

    fn state(&self) -> State {
        self.row.state
    }

    fn subject_ref(&self) -> &str {
        &self.row.subject_ref
    }
}

impl ComplaintFacts {
    /// Severity 4: danger, no licence, intimidation; until it is sorted, what its category says.
    pub fn is_fast_track(&self) -> bool {
        let from = i64::from(self.clocks.fast_track.from_severity);
        self.row.severity.map_or(self.is_urgent, |severity| severity >= from)
    }

    /// The patient may escalate once the response is late; one who is not named to the clinic, at any time.
    pub fn may_escalate(&self, now: Timestamp) -> bool {
        if !self.row.identity_consent || self.row.untimely {
            return true;
        }
        let span =
            if self.row.state == State::InProgress { self.clocks.final_response.due } else { self.response_span() };
        self.row.clinic_since.is_some_and(|since| now >= self.calendar.missed_from(since, span))
    }

    /// The clinic was written to, or told of the escalation.
    pub fn is_sent(&self) -> bool {
        self.row.is_sent()
    }

    /// The case ended before its row became public, and nothing makes it public any more.
    pub fn is_never_public(&self) -> bool {
        self.row.state == State::Closed && !public::is_public(&self.row, &self.marks)
    }

    /// Whether the patient may be given more time for proof once more.
    pub fn may_extend(&self) -> bool {
        u32::try_from(self.extensions).is_ok_and(|extensions| extensions < self.clocks.proof.extensions)
    }

    /// Three seats, none of them recused.
    pub fn panel_is_complete(&self) -> bool {
        self.sitting().count() >= Seat::ALL.len()
    }

    /// Whether it is so grave that the physician and the lay member must both vote to uphold it.
    pub fn needs_both_seats(&self) -> bool {
        self.row.severity.unwrap_or(1) >= self.both_seats_from_severity.into()
    }

    pub fn sitting(&self) -> impl Iterator<Item = &PanelRow> {
        self.panel.iter().filter(|member| member.recused_at.is_none())
    }

    /// Whether the time for a result to be judged has not come yet.
    pub fn is_before_result(&self, now: Timestamp) -> bool {
        self.result_month_begins().is_some_and(|begins| now < begins)
    }

    /// The step whose date was missed and that nobody has made up for: no timer `waits` for it any more, nor
    /// stands still.
    pub fn overdue(&self, waits: impl Fn(Timer) -> bool) -> Option<&'static str> {
        match self.row.state {
            State::Submitted if !waits(Timer::TriageDue) => Some("triage"),
            State::Escalated if !waits(Timer::PanelDue) => Some("panel"),
            State::UnderAppeal if !waits(Timer::PanelDue) && !self.panel_is_complete() => Some("panel"),
            State::Escalated
            | State::UnderReview
            | State::Mediation
            | State::EvidenceCall
            | State::Drafting
            | State::FactualCheck => match (waits(Timer::DecisionDue), waits(Timer::FindingsDue)) {
                (false, _) => Some("decision"),
                (true, false) if !self.has_findings => Some("findings"),
                (true, _) => None,
            },
            _ => None,
        }
    }

    fn response_span(&self) -> Span {
        if self.is_fast_track() { self.clocks.fast_track.response } else { self.clocks.response.due }
    }

    /// Day 0: when the clinic was written.
    fn day_zero(&self, start: Timestamp) -> Timestamp {
        self.row.clinic_since.unwrap_or(start)
    }

    fn result_month_begins(&self) -> Option<Timestamp> {
        let month: Month = self.row.procedure_month.parse().ok()?;
        let first = month.plus(self.result_from_month)?.first_day();
        Some(self.calendar.morning_of(first))
    }
}

/// When `timer`, started at `start`, fires: deadlines at the end of their last day, reminders at 09:00 local.
pub fn due(timer: Timer, start: Timestamp, facts: &ComplaintFacts) -> Vec<Due> {
    let clocks = &facts.clocks;
    let calendar = &facts.calendar;
    let fast = facts.is_fast_track();
    match timer {
        Timer::TriageDue if fast => vec![missed(calendar, start, clocks.fast_track.triage)],
        Timer::TriageDue => vec![missed(calendar, start, clocks.triage.due)],
        Timer::ResultMonth => facts.result_month_begins().map(Due::deadline).into_iter().collect(),
        Timer::ProofReminder => reminders(calendar, start, &clocks.proof),
        Timer::ProofDue => vec![missed(calendar, start, clocks.proof.due)],
        Timer::AcknowledgementReminder if fast => Vec::new(),
        Timer::AcknowledgementReminder => reminders(calendar, start, &clocks.acknowledge),
        Timer::AcknowledgementDue if fast => Vec::new(),
        Timer::AcknowledgementDue => vec![missed(calendar, start, clocks.acknowledge.due)],
        Timer::ResponseReminder if fast => Vec::new(),
        Timer::ResponseReminder => reminders(calendar, start, &clocks.response),
        Timer::ResponseDue => vec![missed(calendar, start, facts.response_span())],
        Timer::EscalationWithoutResponse => vec![by_end_of(calendar, start, clocks.escalation_without_response.due)],
        Timer::FinalReminder => later(start, reminders(calendar, facts.day_zero(start), &clocks.final_response)),
        Timer::EscalationWithoutFinal => {
            vec![by_end_of(calendar, facts.day_zero(start), clocks.escalation_without_final.due)]
        }
        Timer::FeedbackReminder => reminders(calendar, start, &clocks.feedback),
        Timer::FeedbackDue => vec![missed(calendar, start, clocks.feedback.due)],
        Timer::InterimVote if fast => vec![missed(calendar, start, clocks.fast_track.interim_vote)],
        Timer::InterimVote => Vec::new(),
        Timer::PanelDue => vec![missed(calendar, start, clocks.panel.due)],
        Timer::MediationDue => vec![missed(calendar, start, clocks.mediation.due)],
        Timer::EvidenceCallDue => vec![missed(calendar, start, clocks.evidence_call.due)],
        Timer::FindingsDue => vec![missed(calendar, start, clocks.findings.due)],
        Timer::FactualCheckDue => vec![missed(calendar, start, clocks.factual_check.due)],
        Timer::DecisionDue => vec![missed(calendar, start, clocks.decision.due)],
        Timer::AppealDue => vec![missed(calendar, start, clocks.appeal.due)],
        Timer::PauseDue => facts.pause_asked.map(Due::deadline).into_iter().collect(),
        // It runs since the clinic was written, if it was.
        Timer::PublicationDue if facts.marks.published_at.is_some() || is_running(facts) => Vec::new(),
        Timer::PublicationDue => vec![missed(calendar, start, clocks.publication.due)],
        Timer::RecommendationReminder => recommendation_letters(facts, start),
        Timer::RecommendationOverdue => recommendation_overdue(facts).into_iter().collect(),
    }
}

/// Whether the time before publication has begun with the clinic's letter, and still goes on.
fn is_running(facts: &ComplaintFacts) -> bool {
    let with_clinic = [State::WithClinic, State::InProgress, State::AwaitingFeedback].contains(&facts.row.state);
    with_clinic && facts.marks.undeliverable_at.is_none()
}

/// 09:00 local on the days around its date that the pack names and that still lie ahead.
fn recommendation_letters(facts: &ComplaintFacts, start: Timestamp) -> Vec<Due> {
    let Some((number, due_on)) = facts.recommended else { return Vec::new() };
    let day = |days: &i32| due_on.checked_add_signed(Duration::days((*days).into()));
    let days = facts.clocks.recommendation.letters_on_days.iter().filter_map(day);
    let over = recommendation_overdue(facts).map(|due| due.at);
    let letters = (1..).zip(days).filter_map(|(place, day)| {
        let ordinal = u32::try_from(number * rules::ORDINALS_EACH + place).ok()?;
        Some(Due { at: facts.calendar.morning_of(day), ordinal, skip_after: over })
    });
    later(start, letters.collect())
}

/// The first instant after the days for which it may be overdue.
fn recommendation_overdue(facts: &ComplaintFacts) -> Option<Due> {
    let (number, due_on) = facts.recommended?;
    let patience = facts.clocks.recommendation.review_when_overdue;
    let last = facts.calendar.days_after(due_on, patience.amount, patience.unit);
    let ordinal = u32::try_from(number * rules::ORDINALS_EACH).ok()?;
    Some(Due { at: facts.calendar.end_of(last), ordinal, skip_after: None })
}

/// The first instant after the last day.
fn missed(calendar: &Calendar, start: Timestamp, span: Span) -> Due {
    Due::deadline(calendar.missed_from(start, span))
}

/// The last second of the last day: what happens "on day n" is dated day n.
fn by_end_of(calendar: &Calendar, start: Timestamp, span: Span) -> Due {
    Due::deadline(calendar.due(start, span))
}

/// 09:00 local on each reminder's day, of no use once the step's own date is over.
fn reminders(calendar: &Calendar, start: Timestamp, rule: &ClockRule) -> Vec<Due> {
    let over = calendar.due(start, rule.due);
    let at = |span: &Span| calendar.morning_of(calendar.nth_day(start, span.amount, span.unit));
    (1..).zip(&rule.reminders).map(|(ordinal, span)| Due { at: at(span), ordinal, skip_after: Some(over) }).collect()
}

/// Drops reminders whose morning had passed when the series began.
fn later(start: Timestamp, dues: Vec<Due>) -> Vec<Due> {
    dues.into_iter().filter(|due| due.at > start).collect()
}
