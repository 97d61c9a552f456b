//! What the random steps read of the votes on measures.

use candor::accounts::Member;
use candor::app::Tx;
use candor::clock::Timestamp;
use candor::coalition::members::model::Role;
use candor::coalition::members::{actions, current};
use candor::db::Connection;
use candor::db::JsonText;
use candor::db::schema::{membership_decisions, membership_proposals, membership_votes};
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

/// Who has put to the vote, or voted on, what was not closed before this instant.
fn voters_since(conn: &mut Connection, membership: &str, at: Timestamp) -> Result<Vec<String>, AppError> {
    let proposals: Vec<(String, String, Option<Timestamp>)> = membership_proposals::table
        .filter(membership_proposals::membership_id.eq(membership))
        .select((membership_proposals::id, membership_proposals::proposed_by, membership_proposals::closed_at))
        .load(conn)?;
    let counts = |one: &(String, String, Option<Timestamp>)| one.2.is_none_or(|closed| closed >= at);
    let (ids, mut people): (Vec<String>, Vec<String>) =
        proposals.into_iter().filter(counts).map(|(id, by, _)| (id, by)).unzip();
    let votes = membership_votes::table.filter(membership_votes::proposal_id.eq_any(ids));
    people.extend(votes.select(membership_votes::account_id).load::<String>(conn)?);
    Ok(people)
}

/// A line of the record: its kind, whose it is, the votes, and when.
type Line = (String, Option<String>, JsonText, Timestamp);

/// Everybody who had a part in the measure that an appeal is against, in the review before it, or in what came since;
/// while no appeal waits, in the newest measure.
pub fn had_a_part(conn: &mut Connection, membership: &str) -> Result<String, AppError> {
    use membership_decisions::{account_id, at, id, kind, membership_id, votes};
    let lines: Vec<Line> = membership_decisions::table
        .filter(membership_id.eq(membership))
        .filter(kind.eq_any(["review", "measure", "appeal", "appeal_decision"]))
        .order(id.asc())
        .select((kind, account_id, votes, at))
        .load(conn)?;
    let asked = lines.iter().rposition(|line| line.0.starts_with("appeal")).filter(|place| lines[*place].0 == "appeal");
    let before = &lines[..asked.unwrap_or(lines.len())];
    let Some(place) = before.iter().rposition(|line| line.0 == "measure") else { return Ok(String::new()) };
    let mut parts = voters_since(conn, membership, lines[place].3)?.concat();
    for (_, by, cast, _) in lines.iter().filter(|line| line.0 == "measure" && line.3 >= lines[place].3) {
        parts += by.as_deref().unwrap_or_default();
        parts += cast.as_str();
    }
    let came_of = lines[..place].iter().rev().skip_while(|line| line.0 != "review");
    for (what, by, ..) in came_of.take_while(|line| line.0 != "measure") {
        if what == "review" {
            parts += by.as_deref().unwrap_or_default();
        }
    }
    Ok(parts)
}

/// Whether a review was opened, and a measure taken, after the measure that the last appeal is against.
pub fn came_since(conn: &mut Connection, membership: &str) -> Result<(bool, bool), AppError> {
    use membership_decisions::{id, kind, membership_id};
    let kinds: Vec<String> = membership_decisions::table
        .filter(membership_id.eq(membership))
        .filter(kind.eq_any(["review", "measure", "appeal"]))
        .order(id.asc())
        .select(kind)
        .load(conn)?;
    let Some(asked) = kinds.iter().rposition(|one| one == "appeal") else { return Ok((false, false)) };
    let Some(place) = kinds[..asked].iter().rposition(|one| one == "measure") else { return Ok((false, false)) };
    let has = |wanted: &str| kinds[place + 1..].iter().any(|one| one == wanted);
    Ok((has("review"), has("measure")))
}

/// Whether something is put to the vote already, for somebody of the board.
pub fn is_voted_on(tx: &mut Tx<'_>, (who, of): (&Member, &PhysicianId)) -> Result<bool, AppError> {
    let row = current(tx.conn, of)?.expect("a membership");
    if open_proposal(tx.conn, &row.id)?.is_none() {
        return Ok(false);
    }
    let has_seat = actions::standing(&mut tx.reader(), of, who)?.contains(&Role::Board);
    if has_seat { Ok(true) } else { Err(FORBIDDEN.into()) }
}
