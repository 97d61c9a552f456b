//! Wire types of the reviews: what comes in and what goes out.

use super::model::{ProofState, ReviewState, Stage};
use super::rules::{self, AUTHORSHIP_NEEDED, NOBODY_REVIEWED};
use crate::accounts::AccountId;
use crate::app::Site;
use crate::clock::Timestamp;
use crate::directory::figures::{Histogram, Rating, ReviewCounts};
use crate::directory::{ClinicId, PhysicianId};
use crate::ledger::Receipt;
use crate::web::{Check, Versioned, Wrong};
use crate::workdays::{Month, latest_today};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use utoipa::{IntoParams, ToSchema};

/// Characters of a reason, a reply, and the detail of an attestation.
pub(super) const REASON: RangeInclusive<usize> = 1..=2_000;
const REPLY: RangeInclusive<usize> = 1..=5_000;
const STARS: RangeInclusive<u8> = 1..=5;

/// A patient's review.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    #[serde(default)]
    pub physician_id: Option<PhysicianId>,
    /// One of physician and clinic is required; both where they are known.
    #[serde(default)]
    pub clinic_id: Option<ClinicId>,
    /// A slug of the pack: `fue`, `fut`, …
    #[schema(max_length = 60)]
    pub procedure: String,
    /// Of the procedure; of the visit for a consultation.
    #[schema(value_type = String, example = "2025-09")]
    pub procedure_month: Month,
    #[schema(minimum = 1, maximum = 5)]
    pub overall: u8,
    pub choose_again: bool,
    /// 50–10,000 characters.
    #[schema(min_length = 50, max_length = 10000)]
    pub text: String,
    /// A code of the pack: `none`, `discount`, … Those of insiders cannot review.
    #[schema(max_length = 60)]
    pub interest: String,
    /// Must be true: it is the author's own experience.
    pub authorship: bool,
    #[serde(default)]
    pub attestation: Option<Attestation>,
    /// 1–5 or null by code of the pack.
    #[serde(default)]
    pub scores: BTreeMap<String, Option<i64>>,
}

impl Check for NewReview {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("/overall", self.overall, STARS);
        if self.physician_id.is_none() && self.clinic_id.is_none() {
            wrong.add("/physician_id", NOBODY_REVIEWED);
        }
        if !self.authorship {
            wrong.add("/authorship", AUTHORSHIP_NEEDED);
        }
        if let Some(attestation) = &self.attestation {
            attestation.check(wrong);
        }
    }

    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        let today = latest_today(site.clock.now());
        rules::check_surgery(&site.pack, today, (&self.procedure, self.procedure_month), wrong);
        rules::check_interest(&site.pack, &self.interest, wrong);
        rules::check_words(&site.pack, &self.text, &self.scores, wrong);
    }
}

/// Plausible detail that raises a review to level 1; only the staff reads it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    #[schema(min_length = 1, max_length = 2000)]
    pub detail: String,
}

impl Attestation {
    /// Whether its detail is neither missing nor too long.
    pub fn check(&self, wrong: &mut Wrong) {
        wrong.length("/attestation/detail", &self.detail, REASON);
    }
}

/// What the same patient says later of the same surgery.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVersion {
    /// What says which surgery it was may be repeated, but stays as it is.
    #[serde(default)]
    pub physician_id: Option<PhysicianId>,
    #[serde(default)]
    pub clinic_id: Option<ClinicId>,
    #[serde(default)]
    #[schema(max_length = 60)]
    pub procedure: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "2025-09")]
    pub procedure_month: Option<Month>,
    /// As before when absent.
    #[serde(default)]
    #[schema(max_length = 60)]
    pub interest: Option<String>,
    #[serde(default)]
    pub authorship: Option<bool>,
    /// As before when absent.
    #[serde(default)]
    pub attestation: Option<Attestation>,
    #[schema(minimum = 1, maximum = 5)]
    pub overall: u8,
    pub choose_again: bool,
    #[schema(min_length = 50, max_length = 10000)]
    pub text: String,
    #[serde(default)]
    pub scores: BTreeMap<String, Option<i64>>,
}

impl Check for NewVersion {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("/overall", self.overall, STARS);
        if self.authorship == Some(false) {
            wrong.add("/authorship", AUTHORSHIP_NEEDED);
        }
        if let Some(attestation) = &self.attestation {
            attestation.check(wrong);
        }
    }

    fn check_here(&self, site: &Site, wrong: &mut Wrong) {
        if let Some(interest) = &self.interest {
            rules::check_interest(&site.pack, interest, wrong);
        }
        rules::check_words(&site.pack, &self.text, &self.scores, wrong);
    }
}

/// Taking a review back.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Withdrawal {
    #[schema(max_length = 2000)]
    pub reason: Option<String>,
}

impl Check for Withdrawal {
    const MAY_BE_EMPTY: bool = true;

    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("/reason", self.reason.as_deref(), 0..=2_000);
    }
}

