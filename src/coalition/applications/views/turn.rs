//! Whose turn it is with an application, at what, until when.

use super::super::asking::Unasked;
use super::super::facts::{self, ApplicationFacts, REFERENCES};
use super::super::model::{ApplicationRow, GateAnswer, GateRow, RecusalRow, RefereeRow, SeatRow, State, Timer};
use super::super::store;
use super::super::table::Application;
use crate::app::Reader;
use crate::cases::{self, TimerRow, TimerState};
use crate::clock::Timestamp;
use crate::coalition::rules;
use crate::error::AppError;
use crate::specialty::Membership;
use crate::workflow::Workflow as _;
use chrono::Duration;
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Whose turn it is, at what, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApplicationNext)]
pub struct Next {
    /// `applicant`, `credentialing_officer`, `reviewer`, `board`, `referee`, `public` or `clock`.
    pub actor: String,
    /// `gaps`, `form`, `gates`, `references`, `panel`, `scores`, `calibration`, `comments`, `answers`, `vote`,
    /// `decision` or `publication`.
    pub step: String,
    /// The last instant of it; once the date of the decision is over, that date.
    #[schema(value_type = String, format = DateTime)]
    pub due: Timestamp,
    /// That date is the one of the decision: the step has none of its own.
    #[serde(skip)]
    pub of_whole: bool,
}

impl Next {
    /// Whether it is the public's turn to comment, and its last instant is not over.
    pub fn is_public_comment(&self, now: Timestamp) -> bool {
        self.step == COMMENTS.1 && now.minus(Duration::seconds(1)) < self.due
    }
}

/// How far asking peers and patients has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    /// Too few were named to be asked.
    Short,
    /// Too few have answered.
    Waits,
    /// Enough have, and an officer has not said so yet.
    Enough,
    /// The gate is answered with yes.
    Passed,
}

impl Asking {
    fn of(row: &ApplicationRow, gates: &[&GateRow], referees: &[&RefereeRow], pack: &Membership) -> Self {
        let passed = |code: &str| gates.iter().any(|row| row.code == code && row.answer == GateAnswer::Yes);
        let is_passed = pack.gates.iter().filter(|gate| gate.decided_in == REFERENCES).all(|gate| passed(&gate.code));
        match () {
            () if is_passed => Self::Passed,
            () if facts::are_enough(referees, &pack.references) => Self::Enough,
            () if !Unasked::of(referees, row.redrawn, &pack.references).is_none() => Self::Short,
            () => Self::Waits,
        }
    }
}

/// Whether every seat of the panel is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seats {
    Taken,
    /// Somebody is recused, and without them the panel is not whole.
    Empty,
}

impl Seats {
    fn of(seats: &[&SeatRow], recusals: &[&RecusalRow], pack: &Membership) -> Self {
        let is_recused = |seat: &SeatRow| recusals.iter().any(|row| row.account_id == seat.account_id);
        let sits = |seat: &&SeatRow| seat.left_at.is_none() && !is_recused(seat);
        let sitting: Vec<&SeatRow> = seats.iter().copied().filter(sits).collect();
        let least = usize::try_from(pack.thresholds.least_reviewers).unwrap_or(usize::MAX);
        if rules::is_whole(&sitting, least) { Self::Taken } else { Self::Empty }
    }
}

/// Who has the turn, at what, and the timer that ends it: the one of the whole where a step has none of its own.
type Turn = (&'static str, &'static str, Timer);

