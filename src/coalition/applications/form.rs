//! The form of an application: its sections, what is still missing, and who is drawn from its lists.

use crate::directory::Licence;
use crate::specialty::References;
use crate::text_enum;
use chrono::NaiveDate;
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

text_enum! {
    /// Why what stands in one place of the form cannot count.
    pub enum GapReason {
        /// The address of somebody who answers for the applicant.
        OwnAddress = "own_address",
        /// The address of a colleague who is named, too.
        AlsoPeer = "also_peer",
        /// The licence had ended when the application was handed in.
        LicenceOver = "licence_over",
    }
}

/// One place of the form, and why what stands there cannot count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApplicationGap)]
pub struct Gap {
    /// `/peers/0/email`
    pub pointer: String,
    pub code: GapReason,
    #[serde(skip)]
    pub section: Section,
    /// From 0.
    #[serde(skip)]
    pub place: usize,
}

/// What a form is held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    pub asked: &'a References,
    /// The addresses of everybody who answers for the applicant, as [`key`] has them.
    pub own: &'a [String],
    /// The local day on which the application was handed in, or begun.
    pub day: NaiveDate,
}

/// An address as it is compared, which is how accounts compare theirs.
pub fn key(email: &str) -> String {
    email.trim().to_lowercase()
}

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

impl Gap {
    fn of(section: Section, place: usize, field: &str, code: GapReason) -> Self {
        Self { pointer: format!("/{section}/{place}/{field}"), code, section, place }
    }
}

impl Form {
    /// The sections in which something is missing, or cannot count.
    pub fn gaps(&self, against: Against<'_>) -> Vec<Section> {
        let wrong = self.wrong(against);
        let is_gap =
            |section: &Section| self.lacks(*section, against.asked) || wrong.iter().any(|gap| gap.section == *section);
        Section::ALL.iter().copied().filter(is_gap).collect()
    }

    /// Whether a section holds less than is asked for, whatever stands in it.
    pub fn lacks(&self, section: Section, asked: &References) -> bool {
        match section {
            Section::Licences => self.licences.is_empty(),
            Section::Practice => is_blank(&self.practice),
            Section::Cases => is_blank(&self.cases),
            Section::Peers | Section::Patients => self.counted(section) < asked_for(section, asked),
            Section::Agreements => is_blank(&self.agreements) || declines(&self.agreements),
        }
    }

    /// Who is named in a section, as it stands there.
    pub fn people(&self, section: Section) -> &[Person] {
        match section {
            Section::Peers => &self.peers,
            Section::Patients => &self.patients,
            _ => &[],
        }
    }

    /// How many of them count: every address once.
    pub fn counted(&self, section: Section) -> usize {
        distinct(self.people(section)).len()
    }

    /// The places of the form where something stands that cannot count. Peers are independent, §5.1: nobody speaks for
    /// themselves, and nobody speaks twice. A licence lasts through its last day.
    pub fn wrong(&self, against: Against<'_>) -> Vec<Gap> {
        let is_own = |email: &str| against.own.contains(&key(email));
        let is_peer = |email: &str| self.peers.iter().any(|peer| key(&peer.email) == key(email));
        let peer = |email: &str| is_own(email).then_some(GapReason::OwnAddress);
        let patient = |email: &str| peer(email).or_else(|| is_peer(email).then_some(GapReason::AlsoPeer));
        let mut wrong = Vec::new();
        for (place, licence) in self.licences.iter().enumerate() {
            let is_over = licence.expires_on.is_some_and(|last| last < against.day);
            wrong.extend(is_over.then(|| Gap::of(Section::Licences, place, "expires_on", GapReason::LicenceOver)));
        }
        for (place, person) in self.peers.iter().enumerate() {
            wrong.extend(peer(&person.email).map(|code| Gap::of(Section::Peers, place, "email", code)));
        }
        for (place, person) in self.patients.iter().enumerate() {
            wrong.extend(patient(&person.email).map(|code| Gap::of(Section::Patients, place, "email", code)));
        }
        wrong
    }

    /// The keys of the addresses of those who are named.
    pub fn named(&self) -> impl Iterator<Item = String> {
        self.peers.iter().chain(&self.patients).map(|person| key(&person.email))
    }
}

/// How many people a section is to name.
pub fn asked_for(section: Section, asked: &References) -> usize {
    let least = match section {
        Section::Peers => asked.peers,
        Section::Patients => asked.patients_listed,
        _ => 0,
    };
    usize::try_from(least).unwrap_or(0)
}

/// Every address once.
fn distinct(people: &[Person]) -> Vec<&Person> {
    let mut once: Vec<&Person> = Vec::new();
    for person in people {
        if !once.iter().any(|known| key(&known.email) == key(&person.email)) {
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

/// Every address of `listed` once, but for those in `known`.
pub fn without<'p>(listed: &'p [Person], known: &[String]) -> Vec<&'p Person> {
    let is_known = |person: &Person| known.iter().any(|email| key(email) == key(&person.email));
    distinct(listed).into_iter().filter(|person| !is_known(person)).collect()
}

/// Draws `count` of `listed` by lot, leaving out those whose address is in `known`. The lot of each is the digest of
/// seed and address, so that whoever knows the recorded seed and the list comes to the same people.
pub fn draw<'p>(listed: &'p [Person], seed: &str, count: usize, known: &[String]) -> Vec<&'p Person> {
    let mut lots: Vec<(String, &Person)> =
        without(listed, known).into_iter().map(|person| (lot(seed, &person.email), person)).collect();
    lots.sort_by(|one, other| one.0.cmp(&other.0));
    lots.into_iter().take(count).map(|(_, person)| person).collect()
}

