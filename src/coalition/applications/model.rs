//! The application's words and rows.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::coalition::scoring::{Outcome, Vote};
use crate::db::JsonText;
use crate::db::schema::{
    application_comments, application_gates, application_links, application_locks, application_recusals,
    application_referees, application_scores, application_seats, application_votes, applications,
};
use crate::directory::PhysicianId;
use crate::text_enum;
use diesel::prelude::*;

text_enum! {
    /// Where an application stands.
    pub enum ApplicationState {
        Draft = "draft",
        Submitted = "submitted",
        GateCheck = "gate_check",
        Verification = "verification",
        References = "references",
        Scoring = "scoring",
        Calibration = "calibration",
        PublicComment = "public_comment",
        Hearing = "hearing",
        Vote = "vote",
        Admitted = "admitted",
        Deferred = "deferred",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
        Lapsed = "lapsed",
    }
}

pub use ApplicationState as State;

text_enum! {
    /// What happens to an application.
    pub enum Event {
        Started = "started",
        Submitted = "submitted",
        CheckBegan = "check_began",
        FormSaved = "form_saved",
        GapsListed = "gaps_listed",
        CureMissed = "cure_missed",
        GateAnswered = "gate_answered",
        ReferenceReminded = "reference_reminded",
        ReferenceAnswered = "reference_answered",
        ReferencesMissed = "references_missed",
        PanelSeated = "panel_seated",
        Recused = "recused",
        ScoreLocked = "score_locked",
        Assessed = "assessed",
        CalibrationOpened = "calibration_opened",
        ScoringMissed = "scoring_missed",
        Commented = "commented",
        CommentAnswered = "comment_answered",
        CommentsClosed = "comments_closed",
        HearingCalled = "hearing_called",
        VoteOpened = "vote_opened",
        Voted = "voted",
        VoteEnded = "vote_ended",
        Decided = "decided",
        DecisionMissed = "decision_missed",
        Published = "published",
        Withdrawn = "withdrawn",
        Lapsed = "lapsed",
    }
}

text_enum! {
    /// In which capacity somebody acts on an application.
    #[schema(as = ApplicationRole)]
    #[schema(as = ApplicationRole)]
    pub enum Role {
        Applicant = "applicant",
        Officer = "credentialing_officer",
        Reviewer = "reviewer",
        Board = "board",
        Referee = "referee",
        Public = "public",
        Clock = "clock",
    }
}

text_enum! {
    /// The instants the clock keeps.
    pub enum Timer {
        GapsDue = "gaps_due",
        CureDue = "cure_due",
        ReferenceReminder = "reference_reminder",
        ReferencesDue = "references_due",
        ScoringDue = "scoring_due",
        CommentsDue = "comments_due",
        VoteOpens = "vote_opens",
        VoteDue = "vote_due",
        DecisionDue = "decision_due",
        PublishDue = "publish_due",
    }
}

text_enum! {
    /// The letters of an application.
    pub enum LetterKind {
        Receipt = "application_receipt",
        Gaps = "application_gaps",
        ReferenceRequest = "application_reference_request",
        ReferenceReminder = "application_reference_reminder",
        Panel = "application_panel",
        Calibration = "application_calibration",
        CommentsOpen = "application_comments_open",
        Hearing = "application_hearing",
        VoteOpen = "application_vote_open",
        Decision = "application_decision",
        Published = "application_published",
        Closed = "application_closed",
        Overdue = "application_overdue",
        SeatEmpty = "application_seat_empty",
        VotersLack = "application_voters_lack",
    }
}

text_enum! {
    /// Whose point of view a seat stands for.
    pub enum SeatKind {
        Patient = "patient",
        CoalitionMember = "coalition_member",
        Lay = "lay",
    }
}

text_enum! {
    /// How a gate is answered.
    pub enum GateAnswer {
        Yes = "yes",
        No = "no",
    }
}

text_enum! {
    /// Who is asked about an applicant.
    pub enum RefereeKind {
        Peer = "peer",
        Patient = "patient",
    }
}

text_enum! {
    /// A word of the public, or the applicant's answer.
    pub enum CommentKind {
        Comment = "comment",
        Answer = "answer",
    }
}

text_enum! {
    /// As what somebody comments, as far as the site knows.
    pub enum CommentStanding {
        Physician = "physician",
        /// A patient of the applicant's: drawn by the system and consented, or proved by a review.
        VerifiedPatient = "verified_patient",
        /// Proved by a review, of another physician's or of a clinic's.
        VerifiedPatientOfAnother = "verified_patient_of_another",
        Member = "member",
        Applicant = "applicant",
    }
}

text_enum! {
    /// What notes belong to.
    pub enum NoteKind {
        /// The anchors as the panel discussed them.
        Calibration = "calibration",
        Hearing = "hearing",
    }
}

