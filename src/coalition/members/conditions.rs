//! When a line of the table of memberships applies, and what it asks for before it does.

use super::facts::{MembershipFacts, WaitingReview, Wish};
use super::model::{Measure, State};
use super::table::Membership;
use crate::coalition::rules;
use crate::workflow::{Condition, Requirement};

pub(super) type Is = Option<Condition<Membership>>;

pub(super) const NEW_MEMBER: Is = Some(Condition { says: "on probation", holds: |facts| facts.row.on_probation });
pub(super) const SETTLED_NEW: Is = Some(Condition {
    says: "nothing, advice, warning or conditions, on probation",
    holds: |facts| facts.settles() && facts.row.on_probation,
});
pub(super) const SETTLED: Is =
    Some(Condition { says: "nothing, advice, warning or conditions", holds: MembershipFacts::settles });
pub(super) const OVERTURNED_NEW: Is = Some(Condition {
    says: "overturned, on probation",
    holds: |facts| facts.row.under_appeal && facts.wish == Wish::Overturn && facts.row.on_probation,
});
pub(super) const OVERTURNED: Is =
    Some(Condition { says: "overturned", holds: |facts| facts.row.under_appeal && facts.wish == Wish::Overturn });
pub(super) const UPHELD: Is = Some(Condition { says: "upheld", holds: |facts| facts.row.under_appeal });
pub(super) const APPEALED: Is = Some(Condition { says: "under appeal", holds: |facts| facts.row.under_appeal });

pub(super) const fn takes(measure: Measure) -> Is {
    Some(match measure {
        Measure::Probation => {
            Condition { says: "probation", holds: |facts| facts.wish == Wish::Take(Measure::Probation) }
        }
        Measure::Restriction => {
            Condition { says: "restriction", holds: |facts| facts.wish == Wish::Take(Measure::Restriction) }
        }
        Measure::Suspension => {
            Condition { says: "suspension", holds: |facts| facts.wish == Wish::Take(Measure::Suspension) }
        }
        _ => Condition { says: "removal", holds: |facts| facts.wish == Wish::Take(Measure::Removal) },
    })
}

pub(super) const MEANWHILE: Is =
    Some(Condition { says: "restriction until the vote", holds: |facts| facts.wish == Wish::RestrictMeanwhile });

pub(super) const NOT_RESTRICTED: Is = Some(Condition {
    says: "the board does not restrict what one member restricted",
    holds: |facts| facts.wish == Wish::EndMeanwhile,
});

pub(super) const QUORATE: Is =
    Some(Condition { says: "a quorum has voted", holds: |facts| facts.wish == Wish::Quorum });
pub(super) const REVIEWED_SINCE: Is =
    Some(Condition { says: "a review was opened since", holds: |facts| facts.review == WaitingReview::Since });
pub(super) const UNOPENED: Is = Some(Condition {
    says: "the board only votes, and no review is open",
    holds: |facts| facts.review == WaitingReview::Unopened,
});
pub(super) const BEHIND: Is = Some(Condition {
    says: "no review waits, and none is open in which one member restricted",
    holds: |facts| facts.review == WaitingReview::None,
});
pub(super) const LOOKED_AT: Is = Some(Condition {
    says: "the board votes on a measure, or one member restricted in a review",
    holds: MembershipFacts::is_looked_at,
});
pub(super) const OVERTURNED_EARLIER: Is = Some(Condition {
    says: "overturned, and another measure was taken since",
    holds: |facts| facts.row.under_appeal && facts.wish == Wish::OverturnEarlier,
});
pub(super) const OVERTURNED_SINCE: Is = Some(Condition {
    says: "overturned, and a review was opened since",
    holds: |facts| facts.row.under_appeal && facts.begins_review(),
});
pub(super) const OVERTURNED_REVIEWED: Is = Some(Condition {
    says: "overturned, and a review goes on",
    holds: |facts| facts.row.under_appeal && facts.wish == Wish::OverturnReviewed,
});
pub(super) const OVERTURNED_GOES_ON: Is = Some(Condition {
    says: "overturned, while the board votes on a measure, or a review goes on",
    holds: |facts| facts.row.under_appeal && facts.goes_on() && !facts.begins_review(),
});

pub(super) const SUPERSEDED: Is =
    Some(Condition { says: "a later membership has followed", holds: |facts| facts.row.superseded });

pub(super) const INTERRUPTED: Is =
    Some(Condition { says: "the lapse interrupted something", holds: |facts| facts.row.state_before.is_some() });
pub(super) const FIRST_CONCERN: Is = Some(Condition {
    says: "the lapse interrupted something, and nothing came into it yet",
    holds: |facts| facts.row.state_before.is_some() && !facts.waits,
});

pub(super) const HELD_UP: Is = Some(Condition {
    says: "a review waits for the end of the lapse",
    holds: |facts| facts.leads_back_to(State::UnderReview) && facts.review == WaitingReview::HeldUp,
});
pub(super) const MISSED: Is = Some(Condition {
    says: "the hours of a review went by during the lapse",
    holds: |facts| facts.leads_back_to(State::UnderReview) && facts.review == WaitingReview::Missed,
});

pub(super) const fn lapsed_from(state: State) -> Is {
    Some(match state {
        State::Probation => {
            Condition { says: "it lapsed on probation", holds: |facts| facts.leads_back_to(State::Probation) }
        }
        State::Active => {
            Condition { says: "it lapsed while active", holds: |facts| facts.leads_back_to(State::Active) }
        }
        State::UnderReview => Condition {
            says: "it lapsed under review",
            holds: |facts| facts.leads_back_to(State::UnderReview) && facts.review == WaitingReview::None,
        },
        State::Restricted => {
            Condition { says: "it lapsed while restricted", holds: |facts| facts.leads_back_to(State::Restricted) }
        }
        _ => Condition { says: "it lapsed while suspended", holds: |facts| facts.leads_back_to(State::Suspended) },
    })
}

/// Once nobody has looked at the credentials again in time, a renewed licence leads nowhere.
pub(super) const IN_DATE: &[Requirement<Membership>] =
    &[Requirement { code: rules::CREDENTIALS_OVER, holds: |facts, now| now < facts.row.recredential_at }];
/// Who was removed for good is looked at no more.
pub(super) const MAY_BE_UNDONE: &[Requirement<Membership>] =
    &[Requirement { code: rules::TOO_LATE_TO_APPEAL, holds: |facts, now| facts.row.may_be_undone(now) }];
pub(super) const IN_TIME: Requirement<Membership> =
    Requirement { code: rules::TOO_LATE_TO_APPEAL, holds: MembershipFacts::may_appeal };
pub(super) const NOT_APPEALED: Requirement<Membership> =
    Requirement { code: rules::MEASURE_APPEALED, holds: |facts, _| !facts.row.under_appeal };
