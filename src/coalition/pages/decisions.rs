//! What was decided about a member, in words: one line for each step.

use super::{day_or, word};
use crate::clock::Timestamp;
use crate::coalition::members::decisions::RegisterDecision;
use crate::web::page::Page;
use chrono::NaiveDate;

/// The step of an application whose line names the gate.
const GATE_ANSWERED: &str = "gate_answered";

/// The steps of a membership whose line names the measure.
const MEASURES: &[&str] = &["measure_taken", "measure_failed", "measure_dropped"];

/// The step of a membership whose words only the member reads.
const APPEALED: &str = "appealed";

/// The step of a membership whose line names the outcome.
const APPEAL_DECIDED: &str = "appeal_decided";

/// The step of a membership whose words begin with where and when an officer looked.
const CHECKED: &str = "checked";

/// One decision in words.
pub struct Line {
    pub at: Timestamp,
    /// By the member's clocks, like the day since which a state holds.
    pub day: String,
    pub title: String,
    /// The last day, the votes, and what was said against it.
    pub more: Vec<String>,
    pub text: String,
    pub leaf: String,
    /// Its place in the ledger, in words.
    pub entry: String,
}

/// The decisions as the page shows them, newest first.
pub fn lines(page: &Page, decisions: &[RegisterDecision]) -> Vec<Line> {
    decisions.iter().rev().map(|one| line(page, one)).collect()
}

fn line(page: &Page, one: &RegisterDecision) -> Line {
    let group = if one.of == "application" { "state" } else { "member-state" };
    let (event, state) = (word(page, "event", &one.event), word(page, group, &one.to));
    Line {
        at: one.at,
        day: day_or(page, Some(one.day.as_str()), one.at),
        title: match &one.word {
            Some(gate) if one.event == GATE_ANSWERED => format!("{event}: {gate}"),
            Some(measure) if MEASURES.contains(&one.event.as_str()) => {
                format!("{event}: {}", word(page, "measure", measure))
            }
            Some(outcome) if one.event == APPEAL_DECIDED => format!("{event}: {}", word(page, "appeal", outcome)),
            // What says the same twice, or changed nothing, is said once.
            _ if event == state || one.from == one.to => event,
            _ => format!("{event}: {state}"),
        },
        more: more(page, one),
        text: said(page, one),
        leaf: one.leaf.clone(),
        entry: match one.ledger_index {
            Some(index) => page.t_with("record-entry", "number", index),
            None => page.t("record-pending"),
        },
    }
}

/// The last day of a measure, the votes on it, who else reads an appeal, and what those who did not agree said.
fn more(page: &Page, one: &RegisterDecision) -> Vec<String> {
    let last = one.last_day.as_deref().and_then(|day| day.parse::<NaiveDate>().ok());
    let last = last.map(|day| page.t_with("coalition-last-day", "day", page.day(day)));
    let votes = one.tally.map(|votes| match one.event.as_str() {
        APPEAL_DECIDED => page.t_with2("coalition-hearing-voices", "for", votes.yes, "against", votes.no),
        _ => super::tally(page, votes.yes, votes.no, votes.abstain),
    });
    let is_taken = one.event == "measure_taken";
    let alone = is_taken && one.word.as_deref() == Some("restriction") && one.tally.is_none();
    let alone = alone.then(|| page.t("coalition-taken-alone"));
    let own = (one.event == APPEALED && one.text.is_some()).then(|| page.t("coalition-appealed-own"));
    let dissents = one.dissents.iter().map(|text| page.t_with("coalition-dissented", "text", text.clone()));
    last.into_iter().chain(votes).chain(alone).chain(own).chain(dissents).collect()
}

/// What was written down with it. Of a check it begins with the source and the day on which the officer looked there,
/// which is told as other days are.
fn said(page: &Page, one: &RegisterDecision) -> String {
    let text = one.text.clone().unwrap_or_default();
    if one.event != CHECKED {
        return text;
    }
    let (looked, note) = text.split_once('\n').unwrap_or((text.as_str(), ""));
    let Some((source, day)) = looked.rsplit_once(", ") else { return text };
    let Ok(day) = day.parse::<NaiveDate>() else { return text };
    let looked = format!("{source}, {}", page.day(day));
    if note.is_empty() { looked } else { format!("{looked}\n{note}") }
}
