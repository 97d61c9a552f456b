//! Inspections in the pack: the checklist, its rating bands and its clocks.

use super::{Term, Words};
use crate::workdays::Span;
use serde::Deserialize;

/// The inspections section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspections {
    pub checklist_version: u32,
    pub evidence_kinds: Vec<Term>,
    /// What each score 1–4 means.
    pub scores: Vec<Words>,
    pub domains: Vec<InspectionDomain>,
    pub bands: InspectionBands,
    pub clocks: InspectionClocks,
}

/// One part of the checklist.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionDomain {
    /// `A` to `E`.
    pub code: String,
    /// Inadequate here makes the whole inadequate.
    #[serde(default)]
    pub decisive: bool,
    pub words: Words,
    pub items: Vec<InspectionItem>,
}

/// One line of the checklist.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionItem {
    /// Its domain's letter and a number.
    pub code: String,
    pub weight: u32,
    #[serde(default)]
    pub critical: bool,
    pub words: Words,
}

/// Percentages at which ratings begin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionBands {
    pub outstanding: f64,
    pub good: f64,
    pub requires_improvement: f64,
    /// Below this coverage: insufficient evidence.
    pub least_coverage: f64,
}

/// Every clock of an inspection.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionClocks {
    /// Notice of an announced visit.
    pub notice: Span,
    pub evidence_lock: Span,
    pub draft: Span,
    pub factual_check: super::ClockRule,
    pub points: Span,
    /// Counted from the visit.
    pub publication: Span,
    pub refusal_public: Span,
    pub safety_notice: Span,
    pub critical_action: Span,
    pub action: Span,
    /// Before the date of an action.
    pub action_reminder: Span,
    /// Months to the next inspection by rating.
    pub next_months_good: u32,
    pub next_months_requires_improvement: u32,
    pub next_months_inadequate: u32,
}

impl Inspections {
    /// The item of this code with its domain.
    pub fn item(&self, code: &str) -> Option<(&InspectionDomain, &InspectionItem)> {
        let all = self.domains.iter().flat_map(|domain| domain.items.iter().map(move |item| (domain, item)));
        all.into_iter().find(|(_, item)| item.code == code)
    }
}
