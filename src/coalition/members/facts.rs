//! What the table's conditions look at, and when each timer falls due.

use super::model::{Measure, MembershipRow, State, Timer};
use crate::cases::CaseFacts;
use crate::clock::Timestamp;
use crate::coalition::applications::later_months;
use crate::specialty::Membership as Rules;
use crate::workdays::{Calendar, Unit};
use crate::workflow::Due;
use chrono::{Duration, NaiveDate};

/// What the person who raises an event wants, where that decides the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wish {
    #[default]
    None,
    Take(Measure),
    /// A restriction by one member of the board: the vote on it follows within its hours, or it ends.
    RestrictMeanwhile,
    Overturn,
    /// The same where a review was opened since, or one member restricted alone: the review goes on.
    OverturnReviewed,
    /// The same where another measure was taken since: that holds.
    OverturnEarlier,
    /// The board has voted, and not for the restriction that holds meanwhile.
    EndMeanwhile,
    /// A quorum has voted within the hours: what opened them is no longer without a vote.
    Quorum,
}

/// A review that waits behind what holds now, and goes on when that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WaitingReview {
    #[default]
    None,
    /// It was opened since: its hours to vote begin once what holds is over.
    Since,
    /// One member restricted in it: its hours run already.
    Meanwhile,
    /// A lapse came before its hours to vote: they begin with the renewed licence.
    HeldUp,
    /// Its hours to vote went by during a lapse, in which nobody votes: they begin anew with the renewed licence.
    Missed,
    /// Under review only because the board still votes: the hours of a review begin when one is opened.
    Unopened,
}

/// A membership with everything its rules may ask.
#[derive(Debug, Clone)]
pub struct MembershipFacts {
    pub row: MembershipRow,
    pub rules: Rules,
    /// The time zone of the member's clinic.
    pub calendar: Calendar,
    /// When the hours to vote end on what is put to the vote and not closed.
    pub vote_ends_at: Option<Timestamp>,
    /// Behind a restriction, a suspension, a removal or a lapse; of a review, whether there is one.
    pub review: WaitingReview,
    /// A concern has come into what this lapse interrupts: a letter has said that its review waits.
    pub waits: bool,
    pub wish: Wish,
}

impl CaseFacts<State> for MembershipFacts {
    fn id(&self) -> &str {
        &self.row.id
    }

    fn state(&self) -> State {
        self.row.state
    }

    fn subject_ref(&self) -> &str {
        &self.row.subject_ref
    }
}

impl MembershipFacts {
    /// Whether the measure leaves things as they were.
    pub const fn settles(&self) -> bool {
        matches!(self.wish, Wish::Take(Measure::NoAction | Measure::Advice | Measure::Warning | Measure::Conditions))
    }

    /// Whether what holds was carried by the board: no one member puts an end to that.
    pub const fn holds_by_vote(&self) -> bool {
        match self.row.state {
            State::Suspended => true,
            State::Restricted => !matches!(self.review, WaitingReview::Meanwhile),
            _ => false,
        }
    }

    /// Whether a renewed licence ends a lapse that interrupted this state.
    pub fn leads_back_to(&self, state: State) -> bool {
        self.row.state_before == Some(state)
    }

    /// Whether the board still looks at the member when the measure that holds ends, and its hours to do so run already.
    pub const fn is_looked_at(&self) -> bool {
        match self.review {
            WaitingReview::None => self.vote_ends_at.is_some(),
            WaitingReview::Meanwhile => true,
            WaitingReview::Since | WaitingReview::HeldUp | WaitingReview::Missed | WaitingReview::Unopened => false,
        }
    }

    /// Whether an appeal undoes a measure since which a review was opened: its hours to vote begin now.
    pub const fn begins_review(&self) -> bool {
        matches!((self.wish, self.review), (Wish::OverturnReviewed, WaitingReview::Since))
    }

    /// Whether an appeal undoes a measure in whose place something else goes on: what the board still votes on, or a review
    /// that was opened since, or in which one member restricted.
    pub const fn goes_on(&self) -> bool {
        match self.wish {
            Wish::OverturnReviewed => true,
            Wish::Overturn => self.vote_ends_at.is_some(),
            _ => false,
        }
    }

    /// When the days are over in which an appeal is to be decided, where they begin now.
    pub fn hear_by(&self, now: Timestamp) -> Timestamp {
        self.calendar.missed_from(now, self.rules.clocks.appeal_heard)
    }

    pub fn may_appeal(&self, now: Timestamp) -> bool {
        self.row.appeal_until.is_some_and(|until| now < until)
    }
}

/// The last day before this instant by the clocks of the member's clinic: pages and letters name the same.
pub fn last_day(end: Timestamp, calendar: &Calendar) -> NaiveDate {
    calendar.local_day(end.minus(Duration::seconds(1)))
}

/// When `timer`, started at `start`, fires.
pub fn due(timer: Timer, start: Timestamp, facts: &MembershipFacts) -> Vec<Due> {
    let row = &facts.row;
    let at = |instant: Timestamp| vec![Due::deadline(instant.max(start))];
    match timer {
        Timer::ProbationEnds if !row.on_probation => Vec::new(),
        Timer::ProbationEnds => at(row.probation_ends_at),
        Timer::RecredentialDue => at(row.recredential_at),
        Timer::LicenceEnds => row.licence_ends_at.map(at).unwrap_or_default(),
        Timer::LicenceReminder => reminders(start, facts),
        Timer::InterimVoteDue => at(facts.calendar.missed_from(start, facts.rules.clocks.interim_vote)),
        Timer::VoteEnds => facts.vote_ends_at.map(at).unwrap_or_default(),
        Timer::HearingDue => row.hear_by.map(at).unwrap_or_default(),
        Timer::CheckDue => row.check_due_at.map(at).unwrap_or_default(),
        Timer::FirstInspectionDue if row.inspected_at.is_some() || row.inspection_overdue => Vec::new(),
        Timer::FirstInspectionDue => row.inspect_by.map(at).unwrap_or_default(),
        Timer::RecordEnds => at(later_months(start, facts.rules.publication.removal)),
        Timer::MeasureEnds => row.measure_until.map(at).unwrap_or_default(),
    }
}

/// 09:00 local so many days before the last day, and on the day itself.
fn reminders(start: Timestamp, facts: &MembershipFacts) -> Vec<Due> {
    let Some(ends) = facts.row.licence_ends_at else { return Vec::new() };
    let last = last_day(ends, &facts.calendar);
    let morning = |days: &u32| facts.calendar.morning_of(facts.calendar.days_before(last, *days, Unit::Days));
    (1..)
        .zip(&facts.rules.clocks.expiry_letters_before_days)
        .map(|(ordinal, days)| Due { at: morning(days), ordinal, skip_after: Some(ends) })
        .filter(|due| due.at > start)
        .collect()
}
