//! The table of a review: state × event → state, who, conditions, timers, letters, leaf.

use super::facts::{self, ReviewFacts};
use super::model::{Event, LetterKind, ReviewState as State, Role, Timer};
use super::rules;
use crate::clock::Timestamp;
use crate::workflow::{Condition, Due, Opening, Requirement, TimerRule, To, Transition, Workflow};

/// The kind of case that a review is.
pub struct Review;

const PUBLIC: &[State] = &[State::Published, State::Masked, State::Restored];
/// Where an author may still speak again.
const SPEAKING: &[State] = &[State::Submitted, State::Queued, State::Published, State::Masked, State::Restored];
/// Everything but the two ends.
const ALIVE: &[State] =
    &[State::Submitted, State::Queued, State::Held, State::Hidden, State::Published, State::Masked, State::Restored];
const HOLDABLE: &[State] = &[State::Submitted, State::Queued, State::Published, State::Masked, State::Restored];
const HIDEABLE: &[State] = &[State::Queued, State::Held, State::Published, State::Masked, State::Restored];
const REMOVABLE: &[State] =
    &[State::Queued, State::Held, State::Hidden, State::Published, State::Masked, State::Restored];

const PROVED_OR_KNOWN: Option<Condition<Review>> = Some(Condition {
    says: "it is attested or not the author's first",
    holds: |facts| facts.row.proof_level > 0 || facts.author_is_known,
});
const PROVED: Option<Condition<Review>> =
    Some(Condition { says: "it is proved", holds: |facts| facts.row.proof_level > 0 });
const HAS_MASK: Option<Condition<Review>> =
    Some(Condition { says: "words are replaced", holds: |facts| facts.row.masked });
const ENDANGERS: Option<Condition<Review>> = Some(Condition {
    says: "it is held for personal data, a threat or the law",
    holds: |facts| facts.row.ground.as_deref().is_some_and(rules::endangers),
});
const NOT_EXTENDED: Requirement<Review> =
    Requirement { code: rules::HOLD_ALREADY_EXTENDED, holds: |facts, _| !facts.row.hold_extended };
const HAS_DOCUMENT: Requirement<Review> =
    Requirement { code: rules::NO_DOCUMENT_SEEN, holds: |facts, _| facts.row.proof_level == 2 };

const AUTHOR: &[Role] = &[Role::Author];
const MODERATOR: &[Role] = &[Role::Moderator];
const OFFICER: &[Role] = &[Role::Officer];
const CLINIC: &[Role] = &[Role::Clinic];
const CLOCK: &[Role] = &[Role::Clock];
const NEWS: &[LetterKind] = &[LetterKind::Published, LetterKind::PublishedToClinic];

/// A line with nothing special: fill in the rest with `..line(…)`.
const fn line(
    from: &'static [State],
    on: Event,
    by: &'static [Role],
    to: To<Review>,
    leaf: &'static str,
) -> Transition<Review> {
    Transition { from, on, by, when: None, requires: &[], to, starts: &[], stops: &[], letters: &[], leaf }
}

