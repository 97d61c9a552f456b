//! The complaint's words, rows and what was declared with it.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::{
    complaint_evidence, complaint_links, complaint_panel_members, complaint_statements, complaints,
};
use crate::directory::{ClinicId, PhysicianId};
use crate::text_enum;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a complaint stands. Acknowledgement is an event and `paused` a mark, not states.
    pub enum State {
        Submitted = "submitted",
        /// A result cannot be judged before month 12.
        WaitingForResult = "waiting_for_result",
        ProofAsked = "proof_asked",
        WithClinic = "with_clinic",
        InProgress = "in_progress",
        AwaitingFeedback = "awaiting_feedback",
        Escalated = "escalated",
        UnderReview = "under_review",
        Mediation = "mediation",
        EvidenceCall = "evidence_call",
        Drafting = "drafting",
        FactualCheck = "factual_check",
        Decided = "decided",
        UnderAppeal = "under_appeal",
        Closed = "closed",
    }
}

text_enum! {
    /// What happens to a complaint.
    pub enum Event {
        Submitted = "submitted",
        Triaged = "triaged",
        ResultAwaited = "result_awaited",
        ResultDue = "result_due",
        ProofReminded = "proof_reminded",
        ProofMissed = "proof_missed",
        EvidenceAdded = "evidence_added",
        EvidenceAssessed = "evidence_assessed",
        TriageMissed = "triage_missed",
        AcknowledgementReminded = "acknowledgement_reminded",
        AcknowledgementMissed = "acknowledgement_missed",
        Acknowledged = "acknowledged",
        ResponseReminded = "response_reminded",
        DeadlineMissed = "deadline_missed",
        Responded = "responded",
        FinalReminded = "final_reminded",
        FeedbackReminded = "feedback_reminded",
        FeedbackMissed = "feedback_missed",
        FeedbackGiven = "feedback_given",
        Escalated = "escalated",
        InterimVoteDue = "interim_vote_due",
        PanelMissed = "panel_missed",
        PanelSeated = "panel_seated",
        Recused = "recused",
        MediationOffered = "mediation_offered",
        MediationEnded = "mediation_ended",
        EvidenceCalled = "evidence_called",
        EvidenceCallEnded = "evidence_call_ended",
        FindingsDrafted = "findings_drafted",
        FindingsMissed = "findings_missed",
        FactualCheckOpened = "factual_check_opened",
        FactualCheckEnded = "factual_check_ended",
        Commented = "commented",
        Decided = "decided",
        DecisionMissed = "decision_missed",
        AppealWindowEnded = "appeal_window_ended",
        Appealed = "appealed",
        Withdrawn = "withdrawn",
        ClosedByOfficer = "closed_by_officer",
        Paused = "paused",
        Resumed = "resumed",
        Extended = "extended",
        NarrativeWithdrawn = "narrative_withdrawn",
    }
}

text_enum! {
    /// In which capacity somebody acts on a complaint.
    pub enum Role {
        Patient = "patient",
        Officer = "case_officer",
        Clinic = "clinic",
        Board = "board",
        Panel = "panel",
        Clock = "clock",
    }
}

text_enum! {
    /// The instants the clock keeps.
    pub enum Timer {
        TriageDue = "triage_due",
        ResultMonth = "result_month",
        ProofReminder = "proof_reminder",
        ProofDue = "proof_due",
        AcknowledgementReminder = "acknowledgement_reminder",
        AcknowledgementDue = "acknowledgement_due",
        ResponseReminder = "response_reminder",
        ResponseDue = "response_due",
        EscalationWithoutResponse = "escalation_without_response",
        FinalReminder = "final_reminder",
        EscalationWithoutFinal = "escalation_without_final",
        FeedbackReminder = "feedback_reminder",
        FeedbackDue = "feedback_due",
        InterimVote = "interim_vote",
        PanelDue = "panel_due",
        MediationDue = "mediation_due",
        EvidenceCallDue = "evidence_call_due",
        FindingsDue = "findings_due",
        FactualCheckDue = "factual_check_due",
        DecisionDue = "decision_due",
        AppealDue = "appeal_due",
        PauseDue = "pause_due",
    }
}

text_enum! {
    /// The letters of a complaint; `letters/` has one function for each.
    pub enum LetterKind {
        Receipt = "complaint_receipt",
        Plan = "complaint_plan",
        TriageOverdue = "complaint_triage_overdue",
        ResultAwaited = "complaint_result_awaited",
        ProofRequest = "complaint_proof_request",
        ProofReminder = "complaint_proof_reminder",
        ClinicWritten = "complaint_clinic_written",
        SentToday = "complaint_sent_today",
        AcknowledgementReminder = "complaint_acknowledgement_reminder",
        Acknowledged = "complaint_acknowledged",
        NotAcknowledged = "complaint_not_acknowledged",
        ResponseReminder = "complaint_response_reminder",
        ResponseMissed = "complaint_response_missed",
        InProgress = "complaint_in_progress",
        FinalReminder = "complaint_final_reminder",
        FeedbackQuestion = "complaint_feedback_question",
        FeedbackReminder = "complaint_feedback_reminder",
        EscalatedToCoalition = "complaint_escalated_coalition",
        EscalatedToPatient = "complaint_escalated_patient",
        EscalatedToClinic = "complaint_escalated_clinic",
        InterimVoteDue = "complaint_interim_vote_due",
        StepOverdue = "complaint_step_overdue",
        PanelSeated = "complaint_panel_seated",
        MediationOffered = "complaint_mediation_offered",
        EvidenceCall = "complaint_evidence_call",
        FactualCheck = "complaint_factual_check",
        Decision = "complaint_decision",
        Appealed = "complaint_appealed",
        Closed = "complaint_closed",
        Paused = "complaint_paused",
    }
}

text_enum! {
    /// How a complaint ended.
    pub enum Outcome {
        ResolvedPrivate = "resolved_private",
        ResolvedAfterEscalation = "resolved_after_escalation",
        Upheld = "upheld",
        PartlyUpheld = "partly_upheld",
        NotUpheld = "not_upheld",
        InsufficientEvidence = "insufficient_evidence",
        Withdrawn = "withdrawn",
        Referred = "referred",
        OutOfScope = "out_of_scope",
        Duplicate = "duplicate",
        WrongPhysician = "wrong_physician",
        ClosedNoFeedback = "closed_no_feedback",
        ClosedUnsatisfied = "closed_unsatisfied",
    }
}

text_enum! {
    /// Whose point of view a panel seat stands for.
    pub enum Seat {
        Patient = "patient",
        Physician = "physician",
        Lay = "lay",
    }
}

text_enum! {
    /// Why somebody appeals.
    pub enum AppealGround {
        Fact = "fact",
        Process = "process",
        NewEvidence = "new_evidence",
    }
}

text_enum! {
    /// Whether the patient is satisfied with the clinic's answer.
    pub enum Satisfied {
        Yes = "yes",
        Partly = "partly",
        No = "no",
    }
}

text_enum! {
    /// What somebody said in the course of a complaint.
    pub enum StatementKind {
        Response = "response",
        Feedback = "feedback",
        Escalation = "escalation",
        Mediation = "mediation",
        EvidenceCall = "evidence_call",
        Findings = "findings",
        FactualCheck = "factual_check",
        Comment = "comment",
        Appeal = "appeal",
        Decision = "decision",
    }
}

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
}
