//! The way of an application: state × event → state, who, conditions, timers, letters, leaf.

use super::facts::{self, ApplicationFacts, Wish};
use super::model::{Event, LetterKind, Role, State, Timer};
use crate::clock::Timestamp;
use crate::coalition::rules;
use crate::coalition::scoring::{Outcome, Recommendation};
use crate::workflow::{Condition, Due, Opening, Requirement, TimerRule, To, Transition, Workflow};

/// The kind of case that an application is.
pub struct Application;

/// Where the file itself is looked at.
const FILE: &[State] = &[State::GateCheck, State::Verification];
/// Every state from which the applicant can still withdraw, in the order of the way.
const OPEN: &[State] = &[
    State::Draft,
    State::Submitted,
    State::GateCheck,
    State::Verification,
    State::References,
    State::Scoring,
    State::Calibration,
    State::PublicComment,
    State::Hearing,
    State::Vote,
];
/// Every open state but the draft, which nobody but its applicant knows of.
const HANDED_IN: &[State] = OPEN.split_at(1).1;
/// From a complete file to the decision: where the 120 days run.
const BEFORE_DECISION: &[State] = HANDED_IN.split_at(1).1;
const PANEL_AT_WORK: &[State] = &[State::Scoring, State::Calibration];
const COMMENTS: &[State] = &[State::PublicComment, State::Hearing];
const DECIDED: &[State] = &[State::Admitted, State::Deferred, State::Rejected];

const STATUS: &str = "membership.status";
const ASKING: &[Timer] = &[Timer::ReferenceReminder, Timer::ReferencesDue];

type Is = Option<Condition<Application>>;

const REFUSED: Is =
    Some(Condition { says: "a gate is answered with no", holds: |facts| facts.failed_gate().is_some() });
const READY: Is =
    Some(Condition { says: "every gate but the references is passed", holds: ApplicationFacts::is_verified });
const CHECKED: Is = Some(Condition { says: "the first gates are passed", holds: ApplicationFacts::is_checked });
const NEWLY_COMPLETE: Is = Some(Condition {
    says: "nothing is missing any more",
    holds: |facts| facts.is_complete() && facts.row.complete_at.is_none(),
});
const INCOMPLETE: Is = Some(Condition { says: "something is still missing", holds: |facts| !facts.is_complete() });
const ASKS_MORE: Is =
    Some(Condition { says: "somebody is named who is still to be asked", holds: ApplicationFacts::asks_more });
const DRAWS_MORE: Is =
    Some(Condition { says: "enough patients are listed to be drawn", holds: ApplicationFacts::draws_more });
const LACKS_NAMES: Is =
    Some(Condition { says: "too few were named to be asked", holds: ApplicationFacts::lacks_names });
const TOO_FEW: Is = Some(Condition {
    says: "too few answered, no officer let that be enough, and the second draw is still to come",
    holds: |facts| !facts.has_references() && !facts.passed_gates() && facts.draws_again(),
});
const PASSED: Is = Some(Condition { says: "every gate is passed", holds: ApplicationFacts::passed_gates });
// "At most two, then one more reviewer; after two rounds the composite decides", §5.2: after the second round nothing
// waits for a further sheet, so the further reviewer is asked before it. An officer seats one with the panel, while the
// panel scores or calibrates, and the round then waits for that sheet too; the register shows what α remains low.
const CALIBRATE: Is = Some(Condition {
    says: "the reviewers do not agree enough, and may calibrate",
    holds: |facts| facts.assess().recommendation == Recommendation::Calibrate,
});

const SEAT_EMPTY: Is =
    Some(Condition { says: "without them the panel is not whole", holds: |facts| !facts.panel_is_whole() });

const VOTERS_LACK: Is = Some(Condition { says: "fewer may vote than must", holds: ApplicationFacts::lacks_voters });

const fn decides(outcome: Outcome) -> Is {
    Some(match outcome {
        Outcome::Admitted => {
            Condition { says: "the votes admit", holds: |facts| facts.wish == Wish::Decide(Outcome::Admitted) }
        }
        Outcome::Deferred => {
            Condition { says: "the votes defer", holds: |facts| facts.wish == Wish::Decide(Outcome::Deferred) }
        }
        Outcome::Rejected => {
            Condition { says: "the votes reject", holds: |facts| facts.wish == Wish::Decide(Outcome::Rejected) }
        }
    })
}

type Needs = Requirement<Application>;