const GAPS: Turn = ("credentialing_officer", "gaps", Timer::GapsDue);
const FORM: Turn = ("applicant", "form", Timer::CureDue);
const GATES: Turn = ("credentialing_officer", "gates", Timer::DecisionDue);
const NAMES: Turn = ("applicant", "form", Timer::ReferencesDue);
const ASKED: Turn = ("referee", "references", Timer::ReferencesDue);
/// While the panel scores: the round waits for whoever takes the seat.
const SEAT: Turn = ("credentialing_officer", "panel", Timer::ScoringDue);
const PANEL: Turn = ("credentialing_officer", "panel", Timer::DecisionDue);
const SCORES: Turn = ("reviewer", "scores", Timer::ScoringDue);
const LATE_SCORES: Turn = ("reviewer", "scores", Timer::DecisionDue);
const CALIBRATION: Turn = ("credentialing_officer", "calibration", Timer::DecisionDue);
const COMMENTS: Turn = ("public", "comments", Timer::CommentsDue);
const ANSWERS: Turn = ("applicant", "answers", Timer::VoteOpens);
const VOTE: Turn = ("board", "vote", Timer::VoteDue);
const DECISION: Turn = ("board", "decision", Timer::DecisionDue);
const PUBLICATION: Turn = ("clock", "publication", Timer::PublishDue);

/// The turns that a state may have, in their order.
const fn turns(state: State, (asking, seats): (Asking, Seats)) -> &'static [Turn] {
    match (state, asking) {
        (State::Submitted | State::GateCheck | State::Verification, _) => &[GAPS, FORM, GATES],
        (State::References, Asking::Short) => &[NAMES, GATES],
        (State::References, Asking::Waits) => &[ASKED, GATES],
        (State::References, Asking::Enough) => &[GATES],
        (State::References, Asking::Passed) => &[PANEL],
        (State::Scoring, _) if matches!(seats, Seats::Empty) => &[SEAT, PANEL],
        (State::Scoring, _) => &[SCORES, LATE_SCORES],
        (State::Calibration, _) if matches!(seats, Seats::Empty) => &[PANEL],
        (State::Calibration, _) => &[CALIBRATION],
        (State::PublicComment | State::Hearing, _) => &[COMMENTS, ANSWERS],
        (State::Vote, _) => &[VOTE, DECISION],
        (State::Admitted | State::Deferred | State::Rejected, _) => &[PUBLICATION],
        (State::Draft | State::Withdrawn | State::Lapsed, _) => &[],
    }
}

/// The first of them whose timer runs. A decision that is late is still to come: whoever had the last turn keeps it.
fn turn(state: State, stands: (Asking, Seats), runs: impl Fn(Timer) -> bool) -> Option<Turn> {
    let turns = turns(state, stands);
    let late = || turns.last().filter(|(_, _, timer)| *timer == Timer::DecisionDue);
    turns.iter().find(|(_, _, timer)| runs(*timer)).or_else(late).copied()
}

/// Whose turn it is while those of the `timers` run that are pending; nobody's once nothing ends a turn.
fn next(state: State, stands: (Asking, Seats), timers: &[&TimerRow]) -> Option<Next> {
    let known = |timer: Timer| timers.iter().find(|row| row.timer == timer.as_str());
    let runs = |timer: Timer| known(timer).is_some_and(|row| row.state == TimerState::Pending);
    let (actor, step, timer) = turn(state, stands, runs)?;
    // A missed instant begins a day: the day before is the last one.
    let due = known(timer)?.due_at.minus(Duration::seconds(1));
    let of_whole = timer == Timer::DecisionDue && step != DECISION.1;
    Some(Next { actor: actor.to_owned(), step: step.to_owned(), due, of_whole })
}

/// Whose turn it is with an application.
pub fn of(reader: &mut Reader<'_>, facts: &ApplicationFacts) -> Result<Option<Next>, AppError> {
    let timers = timers_of(reader, std::slice::from_ref(&facts.row))?;
    let (gates, referees): (Vec<_>, Vec<_>) = (facts.gates.iter().collect(), facts.referees.iter().collect());
    let (seats, recusals): (Vec<_>, Vec<_>) = (facts.seats.iter().collect(), facts.recusals.iter().collect());
    let asking = Asking::of(&facts.row, &gates, &referees, &facts.pack);
    let seats = Seats::of(&seats, &recusals, &facts.pack);
    Ok(next(facts.row.state, (asking, seats), &timers.iter().collect::<Vec<_>>()))
}

