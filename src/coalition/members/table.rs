//! The way of a membership: state × event → state, who, conditions, timers, letters, leaf.

use super::facts::{self, MembershipFacts, Wish};
use super::model::{Event, LetterKind, Measure, Role, State, Timer};
use crate::clock::Timestamp;
use crate::coalition::rules;
use crate::workflow::{Condition, Due, Opening, Requirement, TimerRule, To, Transition, Workflow};

/// The kind of case that a membership is.
pub struct Membership;

/// Every state in which somebody is a member.
const STANDING: &[State] = &[State::Probation, State::Active, State::UnderReview, State::Restricted, State::Suspended];
/// Those and a lapse, from which a renewed licence leads back.
const HELD: &[State] =
    &[State::Probation, State::Active, State::UnderReview, State::Restricted, State::Suspended, State::Lapsed];
/// Where the board takes measures.
const REVIEWED: &[State] = &[State::UnderReview, State::Restricted, State::Suspended];
const MEASURED: &[State] =
    &[State::Probation, State::Active, State::UnderReview, State::Restricted, State::Suspended, State::Removed];
/// Where the vote on a restriction by one member may still be missing; a lapse only interrupts it.
const UNVOTED: &[State] = &[State::UnderReview, State::Restricted, State::Lapsed];
/// What a licence renews or ends.
const LICENCE: &[Timer] = &[Timer::LicenceReminder, Timer::LicenceEnds];

const STATUS: &str = "membership.status";
const CREDENTIAL: &str = "membership.credential";
const VOTE: &str = "membership.vote";

type Is = Option<Condition<Membership>>;

const NEW_MEMBER: Is = Some(Condition { says: "on probation", holds: |facts| facts.row.on_probation });
const SETTLED_NEW: Is = Some(Condition {
    says: "nothing, advice, warning or conditions, on probation",
    holds: |facts| facts.settles() && facts.row.on_probation,
});
const SETTLED: Is = Some(Condition { says: "nothing, advice, warning or conditions", holds: MembershipFacts::settles });
const OVERTURNED_NEW: Is = Some(Condition {
    says: "overturned, on probation",
    holds: |facts| facts.row.under_appeal && facts.wish == Wish::Overturn && facts.row.on_probation,
});
const OVERTURNED: Is =
    Some(Condition { says: "overturned", holds: |facts| facts.row.under_appeal && facts.wish == Wish::Overturn });
const UPHELD: Is = Some(Condition { says: "upheld", holds: |facts| facts.row.under_appeal });
const APPEALED: Is = Some(Condition { says: "under appeal", holds: |facts| facts.row.under_appeal });

