//! The membership's words and rows.

use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::coalition::rules;
use crate::coalition::scoring::Vote;
use crate::db::JsonText;
use crate::db::schema::{
    membership_concerns, membership_decisions, membership_proposals, membership_votes, memberships,
};
use crate::directory::PhysicianId;
use crate::text_enum;
use diesel::prelude::*;

text_enum! {
    /// Where a membership stands.
    pub enum MembershipState {
        Probation = "probation",
        Active = "active",
        UnderReview = "under_review",
        Restricted = "restricted",
        Suspended = "suspended",
        Lapsed = "lapsed",
        Resigned = "resigned",
        Removed = "removed",
        Deceased = "deceased",
    }
}

pub use MembershipState as State;

impl State {
    /// Whether it has not ended.
    pub const fn is_standing(self) -> bool {
        matches!(self, Self::Probation | Self::Active | Self::UnderReview | Self::Restricted | Self::Suspended)
    }

    /// Whether a renewed licence still ends the lapse, where somebody looks at the credentials anew at `recredential_at`.
    pub fn may_be_renewed(self, recredential_at: Timestamp, now: Timestamp) -> bool {
        self == Self::Lapsed && now < recredential_at
    }

    /// Whether the board looks at it, or has put an end to some of it for a while.
    pub const fn is_reviewed(self) -> bool {
        matches!(self, Self::UnderReview | Self::Restricted | Self::Suspended)
    }

    /// Whether the badge shows, as far as the state decides.
    pub const fn wears_badge(self) -> bool {
        matches!(self, Self::Probation | Self::Active | Self::UnderReview)
    }

    /// Whether an appeal can be heard: neither a lapse nor leaving takes that right.
    pub const fn hears_appeals(self) -> bool {
        !matches!(self, Self::Deceased)
    }

    /// Whether what was put to the vote about the member is still to be voted on; a lapse only interrupts it.
    pub const fn keeps_proposals(self) -> bool {
        self.is_reviewed() || matches!(self, Self::Lapsed)
    }
}

text_enum! {
    /// What happens to a membership.
    pub enum Event {
        Admitted = "admitted",
        ProbationEnded = "probation_ended",
        LicenceReminded = "licence_reminded",
        LicenceExpired = "licence_expired",
        LicenceRenewed = "licence_renewed",
        CheckDue = "check_due",
        Checked = "checked",
        Inspected = "inspected",
        InspectionMissed = "inspection_missed",
        Recredentialed = "recredentialed",
        RecredentialMissed = "recredential_missed",
        ReviewOpened = "review_opened",
        InterimVoteMissed = "interim_vote_missed",
        MeasureProposed = "measure_proposed",
        MeasureVoted = "measure_voted",
        VoteEnded = "vote_ended",
        MeasureFailed = "measure_failed",
        MeasureDropped = "measure_dropped",
        MeasureTaken = "measure_taken",
        MeasureEnded = "measure_ended",
        Appealed = "appealed",
        HearingMissed = "hearing_missed",
        AppealVoiced = "appeal_voiced",
        AppealDecided = "appeal_decided",
        Resigned = "resigned",
        Died = "died",
        RecordEnded = "record_ended",
    }
}

text_enum! {
    /// In which capacity somebody acts on a membership.
    #[schema(as = MembershipRole)]
    pub enum Role {
        Physician = "physician",
        Officer = "credentialing_officer",
        Board = "board",
        Appeals = "appeals",
        Clock = "clock",
    }
}

text_enum! {
    /// The instants the clock keeps.
    pub enum Timer {
        ProbationEnds = "probation_ends",
        LicenceReminder = "licence_reminder",
        LicenceEnds = "licence_ends",
        RecredentialDue = "recredential_due",
        InterimVoteDue = "interim_vote_due",
        VoteEnds = "vote_ends",
        MeasureEnds = "measure_ends",
        CheckDue = "check_due",
        FirstInspectionDue = "first_inspection_due",
        RecordEnds = "record_ends",
        HearingDue = "hearing_due",
    }
}

text_enum! {
    /// The letters of a membership.
    pub enum LetterKind {
        Expiring = "membership_licence_expiring",
        Expired = "membership_licence_expired",
        Lapsed = "membership_lapsed",
        /// The credentials ended during a lapse.
        LapseFinal = "membership_lapse_final",
        ReviewOpened = "membership_review_opened",
        /// The same while a measure holds.
        ReviewSince = "membership_review_since",
        /// The same during a lapse, or after a removal that may be undone: once, whatever else comes into it.
        ReviewWaits = "membership_review_waits",
        /// The lapse is over, and the hours to vote begin.
        ReviewBegins = "membership_review_begins",
        /// The lapse is over, and the hours to vote that went by in it begin anew.
        ReviewResumes = "membership_review_resumes",
        InterimVote = "membership_interim_vote",
        Proposed = "membership_measure_proposed",
        Measure = "membership_measure",
        Ended = "membership_measure_ended",
        Appealed = "membership_appealed",
        Hear = "membership_appeal_to_hear",
        HearingMissed = "membership_hearing_missed",
        AppealDecided = "membership_appeal_decided",
        InspectionMissed = "membership_inspection_missed",
    }
}

text_enum! {
    /// What a review can end with.
    pub enum ReviewMeasure {
        NoAction = "no_action",
        Advice = "advice",
        Warning = "warning",
        Conditions = "conditions",
        Probation = "probation",
        Restriction = "restriction",
        Suspension = "suspension",
        Removal = "removal",
    }
}

pub use ReviewMeasure as Measure;

