//! What an applicant writes and hands in.

use super::Candidacy;
use crate::app::Tx;
use crate::coalition::applications::Person;
use crate::coalition::applications::api::{SaveForm, StartApplication};
use crate::directory::{self, Licence};
use crate::error::AppError;
use chrono::Duration;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Former patients whom an applicant names.
const NAMED: usize = 52;
/// Days from the start of an application for which its licence holds when nothing else is said.
const LICENCE_DAYS: i64 = 1_600;
/// Sets of cases that an applicant shows.
const SETS: usize = 12;

impl Candidacy {
    /// The licences are those of the directory, with the day on which they end.
    pub(super) fn application(&self, tx: &mut Tx<'_>) -> Result<StartApplication, AppError> {
        let story = &self.story;
        let physician_id = self.places.physician(&story.physician)?;
        let mut licences: Vec<Licence> = directory::physician(tx.conn, &physician_id)?.licences.read()?;
        let ends = story.licence_ends.unwrap_or(LICENCE_DAYS - story.started);
        for licence in &mut licences {
            licence.expires_on = Some(self.past.present.plus(Duration::days(ends)).date());
        }
        Ok(StartApplication {
            physician_id,
            licences: Some(licences),
            practice: Some(json!(story.practice)),
            cases: None,
            peers: None,
            patients: None,
            agreements: None,
        })
    }

    /// What makes the form complete.
    pub(super) fn rest(&mut self) -> SaveForm {
        let told = Arc::clone(&self.told);
        let mut notes: Vec<&String> = told.case_notes.iter().collect();
        self.dice.shuffle(&mut notes);
        let sets: Vec<String> = (1..=SETS).zip(notes).map(|(number, note)| self.case_set(number, note)).collect();
        let agreements = ["free_posting", "impromptu_inspection", "clocks", "dues"];
        let agreed: BTreeMap<&str, bool> = agreements.into_iter().map(|name| (name, true)).collect();
        SaveForm {
            licences: None,
            practice: None,
            cases: Some(json!(sets.join("\n"))),
            peers: Some((1..=2).map(|number| self.somebody("dr", number)).collect()),
            patients: Some((1..=NAMED).map(|number| self.somebody("patient", number)).collect()),
            agreements: Some(json!(agreed)),
        }
    }

    fn case_set(&mut self, number: usize, note: &str) -> String {
        let dice = &mut self.dice;
        let technique = if dice.chance(70) { "FUE" } else { "strip" };
        let stage = dice.pick(&["II", "III", "III vertex", "IV", "V"]).copied().unwrap_or("III");
        let (grafts, packed, age) = (dice.between(28, 68) * 50, dice.between(28, 52), dice.between(26, 57));
        format!("{number}. {technique}, Norwood {stage}, {age} years, {grafts} grafts, {packed}/cm² in front; {note}.")
    }

    fn somebody(&mut self, kind: &str, number: usize) -> Person {
        let told = Arc::clone(&self.told);
        let given = self.dice.pick(&told.given_names).cloned().unwrap_or_default();
        let family = self.dice.pick(&told.family_names).cloned().unwrap_or_default();
        let started = self.story.started;
        Person {
            email: format!("{}.{kind}{number}.{started}@references.example", family.to_lowercase()),
            name: format!("{given} {family}"),
        }
    }
}
