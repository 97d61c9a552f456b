//! Random walks through a workflow's table: thousands of steps, most of them allowed, some not.
//!
//! A walk keeps some cases open and, step by step, tries something with one of them through the domain's own action
//! inside `App::write`: mostly what the table offers to somebody, now and then anything by anybody, of which the walk
//! says beforehand whether and why it is refused; [`agree`] compares. Between steps time moves on, with `jobs` firing
//! what falls due, and after each one [`disagreements`] looks at the rows of the case. The same seed rolls the same
//! dice, so a failure names its seed and step. At the end [`assert_walked`] looks at every row and asks whether the
//! walk got anywhere.
//!
//! [`random_steps!`](crate::random_steps) makes of a walk one test for each database: a sample in `make test`, 10,000
//! steps in `make soak`. `CANDOR_WALK_STEPS` and `CANDOR_WALK_SEED` choose others.

use super::app::{monday, opened};
use super::ledger;
use candor::accounts::Member;
use candor::app::{App, Reader};
use candor::cases::{CaseFacts as _, CaseType, EventRow, TimerRow, TimerState};
use candor::clock::Timestamp;
use candor::config::Synchronous;
use candor::db::schema::{case_events, case_timers, ledger_leaves};
use candor::error::{AppError, Code};
use candor::ledger::LeafRow;
use candor::workflow::{Word, Workflow, allowed, step};
use chrono::Duration;
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Whether these tests are the long ones of `make soak`.
pub fn soaks() -> bool {
    std::env::var_os("CANDOR_SOAK").is_some()
}

/// The days since 1970, by which samples change.
pub fn today() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 86_400
}

/// Steps of a walk in `make soak`.
pub const STEPS: usize = 10_000;

/// How many steps a walk takes that takes a `sample` of them in `make test`.
pub fn steps(sample: usize) -> usize {
    let usual = if soaks() { STEPS } else { sample };
    chosen("CANDOR_WALK_STEPS").unwrap_or(usual)
}

/// The seed of a walk: another each day, so that samples add up, unless somebody chose one.
pub fn seed(number: u64) -> u64 {
    chosen("CANDOR_WALK_SEED").unwrap_or(number * 1_000_000 + today())
}

fn chosen<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().map(|text| text.parse().ok().unwrap_or_else(|| panic!("{name} is a number")))
}

/// A site without a server, whose clock stands still on a Monday.
pub fn open(folder: &Path, url: Option<String>) -> App {
    opened(folder, url, monday(), |config| {
        config.database.synchronous = Synchronous::Normal;
        // A machine that does ten things at once is slow, not broken.
        config.database.statement_timeout_ms = 120_000;
        config.database.pool_wait_ms = 60_000;
        config.limits.enabled = false;
    })
}

/// Makes of one walk, `async fn(App, u64)`, a test on each database, each with a seed of its own.
#[macro_export]
macro_rules! random_steps {
    ($walk:path, $sqlite:literal, $postgres:literal) => {
        #[tokio::test]
        async fn random_steps_keep_every_promise_on_sqlite() {
            let folder = tempfile::tempdir().unwrap();
            let app = $crate::support::walk::open(folder.path(), None);
            $walk(app, $crate::support::walk::seed($sqlite)).await;
        }

        #[tokio::test]
        async fn random_steps_keep_every_promise_on_postgres() {
            let folder = tempfile::tempdir().unwrap();
            let database = $crate::support::postgres::PostgresDatabase::fresh();
            let app = $crate::support::walk::open(folder.path(), Some(database.url()));
            $walk(app, $crate::support::walk::seed($postgres)).await;
        }
    };
}

/// How many steps of a hundred try whatever comes, allowed or not.
const WILD_PERCENT: u64 = 20;
/// How often, of a hundred times, what leads nowhere is among what may be chosen.
const ASIDE_PERCENT: u64 = 15;

/// Seeded chance (xorshift64*): the same seed, the same walk.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn seeded(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll() % end.max(1)
    }

    /// Whether something happens that does so `percent` times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several; none of none.
    pub fn choose<T: Copy>(&mut self, several: &[T]) -> Option<T> {
        several.get(usize::try_from(self.below(several.len() as u64)).unwrap()).copied()
    }

    /// A span of 0 to `most` hours.
    pub fn hours(&mut self, most: u64) -> Duration {
        Duration::hours(i64::try_from(self.below(most + 1)).unwrap())
    }
}

