//! What was decided about a member, in words: one line for each step.

use super::{day_or, word};
use crate::clock::Timestamp;
use crate::coalition::members::decisions::{Against, Failed, RegisterDecision, VotesCast};
use crate::coalition::members::model::Measure;
use crate::coalition::rules::Closed;
use crate::specialty::Membership;
use crate::web::page::Page;
use chrono::NaiveDate;

/// The step of an application whose line names the gate.
const GATE_ANSWERED: &str = "gate_answered";

/// The step of a membership whose line says who took it.
const MEASURE_TAKEN: &str = "measure_taken";

/// The step of a membership whose line says what there was no vote on.
const INTERIM_VOTE_MISSED: &str = "interim_vote_missed";

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
pub fn lines(page: &Page, decisions: &[RegisterDecision], rules: &Membership) -> Vec<Line> {
    decisions.iter().rev().map(|one| line(page, one, rules)).collect()
}

fn line(page: &Page, one: &RegisterDecision, rules: &Membership) -> Line {
    let group = if one.of == "application" { "state" } else { "member-state" };
    let (event, state) = (word(page, "event", &one.event), word(page, group, &one.to));
    Line {
        at: one.at,
        day: day_or(page, Some(one.day.as_str()), one.at),
        title: match &one.word {
            Some(gate) if one.event == GATE_ANSWERED => format!("{event}: {}", named(page, gate, rules)),
            Some(measure) if MEASURES.contains(&one.event.as_str()) => {
                format!("{event}: {}", word(page, "measure", measure))
            }
            Some(outcome) if one.event == APPEAL_DECIDED => format!("{event}: {}", word(page, "appeal", outcome)),
            // What says the same twice, or changed nothing, is said once.
            _ if event == state || one.from == one.to => event,
            _ => format!("{event}: {state}"),
        },
        more: more(page, one, rules),
        text: said(page, one),
        leaf: one.leaf.clone(),
        entry: match one.ledger_index {
            Some(index) => page.t_with("record-entry", "number", index),
            None => page.t("record-pending"),
        },
    }
}

/// A gate by its code and its name.
fn named(page: &Page, code: &str, rules: &Membership) -> String {
    let known = rules.gates.iter().find(|gate| gate.code == code);
    known.map_or_else(|| code.to_owned(), |gate| format!("{code} {}", gate.words.get(page.lang.as_str())))
}

/// What an appeal is against, the last day of a measure, who decided it or why nothing was, who else reads an appeal, and
/// what those who did not agree said.
fn more(page: &Page, one: &RegisterDecision, rules: &Membership) -> Vec<String> {
    let against = one.against.as_ref().map(|measure| against(page, measure));
    let last = day_in_words(page, one.last_day.as_deref());
    let last = last.map(|day| page.t_with("coalition-last-day", "day", day));
    let failed = one.failed.map(|failed| why_not(page, one.word.as_deref(), failed));
    let missed = (one.event == INTERIM_VOTE_MISSED)
        .then(|| page.t_with("coalition-interim-vote-missed-why", "least", rules.thresholds.least_quorum));
    let own = (one.event == APPEALED && one.text.is_some()).then(|| page.t("coalition-appealed-own"));
    let dissents = one.dissents.iter().map(|text| page.t_with("coalition-dissented", "text", text.clone()));
    let lines = [against, last, votes(page, one), failed, missed, own];
    lines.into_iter().flatten().chain(dissents).collect()
}

fn day_in_words(page: &Page, day: Option<&str>) -> Option<String> {
    day?.parse::<NaiveDate>().ok().map(|day| page.day(day))
}

/// The votes, or that there were none because one member of the board decided it.
fn votes(page: &Page, one: &RegisterDecision) -> Option<String> {
    match (one.tally, one.event.as_str()) {
        (Some(votes), APPEAL_DECIDED) => {
            Some(page.t_with2("coalition-hearing-voices", "for", votes.yes, "against", votes.no))
        }
        (None, MEASURE_TAKEN) if one.word.as_deref() == Some(Measure::Restriction.as_str()) => {
            Some(page.t("coalition-taken-alone"))
        }
        (tally, MEASURE_TAKEN) => Some(by_whom(page, tally)),
        (tally, _) => tally.map(|votes| super::tally(page, votes.yes, votes.no, votes.abstain)),
    }
}

/// Who decided a measure: the board by its votes, or one of its members.
pub fn by_whom(page: &Page, tally: Option<VotesCast>) -> String {
    let Some(votes) = tally else { return page.t("coalition-by-one") };
    page.t_with("coalition-by-vote", "tally", super::tally(page, votes.yes, votes.no, votes.abstain))
}

/// The measure that an appeal is against, with its last day.
fn against(page: &Page, measure: &Against) -> String {
    let name = word(page, "measure", &measure.measure);
    match day_in_words(page, measure.last_day.as_deref()) {
        Some(day) => page.t_with2("coalition-against-until", "measure", name, "day", day),
        None => page.t_with("coalition-against", "measure", name),
    }
}

/// Why a measure was not carried.
fn why_not(page: &Page, measure: Option<&str>, failed: Failed) -> String {
    match failed.came {
        Closed::NoQuorum => page.lang.t_with(
            "coalition-failed-quorum",
            &[
                ("cast", failed.tally.cast().into()),
                ("seats", failed.tally.seats.into()),
                ("quorum", failed.quorum.into()),
            ],
        ),
        Closed::NotCarried if measure == Some(Measure::Removal.as_str()) => page.t("coalition-failed-two-thirds"),
        Closed::NotCarried => page.t("coalition-failed-majority"),
        Closed::Carried => page.t("coalition-failed-over"),
    }
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
