//! The forms of reviews as browsers send them, and what they become on the wire.

use crate::app::Site;
use crate::directory::{ClinicId, PhysicianId};
use crate::error::{CONFLICT_OF_INTEREST, OUT_OF_RANGE, REQUIRED};
use crate::reviews::api::{Attestation, NewReview, NewVersion, REASON};
use crate::web::page::Page;
use crate::web::parts::Choice;
use crate::web::{Check, Wrong};
use crate::workdays::Month;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What stands in for stars that were not given, while the rest is checked.
const LEAST_STARS: u8 = 1;

/// A review as it comes from the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewForm {
    physician_id: Option<PhysicianId>,
    clinic_id: Option<ClinicId>,
    procedure: String,
    /// Texts, so that what is no number is named together with everything else.
    month: Option<String>,
    year: Option<String>,
    overall: Option<u8>,
    choose_again: Option<bool>,
    text: String,
    interest: Option<String>,
    #[serde(default)]
    authorship: bool,
    detail: Option<String>,
    #[serde(default)]
    scores: BTreeMap<String, Option<i64>>,
    /// Of a physician and a clinic that the directory does not know together: it was there.
    #[serde(default)]
    pub was_there: bool,
    /// Which draft the form was filled from.
    #[serde(default)]
    pub draft: String,
}

impl ReviewForm {
    /// Only for a form that was checked: what is missing there has been named.
    pub fn wire(&self) -> NewReview {
        NewReview {
            physician_id: self.physician_id.clone(),
            clinic_id: self.clinic_id.clone(),
            procedure: self.procedure.clone(),
            procedure_month: self.procedure_month().unwrap_or_else(|| Month::of(NaiveDate::MIN)),
            overall: self.overall.unwrap_or(LEAST_STARS),
            choose_again: self.choose_again.unwrap_or_default(),
            text: self.text.clone(),
            interest: self.interest.clone().unwrap_or_default(),
            authorship: self.authorship,
            attestation: self.detail.clone().map(|detail| Attestation { detail }),
            scores: self.scores.clone(),
        }
    }

    fn procedure_month(&self) -> Option<Month> {
        Month::typed(self.year.as_deref()?, self.month.as_deref()?)
    }
}

impl Check for ReviewForm {
    fn check(&self, wrong: &mut Wrong) {
        for (pointer, is_missing) in [
            ("/procedure", self.procedure.is_empty()),
            ("/overall", self.overall.is_none()),
            ("/choose_again", self.choose_again.is_none()),
            ("/interest", self.interest.is_none()),
            ("/procedure_month", self.year.is_none() || self.month.is_none()),
        ] {
            if is_missing {
                wrong.add(pointer, REQUIRED);
            }
        }
        if self.procedure_month().is_none() {
            wrong.add_first("/procedure_month", OUT_OF_RANGE);
        }
        wrong.length_of("/detail", self.detail.as_deref(), REASON);
        NewReview { attestation: None, ..self.wire() }.check(wrong);
    }

    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        self.wire().check_here(site, wrong);
        check_tie(site, self.interest.as_deref(), wrong);
    }
}

/// Whoever may not review is told so with everything else, not after putting all of it right; where nothing else is
/// wrong the action refuses it.
fn check_tie(site: &Site, interest: Option<&str>, wrong: &mut Wrong) {
    let mut known = site.pack.reviews.interests.iter();
    if !wrong.is_empty() && known.any(|known| known.refused && Some(known.code.as_str()) == interest) {
        wrong.add_first("/interest", CONFLICT_OF_INTEREST);
    }
}

/// A later version as it comes from the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionForm {
    overall: Option<u8>,
    choose_again: Option<bool>,
    text: String,
    interest: Option<String>,
    detail: Option<String>,
    #[serde(default)]
    scores: BTreeMap<String, Option<i64>>,
}

impl VersionForm {
    /// Only for a form that was checked: what is missing there has been named.
    pub fn wire(&self) -> NewVersion {
        NewVersion {
            physician_id: None,
            clinic_id: None,
            procedure: None,
            procedure_month: None,
            interest: self.interest.clone(),
            authorship: None,
            attestation: self.detail.clone().map(|detail| Attestation { detail }),
            overall: self.overall.unwrap_or_default(),
            choose_again: self.choose_again.unwrap_or_default(),
            text: self.text.clone(),
            scores: self.scores.clone(),
        }
    }
}

impl Check for VersionForm {
    fn check(&self, wrong: &mut Wrong) {
        match self.overall {
            None => wrong.add("/overall", REQUIRED),
            Some(overall) => wrong.range("/overall", overall, 1..=5),
        }
        if self.choose_again.is_none() {
            wrong.add("/choose_again", REQUIRED);
        }
        wrong.length_of("/detail", self.detail.as_deref(), REASON);
    }

    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        self.wire().check_here(site, wrong);
        check_tie(site, self.interest.as_deref(), wrong);
    }
}

/// One to five stars as cards, five first.
pub fn stars(page: &Page, present: &str) -> Vec<Choice> {
    let star = |star: u8| {
        Choice::new(star.to_string(), page.t_with("reviews-stars", "stars", i64::from(star)))
            .with_hint(page.t(&format!("reviews-star-{star}")))
            .chosen_if(present)
    };
    (1..=5).rev().map(star).collect()
}

/// Would the patient choose them again?
pub fn again(page: &Page, present: &str) -> Vec<Choice> {
    [("true", "yes"), ("false", "no")]
        .into_iter()
        .map(|(value, word)| Choice::new(value, page.t(&format!("reviews-{word}"))).chosen_if(present))
        .collect()
}