const GATES_PASSED: Needs = Requirement { code: rules::GATE_OPEN, holds: |facts, _| facts.passed_gates() };
const PANEL_WHOLE: Needs = Requirement { code: rules::REVIEWERS_MISSING, holds: |facts, _| facts.panel_is_whole() };
const COMMENTS_OPEN: Needs =
    Requirement { code: rules::COMMENTS_CLOSED, holds: |facts, now| facts.comments_end().is_some_and(|end| now < end) };
const ANSWERS_OPEN: Needs =
    Requirement { code: rules::COMMENTS_CLOSED, holds: |facts, now| facts.answers_end().is_some_and(|end| now < end) };
const QUORUM: Needs = Requirement { code: rules::NO_QUORUM, holds: |facts, _| facts.has_quorum() };
const VOTED: Needs = Requirement { code: rules::VOTE_RUNNING, holds: ApplicationFacts::vote_is_over };
// Without a quorum nothing can be decided, so then the vote waits for more votes beyond its days.
const VOTE_LASTS: Needs = Requirement {
    code: rules::VOTE_OVER,
    holds: |facts, now| !facts.has_quorum() || facts.vote_ends().is_none_or(|end| now < end),
};

/// A line with nothing special: fill in the rest with `..line(…)`.
const fn line(
    from: &'static [State],
    on: Event,
    by: &'static [Role],
    to: To<Application>,
    leaf: &'static str,
) -> Transition<Application> {
    Transition { from, on, by, when: None, requires: &[], to, starts: &[], stops: &[], letters: &[], leaf }
}

/// To the references: the lots are drawn, the letters go out.
const fn to_references(
    from: &'static [State],
    on: Event,
    by: &'static [Role],
    leaf: &'static str,
) -> Transition<Application> {
    Transition {
        when: READY,
        starts: &[Timer::ReferenceReminder, Timer::ReferencesDue, Timer::DecisionDue],
        letters: &[LetterKind::ReferenceRequest],
        ..line(from, on, by, To::State(State::References), leaf)
    }
}

const fn decided(outcome: Outcome, to: State) -> Transition<Application> {
    Transition {
        when: decides(outcome),
        // Whoever closes too early hears what lacks: first the quorum, then the votes of the others. It tells the board
        // whether enough have voted, never how.
        requires: &[QUORUM, VOTED],
        starts: &[Timer::PublishDue],
        letters: &[LetterKind::Decision],
        ..line(&[State::Vote], Event::Decided, &[Role::Board], To::State(to), STATUS)
    }
}

/// A date that the clock writes down; the coalition hears of it.
const fn overdue(from: &'static [State], on: Event, leaf: &'static str) -> Transition<Application> {
    Transition { letters: &[LetterKind::Overdue], ..line(from, on, &[Role::Clock], To::Same, leaf) }
}

const CLOCK: &[Role] = &[Role::Clock];
const OFFICER: &[Role] = &[Role::Officer];
const APPLICANT: &[Role] = &[Role::Applicant];
const JUDGES: &[Role] = &[Role::Reviewer, Role::Board, Role::Clock];

