//! A statement of reasons as a case: issued, appealed, heard by somebody else, or taken back.

use super::model::{Action, Event, LetterKind, Part, Side, StatementRow, StatementState as State, Timer};
use super::rules::{ALREADY_APPEALED, APPEAL_TOO_LATE};
use crate::cases::CaseFacts;
use crate::clock::Timestamp;
use crate::specialty::FlagTimes;
use crate::workflow::{Condition, Due, Opening, Requirement, TimerRule, To, Transition, Workflow};
use chrono::Duration;

/// The kind of case that a restriction and its appeals are.
pub struct Statement;

/// A statement with what its rules look at.
#[derive(Debug, Clone)]
pub struct StatementFacts {
    pub row: StatementRow,
    /// The sides that have appealed already.
    pub appealed: Vec<Side>,
    /// Who is about to.
    pub appeals: Option<Side>,
    pub times: FlagTimes,
}

impl CaseFacts<State> for StatementFacts {
    fn id(&self) -> &str {
        self.row.id.as_str()
    }

    fn state(&self) -> State {
        self.row.state
    }

    fn subject_ref(&self) -> &str {
        &self.row.subject_ref
    }
}

const HEARERS: &[Part] = &[Part::Moderator, Part::Appeals];
/// States that are not the end.
const LIVING: &[State] = &[State::InForce, State::Upheld, State::Partly, State::Appealed];
/// States in which the restriction stands and nobody hears it.
const STANDING: &[State] = &[State::InForce, State::Upheld];
const IS_WARNING: Option<Condition<Statement>> =
    Some(Condition { says: "it is a warning", holds: |facts| facts.row.action == Action::Warn });
const ONCE: Requirement<Statement> = Requirement {
    code: ALREADY_APPEALED,
    holds: |facts, _| facts.appeals.is_none_or(|side| !facts.appealed.contains(&side)),
};
const IN_TIME: Requirement<Statement> =
    Requirement { code: APPEAL_TOO_LATE, holds: |facts, now| now <= facts.row.appeal_until };

/// A line with nothing special: fill in the rest with `..line(…)`.
const fn line(
    from: &'static [State],
    on: Event,
    by: &'static [Part],
    to: To<Statement>,
    leaf: &'static str,
) -> Transition<Statement> {
    Transition { from, on, by, when: None, requires: &[], to, starts: &[], stops: &[], letters: &[], leaf }
}

const DECIDED: &str = "moderation.appeal_decided";

impl Workflow for Statement {
    type State = State;
    type Event = Event;
    type Actor = Part;
    type Timer = Timer;
    type Letter = LetterKind;
    type Facts = StatementFacts;

    const NAME: &'static str = "statement";
    const OPENING: Opening<Self> = Opening {
        event: Event::Issued,
        by: Part::Moderator,
        to: State::InForce,
        starts: &[Timer::MeasureEnds],
        letters: &[LetterKind::Statement],
        leaf: "moderation.statement",
    };
    const TERMINAL: &'static [State] = &[State::Overturned, State::Lifted, State::Replaced];
    const TIMERS: &'static [TimerRule<Self>] = &[
        TimerRule { timer: Timer::AppealDue, lives_in: &[State::Appealed], fires: Event::AppealMissed },
        TimerRule { timer: Timer::MeasureEnds, lives_in: LIVING, fires: Event::Ended },
    ];
    const TRANSITIONS: &'static [Transition<Self>] = &[
        Transition {
            requires: &[ONCE, IN_TIME],
            starts: &[Timer::AppealDue],
            letters: &[LetterKind::AppealReceived],
            ..line(
                STANDING,
                Event::Appealed,
                &[Part::Author, Part::Reporter],
                To::State(State::Appealed),
                "moderation.appeal_opened",
            )
        },
        line(&[State::Appealed], Event::AppealMissed, &[Part::Clock], To::Same, "moderation.appeal_missed"),
        Transition {
            letters: &[LetterKind::AppealDecided],
            ..line(&[State::Appealed], Event::AppealUpheld, HEARERS, To::State(State::Upheld), DECIDED)
        },
        Transition {
            letters: &[LetterKind::AppealDecided],
            ..line(&[State::Appealed], Event::AppealPartly, HEARERS, To::State(State::Partly), DECIDED)
        },
        Transition {
            letters: &[LetterKind::AppealDecided],
            ..line(&[State::Appealed], Event::AppealOverturned, HEARERS, To::State(State::Overturned), DECIDED)
        },
        Transition {
            letters: &[LetterKind::Lifted],
            ..line(LIVING, Event::Lifted, &[Part::Moderator], To::State(State::Lifted), "moderation.lifted")
        },
        line(LIVING, Event::Replaced, &[Part::Moderator], To::State(State::Replaced), "moderation.replaced"),
        // What it did is over; it can still be appealed, and read.
        line(LIVING, Event::Ended, &[Part::Clock], To::Same, "moderation.ended"),
        Transition {
            when: IS_WARNING,
            ..line(LIVING, Event::Acknowledged, &[Part::Author], To::Same, "moderation.acknowledged")
        },
    ];

    fn due(timer: Timer, start: Timestamp, facts: &StatementFacts) -> Vec<Due> {
        match timer {
            Timer::AppealDue => {
                vec![Due::deadline(start.plus(Duration::days(facts.times.appeal_decided_days.into())))]
            }
            Timer::MeasureEnds => facts.row.end_date.map(Due::deadline).into_iter().collect(),
        }
    }
}
