//! What an application is judged by: the file, what referees wrote, and what the scores came to, with their reasons.

use super::{plain, sheet, word};
use crate::coalition::applications::model::Role;
use crate::coalition::applications::views::{self, AgreementView, Seen};
use crate::specialty::{Criterion, Membership};
use crate::web::page::Page;
use crate::web::parts::Fact;

/// What the reviewers wrote about one criterion.
pub struct Reasons {
    pub name: String,
    /// Of each the score with its round, and why.
    pub given: Vec<(String, String)>,
}

/// The file, for officers and the board, as far as they may see it now; reviewers have it on their sheet.
pub fn file(page: &Page, seen: &Seen) -> Vec<Fact> {
    if !seen.roles.iter().any(|role| matches!(role, Role::Officer | Role::Board)) {
        return Vec::new();
    }
    sheet::file(page, seen).into_iter().filter(|part| !part.value.is_empty()).collect()
}

/// The medians of the scores, as the register shows them.
pub fn medians(page: &Page, found: &AgreementView, rules: &Membership) -> Vec<Fact> {
    let median = |known: &Criterion| {
        let value = found.medians.get(&known.code).map(|median| plain(page, *median)).unwrap_or_default();
        Fact::new(known.words.get(page.lang.as_str()), value)
    };
    rules.criteria.iter().map(median).collect()
}

/// What the reviewers wrote with their scores, for the board: of the rounds that everybody has locked.
pub fn reasons(page: &Page, seen: &Seen) -> Vec<Reasons> {
    if !seen.roles.contains(&Role::Board) {
        return Vec::new();
    }
    let told = views::told_scores(&seen.facts);
    let of = |known: &Criterion| Reasons {
        name: known.words.get(page.lang.as_str()).to_owned(),
        given: told
            .iter()
            .filter(|row| row.criterion == known.code)
            .map(|row| {
                let score = page.t_with2("coalition-score-in-round", "score", row.score, "round", row.round);
                (score, row.reason.clone())
            })
            .collect(),
    };
    seen.facts.pack.criteria.iter().map(of).filter(|one| !one.given.is_empty()).collect()
}

/// How many of those who were asked have answered.
pub fn references(page: &Page, seen: &Seen) -> Vec<Fact> {
    let told = &seen.view.references;
    let of = |answered: usize, asked: usize| {
        page.t_with2("coalition-answered-of", "answered", answered.to_string(), "asked", asked.to_string())
    };
    if told.peers_asked + told.patients_asked == 0 {
        return Vec::new();
    }
    let fact = |name: &str, value| Fact::new(page.t(&format!("coalition-fact-{name}")), value);
    let mut facts = vec![
        fact("peers", of(told.peers_answered, told.peers_asked)),
        fact("patients", of(told.patients_answered, told.patients_asked)),
    ];
    facts.extend((!told.seeds.is_empty()).then(|| fact("seeds", told.seeds.join(", "))));
    facts
}

/// What those who were asked wrote, and who they are to the applicant.
pub fn answers(page: &Page, seen: &Seen) -> Vec<(String, String)> {
    let told = seen.view.references.items.iter();
    told.filter_map(|one| {
        let kind = word(page, "referee", one.kind.as_str());
        let who = one.name.as_ref().map_or_else(|| kind.clone(), |name| format!("{kind}: {name}"));
        Some((who, one.text.clone()?))
    })
    .collect()
}
