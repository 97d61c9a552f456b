//! What the API takes for applications.

use super::form::{Form, Person, Section};
use super::model::{GateAnswer, SeatKind, State};
use crate::accounts::AccountId;
use crate::coalition::scoring::Vote;
use crate::directory::{Licence, PhysicianId};
use crate::error::TOO_LONG;
use crate::web::{Check, Wrong};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::ops::RangeInclusive;
use utoipa::{IntoParams, ToSchema};

/// Characters of a text: reasons, notes, a comment.
const TEXT: RangeInclusive<usize> = 1..=10_000;
const SHORT: RangeInclusive<usize> = 1..=2_000;
const NAME: RangeInclusive<usize> = 1..=200;
/// Bytes of a section's JSON at most.
const SECTION_MAX: usize = 50_000;
/// Hexadecimal digits of a SHA-256.
const HASH_DIGITS: usize = 64;
const PEERS_MAX: usize = 2;
const PATIENTS_MAX: usize = 500;
const LICENCES_MAX: usize = 20;

/// Sections of the form; what is absent stays as it is, and null empties a section.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveForm {
    #[serde(default, deserialize_with = "sent")]
    #[schema(max_items = 20)]
    pub licences: Option<Vec<Licence>>,
    #[serde(default, deserialize_with = "sent")]
    /// Any JSON value: text, or an object of the applicant's own.
    pub practice: Option<Value>,
    #[serde(default, deserialize_with = "sent")]
    /// Any JSON value: text, or a list of case sets; reviewers read it with names, places and addresses hidden.
    pub cases: Option<Value>,
    #[serde(default, deserialize_with = "sent")]
    /// Two colleagues who are asked by letter.
    #[schema(max_items = 2)]
    pub peers: Option<Vec<Person>>,
    #[serde(default, deserialize_with = "sent")]
    /// At least 50 former patients, of whom the system draws those it asks.
    #[schema(max_items = 500)]
    pub patients: Option<Vec<Person>>,
    #[serde(default, deserialize_with = "sent")]
    /// Any JSON value: what the applicant accepts; each yes or no in it must be yes.
    pub agreements: Option<Value>,
}

/// A section that was sent: null is an empty one, where an absent one is none.
fn sent<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(section: D) -> Result<Option<T>, D::Error> {
    Ok(Some(Option::<T>::deserialize(section)?.unwrap_or_default()))
}

impl SaveForm {
    /// Puts the sections that were sent into the form.
    pub fn apply(&self, form: &mut Form) {
        let put = |from: &Option<Value>, to: &mut Value| {
            if let Some(value) = from {
                *to = value.clone();
            }
        };
        form.licences = self.licences.clone().unwrap_or_else(|| std::mem::take(&mut form.licences));
        form.peers = self.peers.clone().unwrap_or_else(|| std::mem::take(&mut form.peers));
        form.patients = self.patients.clone().unwrap_or_else(|| std::mem::take(&mut form.patients));
        put(&self.practice, &mut form.practice);
        put(&self.cases, &mut form.cases);
        put(&self.agreements, &mut form.agreements);
    }

    /// The sections that were sent.
    pub fn named(&self) -> Vec<Section> {
        let sent = |section: &Section| match section {
            Section::Licences => self.licences.is_some(),
            Section::Practice => self.practice.is_some(),
            Section::Cases => self.cases.is_some(),
            Section::Peers => self.peers.is_some(),
            Section::Patients => self.patients.is_some(),
            Section::Agreements => self.agreements.is_some(),
        };
        Section::ALL.iter().copied().filter(sent).collect()
    }
}

impl Check for SaveForm {
    fn check(&self, wrong: &mut Wrong) {
        for (pointer, section) in
            [("/practice", &self.practice), ("/cases", &self.cases), ("/agreements", &self.agreements)]
        {
            if section.as_ref().is_some_and(|value| value.to_string().len() > SECTION_MAX) {
                wrong.add(pointer, TOO_LONG);
            }
        }
        for (pointer, people, most) in [("/peers", &self.peers, PEERS_MAX), ("/patients", &self.patients, PATIENTS_MAX)]
        {
            let people = people.as_deref().unwrap_or_default();
            wrong.count(pointer, people.len(), 0..=most);
            for (place, person) in people.iter().enumerate() {
                wrong.length(&format!("{pointer}/{place}/name"), &person.name, NAME);
                wrong.email(&format!("{pointer}/{place}/email"), &person.email);
            }
        }
        for (place, licence) in self.licences.iter().flatten().enumerate() {
            wrong.length(&format!("/licences/{place}/country"), &licence.country, 2..=2);
            wrong.length(&format!("/licences/{place}/authority"), &licence.authority, NAME);
            wrong.length(&format!("/licences/{place}/number"), &licence.number, NAME);
        }
        wrong.count("/licences", self.licences.as_ref().map_or(0, Vec::len), 0..=LICENCES_MAX);
    }
}

/// Who applies; sections may come along.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartApplication {
    pub physician_id: PhysicianId,
    #[schema(max_items = 20)]
    pub licences: Option<Vec<Licence>>,
    pub practice: Option<Value>,
    pub cases: Option<Value>,
    #[schema(max_items = 2)]
    pub peers: Option<Vec<Person>>,
    #[schema(max_items = 500)]
    pub patients: Option<Vec<Person>>,
    pub agreements: Option<Value>,
}

