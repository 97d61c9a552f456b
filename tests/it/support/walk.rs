//! Random walks through a workflow's table: thousands of steps, most of them allowed, some not.
//!
//! A walk asks [`pick`] what to try next. Mostly that is an event that `workflow::allowed` offers to some actor;
//! now and then any event by any actor, for which `workflow::step` says beforehand whether and why it is refused.
//! The test raises it through the domain's own action inside `App::write`, and [`judge`] compares. Between steps
//! time moves on by [`Dice::hours`], with `jobs` firing what falls due. The same seed gives the same walk, so a
//! failure names its seed and step. At the end `support::ledger::assert_whole` looks at every row.
//!
//! The walk through complaints takes 10,000 steps on each database: it keeps a few dozen cases open, files a new
//! one when one ends, and maps each picked event to its action (`respond`, `escalate`, `decide`, …).

use candor::clock::Timestamp;
use candor::error::{AppError, Code};
use candor::workflow::{Word as _, Workflow, allowed, step};
use chrono::Duration;

/// How many steps of a hundred try whatever comes, allowed or not.
const WILD_PERCENT: u64 = 20;

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
    let who = format!("{at}: {} by {}", tried.event.word(), tried.actor.word());
    match (&tried.expected, came) {
        (Ok(expected), Ok(came)) => assert!(expected == came, "{who} led to {came:?} instead of {expected:?}"),
        (Err(expected), Err(AppError::Refused(refusal))) => assert_eq!(*expected, refusal.code, "{who}"),
        (expected, came) => panic!("{who}: expected {expected:?}, came {came:?}"),
    }
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