const LINES: &[Transition<Application>] = &[
    // The file
    Transition {
        letters: &[LetterKind::Receipt],
        ..line(&[State::Draft], Event::Submitted, APPLICANT, To::State(State::Submitted), "membership.submitted")
    },
    Transition {
        starts: &[Timer::GapsDue, Timer::DecisionDue],
        ..line(&[State::Submitted], Event::CheckBegan, CLOCK, To::State(State::GateCheck), STATUS)
    },
    to_references(FILE, Event::FormSaved, APPLICANT, "membership.form"),
    Transition {
        when: NEWLY_COMPLETE,
        starts: &[Timer::DecisionDue],
        stops: &[Timer::GapsDue, Timer::CureDue],
        ..line(FILE, Event::FormSaved, APPLICANT, To::Same, "membership.form")
    },
    line(FILE, Event::FormSaved, APPLICANT, To::Same, "membership.form"),
    Transition {
        starts: &[Timer::CureDue],
        stops: &[Timer::GapsDue, Timer::CureDue],
        letters: &[LetterKind::Gaps],
        ..line(FILE, Event::GapsListed, &[Role::Officer, Role::Clock], To::Same, STATUS)
    },
    Transition {
        when: INCOMPLETE,
        letters: &[LetterKind::Closed],
        ..line(FILE, Event::CureMissed, CLOCK, To::State(State::Lapsed), STATUS)
    },
    line(FILE, Event::CureMissed, CLOCK, To::Same, STATUS),
    // The gates
    Transition {
        when: REFUSED,
        letters: &[LetterKind::Decision],
        ..line(
            &[State::GateCheck, State::Verification, State::References],
            Event::GateAnswered,
            OFFICER,
            To::State(State::Rejected),
            "membership.gate",
        )
    },
    to_references(FILE, Event::GateAnswered, OFFICER, "membership.gate"),
    Transition {
        when: CHECKED,
        ..line(&[State::GateCheck], Event::GateAnswered, OFFICER, To::State(State::Verification), "membership.gate")
    },
    line(
        &[State::GateCheck, State::Verification, State::References],
        Event::GateAnswered,
        OFFICER,
        To::Same,
        "membership.gate",
    ),
    // References
    // Patients who are listed late are drawn once, all together, and have as many days as others had. A colleague who
    // is named late has the days that are left, so that naming one by one stretches nothing.
    Transition {
        when: DRAWS_MORE,
        starts: ASKING,
        stops: ASKING,
        letters: &[LetterKind::ReferenceRequest],
        ..line(&[State::References], Event::FormSaved, APPLICANT, To::Same, "membership.form")
    },
    Transition {
        when: ASKS_MORE,
        letters: &[LetterKind::ReferenceRequest],
        ..line(&[State::References], Event::FormSaved, APPLICANT, To::Same, "membership.form")
    },
    Transition {
        when: LACKS_NAMES,
        ..line(&[State::References], Event::FormSaved, APPLICANT, To::Same, "membership.form")
    },
    // What an officer has let pass waits for no answer.
    Transition {
        when: PASSED,
        ..line(&[State::References], Event::ReferenceReminded, CLOCK, To::Same, "membership.reference")
    },
    Transition {
        letters: &[LetterKind::ReferenceReminder],
        ..line(&[State::References], Event::ReferenceReminded, CLOCK, To::Same, "membership.reference")
    },
    line(&[State::References], Event::ReferenceAnswered, &[Role::Referee], To::Same, "membership.reference"),
    // Where nobody was drawn at all the second draw is not used up: the officers hear, and lots are drawn once enough are
    // listed.
    Transition {
        when: TOO_FEW,
        starts: ASKING,
        stops: ASKING,
        letters: &[LetterKind::ReferenceRequest],
        ..line(&[State::References], Event::ReferencesMissed, CLOCK, To::Same, "membership.reference")
    },
    // What an officer has let pass waits for no answer.
    Transition {
        when: PASSED,
        ..line(&[State::References], Event::ReferencesMissed, CLOCK, To::Same, "membership.reference")
    },
    overdue(&[State::References], Event::ReferencesMissed, "membership.reference"),
    // The panel
    Transition {
        requires: &[GATES_PASSED],
        starts: &[Timer::ScoringDue],
        letters: &[LetterKind::Panel],
        ..line(&[State::References], Event::PanelSeated, OFFICER, To::State(State::Scoring), STATUS)
    },
    Transition { letters: &[LetterKind::Panel], ..line(PANEL_AT_WORK, Event::PanelSeated, OFFICER, To::Same, STATUS) },
    Transition {
        when: SEAT_EMPTY,
        letters: &[LetterKind::SeatEmpty],
        ..line(PANEL_AT_WORK, Event::Recused, JUDGES, To::Same, "membership.recused")
    },
    line(PANEL_AT_WORK, Event::Recused, JUDGES, To::Same, "membership.recused"),
    // Without a quorum nothing can be decided, and nobody else hears of it: the letter goes once.
    Transition {
        when: VOTERS_LACK,
        letters: &[LetterKind::VotersLack],
        ..line(&[State::Vote], Event::Recused, &[Role::Board, Role::Clock], To::Same, "membership.recused")
    },
    line(
        &[State::References, State::PublicComment, State::Hearing, State::Vote],
        Event::Recused,
        &[Role::Board, Role::Clock],
        To::Same,
        "membership.recused",
    ),
    line(&[State::Scoring], Event::ScoreLocked, &[Role::Reviewer], To::Same, "membership.score_locked"),
    Transition {
        when: CALIBRATE,
        letters: &[LetterKind::Calibration],
        ..line(&[State::Scoring], Event::Assessed, CLOCK, To::State(State::Calibration), "membership.alpha")
    },
    Transition {
        starts: &[Timer::CommentsDue, Timer::VoteOpens],
        letters: &[LetterKind::CommentsOpen],
        ..line(&[State::Scoring], Event::Assessed, CLOCK, To::State(State::PublicComment), "membership.alpha")
    },
    Transition {
        requires: &[PANEL_WHOLE],
        starts: &[Timer::ScoringDue],
        letters: &[LetterKind::Panel],
        ..line(&[State::Calibration], Event::CalibrationOpened, OFFICER, To::State(State::Scoring), STATUS)
    },
    overdue(&[State::Scoring], Event::ScoringMissed, STATUS),
    // The public, and the vote
    Transition {
        requires: &[COMMENTS_OPEN],
        ..line(COMMENTS, Event::Commented, &[Role::Public], To::Same, "membership.comment")
    },
    Transition {
        requires: &[ANSWERS_OPEN],
        ..line(COMMENTS, Event::CommentAnswered, APPLICANT, To::Same, "membership.comment")
    },
    line(COMMENTS, Event::CommentsClosed, CLOCK, To::Same, "membership.comment_window"),
    Transition {
        letters: &[LetterKind::Hearing],
        ..line(&[State::PublicComment], Event::HearingCalled, &[Role::Board], To::State(State::Hearing), STATUS)
    },
    Transition {
        when: VOTERS_LACK,
        starts: &[Timer::VoteDue],
        letters: &[LetterKind::VoteOpen, LetterKind::VotersLack],
        ..line(COMMENTS, Event::VoteOpened, CLOCK, To::State(State::Vote), STATUS)
    },
    Transition {
        starts: &[Timer::VoteDue],
        letters: &[LetterKind::VoteOpen],
        ..line(COMMENTS, Event::VoteOpened, CLOCK, To::State(State::Vote), STATUS)
    },
    Transition {
        requires: &[VOTE_LASTS],
        ..line(&[State::Vote], Event::Voted, &[Role::Board], To::Same, "membership.vote")
    },
    overdue(&[State::Vote], Event::VoteEnded, "membership.vote"),
    decided(Outcome::Admitted, State::Admitted),
    decided(Outcome::Deferred, State::Deferred),
    decided(Outcome::Rejected, State::Rejected),
    overdue(BEFORE_DECISION, Event::DecisionMissed, STATUS),
    Transition { letters: &[LetterKind::Published], ..line(DECIDED, Event::Published, CLOCK, To::Same, STATUS) },
    Transition {
        letters: &[LetterKind::Closed],
        ..line(OPEN, Event::Withdrawn, APPLICANT, To::State(State::Withdrawn), STATUS)
    },
    // The clocks of the spec let gaps lapse alone. Whatever else an application cannot go on without – an applicant who
    // answers, lives, and may still practise – an officer finds missing, with reasons.
    Transition {
        letters: &[LetterKind::Closed],
        ..line(HANDED_IN, Event::Lapsed, OFFICER, To::State(State::Lapsed), STATUS)
    },
];

