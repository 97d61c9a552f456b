//! The table-driven state machine that every case uses. Pure: no database, no clock of its own.
//!
//! A kind of case is one table: from which states, on which event, by whom, under which conditions, to which
//! state, with which timers, letters and ledger leaf. [`step`] looks an event up and says what follows, or
//! refuses. `cases/` carries out what it says, in one transaction.

use crate::clock::Timestamp;
use crate::error::{Code, FORBIDDEN, ILLEGAL_TRANSITION, Refusal};

/// A value that is a word on the wire and in the database.
pub trait Word: Copy + Eq + std::fmt::Debug + 'static {
    fn word(self) -> &'static str;
}

/// One kind of case.
pub trait Workflow: Sized + 'static {
    type State: Word;
    type Event: Word;
    /// In which capacity somebody acts: the patient, an officer, the clock, …
    type Actor: Word;
    type Timer: Word;
    type Letter: Word;
    /// What conditions may look at, and what deadlines are counted from.
    type Facts;

    /// Its name in case events, timers and ledger leaves.
    const NAME: &'static str;
    /// How a case begins.
    const OPENING: Opening<Self>;
    /// States nothing leads out of.
    const TERMINAL: &'static [Self::State];
    /// The table.
    const TRANSITIONS: &'static [Transition<Self>];
    /// The timers, and where they live.
    const TIMERS: &'static [TimerRule<Self>];

    /// When a timer started at `start` falls due; several instants for a series of reminders, none when this case has no use for it.
    fn due(timer: Self::Timer, start: Timestamp, facts: &Self::Facts) -> Vec<Due>;
}

/// How a case begins: its first event, before which it had no state.
pub struct Opening<W: Workflow> {
    pub event: W::Event,
    pub by: W::Actor,
    pub to: W::State,
    pub starts: &'static [W::Timer],
    pub letters: &'static [W::Letter],
    pub leaf: &'static str,
}

/// One line of the table.
pub struct Transition<W: Workflow> {
    pub from: &'static [W::State],
    pub on: W::Event,
    pub by: &'static [W::Actor],
    /// Chooses between lines with the same `from` and `on`: the first that applies is taken.
    pub when: Option<Condition<W>>,
    /// What must hold, else the refusal's code is answered and nothing happens.
    pub requires: &'static [Requirement<W>],
    pub to: To<W>,
    pub starts: &'static [W::Timer],
    /// Timers that end although the state they live in goes on.
    pub stops: &'static [W::Timer],
    pub letters: &'static [W::Letter],
    /// The ledger's leaf type.
    pub leaf: &'static str,
}

/// Where a line of the table leads.
pub enum To<W: Workflow> {
    /// The state stays as it is.
    Same,
    State(W::State),
}

/// A named condition over the facts of a case.
pub struct Condition<W: Workflow> {
    /// In the present tense, for diagrams: "the private attempt is shown".
    pub says: &'static str,
    pub holds: fn(&W::Facts) -> bool,
}

/// A condition whose absence refuses the event.
pub struct Requirement<W: Workflow> {
    pub code: Code,
    pub holds: fn(&W::Facts, Timestamp) -> bool,
}

/// A timer: which states keep it alive, and which event it fires.
pub struct TimerRule<W: Workflow> {
    pub timer: W::Timer,
    pub lives_in: &'static [W::State],
    pub fires: W::Event,
}

/// Lines can be copied, so that a long table may be joined of parts.
macro_rules! copied {
    ($($name:ident),*) => {$(
        impl<W: Workflow> Clone for $name<W> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<W: Workflow> Copy for $name<W> {}
    )*};
}

copied!(Transition, To, Condition, Requirement);

/// One instant at which a timer fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub at: Timestamp,
    /// 1 for a lone deadline; counts up in a series of reminders.
    pub ordinal: u32,
    /// A reminder whose own step is over by then is skipped, on record.
    pub skip_after: Option<Timestamp>,
}

impl Due {
    /// A deadline: fires however late it is noticed.
    pub fn deadline(at: Timestamp) -> Self {
        Self { at, ordinal: 1, skip_after: None }
    }
}

/// What follows from an event.
pub struct Step<W: Workflow> {
    pub event: W::Event,
    pub from: W::State,
    pub to: W::State,
    pub start: Vec<(W::Timer, Due)>,
    pub stop: Vec<W::Timer>,
    pub letters: &'static [W::Letter],
    pub leaf: &'static str,
}

/// What follows from a case's beginning; the step leads from its first state to itself.
pub fn open<W: Workflow>(facts: &W::Facts, now: Timestamp) -> Step<W> {
    let opening = W::OPENING;
    Step {
        event: opening.event,
        from: opening.to,
        to: opening.to,
        start: started::<W>(opening.starts, facts, now),
        stop: Vec::new(),
        letters: opening.letters,
        leaf: opening.leaf,
    }
}

