//! The inspection's words and rows.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::JsonText;
use crate::db::schema::{
    inspection_actions, inspection_evidence, inspection_inspectors, inspection_points, inspection_scores,
    inspection_statements, inspections,
};
use crate::directory::ClinicId;
use crate::forum::ThreadId;
use crate::text_enum;
use diesel::prelude::*;

text_enum! {
    /// Where an inspection stands.
    #[schema(as = InspectionState)]
    #[schema(as = InspectionState)]
    pub enum State {
        Planned = "planned",
        Notified = "notified",
        Visiting = "visiting",
        EvidenceLocked = "evidence_locked",
        /// Returned by the quality reader.
        Drafting = "drafting",
        QualityCheck = "quality_check",
        FactualCheck = "factual_check",
        DecidingPoints = "deciding_points",
        Ready = "ready",
        Published = "published",
        /// Actions are being worked off.
        FollowUp = "follow_up",
        Closed = "closed",
        /// The clinic let nobody in.
        Refused = "refused",
        Aborted = "aborted",
        SuspendedForSafety = "suspended_for_safety",
        /// A newer report of the same clinic stands in its place.
        Superseded = "superseded",
    }
}

text_enum! {
    /// What happens to an inspection.
    pub enum Event {
        Planned = "planned",
        Notified = "notified",
        VisitMissed = "visit_missed",
        VisitBegan = "visit_began",
        ItemScored = "item_scored",
        EvidenceAdded = "evidence_added",
        EvidenceLocked = "evidence_locked",
        LockMissed = "lock_missed",
        Drafted = "drafted",
        DraftMissed = "draft_missed",
        QualityChecked = "quality_checked",
        FactualCheckReminded = "factual_check_reminded",
        FactualCheckAnswered = "factual_check_answered",
        FactualCheckEnded = "factual_check_ended",
        PointDecided = "point_decided",
        PointsMissed = "points_missed",
        ClinicAnswered = "clinic_answered",
        Published = "published",
        PublicationMissed = "publication_missed",
        ActionReminded = "action_reminded",
        ActionMissed = "action_missed",
        ActionCompleted = "action_completed",
        NextDue = "next_due",
        Corrected = "corrected",
        Superseded = "superseded",
        Refused = "refused",
        RefusalPublished = "refusal_published",
        Aborted = "aborted",
        SuspendedForSafety = "suspended_for_safety",
        InterimNoticeGiven = "interim_notice_given",
        InterimNoticeMissed = "interim_notice_missed",
        Resumed = "resumed",
    }
}

text_enum! {
    /// In which capacity somebody acts on an inspection.
    #[schema(as = InspectionRole)]
    pub enum Role {
        /// The first inspector named.
        Lead = "lead",
        Inspector = "inspector",
        QualityReader = "quality_reader",
        PointsOfficer = "points_officer",
        Clinic = "clinic",
        Clock = "clock",
        /// The newer report of the same clinic.
        NewerReport = "newer_report",
    }
}

impl Role {
    /// Whether somebody named in the inspection looks at all of it.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Lead | Self::Inspector | Self::QualityReader | Self::PointsOfficer)
    }
}

text_enum! {
    /// The instants the clock keeps.
    pub enum Timer {
        VisitDue = "visit_due",
        LockDue = "lock_due",
        DraftDue = "draft_due",
        FactualCheckReminder = "factual_check_reminder",
        FactualCheckDue = "factual_check_due",
        PointsDue = "points_due",
        PublicationDue = "publication_due",
        ActionReminder = "action_reminder",
        ActionDue = "action_due",
        NextDue = "next_due",
        RefusalPublic = "refusal_public",
        InterimNoticeDue = "interim_notice_due",
    }
}

text_enum! {
    /// The letters of an inspection; `letters/` has one function for each.
    pub enum LetterKind {
        Notification = "inspection_notification",
        Inventory = "inspection_inventory",
        DraftWaits = "inspection_draft_waits",
        DraftReturned = "inspection_draft_returned",
        Draft = "inspection_draft",
        DraftReminder = "inspection_draft_reminder",
        PointsWait = "inspection_points_wait",
        PointsDecided = "inspection_points_decided",
        Ready = "inspection_ready",
        Published = "inspection_published",
        ActionReminder = "inspection_action_reminder",
        ActionOverdue = "inspection_action_overdue",
        Refused = "inspection_refused",
        Aborted = "inspection_aborted",
        InterimNotice = "inspection_interim_notice",
        StepOverdue = "inspection_step_overdue",
        NextDue = "inspection_next_due",
    }
}

text_enum! {
    /// Whether the clinic knows of the visit before.
    pub enum Kind {
        Announced = "announced",
        /// Without notice, as agreed at admission.
        Impromptu = "impromptu",
    }
}

text_enum! {
    /// What was found at one item.
    pub enum Score {
        One = "1",
        Two = "2",
        Three = "3",
        Four = "4",
        Na = "na",
        NotSeen = "not_seen",
    }
}