text_enum! {
    /// Why somebody has no say. Of several grounds the first one here is named.
    pub enum RecusalGround {
        /// It is their own application, or one of a physician they answer for.
        Applicant = "applicant",
        /// They work at, or answer for, a clinic of the applicant's, or one of the same owner.
        SameClinic = "same_clinic",
        /// They work too near.
        Near = "near",
        Family = "family",
        /// Referrals or money.
        Money = "money",
        /// One trained the other.
        Mentor = "mentor",
        Coauthor = "coauthor",
        /// The applicant named the account's address among peers or patients.
        Named = "named",
        Patient = "patient",
        /// A complaint between them is open.
        Dispute = "dispute",
        Declared = "declared",
        /// A patient's, or a complainant's, own business: what others read instead of those two.
        Personal = "personal",
    }
}

impl RecusalGround {
    /// What others may know of it: that somebody is a patient, or has complained, is theirs to tell.
    pub const fn told(self) -> Self {
        match self {
            Self::Patient | Self::Dispute => Self::Personal,
            other => other,
        }
    }
}

/// An application as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = applications, treat_none_as_null = true)]
pub struct ApplicationRow {
    /// `APP-2026-000017`.
    pub id: String,
    pub subject_ref: String,
    pub physician_id: PhysicianId,
    pub applicant_id: AccountId,
    /// What reviewers know of the applicant.
    pub code: String,
    pub state: State,
    /// Scores and votes do not move it: it would tell how many there are.
    pub version: i64,
    /// [`Form`](super::Form).
    pub form: JsonText,
    /// `Vec<String>`: what the officer found missing.
    pub listed_gaps: JsonText,
    /// Of scoring, from 1; one more than the calibrations.
    pub round: i64,
    /// `Vec<String>`: a seed for each time that patients were drawn, from the site's randomness.
    pub draw_seeds: JsonText,
    /// The clock has begun the second draw; as long as nobody was drawn at all it does not.
    pub redrawn: bool,
    pub founding: bool,
    /// [`Assessment`](crate::coalition::scoring::Assessment) of the last complete round.
    pub result: Option<JsonText>,
    pub outcome: Option<Outcome>,
    pub reasons: Option<String>,
    /// [`Tally`](crate::coalition::scoring::Tally).
    pub tally: Option<JsonText>,
    pub reapply_from: Option<Timestamp>,
    pub submitted_at: Option<Timestamp>,
    pub complete_at: Option<Timestamp>,
    pub comments_from: Option<Timestamp>,
    pub vote_from: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub published_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// One answered gate.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = application_gates, treat_none_as_null = true)]
pub struct GateRow {
    pub application_id: String,
    pub code: String,
    pub answer: GateAnswer,
    pub source_url: Option<String>,
    /// `2026-03-14`.
    pub checked_on: Option<String>,
    pub note: Option<String>,
    pub officer_id: AccountId,
    pub at: Timestamp,
    /// SHA-256 of what was captured at the source, in hexadecimal.
    pub capture_hash: Option<String>,
}

impl GateRow {
    /// Whether the record says where and on which day it was looked up.
    pub const fn names_its_source(&self) -> bool {
        self.source_url.is_some() && self.checked_on.is_some()
    }
}

/// Somebody who was asked about the applicant.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_referees)]
pub struct RefereeRow {
    pub id: String,
    pub application_id: String,
    pub kind: RefereeKind,
    pub name: String,
    pub email: String,
    /// 1, or 2 after the redraw.
    pub draw: i64,
    pub consented: Option<bool>,
    pub statement: Option<String>,
    pub asked_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

/// The link in a letter to a referee; only its hash is kept.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_links)]
pub struct LinkRow {
    pub token_hash: String,
    pub referee_id: String,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

/// One seat of the panel.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_seats)]
pub struct SeatRow {
    pub application_id: String,
    pub account_id: AccountId,
    pub seat: SeatKind,
    pub seated_at: Timestamp,
    pub left_at: Option<Timestamp>,
}

/// Somebody without a say in this application.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_recusals)]
pub struct RecusalRow {
    pub application_id: String,
    pub account_id: AccountId,
    pub ground: RecusalGround,
    pub reason: String,
    pub at: Timestamp,
}

/// One score of one reviewer in one round.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_scores)]
pub struct ScoreRow {
    pub application_id: String,
    pub account_id: AccountId,
    pub round: i64,
    pub criterion: String,
    pub score: i64,
    pub reason: String,
    pub at: Timestamp,
}

/// A reviewer's last word in a round.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_locks)]
pub struct LockRow {
    pub application_id: String,
    pub account_id: AccountId,
    pub round: i64,
    pub at: Timestamp,
}

/// What somebody says in the public comment.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_comments)]
pub struct CommentRow {
    pub id: String,
    pub application_id: String,
    pub account_id: AccountId,
    pub kind: CommentKind,
    pub standing: CommentStanding,
    pub text: String,
    pub interest: String,
    pub at: Timestamp,
}

/// One vote of the board.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = application_votes)]
pub struct VoteRow {
    pub application_id: String,
    pub account_id: AccountId,
    pub vote: Vote,
    pub dissent: Option<String>,
    pub at: Timestamp,
    /// Not once the vote was decided without it ([`counted`](crate::coalition::rules::counted)).
    pub counts: bool,
}