/// Looks `event` up in the table.
///
/// # Errors
/// `illegal_transition` when the table has no line for it here; `forbidden` when it has, but not for `actor`;
/// the requirement's own code when one does not hold.
pub fn step<W: Workflow>(
    state: W::State,
    event: W::Event,
    actor: W::Actor,
    facts: &W::Facts,
    now: Timestamp,
) -> Result<Step<W>, Refusal> {
    let line = find::<W>(state, event, actor, facts)?;
    if let Some(unmet) = line.requires.iter().find(|requirement| !(requirement.holds)(facts, now)) {
        return Err(Refusal::new(unmet.code));
    }
    let to = match line.to {
        To::Same => state,
        To::State(next) => next,
    };
    let ended = |rule: &&TimerRule<W>| {
        line.stops.contains(&rule.timer) || (rule.lives_in.contains(&state) && !rule.lives_in.contains(&to))
    };
    let stop = W::TIMERS.iter().filter(ended).map(|rule| rule.timer).collect();
    let start =
        line.starts.iter().flat_map(|timer| W::due(*timer, now, facts).into_iter().map(|due| (*timer, due))).collect();
    Ok(Step { event, from: state, to, start, stop, letters: line.letters, leaf: line.leaf })
}

fn started<W: Workflow>(timers: &[W::Timer], facts: &W::Facts, now: Timestamp) -> Vec<(W::Timer, Due)> {
    timers.iter().flat_map(|timer| W::due(*timer, now, facts).into_iter().map(|due| (*timer, due))).collect()
}

/// The events that `actor` may raise now: what the API answers as `actions`.
pub fn allowed<W: Workflow>(state: W::State, actor: W::Actor, facts: &W::Facts, now: Timestamp) -> Vec<W::Event> {
    let mut events = Vec::new();
    for line in W::TRANSITIONS.iter().filter(|line| line.from.contains(&state) && line.by.contains(&actor)) {
        if !events.contains(&line.on) && step::<W>(state, line.on, actor, facts, now).is_ok() {
            events.push(line.on);
        }
    }
    events
}

/// The event a timer fires.
pub fn fired_by<W: Workflow>(timer: W::Timer) -> Option<W::Event> {
    W::TIMERS.iter().find(|rule| rule.timer == timer).map(|rule| rule.fires)
}

/// Whether a chain may begin with `event` in `state`.
pub fn is_legal_opening<W: Workflow>(event: &str, state: &str) -> bool {
    W::OPENING.event.word() == event && W::OPENING.to.word() == state
}

/// Whether a chain of (event, from, to) could have come out of this table: what the ledger's verifier asks.
pub fn is_legal<W: Workflow>(event: &str, from: &str, to: &str) -> bool {
    W::TRANSITIONS.iter().any(|line| {
        line.on.word() == event
            && line.from.iter().any(|state| state.word() == from)
            && match line.to {
                To::Same => from == to,
                To::State(state) => state.word() == to,
            }
    })
}

/// The table as a Mermaid state diagram.
pub fn diagram<W: Workflow>() -> String {
    let mut text = String::from("```mermaid\nstateDiagram-v2\n");
    let opening = W::OPENING;
    put(&mut text, &format!("[*] --> {}: {} ({})", opening.to.word(), opening.event.word(), opening.by.word()));
    for line in W::TRANSITIONS {
        for from in line.from {
            let to = match line.to {
                To::Same => from.word(),
                To::State(state) => state.word(),
            };
            let by: Vec<_> = line.by.iter().map(|actor| actor.word()).collect();
            let when = line.when.as_ref().map(|condition| format!(" if {}", condition.says)).unwrap_or_default();
            put(&mut text, &format!("{} --> {to}: {} ({}){when}", from.word(), line.on.word(), by.join(", ")));
        }
    }
    for state in W::TERMINAL {
        put(&mut text, &format!("{} --> [*]", state.word()));
    }
    text + "```\n"
}

fn put(text: &mut String, line: &str) {
    text.push_str("    ");
    text.push_str(line);
    text.push('\n');
}

