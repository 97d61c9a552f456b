//! A case as its parties and the staff see it.

use crate::accounts::AccountId;
use crate::cases::WordSalt;
use crate::clock::Timestamp;
use crate::complaints::model::{Outcome, PrivateAttempt, Satisfied, Seat, State};
use crate::directory::{ClinicId, PhysicianId};
use crate::ledger::Receipt;
use crate::web::Versioned;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Whose turn it is, at what, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Next {
    /// `patient`, `case_officer`, `clinic`, `board`, `panel`, `parties` or `clock`.
    pub actor: String,
    pub step: String,
    #[schema(value_type = String, format = DateTime)]
    pub due: Timestamp,
}

/// An act that this caller may do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComplaintAction)]
pub struct Action {
    pub name: String,
    pub method: String,
    pub href: String,
}

/// A complaint, as its parties and the staff see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintView {
    pub id: String,
    pub state: State,
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    pub procedure: String,
    #[schema(example = "2026-03")]
    pub procedure_month: String,
    pub category: String,
    pub severity: Option<i64>,
    /// Null for a clinic without the patient's consent.
    pub narrative: Option<String>,
    pub public_narrative: Option<String>,
    pub publish_narrative: bool,
    pub desired_outcome: String,
    pub private_attempt: PrivateAttempt,
    pub identity_consent: bool,
    /// Null for a clinic without the patient's consent, and for one that was told another name.
    pub complainant: Option<PersonView>,
    /// The name under which the clinic knows the patient. Null for a clinic without the patient's consent.
    pub patient_name: Option<String>,
    pub officer: Option<PersonView>,
    pub proof_needed: bool,
    pub proof_level: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub acknowledged_at: Option<Timestamp>,
    pub response: Option<ResponseView>,
    /// Null for a clinic without the patient's consent.
    pub feedback: Option<FeedbackView>,
    pub untimely: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub escalated_at: Option<Timestamp>,
    pub panel: Vec<SeatView>,
    pub decision: Option<DecisionView>,
    pub outcome: Option<Outcome>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// Whether the clocks stand still by legal order.
    pub paused: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub paused_until: Option<Timestamp>,
    /// Which court or authority ordered it.
    pub pause_order: Option<String>,
    /// The files that the caller may open, by number; null for whoever may open none.
    pub evidence: Option<Vec<EvidenceView>>,
    /// The complaint of which this case is the part about the result.
    pub result_of: Option<String>,
    /// The case about the result that was opened beside this one.
    pub result_case: Option<String>,
    /// Since when no letter reaches the clinic; null for the clinic itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undeliverable_at: Option<Timestamp>,
    pub recommendations: Vec<RecommendationView>,
    pub next: Option<Next>,
    /// The step whose date was missed and that is still to be done: `triage`, `panel`, `findings` or `decision`.
    pub overdue: Option<String>,
    /// A file of the patient's waits for the officer; for the staff's board alone.
    #[serde(skip)]
    pub to_assess: bool,
    pub actions: Vec<Action>,
    /// Only in the answer to `POST /complaints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
}

impl Versioned for ComplaintView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A file of the evidence, at `…/evidence/{number}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComplaintEvidence)]
pub struct EvidenceView {
    /// Counts from 1 within the case.
    pub number: usize,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    /// 64 hexadecimal digits.
    pub sha256: String,
    /// From the patient, after the time for the proof that was asked for: the case had gone on without it.
    pub late: bool,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What the panel recommends to the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecommendationView {
    pub number: i64,
    pub text: String,
    #[schema(value_type = String, format = Date)]
    pub due_on: NaiveDate,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub completed_at: Option<Timestamp>,
    /// Another panel decided otherwise: it has no force.
    pub lapsed: bool,
}

/// Somebody with a part in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonView {
    pub id: AccountId,
    pub display_name: String,
}

/// The clinic's last answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResponseView {
    pub code: String,
    pub text: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What the patient said of the last answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FeedbackView {
    pub satisfied: Satisfied,
    /// 1–5.
    pub rating: Option<i64>,
    pub text: Option<String>,
    /// Whether it took the case to the coalition.
    pub escalate: bool,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A seat of the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SeatView {
    pub account_id: AccountId,
    pub seat: Seat,
    pub recused: bool,
}

/// What the panel decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DecisionView {
    pub outcome: Outcome,
    pub reasons: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// One event of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventView {
    /// Counts from 0.
    pub index: i64,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    #[serde(rename = "type")]
    pub event: String,
    pub actor_role: String,
    pub from: String,
    pub to: String,
    #[schema(value_type = Object)]
    pub data: Value,
    /// For what stands in `data` as a commitment to words, as long as the words exist and the caller may read them.
    pub salts: Vec<WordSalt>,
    /// The leaf's hash, 64 hexadecimal digits.
    pub leaf: String,
    /// Its place in the tree; null until it has one.
    pub ledger_index: Option<i64>,
}
