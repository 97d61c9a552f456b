//! What the board does about a member under review: one proposes, each votes for themselves, and what the votes carry is
//! taken. Nobody sees a count before the vote is closed.

use super::actions::{open_as, record, standing, step};
use super::alone;
use super::api::{CastMeasureVote, CloseMeasureVote, TakeMeasure};
use super::facts::{MembershipFacts, Wish, last_day};
use super::model::{DecisionKind, Event, Measure, MeasureVoteRow, ProposalRow, Role, State, Timer};
use super::store;
use super::table::Membership;
use super::views::ProposalView;
use crate::accounts::{self, AccountId, Member};
use crate::app::{Reader, Tx};
use crate::cases::{self, By, CaseType as _};
use crate::clock::Timestamp;
use crate::coalition::applications::later_months;
use crate::coalition::recusal;
use crate::coalition::rules::{self, Closed};
use crate::coalition::scoring::{Tally, Vote};
use crate::directory::PhysicianId;
use crate::error::{AppError, OUT_OF_RANGE, Refusal};
use crate::ids;
use crate::specialty::MembershipThresholds;
use crate::workflow::{self, Word as _, Workflow as _};
use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};

/// Puts a measure to the vote; what needs none is taken at once where no appeal waits and nothing holds that the board has
/// voted for, and a restriction holds from then on until the board has voted on it.
///
/// # Errors
/// `measure_proposed` while the board votes on another one; `vote_needed` for a second restriction by one member that
/// no vote lies before; 422 for dates, such as a last day that goes by before the hours to vote do.
pub fn take_measure(
    tx: &mut Tx<'_>,
    member: &Member,
    physician: &PhysicianId,
    new: &TakeMeasure,
) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, physician, member, Role::Board)?;
    let is_meanwhile = new.is_meanwhile();
    // What one member does alone takes the place neither of what an appeal is against nor of what the board voted for.
    let needs_vote = new.measure.needs_vote() || facts.row.under_appeal || facts.holds_by_vote();
    if new.vote_first || (needs_vote && !is_meanwhile) {
        return propose(tx, (member, &facts, &by), new);
    }
    facts.wish = if is_meanwhile { Wish::RestrictMeanwhile } else { Wish::Take(new.measure) };
    workflow::step::<Membership>(facts.row.state, Event::MeasureTaken, by.role, &facts, tx.now)?;
    let is_voted_on = store::open_proposal(tx.conn, &facts.row.id)?.is_some();
    match () {
        () if is_meanwhile && alone::was_meanwhile(tx.conn, &facts.row.id)? => return Err(rules::VOTE_NEEDED.into()),
        // What is put to the vote is not to be cut short by one member; a danger does not wait for it.
        () if is_voted_on && !is_meanwhile => return Err(rules::MEASURE_PROPOSED.into()),
        () => {}
    }
    let until = until(&facts, (new.measure, new.until), tx.now)?;
    take(tx, (facts.clone(), &by), (new.measure, &new.reasons, until), None)?;
    if is_voted_on || !is_meanwhile {
        return Ok(());
    }
    let facts = Membership::load(tx.conn, tx.site, &facts.row.id)?;
    propose(tx, (member, &facts, &by), new)
}

fn propose(
    tx: &mut Tx<'_>,
    (member, facts, by): (&Member, &MembershipFacts, &By<Role>),
    new: &TakeMeasure,
) -> Result<(), AppError> {
    workflow::step::<Membership>(facts.row.state, Event::MeasureProposed, by.role, facts, tx.now)?;
    if store::open_proposal(tx.conn, &facts.row.id)?.is_some() {
        return Err(rules::MEASURE_PROPOSED.into());
    }
    let until = until(facts, (new.measure, new.until), tx.now)?;
    let ends_at = facts.calendar.missed_from(tx.now, facts.rules.clocks.interim_vote);
    // A measure outlasts the vote on it; what one member restricts holds already, however short.
    if !new.is_meanwhile() && until.is_some_and(|until| until <= ends_at) {
        return Err(Refusal::field("/until", OUT_OF_RANGE).into());
    }
    // Without a day it lasts as long as it may, counted from the end of the vote; what holds already ends on its day.
    let until = until.filter(|_| new.is_meanwhile() || new.until.is_some());
    let row = ProposalRow {
        id: ids::mint(tx.now),
        membership_id: facts.row.id.clone(),
        measure: new.measure,
        reasons: new.reasons.clone(),
        until_day: until.map(|end| last_day(end, &facts.calendar).to_string()),
        proposed_by: member.id.clone(),
        proposed_at: tx.now,
        ends_at,
        closed_at: None,
        quorate: false,
    };
    store::propose(tx.conn, &row)?;
    let data = json!({
        "proposal": row.id, "measure": row.measure, "reasons": row.reasons, "until": until, "ends_at": row.ends_at,
    });
    let facts = MembershipFacts { vote_ends_at: Some(ends_at), ..facts.clone() };
    step(tx, &facts, (Event::MeasureProposed, by), data)
}