fn find<W: Workflow>(
    state: W::State,
    event: W::Event,
    actor: W::Actor,
    facts: &W::Facts,
) -> Result<&'static Transition<W>, Refusal> {
    let mut here = W::TRANSITIONS.iter().filter(|line| line.on == event && line.from.contains(&state)).peekable();
    if here.peek().is_none() {
        return Err(Refusal::new(ILLEGAL_TRANSITION));
    }
    let mut by_actor = here.filter(|line| line.by.contains(&actor)).peekable();
    if by_actor.peek().is_none() {
        return Err(Refusal::new(FORBIDDEN));
    }
    let applies = |line: &&Transition<W>| line.when.as_ref().is_none_or(|condition| (condition.holds)(facts));
    by_actor.find(applies).ok_or_else(|| Refusal::new(ILLEGAL_TRANSITION))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    macro_rules! words {
        ($name:ident { $($variant:ident = $word:literal),* }) => {
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            enum $name { $($variant),* }
            impl Word for $name {
                fn word(self) -> &'static str { match self { $(Self::$variant => $word),* } }
            }
        };
    }
    words!(State { Open = "open", Late = "late", Closed = "closed" });
    words!(Event { Answer = "answer", Miss = "miss", Nudge = "nudge" });
    words!(Actor { Clinic = "clinic", Clock = "clock" });
    words!(Timer { Deadline = "deadline", Reminder = "reminder" });
    words!(Letter { Thanks = "thanks" });

    struct Loan;
    const NOT_YET: Code = Code::conflict("not_yet");

    impl Workflow for Loan {
        type State = State;
        type Event = Event;
        type Actor = Actor;
        type Timer = Timer;
        type Letter = Letter;
        type Facts = bool;
        const NAME: &'static str = "loan";
        const OPENING: Opening<Self> = Opening {
            event: Event::Nudge,
            by: Actor::Clinic,
            to: State::Open,
            starts: &[Timer::Deadline],
            letters: &[],
            leaf: "loan.opened",
        };
        const TERMINAL: &'static [State] = &[State::Closed];
        const TIMERS: &'static [TimerRule<Self>] = &[
            TimerRule { timer: Timer::Deadline, lives_in: &[State::Open], fires: Event::Miss },
            TimerRule { timer: Timer::Reminder, lives_in: &[State::Open], fires: Event::Nudge },
        ];
        const TRANSITIONS: &'static [Transition<Self>] = &[
            Transition {
                from: &[State::Open, State::Late],
                on: Event::Answer,
                by: &[Actor::Clinic],
                when: None,
                requires: &[Requirement { code: NOT_YET, holds: |ready, _| *ready }],
                to: To::State(State::Closed),
                starts: &[],
                stops: &[],
                letters: &[Letter::Thanks],
                leaf: "loan.answer",
            },
            Transition {
                from: &[State::Open],
                on: Event::Nudge,
                by: &[Actor::Clock],
                when: None,
                requires: &[],
                to: To::Same,
                starts: &[Timer::Deadline],
                stops: &[Timer::Reminder],
                letters: &[],
                leaf: "loan.nudge",
            },
            Transition {
                from: &[State::Open],
                on: Event::Miss,
                by: &[Actor::Clock],
                when: Some(Condition { says: "it is not ready", holds: |ready| !*ready }),
                requires: &[],
                to: To::State(State::Late),
                starts: &[],
                stops: &[],
                letters: &[],
                leaf: "loan.miss",
            },
        ];
        fn due(_: Timer, start: Timestamp, _: &bool) -> Vec<Due> {
            vec![Due::deadline(start.plus(Duration::days(1)))]
        }
    }

    fn now() -> Timestamp {
        Timestamp::parse("2026-03-14T10:00:00Z").unwrap()
    }

    #[test]
    fn an_event_leads_to_its_state_and_ends_the_timers_that_lived_in_the_old_one() {
        let step = step::<Loan>(State::Open, Event::Answer, Actor::Clinic, &true, now()).unwrap();
        assert_eq!((step.to, step.letters, step.leaf), (State::Closed, [Letter::Thanks].as_slice(), "loan.answer"));
        assert_eq!(step.stop, [Timer::Deadline, Timer::Reminder]);
    }

    #[test]
    fn an_event_that_stays_starts_and_stops_what_its_line_names() {
        let step = step::<Loan>(State::Open, Event::Nudge, Actor::Clock, &true, now()).unwrap();
        assert_eq!((step.to, step.stop.as_slice()), (State::Open, [Timer::Reminder].as_slice()));
        assert_eq!(step.start.len(), 1);
    }

    #[test]
    fn refusals_say_why() {
        let refused = |state, event, actor, ready| {
            step::<Loan>(state, event, actor, &ready, now()).err().map(|refusal| refusal.code)
        };
        assert_eq!(refused(State::Closed, Event::Answer, Actor::Clinic, true), Some(ILLEGAL_TRANSITION));
        assert_eq!(refused(State::Open, Event::Answer, Actor::Clock, true), Some(FORBIDDEN));
        assert_eq!(refused(State::Open, Event::Answer, Actor::Clinic, false), Some(NOT_YET));
        assert_eq!(refused(State::Open, Event::Miss, Actor::Clock, true), Some(ILLEGAL_TRANSITION));
        assert_eq!(refused(State::Open, Event::Miss, Actor::Clock, false), None);
    }

    #[test]
    fn what_is_allowed_is_what_would_succeed() {
        assert_eq!(allowed::<Loan>(State::Open, Actor::Clinic, &true, now()), [Event::Answer]);
        assert_eq!(allowed::<Loan>(State::Open, Actor::Clinic, &false, now()), []);
    }

    #[test]
    fn the_verifier_knows_legal_chains() {
        assert!(is_legal::<Loan>("answer", "open", "closed"));
        assert!(is_legal::<Loan>("nudge", "open", "open"));
        assert!(!is_legal::<Loan>("answer", "closed", "open"));
        assert!(diagram::<Loan>().contains("open --> late: miss (clock) if it is not ready"));
    }
}
