//! What the random steps read of the votes on measures.

use candor::accounts::Member;
use candor::app::Tx;
use candor::clock::Timestamp;
use candor::coalition::members::model::Role;
use candor::coalition::members::{actions, current};
use candor::db::Connection;
use candor::db::schema::{membership_proposals, membership_votes};
use candor::directory::PhysicianId;
use candor::error::{AppError, FORBIDDEN};
use chrono::NaiveDate;
use diesel::prelude::*;

/// The last day of what is put to the vote about a member, and the end of the hours to vote.
pub fn open_proposal(conn: &mut Connection, membership: &str) -> Result<Option<(NaiveDate, Timestamp)>, AppError> {
    let open: Option<(Option<String>, Timestamp)> = membership_proposals::table
        .filter(membership_proposals::membership_id.eq(membership).and(membership_proposals::closed_at.is_null()))
        .select((membership_proposals::until_day, membership_proposals::ends_at))
        .first(conn)
        .optional()?;
    Ok(open.and_then(|(day, ends)| Some((day?.parse().ok()?, ends))))
}

/// Who has voted on what was open when a measure was taken, was closed with it, or came after it.
pub fn voters_since(conn: &mut Connection, membership: &str, at: Timestamp) -> Result<Vec<String>, AppError> {
    let proposals: Vec<(String, Timestamp, Option<Timestamp>)> = membership_proposals::table
        .filter(membership_proposals::membership_id.eq(membership))
        .select((membership_proposals::id, membership_proposals::proposed_at, membership_proposals::closed_at))
        .load(conn)?;
    let counts = |(_, from, to): &(String, Timestamp, Option<Timestamp>)| *from >= at || to.is_none_or(|to| to == at);
    let ids: Vec<String> = proposals.into_iter().filter(counts).map(|(id, ..)| id).collect();
    let votes = membership_votes::table.filter(membership_votes::proposal_id.eq_any(ids));
    Ok(votes.select(membership_votes::account_id).load(conn)?)
}

/// When the hours are over of what is put to the vote already, for somebody of the board.
pub fn open_until(tx: &mut Tx<'_>, (who, of): (&Member, &PhysicianId)) -> Result<Option<Timestamp>, AppError> {
    let row = current(tx.conn, of)?.expect("a membership");
    let Some((_, ends)) = open_proposal(tx.conn, &row.id)? else { return Ok(None) };
    let has_seat = actions::standing(&mut tx.reader(), of, who)?.contains(&Role::Board);
    if has_seat { Ok(Some(ends)) } else { Err(FORBIDDEN.into()) }
}