/// The same for each of several, in a number of queries that does not depend on how many.
pub fn of_all(reader: &mut Reader<'_>, rows: &[ApplicationRow]) -> Result<HashMap<String, Next>, AppError> {
    let timers = timers_of(reader, rows)?;
    let of = |states: &[State]| -> Vec<String> {
        rows.iter().filter(|row| states.contains(&row.state)).map(|row| row.id.clone()).collect()
    };
    let (asked, seated) = (of(&[State::References]), of(&[State::Scoring, State::Calibration]));
    let (gates, referees) = (store::gates_of(reader.conn, &asked)?, store::referees_of(reader.conn, &asked)?);
    let (mut seats, mut recusals) = (Vec::new(), Vec::new());
    if !seated.is_empty() {
        seats = store::seats_of(reader.conn, &seated)?;
        recusals = store::recusals_of(reader.conn, &seated)?;
    }
    let pack = &reader.site.pack.membership;
    let turn = |row: &ApplicationRow| {
        let timers: Vec<_> = timers.iter().filter(|timer| timer.case_id == row.id).collect();
        let gates: Vec<_> = gates.iter().filter(|gate| gate.application_id == row.id).collect();
        let referees: Vec<_> = referees.iter().filter(|one| one.application_id == row.id).collect();
        let seats: Vec<_> = seats.iter().filter(|seat| seat.application_id == row.id).collect();
        let recusals: Vec<_> = recusals.iter().filter(|one| one.application_id == row.id).collect();
        let stands = (Asking::of(row, &gates, &referees, pack), Seats::of(&seats, &recusals, pack));
        Some((row.id.clone(), next(row.state, stands, &timers)?))
    };
    Ok(rows.iter().filter_map(turn).collect())
}

/// The timers of these applications that run, and then those of decisions that are late.
fn timers_of(reader: &mut Reader<'_>, rows: &[ApplicationRow]) -> Result<Vec<TimerRow>, AppError> {
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut timers = cases::pending_of_cases(reader.conn, Application::NAME, &ids)?;
    let decision = Timer::DecisionDue.as_str();
    let awaits = |row: &ApplicationRow| timers.iter().any(|one| one.case_id == row.id && one.timer == decision);
    let is_open = |row: &ApplicationRow| row.complete_at.is_some() && !Application::TERMINAL.contains(&row.state);
    let late = rows.iter().filter(|row| is_open(row) && !awaits(row));
    let late: Vec<String> = late.map(|row| row.id.clone()).collect();
    if !late.is_empty() {
        timers.extend(cases::fired_of_cases(reader.conn, (Application::NAME, decision), &late)?);
    }
    Ok(timers)
}

#[cfg(test)]
mod tests {
    use super::*;

    use Asking::{Enough, Passed, Short, Waits};
    use Timer::{
        CommentsDue, CureDue, DecisionDue, GapsDue, PublishDue, ReferenceReminder, ReferencesDue, ScoringDue, VoteDue,
        VoteOpens,
    };