/// What a walk tries next, and what the table says will come of it.
pub struct Try<W: Workflow> {
    pub event: W::Event,
    pub actor: W::Actor,
    /// The state it leads to, or the code it is refused with.
    pub expected: Result<W::State, Code>,
}

/// Chooses an event for a case in `state` among what `actors` may do; sometimes anything at all of the table.
pub fn pick<W: Workflow>(
    dice: &mut Dice,
    state: W::State,
    facts: &W::Facts,
    actors: &[W::Actor],
    now: Timestamp,
) -> Option<Try<W>> {
    let offers = |actor: &W::Actor| {
        allowed::<W>(state, *actor, facts, now).into_iter().map(|event| (event, *actor)).collect::<Vec<_>>()
    };
    let offered: Vec<_> = actors.iter().flat_map(offers).collect();
    let any: Vec<_> = W::TRANSITIONS.iter().flat_map(|line| actors.iter().map(|actor| (line.on, *actor))).collect();
    let (event, actor) =
        if offered.is_empty() || dice.chance(WILD_PERCENT) { dice.choose(&any)? } else { dice.choose(&offered)? };
    let expected = step::<W>(state, event, actor, facts, now).map(|step| step.to).map_err(|refusal| refusal.code);
    Some(Try { event, actor, expected })
}

/// Compares what came with what the table said; `at` names seed and step.
pub fn judge<W: Workflow>(tried: &Try<W>, came: &Result<W::State, AppError>, at: &str) {
    agree(&tried.expected, came, &format!("{at}: {} by {}", tried.event.word(), tried.actor.word()));
}

/// Compares what came with what was to come: the state it led to, or the code it was refused with.
pub fn agree<S: Word>(expected: &Result<S, Code>, came: &Result<S, AppError>, at: &str) {
    match (expected, came) {
        (Ok(expected), Ok(came)) => assert_eq!(expected, came, "{at}"),
        (Err(expected), Err(AppError::Refused(refusal))) => assert_eq!(*expected, refusal.code, "{at}: {refusal:?}"),
        (expected, came) => panic!("{at}: expected {expected:?}, came {came:?}"),
    }
}

/// Chooses what is tried, and by whom: first what is to happen, so that what many could do does not crowd out the
/// rest. What leads nowhere stands `aside` most of the time.
pub fn choose<'p, A, E: Word>(
    dice: &mut Dice,
    mut tries: Vec<(&'p Member, A)>,
    event: impl Fn(&A) -> E,
    aside: &[E],
) -> Option<(&'p Member, A)> {
    let mut events: Vec<E> = Vec::new();
    for (_, act) in &tries {
        if !events.contains(&event(act)) {
            events.push(event(act));
        }
    }
    let mut kept = events.clone();
    kept.retain(|event| !aside.contains(event) || dice.chance(ASIDE_PERCENT));
    let chosen = dice.choose(&kept).or_else(|| dice.choose(&events))?;
    tries.retain(|(_, act)| event(act) == chosen);
    let place = usize::try_from(dice.below(tries.len() as u64)).unwrap();
    Some(tries.swap_remove(place))
}

/// What was tried so far, and what came of it.
#[derive(Debug, Default)]
pub struct Record {
    refused: usize,
    done: BTreeMap<&'static str, usize>,
}

impl Record {
    pub fn note<T>(&mut self, word: &'static str, came: &Result<T, AppError>) {
        self.refused += usize::from(came.is_err());
        if came.is_ok() {
            *self.done.entry(word).or_default() += 1;
        }
    }

    /// A walk that is never refused has tried too little, one that mostly is goes nowhere.
    pub fn assert_mixed(&self, steps: usize) {
        println!("{} of {steps} refused; done: {:?}", self.refused, self.done);
        assert!((steps / 25..steps / 2).contains(&self.refused), "{} of {steps} steps were refused", self.refused);
    }
}

/// Where the rows of a case disagree: the newest event and its leaf name the state that the case has, and only timers
/// wait that live in it, for an instant that lies ahead.
pub fn disagreements<W: CaseType>(reader: &mut Reader<'_>, id: &str) -> Result<Vec<String>, AppError> {
    let facts = W::load(reader.conn, reader.site, id)?;
    disagreements_of::<W>(reader, &facts)
}