impl LetterKind {
    /// Whether it goes to those named in an inspection, and to no clinic.
    pub const fn is_for_staff(self) -> bool {
        matches!(
            self,
            Self::DraftWaits | Self::DraftReturned | Self::PointsWait | Self::Ready | Self::StepOverdue | Self::NextDue
        )
    }
}

impl Score {
    /// 1–4; none where nothing was scored.
    pub const fn points(self) -> Option<u32> {
        match self {
            Self::One => Some(1),
            Self::Two => Some(2),
            Self::Three => Some(3),
            Self::Four => Some(4),
            Self::Na | Self::NotSeen => None,
        }
    }
}

text_enum! {
    /// When a score was given.
    pub enum Phase {
        /// By the inspectors, before the evidence was locked.
        Visit = "visit",
        /// By the points officer, about a point of the clinic.
        Points = "points",
    }
}

text_enum! {
    /// What a domain, or the whole, is rated.
    #[schema(as = InspectionRating)]
    pub enum Rating {
        Outstanding = "outstanding",
        Good = "good",
        RequiresImprovement = "requires_improvement",
        Inadequate = "inadequate",
        /// Of a domain: too little was seen.
        InsufficientEvidence = "insufficient_evidence",
        /// Of the whole: too little was seen somewhere.
        NotRated = "not_rated",
    }
}

text_enum! {
    /// What was written in the course of an inspection.
    pub enum StatementKind {
        Summary = "summary",
        QualityNotes = "quality_notes",
        ClinicAnswer = "clinic_answer",
        Refusal = "refusal",
        Abortion = "abortion",
        Suspension = "suspension",
        InterimNotice = "interim_notice",
        Correction = "correction",
    }
}

/// An inspection as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = inspections)]
pub struct InspectionRow {
    /// Random, so that numbers tell nobody how many are under way.
    pub id: String,
    pub subject_ref: String,
    pub clinic_id: ClinicId,
    pub kind: Kind,
    /// `2026-03-14`.
    pub visit_on: String,
    pub lead_id: AccountId,
    pub quality_reader_id: AccountId,
    pub points_officer_id: AccountId,
    pub conflicts: String,
    pub checklist_version: i64,
    pub state: State,
    pub version: i64,
    pub notified_at: Option<Timestamp>,
    pub visited_at: Option<Timestamp>,
    pub locked_at: Option<Timestamp>,
    /// Since when everybody may read it.
    pub published_at: Option<Timestamp>,
    /// [`Rated`](super::rating::Rated), as it was published.
    pub result: Option<JsonText>,
    pub next_due_on: Option<String>,
    pub thread_id: Option<ThreadId>,
    pub created_at: Timestamp,
}

/// One of those who visit.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = inspection_inspectors)]
pub struct InspectorRow {
    pub inspection_id: String,
    pub account_id: AccountId,
    /// 1 leads.
    pub place: i64,
    pub is_physician: bool,
}

/// What somebody found at an item: appended, the last one counts.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = inspection_scores)]
pub struct ScoreRow {
    pub id: String,
    pub inspection_id: String,
    pub item: String,
    pub phase: Phase,
    pub score: Score,
    /// `Vec<String>`: codes of the pack.
    pub evidence_kinds: JsonText,
    pub finding: String,
    pub account_id: AccountId,
    pub at: Timestamp,
}

/// A file of the evidence; the content lies sealed in the file store.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = inspection_evidence)]
pub struct EvidenceRow {
    pub id: String,
    pub inspection_id: String,
    pub item: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub file: String,
    /// Came after the lock.
    pub is_late: bool,
    pub account_id: AccountId,
    pub at: Timestamp,
}

/// A point of the clinic's factual check, and what became of it.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = inspection_points)]
pub struct PointRow {
    pub inspection_id: String,
    /// Counts from 1.
    pub number: i64,
    pub item: String,
    pub comment: String,
    pub at: Timestamp,
    pub accepted: Option<bool>,
    pub reason: Option<String>,
    pub score: Option<Score>,
    pub finding: Option<String>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Timestamp>,
}

/// What the clinic has to do.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = inspection_actions)]
pub struct ActionRow {
    pub inspection_id: String,
    /// Counts from 1.
    pub number: i64,
    pub item: String,
    pub finding: String,
    pub is_critical: bool,
    /// `2026-03-14`, in the clinic's time zone.
    pub due_on: String,
    pub note: Option<String>,
    pub completed_by: Option<AccountId>,
    pub completed_at: Option<Timestamp>,
}

/// Somebody's words in an inspection: appended, never changed.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = inspection_statements)]
pub struct StatementRow {
    pub id: String,
    pub inspection_id: String,
    pub kind: StatementKind,
    pub item: Option<String>,
    pub account_id: AccountId,
    pub text: String,
    pub at: Timestamp,
}
