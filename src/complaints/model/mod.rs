//! The complaint's words; its rows are in `model/rows.rs`.

mod rows;

pub use rows::*;

use crate::text_enum;

text_enum! {
    /// Where a complaint stands. Acknowledgement is an event and `paused` a mark, not states.
    #[schema(as = ComplaintState)]
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
        /// The patient, unnamed until now, agrees that the clinic learns who complains.
        IdentityConsented = "identity_consented",
        NarrativeWithdrawn = "narrative_withdrawn",
        NarrativePublished = "narrative_published",
        PublicationDue = "publication_due",
        Messaged = "messaged",
        MailUndeliverable = "mail_undeliverable",
        ClinicReaddressed = "clinic_readdressed",
        RecommendationMade = "recommendation_made",
        RecommendationReminded = "recommendation_reminded",
        RecommendationOverdue = "recommendation_overdue",
        RecommendationCompleted = "recommendation_completed",
    }
}

text_enum! {
    /// In which capacity somebody acts on a complaint.
    #[schema(as = ComplaintRole)]
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
        PublicationDue = "publication_due",
        RecommendationReminder = "recommendation_reminder",
        RecommendationOverdue = "recommendation_overdue",
    }
}

text_enum! {
    /// The letters of a complaint; `letters/` has one function for each.
    pub enum LetterKind {
        Receipt = "complaint_receipt",
        Plan = "complaint_plan",
        TriageOverdue = "complaint_triage_overdue",
        ResultAwaited = "complaint_result_awaited",
        IdentityConsented = "complaint_identity_consented",
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
        ResultDue = "complaint_result_due",
        MessageToOfficer = "complaint_message_to_officer",
        MessageToPatient = "complaint_message_to_patient",
        MessageToClinic = "complaint_message_to_clinic",
        Undeliverable = "complaint_undeliverable",
        RecommendationMade = "complaint_recommendation_made",
        RecommendationReminder = "complaint_recommendation_reminder",
        RecommendationOverdue = "complaint_recommendation_overdue",
        RecommendationCompleted = "complaint_recommendation_completed",
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
        /// Between one side and the officer; the other side does not read it.
        Message = "message",
        Appeal = "appeal",
        Decision = "decision",
    }
}

text_enum! {
    /// One of the two sides.
    pub enum Side {
        Patient = "patient",
        Clinic = "clinic",
    }
}

text_enum! {
    /// The part somebody has in a complaint besides any office: whose it is, whom it is about, who hears it.
    #[schema(as = ComplaintPart)]
    pub enum Part {
        Patient = "patient",
        Clinic = "clinic",
        Panel = "panel",
    }
}
