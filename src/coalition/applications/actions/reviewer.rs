//! What reviewers do: score, lock, leave.

use super::super::api::{GiveScore, Reason};
use super::super::facts::ApplicationFacts;
use super::super::model::{Event, LockRow, RecusalGround, RecusalRow, Role, ScoreRow, State};
use super::super::store;
use super::super::table::Application;
use super::{again, assess_if_all_locked, open_as, recuse_tied, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::coalition::rules;
use crate::error::{AppError, FORBIDDEN, ILLEGAL_TRANSITION, NOT_FOUND, Refusal, TOO_SHORT};
use crate::text::plain;
use crate::workflow;
use serde_json::json;

/// Saves a score; until the sheet is locked it can be changed.
///
/// # Errors
/// `not_found` for a criterion the pack does not have; `scores_locked`; `too_short` at `/reason`.
pub fn score(tx: &mut Tx<'_>, member: &Member, (id, criterion): (&str, &str), new: &GiveScore) -> Result<(), AppError> {
    let (facts, _) = open_as(tx, id, member, Role::Reviewer)?;
    if !facts.pack.criteria.iter().any(|known| known.code == criterion) {
        return Err(NOT_FOUND.into());
    }
    check_open(&facts, member)?;
    let reason = plain::tidy(&new.reason);
    if reason.chars().count() < facts.pack.thresholds.reason_min_length {
        return Err(Refusal::field("/reason", TOO_SHORT).into());
    }
    let row = ScoreRow {
        application_id: id.to_owned(),
        account_id: member.id.clone(),
        round: facts.row.round,
        criterion: criterion.to_owned(),
        score: i64::from(new.score),
        reason,
        at: tx.now,
    };
    store::score(tx.conn, &row)
}

fn check_open(facts: &ApplicationFacts, member: &Member) -> Result<(), AppError> {
    let has_locked = facts.has_locked(&member.id);
    match facts.row.state {
        State::Scoring if !has_locked => Ok(()),
        // From the lock on, in whatever state, what was locked stays.
        _ if has_locked => Err(rules::SCORES_LOCKED.into()),
        _ => Err(ILLEGAL_TRANSITION.into()),
    }
}

/// Locks this round's scores; after the last one they are computed at once.
///
/// # Errors
/// `scores_missing` until every criterion is scored; `scores_locked` the second time.
pub fn lock(tx: &mut Tx<'_>, member: &Member, id: &str) -> Result<(), AppError> {
    let (facts, _) = open_as(tx, id, member, Role::Reviewer)?;
    recuse_tied(tx, &facts)?;
    let (facts, by) = open_as(tx, id, member, Role::Reviewer)?;
    check_open(&facts, member)?;
    if !facts.unscored(&member.id).is_empty() {
        return Err(rules::SCORES_MISSING.into());
    }
    workflow::step::<Application>(facts.row.state, Event::ScoreLocked, by.role, &facts, tx.now)?;
    let row =
        LockRow { application_id: id.to_owned(), account_id: member.id.clone(), round: facts.row.round, at: tx.now };
    store::lock(tx.conn, &row)?;
    let mine = facts.scores_of(&member.id, facts.row.round);
    let scores: Vec<_> = mine.iter().map(|one| json!([one.criterion, one.score, one.reason])).collect();
    step(tx, &facts, Event::ScoreLocked, &by, json!({ "round": facts.row.round, "scores": scores }))?;
    assess_if_all_locked(tx, id)
}

/// Leaves the panel, or the board's vote; it counts against nobody.
pub fn recuse(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Reason) -> Result<(), AppError> {
    let facts = super::open(tx, id, member)?;
    if facts.is_recused(&member.id) {
        return Err(rules::ALREADY_RECUSED.into());
    }
    let roles = super::standing(&facts, member);
    let at_work = matches!(facts.row.state, State::Scoring | State::Calibration);
    let role = match () {
        () if roles.contains(&Role::Reviewer) && (at_work || !roles.contains(&Role::Board)) => Role::Reviewer,
        () if roles.contains(&Role::Board) => Role::Board,
        () if roles.is_empty() => return Err(AppError::not_found()),
        () => return Err(FORBIDDEN.into()),
    };
    let (facts, by) = open_as(tx, id, member, role)?;
    workflow::step::<Application>(facts.row.state, Event::Recused, by.role, &facts, tx.now)?;
    let row = RecusalRow {
        application_id: id.to_owned(),
        account_id: member.id.clone(),
        ground: RecusalGround::Declared,
        reason: plain::tidy(&new.reason),
        at: tx.now,
    };
    store::recuse(tx.conn, &row)?;
    // Whether the panel is whole without them decides who hears of it.
    let facts = again(tx, id)?;
    step(tx, &facts, Event::Recused, &by, json!({ "ground": RecusalGround::Declared, "reason": new.reason }))?;
    assess_if_all_locked(tx, id)
}
