//! What patient and clinic say once a complaint is on its way.

use super::{NAME, NARRATIVE, REASON, TEXT};
use crate::complaints::model::{AppealGround, Satisfied, Side};
use crate::error::NOT_ALLOWED_HERE;
use crate::web::{Check, Wrong};
use serde::Deserialize;
use utoipa::ToSchema;

/// What the clinic answers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Respond {
    /// A response code of the pack: `explained`, `refund_full`, `in_progress`, …
    #[schema(max_length = 60)]
    pub code: String,
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
}

impl Check for Respond {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, TEXT);
    }
}

/// Whether the patient is content with the answer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    pub satisfied: Satisfied,
    /// 1–5.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 5)]
    pub rating: Option<u8>,
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub text: Option<String>,
    /// Absent: `no` goes to the coalition, `partly` does not.
    #[serde(default)]
    pub escalate: Option<bool>,
}

impl Check for Feedback {
    fn check(&self, wrong: &mut Wrong) {
        if let Some(rating) = self.rating {
            wrong.range("/rating", rating, 1..=5);
        }
        wrong.length_of("/text", self.text.as_deref(), TEXT);
        if self.escalate == Some(true) && self.satisfied == Satisfied::Yes {
            wrong.add("/escalate", NOT_ALLOWED_HERE);
        }
    }
}

/// Why a decision should be heard again.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    pub ground: AppealGround,
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
}

impl Check for Appeal {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, TEXT);
    }
}

/// Agreement to be named to the clinic; a body without fields, or none at all, agrees too.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreeToBeNamed {
    /// The name under which the clinic knows the patient, told to it in place of the one used here. Absent: the one
    /// that was given before stays.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 120)]
    pub patient_name: Option<String>,
}

impl Check for AgreeToBeNamed {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/patient_name", self.patient_name.as_deref(), NAME);
    }
}

/// A reason, for acts that need no more.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl Check for Reason {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, REASON);
    }
}

/// Words, for acts that need no more.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
}

impl Check for Words {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, TEXT);
    }
}

/// A message between a side and its officer; the other side does not read it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
    /// Only from the officer, and required there: `patient` or `clinic`.
    #[serde(default)]
    pub to: Option<Side>,
}

impl Check for Message {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, TEXT);
    }
}

/// What everybody may read beside the public entry. Sending it is the consent, which shows procedure and response code
/// there too.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicNarrative {
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
}

impl Check for PublicNarrative {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, NARRATIVE);
    }
}
