//! The way of a membership: state × event → state, who, conditions, timers, letters, leaf.

use super::conditions::{
    APPEALED, BEHIND, FIRST_CONCERN, HELD_UP, IN_DATE, IN_TIME, INTERRUPTED, Is, LOOKED_AT, MAY_BE_UNDONE, MEANWHILE,
    MISSED, NEW_MEMBER, NOT_APPEALED, NOT_RESTRICTED, OVERTURNED, OVERTURNED_EARLIER, OVERTURNED_GOES_ON,
    OVERTURNED_NEW, OVERTURNED_REVIEWED, OVERTURNED_SINCE, QUORATE, REVIEWED_SINCE, SETTLED, SETTLED_NEW, SUPERSEDED,
    UNOPENED, UPHELD, lapsed_from, takes,
};
use super::facts::{self, MembershipFacts};
use super::model::{Event, LetterKind, Measure, Role, State, Timer};
use super::states::{
    HEARD, HEARING, HELD, LICENCE, MEASURED, MEASURES, OUT, RENEWED_REVIEWED, REVIEWED, REVIVED, REVIVED_REVIEWED,
    STANDING, TIMED, UNVOTED,
};
use crate::clock::Timestamp;
use crate::workflow::{Due, Opening, TimerRule, To, Transition, Workflow};

/// The kind of case that a membership is.
pub struct Membership;

const STATUS: &str = "membership.status";
const CREDENTIAL: &str = "membership.credential";
const VOTE: &str = "membership.vote";
const APPEAL: &str = "membership.appeal";

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
        requires: IN_DATE,
        starts: match to {
            State::Restricted | State::Suspended => {
                &[Timer::LicenceReminder, Timer::LicenceEnds, Timer::MeasureEnds, Timer::VoteEnds, Timer::CheckDue]
            }
            State::UnderReview => &[Timer::LicenceReminder, Timer::LicenceEnds, Timer::VoteEnds, Timer::CheckDue],
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
        ..line(REVIEWED, Event::MeasureTaken, CLOSERS, To::State(to), STATUS)
    }
}

