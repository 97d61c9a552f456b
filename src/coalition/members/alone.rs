//! What one member of the board may do without a vote, and what of that holds.

use super::model::{DecisionKind, DecisionRow, Measure, MembershipRow, ProposalRow, State};
use super::on_record::is_alone;
use super::store;
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::AppError;

/// The votes of what one member did alone.
pub(super) const NO_VOTES: &str = "[]";

/// What one member of the board may do alone now, and may not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alone {
    /// May restrict at once, where a danger does not wait.
    pub restricts: bool,
    /// What the board voted for: nobody ends it alone.
    pub may_not_end: Option<State>,
    /// Of what one member restricted: when the vote on it ends.
    pub voted_until: Option<Timestamp>,
}

/// The same of a membership about which this is put to the vote.
pub(super) fn of(conn: &mut Connection, row: &MembershipRow, open: Option<&ProposalRow>) -> Result<Alone, AppError> {
    if !row.state.is_reviewed() {
        return Ok(Alone::default());
    }
    let decisions = store::decisions(conn, &row.id)?;
    if row.state == State::UnderReview {
        return Ok(Alone { restricts: !is_unvoted(conn, &row.id, &decisions)?, ..Alone::default() });
    }
    if row.state == State::Restricted && last(&decisions).is_some_and(is_alone) {
        let on_it = open.filter(|open| open.measure == Measure::Restriction);
        return Ok(Alone { voted_until: on_it.map(|open| open.ends_at), ..Alone::default() });
    }
    Ok(Alone { may_not_end: Some(row.state), ..Alone::default() })
}

fn last(decisions: &[DecisionRow]) -> Option<&DecisionRow> {
    decisions.iter().rev().find(|row| row.kind == DecisionKind::Measure)
}

/// Whether what holds now is a restriction by one member, which the board has not voted on.
pub(super) fn is_meanwhile(conn: &mut Connection, row: &MembershipRow) -> Result<bool, AppError> {
    let decisions = store::decisions(conn, &row.id)?;
    Ok(row.state == State::Restricted && last(&decisions).is_some_and(is_alone))
}

/// Whether one member has restricted this membership, and no quorate board has voted on a measure since.
pub(super) fn was_meanwhile(conn: &mut Connection, membership: &str) -> Result<bool, AppError> {
    let decisions = store::decisions(conn, membership)?;
    is_unvoted(conn, membership, &decisions)
}

fn is_unvoted(conn: &mut Connection, membership: &str, decisions: &[DecisionRow]) -> Result<bool, AppError> {
    let is_voted = |row: &&DecisionRow| row.votes.as_str() != NO_VOTES;
    let mut measures = decisions.iter().rev().filter(|row| row.kind == DecisionKind::Measure);
    let Some(alone) = measures.clone().find(|row| is_alone(row)) else { return Ok(false) };
    let voted = measures.find(is_voted).map(|row| row.at).max(store::last_quorate(conn, membership)?);
    Ok(voted.is_none_or(|voted| voted < alone.at))
}
