//! The first words of a case's page: how it stands, whose turn it is, and the dates that follow.

use crate::clock::Timestamp;
use crate::complaints::facts::ComplaintFacts;
use crate::complaints::model::{Event, Role, State, Timer};
use crate::complaints::pages::sheet::Sheet;
use crate::complaints::pages::words::{self, label, label_to};
use crate::complaints::table::WITH_PANEL;
use crate::specialty::Pack;
use crate::web::page::Page;
use crate::web::parts::Fact;
use chrono::Duration;

/// The step of whoever is asked for proof.
const PROOF: &str = "proof";
/// The step at which the coalition takes over by itself.
const ESCALATION: &str = "escalation";

/// `The clinic missed its date. It is your turn.`
pub fn title(sheet: &Sheet, page: &Page) -> String {
    let view = &sheet.seen.view;
    let told = |word: &str| label_to(page.lang, ("outcome", word), &sheet.seen.roles);
    let outcome = view.outcome.map(|outcome| told(outcome.as_str())).unwrap_or_default();
    match view.state {
        State::Closed => page.t_with("complaints-head-closed", "outcome", outcome),
        State::Decided => page.t_with("complaints-head-decided", "outcome", outcome),
        _ => format!("{} {}", label(page.lang, "head", &head(sheet)), turn(sheet, page)),
    }
}

/// The word of how an open case stands; what the coalition is late with comes first.
fn head(sheet: &Sheet) -> String {
    let loaded = &sheet.seen.loaded;
    let (view, facts) = (&sheet.seen.view, &loaded.facts);
    match (loaded.overdue(), view.state) {
        (Some(step), _) => format!("overdue-{step}"),
        _ if is_late(sheet) => "late".to_owned(),
        (None, State::WithClinic) if view.acknowledged_at.is_some() => "acknowledged".to_owned(),
        (None, State::FactualCheck) if facts.factual_check_is_over => "checked".to_owned(),
        (None, state) => state.as_str().to_owned(),
    }
}

/// The clinic's date is over, and nobody has acted on it.
fn is_late(sheet: &Sheet) -> bool {
    sheet.seen.view.state == State::WithClinic && sheet.happened(Event::DeadlineMissed)
}

/// Whose turn it is, as this reader is told it.
fn turn(sheet: &Sheet, page: &Page) -> String {
    match who(sheet).as_str() {
        "you" => page.t("complaints-turn-you"),
        other => format!("{}.", label(page.lang, "turn", other)),
    }
}

/// `you`, or the party whose turn it is.
fn who(sheet: &Sheet) -> String {
    if is_late(sheet) && sheet.is(Role::Patient) && sheet.may("escalation") {
        return "you".to_owned();
    }
    let loaded = &sheet.seen.loaded;
    // What both sides are asked meanwhile stays theirs, whatever the coalition is late with.
    let next = sheet.seen.view.next.as_ref().filter(|next| next.actor == "parties" || loaded.overdue().is_none());
    let actor = next.map_or_else(|| responsible(&loaded.facts), |next| next.actor.as_str());
    let is_party = sheet.is(Role::Patient) || sheet.is(Role::Clinic);
    let is_own = sheet.seen.roles.iter().any(|role| role.as_str() == actor) || (actor == "parties" && is_party);
    if is_own { "you".to_owned() } else { actor.to_owned() }
}

/// Who is to act where no date says so, because it was missed or there is none: an appeal has no date of its own once
/// the new panel sits.
fn responsible(facts: &ComplaintFacts) -> &'static str {
    match facts.row.state {
        State::Submitted => "case_officer",
        state if !WITH_PANEL.contains(&state) => "clock",
        _ if facts.panel_is_complete() => "panel",
        _ => "board",
    }
}

/// What the case is about, in one sentence.
pub fn lede(sheet: &Sheet, page: &Page, pack: &Pack) -> String {
    let view = &sheet.seen.view;
    page.lang.t_with(
        &format!("complaints-lede-{}", sheet.side()),
        &[
            ("category", words::category(pack, page.lang, &view.category).into()),
            ("procedure", words::procedure(pack, page.lang, &view.procedure).into()),
            ("month", words::month(page.lang, &view.procedure_month).into()),
            ("whom", sheet.whom().into()),
            ("name", view.complainant.as_ref().map(|person| person.display_name.clone()).unwrap_or_default().into()),
        ],
    )
}

/// The next date, who acts, when the clock goes on by itself, and the officer.
pub fn figures(sheet: &Sheet, page: &Page) -> Vec<Fact> {
    let view = &sheet.seen.view;
    let mut figures = Vec::new();
    if let Some(next) = &view.next {
        figures.push(Fact::new(words::step(page.lang, &next.step, &sheet.seen.roles), day(sheet, page, next.due)));
    }
    if view.next.is_some() || sheet.seen.loaded.overdue().is_some() {
        let actor = match who(sheet).as_str() {
            "you" => page.t("complaints-role-you"),
            other => label(page.lang, "role", other),
        };
        figures.push(Fact::new(page.t("complaints-figure-turn"), actor));
    }
    // Once that is the next date, it stands there already.
    let is_next = view.next.as_ref().is_some_and(|next| next.step == ESCALATION);
    if let Some(at) = escalates(sheet).filter(|_| !is_next) {
        figures.push(Fact::new(page.t("complaints-figure-clock"), day(sheet, page, at)));
    }
    if let Some(at) = view.closed_at {
        figures.push(Fact::new(page.t("complaints-figure-closed"), day(sheet, page, at)));
    }
    let officer = view.officer.as_ref();
    let named = officer.map_or_else(|| page.t("complaints-officer-none"), |person| person.display_name.clone());
    let key = if sheet.is(Role::Patient) { "complaints-figure-officer-own" } else { "complaints-figure-officer" };
    figures.push(Fact::new(page.t(key), named));
    figures
}

/// The day by the clinic's clocks, which is how deadlines are counted; with its year where that is another than now.
fn day(sheet: &Sheet, page: &Page, at: Timestamp) -> String {
    let calendar = &sheet.seen.loaded.facts.calendar;
    page.lang.day_near(calendar.local_day(at), calendar.local_day(page.now))
}

/// By when the proof that is asked for is due, for whoever hands it in.
pub fn proof_until(sheet: &Sheet, page: &Page) -> Option<String> {
    let next = sheet.seen.view.next.as_ref().filter(|next| next.step == PROOF)?;
    sheet.may("evidence").then(|| day(sheet, page, next.due))
}

/// The last day for proof, where the case went on without it.
pub fn proof_missed(sheet: &Sheet, page: &Page) -> Option<String> {
    let missed = sheet.seen.loaded.proof_missed.filter(|missed| missed.until.is_none())?;
    Some(day(sheet, page, missed.at.minus(Duration::seconds(1))))
}

/// When the coalition takes over without anybody's doing.
fn escalates(sheet: &Sheet) -> Option<Timestamp> {
    let ends = [Timer::EscalationWithoutResponse.as_str(), Timer::EscalationWithoutFinal.as_str()];
    let timers = &sheet.seen.loaded.timers;
    timers.iter().find(|timer| ends.contains(&timer.timer.as_str())).map(|timer| timer.due_at)
}

/// What happens to a patient who does nothing.
pub fn wait(sheet: &Sheet, page: &Page) -> Option<String> {
    let at = escalates(sheet).filter(|_| sheet.is(Role::Patient))?;
    Some(page.t_with("complaints-wait", "day", day(sheet, page, at)))
}