impl StartApplication {
    /// The sections that came along.
    pub fn sections(&self) -> SaveForm {
        SaveForm {
            licences: self.licences.clone(),
            practice: self.practice.clone(),
            cases: self.cases.clone(),
            peers: self.peers.clone(),
            patients: self.patients.clone(),
            agreements: self.agreements.clone(),
        }
    }
}

impl Check for StartApplication {
    fn check(&self, wrong: &mut Wrong) {
        self.sections().check(wrong);
    }
}

/// What an officer found missing.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListGaps {
    #[schema(min_items = 1, max_items = 50)]
    pub gaps: Vec<String>,
}

impl Check for ListGaps {
    fn check(&self, wrong: &mut Wrong) {
        wrong.count("/gaps", self.gaps.len(), 1..=50);
        for (place, gap) in self.gaps.iter().enumerate() {
            wrong.length(&format!("/gaps/{place}"), gap, SHORT);
        }
    }
}

/// An answer to a gate.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerGate {
    pub answer: GateAnswer,
    #[schema(max_length = 2000)]
    pub source_url: Option<String>,
    /// At most 120 days ago.
    #[schema(value_type = Option<String>, format = Date)]
    pub checked_on: Option<NaiveDate>,
    /// SHA-256 of what was captured at the source: 64 hexadecimal digits.
    #[serde(default)]
    #[schema(min_length = 64, max_length = 64)]
    pub capture_hash: Option<String>,
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

impl Check for AnswerGate {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/source_url", self.source_url.as_deref(), 0..=2_000);
        wrong.length_of("/note", self.note.as_deref(), 0..=2_000);
        wrong.web_address("/source_url", self.source_url.as_deref());
        let is_hash = |hash: &String| hash.len() == HASH_DIGITS && hash.bytes().all(|sign| sign.is_ascii_hexdigit());
        if self.capture_hash.as_ref().is_some_and(|hash| !is_hash(hash)) {
            wrong.add("/capture_hash", crate::error::WRONG_TYPE);
        }
    }
}

/// Who scores.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeatPanel {
    #[schema(min_items = 3, max_items = 15)]
    pub reviewers: Vec<Seat>,
}

impl Check for SeatPanel {
    fn check(&self, wrong: &mut Wrong) {
        wrong.count("/reviewers", self.reviewers.len(), 0..=15);
    }
}

/// One seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviewerSeat)]
pub struct Seat {
    pub account_id: AccountId,
    pub seat: SeatKind,
}

/// One score, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveScore {
    #[schema(minimum = 0, maximum = 5)]
    pub score: u8,
    /// At least as long as the pack asks: 30 characters.
    #[schema(min_length = 30, max_length = 10000)]
    pub reason: String,
}

impl Check for GiveScore {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("/score", self.score, 0..=5);
        wrong.length("/reason", &self.reason, 0..=10_000);
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $field:ident: $allowed:ident, $most:tt, $schema:ident })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        #[schema(as = $schema)]
        pub struct $name {
            #[schema(min_length = 1, max_length = $most)]
            pub $field: String,
        }

        impl Check for $name {
            fn check(&self, wrong: &mut Wrong) {
                wrong.length(concat!("/", stringify!($field)), &self.$field, $allowed);
            }
        }
    )*};
}

texts! {
    /// Why somebody leaves, or takes something back.
    Reason { reason: SHORT, 2000, ApplicationReason }
    /// What was discussed, or will be.
    Notes { notes: TEXT, 10000, ApplicationNotes }
}

/// A comment on an applicant.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveComment {
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
    /// What ties the author to the applicant, or that nothing does.
    #[schema(min_length = 1, max_length = 2000)]
    pub interest: String,
}

impl Check for GiveComment {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, TEXT);
        wrong.length("/interest", &self.interest, SHORT);
    }
}

/// A vote.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CastVote {
    pub vote: Vote,
    /// Published with the decision.
    #[schema(max_length = 10000)]
    pub dissent: Option<String>,
}

impl Check for CastVote {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/dissent", self.dissent.as_deref(), 0..=10_000);
    }
}

/// Closes the vote.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecideApplication)]
pub struct Decide {
    /// Needed, and published, where the outcome departs from the recommendation.
    #[schema(max_length = 10000)]
    pub reasons: Option<String>,
    /// Months until a deferred physician may apply again.
    #[schema(minimum = 6, maximum = 12)]
    pub defer_months: Option<u32>,
}

impl Check for Decide {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/reasons", self.reasons.as_deref(), 0..=10_000);
    }
}

/// What a referee answers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveReference {
    /// Only with consent the answer counts, and is kept.
    pub consent: bool,
    #[schema(max_length = 10000)]
    pub text: Option<String>,
}

impl Check for GiveReference {
    fn check(&self, wrong: &mut Wrong) {
        if self.consent {
            wrong.length("/text", self.text.as_deref().unwrap_or_default(), TEXT);
        }
    }
}

/// Which applications a list shows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    pub state: Option<State>,
}

impl Check for Filter {}