const LINES: &[Transition<Review>] = &[
    // Into public, or into the queue
    Transition {
        when: PROVED_OR_KNOWN,
        letters: NEWS,
        ..line(
            &[State::Submitted],
            Event::Placed,
            &[Role::Author, Role::Clock],
            To::State(State::Published),
            "review.published",
        )
    },
    Transition {
        starts: &[Timer::QueueDue],
        letters: &[LetterKind::Queued],
        ..line(
            &[State::Submitted],
            Event::Placed,
            &[Role::Author, Role::Clock],
            To::State(State::Queued),
            "review.queued",
        )
    },
    Transition {
        letters: NEWS,
        ..line(&[State::Queued], Event::QueueEnded, CLOCK, To::State(State::Published), "review.published")
    },
    Transition {
        when: HAS_MASK,
        ..line(&[State::Held, State::Hidden], Event::Released, MODERATOR, To::State(State::Masked), "review.released")
    },
    Transition {
        letters: NEWS,
        ..line(
            &[State::Queued, State::Held, State::Hidden],
            Event::Released,
            MODERATOR,
            To::State(State::Published),
            "review.released",
        )
    },
    // Held, for a while
    Transition {
        starts: &[Timer::HoldDue],
        letters: &[LetterKind::Held],
        ..line(HOLDABLE, Event::Held, MODERATOR, To::State(State::Held), "review.held")
    },
    Transition {
        requires: &[NOT_EXTENDED],
        starts: &[Timer::HoldDue],
        stops: &[Timer::HoldDue],
        letters: &[LetterKind::HoldExtended],
        ..line(&[State::Held], Event::HoldExtended, MODERATOR, To::Same, "review.hold_extended")
    },
    Transition {
        // Its author is told by the statement of reasons that moderation makes of it.
        when: ENDANGERS,
        starts: &[Timer::DecisionDue],
        ..line(&[State::Held], Event::HoldEnded, CLOCK, To::State(State::Hidden), "review.hidden")
    },
    Transition {
        when: HAS_MASK,
        ..line(&[State::Held], Event::HoldEnded, CLOCK, To::State(State::Masked), "review.released")
    },
    Transition {
        letters: NEWS,
        ..line(&[State::Held], Event::HoldEnded, CLOCK, To::State(State::Published), "review.released")
    },
    // Restricted
    Transition {
        starts: &[Timer::DecisionDue],
        letters: &[LetterKind::Hidden],
        ..line(HIDEABLE, Event::Hidden, MODERATOR, To::State(State::Hidden), "review.hidden")
    },
    line(&[State::Hidden], Event::DecisionMissed, CLOCK, To::Same, "review.decision_missed"),
    Transition {
        letters: &[LetterKind::Masked],
        ..line(PUBLIC, Event::Masked, MODERATOR, To::State(State::Masked), "review.masked")
    },
    Transition {
        letters: &[LetterKind::Removed],
        ..line(REMOVABLE, Event::Removed, MODERATOR, To::State(State::Removed), "review.removed")
    },
    // A restriction undone
    Transition {
        letters: &[LetterKind::Restored],
        ..line(&[State::Removed], Event::Restored, MODERATOR, To::State(State::Restored), "review.restored")
    },
    Transition {
        letters: &[LetterKind::Restored],
        ..line(&[State::Masked], Event::Restored, MODERATOR, To::State(State::Published), "review.restored")
    },
    Transition {
        when: HAS_MASK,
        letters: &[LetterKind::Restored],
        ..line(&[State::Restored], Event::Restored, MODERATOR, To::Same, "review.restored")
    },
    Transition {
        when: HAS_MASK,
        letters: &[LetterKind::Restored],
        ..line(&[State::Held, State::Hidden], Event::Restored, MODERATOR, To::State(State::Masked), "review.restored")
    },
    Transition {
        letters: &[LetterKind::Restored],
        ..line(
            &[State::Held, State::Hidden],
            Event::Restored,
            MODERATOR,
            To::State(State::Published),
            "review.restored",
        )
    },
    // The author
    Transition {
        letters: &[LetterKind::Withdrawn],
        ..line(ALIVE, Event::Withdrawn, AUTHOR, To::State(State::Withdrawn), "review.withdrawn")
    },
    Transition {
        when: PROVED,
        letters: NEWS,
        ..line(&[State::Queued], Event::Versioned, AUTHOR, To::State(State::Published), "review.version")
    },
    line(SPEAKING, Event::Versioned, AUTHOR, To::Same, "review.version"),
    Transition {
        starts: &[Timer::ProofErasure],
        stops: &[Timer::ProofDue, Timer::ProofErasure],
        ..line(ALIVE, Event::ProofAdded, AUTHOR, To::Same, "review.proof")
    },
    // Proof
    Transition {
        starts: &[Timer::ProofDue],
        letters: &[LetterKind::ProofAsked],
        ..line(ALIVE, Event::ProofAsked, OFFICER, To::Same, "review.proof_asked")
    },
    line(ALIVE, Event::ProofExtended, OFFICER, To::Same, "review.proof_extended"),
    Transition {
        letters: &[LetterKind::ProofMissed],
        ..line(ALIVE, Event::ProofMissed, CLOCK, To::Same, "review.level")
    },
    Transition {
        when: PROVED,
        starts: &[Timer::ProofErasure],
        stops: &[Timer::ProofErasure],
        letters: &[LetterKind::LevelDecided, LetterKind::Published, LetterKind::PublishedToClinic],
        ..line(&[State::Queued], Event::LevelDecided, OFFICER, To::State(State::Published), "review.level")
    },
    Transition {
        starts: &[Timer::ProofErasure],
        stops: &[Timer::ProofErasure],
        letters: &[LetterKind::LevelDecided],
        ..line(ALIVE, Event::LevelDecided, OFFICER, To::Same, "review.level")
    },
    Transition { requires: &[HAS_DOCUMENT], ..line(PUBLIC, Event::Acknowledged, CLINIC, To::Same, "review.level") },
    line(State::ALL, Event::ProofErased, CLOCK, To::Same, "review.proof_erased"),
    // The other side
    Transition { letters: &[LetterKind::Replied], ..line(PUBLIC, Event::Replied, CLINIC, To::Same, "review.reply") },
    Transition {
        letters: &[LetterKind::Replied],
        ..line(PUBLIC, Event::ReplyUpdated, CLINIC, To::Same, "review.reply")
    },
];

impl Workflow for Review {
    type State = State;
    type Event = Event;
    type Actor = Role;
    type Timer = Timer;
    type Letter = LetterKind;
    type Facts = ReviewFacts;

    const NAME: &'static str = "review";
    const OPENING: Opening<Self> = Opening {
        event: Event::Submitted,
        by: Role::Author,
        to: State::Submitted,
        starts: &[],
        letters: &[LetterKind::Receipt],
        leaf: "review.submitted",
    };
    const TERMINAL: &'static [State] = &[State::Withdrawn];

    const TRANSITIONS: &'static [Transition<Self>] = LINES;
    const TIMERS: &'static [TimerRule<Self>] = &[
        TimerRule { timer: Timer::QueueDue, lives_in: &[State::Queued], fires: Event::QueueEnded },
        TimerRule { timer: Timer::HoldDue, lives_in: &[State::Held], fires: Event::HoldEnded },
        TimerRule { timer: Timer::DecisionDue, lives_in: &[State::Hidden], fires: Event::DecisionMissed },
        TimerRule { timer: Timer::ProofDue, lives_in: ALIVE, fires: Event::ProofMissed },
        TimerRule { timer: Timer::ProofErasure, lives_in: State::ALL, fires: Event::ProofErased },
    ];

    fn due(timer: Timer, start: Timestamp, facts: &ReviewFacts) -> Vec<Due> {
        facts::due(timer, start, facts)
    }
}
