//! The words of cases that may be erased, beside the salts under which the events commit to them.

use candor::cases::{EventRow, WordSaltRow};
use candor::db::Connection;
use candor::db::schema::{
    application_referees, applications, case_word_salts, complaints, moderation_statements, review_replies,
    review_versions, reviews,
};
use diesel::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// Every salt, by the id of its case.
pub struct Salts(BTreeMap<String, Vec<WordSaltRow>>);

impl Salts {
    pub fn read(connection: &mut Connection) -> Self {
        let rows: Vec<WordSaltRow> = case_word_salts::table.load(connection).unwrap();
        let mut by_case: BTreeMap<String, Vec<WordSaltRow>> = BTreeMap::new();
        for row in rows {
            by_case.entry(row.case_id.clone()).or_default().push(row);
        }
        Self(by_case)
    }

    /// What the events of a case may hold in place of `words`; nothing where no salt opens anything to them.
    pub fn commitments(&self, case: &str, words: &str) -> Vec<String> {
        let of_case = self.0.get(case).into_iter().flatten();
        of_case.filter(|row| row.opens(&words).unwrap()).map(|row| row.commitment.clone()).collect()
    }

    /// Salts that outlived their words, and those that no event needs.
    pub fn astray(&self, connection: &mut Connection, events: &[EventRow]) -> Vec<String> {
        let standing = standing(connection);
        let mut found = Vec::new();
        for row in self.0.values().flatten() {
            let case = format!("{} {}", row.case_kind, row.case_id);
            let mut tell = |fault: &str| found.push(format!("{case} {fault}: {}", row.field));
            let mut words = standing.get(&row.case_id).into_iter().flatten();
            if !words.any(|words| row.opens(words).unwrap()) {
                tell("keeps the salt of words that are gone");
            }
            let mut of_case = events.iter().filter(|event| event.case_id == row.case_id);
            if !of_case.any(|event| event.data.as_str().contains(&row.commitment)) {
                tell("keeps a salt that no event needs");
            }
        }
        found
    }
}

/// All words that stand and may be erased, by the id of their case.
fn standing(connection: &mut Connection) -> BTreeMap<String, Vec<Value>> {
    type Text = (String, String);
    type Perhaps = (String, Option<String>);
    let versions: Vec<(String, String, Option<String>)> = review_versions::table
        .select((review_versions::review_id, review_versions::text, review_versions::masked_text))
        .load(connection)
        .unwrap();
    let replies: Vec<(String, String, Option<String>)> = review_replies::table
        .select((review_replies::review_id, review_replies::text, review_replies::update_text))
        .load(connection)
        .unwrap();
    let mut perhaps: Vec<Perhaps> =
        reviews::table.select((reviews::id, reviews::attestation)).load(connection).unwrap();
    let accounts: Vec<Perhaps> =
        complaints::table.select((complaints::id, complaints::public_narrative)).load(connection).unwrap();
    let references: Vec<Perhaps> = application_referees::table
        .select((application_referees::application_id, application_referees::statement))
        .load(connection)
        .unwrap();
    let facts: Vec<Text> = moderation_statements::table
        .select((moderation_statements::id, moderation_statements::decision_facts))
        .load(connection)
        .unwrap();
    let quoted: Vec<Text> = moderation_statements::table
        .select((moderation_statements::id, moderation_statements::snapshot))
        .load(connection)
        .unwrap();
    let forms: Vec<Text> = applications::table.select((applications::id, applications::form)).load(connection).unwrap();
    perhaps.extend(accounts.into_iter().chain(references));
    perhaps.extend(facts.into_iter().chain(quoted).map(|(case, text)| (case, Some(text))));
    for (case, text, other) in versions.into_iter().chain(replies) {
        perhaps.extend([(case.clone(), Some(text)), (case, other)]);
    }
    let mut standing: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (case, text) in perhaps {
        standing.entry(case).or_default().extend(text.map(Value::String));
    }
    for (case, form) in forms {
        standing.entry(case).or_default().push(serde_json::from_str(&form).unwrap());
    }
    standing
}
