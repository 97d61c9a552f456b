//! One section of the form of an application, as the page shows it.

use super::{Agreement, digest, is_changed, ticked};
use crate::coalition::applications::views::ApplicationView;
use crate::coalition::applications::{Person, Section};
use crate::coalition::letters::Missing;
use crate::coalition::pages::typed;
use crate::directory::Licence;
use crate::web::page::Page;
use crate::web::parts::Choice;
use serde_json::Value;

/// A section with what stands in it.
pub struct SectionView {
    pub name: &'static str,
    pub title: String,
    pub hint: String,
    pub text: String,
    /// Of what is saved: whoever saves the form says what it was filled from.
    pub was: String,
    /// For the agreements.
    pub choices: Vec<Choice>,
    pub is_complete: bool,
    /// What it lacks, in words.
    pub missing: Vec<String>,
    /// The reviewers score it, without knowing whose it is.
    pub is_scored: bool,
    /// By its own button, just now.
    pub is_saved: bool,
    /// What is wrong with it, and the id of its control.
    pub errors: Vec<String>,
    pub field: String,
}

/// A section as it stands, or as it was just typed.
pub fn section_of(
    page: &Page,
    (view, missing): (&ApplicationView, &[Missing]),
    section: Section,
    raw: &[(String, String)],
) -> SectionView {
    // What nobody touched is shown as it is by now.
    let typed = is_changed(raw, section).then(|| typed(raw, section.as_str()).to_owned());
    let choices = Agreement::ALL.iter().map(|agreement| {
        let name = agreement.as_str();
        let ticked = |(field, value): &(String, String)| field.starts_with("accepted") && value == name;
        let saved = view.agreements.as_ref().and_then(|all| all.get(name)).and_then(Value::as_bool).unwrap_or(false);
        let yes = if typed.is_some() { raw.iter().any(ticked) } else { saved };
        let label = page.t(&format!("coalition-agreement-{}", name.replace('_', "-")));
        Choice { chosen: yes, ..Choice::new(name, label) }
    });
    SectionView {
        name: section.as_str(),
        errors: page
            .errors
            .all()
            .iter()
            .filter(|problem| problem.field == section.as_str())
            .map(|problem| problem.message.clone())
            .collect(),
        field: page.field_id(section.as_str()),
        title: page.t(&format!("coalition-section-{section}")),
        hint: page.t(&format!("coalition-section-{section}-hint")),
        choices: if section == Section::Agreements { choices.collect() } else { Vec::new() },
        text: typed.clone().unwrap_or_else(|| text_of(view, section)),
        was: digest(&text_of(view, section)),
        missing: missing.iter().filter(|gap| gap.section == Some(section)).map(|gap| gap.text.clone()).collect(),
        is_scored: matches!(section, Section::Practice | Section::Cases),
        is_complete: !view.gaps.contains(&section),
        is_saved: just_saved(&page.path) == Some(section),
    }
}

/// The section whose button brought the reader here, as the address names it.
fn just_saved(path: &str) -> Option<Section> {
    path.split_once("done=saved&section=")?.1.parse().ok()
}

/// A section as text, one line for each person or licence.
pub fn text_of(view: &ApplicationView, section: Section) -> String {
    let people = |people: &Option<Vec<Person>>| {
        let line = |person: &Person| format!("{}; {}", person.name, person.email);
        people.iter().flatten().map(line).collect::<Vec<_>>().join("\n")
    };
    let words = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    };
    let licence = |one: &Licence| {
        let day = one.expires_on.map(|day| format!("; {day}")).unwrap_or_default();
        format!("{}; {}; {}{day}", one.country, one.authority, one.number)
    };
    match section {
        Section::Licences => view.licences.iter().flatten().map(licence).collect::<Vec<_>>().join("\n"),
        Section::Practice => words(&view.practice),
        Section::Cases => words(&view.cases),
        Section::Peers => people(&view.peers),
        Section::Patients => people(&view.patients),
        Section::Agreements => view.agreements.as_ref().map(ticked).unwrap_or_default(),
    }
}
