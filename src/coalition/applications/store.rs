//! One function for each query about applications.

use super::model::{
    ApplicationRow, CommentRow, GateRow, LinkRow, LockRow, RecusalRow, RefereeRow, ScoreRow, SeatRow, State, VoteRow,
};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::db::schema::{
    application_comments, application_gates, application_links, application_locks, application_recusals,
    application_referees, application_scores, application_seats, application_votes, applications,
};
use crate::db::{Connection, JsonText};
use crate::directory::PhysicianId;
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;
use std::collections::HashMap;

/// Rows of one application that are read at once: more than a panel, a board or a draw can have.
const OF_ONE: i64 = 2_000;

/// Where a page of a list begins.
pub type Position = (Timestamp, String);

pub fn insert(conn: &mut Connection, row: &ApplicationRow) -> Result<(), AppError> {
    diesel::insert_into(applications::table).values(row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<ApplicationRow, AppError> {
    Ok(applications::table.find(id).first(conn)?)
}

pub fn update(conn: &mut Connection, row: &ApplicationRow) -> Result<(), AppError> {
    diesel::update(applications::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The highest number given in `year` so far; ids have fixed width, so the last in text order is the highest.
pub fn last_number(conn: &mut Connection, year: i32) -> Result<u32, AppError> {
    let prefix = format!("APP-{year}-");
    let last: Option<String> = applications::table
        .filter(applications::id.gt(&prefix).and(applications::id.lt(format!("APP-{year}."))))
        .select(diesel::dsl::max(applications::id))
        .first(conn)?;
    let number = last.as_deref().and_then(|id| id.strip_prefix(&prefix)).map_or(Ok(0), str::parse);
    number.map_err(AppError::internal)
}

/// The applications of one physician, newest first.
pub fn of_physician(conn: &mut Connection, physician: &PhysicianId) -> Result<Vec<ApplicationRow>, AppError> {
    Ok(applications::table
        .filter(applications::physician_id.eq(physician))
        .order((applications::created_at.desc(), applications::id.desc()))
        .limit(OF_ONE)
        .load(conn)?)
}

/// The application of a physician that is still open: being written, judged, or decided and not published yet.
pub fn open_of(conn: &mut Connection, physician: &PhysicianId) -> Result<Option<ApplicationRow>, AppError> {
    let is_open = |row: &ApplicationRow| {
        let has_ended = row.outcome.is_some() || matches!(row.state, State::Withdrawn | State::Lapsed);
        !has_ended || (row.state == State::Admitted && row.published_at.is_none())
    };
    Ok(of_physician(conn, physician)?.into_iter().find(is_open))
}

/// Whose applications a list shows.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    pub state: Option<State>,
    pub applicant: Option<AccountId>,
    /// Whoever sits on the panel and is not recused.
    pub reviewer: Option<AccountId>,
    /// Without drafts, which are their authors' own.
    pub handed_in: bool,
}

/// One page of applications, newest first.
pub fn list(conn: &mut Connection, whose: &Whose, window: &Window<Position>) -> Result<Vec<ApplicationRow>, AppError> {
    let mut query = applications::table.into_boxed();
    if let Some(state) = whose.state {
        query = query.filter(applications::state.eq(state));
    }
    if whose.handed_in {
        query = query.filter(applications::state.ne(State::Draft));
    }
    let seats = |account: &AccountId| {
        application_seats::table
            .filter(application_seats::account_id.eq(account.clone()).and(application_seats::left_at.is_null()))
            .select(application_seats::application_id)
    };
    let recusals = |account: &AccountId| {
        application_recusals::table
            .filter(application_recusals::account_id.eq(account.clone()))
            .select(application_recusals::application_id)
    };
    let judged =
        |account: &AccountId| applications::id.eq_any(seats(account)).and(applications::id.ne_all(recusals(account)));
    query = match (&whose.applicant, &whose.reviewer) {
        (Some(own), Some(seated)) => query.filter(applications::applicant_id.eq(own).or(judged(seated))),
        (Some(own), None) => query.filter(applications::applicant_id.eq(own)),
        (None, Some(seated)) => query.filter(judged(seated)),
        (None, None) => query,
    };
    let (at, id) = (applications::created_at, applications::id);
    query = match &window.at {
        At::Start => query.order((at.desc(), id.desc())),
        At::After((then, key)) => {
            query.filter(at.lt(then).or(at.eq(then).and(id.lt(key)))).order((at.desc(), id.desc()))
        }
        At::Before((then, key)) => {
            query.filter(at.gt(then).or(at.eq(then).and(id.gt(key)))).order((at.asc(), id.asc()))
        }
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// Every application in one of these states, oldest first.
pub fn in_states(conn: &mut Connection, states: &[State]) -> Result<Vec<ApplicationRow>, AppError> {
    let (at, id) = (applications::created_at, applications::id);
    Ok(applications::table
        .filter(applications::state.eq_any(states))
        .order((at.asc(), id.asc()))
        .limit(OF_ONE)
        .load(conn)?)
}

/// One page of the applications whose result is published, the latest first.
pub fn published(conn: &mut Connection, window: &Window<Position>) -> Result<Vec<ApplicationRow>, AppError> {
    let (at, id) = (applications::published_at, applications::id);
    let query = applications::table.filter(at.is_not_null()).into_boxed();
    let query = match &window.at {
        At::Start => query.order((at.desc(), id.desc())),
        At::After((then, key)) => {
            query.filter(at.lt(*then).or(at.eq(*then).and(id.lt(key.clone())))).order((at.desc(), id.desc()))
        }
        At::Before((then, key)) => {
            query.filter(at.gt(*then).or(at.eq(*then).and(id.gt(key.clone())))).order((at.asc(), id.asc()))
        }
    };
    Ok(query.limit(window.fetch()).load(conn)?)
}

/// Applications that are scored by an account, or voted on by the whole board.
pub fn judged_by(conn: &mut Connection, account: &AccountId) -> Result<Vec<String>, AppError> {
    let seats = application_seats::table
        .filter(application_seats::account_id.eq(account).and(application_seats::left_at.is_null()))
        .select(application_seats::application_id);
    let scored = applications::state.eq_any([State::Scoring, State::Calibration]).and(applications::id.eq_any(seats));
    Ok(applications::table
        .filter(scored.or(applications::state.eq(State::Vote)))
        .order(applications::id.asc())
        .limit(OF_ONE)
        .select(applications::id)
        .load(conn)?)
}

/// The published admissions of these physicians, of each the last one last: a membership came of it.
pub fn admissions_of(
    conn: &mut Connection,
    physicians: &[PhysicianId],
) -> Result<Vec<(PhysicianId, String)>, AppError> {
    Ok(applications::table
        .filter(applications::physician_id.eq_any(physicians).and(applications::state.eq(State::Admitted)))
        .filter(applications::published_at.is_not_null())
        .order((applications::published_at.asc(), applications::id.asc()))
        .select((applications::physician_id, applications::id))
        .load(conn)?)
}

/// Applications with these ids, by id.
pub fn outcomes_of(conn: &mut Connection, ids: &[String]) -> Result<HashMap<String, ApplicationRow>, AppError> {
    let rows: Vec<ApplicationRow> = applications::table.filter(applications::id.eq_any(ids)).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// In which round of scores each of these applications is; without the rest of it.
pub fn rounds_of(conn: &mut Connection, ids: &[String]) -> Result<Vec<(String, i64)>, AppError> {
    let known = applications::table.filter(applications::id.eq_any(ids));
    Ok(known.select((applications::id, applications::round)).load(conn)?)
}

/// What the scores of these applications came to, where they were assessed; without the file of the application.
pub fn results_of(conn: &mut Connection, ids: &[String]) -> Result<HashMap<String, JsonText>, AppError> {
    let rows: Vec<(String, Option<JsonText>)> = applications::table
        .filter(applications::id.eq_any(ids))
        .select((applications::id, applications::result))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, result)| Some((id, result?))).collect())
}

macro_rules! of_one {
    ($($(#[$doc:meta])* $name:ident($table:ident: $order:ident) -> $row:ty;)*) => {$(
        $(#[$doc])*
        pub fn $name(conn: &mut Connection, ids: &[String]) -> Result<Vec<$row>, AppError> {
            Ok($table::table
                .filter($table::application_id.eq_any(ids))
                .order($table::$order.asc())
                .load(conn)?)
        }
    )*};
}

of_one! {
    /// The answered gates of applications, by code.
    gates_of(application_gates: code) -> GateRow;
    /// Everybody who was asked, in the order of the draw.
    referees_of(application_referees: id) -> RefereeRow;
    seats_of(application_seats: seated_at) -> SeatRow;
    recusals_of(application_recusals: at) -> RecusalRow;
    scores_of(application_scores: criterion) -> ScoreRow;
    locks_of(application_locks: at) -> LockRow;
    votes_of(application_votes: at) -> VoteRow;
}

/// Writes an answer; the last one counts.
pub fn answer_gate(conn: &mut Connection, row: &GateRow) -> Result<(), AppError> {
    let known = application_gates::table.find((&row.application_id, &row.code));
    if diesel::update(known).set(row).execute(conn)? == 0 {
        diesel::insert_into(application_gates::table).values(row).execute(conn)?;
    }
    Ok(())
}

pub fn ask(conn: &mut Connection, row: &RefereeRow) -> Result<(), AppError> {
    diesel::insert_into(application_referees::table).values(row).execute(conn)?;
    Ok(())
}

pub fn referee(conn: &mut Connection, id: &str) -> Result<RefereeRow, AppError> {
    Ok(application_referees::table.find(id).first(conn)?)
}

pub fn answer_reference(
    conn: &mut Connection,
    id: &str,
    consented: bool,
    statement: Option<&str>,
    now: Timestamp,
) -> Result<(), AppError> {
    diesel::update(application_referees::table.find(id))
        .set((
            application_referees::consented.eq(Some(consented)),
            application_referees::statement.eq(statement),
            application_referees::answered_at.eq(Some(now)),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn add_link(conn: &mut Connection, row: &LinkRow) -> Result<(), AppError> {
    diesel::insert_into(application_links::table).values(row).execute(conn)?;
    Ok(())
}

/// Who of these was written to: one entry for each letter with a link.
pub fn written_to(conn: &mut Connection, referees: &[String]) -> Result<Vec<String>, AppError> {
    Ok(application_links::table
        .filter(application_links::referee_id.eq_any(referees))
        .select(application_links::referee_id)
        .load(conn)?)
}

pub fn link(conn: &mut Connection, token_hash: &str) -> Result<Option<LinkRow>, AppError> {
    Ok(application_links::table.find(token_hash).first(conn).optional()?)
}

pub fn seat(conn: &mut Connection, row: &SeatRow) -> Result<(), AppError> {
    let none: Option<Timestamp> = None;
    let known = application_seats::table.find((&row.application_id, &row.account_id));
    let back = (application_seats::seat.eq(row.seat), application_seats::left_at.eq(none));
    if diesel::update(known).set(back).execute(conn)? == 0 {
        diesel::insert_into(application_seats::table).values(row).execute(conn)?;
    }
    Ok(())
}

pub fn leave(conn: &mut Connection, application: &str, account: &AccountId, now: Timestamp) -> Result<(), AppError> {
    diesel::update(application_seats::table.find((application, account)))
        .set(application_seats::left_at.eq(Some(now)))
        .execute(conn)?;
    Ok(())
}

pub fn recuse(conn: &mut Connection, row: &RecusalRow) -> Result<(), AppError> {
    diesel::insert_into(application_recusals::table).values(row).execute(conn)?;
    Ok(())
}

/// Saves a score that is not locked yet; the last one counts.
pub fn score(conn: &mut Connection, row: &ScoreRow) -> Result<(), AppError> {
    let known = application_scores::table.find((&row.application_id, &row.account_id, row.round, &row.criterion));
    let now = (
        application_scores::score.eq(row.score),
        application_scores::reason.eq(&row.reason),
        application_scores::at.eq(row.at),
    );
    if diesel::update(known).set(now).execute(conn)? == 0 {
        diesel::insert_into(application_scores::table).values(row).execute(conn)?;
    }
    Ok(())
}

pub fn lock(conn: &mut Connection, row: &LockRow) -> Result<(), AppError> {
    diesel::insert_into(application_locks::table).values(row).execute(conn)?;
    Ok(())
}

pub fn comment(conn: &mut Connection, row: &CommentRow) -> Result<(), AppError> {
    diesel::insert_into(application_comments::table).values(row).execute(conn)?;
    Ok(())
}

/// Whether this account has said the same words about this application.
pub fn has_said(conn: &mut Connection, (id, account): (&str, &AccountId), text: &str) -> Result<bool, AppError> {
    let count: i64 = application_comments::table
        .filter(application_comments::application_id.eq(id.to_owned()))
        .filter(application_comments::account_id.eq(account))
        .filter(application_comments::text.eq(text.to_owned()))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

/// One page of the comments on an application, oldest first.
pub fn comments(conn: &mut Connection, id: &str, window: &Window<String>) -> Result<Vec<CommentRow>, AppError> {
    let query = application_comments::table
        .filter(application_comments::application_id.eq(id.to_owned()))
        .limit(window.fetch());
    let key = application_comments::id;
    Ok(match &window.at {
        At::Start => query.order(key.asc()).load(conn)?,
        At::After(last) => query.filter(key.gt(last)).order(key.asc()).load(conn)?,
        At::Before(first) => query.filter(key.lt(first)).order(key.desc()).load(conn)?,
    })
}

/// The vote is decided without what others than these have voted.
pub fn count_only(conn: &mut Connection, id: &str, voters: &[AccountId]) -> Result<(), AppError> {
    let others = application_votes::table
        .filter(application_votes::application_id.eq(id))
        .filter(application_votes::account_id.ne_all(voters));
    diesel::update(others).set(application_votes::counts.eq(false)).execute(conn)?;
    Ok(())
}

/// Casts a vote; the last one counts.
pub fn vote(conn: &mut Connection, row: &VoteRow) -> Result<(), AppError> {
    let known = application_votes::table.find((&row.application_id, &row.account_id));
    let now = (
        application_votes::vote.eq(row.vote),
        application_votes::dissent.eq(&row.dissent),
        application_votes::at.eq(row.at),
    );
    if diesel::update(known).set(now).execute(conn)? == 0 {
        diesel::insert_into(application_votes::table).values(row).execute(conn)?;
    }
    Ok(())
}
