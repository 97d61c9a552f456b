//! The line of record under a review: its place in the ledger, and with what weight it counts today.

use crate::app::Reader;
use crate::error::AppError;
use crate::ledger;
use crate::reviews::model::{ReviewRow, ReviewState};
use crate::reviews::rules::rating::Uncounted;
use crate::reviews::store::lists;
use crate::reviews::{Review, rate};
use crate::web::page::Page;
use crate::workflow::Workflow as _;
use std::collections::{HashMap, HashSet};

/// What the lines of several reviews say, by their ids.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// The place of the first leaf in the tree; none while it has no number.
    entries: HashMap<String, i64>,
    /// Of those that are public.
    weights: HashMap<String, Result<f64, Uncounted>>,
    /// Those that may be public yet, or again.
    aside: HashSet<String>,
}

impl Records {
    /// Two queries for any number of reviews.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(reader: &mut Reader<'_>, ids: &[String]) -> Result<Self, AppError> {
        let rows = lists::with_ids(reader.conn, ids)?;
        let subjects: Vec<String> = rows.iter().map(|row| row.subject_ref.clone()).collect();
        let places = ledger::places(reader.conn, &subjects, Review::OPENING.leaf)?;
        let places: HashMap<_, _> = places.into_iter().filter_map(|(subject, place)| Some((subject, place?))).collect();
        let (pack, day) = (&reader.site.pack, reader.now.date());
        let weight = |row: &ReviewRow| (row.id.clone(), rate::weighed(row, day, pack));
        let is_aside = |row: &&ReviewRow| row.state == ReviewState::Submitted || row.state.is_waiting();
        Ok(Self {
            weights: rows.iter().filter(|row| row.state.is_public()).map(weight).collect(),
            aside: rows.iter().filter(is_aside).map(|row| row.id.clone()).collect(),
            entries: rows.iter().filter_map(|row| Some((row.id.clone(), *places.get(&row.subject_ref)?))).collect(),
        })
    }

    /// Whether a review has its place in the tree: only then is there something to prove.
    pub fn has_entry(&self, review: &str) -> bool {
        self.entries.contains_key(review)
    }

    /// `Entry 47,902, counts with weight 0.99`.
    pub fn line(&self, review: &str, page: &Page) -> String {
        let counts = match self.weights.get(review) {
            Some(weight) => counts(weight, page),
            None if self.aside.contains(review) => page.t("reviews-record-aside"),
            None => page.t("reviews-record-uncounted"),
        };
        match self.entries.get(review) {
            Some(entry) => page.t_with2("reviews-record-line", "entry", page.number(*entry), "counts", counts),
            None => page.t_with("reviews-record-soon", "counts", counts),
        }
    }
}

/// `counts with weight 0.99`, or why in no number.
pub fn counts(weight: &Result<f64, Uncounted>, page: &Page) -> String {
    match weight {
        Ok(weight) => page.t_with("reviews-record-weight", "weight", page.lang.decimal(*weight, 2)),
        Err(why) => page.t(&format!("reviews-record-{}", why.as_str().replace('_', "-"))),
    }
}