const CLOCK: &[Role] = &[Role::Clock];
const OFFICER: &[Role] = &[Role::Officer];
/// Who closes a vote: the board once everybody has voted, else the clock.
const CLOSERS: &[Role] = &[Role::Board, Role::Clock];

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
    // Its hours to vote did not run while it waited.
    Transition {
        when: HELD_UP,
        starts: RENEWED_REVIEWED,
        letters: &[LetterKind::ReviewBegins],
        ..renewed(State::UnderReview)
    },
    // They went by in the lapse, in which nobody votes: "vote ≤ 72 h", §5.4, begins anew.
    Transition {
        when: MISSED,
        starts: RENEWED_REVIEWED,
        letters: &[LetterKind::ReviewResumes],
        ..renewed(State::UnderReview)
    },
    renewed(State::UnderReview),
    renewed(State::Restricted),
    renewed(State::Suspended),
    // After that nothing leads back: the credentials were not looked at again in time, whatever was open then.
    Transition { requires: IN_DATE, ..line(&[State::Lapsed], Event::LicenceRenewed, OFFICER, To::Same, CREDENTIAL) },
    Transition {
        stops: &[Timer::RecredentialDue],
        starts: &[Timer::RecredentialDue],
        ..line(STANDING, Event::Recredentialed, OFFICER, To::Same, CREDENTIAL)
    },
    Transition {
        letters: &[LetterKind::Lapsed],
        ..line(STANDING, Event::RecredentialMissed, CLOCK, To::State(State::Lapsed), "membership.expired")
    },
    Transition {
        when: SUPERSEDED,
        ..line(&[State::Lapsed], Event::RecredentialMissed, CLOCK, To::Same, "membership.expired")
    },
    Transition {
        letters: &[LetterKind::LapseFinal],
        ..line(&[State::Lapsed], Event::RecredentialMissed, CLOCK, To::Same, "membership.expired")
    },
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
        letters: &[LetterKind::ReviewOpened],
        ..line(
            &[State::Probation, State::Active],
            Event::ReviewOpened,
            &[Role::Board, Role::Clock],
            To::State(State::UnderReview),
            STATUS,
        )
    },
    // Where nothing but a vote is left of a measure, no hours of a review run yet.
    Transition {
        when: UNOPENED,
        starts: &[Timer::InterimVoteDue],
        letters: &[LetterKind::ReviewOpened],
        ..line(&[State::UnderReview], Event::ReviewOpened, &[Role::Board, Role::Clock], To::Same, STATUS)
    },
    line(&[State::UnderReview], Event::ReviewOpened, &[Role::Board, Role::Clock], To::Same, STATUS),
    // What the board voted for, or one member restricted in a danger, does not end with another concern; the review waits
    // for its end.
    Transition {
        when: BEHIND,
        letters: &[LetterKind::ReviewSince],
        ..line(TIMED, Event::ReviewOpened, &[Role::Board, Role::Clock], To::Same, STATUS)
    },
    // A review waits already, or the one in which one member restricted is open: another concern comes into it, as into
    // every open review, without a letter.
    line(TIMED, Event::ReviewOpened, &[Role::Board, Role::Clock], To::Same, STATUS),
    // What speaks against somebody meanwhile waits for the end of the lapse, or for what an appeal comes to: told once.
    Transition {
        when: FIRST_CONCERN,
        letters: &[LetterKind::ReviewWaits],
        ..line(&[State::Lapsed], Event::ReviewOpened, CLOCK, To::Same, STATUS)
    },
    Transition { when: INTERRUPTED, ..line(&[State::Lapsed], Event::ReviewOpened, CLOCK, To::Same, STATUS) },
    Transition {
        when: BEHIND,
        requires: MAY_BE_UNDONE,
        letters: &[LetterKind::ReviewWaits],
        ..line(&[State::Removed], Event::ReviewOpened, CLOCK, To::Same, STATUS)
    },
    Transition { requires: MAY_BE_UNDONE, ..line(&[State::Removed], Event::ReviewOpened, CLOCK, To::Same, STATUS) },
    Transition {
        letters: &[LetterKind::InterimVote],
        ..line(&[State::UnderReview], Event::InterimVoteMissed, CLOCK, To::Same, STATUS)
    },
    // "Vote ≤ 72 h", §5.4: what one member did meanwhile ends with the hours in which no quorum voted on it.
    Transition {
        letters: &[LetterKind::InterimVote],
        ..line(&[State::Restricted], Event::InterimVoteMissed, CLOCK, To::State(State::UnderReview), STATUS)
    },
    line(&[State::Lapsed], Event::InterimVoteMissed, CLOCK, To::Same, STATUS),
    Transition {
        starts: &[Timer::VoteEnds],
        letters: &[LetterKind::Proposed],
        ..line(REVIEWED, Event::MeasureProposed, &[Role::Board], To::Same, VOTE)
    },
    // A quorum has voted: what one member restricted holds until that vote ends, never later than its own hours.
    Transition {
        when: QUORATE,
        stops: &[Timer::InterimVoteDue],
        ..line(&[State::UnderReview, State::Restricted], Event::MeasureVoted, &[Role::Board], To::Same, VOTE)
    },
    line(REVIEWED, Event::MeasureVoted, &[Role::Board], To::Same, VOTE),
    // The clock closes the vote, and raises what comes of it.
    line(REVIEWED, Event::VoteEnded, CLOCK, To::Same, VOTE),
    Transition {
        when: NOT_RESTRICTED,
        stops: MEASURES,
        letters: &[LetterKind::Ended],
        ..line(&[State::Restricted], Event::MeasureFailed, CLOSERS, To::State(State::UnderReview), STATUS)
    },
    Transition {
        when: QUORATE,
        stops: &[Timer::InterimVoteDue, Timer::VoteEnds],
        ..line(&[State::UnderReview], Event::MeasureFailed, CLOSERS, To::Same, VOTE)
    },
    Transition { stops: &[Timer::VoteEnds], ..line(REVIEWED, Event::MeasureFailed, CLOSERS, To::Same, VOTE) },
    // Whoever leaves, or lapses for good, ends the vote about them, on record.
    Transition {
        stops: &[Timer::VoteEnds],
        ..line(HELD, Event::MeasureDropped, &[Role::Physician, Role::Officer, Role::Clock], To::Same, VOTE)
    },
    measure(SETTLED_NEW, State::Probation, &[]),
    measure(SETTLED, State::Active, &[]),
    Transition {
        stops: &[Timer::MeasureEnds, Timer::InterimVoteDue, Timer::VoteEnds, Timer::ProbationEnds],
        ..measure(takes(Measure::Probation), State::Probation, &[Timer::ProbationEnds])
    },
    measure(takes(Measure::Restriction), State::Restricted, &[Timer::MeasureEnds]),
    // What the board votes on already goes on.
    Transition {
        from: &[State::UnderReview],
        by: &[Role::Board],
        stops: &[Timer::MeasureEnds, Timer::InterimVoteDue],
        ..measure(MEANWHILE, State::Restricted, &[Timer::MeasureEnds, Timer::InterimVoteDue])
    },
    measure(takes(Measure::Suspension), State::Suspended, &[Timer::MeasureEnds]),
    measure(takes(Measure::Removal), State::Removed, &[Timer::RecordEnds]),
    // A review that was opened since does not vanish with the measure before it: its hours to vote begin.
    Transition {
        when: REVIEWED_SINCE,
        starts: &[Timer::InterimVoteDue],
        letters: &[LetterKind::Ended],
        ..line(TIMED, Event::MeasureEnded, CLOCK, To::State(State::UnderReview), STATUS)
    },
    // Nor does what the board still votes on, or the review in which one member restricted: the hours run already.
    Transition {
        when: LOOKED_AT,
        letters: &[LetterKind::Ended],
        ..line(TIMED, Event::MeasureEnded, CLOCK, To::State(State::UnderReview), STATUS)
    },
    Transition {
        when: NEW_MEMBER,
        letters: &[LetterKind::Ended],
        ..line(TIMED, Event::MeasureEnded, CLOCK, To::State(State::Probation), STATUS)
    },
    Transition {
        letters: &[LetterKind::Ended],
        ..line(TIMED, Event::MeasureEnded, CLOCK, To::State(State::Active), STATUS)
    },
    // Appeals
    Transition {
        requires: &[NOT_APPEALED, IN_TIME],
        starts: HEARING,
        letters: &[LetterKind::Appealed, LetterKind::Hear],
        ..line(HEARD, Event::Appealed, &[Role::Physician], To::Same, APPEAL)
    },
    Transition { letters: &[LetterKind::HearingMissed], ..line(HEARD, Event::HearingMissed, CLOCK, To::Same, APPEAL) },
    Transition { when: APPEALED, ..line(HEARD, Event::AppealVoiced, &[Role::Appeals], To::Same, VOTE) },
    // What was taken since was not appealed against: it holds.
    Transition {
        when: OVERTURNED_EARLIER,
        stops: HEARING,
        letters: &[LetterKind::AppealDecided],
        ..line(HEARD, Event::AppealDecided, &[Role::Appeals], To::Same, APPEAL)
    },
    // A review that was opened since begins its hours to vote, as it does where a measure ends by itself.
    Transition {
        when: OVERTURNED_SINCE,
        starts: &[Timer::InterimVoteDue],
        stops: HEARING,
        letters: &[LetterKind::AppealDecided],
        ..line(TIMED, Event::AppealDecided, &[Role::Appeals], To::State(State::UnderReview), "membership.reinstated")
    },
    Transition {
        when: OVERTURNED_REVIEWED,
        starts: REVIVED_REVIEWED,
        stops: REVIVED,
        letters: &[LetterKind::AppealDecided],
        ..line(
            &[State::Removed],
            Event::AppealDecided,
            &[Role::Appeals],
            To::State(State::UnderReview),
            "membership.reinstated",
        )
    },
    Transition {
        when: OVERTURNED_GOES_ON,
        stops: HEARING,
        letters: &[LetterKind::AppealDecided],
        ..line(REVIEWED, Event::AppealDecided, &[Role::Appeals], To::State(State::UnderReview), "membership.reinstated")
    },
    // Who is out stays out until the licence is renewed or they are admitted anew: what they left is mended.
    Transition {
        when: OVERTURNED_GOES_ON,
        stops: HEARING,
        letters: &[LetterKind::AppealDecided],
        ..line(OUT, Event::AppealDecided, &[Role::Appeals], To::Same, APPEAL)
    },
    Transition {
        when: OVERTURNED,
        stops: &[Timer::HearingDue, Timer::InterimVoteDue],
        letters: &[LetterKind::AppealDecided],
        ..line(OUT, Event::AppealDecided, &[Role::Appeals], To::Same, APPEAL)
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
        stops: HEARING,
        letters: &[LetterKind::AppealDecided],
        ..line(HEARD, Event::AppealDecided, &[Role::Appeals], To::Same, APPEAL)
    },
    // Ends
    line(HELD, Event::Resigned, &[Role::Physician], To::State(State::Resigned), STATUS),
    line(HELD, Event::Died, OFFICER, To::State(State::Deceased), STATUS),
    line(&[State::Removed], Event::RecordEnded, CLOCK, To::Same, STATUS),
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
        keeps(Timer::VoteEnds, REVIEWED, Event::VoteEnded),
        keeps(Timer::CheckDue, STANDING, Event::CheckDue),
        keeps(Timer::FirstInspectionDue, HELD, Event::InspectionMissed),
        keeps(Timer::HearingDue, HEARD, Event::HearingMissed),
        keeps(Timer::RecordEnds, &[State::Removed], Event::RecordEnded),
        keeps(Timer::MeasureEnds, TIMED, Event::MeasureEnded),
    ];
    const TRANSITIONS: &'static [Transition<Self>] = LINES;

    fn due(timer: Timer, start: Timestamp, facts: &MembershipFacts) -> Vec<Due> {
        facts::due(timer, start, facts)
    }
}
