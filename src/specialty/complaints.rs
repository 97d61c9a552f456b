//! Complaints in the pack: categories, severities, answers and every clock of the ladder.

use super::{Term, Words};
use crate::workdays::Span;
use serde::Deserialize;

/// The complaints section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complaints {
    /// Headings under which the categories stand.
    pub groups: Vec<Term>,
    pub categories: Vec<Category>,
    pub severities: Vec<Severity>,
    pub response_codes: Vec<ResponseCode>,
    /// From this severity on, the physician's and the lay seat must both agree to uphold.
    pub both_seats_from_severity: u8,
    /// Below this month after surgery a result is not judged yet.
    pub result_from_month: u32,
    /// No public cell of a cross-table below this count.
    pub smallest_public_cell: u32,
    pub clocks: ComplaintClocks,
}

/// What a complaint is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub code: String,
    /// Code of its group.
    pub group: String,
    /// About the result, which waits until it can be judged.
    #[serde(default)]
    pub about_result: bool,
    /// The severity it always has.
    #[serde(default)]
    pub severity: Option<u8>,
    pub words: Words,
}

/// How grave a complaint is, 1 minor to 4 danger.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Severity {
    pub level: u8,
    pub words: Words,
}

/// One of the finite public answers of a clinic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseCode {
    pub code: String,
    /// Needs to know whose case it is, so it is not offered while the patient is unnamed.
    #[serde(default)]
    pub case_specific: bool,
    pub words: Words,
}

/// A step's time: its end and its letters, all counted from the step's start.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    pub due: Span,
    /// In order, each before `due`, or on its day.
    #[serde(default)]
    pub reminders: Vec<Span>,
    /// How often an officer may extend it.
    #[serde(default)]
    pub extensions: u32,
}

/// Every clock of the ladder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintClocks {
    pub triage: ClockRule,
    pub proof: ClockRule,
    pub acknowledge: ClockRule,
    pub response: ClockRule,
    /// The final answer after `in_progress`.
    pub final_response: ClockRule,
    pub feedback: ClockRule,
    /// Days after the clinic's letter at which silence escalates.
    pub escalation_without_response: ClockRule,
    /// Days after the clinic's letter at which a missing final answer escalates.
    pub escalation_without_final: ClockRule,
    pub panel: ClockRule,
    pub mediation: ClockRule,
    pub evidence_call: ClockRule,
    /// Counted from the escalation.
    pub findings: ClockRule,
    pub factual_check: ClockRule,
    /// Counted from the escalation.
    pub decision: ClockRule,
    /// Time to file an appeal.
    pub appeal: ClockRule,
    /// Longest pause by a legal order.
    pub pause: ClockRule,
    /// When the row becomes public although nobody answered.
    pub publication: ClockRule,
    pub recommendation: RecommendationClock,
    pub fast_track: FastTrack,
}

impl ComplaintClocks {
    /// Every rule with its key, in the order of the ladder.
    pub fn all(&self) -> [(&'static str, &ClockRule); 17] {
        [
            ("triage", &self.triage),
            ("proof", &self.proof),
            ("acknowledge", &self.acknowledge),
            ("response", &self.response),
            ("final_response", &self.final_response),
            ("feedback", &self.feedback),
            ("escalation_without_response", &self.escalation_without_response),
            ("escalation_without_final", &self.escalation_without_final),
            ("panel", &self.panel),
            ("mediation", &self.mediation),
            ("evidence_call", &self.evidence_call),
            ("findings", &self.findings),
            ("factual_check", &self.factual_check),
            ("decision", &self.decision),
            ("appeal", &self.appeal),
            ("pause", &self.pause),
            ("publication", &self.publication),
        ]
    }
}

/// Letters around a recommendation's own due date.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecommendationClock {
    /// Days from the due date; negative is before.
    pub letters_on_days: Vec<i32>,
    /// How long overdue opens a membership review.
    pub review_when_overdue: Span,
}

/// Severity 4: danger, no licence, intimidation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FastTrack {
    pub from_severity: u8,
    pub triage: Span,
    pub response: Span,
    pub interim_vote: Span,
}

impl Complaints {
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// Whether complaints of this category are of the fast track by themselves.
    pub fn is_urgent(&self, category: &str) -> bool {
        let severity = self.category(category).and_then(|category| category.severity);
        severity.is_some_and(|severity| severity >= self.clocks.fast_track.from_severity)
    }

    pub fn response_code(&self, code: &str) -> Option<&ResponseCode> {
        self.response_codes.iter().find(|response| response.code == code)
    }
}
