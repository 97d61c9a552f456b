//! Who hears a case, and what they decide.

use super::{REASON, TEXT};
use crate::accounts::AccountId;
use crate::complaints::model::{Outcome, Seat};
use crate::complaints::rules::DECISIONS;
use crate::error::NOT_ALLOWED_HERE;
use crate::web::{Check, Wrong};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who hears the case.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    #[schema(min_items = 3, max_items = 3)]
    pub members: Vec<PanelMember>,
}

impl Check for Panel {
    fn check(&self, wrong: &mut Wrong) {
        wrong.count("/members", self.members.len(), 3..=3);
    }
}

/// One seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PanelMember {
    pub account_id: AccountId,
    pub seat: Seat,
}

/// What the panel decides.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// `upheld`, `partly_upheld`, `not_upheld` or `insufficient_evidence`.
    pub outcome: Outcome,
    #[schema(min_length = 1, max_length = 10000)]
    pub reasons: String,
    #[schema(min_items = 3, max_items = 3)]
    pub votes: Vec<PanelVote>,
}

impl Check for Decide {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reasons", &self.reasons, TEXT);
        wrong.count("/votes", self.votes.len(), 3..=3);
        if !DECISIONS.contains(&self.outcome) {
            wrong.add("/outcome", NOT_ALLOWED_HERE);
        }
    }
}

/// One member's vote.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PanelVote {
    pub account_id: AccountId,
    pub uphold: bool,
}

/// What the panel recommends to the clinic, by when.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRecommendation)]
pub struct Recommendation {
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    #[schema(value_type = String, format = Date)]
    pub due_on: NaiveDate,
}

impl Check for Recommendation {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, REASON);
    }
}
