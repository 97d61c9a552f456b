//! Lists of applications: the officers' and the board's queue, and one's own.

pub use super::api::Filter;
use super::model::{ApplicationRow, State};
use super::store::{self, Position, Whose};
use super::views::{self, ApplicationLine};
use crate::accounts::{Member, Role};
use crate::app::Reader;
use crate::error::{AppError, FORBIDDEN};
use crate::web::{Listed, Window};
use std::collections::HashSet;

/// Every application that was handed in, newest first.
///
/// # Errors
/// `forbidden` for everybody but credentialing officers and the board.
pub fn queue(
    reader: &mut Reader<'_>,
    member: &Member,
    asked: &Filter,
    window: &Window<Position>,
) -> Result<Listed<ApplicationLine>, AppError> {
    if !member.has(Role::CredentialingOfficer) && !member.has(Role::Board) {
        return Err(FORBIDDEN.into());
    }
    let whose = Whose { state: asked.state, handed_in: true, ..Whose::default() };
    let mut page = listed(reader, &whose, window, &|_| true)?;
    if member.has(Role::Board) {
        mark_votes(reader, member, &mut page.items)?;
    }
    Ok(page)
}

/// Says of each application that is voted on whether `member` has voted; whoever is recused has no vote on it.
fn mark_votes(reader: &mut Reader<'_>, member: &Member, lines: &mut [ApplicationLine]) -> Result<(), AppError> {
    let open: Vec<String> = lines.iter().filter(|line| line.state == State::Vote).map(|line| line.id.clone()).collect();
    let votes = store::votes_of(reader.conn, &open)?;
    let recusals = store::recusals_of(reader.conn, &open)?;
    for line in lines.iter_mut().filter(|line| line.state == State::Vote) {
        let has_voted = votes.iter().any(|one| one.application_id == line.id && one.account_id == member.id);
        let is_recused = recusals.iter().any(|one| one.application_id == line.id && one.account_id == member.id);
        line.voted = (!is_recused).then_some(has_voted);
    }
    Ok(())
}

/// What the member applied with, and what the member sits on the panel of; of the latter only the code, until the
/// result is published.
pub fn mine(
    reader: &mut Reader<'_>,
    member: &Member,
    window: &Window<Position>,
) -> Result<Listed<ApplicationLine>, AppError> {
    let reviewer = member.has(Role::Reviewer).then(|| member.id.clone());
    let whose = Whose { applicant: Some(member.id.clone()), reviewer, ..Whose::default() };
    listed(reader, &whose, window, &|row| row.applicant_id == member.id || row.published_at.is_some())
}

/// Which of one's own lines, by id, wait for the member: as the applicant, and for scores that are not locked.
pub fn awaited(
    reader: &mut Reader<'_>,
    member: &Member,
    lines: &[ApplicationLine],
) -> Result<HashSet<String>, AppError> {
    // Whose name is told before the result is the member's own.
    let is_asked = |line: &&ApplicationLine| {
        line.physician_id.is_some() && line.next.as_ref().is_some_and(|next| next.actor == "applicant")
    };
    let mut found: HashSet<String> = lines.iter().filter(is_asked).map(|line| line.id.clone()).collect();
    let scored = lines.iter().filter(|line| line.state == State::Scoring && line.physician_id.is_none());
    let scored: Vec<String> = scored.map(|line| line.id.clone()).collect();
    if scored.is_empty() {
        return Ok(found);
    }
    let (rounds, locks) = (store::rounds_of(reader.conn, &scored)?, store::locks_of(reader.conn, &scored)?);
    let own: HashSet<(&str, i64)> = locks
        .iter()
        .filter(|lock| lock.account_id == member.id)
        .map(|lock| (lock.application_id.as_str(), lock.round))
        .collect();
    let is_open = |(id, round): &(String, i64)| !own.contains(&(id.as_str(), *round));
    found.extend(rounds.into_iter().filter(is_open).map(|(id, _)| id));
    Ok(found)
}

/// The applicants who are open to comments now, oldest first. The state outlasts the days for comments: the applicant
/// may answer for longer.
pub fn open_to_comment(reader: &mut Reader<'_>) -> Result<Vec<ApplicationLine>, AppError> {
    let rows = store::in_states(reader.conn, &[State::PublicComment, State::Hearing])?;
    let mut lines = views::lines(reader, &rows, &|_| true)?;
    let now = reader.now;
    lines.retain(|line| line.next.as_ref().is_some_and(|next| next.is_public_comment(now)));
    Ok(lines)
}

/// The applications that the member has a vote on now, oldest first, each with whether it is cast.
pub fn to_vote(reader: &mut Reader<'_>, member: &Member) -> Result<Vec<ApplicationLine>, AppError> {
    if !member.has(Role::Board) {
        return Ok(Vec::new());
    }
    let rows = store::in_states(reader.conn, &[State::Vote])?;
    let mut lines = views::lines(reader, &rows, &|_| true)?;
    mark_votes(reader, member, &mut lines)?;
    lines.retain(|line| line.voted.is_some());
    Ok(lines)
}

fn listed(
    reader: &mut Reader<'_>,
    whose: &Whose,
    window: &Window<Position>,
    names: &dyn Fn(&ApplicationRow) -> bool,
) -> Result<Listed<ApplicationLine>, AppError> {
    let rows = store::list(reader.conn, whose, window)?;
    let page = window.listed(rows, |row| (row.created_at, row.id.clone()), |row| row);
    Ok(Listed { items: views::lines(reader, &page.items, names)?, next: page.next, prev: page.prev })
}
