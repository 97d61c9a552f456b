//! Who sees what of a case, and what is missing before everybody does.

use crate::complaints::model::{Role, State};
use crate::complaints::pages::sheet::Sheet;
use crate::complaints::public;
use crate::web::page::Page;
use crate::web::parts::Fact;

/// Who sees what, for the patient whose it is, the clinic it is about, and the staff.
pub fn of(sheet: &Sheet, page: &Page) -> Vec<Fact> {
    let fact = |name: &str, value: &str| {
        Fact::new(page.t(&format!("complaints-sees-{name}")), page.t(&format!("complaints-sees-{value}")))
    };
    let (name, story) = if sheet.seen.view.identity_consent { ("clinic", "clinic") } else { ("nobody", "panel") };
    let is_own = sheet.is(Role::Patient);
    let name = if name == "clinic" && sheet.seen.view.patient_name.is_some() { known_name(sheet) } else { name };
    let mut facts = vec![fact(if is_own { "name-own" } else { "name" }, name), fact("story", story)];
    if is_own || sheet.side() == "staff" {
        facts.push(fact("files", if is_own { "files-own" } else { "files-who" }));
    }
    facts.push(fact("entry", entry(sheet)));
    facts.push(fact(if is_own { "account-own" } else { "account" }, account(sheet)));
    facts
}

/// The clinic that was told the name it knows is not told the other.
fn known_name(sheet: &Sheet) -> &'static str {
    match sheet.side() {
        "patient" => "clinic-known-own",
        "clinic" => "clinic",
        _ => "clinic-known",
    }
}

/// Everybody, or what is missing before everybody may see the entry.
fn entry(sheet: &Sheet) -> &'static str {
    let facts = &sheet.seen.loaded.facts;
    if public::is_public(&facts.row, &facts.marks) {
        return "public";
    }
    if facts.is_never_public() {
        return "never";
    }
    match (public::is_proved(&facts.row), facts.marks.published_at.is_some()) {
        (false, true) => "waits-proof",
        (true, _) => "waits-answer",
        (false, false) => "waits-both",
    }
}

/// The patient's own words follow the entry, where the patient chose to publish them.
fn account(sheet: &Sheet) -> &'static str {
    match entry(sheet) {
        _ if !sheet.publishes_words() => "nobody",
        "public" => "public",
        "never" => "never",
        _ if sheet.is(Role::Patient) => "chosen-by-you",
        _ => "chosen",
    }
}

/// What an unnamed complaint can reach, for the patient who can still agree to be named.
pub fn unnamed(sheet: &Sheet, page: &Page) -> Option<String> {
    let parts = ["complaints-unnamed-not", "complaints-unnamed-reach", "complaints-case-unnamed"];
    sheet.may("identity_consent").then(|| parts.map(|part| page.t(part)).join(" "))
}

/// What whoever runs the case ought to know: without proof neither the entry nor what the patient chose becomes public.
pub fn unproved(sheet: &Sheet, page: &Page) -> Option<String> {
    let facts = &sheet.seen.loaded.facts;
    let runs_it = sheet.is(Role::Officer) || sheet.is(Role::Board);
    if !runs_it || facts.row.state == State::Closed || public::is_proved(&facts.row) {
        return None;
    }
    match (facts.row.publish_narrative, facts.marks.published_at.is_some()) {
        (true, _) => Some(page.t("complaints-case-unproved-chosen")),
        (false, true) => Some(page.t("complaints-case-unproved-text")),
        (false, false) => None,
    }
}
