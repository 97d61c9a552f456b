//! A statement of reasons as a case: issued, appealed, heard by somebody else, or taken back.

use super::model::{Event, LetterKind, Part, Side, StatementRow, StatementState as State, Timer};
use super::rules::{ALREADY_APPEALED, APPEAL_TOO_LATE};
use crate::cases::CaseFacts;
use crate::clock::Timestamp;
use crate::specialty::FlagTimes;
use crate::workflow::{Due, Opening, Requirement, TimerRule, To, Transition, Workflow};
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
/// States in which the restriction stands and nobody hears it.
const STANDING: &[State] = &[State::InForce, State::Upheld];
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
        starts: &[],
        letters: &[LetterKind::Statement],
        leaf: "moderation.statement",
    };
    const TERMINAL: &'static [State] = &[State::Overturned, State::Lifted];
    const TIMERS: &'static [TimerRule<Self>] =
        &[TimerRule { timer: Timer::AppealDue, lives_in: &[State::Appealed], fires: Event::AppealMissed }];
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
            ..line(
                &[State::InForce, State::Upheld, State::Partly, State::Appealed],
                Event::Lifted,
                &[Part::Moderator],
                To::State(State::Lifted),
                "moderation.lifted",
            )
        },
        line(
            &[State::InForce, State::Upheld, State::Partly, State::Appealed],
            Event::Replaced,
            &[Part::Moderator],
            To::State(State::Lifted),
            "moderation.replaced",
        ),
    ];

    fn due(timer: Timer, start: Timestamp, facts: &StatementFacts) -> Vec<Due> {
        match timer {
            Timer::AppealDue => {
                vec![Due::deadline(start.plus(Duration::days(facts.times.appeal_decided_days.into())))]
            }
        }
    }
}
