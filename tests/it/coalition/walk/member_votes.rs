//! What the random steps read of the votes on measures.

use candor::accounts::Member;
use candor::app::Tx;
use candor::clock::Timestamp;
use candor::coalition::Membership;
use candor::coalition::members::model::Role;
use candor::coalition::members::{actions, current};
use candor::db::Connection;
use candor::db::JsonText;
use candor::db::schema::{case_timers, membership_decisions, membership_proposals, membership_votes};
use candor::directory::PhysicianId;
use candor::error::{AppError, FORBIDDEN};
use candor::workflow::Workflow as _;
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

/// Reviews, measures and appeals of a membership, oldest first: what each is, and whether one member restricted alone.
fn taken(conn: &mut Connection, membership: &str) -> Result<Vec<(String, bool)>, AppError> {
    use membership_decisions::{id, kind, membership_id, votes, word};
    let lines: Vec<(String, String, JsonText)> = membership_decisions::table
        .filter(membership_id.eq(membership))
        .filter(kind.eq_any(["review", "measure", "appeal"]))
        .order(id.asc())
        .select((kind, word, votes))
        .load(conn)?;
    let alone =
        |what: &str, which: &str, cast: &JsonText| what == "measure" && which == "restriction" && cast.as_str() == "[]";
    Ok(lines.into_iter().map(|(what, which, cast)| (what.clone(), alone(&what, &which, &cast))).collect())
}

/// Whether a review was opened, and a measure taken, after the measure that the last appeal is against. A restriction by
/// one member leaves the review before it open.
pub fn came_since(conn: &mut Connection, membership: &str) -> Result<(bool, bool), AppError> {
    let lines = taken(conn, membership)?;
    let Some(asked) = lines.iter().rposition(|line| line.0 == "appeal") else { return Ok((false, false)) };
    let Some(place) = lines[..asked].iter().rposition(|line| line.0 == "measure") else { return Ok((false, false)) };
    let has = |wanted: &str| lines[place + 1..].iter().any(|line| line.0 == wanted);
    Ok((lines[place].1 || has("review"), has("measure")))
}

/// Whether a review was opened that no measure has ended: what one member restricts alone ends none.
pub fn is_review_open(conn: &mut Connection, membership: &str) -> Result<bool, AppError> {
    let lines = taken(conn, membership)?;
    let mut newest = lines.iter().rev().filter(|(kind, alone)| kind != "appeal" && !alone);
    Ok(newest.next().is_some_and(|(kind, _)| kind == "review"))
}

/// When one member restricted alone, where that is the newest measure.
pub fn alone_since(conn: &mut Connection, membership: &str) -> Result<Option<Timestamp>, AppError> {
    use membership_decisions::{at, id, kind, membership_id, votes, word};
    let newest: Option<(String, JsonText, Timestamp)> = membership_decisions::table
        .filter(membership_id.eq(membership).and(kind.eq("measure")))
        .order(id.desc())
        .select((word, votes, at))
        .first(conn)
        .optional()?;
    Ok(newest.filter(|(which, cast, _)| which == "restriction" && cast.as_str() == "[]").map(|(.., taken)| taken))
}

/// When the review was opened that no measure has ended yet.
pub fn opened_at(conn: &mut Connection, membership: &str) -> Result<Option<Timestamp>, AppError> {
    use membership_decisions::{at, id, kind, membership_id, votes, word};
    let lines: Vec<(String, String, JsonText, Timestamp)> = membership_decisions::table
        .filter(membership_id.eq(membership).and(kind.eq_any(["review", "measure"])))
        .order(id.asc())
        .select((kind, word, votes, at))
        .load(conn)?;
    let ends = |(what, which, cast, _): &(String, String, JsonText, Timestamp)| {
        what == "measure" && !(which == "restriction" && cast.as_str() == "[]")
    };
    let first = lines.iter().rposition(ends).map_or(0, |place| place + 1);
    Ok(lines[first..].iter().find(|line| line.0 == "review").map(|line| line.3))
}

/// When the newest hours to vote on a review end, or ended, whether they run, were missed, or came to their end before.
pub fn hours_end(conn: &mut Connection, membership: &str) -> Result<Option<Timestamp>, AppError> {
    Ok(case_timers::table
        .filter(case_timers::case_kind.eq(Membership::NAME).and(case_timers::case_id.eq(membership)))
        .filter(case_timers::timer.eq("interim_vote_due"))
        .select(diesel::dsl::max(case_timers::due_at))
        .first(conn)?)
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
