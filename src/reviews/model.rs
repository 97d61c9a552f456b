//! Words, rows and states of reviews.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::{review_blocked_drafts, review_proofs, review_replies, review_versions, reviews};
use crate::directory::{ClinicId, PhysicianId, Subject};
use crate::text_enum;
use diesel::prelude::*;

text_enum! {
    /// Where a review stands.
    pub enum ReviewState {
        /// Filed; waits with the entry that it is about while that is only proposed.
        Submitted = "submitted",
        /// A first review without proof, before somebody has looked or the clock publishes it.
        Queued = "queued",
        Held = "held",
        Hidden = "hidden",
        Published = "published",
        /// Public, with personal data replaced.
        Masked = "masked",
        Removed = "removed",
        /// Public again after a removal was undone.
        Restored = "restored",
        Withdrawn = "withdrawn",
    }
}

impl ReviewState {
    /// Whether everybody may read it.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Masked | Self::Restored)
    }

    /// Whether it waits for somebody to decide, or for the clock.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Queued | Self::Held | Self::Hidden)
    }
}

text_enum! {
    /// What happens to a review.
    pub enum Event {
        Submitted = "submitted",
        Placed = "placed",
        QueueEnded = "queue_ended",
        Released = "released",
        Held = "held",
        HoldExtended = "hold_extended",
        HoldEnded = "hold_ended",
        Hidden = "hidden",
        Masked = "masked",
        Removed = "removed",
        Restored = "restored",
        Withdrawn = "withdrawn",
        Versioned = "versioned",
        ProofAsked = "proof_asked",
        ProofExtended = "proof_extended",
        ProofMissed = "proof_missed",
        ProofAdded = "proof_added",
        LevelDecided = "level_decided",
        Acknowledged = "acknowledged",
        ProofErased = "proof_erased",
        /// Two people should have decided about a hidden one by now.
        DecisionMissed = "decision_missed",
        Replied = "replied",
        ReplyUpdated = "reply_updated",
    }
}

text_enum! {
    /// In which capacity somebody acts on a review.
    #[schema(as = ReviewRole)]
    pub enum Role {
        Author = "author",
        Moderator = "moderator",
        Officer = "case_officer",
        /// Whoever answers for the physician or the clinic.
        Clinic = "clinic",
        Clock = "clock",
    }
}

text_enum! {
    /// The instants the clock keeps.
    pub enum Timer {
        QueueDue = "queue_due",
        HoldDue = "hold_due",
        DecisionDue = "decision_due",
        ProofDue = "proof_due",
        ProofErasure = "proof_erasure",
    }
}

text_enum! {
    /// The letters of a review.
    pub enum LetterKind {
        Receipt = "review_receipt",
        Queued = "review_queued",
        Published = "review_published",
        PublishedToClinic = "review_published_to_clinic",
        Held = "review_held",
        HoldExtended = "review_hold_extended",
        Hidden = "review_hidden",
        Masked = "review_masked",
        Removed = "review_removed",
        Restored = "review_restored",
        Withdrawn = "review_withdrawn",
        ProofAsked = "review_proof_asked",
        ProofMissed = "review_proof_missed",
        LevelDecided = "review_level_decided",
        Replied = "review_replied",
    }
}

text_enum! {
    /// How long after surgery somebody speaks; fixed when a version is submitted.
    pub enum Stage {
        ConsultOnly = "consult_only",
        Early = "early",
        Mid = "mid",
        Mature = "mature",
    }
}

text_enum! {
    /// How far a proof has come.
    pub enum ProofState {
        Pending = "pending",
        Decided = "decided",
    }
}

/// One review as it lies in the database, with what its newest version says in figures.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = reviews, treat_none_as_null = true)]
pub struct ReviewRow {
    pub id: String,
    /// The random public reference in ledger leaves.
    pub subject_ref: String,
    pub author_id: AccountId,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    pub procedure: String,
    /// `2026-03`.
    pub procedure_month: String,
    /// A code of the pack.
    pub interest: String,
    /// The plausible detail of level 1; for the author and the staff.
    pub attestation: Option<String>,
    pub state: ReviewState,
    pub version: i64,
    /// 0–3.
    pub proof_level: i64,
    /// The number of the newest version; the first is 1.
    pub edition: i64,
    pub overall: i64,
    pub choose_again: bool,
    /// Whole calendar months from the procedure to the newest version.
    pub months: i64,
    pub stage: Stage,
    /// When the newest version was submitted.
    pub spoken_at: Timestamp,
    /// Whether a version has words replaced.
    pub masked: bool,
    pub in_held_surge: bool,
    /// Another review of the same surgery by the same author that counts instead.
    pub superseded_by: Option<String>,
    /// Of the restriction that holds now.
    pub ground: Option<String>,
    pub statement_id: Option<String>,
    pub held_by: Option<AccountId>,
    pub hold_until: Option<Timestamp>,
    pub hold_extended: bool,
    /// Until when the author has time for a proof that was asked for.
    pub proof_due: Option<Timestamp>,
    /// When the clinic last replied or acknowledged.
    pub clinic_contact_at: Option<Timestamp>,
    pub withdrawn_after_contact: bool,
    /// When it was public for the first time.
    pub published_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl ReviewRow {
    /// Whom it is about: the physician, the clinic, or both.
    pub fn subjects(&self) -> Vec<Subject> {
        let physician = self.physician_id.clone().map(Subject::Physician);
        let clinic = self.clinic_id.clone().map(Subject::Clinic);
        physician.into_iter().chain(clinic).collect()
    }

    /// Its page.
    pub fn path(&self) -> String {
        format!("/reviews/{}", self.id)
    }
}

/// What was said at one time.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = review_versions)]
pub struct VersionRow {
    pub review_id: String,
    pub number: i64,
    pub overall: i64,
    pub choose_again: bool,
    pub months: i64,
    pub stage: Stage,
    pub text: String,
    pub masked_text: Option<String>,
    /// `BTreeMap<String, Option<i64>>`.
    pub scores: JsonText,
    pub at: Timestamp,
}

impl VersionRow {
    /// The text as everybody reads it.
    pub fn shown(&self) -> &str {
        self.masked_text.as_deref().unwrap_or(&self.text)
    }
}

/// A document that proves a review.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = review_proofs)]
pub struct ProofRow {
    pub review_id: String,
    pub number: i64,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub file: String,
    pub state: ProofState,
    pub level: Option<i64>,
    pub reason: Option<String>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Timestamp>,
    pub at: Timestamp,
}

/// The public reply to one version, and its one update.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = review_replies)]
pub struct ReplyRow {
    pub review_id: String,
    pub number: i64,
    pub account_id: AccountId,
    pub text: String,
    pub at: Timestamp,
    pub update_text: Option<String>,
    pub updated_at: Option<Timestamp>,
}

/// All that is kept of a reply the guard blocked.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = review_blocked_drafts)]
pub struct BlockedDraftRow {
    pub id: String,
    pub review_id: String,
    pub account_id: AccountId,
    /// HMAC-SHA-256 of the draft under a key of the site, hexadecimal.
    pub draft_hash: String,
    pub at: Timestamp,
}