    type Case = (State, Asking, &'static [Timer], Option<(&'static str, &'static str)>);

    const fn officer(step: &'static str) -> Option<(&'static str, &'static str)> {
        Some(("credentialing_officer", step))
    }

    const TABLE: &[Case] = &[
        (State::Draft, Waits, &[], None),
        (State::Submitted, Waits, &[GapsDue], officer("gaps")),
        (State::GateCheck, Waits, &[GapsDue], officer("gaps")),
        (State::GateCheck, Waits, &[CureDue], Some(("applicant", "form"))),
        // An officer may list gaps of a file that is complete by the form.
        (State::GateCheck, Waits, &[CureDue, DecisionDue], Some(("applicant", "form"))),
        (State::GateCheck, Waits, &[DecisionDue], officer("gates")),
        (State::Verification, Waits, &[GapsDue], officer("gaps")),
        (State::Verification, Waits, &[DecisionDue], officer("gates")),
        (State::References, Waits, &[ReferenceReminder, ReferencesDue, DecisionDue], Some(("referee", "references"))),
        // Too few were named; once the days are over, the officer decides.
        (State::References, Short, &[ReferenceReminder, ReferencesDue, DecisionDue], Some(("applicant", "form"))),
        (State::References, Short, &[ReferencesDue], Some(("applicant", "form"))),
        (State::References, Short, &[DecisionDue], officer("gates")),
        (State::References, Short, &[], officer("gates")),
        // Both draws are over, and too few have answered.
        (State::References, Waits, &[DecisionDue], officer("gates")),
        (State::References, Enough, &[ReferencesDue, DecisionDue], officer("gates")),
        (State::References, Passed, &[ReferencesDue, DecisionDue], officer("panel")),
        (State::Scoring, Passed, &[ScoringDue, DecisionDue], Some(("reviewer", "scores"))),
        (State::Scoring, Passed, &[DecisionDue], Some(("reviewer", "scores"))),
        (State::Calibration, Passed, &[DecisionDue], officer("calibration")),
        (State::PublicComment, Passed, &[CommentsDue, VoteOpens, DecisionDue], Some(("public", "comments"))),
        (State::PublicComment, Passed, &[VoteOpens, DecisionDue], Some(("applicant", "answers"))),
        (State::Hearing, Passed, &[CommentsDue, VoteOpens, DecisionDue], Some(("public", "comments"))),
        (State::Hearing, Passed, &[VoteOpens, DecisionDue], Some(("applicant", "answers"))),
        // The decision may be due before the days to vote are over.
        (State::Vote, Passed, &[DecisionDue, VoteDue], Some(("board", "vote"))),
        (State::Vote, Passed, &[DecisionDue], Some(("board", "decision"))),
        // The date of the decision is over.
        (State::GateCheck, Waits, &[], officer("gates")),
        (State::Verification, Waits, &[], officer("gates")),
        (State::References, Waits, &[ReferencesDue], Some(("referee", "references"))),
        (State::References, Waits, &[], officer("gates")),
        (State::References, Enough, &[ReferencesDue], officer("gates")),
        (State::References, Passed, &[], officer("panel")),
        (State::Scoring, Passed, &[ScoringDue], Some(("reviewer", "scores"))),
        (State::Scoring, Passed, &[], Some(("reviewer", "scores"))),
        (State::Calibration, Passed, &[], officer("calibration")),
        (State::Vote, Passed, &[VoteDue], Some(("board", "vote"))),
        (State::Vote, Passed, &[], Some(("board", "decision"))),
        (State::Admitted, Passed, &[PublishDue], Some(("clock", "publication"))),
        (State::Admitted, Passed, &[], None),
        (State::Deferred, Passed, &[PublishDue], Some(("clock", "publication"))),
        (State::Rejected, Passed, &[PublishDue], Some(("clock", "publication"))),
        // A gate said no.
        (State::Rejected, Waits, &[], None),
        (State::Withdrawn, Waits, &[], None),
        (State::Lapsed, Waits, &[], None),
    ];

    /// The same where a seat of the panel is empty.
    const EMPTY: &[(State, &[Timer], Turn)] = &[
        (State::Scoring, &[ScoringDue, DecisionDue], SEAT),
        (State::Scoring, &[DecisionDue], PANEL),
        (State::Scoring, &[], PANEL),
        (State::Calibration, &[DecisionDue], PANEL),
        (State::Calibration, &[], PANEL),
        (State::PublicComment, &[CommentsDue, VoteOpens, DecisionDue], COMMENTS),
        (State::Vote, &[DecisionDue, VoteDue], VOTE),
    ];

    #[test]
    fn an_empty_seat_is_the_officers_to_fill_as_long_as_the_panel_is_at_work() {
        for (state, running, expected) in EMPTY {
            let found = turn(*state, (Passed, Seats::Empty), |timer| running.contains(&timer));
            assert_eq!(found, Some(*expected), "{state}, {running:?}");
        }
    }

    #[test]
    fn every_state_names_whose_turn_it_is() {
        for (state, asking, running, expected) in TABLE {
            let found = turn(*state, (*asking, Seats::Taken), |timer| running.contains(&timer));
            let found = found.map(|(actor, step, _)| (actor, step));
            assert_eq!(found, *expected, "{state}, {asking:?}, {running:?}");
        }
        for state in State::ALL {
            assert!(TABLE.iter().any(|case| case.0 == *state), "{state} is not in the table");
        }
    }
}
