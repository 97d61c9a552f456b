//! The states and the timers that several lines of the table of memberships name.

use super::model::{State, Timer};

/// Every state in which somebody is a member.
pub(super) const STANDING: &[State] =
    &[State::Probation, State::Active, State::UnderReview, State::Restricted, State::Suspended];
/// Those and a lapse, from which a renewed licence leads back.
pub(super) const HELD: &[State] =
    &[State::Probation, State::Active, State::UnderReview, State::Restricted, State::Suspended, State::Lapsed];
/// Where the board takes measures.
pub(super) const REVIEWED: &[State] = &[State::UnderReview, State::Restricted, State::Suspended];
/// What ends on a day, or before it.
pub(super) const TIMED: &[State] = &[State::Restricted, State::Suspended];
pub(super) const MEASURED: &[State] =
    &[State::Probation, State::Active, State::UnderReview, State::Restricted, State::Suspended, State::Removed];
/// Where somebody appeals, and is heard, whose measure nothing here puts an end to: neither a lapse nor leaving does.
pub(super) const OUT: &[State] = &[State::Lapsed, State::Resigned];
/// Both: where an appeal is filed and heard.
pub(super) const HEARD: &[State] = &[
    State::Probation,
    State::Active,
    State::UnderReview,
    State::Restricted,
    State::Suspended,
    State::Removed,
    State::Lapsed,
    State::Resigned,
];
/// Where the vote on a restriction by one member may still be missing; a lapse only interrupts it.
pub(super) const UNVOTED: &[State] = &[State::UnderReview, State::Restricted, State::Lapsed];
/// What a licence renews or ends.
pub(super) const LICENCE: &[Timer] = &[Timer::LicenceReminder, Timer::LicenceEnds];
/// What runs again after a lapse where the hours of a review begin with it.
pub(super) const RENEWED_REVIEWED: &[Timer] =
    &[Timer::LicenceReminder, Timer::LicenceEnds, Timer::VoteEnds, Timer::CheckDue, Timer::InterimVoteDue];
pub(super) const HEARING: &[Timer] = &[Timer::HearingDue];
/// What the next measure puts an end to.
pub(super) const MEASURES: &[Timer] = &[Timer::MeasureEnds, Timer::InterimVoteDue, Timer::VoteEnds];
/// What runs again after a removal that was overturned; the days of the appeal itself do not, once it is decided.
pub(super) const REVIVED: &[Timer] = &[
    Timer::ProbationEnds,
    Timer::LicenceReminder,
    Timer::LicenceEnds,
    Timer::RecredentialDue,
    Timer::CheckDue,
    Timer::FirstInspectionDue,
    Timer::HearingDue,
];
/// The same where a review was opened while the appeal waited.
pub(super) const REVIVED_REVIEWED: &[Timer] = &[
    Timer::ProbationEnds,
    Timer::LicenceReminder,
    Timer::LicenceEnds,
    Timer::RecredentialDue,
    Timer::CheckDue,
    Timer::FirstInspectionDue,
    Timer::InterimVoteDue,
];