/// What the board votes on now, where it is what the caller means.
fn proposed(tx: &mut Tx<'_>, facts: &MembershipFacts, meant: Option<&str>) -> Result<ProposalRow, AppError> {
    let open = store::open_proposal(tx.conn, &facts.row.id)?;
    let open = open.filter(|row| meant.is_none_or(|id| id == row.id));
    Ok(open.ok_or(rules::NO_MEASURE_PROPOSED)?)
}

/// Votes on what is proposed, or votes anew while the hours to vote last.
///
/// # Errors
/// `recused` for whoever of the board is tied to the member; `no_measure_proposed`; `vote_over`.
pub fn vote(tx: &mut Tx<'_>, member: &Member, physician: &PhysicianId, new: &CastMeasureVote) -> Result<(), AppError> {
    let (mut facts, by) = open_to_vote(tx, physician, member)?;
    workflow::step::<Membership>(facts.row.state, Event::MeasureVoted, by.role, &facts, tx.now)?;
    let proposal = proposed(tx, &facts, new.proposal.as_deref())?;
    if tx.now >= proposal.ends_at {
        return Err(rules::VOTE_OVER.into());
    }
    let row = MeasureVoteRow {
        proposal_id: proposal.id.clone(),
        account_id: member.id.clone(),
        vote: new.vote,
        dissent: new.dissent.clone().filter(|text| !text.trim().is_empty()),
        at: tx.now,
    };
    store::vote(tx.conn, &row)?;
    let is_quorate = counted(tx, physician, &proposal)?.tally.has_quorum(least(&facts.rules.thresholds)?);
    let ends_wait = match facts.row.state {
        State::UnderReview => true,
        // Where one member restricted, only votes on that are what is waited for.
        _ => proposal.measure == Measure::Restriction && alone::is_meanwhile(tx.conn, &facts.row)?,
    };
    if is_quorate && ends_wait {
        facts.wish = Wish::Quorum;
    }
    let data = json!({ "proposal": row.proposal_id, "vote": row.vote, "dissent": row.dissent });
    step(tx, &facts, (Event::MeasureVoted, &by), data)
}

/// Opens the membership for a member of the board who may be recused.
fn open_to_vote(
    tx: &mut Tx<'_>,
    physician: &PhysicianId,
    member: &Member,
) -> Result<(MembershipFacts, By<Role>), AppError> {
    let is_known = store::current(tx.conn, physician)?.is_some();
    if is_known
        && member.has(accounts::Role::Board)
        && !standing(&mut tx.reader(), physician, member)?.contains(&Role::Board)
    {
        return Err(rules::RECUSED.into());
    }
    open_as(tx, physician, member, Role::Board)
}

/// Closes the vote before its hours are over: everybody has voted.
///
/// # Errors
/// `no_measure_proposed`, `no_quorum`, and `vote_running` until everybody has voted.
pub fn decide(
    tx: &mut Tx<'_>,
    member: &Member,
    physician: &PhysicianId,
    new: &CloseMeasureVote,
) -> Result<(), AppError> {
    let (facts, by) = open_to_vote(tx, physician, member)?;
    workflow::step::<Membership>(facts.row.state, Event::MeasureFailed, by.role, &facts, tx.now)?;
    let proposal = proposed(tx, &facts, new.proposal.as_deref())?;
    let votes = counted(tx, physician, &proposal)?;
    match () {
        // Put to the vote before the clock closed votes.
        () if tx.now >= proposal.ends_at => {}
        () if !votes.tally.has_quorum(least(&facts.rules.thresholds)?) => return Err(rules::NO_QUORUM.into()),
        () if votes.tally.cast() < votes.tally.seats => return Err(rules::VOTE_RUNNING.into()),
        () => {}
    }
    close(tx, (facts, &by), &proposal, (&votes, Some(&member.id)))
}

/// Closes the vote whose hours are over, for the clock.
pub(super) fn end_vote(tx: &mut Tx<'_>, facts: MembershipFacts) -> Result<(), AppError> {
    let proposal = proposed(tx, &facts, None)?;
    let votes = counted(tx, &facts.row.physician_id, &proposal)?;
    close(tx, (facts, &By::role(Role::Clock)), &proposal, (&votes, None))
}

