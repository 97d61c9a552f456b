//! Scores and what they come to: nobody's but one's own before everybody has locked.

use super::super::facts::ApplicationFacts;
use super::super::model::{Role, ScoreRow};
use super::super::{actions, load};
use super::parts::{AgreementView, ScoreView};
use crate::accounts::{AccountId, Member};
use crate::app::Reader;
use crate::coalition::rules::SCORES_NOT_LOCKED;
use crate::coalition::scoring::FORMULA;
use crate::error::{AppError, FORBIDDEN};
use crate::web::{At, Listed, Window};

/// The key of the list of scores: round, criterion, reviewer.
pub type ScoreKey = (i64, String, String);

/// One page of the scores that `member` may see.
///
/// # Errors
/// `forbidden` for those who may see the application but are neither on its panel nor on the board.
pub fn scores(
    reader: &mut Reader<'_>,
    member: &Member,
    id: &str,
    window: &Window<ScoreKey>,
) -> Result<Listed<ScoreView>, AppError> {
    let facts = opened(reader, member, id, |_| false)?;
    let mut rows: Vec<&ScoreRow> =
        facts.scores.iter().filter(|row| row.account_id == member.id || is_open(&facts, row)).collect();
    rows.sort_by_key(|row| key(row));
    let fetched = match &window.at {
        At::Start => rows,
        At::After(last) => rows.into_iter().filter(|row| key(row) > *last).collect(),
        At::Before(first) => rows.into_iter().rev().filter(|row| key(row) < *first).collect(),
    };
    let most = usize::try_from(window.fetch()).map_err(AppError::internal)?;
    let fetched = fetched.into_iter().take(most).collect();
    Ok(window.listed(fetched, |row| key(row), |row| shown(&facts, row, &member.id)))
}

fn key(row: &ScoreRow) -> ScoreKey {
    (row.round, row.criterion.clone(), row.account_id.to_string())
}

/// The application for its panel and the board, and for everybody else with a part in it where it is open to all.
fn opened(
    reader: &mut Reader<'_>,
    member: &Member,
    id: &str,
    to_all: impl Fn(&ApplicationFacts) -> bool,
) -> Result<ApplicationFacts, AppError> {
    let row = actions::known(reader.conn, member, id)?;
    let facts = load::facts_of(reader.conn, reader.site, row)?;
    let roles = actions::standing(&facts, member);
    if roles.is_empty() {
        return Err(AppError::not_found());
    }
    let may = to_all(&facts) || roles.contains(&Role::Reviewer) || roles.contains(&Role::Board);
    if may { Ok(facts) } else { Err(FORBIDDEN.into()) }
}

/// Whether everybody has locked the round of this score.
fn is_open(facts: &ApplicationFacts, row: &ScoreRow) -> bool {
    let is_over = row.round < facts.row.round || facts.has_assessed();
    // Whoever left without locking has said nothing that counts.
    is_over && is_locked(facts, row)
}

fn is_locked(facts: &ApplicationFacts, row: &ScoreRow) -> bool {
    facts.locks.iter().any(|lock| lock.round == row.round && lock.account_id == row.account_id)
}

fn shown(facts: &ApplicationFacts, row: &ScoreRow, who: &AccountId) -> ScoreView {
    ScoreView {
        criterion: row.criterion.clone(),
        round: row.round,
        score: row.score,
        reason: row.reason.clone(),
        account_id: row.account_id.clone(),
        own: row.account_id == *who,
        locked: is_locked(facts, row),
        created_at: row.at,
    }
}

/// The scores that everybody may read who judges: of the rounds that are over, as far as they are locked, in the order
/// of their list.
pub fn told_scores(facts: &ApplicationFacts) -> Vec<&ScoreRow> {
    let mut rows: Vec<&ScoreRow> = facts.scores.iter().filter(|row| is_open(facts, row)).collect();
    rows.sort_by_key(|row| key(row));
    rows
}

/// Whether a reviewer has this of the sheet left to do: nothing once it is locked, and no lock before it is whole.
pub(super) fn is_left_to(who: &AccountId, facts: &ApplicationFacts, act: &str) -> bool {
    match act {
        "score" => !facts.has_locked(who),
        "score_lock" => !facts.has_locked(who) && facts.unscored(who).is_empty(),
        _ => true,
    }
}

/// What the scores of the last round come to; for applicant and officers, once the result is published.
///
/// # Errors
/// `scores_not_locked` until everybody has locked the present round; `forbidden` as for the scores, before publication.
pub fn agreement(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<AgreementView, AppError> {
    let facts = opened(reader, member, id, |facts| facts.row.published_at.is_some())?;
    agreement_of(&facts).ok_or_else(|| SCORES_NOT_LOCKED.into())
}

/// The assessment, where it may be known.
pub fn agreement_of(facts: &ApplicationFacts) -> Option<AgreementView> {
    let result = facts.result.clone().filter(|_| facts.has_assessed())?;
    Some(AgreementView {
        formula: FORMULA,
        round: facts.row.round,
        alpha: result.alpha,
        medians: result.medians,
        composite: result.composite,
        recommendation: result.recommendation,
        failed_minimums: result.failed_minimums,
        low_agreement: result.low_agreement,
    })
}

/// The caller's score of one criterion in this round.
pub fn own_score(
    reader: &mut Reader<'_>,
    member: &Member,
    (id, criterion): (&str, &str),
) -> Result<ScoreView, AppError> {
    let facts = opened(reader, member, id, |_| false)?;
    let mine = facts.scores_of(&member.id, facts.row.round);
    let row = mine.into_iter().find(|row| row.criterion == criterion).ok_or_else(AppError::not_found)?;
    Ok(shown(&facts, row, &member.id))
}
