//! Every table of a kind of case, looked at as a graph: no dead end, no state nobody comes to, no timer that fires into
//! nothing.

use candor::cases::CaseType;
use candor::coalition::{Application, Membership, applications, members};
use candor::complaints::{self, Complaint};
use candor::inspections::{self, Inspection};
use candor::moderation::{Statement, StatementState};
use candor::reviews::{Review, ReviewState};
use candor::server::assemble;
use candor::workflow::{TimerRule, To, Transition, Word, Workflow};

/// What is wrong with each table, by its name.
fn found() -> Vec<(&'static str, Vec<String>)> {
    vec![
        (Review::NAME, faults::<Review>(ReviewState::ALL)),
        (Inspection::NAME, faults::<Inspection>(inspections::State::ALL)),
        (Complaint::NAME, faults::<Complaint>(complaints::State::ALL)),
        (Application::NAME, faults::<Application>(applications::model::State::ALL)),
        (Membership::NAME, faults::<Membership>(members::model::State::ALL)),
        (Statement::NAME, faults::<Statement>(StatementState::ALL)),
    ]
}

#[test]
fn every_kind_of_case_of_the_site_is_looked_at() {
    let looked_at: Vec<&str> = found().into_iter().map(|(name, _)| name).collect();
    let known: Vec<&str> = assemble::cases().kinds().iter().map(|kind| kind.name).collect();
    assert_eq!(looked_at, known);
}

#[test]
fn every_table_leads_from_its_opening_to_an_end_and_every_timer_somewhere() {
    let told =
        |(name, faults): (&str, Vec<String>)| faults.into_iter().map(|fault| format!("{name}: {fault}")).collect();
    let found: Vec<String> = found().into_iter().flat_map::<Vec<_>, _>(told).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn faults<W: CaseType>(states: &[W::State]) -> Vec<String> {
    let mut found = Vec::new();
    let reached = reachable::<W>(W::OPENING.to);
    for state in states {
        let is_end = W::TERMINAL.contains(state);
        if !reached.contains(state) {
            found.push(format!("no case ever comes to {}", state.word()));
        }
        if !is_end && !reachable::<W>(*state).iter().any(|later| W::TERMINAL.contains(later)) {
            found.push(format!("from {} there is no way to an end", state.word()));
        }
        match (is_end, leaving::<W>(*state)) {
            (true, Some(line)) => found.push(format!("{} leads out of {}, an end", line.on.word(), state.word())),
            (false, None) => found.push(format!("nothing leads out of {}, which is no end", state.word())),
            _ => {}
        }
    }
    let unheard =
        |rule: &TimerRule<W>| rule.lives_in.iter().filter_map(|state| unheard(rule, *state)).collect::<Vec<_>>();
    found.extend(W::TIMERS.iter().flat_map(unheard));
    found.extend(W::TRANSITIONS.iter().flat_map(stray_timers));
    found
}

fn led_to<W: Workflow>(line: &Transition<W>, from: W::State) -> W::State {
    match line.to {
        To::Same => from,
        To::State(to) => to,
    }
}

/// A line out of `state` into another.
fn leaving<W: Workflow>(state: W::State) -> Option<&'static Transition<W>> {
    W::TRANSITIONS.iter().find(|line| line.from.contains(&state) && led_to(line, state) != state)
}

/// The state itself and everything that may come after it.
fn reachable<W: Workflow>(from: W::State) -> Vec<W::State> {
    let mut known = vec![from];
    let mut next = 0;
    while let Some(state) = known.get(next).copied() {
        for line in W::TRANSITIONS.iter().filter(|line| line.from.contains(&state)) {
            let to = led_to(line, state);
            if !known.contains(&to) {
                known.push(to);
            }
        }
        next += 1;
    }
    known
}

/// Why what a timer fires may fall on deaf ears: the clock cannot be told to come again.
fn unheard<W: CaseType>(rule: &TimerRule<W>, state: W::State) -> Option<String> {
    let hears =
        |line: &&Transition<W>| line.on == rule.fires && line.from.contains(&state) && line.by.contains(&W::CLOCK);
    let lines: Vec<_> = W::TRANSITIONS.iter().filter(hears).collect();
    // What people may do before the clock does ends its timer, so that it never comes too late.
    let may_refuse = |line: &&Transition<W>| !line.requires.is_empty() && !line.stops.contains(&rule.timer);
    let says = match lines.last() {
        None => "there is no line for it",
        Some(last) if last.when.is_some() => "every line may turn it away",
        Some(_) if lines.iter().any(may_refuse) => "it may be refused",
        Some(_) => return None,
    };
    Some(format!("{} fires {} in {}: {says}", rule.timer.word(), rule.fires.word(), state.word()))
}

/// Timers that a line starts where they do not live, so that they would fire into nothing and end with no state.
fn stray_timers<W: Workflow>(line: &Transition<W>) -> Vec<String> {
    let lives = |timer: &W::Timer, state: W::State| {
        W::TIMERS.iter().any(|rule| rule.timer == *timer && rule.lives_in.contains(&state))
    };
    let strays = |from: &W::State| {
        let to = led_to(line, *from);
        line.starts.iter().filter(move |timer| !lives(timer, to)).map(move |timer| {
            format!("{} starts {} in {}, where it does not live", line.on.word(), timer.word(), to.word())
        })
    };
    line.from.iter().flat_map(strays).collect()
}