const fn takes(measure: Measure) -> Is {
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

const MEANWHILE: Is =
    Some(Condition { says: "restriction until the vote", holds: |facts| facts.wish == Wish::RestrictMeanwhile });

const NOT_RESTRICTED: Is = Some(Condition {
    says: "the board does not restrict what one member restricted",
    holds: |facts| facts.wish == Wish::EndMeanwhile,
});

const QUORATE: Is = Some(Condition { says: "a quorum has voted", holds: |facts| facts.wish == Wish::Quorum });
const VOTED_ON: Is = Some(Condition { says: "the board votes on a measure", holds: |facts| facts.is_voted_on });
const OVERTURNED_VOTED_ON: Is = Some(Condition {
    says: "overturned, while the board votes on a measure",
    holds: |facts| facts.row.under_appeal && facts.wish == Wish::Overturn && facts.is_voted_on,
});

const fn lapsed_from(state: State) -> Is {
    Some(match state {
        State::Probation => Condition {
            says: "it lapsed on probation",
            holds: |facts| facts.row.state_before == Some(State::Probation),
        },
        State::Active => {
            Condition { says: "it lapsed while active", holds: |facts| facts.row.state_before == Some(State::Active) }
        }
        State::UnderReview => Condition {
            says: "it lapsed under review",
            holds: |facts| facts.row.state_before == Some(State::UnderReview),
        },
        State::Restricted => Condition {
            says: "it lapsed while restricted",
            holds: |facts| facts.row.state_before == Some(State::Restricted),
        },
        _ => Condition {
            says: "it lapsed while suspended",
            holds: |facts| facts.row.state_before == Some(State::Suspended),
        },
    })
}

const IN_TIME: Requirement<Membership> =
    Requirement { code: rules::TOO_LATE_TO_APPEAL, holds: MembershipFacts::may_appeal };
const NOT_APPEALED: Requirement<Membership> =
    Requirement { code: rules::MEASURE_APPEALED, holds: |facts, _| !facts.row.under_appeal };

/// A line with nothing special: fill in the rest with `..line(…)`.
const fn line(
    from: &'static [State],
    on: Event,
    by: &'static [Role],
    to: To<Membership>,
    leaf: &'static str,
) -> Transition<Membership> {
    Transition { from, on, by, when: None, requires: &[], to, starts: &[], stops: &[], letters: &[], leaf }
}

const fn renewed(to: State) -> Transition<Membership> {
    Transition {
        when: lapsed_from(to),
        starts: match to {
            State::Restricted | State::Suspended => {
                &[Timer::LicenceReminder, Timer::LicenceEnds, Timer::MeasureEnds, Timer::CheckDue]
            }
            _ => &[Timer::LicenceReminder, Timer::LicenceEnds, Timer::CheckDue],
        },
        ..line(&[State::Lapsed], Event::LicenceRenewed, OFFICER, To::State(to), CREDENTIAL)
    }
}

const fn measure(when: Is, to: State, starts: &'static [Timer]) -> Transition<Membership> {
    Transition {
        when,
        starts,
        stops: MEASURES,
        letters: &[LetterKind::Measure],
        ..line(REVIEWED, Event::MeasureTaken, &[Role::Board], To::State(to), STATUS)
    }
}

/// What the next measure, or the next review, puts an end to.
const MEASURES: &[Timer] = &[Timer::MeasureEnds, Timer::InterimVoteDue];

const CLOCK: &[Role] = &[Role::Clock];
const OFFICER: &[Role] = &[Role::Officer];

const LINES: &[Transition<Membership>] = &[
    line(&[State::Probation], Event::ProbationEnded, CLOCK, To::State(State::Active), STATUS),
    line(
        &[State::Active, State::UnderReview, State::Restricted, State::Suspended, State::Lapsed],
        Event::ProbationEnded,
        CLOCK,
        To::Same,
        STATUS,
    ),
    // Licence and credentials
    Transition {
        letters: &[LetterKind::Expiring],
        ..line(STANDING, Event::LicenceReminded, CLOCK, To::Same, CREDENTIAL)
    },
    Transition {
        letters: &[LetterKind::Expired],
        ..line(STANDING, Event::LicenceExpired, CLOCK, To::State(State::Lapsed), "membership.expired")
    },
    Transition {
        stops: LICENCE,
        starts: LICENCE,
        ..line(STANDING, Event::LicenceRenewed, OFFICER, To::Same, CREDENTIAL)
    },
    renewed(State::Probation),
    renewed(State::Active),
    renewed(State::UnderReview),
    renewed(State::Restricted),
    renewed(State::Suspended),
    Transition {
        stops: &[Timer::RecredentialDue],
        starts: &[Timer::RecredentialDue],
        ..line(STANDING, Event::Recredentialed, OFFICER, To::Same, CREDENTIAL)
    },
    Transition {
        letters: &[LetterKind::Lapsed],
        ..line(STANDING, Event::RecredentialMissed, CLOCK, To::State(State::Lapsed), "membership.expired")
    },
    line(&[State::Lapsed], Event::RecredentialMissed, CLOCK, To::Same, "membership.expired"),
    // What is looked up each month, and the first inspection
    line(STANDING, Event::CheckDue, CLOCK, To::Same, CREDENTIAL),
    Transition {
        stops: &[Timer::CheckDue],
        starts: &[Timer::CheckDue],
        ..line(STANDING, Event::Checked, OFFICER, To::Same, CREDENTIAL)
    },
    Transition { stops: &[Timer::FirstInspectionDue], ..line(HELD, Event::Inspected, CLOCK, To::Same, CREDENTIAL) },
    Transition {
        letters: &[LetterKind::InspectionMissed],
        ..line(HELD, Event::InspectionMissed, CLOCK, To::Same, CREDENTIAL)
    },
    // Reviews and measures
    Transition {
        starts: &[Timer::InterimVoteDue],
        stops: &[Timer::InterimVoteDue],
        letters: &[LetterKind::ReviewOpened],
        ..line(
            &[State::Probation, State::Active, State::Restricted],
            Event::ReviewOpened,
            &[Role::Board, Role::Clock],
            To::State(State::UnderReview),
            STATUS,
        )
    },
    line(&[State::UnderReview, State::Suspended], Event::ReviewOpened, &[Role::Board, Role::Clock], To::Same, STATUS),
    Transition {
        letters: &[LetterKind::InterimVote],
        ..line(&[State::UnderReview], Event::InterimVoteMissed, CLOCK, To::Same, STATUS)
    },
    // "Vote ≤ 72 h", §5.4: what one member did meanwhile ends with the hours in which nobody voted on it.
    Transition {
        letters: &[LetterKind::InterimVote],
        ..line(&[State::Restricted], Event::InterimVoteMissed, CLOCK, To::State(State::UnderReview), STATUS)
    },
    line(&[State::Lapsed], Event::InterimVoteMissed, CLOCK, To::Same, STATUS),
    Transition {
        letters: &[LetterKind::Proposed],
        ..line(REVIEWED, Event::MeasureProposed, &[Role::Board], To::Same, VOTE)
    },
    Transition {
        when: QUORATE,
        stops: &[Timer::InterimVoteDue],
        ..line(&[State::UnderReview], Event::MeasureVoted, &[Role::Board], To::Same, VOTE)
    },
    // What one member restricted holds on until somebody closes the vote, as long again at most.
    Transition {
        when: QUORATE,
        starts: &[Timer::InterimVoteDue],
        stops: &[Timer::InterimVoteDue],
        ..line(&[State::Restricted], Event::MeasureVoted, &[Role::Board], To::Same, VOTE)
    },
    line(REVIEWED, Event::MeasureVoted, &[Role::Board], To::Same, VOTE),
    Transition {
        when: NOT_RESTRICTED,
        stops: MEASURES,
        letters: &[LetterKind::Ended],
        ..line(&[State::Restricted], Event::MeasureFailed, &[Role::Board], To::State(State::UnderReview), STATUS)
    },
    Transition {
        when: QUORATE,
        stops: &[Timer::InterimVoteDue],
        ..line(&[State::UnderReview], Event::MeasureFailed, &[Role::Board], To::Same, VOTE)
    },
    line(REVIEWED, Event::MeasureFailed, &[Role::Board], To::Same, VOTE),
    // Whoever leaves, or lapses for good, ends the vote about them, on record.
    line(HELD, Event::MeasureDropped, &[Role::Physician, Role::Officer, Role::Clock], To::Same, VOTE),
    measure(SETTLED_NEW, State::Probation, &[]),
    measure(SETTLED, State::Active, &[]),
    Transition {
        stops: &[Timer::MeasureEnds, Timer::InterimVoteDue, Timer::ProbationEnds],
        ..measure(takes(Measure::Probation), State::Probation, &[Timer::ProbationEnds])
    },
    measure(takes(Measure::Restriction), State::Restricted, &[Timer::MeasureEnds]),
    Transition {
        from: &[State::UnderReview],
        ..measure(MEANWHILE, State::Restricted, &[Timer::MeasureEnds, Timer::InterimVoteDue])
    },
    measure(takes(Measure::Suspension), State::Suspended, &[Timer::MeasureEnds]),
    measure(takes(Measure::Removal), State::Removed, &[Timer::RecordEnds]),
    // What the board still votes on does not vanish with the measure before it: the review goes on.
    Transition {
        when: VOTED_ON,
        letters: &[LetterKind::Ended],
        ..line(
            &[State::Restricted, State::Suspended],
            Event::MeasureEnded,
            CLOCK,
            To::State(State::UnderReview),
            STATUS,
        )
    },
    Transition {
        when: NEW_MEMBER,
        letters: &[LetterKind::Ended],
        ..line(&[State::Restricted, State::Suspended], Event::MeasureEnded, CLOCK, To::State(State::Probation), STATUS)
    },
    Transition {
        letters: &[LetterKind::Ended],
        ..line(&[State::Restricted, State::Suspended], Event::MeasureEnded, CLOCK, To::State(State::Active), STATUS)
    },
    // Appeals
    Transition {
        requires: &[NOT_APPEALED, IN_TIME],
        letters: &[LetterKind::Appealed],
        ..line(MEASURED, Event::Appealed, &[Role::Physician], To::Same, "membership.appeal")
    },
    Transition { when: APPEALED, ..line(MEASURED, Event::AppealVoiced, &[Role::Appeals], To::Same, VOTE) },
    Transition {
        when: OVERTURNED_VOTED_ON,
        letters: &[LetterKind::AppealDecided],
        ..line(REVIEWED, Event::AppealDecided, &[Role::Appeals], To::State(State::UnderReview), "membership.reinstated")
    },
    Transition {
        when: OVERTURNED_NEW,
        starts: REVIVED,
        stops: REVIVED,
        letters: &[LetterKind::AppealDecided],
        ..line(MEASURED, Event::AppealDecided, &[Role::Appeals], To::State(State::Probation), "membership.reinstated")
    },
    Transition {
        when: OVERTURNED,
        starts: REVIVED,
        stops: REVIVED,
        letters: &[LetterKind::AppealDecided],
        ..line(MEASURED, Event::AppealDecided, &[Role::Appeals], To::State(State::Active), "membership.reinstated")
    },
    Transition {
        when: UPHELD,
        letters: &[LetterKind::AppealDecided],
        ..line(MEASURED, Event::AppealDecided, &[Role::Appeals], To::Same, "membership.appeal")
    },
    // Ends
    line(HELD, Event::Resigned, &[Role::Physician], To::State(State::Resigned), STATUS),
    line(HELD, Event::Died, OFFICER, To::State(State::Deceased), STATUS),
    line(&[State::Removed], Event::RecordEnded, CLOCK, To::Same, STATUS),
];

/// What runs again after a removal that was overturned.
const REVIVED: &[Timer] = &[
    Timer::ProbationEnds,
    Timer::LicenceReminder,
    Timer::LicenceEnds,
    Timer::RecredentialDue,
    Timer::CheckDue,
    Timer::FirstInspectionDue,
];

const fn keeps(timer: Timer, lives_in: &'static [State], fires: Event) -> TimerRule<Membership> {
    TimerRule { timer, lives_in, fires }
}

impl Workflow for Membership {
    type State = State;
    type Event = Event;
    type Actor = Role;
    type Timer = Timer;
    type Letter = LetterKind;
    type Facts = MembershipFacts;

    const NAME: &'static str = "membership";
    const OPENING: Opening<Self> = Opening {
        event: Event::Admitted,
        by: Role::Clock,
        to: State::Probation,
        starts: REVIVED,
        letters: &[],
        leaf: STATUS,
    };
    const TERMINAL: &'static [State] = &[State::Resigned, State::Deceased];

    const TIMERS: &'static [TimerRule<Self>] = &[
        keeps(Timer::ProbationEnds, HELD, Event::ProbationEnded),
        keeps(Timer::LicenceReminder, STANDING, Event::LicenceReminded),
        keeps(Timer::LicenceEnds, STANDING, Event::LicenceExpired),
        keeps(Timer::RecredentialDue, HELD, Event::RecredentialMissed),
        keeps(Timer::InterimVoteDue, UNVOTED, Event::InterimVoteMissed),
        keeps(Timer::CheckDue, STANDING, Event::CheckDue),
        keeps(Timer::FirstInspectionDue, HELD, Event::InspectionMissed),
        keeps(Timer::RecordEnds, &[State::Removed], Event::RecordEnded),
        keeps(Timer::MeasureEnds, &[State::Restricted, State::Suspended], Event::MeasureEnded),
    ];
    const TRANSITIONS: &'static [Transition<Self>] = LINES;

    fn due(timer: Timer, start: Timestamp, facts: &MembershipFacts) -> Vec<Due> {
        facts::due(timer, start, facts)
    }
}
