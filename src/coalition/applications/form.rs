//! The form of an application: its sections, what is still missing, and who is drawn from its lists.

use crate::directory::Licence;
use crate::specialty::References;
use crate::text_enum;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

text_enum! {
    /// The sections of the form, in its order.
    pub enum FormSection {
        Licences = "licences",
        Practice = "practice",
        Cases = "cases",
        Peers = "peers",
        Patients = "patients",
        Agreements = "agreements",
    }
}

pub use FormSection as Section;

/// Somebody whom the applicant names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = NamedReferee)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub email: String,
}

/// What the applicant wrote, section by section.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    pub licences: Vec<Licence>,
    /// The applicant's own words or structure: years, sessions, equipment, training.
    pub practice: Value,
    /// Pseudonymised case sets.
    pub cases: Value,
    pub peers: Vec<Person>,
    pub patients: Vec<Person>,
    /// What the applicant accepts; reviewers never see it.
    pub agreements: Value,
}

impl Form {
    /// The sections in which something is missing.
    pub fn gaps(&self, asked: &References) -> Vec<Section> {
        let enough = |people: &[Person], least: u32| distinct(people).len() >= usize::try_from(least).unwrap_or(0);
        Section::ALL
            .iter()
            .copied()
            .filter(|section| match section {
                Section::Licences => self.licences.is_empty(),
                Section::Practice => is_blank(&self.practice),
                Section::Cases => is_blank(&self.cases),
                Section::Peers => !enough(&self.peers, asked.peers),
                Section::Patients => !enough(&self.patients, asked.patients_listed),
                Section::Agreements => is_blank(&self.agreements) || declines(&self.agreements),
            })
            .collect()
    }

    /// Whether somebody with this address is among those named.
    pub fn names(&self, email: &str) -> bool {
        self.peers.iter().chain(&self.patients).any(|person| person.email.trim().eq_ignore_ascii_case(email))
    }
}

/// Every address once.
fn distinct(people: &[Person]) -> Vec<&Person> {
    let mut once: Vec<&Person> = Vec::new();
    for person in people {
        if !once.iter().any(|known| known.email.trim().eq_ignore_ascii_case(person.email.trim())) {
            once.push(person);
        }
    }
    once
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

/// Whether anything in it is a no.
fn declines(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => !yes,
        Value::Array(items) => items.iter().any(declines),
        Value::Object(fields) => fields.values().any(declines),
        _ => false,
    }
}

/// Draws `count` of `listed` by lot, leaving out those whose address is in `without`. The lot of each is the digest of
/// seed and address, so that whoever knows the recorded seed and the list comes to the same people.
pub fn draw<'p>(listed: &'p [Person], seed: &str, count: usize, without: &[String]) -> Vec<&'p Person> {
    let is_out = |person: &&Person| without.iter().any(|known| known.eq_ignore_ascii_case(person.email.trim()));
    let mut lots: Vec<(String, &Person)> = distinct(listed)
        .into_iter()
        .filter(|person| !is_out(person))
        .map(|person| (lot(seed, &person.email), person))
        .collect();
    lots.sort_by(|one, other| one.0.cmp(&other.0));
    lots.into_iter().take(count).map(|(_, person)| person).collect()
}

fn lot(seed: &str, email: &str) -> String {
    hex::encode(Sha256::digest(format!("{seed}\n{}", email.trim().to_lowercase()).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn people(count: usize) -> Vec<Person> {
        (0..count).map(|n| Person { name: format!("P {n}"), email: format!("p{n}@people.example") }).collect()
    }

    const ASKED: References = References { peers: 2, patients_listed: 50, patients_drawn: 10, answers_needed: 6 };

    #[test]
    fn gaps_name_what_is_missing() {
        let mut form = Form::default();
        assert_eq!(form.gaps(&ASKED), Section::ALL);
        form.licences =
            vec![Licence { country: "AT".into(), authority: "ÖÄK".into(), number: "1".into(), expires_on: None }];
        form.practice = json!("Eleven years, one patient a day.");
        form.cases = json!([{"grafts": 2600}]);
        form.peers = people(2);
        form.patients = people(50);
        form.agreements = json!({"free_posting": true, "dues": true});
        assert_eq!(form.gaps(&ASKED), []);
        form.agreements = json!({"free_posting": true, "dues": false});
        form.patients[49].email = "P0@people.example".into();
        assert_eq!(form.gaps(&ASKED), [Section::Patients, Section::Agreements]);
    }

    #[test]
    fn the_draw_follows_from_the_seed_alone() {
        let listed = people(60);
        let drawn = draw(&listed, "a1", 10, &[]);
        let mut turned = listed.clone();
        turned.reverse();
        assert_eq!(drawn, draw(&turned, "a1", 10, &[]), "the order of the list changes nothing");
        assert_ne!(drawn, draw(&listed, "a2", 10, &[]));
        let before: Vec<String> = drawn.iter().map(|person| person.email.clone()).collect();
        let again = draw(&listed, "a2", 10, &before);
        assert!(again.len() == 10 && again.iter().all(|person| !before.contains(&person.email)));
    }
}
