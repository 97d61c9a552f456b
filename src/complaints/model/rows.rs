//! The complaint's rows, and what was declared with it.

use super::{Outcome, Role, Seat, State, StatementKind};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::{
    complaint_evidence, complaint_links, complaint_marks, complaint_panel_members, complaint_recommendations,
    complaint_statements, complaints,
};
use crate::directory::{ClinicId, PhysicianId};
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// What the patient says of an attempt to settle it with the clinic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivateAttempt {
    pub made: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A complaint as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = complaints)]
pub struct ComplaintRow {
    /// `CMP-2026-000417`.
    pub id: String,
    pub subject_ref: String,
    pub complainant_id: AccountId,
    pub physician_id: Option<PhysicianId>,
    pub clinic_id: Option<ClinicId>,
    pub procedure: String,
    /// `2026-03`.
    pub procedure_month: String,
    pub category: String,
    /// 1–4, set at triage.
    pub severity: Option<i64>,
    pub narrative: String,
    pub public_narrative: Option<String>,
    pub publish_narrative: bool,
    pub desired_outcome: String,
    /// [`PrivateAttempt`].
    pub attempt: JsonText,
    pub attempt_shown: bool,
    pub identity_consent: bool,
    pub state: State,
    pub version: i64,
    pub proof_needed: bool,
    /// 0–3.
    pub proof_level: i64,
    pub officer_id: Option<AccountId>,
    pub letter_to: Option<String>,
    /// Day 0: when the clinic's letter was queued.
    pub clinic_since: Option<Timestamp>,
    pub acknowledged_at: Option<Timestamp>,
    pub response_code: Option<String>,
    pub responded_at: Option<Timestamp>,
    pub untimely: bool,
    pub escalated_at: Option<Timestamp>,
    pub outcome: Option<Outcome>,
    pub closed_at: Option<Timestamp>,
    pub paused_until: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl ComplaintRow {
    /// Whether the other side has been written to, or the coalition asked.
    pub fn is_sent(&self) -> bool {
        self.clinic_since.is_some() || self.escalated_at.is_some()
    }
}

/// What stands beside a complaint: another case, mail that does not arrive, publication, the last step, a name.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = complaint_marks, treat_none_as_null = true)]
pub struct MarksRow {
    pub complaint_id: String,
    /// The complaint of which this is the part about the result.
    pub result_of: Option<String>,
    /// Since when no letter reaches the clinic.
    pub undeliverable_at: Option<Timestamp>,
    /// Since when the row may be public, if its proof allows.
    pub published_at: Option<Timestamp>,
    /// The last step: what changes are asked by.
    pub changed_at: Timestamp,
    /// Which court or authority lets the case rest; null while it goes on.
    pub pause_order: Option<String>,
    /// The name under which the clinic knows the patient; in no event and no leaf.
    pub patient_name: Option<String>,
}

impl MarksRow {
    /// Of a complaint that was just filed.
    pub fn fresh(complaint_id: &str, now: Timestamp) -> Self {
        let complaint_id = complaint_id.to_owned();
        Self {
            complaint_id,
            result_of: None,
            undeliverable_at: None,
            published_at: None,
            changed_at: now,
            pause_order: None,
            patient_name: None,
        }
    }
}

/// Somebody's words in a complaint: appended, never changed.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = complaint_statements)]
pub struct StatementRow {
    pub id: String,
    pub complaint_id: String,
    pub kind: StatementKind,
    pub role: Role,
    pub account_id: Option<AccountId>,
    pub text: String,
    /// What goes with the words: a response code, votes, a rating.
    pub detail: JsonText,
    pub at: Timestamp,
}

/// One seat of a panel.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = complaint_panel_members)]
pub struct PanelRow {
    pub complaint_id: String,
    pub account_id: AccountId,
    /// 1 for the panel, 2 and 3 for those that hear appeals.
    pub round: i64,
    pub seat: Seat,
    pub seated_at: Timestamp,
    pub recused_at: Option<Timestamp>,
    pub recusal_reason: Option<String>,
}

/// The single-case link in a letter to a clinic; only its hash is kept.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = complaint_links)]
pub struct LinkRow {
    pub token_hash: String,
    pub complaint_id: String,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

/// A file of the patient's evidence; the content lies sealed in the file store.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = complaint_evidence)]
pub struct EvidenceRow {
    pub id: String,
    pub complaint_id: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub file: String,
    pub level: Option<i64>,
    pub at: Timestamp,
    /// Whose it is: the patient's, or the clinic's.
    pub role: Role,
}

/// What a panel recommends to the clinic; done, due, or without force since another panel decided otherwise.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = complaint_recommendations)]
pub struct RecommendationRow {
    pub complaint_id: String,
    /// Counts from 1 within the complaint.
    pub number: i64,
    pub text: String,
    pub due_on: NaiveDate,
    pub made_at: Timestamp,
    pub completed_at: Option<Timestamp>,
    pub lapsed_at: Option<Timestamp>,
}

impl RecommendationRow {
    pub fn is_open(&self) -> bool {
        self.completed_at.is_none() && self.lapsed_at.is_none()
    }
}