/// What a quorate board carries is taken; everything else is not.
fn close(
    tx: &mut Tx<'_>,
    (mut facts, by): (MembershipFacts, &By<Role>),
    proposal: &ProposalRow,
    (votes, closer): (&Counted, Option<&AccountId>),
) -> Result<(), AppError> {
    let came = rules::closed(proposal.measure, votes.tally, least(&facts.rules.thresholds)?);
    let is_quorate = came != Closed::NoQuorum;
    store::close_proposals(tx.conn, &facts.row.id, tx.now, is_quorate)?;
    let day = proposal.until_day.as_deref().map(str::parse::<NaiveDate>).transpose().map_err(AppError::internal)?;
    // A measure whose last day went by before the vote was closed has nothing left to take.
    let until = until(&facts, (proposal.measure, day), tx.now);
    if let (Closed::Carried, Ok(until)) = (came, until) {
        facts.wish = Wish::Take(proposal.measure);
        return take(tx, (facts, by), (proposal.measure, &proposal.reasons, until), Some((closer, votes)));
    }
    let is_alone = proposal.measure == Measure::Restriction && alone::is_meanwhile(tx.conn, &facts.row)?;
    facts.wish = match () {
        () if is_alone && (is_quorate || !awaits_vote(tx, &facts)?) => Wish::EndMeanwhile,
        () if is_quorate => Wish::Quorum,
        () => Wish::None,
    };
    let line = (DecisionKind::Failed, proposal.measure.word(), proposal.reasons.as_str());
    record(tx, &facts, line, (None, &votes.listed, closer))?;
    let data = json!({ "measure": proposal.measure, "votes": votes.listed, "tally": votes.tally });
    step(tx, &facts, (Event::MeasureFailed, by), data)
}

/// Whether the hours to vote still run, at whose end goes what one member restricted: a quorum ends them, and may be lost
/// again.
///
/// # Errors
/// Those of the database.
pub fn awaits_vote(tx: &mut Tx<'_>, facts: &MembershipFacts) -> Result<bool, AppError> {
    let pending = cases::pending(tx.conn, Membership::NAME, &facts.row.id)?;
    Ok(pending.iter().any(|timer| timer.timer == Timer::InterimVoteDue.word()))
}

/// Ends the vote about somebody whose membership ends or lapses for good, with a line of its own.
pub(super) fn drop_vote(tx: &mut Tx<'_>, facts: MembershipFacts, by: &By<Role>) -> Result<MembershipFacts, AppError> {
    let Some(open) = store::open_proposal(tx.conn, &facts.row.id)? else { return Ok(facts) };
    store::close_proposals(tx.conn, &facts.row.id, tx.now, false)?;
    step(tx, &facts, (Event::MeasureDropped, by), json!({ "proposal": open.id, "measure": open.measure }))?;
    let line = (DecisionKind::Dropped, open.measure.word(), open.reasons.as_str());
    record(tx, &facts, line, (None, &json!([]), None))?;
    Membership::load(tx.conn, tx.site, &facts.row.id)
}

/// The votes of those who have a say when the vote is closed.
struct Counted {
    tally: Tally,
    /// `[{account_id, vote, dissent}]`
    listed: Value,
}

fn counted(tx: &mut Tx<'_>, physician: &PhysicianId, proposal: &ProposalRow) -> Result<Counted, AppError> {
    let seats = seats(&mut tx.reader(), physician)?;
    let mut votes = store::votes_on(tx.conn, &[proposal.id.as_str()])?;
    votes.retain(|vote| seats.contains(&vote.account_id));
    let one = |row: &MeasureVoteRow| json!({ "account_id": row.account_id, "vote": row.vote, "dissent": row.dissent });
    Ok(Counted {
        tally: Tally::of(seats.len(), &votes.iter().map(|row| row.vote).collect::<Vec<_>>()),
        listed: votes.iter().map(one).collect(),
    })
}

/// Votes that are needed, however few seats there are.
pub(super) fn least(limits: &MembershipThresholds) -> Result<usize, AppError> {
    usize::try_from(limits.least_quorum).map_err(AppError::internal)
}

/// How many votes a measure takes, and of how many who may vote.
///
/// # Errors
/// Those of the database.
pub fn board(reader: &mut Reader<'_>, physician: &PhysicianId) -> Result<(usize, usize), AppError> {
    let seats = seats(reader, physician)?.len();
    let least = least(&reader.site.pack.membership.thresholds)?;
    Ok((Tally::of(seats, &[]).quorum(least), seats))
}

