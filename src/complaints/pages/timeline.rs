//! The timeline of a case: what comes next on top, then what happened, newest first.

use super::due;
use super::sheet::Sheet;
use super::words::{self, label, label_to};
use crate::complaints::api::EventView;
use crate::complaints::model::{Event, Outcome, State};
use crate::complaints::public;
use crate::specialty::Pack;
use crate::web::page::{Page, Tone};
use crate::web::parts::{Mark, RecordLine, TimelineEntry};
use serde_json::Value;

/// The entries of a case's timeline.
pub fn of(sheet: &Sheet, page: &Page, pack: &Pack) -> Vec<TimelineEntry> {
    let next = sheet.seen.view.next.as_ref().map(|next| TimelineEntry {
        mark: Mark::Next,
        at: next.due,
        day_only: true,
        title: words::step(page.lang, &next.step, &sheet.seen.roles),
        text: expected(sheet, page, &next.step),
        note: None,
        record: None,
    });
    next.into_iter().chain(sheet.events.iter().rev().map(|event| entry(sheet, page, pack, event))).collect()
}

/// What is worth a sentence below the next step; where the clinic only confirms the letter, by when it answers.
fn expected(sheet: &Sheet, page: &Page, step: &str) -> String {
    if step == "acknowledgement" {
        return page.t_with("complaints-step-text-acknowledgement", "day", due::response(&sheet.seen.loaded, page));
    }
    label_to(page.lang, ("step-text", step), &sheet.seen.roles)
}

fn entry(sheet: &Sheet, page: &Page, pack: &Pack, event: &EventView) -> TimelineEntry {
    let title = told(sheet, page, event);
    // The part of the page that shows a missed date says "Missed:" itself.
    let missed = format!("{} ", page.t("timeline-missed"));
    let (mark, title) = match title.strip_prefix(&missed) {
        Some(rest) => (Mark::Missed, rest.to_owned()),
        None if event.actor_role == own_role(sheet) => (Mark::Own, title),
        None => (Mark::Happened, title),
    };
    TimelineEntry {
        at: event.at,
        day_only: false,
        text: with_letter(text(sheet, page, pack, event), page, event),
        note: (mark == Mark::Missed).then(|| (Tone::Bad, page.t(missed_note(sheet, event)))),
        record: Some(RecordLine { entry: event.ledger_index, href: String::new(), about: title.clone() }),
        mark,
        title,
    }
}

/// What happened; the patient's own acts are told as such.
fn told(sheet: &Sheet, page: &Page, event: &EventView) -> String {
    if event.event == Event::Messaged.as_str() {
        return label(page.lang, "message", correspondents(sheet, event));
    }
    let own = words::key("own", &event.event);
    let is_own = sheet.side() == "patient" && event.actor_role == own_role(sheet);
    if is_own && page.lang.has(&own) {
        return page.t(&own);
    }
    let by = format!("{}-by-{}", words::key("event", &event.event), event.actor_role);
    if page.lang.has(&by) {
        return page.t(&by);
    }
    label_to(page.lang, ("event", &event.event), &sheet.seen.roles)
}

fn correspondents(sheet: &Sheet, event: &EventView) -> &'static str {
    let to = event.data.get("to").and_then(Value::as_str);
    words::correspondents(sheet.side(), &event.actor_role, to)
}

/// Where the words of a message stand, for whoever may read them.
fn where_words_are(sheet: &Sheet, event: &EventView) -> &'static str {
    let reads = sheet.side() == "staff" || matches!(correspondents(sheet, event), "yours" | "to-you");
    if reads { "complaints-text-message-below" } else { "complaints-text-message-between" }
}

fn own_role(sheet: &Sheet) -> &'static str {
    match sheet.side() {
        "patient" => "patient",
        "clinic" => "clinic",
        _ => "case_officer",
    }
}

fn missed_note(sheet: &Sheet, event: &EventView) -> &'static str {
    let facts = &sheet.seen.loaded.facts;
    let is_marked = event.event == Event::DeadlineMissed.as_str() && sheet.seen.view.untimely;
    let is_public = is_marked && public::is_public(&facts.row, &facts.marks);
    if is_public { "complaints-clock-wrote-public" } else { "complaints-clock-wrote" }
}

/// What is worth a sentence below the title; the words people wrote stand in their own section.
fn text(sheet: &Sheet, page: &Page, pack: &Pack, event: &EventView) -> String {
    let said = |name: &str| event.data.get(name).and_then(Value::as_str).unwrap_or_default();
    match event.event.parse() {
        Ok(Event::Triaged) => {
            let severity = event.data.get("severity").and_then(Value::as_i64).unwrap_or_default();
            let severity = label(page.lang, "severity", &severity.to_string());
            let category = words::category(pack, page.lang, said("category"));
            page.t_with2("complaints-text-triaged", "category", category, "severity", severity)
        }
        Ok(Event::Responded) => words::response(pack, page.lang, said("code")),
        Ok(Event::FeedbackGiven) => label(page.lang, "satisfied", said("satisfied")),
        Ok(Event::EvidenceAssessed) => {
            let level = event.data.get("level").and_then(Value::as_i64).unwrap_or_default();
            label(page.lang, "level", &level.to_string())
        }
        Ok(Event::Appealed) => label(page.lang, "ground", said("ground")),
        Ok(Event::Decided) => outcome(page, said("outcome")),
        Ok(Event::ClosedByOfficer) => format!("{}. {}", outcome(page, said("outcome")), said("reason")),
        Ok(Event::Paused) => said("order").to_owned(),
        Ok(Event::Extended) => said("reason").to_owned(),
        Ok(Event::Acknowledged) if event.data.get("by_link").is_some() => page.t("complaints-text-by-link"),
        Ok(Event::Messaged) => page.t(where_words_are(sheet, event)),
        Ok(Event::Escalated) if event.actor_role == "clock" => page.t("complaints-text-escalated-by-clock"),
        Ok(Event::Withdrawn) if sheet.side() != "clinic" => said("reason").to_owned(),
        _ => String::new(),
    }
}

/// The same, and that the clinic was written to with this step: from here on its days are counted.
fn with_letter(said: String, page: &Page, event: &EventView) -> String {
    if event.from == event.to || event.to != State::WithClinic.as_str() {
        return said;
    }
    let written = page.t("complaints-text-clinic-written");
    let said = said.trim_end_matches('.');
    if said.is_empty() { written } else { format!("{said}. {written}") }
}

fn outcome(page: &Page, word: &str) -> String {
    word.parse::<Outcome>().map(|known| label(page.lang, "outcome", known.as_str())).unwrap_or_default()
}
