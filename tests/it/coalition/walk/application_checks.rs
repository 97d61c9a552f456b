//! What must hold after every step of an application, and what nobody may see before its time.

use candor::accounts::{AccountId, Member, Role};
use candor::app::Reader;
use candor::coalition::applications::ApplicationFacts;
use candor::coalition::applications::model::{GateAnswer, RefereeKind, RefereeRow, SeatRow, State};
use candor::coalition::applications::views::{self, ScoreKey};
use candor::coalition::rules::SCORES_NOT_LOCKED;
use candor::db::schema::memberships;
use candor::error::{AppError, NOT_FOUND};
use candor::web::Window;
use diesel::prelude::*;
use std::collections::BTreeSet;

/// What must hold for a row whatever came before.
pub fn untrue(reader: &mut Reader<'_>, facts: &ApplicationFacts) -> Result<Vec<String>, AppError> {
    let row = &facts.row;
    let of_case = memberships::table.filter(memberships::application_id.eq(&row.id)).count();
    let members: i64 = of_case.get_result(reader.conn)?;
    let decided = matches!(row.state, State::Admitted | State::Deferred | State::Rejected);
    let seeds: Vec<String> = row.draw_seeds.read()?;
    let is_patient = |one: &&RefereeRow| one.kind == RefereeKind::Patient;
    let drawn = |draw: i64| facts.referees.iter().filter(is_patient).filter(|one| one.draw == draw).count();
    let peers = facts.referees.iter().filter(|one| one.kind == RefereeKind::Peer).count();
    let passed_at =
        facts.gates.iter().find(|gate| gate.code == "G8" && gate.answer == GateAnswer::Yes).map(|gate| gate.at);
    let mut drawn_again = facts.referees.iter().filter(|one| one.draw == 2);
    let complete =
        |state: State| !matches!(state, State::Draft | State::Submitted | State::GateCheck | State::Verification);
    let withdrawn = matches!(row.state, State::Withdrawn | State::Lapsed | State::Rejected);
    let voting = matches!(row.state, State::Vote | State::Admitted | State::Deferred);
    let promises = [
        (
            members == i64::from(row.state == State::Admitted && row.published_at.is_some()),
            "a published admission makes one member",
        ),
        (row.outcome.is_some() == decided && decided == row.decided_at.is_some(), "only a decision has an outcome"),
        (row.published_at.is_none() || decided, "only a decision is published"),
        (!voting || (row.vote_from.is_some() && row.result.is_some()), "the board votes on scores"),
        (!complete(row.state) || withdrawn || row.complete_at.is_some(), "what goes on is complete"),
        (
            seeds.len() == [1, 2].into_iter().filter(|draw| drawn(*draw) > 0).count(),
            "patients are drawn by a seed of their own, all of a draw at once",
        ),
        (seeds.iter().collect::<BTreeSet<_>>().len() == seeds.len(), "no seed is used twice"),
        (
            if row.redrawn { drawn(1) + drawn(2) > 0 } else { drawn(2) == 0 },
            "only the clock draws again, and not before somebody was drawn",
        ),
        ([0, 10].contains(&drawn(1)) && drawn(2) <= 10, "ten patients are drawn, from a list that is long enough"),
        (peers <= 2, "two peers are asked"),
        (drawn_again.all(|one| passed_at.is_none_or(|at| one.asked_at <= at)), "nobody is drawn once G8 is passed"),
        (row.round >= 1 && row.round <= 3, "there are two calibrations at most"),
        (row.state != State::PublicComment || row.comments_from.is_some(), "the public's time has a beginning"),
    ];
    let broken = promises.into_iter().filter(|(holds, _)| !holds);
    Ok(broken.map(|(_, says)| format!("not true that {says}: {row:?}")).collect())
}

/// What somebody sees that is not theirs to see, or not yet.
pub fn leaks(
    reader: &mut Reader<'_>,
    facts: &ApplicationFacts,
    who: &Member,
    (name, scores): (&str, &Window<ScoreKey>),
) -> Result<Vec<String>, AppError> {
    let (row, mut found) = (&facts.row, Vec::new());
    let is_scoring = row.state == State::Scoring;
    let view = match views::for_member(reader, who, &row.id) {
        Ok(view) => view,
        Err(error) if error.code() == NOT_FOUND => return Ok(found),
        Err(error) => return Err(error),
    };
    let locked = |account: &AccountId, round: i64| {
        facts.locks.iter().any(|lock| lock.account_id == *account && lock.round == round)
    };
    if !facts.scores.is_empty()
        && let Ok(list) = views::scores(reader, who, &row.id, scores)
    {
        let mut others = list.items.iter().filter(|one| one.account_id != who.id);
        if others.any(|one| (is_scoring && one.round == row.round) || !locked(&one.account_id, one.round)) {
            found.push(format!("{} sees scores that are not locked", who.display_name));
        }
    }
    let has_result = row.result.is_some();
    // What ended in the middle of a round has the result of the round before, and that is not what it came to.
    let is_over = matches!(row.state, State::Withdrawn | State::Lapsed) && row.comments_from.is_none();
    let waits = |seat: &SeatRow| seat.left_at.is_none() && !locked(&seat.account_id, row.round);
    let is_blind = is_scoring || (is_over && facts.seats.iter().any(waits));
    match (is_blind || has_result).then(|| views::agreement(reader, who, &row.id)) {
        Some(Ok(_)) if is_blind => found.push(format!("{} sees what scores come to", who.display_name)),
        Some(Err(error)) if !is_blind && error.code() == SCORES_NOT_LOCKED => {
            found.push(format!("{} does not see what scores come to: {error}", who.display_name));
        }
        _ => {}
    }
    if view.next.is_none() && goes_on(row.state) {
        found.push(format!("{} does not see whose turn it is", who.display_name));
    }
    let text = serde_json::to_string(&view).map_err(AppError::internal)?;
    let decided = row.decided_at.is_some();
    if !decided && (view.outcome.is_some() || view.decision.is_some() || text.contains("\"tally\":{")) {
        found.push(format!("{} sees an outcome or a count before the decision", who.display_name));
    }
    let sits = facts.sitting().iter().any(|seat| seat.account_id == who.id);
    let blind = sits && who.has(Role::Reviewer) && row.applicant_id != who.id;
    let surname = name.rsplit(' ').next().unwrap_or(name);
    if blind && (text.contains(surname) || view.patients.is_some() || text.contains("@references.example")) {
        found.push(format!("{} sees who applies: {text}", who.display_name));
    }
    let offered = view.actions.iter().any(|act| act.name == "score_lock");
    if offered && !(sits && is_scoring) {
        found.push(format!("{} is offered a lock", who.display_name));
    }
    Ok(found)
}

/// What is under way once a panel sits: it is always somebody's turn.
const fn goes_on(state: State) -> bool {
    matches!(state, State::Scoring | State::Calibration | State::PublicComment | State::Hearing | State::Vote)
}