/// What the board votes on now, as somebody who may vote sees it.
pub(super) fn ballot(
    reader: &mut Reader<'_>,
    open: ProposalRow,
    (physician, member): (&PhysicianId, &Member),
) -> Result<ProposalView, AppError> {
    let people = seats(reader, physician)?;
    let votes = store::votes_on(reader.conn, &[open.id.as_str()])?;
    let counted: Vec<Vote> =
        votes.iter().filter(|vote| people.contains(&vote.account_id)).map(|vote| vote.vote).collect();
    let (tally, least) = (Tally::of(people.len(), &counted), least(&reader.site.pack.membership.thresholds)?);
    let has_all = tally.has_quorum(least) && tally.cast() >= tally.seats;
    let own = votes.into_iter().find(|vote| vote.account_id == member.id);
    Ok(ProposalView {
        id: open.id,
        measure: open.measure,
        reasons: open.reasons,
        until: open.until_day,
        proposed_at: open.proposed_at,
        ends_at: open.ends_at,
        seats: tally.seats,
        quorum: tally.quorum(least),
        may_close: has_all || reader.now >= open.ends_at,
        own: own.as_ref().map(|vote| vote.vote),
        own_dissent: own.and_then(|vote| vote.dissent),
    })
}

/// Everybody on the board whom nothing ties to the physician.
///
/// # Errors
/// Those of the database.
pub fn seats(reader: &mut Reader<'_>, physician: &PhysicianId) -> Result<Vec<AccountId>, AppError> {
    let board = accounts::holders(reader.conn, &[accounts::Role::Board])?;
    let board: Vec<AccountId> = board.into_iter().map(|(_, id, _)| id).collect();
    let tied = recusal::grounds_on_member(reader.conn, reader.site, physician, &board)?;
    Ok(board.into_iter().filter(|person| !tied.contains_key(person)).collect())
}

/// Ends a review with a measure, or changes what an earlier one ended with: by the votes, or by whoever acts alone.
fn take(
    tx: &mut Tx<'_>,
    (mut facts, by): (MembershipFacts, &By<Role>),
    (measure, reasons, until): (Measure, &str, Option<Timestamp>),
    voted: Option<(Option<&AccountId>, &Counted)>,
) -> Result<(), AppError> {
    match measure {
        Measure::Probation => {
            facts.row.on_probation = true;
            facts.row.probation_ends_at =
                until.unwrap_or_else(|| later_months(tx.now, facts.rules.clocks.probation_months));
        }
        Measure::Restriction | Measure::Suspension => facts.row.measure_until = until,
        _ => facts.row.measure_until = None,
    }
    facts.row.appeal_until = match measure {
        Measure::NoAction => None,
        _ => Some(facts.calendar.missed_from(tx.now, facts.rules.clocks.appeal)),
    };
    let alone = by.account.as_deref().map(str::parse::<AccountId>).transpose().map_err(AppError::internal)?;
    let votes = voted.map_or_else(|| json!([]), |(_, votes)| votes.listed.clone());
    let mut data = json!({ "measure": measure, "reasons": reasons, "until": until, "votes": votes });
    if let (Some((_, votes)), Some(fields)) = (voted, data.as_object_mut()) {
        fields.insert("tally".to_owned(), json!(votes.tally));
    }
    let closer = voted.map_or(alone.as_ref(), |(closer, _)| closer);
    record(tx, &facts, (DecisionKind::Measure, measure.word(), reasons), (until, &votes, closer))?;
    step(tx, &facts, (Event::MeasureTaken, by), data)
}

/// Until when a measure lasts whose last day is `day`, within what the pack allows: as long as it allows without a day.
fn until(
    facts: &MembershipFacts,
    (measure, day): (Measure, Option<NaiveDate>),
    now: Timestamp,
) -> Result<Option<Timestamp>, Refusal> {
    let Some(longest) = longest(facts, measure, now) else { return Ok(None) };
    let day = match day {
        Some(day) => day,
        None if measure == Measure::Probation => return Ok(None),
        None => facts.calendar.local_day(longest),
    };
    let ends = facts.calendar.end_of(day);
    let is_allowed =
        ends > now && facts.calendar.local_day(ends.minus(Duration::seconds(1))) <= facts.calendar.local_day(longest);
    if is_allowed { Ok(Some(ends)) } else { Err(Refusal::field("/until", OUT_OF_RANGE)) }
}

/// Until when a measure lasts that begins now, as long as the pack allows; none for one without an end.
pub(super) fn longest(facts: &MembershipFacts, measure: Measure, now: Timestamp) -> Option<Timestamp> {
    let clocks = &facts.rules.clocks;
    match measure {
        // The last instant of the last day.
        Measure::Restriction => {
            Some(facts.calendar.missed_from(now, clocks.interim_restriction).minus(Duration::seconds(1)))
        }
        Measure::Suspension => Some(later_months(now, clocks.suspension_months)),
        Measure::Probation => Some(later_months(now, clocks.probation_months)),
        _ => None,
    }
}
