//! `inspection-v1`: from the scores of a checklist to its rating. The items are held against the pack's, whose bands
//! and decisive domains the file does not name.

use super::compare::Compared;
use crate::inspections::Score;
use crate::inspections::rating::{Scores, rate};
use crate::inspections::rules::{score_of_number, score_of_word};
use crate::specialty::Inspections;
use serde::Deserialize;
use serde_json::{Number, Value};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    weight: u32,
    critical: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    scores: BTreeMap<String, Value>,
    domains: BTreeMap<String, Domain>,
    mean_percent: Option<Number>,
    overall: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Domain {
    percent: Option<Number>,
    coverage: Number,
    rating: String,
}

pub fn check(file: &Value, checklist: &Inspections, compared: &mut Compared) {
    compared.only(file, &["items", "cases"]);
    if file.get("items").is_some() {
        check_items(&compared.part(file, "items"), checklist, compared);
    }
    for (place, case) in compared.cases::<Case>(file, "cases") {
        check_case(&place, &case, checklist, compared);
    }
}

/// Weights and criticals that the file names must be those that the site uses.
fn check_items(items: &BTreeMap<String, Item>, checklist: &Inspections, compared: &mut Compared) {
    let known: usize = checklist.domains.iter().map(|domain| domain.items.len()).sum();
    compared.count("items", items.len(), known);
    for (code, item) in items {
        let known = checklist.item(code).map(|(_, item)| item);
        let weight = known.map_or(0, |known| known.weight);
        compared.given(&format!("items.{code}.weight"), Some(&Number::from(item.weight)), f64::from(weight));
        compared.answer(&format!("items.{code}.critical"), item.critical, known.is_some_and(|known| known.critical));
    }
}

fn check_case(place: &str, case: &Case, checklist: &Inspections, compared: &mut Compared) {
    for code in case.scores.keys().filter(|code| checklist.item(code).is_none()) {
        compared.tell(&format!("{place}.scores.{code}"), "no such item");
    }
    for (code, score) in case.scores.iter().filter(|(_, score)| read(score).is_none()) {
        compared.tell(&format!("{place}.scores.{code}"), &format!("{score} is no score"));
    }
    let scores: Option<Scores> = case.scores.iter().map(|(code, score)| Some((code.clone(), read(score)?))).collect();
    let Some(scores) = scores else { return };
    let rated = rate(checklist, &scores);
    compared.count(&format!("{place}.domains"), case.domains.len(), rated.domains.len());
    for (code, expected) in &case.domains {
        let here = format!("{place}.domains.{code}");
        let Some(found) = rated.domains.iter().find(|domain| domain.code == *code) else {
            compared.text(&here, &expected.rating, "nothing");
            continue;
        };
        compared.perhaps(&format!("{here}.percent"), expected.percent.as_ref(), found.percent);
        compared.number(&format!("{here}.coverage"), &expected.coverage, found.coverage);
        compared.text(&format!("{here}.rating"), &expected.rating, found.rating.as_str());
    }
    compared.perhaps(&format!("{place}.mean_percent"), case.mean_percent.as_ref(), rated.overall_percent);
    compared.text(&format!("{place}.overall"), &case.overall, rated.rating.as_str());
}

fn read(score: &Value) -> Option<Score> {
    match score {
        Value::Number(number) => number.as_i64().and_then(|number| score_of_number(number).ok()),
        Value::String(word) => score_of_word(word).ok(),
        _ => None,
    }
}