impl Measure {
    /// Whether only the board's vote carries it.
    pub const fn needs_vote(self) -> bool {
        matches!(self, Self::Restriction | Self::Suspension | Self::Removal)
    }

    /// Whether it ends on a day.
    pub const fn has_end(self) -> bool {
        matches!(self, Self::Probation | Self::Restriction | Self::Suspension)
    }
}

text_enum! {
    /// Why a review opens.
    pub enum ReviewGround {
        UpheldGrave = "upheld_grave",
        UpheldSerious = "upheld_serious",
        Untimely = "untimely",
        RecommendationOverdue = "recommendation_overdue",
        InspectionInadequate = "inspection_inadequate",
        InspectionRefused = "inspection_refused",
        Sanction = "sanction",
        RatingLow = "rating_low",
        GagClause = "gag_clause",
        Other = "other",
    }
}

pub use ReviewGround as Ground;

text_enum! {
    /// How an appeal ends.
    pub enum MeasureAppealOutcome {
        Upheld = "upheld",
        Overturned = "overturned",
    }
}

pub use MeasureAppealOutcome as AppealOutcome;

text_enum! {
    /// What a row of the record is.
    pub enum DecisionKind {
        Review = "review",
        Measure = "measure",
        /// A vote that carried nothing.
        Failed = "failed",
        /// A vote that ended with the membership.
        Dropped = "dropped",
        Appeal = "appeal",
        /// What one of those who hear an appeal says.
        AppealVoice = "appeal_voice",
        AppealDecision = "appeal_decision",
        Credential = "credential",
    }
}

/// A membership as it lies in the database.
#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = memberships, treat_none_as_null = true)]
pub struct MembershipRow {
    pub id: String,
    pub subject_ref: String,
    pub physician_id: PhysicianId,
    pub application_id: String,
    pub state: State,
    pub version: i64,
    /// Admitted while the coalition had fewer members than it takes to fill its seats.
    pub founding: bool,
    /// A later membership of the same physician stands in the register instead.
    pub superseded: bool,
    /// Since when the state holds.
    pub since: Timestamp,
    pub probation_ends_at: Timestamp,
    pub recredential_at: Timestamp,
    /// `2027-01-31`, the last day.
    pub licence_expires_on: Option<String>,
    /// The first instant after it.
    pub licence_ends_at: Option<Timestamp>,
    pub measure_until: Option<Timestamp>,
    pub appeal_until: Option<Timestamp>,
    pub on_probation: bool,
    pub under_appeal: bool,
    /// What a lapse interrupted, where a renewed licence ends it; after a resignation, or the end of the credentials, the
    /// review or the measure that it left open.
    pub state_before: Option<State>,
    pub created_at: Timestamp,
    /// When licence and sanctions were looked up last.
    pub checked_at: Option<Timestamp>,
    pub check_due_at: Option<Timestamp>,
    /// Until when one of the clinics is to be inspected for the first time.
    pub inspect_by: Option<Timestamp>,
    pub inspected_at: Option<Timestamp>,
    /// It was not; the register says so.
    pub inspection_overdue: bool,
    /// The first instant after the day by which the appeal that waits is to be decided.
    pub hear_by: Option<Timestamp>,
}

impl MembershipRow {
    /// Whether an appeal waits to be heard.
    pub const fn awaits_hearing(&self) -> bool {
        self.under_appeal && self.state.hears_appeals()
    }

    /// Whether an appeal may undo the measure still: one waits, or its days are not over.
    pub fn may_be_undone(&self, now: Timestamp) -> bool {
        self.awaits_hearing() || self.appeal_until.is_some_and(|until| now < until)
    }

    /// Whether a renewed licence still ends the lapse.
    pub fn may_be_renewed(&self, now: Timestamp) -> bool {
        self.state.may_be_renewed(self.recredential_at, now)
    }

    /// The first instant at which the member may apply again, where a removal, or what they left open, stands in the way.
    pub fn returns_from(&self, months: u32) -> Option<Timestamp> {
        rules::returns_from((self.state, self.state_before), (self.since, self.measure_until), months)
    }
}

/// One decision about a member: appended, never changed.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = membership_decisions)]
pub struct DecisionRow {
    pub id: String,
    pub membership_id: String,
    pub kind: DecisionKind,
    /// A [`Ground`], [`Measure`] or [`AppealOutcome`]; of an appeal, its ground.
    pub word: String,
    pub text: String,
    pub until: Option<Timestamp>,
    /// Who voted how, `[{account_id, vote, dissent}]`.
    pub votes: JsonText,
    pub account_id: Option<AccountId>,
    pub at: Timestamp,
}

/// A measure that the board votes on, or has voted on.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = membership_proposals)]
pub struct ProposalRow {
    pub id: String,
    pub membership_id: String,
    pub measure: Measure,
    pub reasons: String,
    /// `2026-09-30`, the last day of the measure; none where it lasts as long as it may from the end of the vote.
    pub until_day: Option<String>,
    pub proposed_by: AccountId,
    pub proposed_at: Timestamp,
    /// When the hours to vote are over.
    pub ends_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    /// It was closed with as many votes as it takes.
    pub quorate: bool,
}

/// What one member of the board votes on a proposal.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = membership_votes)]
pub struct MeasureVoteRow {
    pub proposal_id: String,
    pub account_id: AccountId,
    pub vote: Vote,
    pub dissent: Option<String>,
    pub at: Timestamp,
}

/// Something that speaks against a member.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = membership_concerns)]
pub struct ConcernRow {
    pub id: String,
    pub physician_id: PhysicianId,
    pub ground: Ground,
    /// The complaint, inspection or month it comes from: each counts once.
    pub source: String,
    pub at: Timestamp,
}