fn lot(seed: &str, email: &str) -> String {
    hex::encode(Sha256::digest(format!("{seed}\n{}", key(email)).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn people(count: usize) -> Vec<Person> {
        (0..count).map(|n| Person { name: format!("P {n}"), email: format!("p{n}@people.example") }).collect()
    }

    const ASKED: References = References { peers: 2, patients_listed: 50, patients_drawn: 10, answers_needed: 6 };

    const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    const NOBODY: Against<'static> = Against { asked: &ASKED, own: &[], day: DAY };

    fn named(email: &str) -> Person {
        Person { name: "Somebody".into(), email: email.into() }
    }

    fn whole() -> Form {
        Form {
            licences: vec![Licence {
                country: "AT".into(),
                authority: "ÖÄK".into(),
                number: "1".into(),
                expires_on: None,
            }],
            practice: json!("Eleven years, one patient a day."),
            cases: json!([{"grafts": 2600}]),
            peers: vec![named("one@peers.example"), named("two@peers.example")],
            patients: people(50),
            agreements: json!({"free_posting": true, "dues": true}),
        }
    }

    #[test]
    fn gaps_name_what_is_missing() {
        assert_eq!(Form::default().gaps(NOBODY), Section::ALL);
        let mut form = whole();
        assert_eq!(form.gaps(NOBODY), []);
        form.agreements = json!({"free_posting": true, "dues": false});
        form.patients[49].email = "P0@people.example".into();
        assert_eq!(form.gaps(NOBODY), [Section::Patients, Section::Agreements]);
    }

    #[test]
    fn peers_and_patients_are_neither_the_applicant_nor_one_another() {
        use GapReason::{AlsoPeer, OwnAddress};
        type Case<'a> = (&'a str, &'a str, &'a [(&'a str, GapReason)], &'a [Section]);
        let table: &[Case<'_>] = &[
            ("one@peers.example", "p1@people.example", &[], &[]),
            ("me@own.example", "p1@people.example", &[("/peers/0/email", OwnAddress)], &[Section::Peers]),
            (" ME@Own.example ", "p1@people.example", &[("/peers/0/email", OwnAddress)], &[Section::Peers]),
            ("one@peers.example", "desk@own.example", &[("/patients/1/email", OwnAddress)], &[Section::Patients]),
            ("one@peers.example", "Two@Peers.example", &[("/patients/1/email", AlsoPeer)], &[Section::Patients]),
            (
                "me@own.example",
                "ME@own.example",
                &[("/peers/0/email", OwnAddress), ("/patients/1/email", OwnAddress)],
                &[Section::Peers, Section::Patients],
            ),
        ];
        let own = ["me@own.example".to_owned(), "desk@own.example".to_owned()];
        let against = Against { own: &own, ..NOBODY };
        for (peer, patient, wrong, gaps) in table {
            let mut form = whole();
            // One more than are asked for: what cannot count is a gap, however many are left.
            form.patients.push(named("p50@people.example"));
            form.peers[0].email = (*peer).to_owned();
            form.patients[1].email = (*patient).to_owned();
            let found = form.wrong(against);
            let found: Vec<_> = found.iter().map(|gap| (gap.pointer.as_str(), gap.code)).collect();
            assert_eq!(found, *wrong, "{peer}, {patient}");
            assert_eq!(form.gaps(against), *gaps, "{peer}, {patient}");
        }
    }

    #[test]
    fn addresses_are_the_same_whatever_their_case_in_any_script() {
        let mut form = whole();
        form.patients[49].email = " ÄRZTIN@praxis.example".into();
        let named: Vec<String> = form.named().collect();
        assert!(named.contains(&key("ärztin@Praxis.example")) && !named.contains(&key("arztin@praxis.example")));
        form.patients[48].email = "ärztin@praxis.example".into();
        assert_eq!(form.gaps(NOBODY), [Section::Patients], "one person is one person");
        let asked = ["Ärztin@PRAXIS.example".to_owned()];
        let drawn = draw(&form.patients, "a1", 50, &asked);
        assert_eq!(drawn.len(), 48, "nobody is asked twice");
    }

    #[test]
    fn a_licence_counts_through_its_last_day() {
        for (last, is_over) in [(None, false), (Some("2026-03-01"), true), (Some("2026-03-02"), false)] {
            let mut form = whole();
            let more = Licence { expires_on: last.map(|day| day.parse().unwrap()), ..form.licences[0].clone() };
            form.licences.push(more);
            let found: Vec<_> = form.wrong(NOBODY).into_iter().map(|gap| (gap.pointer, gap.code)).collect();
            let expected = is_over.then(|| ("/licences/1/expires_on".to_owned(), GapReason::LicenceOver));
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{last:?}");
            assert_eq!(form.gaps(NOBODY).contains(&Section::Licences), is_over, "{last:?}");
        }
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
