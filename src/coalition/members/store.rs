//! One function for each query about members.

use super::model::{ConcernRow, DecisionKind, DecisionRow, Ground, MeasureVoteRow, MembershipRow, ProposalRow, State};
use crate::accounts::AccountId;
use crate::clock::Timestamp;
use crate::coalition::applications::model::RecusalRow;
use crate::db::Connection;
use crate::db::schema::{
    application_recusals, applications, membership_concerns, membership_decisions, membership_proposals,
    membership_votes, memberships,
};
use crate::directory::PhysicianId;
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;

/// Decisions about one member that are read at once.
const DECISIONS: i64 = 1_000;
/// Members that are looked at together.
const MEMBERS: i64 = 2_000;
/// Votes, and lines about measures, that are read at once.
const LINES: i64 = 20_000;

/// Where a page of the register begins.
pub type Position = (Timestamp, String);

pub fn insert(conn: &mut Connection, row: &MembershipRow) -> Result<(), AppError> {
    diesel::insert_into(memberships::table).values(row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, id: &str) -> Result<MembershipRow, AppError> {
    Ok(memberships::table.find(id).first(conn)?)
}

pub fn update(conn: &mut Connection, row: &MembershipRow) -> Result<(), AppError> {
    diesel::update(memberships::table.find(&row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The membership of a physician that stands in the register.
pub fn current(conn: &mut Connection, physician: &PhysicianId) -> Result<Option<MembershipRow>, AppError> {
    Ok(memberships::table
        .filter(memberships::physician_id.eq(physician).and(memberships::superseded.eq(false)))
        .order((memberships::created_at.desc(), memberships::id.desc()))
        .first(conn)
        .optional()?)
}

/// How many are members at present.
pub fn count_standing(conn: &mut Connection) -> Result<i64, AppError> {
    let standing = State::ALL.iter().copied().filter(|state| state.is_standing());
    let rows = memberships::table.filter(memberships::state.eq_any(standing)).count();
    Ok(rows.get_result(conn)?)
}

/// Everybody who is a member at present, oldest first.
pub fn standing(conn: &mut Connection) -> Result<Vec<MembershipRow>, AppError> {
    let standing = State::ALL.iter().copied().filter(|state| state.is_standing());
    Ok(memberships::table
        .filter(memberships::state.eq_any(standing).and(memberships::superseded.eq(false)))
        .order((memberships::created_at.asc(), memberships::id.asc()))
        .limit(MEMBERS)
        .load(conn)?)
}

/// The physicians who are members at present.
pub fn standing_physicians(conn: &mut Connection) -> Result<Vec<PhysicianId>, AppError> {
    let standing = State::ALL.iter().copied().filter(|state| state.is_standing());
    Ok(memberships::table
        .filter(memberships::state.eq_any(standing).and(memberships::superseded.eq(false)))
        .limit(MEMBERS)
        .select(memberships::physician_id)
        .load(conn)?)
}

/// Whether one of a physician's memberships, present or earlier, ended with a removal, or with a review or a measure open.
pub fn was_removed(conn: &mut Connection, physician: &PhysicianId) -> Result<bool, AppError> {
    let before = |state: State| memberships::state_before.eq(Some(state));
    let open = before(State::UnderReview).or(before(State::Restricted)).or(before(State::Suspended));
    let left = memberships::state.eq_any([State::Lapsed, State::Resigned]).and(open);
    let removed = memberships::table
        .filter(memberships::physician_id.eq(physician))
        .filter(memberships::state.eq(State::Removed).or(left))
        .count();
    Ok(removed.get_result::<i64>(conn)? > 0)
}

/// Which members a page of the register shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// Only those in this state at `now`, whether or not a timer has run since.
    pub state: Option<State>,
    /// Whoever was removed before is not spoken of any more.
    pub removed_after: Timestamp,
    pub now: Timestamp,
}

/// One page of the register, newest members first, without those whom it no longer shows.
pub fn list(
    conn: &mut Connection,
    Shown { state, removed_after, now }: Shown,
    window: &Window<Position>,
) -> Result<Vec<MembershipRow>, AppError> {
    let still_shown = memberships::state.ne(State::Removed).or(memberships::since.gt(removed_after));
    let mut query = memberships::table.filter(memberships::superseded.eq(false).and(still_shown)).into_boxed();
    // The same instant as the badge's: the end of the licence, or of the credentials.
    let has_ended = memberships::recredential_at.le(now).or(memberships::licence_ends_at.le(Some(now)));
    let runs = memberships::licence_ends_at.is_null().or(memberships::licence_ends_at.gt(Some(now)));
    let runs = memberships::recredential_at.gt(now).and(runs);
    let standing = State::ALL.iter().copied().filter(|state| state.is_standing());
    query = match state {
        None => query,
        Some(State::Lapsed) => {
            query.filter(memberships::state.eq(State::Lapsed).or(memberships::state.eq_any(standing).and(has_ended)))
        }
        Some(state) if state.is_standing() => query.filter(memberships::state.eq(state).and(runs)),
        Some(state) => query.filter(memberships::state.eq(state)),
    };
    let (at, id) = (memberships::created_at, memberships::id);
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

pub fn decide(conn: &mut Connection, row: &DecisionRow) -> Result<(), AppError> {
    diesel::insert_into(membership_decisions::table).values(row).execute(conn)?;
    Ok(())
}

/// What was decided about a member, oldest first.
pub fn decisions(conn: &mut Connection, membership: &str) -> Result<Vec<DecisionRow>, AppError> {
    Ok(membership_decisions::table
        .filter(membership_decisions::membership_id.eq(membership))
        .order(membership_decisions::id.asc())
        .limit(DECISIONS)
        .load(conn)?)
}

pub fn propose(conn: &mut Connection, row: &ProposalRow) -> Result<(), AppError> {
    diesel::insert_into(membership_proposals::table).values(row).execute(conn)?;
    Ok(())
}

/// What the board votes on now about a member.
pub fn open_proposal(conn: &mut Connection, membership: &str) -> Result<Option<ProposalRow>, AppError> {
    Ok(membership_proposals::table
        .filter(membership_proposals::membership_id.eq(membership).and(membership_proposals::closed_at.is_null()))
        .order(membership_proposals::id.desc())
        .first(conn)
        .optional()?)
}

/// Ends the vote on whatever is open about a member.
pub fn close_proposals(conn: &mut Connection, membership: &str, now: Timestamp, quorate: bool) -> Result<(), AppError> {
    let open = membership_proposals::membership_id.eq(membership).and(membership_proposals::closed_at.is_null());
    diesel::update(membership_proposals::table.filter(open))
        .set((membership_proposals::closed_at.eq(Some(now)), membership_proposals::quorate.eq(quorate)))
        .execute(conn)?;
    Ok(())
}

/// When a quorate board last voted on a measure about a member.
pub fn last_quorate(conn: &mut Connection, membership: &str) -> Result<Option<Timestamp>, AppError> {
    Ok(membership_proposals::table
        .filter(membership_proposals::membership_id.eq(membership).and(membership_proposals::quorate.eq(true)))
        .select(diesel::dsl::max(membership_proposals::closed_at))
        .first(conn)?)
}

/// What was ever put to the vote about these members, oldest first.
pub fn proposals_of(conn: &mut Connection, memberships: &[String]) -> Result<Vec<ProposalRow>, AppError> {
    Ok(membership_proposals::table
        .filter(membership_proposals::membership_id.eq_any(memberships))
        .order(membership_proposals::id.asc())
        .limit(LINES)
        .load(conn)?)
}

/// The votes on these proposals, oldest first.
pub fn votes_on(conn: &mut Connection, proposals: &[&str]) -> Result<Vec<MeasureVoteRow>, AppError> {
    Ok(membership_votes::table
        .filter(membership_votes::proposal_id.eq_any(proposals))
        .order((membership_votes::at.asc(), membership_votes::account_id.asc()))
        .limit(LINES)
        .load(conn)?)
}

/// Reviews, measures, appeals and what was said on them, of these members, oldest first.
pub fn appealed_lines(conn: &mut Connection, memberships: &[String]) -> Result<Vec<DecisionRow>, AppError> {
    let kinds = [
        DecisionKind::Review,
        DecisionKind::Measure,
        DecisionKind::Appeal,
        DecisionKind::AppealVoice,
        DecisionKind::AppealDecision,
    ];
    Ok(membership_decisions::table
        .filter(membership_decisions::membership_id.eq_any(memberships))
        .filter(membership_decisions::kind.eq_any(kinds))
        .order(membership_decisions::id.asc())
        .limit(LINES)
        .load(conn)?)
}

/// Measures, and what became of the appeals against them, of these members, oldest first.
pub fn measured_lines(conn: &mut Connection, memberships: &[String]) -> Result<Vec<DecisionRow>, AppError> {
    let kinds = [DecisionKind::Measure, DecisionKind::Appeal, DecisionKind::AppealDecision];
    Ok(membership_decisions::table
        .filter(membership_decisions::membership_id.eq_any(memberships))
        .filter(membership_decisions::kind.eq_any(kinds))
        .order(membership_decisions::id.asc())
        .limit(LINES)
        .load(conn)?)
}

/// What the board can vote on now, with the physician it is about; whoever lists it puts it in order.
pub fn open_votes(conn: &mut Connection) -> Result<Vec<(ProposalRow, PhysicianId)>, AppError> {
    let voted_on = [State::UnderReview, State::Restricted, State::Suspended];
    Ok(membership_proposals::table
        .inner_join(memberships::table.on(memberships::id.eq(membership_proposals::membership_id)))
        .filter(membership_proposals::closed_at.is_null().and(memberships::superseded.eq(false)))
        .filter(memberships::state.eq_any(voted_on))
        .order(membership_proposals::id.asc())
        .limit(LINES)
        .select((membership_proposals::all_columns, memberships::physician_id))
        .load(conn)?)
}

/// The members whose appeal waits to be heard; whoever lists them puts them in order.
pub fn under_appeal(conn: &mut Connection) -> Result<Vec<MembershipRow>, AppError> {
    Ok(memberships::table
        .filter(memberships::under_appeal.eq(true).and(memberships::superseded.eq(false)))
        .filter(memberships::state.eq_any(State::ALL.iter().copied().filter(|state| state.hears_appeals())))
        .order(memberships::id.asc())
        .limit(LINES)
        .load(conn)?)
}

/// The proposals among these that somebody has voted on.
pub fn voted_on(conn: &mut Connection, account: &AccountId, proposals: &[&str]) -> Result<Vec<String>, AppError> {
    Ok(membership_votes::table
        .filter(membership_votes::account_id.eq(account).and(membership_votes::proposal_id.eq_any(proposals)))
        .select(membership_votes::proposal_id)
        .load(conn)?)
}

/// How these accounts were recused on applications of these physicians.
pub fn recused(
    conn: &mut Connection,
    physicians: &[PhysicianId],
    accounts: &[AccountId],
) -> Result<Vec<(PhysicianId, RecusalRow)>, AppError> {
    Ok(application_recusals::table
        .inner_join(applications::table.on(applications::id.eq(application_recusals::application_id)))
        .filter(applications::physician_id.eq_any(physicians))
        .filter(application_recusals::account_id.eq_any(accounts))
        .order((application_recusals::at.asc(), application_recusals::account_id.asc()))
        .limit(LINES)
        .select((applications::physician_id, application_recusals::all_columns))
        .load(conn)?)
}

/// Casts a vote; the last one counts.
pub fn vote(conn: &mut Connection, row: &MeasureVoteRow) -> Result<(), AppError> {
    let known = membership_votes::table.find((&row.proposal_id, &row.account_id));
    let now = (
        membership_votes::vote.eq(row.vote),
        membership_votes::dissent.eq(&row.dissent),
        membership_votes::at.eq(row.at),
    );
    if diesel::update(known).set(now).execute(conn)? == 0 {
        diesel::insert_into(membership_votes::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Writes a concern down; `false` when it is known already.
pub fn concern(conn: &mut Connection, row: &ConcernRow) -> Result<bool, AppError> {
    let known = membership_concerns::table
        .filter(membership_concerns::physician_id.eq(&row.physician_id))
        .filter(membership_concerns::ground.eq(row.ground).and(membership_concerns::source.eq(&row.source)))
        .count();
    if known.get_result::<i64>(conn)? > 0 {
        return Ok(false);
    }
    diesel::insert_into(membership_concerns::table).values(row).execute(conn)?;
    Ok(true)
}

/// How many concerns of one kind there are about a physician since an instant.
pub fn concerns_of(
    conn: &mut Connection,
    physician: &PhysicianId,
    ground: Ground,
    since: Timestamp,
) -> Result<i64, AppError> {
    let rows = membership_concerns::table
        .filter(membership_concerns::physician_id.eq(physician))
        .filter(membership_concerns::ground.eq(ground).and(membership_concerns::at.ge(since)))
        .count();
    Ok(rows.get_result(conn)?)
}