/// What an officer makes of a document.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofDecision {
    /// What it proves, 0–3: the review's level from now on, unless that is higher. 3 where the clinic has acknowledged
    /// it; the reason says how.
    #[schema(minimum = 0, maximum = 3)]
    pub level: u8,
    /// The review's level goes down to this one where it is higher.
    #[serde(default)]
    pub lowers: bool,
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl Check for ProofDecision {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("/level", self.level, 0..=3);
        wrong.length("/reason", &self.reason, REASON);
    }
}

/// Why a document is needed; asking again gives the same time once more.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofRequest {
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl Check for ProofRequest {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/reason", &self.reason, REASON);
    }
}

/// A reply in public, or its update.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReply {
    #[schema(min_length = 1, max_length = 5000)]
    pub text: String,
}

impl Check for NewReply {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length("/text", &self.text, REPLY);
    }
}

/// Which reviews of a physician or a clinic a list shows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewFilter {
    /// Only proved ones, or only those without any proof; all when absent.
    pub verified: Option<bool>,
    #[param(minimum = 1, maximum = 5)]
    pub stars: Option<u8>,
}

impl Check for ReviewFilter {
    fn check(&self, wrong: &mut Wrong) {
        wrong.range("?stars", self.stars.unwrap_or(1), STARS);
    }
}

/// Which proofs a list shows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ProofFilter {
    /// `pending` when absent.
    pub state: Option<ProofState>,
}

impl Check for ProofFilter {}

/// Who wrote a review, by the name they chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReviewAuthor)]
pub struct AuthorView {
    pub id: AccountId,
    pub display_name: String,
}

/// A public reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReplyView {
    pub text: String,
    pub update: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub updated_at: Option<Timestamp>,
}

/// A piece of what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MaskedPiece {
    pub text: String,
    /// Everybody else reads a mask in its place.
    pub masked: bool,
}

/// What was said at one time.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct VersionView {
    /// Counts from 1.
    pub number: i64,
    pub overall: i64,
    pub choose_again: bool,
    /// Whole calendar months after the procedure.
    pub months: i64,
    pub stage: Stage,
    pub text: String,
    /// Where words are replaced: what was written, in pieces; for the author and the staff.
    pub masked: Option<Vec<MaskedPiece>>,
    pub scores: BTreeMap<String, Option<i64>>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    pub reply: Option<ReplyView>,
}

/// Why a review is held, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldView {
    pub reason: String,
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

/// A document, as its author and the officers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProofView {
    pub review_id: String,
    /// Counts from 1.
    pub number: i64,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub state: ProofState,
    pub level: Option<i64>,
    pub reason: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// An act that this caller may do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReviewAction)]
pub struct ActionLink {
    pub name: String,
    pub method: String,
    pub href: String,
}

/// A review. For those who may not read it, only its place: what was said is null.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReviewView {
    pub id: String,
    pub state: ReviewState,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    /// Null where it may not be read; so for all that follows.
    pub author: Option<AuthorView>,
    pub procedure: Option<String>,
    #[schema(example = "2025-09")]
    pub procedure_month: Option<String>,
    /// Whole calendar months after the procedure, of the newest version.
    pub months: Option<i64>,
    pub stage: Option<Stage>,
    pub overall: Option<i64>,
    pub choose_again: Option<bool>,
    pub text: Option<String>,
    /// What everybody else reads in its place, where words are replaced; for the author and the staff.
    pub public_text: Option<String>,
    pub interest: Option<String>,
    pub authorship: Option<bool>,
    pub scores: Option<BTreeMap<String, Option<i64>>>,
    /// For the author and the staff.
    pub attestation: Option<AttestationView>,
    pub proof_level: Option<i64>,
    /// Until when a document is asked for; for the author and the staff.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub proof_due: Option<Timestamp>,
    pub reply: Option<ReplyView>,
    /// Oldest first.
    pub versions: Vec<VersionView>,
    pub held: Option<HeldView>,
    /// Of a removal.
    pub ground: Option<String>,
    /// For the author and the staff.
    pub proofs: Vec<ProofView>,
    pub actions: Vec<ActionLink>,
    /// Only in the answer to `POST /reviews`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
}

impl Versioned for ReviewView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// What attests level 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttestationView {
    pub detail: String,
}

/// The public reviews of a physician or a clinic, with the figures over all of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReviewList {
    /// Newest first.
    pub items: Vec<ReviewView>,
    pub next: Option<String>,
    pub prev: Option<String>,
    /// Counted reviews by star.
    pub histogram: Histogram,
    pub rating: Rating,
    pub counts: ReviewCounts,
    /// Removed reviews by ground.
    pub removed_by_ground: BTreeMap<String, i64>,
    /// Of the withdrawn: those taken back soon after the clinic was in touch.
    pub withdrawn_after_contact: i64,
}