/// The same of a case that was just loaded.
pub fn disagreements_of<W: CaseType>(reader: &mut Reader<'_>, facts: &W::Facts) -> Result<Vec<String>, AppError> {
    let (id, state) = (facts.id(), facts.state().word());
    let event: EventRow = case_events::table
        .filter(case_events::case_kind.eq(W::NAME).and(case_events::case_id.eq(id)))
        .order(case_events::ordinal.desc())
        .first(reader.conn)?;
    let leaf: LeafRow = ledger_leaves::table.find(&event.leaf_id).first(reader.conn)?;
    let body: serde_json::Value = serde_json::from_str(&leaf.body).map_err(AppError::internal)?;
    let mut found = Vec::new();
    if event.to_state != state || body["state"] != state {
        found.push(format!("in {state}, but the newest event, {}, led to {}: {body}", event.event, event.to_state));
    }
    let timers: Vec<TimerRow> = case_timers::table
        .filter(case_timers::case_kind.eq(W::NAME).and(case_timers::case_id.eq(id)))
        .filter(case_timers::state.eq_any([TimerState::Pending, TimerState::Held]))
        .load(reader.conn)?;
    for timer in timers {
        let rule = W::TIMERS.iter().find(|rule| rule.timer.word() == timer.timer);
        let is_alive = rule.is_some_and(|rule| rule.lives_in.iter().any(|alive| alive.word() == state));
        if !is_alive {
            found.push(format!("{} waits in {state}, where it does not live", timer.timer));
        }
        if timer.failures > 0 {
            found.push(format!("{} failed in {state}: {:?}", timer.timer, timer.last_error));
        }
        if timer.state == TimerState::Pending && timer.due_at <= reader.now {
            found.push(format!("{} was due at {} and has not fired in {state}", timer.timer, timer.due_at));
        }
    }
    Ok(found)
}

/// The instants at which a timer of a case is still to fire.
pub fn instants(reader: &mut Reader<'_>, kind: &str, id: &str, timer: &str) -> Result<Vec<Timestamp>, AppError> {
    let timers = candor::cases::pending(reader.conn, kind, id)?;
    Ok(timers.into_iter().filter(|row| row.timer == timer).map(|row| row.due_at).collect())
}

/// Every state and every event of the table came about; of a sample, which is another each day, all but a fifth.
pub fn assert_reached<W: Workflow>(url: &str, (states, events): (&[W::State], &[W::Event]), steps: usize) {
    let may_miss = if steps < STEPS { (states.len() + events.len()) / 5 } else { 0 };
    let known: Vec<(String, String)> = case_events::table
        .filter(case_events::case_kind.eq(W::NAME))
        .select((case_events::event, case_events::to_state))
        .distinct()
        .load(&mut ledger::connect(url))
        .unwrap();
    let events = events.iter().map(|event| event.word()).filter(|word| !known.iter().any(|(event, _)| event == word));
    let states = states.iter().map(|state| state.word()).filter(|word| !known.iter().any(|(_, state)| state == word));
    let missing: BTreeSet<&str> = events.chain(states).collect();
    assert!(missing.len() <= may_miss, "{}: no case ever came to {missing:?}", W::NAME);
}

/// The end of a walk: some steps were refused and some not, every row is as the ledger says, and the walk got
/// anywhere.
pub fn assert_walked<W: Workflow>((app, record): (&App, &Record), steps: usize, reach: (&[W::State], &[W::Event])) {
    record.assert_mixed(steps);
    let url = app.config().database_url();
    let events = ledger::assert_whole(app.site());
    assert!(events > steps / 2, "only {events} events came of {steps} steps");
    assert_reached::<W>(&url, reach, steps);
}

#[test]
fn the_same_seed_rolls_the_same_dice() {
    let rolls = |seed| {
        let mut dice = Dice::seeded(seed);
        (0..50).map(|_| dice.below(6)).collect::<Vec<_>>()
    };
    assert_eq!(rolls(7), rolls(7));
    assert_ne!(rolls(7), rolls(8));
    assert!((0..6).all(|face| rolls(7).contains(&face)));
}
