//! The timers: which states keep each alive, and which event it fires.

use super::{BEFORE_PUBLICATION, Inspection, STANDING};
use crate::inspections::model::{Event, State, Timer};
use crate::workflow::TimerRule;

const WITH_ACTIONS: &[State] = &[State::Published, State::FollowUp];

pub const RULES: &[TimerRule<Inspection>] = &[
    lives(Timer::VisitDue, &[State::Planned, State::Notified], Event::VisitMissed),
    lives(Timer::LockDue, &[State::Visiting], Event::LockMissed),
    lives(Timer::DraftDue, &[State::EvidenceLocked, State::Drafting], Event::DraftMissed),
    lives(Timer::FactualCheckReminder, &[State::FactualCheck], Event::FactualCheckReminded),
    lives(Timer::FactualCheckDue, &[State::FactualCheck], Event::FactualCheckEnded),
    lives(Timer::PointsDue, &[State::DecidingPoints], Event::PointsMissed),
    lives(Timer::PublicationDue, BEFORE_PUBLICATION, Event::PublicationMissed),
    lives(Timer::ActionReminder, WITH_ACTIONS, Event::ActionReminded),
    lives(Timer::ActionDue, WITH_ACTIONS, Event::ActionMissed),
    lives(Timer::NextDue, STANDING, Event::NextDue),
    lives(Timer::RefusalPublic, &[State::Refused], Event::RefusalPublished),
    lives(Timer::InterimNoticeDue, &[State::SuspendedForSafety], Event::InterimNoticeMissed),
];

const fn lives(timer: Timer, lives_in: &'static [State], fires: Event) -> TimerRule<Inspection> {
    TimerRule { timer, lives_in, fires }
}
