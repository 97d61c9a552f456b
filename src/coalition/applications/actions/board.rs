//! What the board does: call a hearing, vote, close the vote.

use super::super::api::{CastVote, Decide, Notes};
use super::super::facts::{ApplicationFacts, Wish};
use super::super::model::{Event, Role, VoteRow};
use super::super::store;
use super::super::table::Application;
use super::{open_as, recuse_tied, step};
use crate::accounts::{self, Member};
use crate::app::Tx;
use crate::cases::By;
use crate::coalition::{rules, scoring};
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::workflow;
use serde_json::json;

/// Hears the applicant before the vote.
pub fn call_hearing(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Notes) -> Result<(), AppError> {
    let (facts, by) = open_to_vote(tx, id, member)?;
    step(tx, &facts, Event::HearingCalled, &by, json!({ "notes": new.notes }))
}

/// Opens the application for a member of the board who may have been recused.
///
/// # Errors
/// `recused` for whoever holds a seat but has no say here; else as [`open_as`].
fn open_to_vote(tx: &mut Tx<'_>, id: &str, member: &Member) -> Result<(ApplicationFacts, By<Role>), AppError> {
    let facts = super::open(tx, id, member)?;
    let is_seated = member.has(accounts::Role::Board) && facts.row.submitted_at.is_some();
    if is_seated && !facts.voters().contains(&&member.id) {
        return Err(rules::RECUSED.into());
    }
    open_as(tx, id, member, Role::Board)
}

/// Casts a vote, or another one in its place while the vote is open.
///
/// # Errors
/// `vote_over` once the days to vote are over and a quorum has voted.
pub fn vote(tx: &mut Tx<'_>, member: &Member, id: &str, new: &CastVote) -> Result<(), AppError> {
    let (facts, by) = open_to_vote(tx, id, member)?;
    workflow::step::<Application>(facts.row.state, Event::Voted, by.role, &facts, tx.now)?;
    let row = VoteRow {
        application_id: id.to_owned(),
        account_id: member.id.clone(),
        vote: new.vote,
        dissent: new.dissent.clone().filter(|text| !text.trim().is_empty()),
        at: tx.now,
        counts: true,
    };
    store::vote(tx.conn, &row)?;
    step(tx, &facts, Event::Voted, &by, json!({ "vote": new.vote, "dissent": new.dissent }))
}

/// Closes the vote; what it decides follows from the votes.
///
/// # Errors
/// `vote_running`, `no_quorum`; `reasons_needed` where the outcome departs from the recommendation.
pub fn decide(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Decide) -> Result<(), AppError> {
    let (facts, _) = open_to_vote(tx, id, member)?;
    recuse_tied(tx, &facts)?;
    let (mut facts, by) = open_to_vote(tx, id, member)?;
    let assessed = facts.result.clone().ok_or_else(|| AppError::from(crate::error::ILLEGAL_TRANSITION))?;
    let outcome = scoring::outcome(facts.tally(), facts.majority(), &assessed);
    facts.wish = Wish::Decide(outcome);
    // Whether it is time comes before what is said about it.
    workflow::step::<Application>(facts.row.state, Event::Decided, by.role, &facts, tx.now)?;
    let limits = &facts.pack.thresholds;
    if new.defer_months.is_some_and(|months| !(limits.defer_months_least..=limits.defer_months_most).contains(&months))
    {
        return Err(Refusal::field("/defer_months", OUT_OF_RANGE).into());
    }
    let reasons = new.reasons.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if outcome != scoring::outcome_of(assessed.recommendation) && reasons.is_none() {
        return Err(Refusal::field("/reasons", rules::REASONS_NEEDED).into());
    }
    let data = json!({ "outcome": outcome, "reasons": reasons, "months": new.defer_months });
    step(tx, &facts, Event::Decided, &by, data)
}