const fn keeps(timer: Timer, lives_in: &'static [State], fires: Event) -> TimerRule<Application> {
    TimerRule { timer, lives_in, fires }
}

impl Workflow for Application {
    type State = State;
    type Event = Event;
    type Actor = Role;
    type Timer = Timer;
    type Letter = LetterKind;
    type Facts = ApplicationFacts;

    const NAME: &'static str = "application";
    const OPENING: Opening<Self> = Opening {
        event: Event::Started,
        by: Role::Applicant,
        to: State::Draft,
        starts: &[],
        letters: &[],
        leaf: "membership.drafted",
    };
    const TERMINAL: &'static [State] =
        &[State::Admitted, State::Deferred, State::Rejected, State::Withdrawn, State::Lapsed];

    const TIMERS: &'static [TimerRule<Self>] = &[
        keeps(Timer::GapsDue, FILE, Event::GapsListed),
        keeps(Timer::CureDue, FILE, Event::CureMissed),
        keeps(Timer::ReferenceReminder, &[State::References], Event::ReferenceReminded),
        keeps(Timer::ReferencesDue, &[State::References], Event::ReferencesMissed),
        keeps(Timer::ScoringDue, &[State::Scoring], Event::ScoringMissed),
        keeps(Timer::CommentsDue, COMMENTS, Event::CommentsClosed),
        keeps(Timer::VoteOpens, COMMENTS, Event::VoteOpened),
        keeps(Timer::VoteDue, &[State::Vote], Event::VoteEnded),
        keeps(Timer::DecisionDue, BEFORE_DECISION, Event::DecisionMissed),
        keeps(Timer::PublishDue, DECIDED, Event::Published),
    ];
    const TRANSITIONS: &'static [Transition<Self>] = LINES;

    fn due(timer: Timer, start: Timestamp, facts: &ApplicationFacts) -> Vec<Due> {
        facts::due(timer, start, facts)
    }
}
