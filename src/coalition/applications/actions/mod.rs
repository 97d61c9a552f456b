//! One function for each thing somebody may want to do with an application, each in one transaction.

mod applicant;
mod board;
mod officer;
mod public;
mod recusing;
mod referees;
mod reviewer;

#[cfg(test)]
pub(super) use applicant::begun;
pub use applicant::{save, start, submit, withdraw};
pub use board::{call_hearing, decide, vote};
pub use officer::{Taken, answer_gate, barred_among, gate_takes, lapse, list_gaps, open_calibration, seat_panel};
pub use public::{comment, comment_once, comment_standing};
pub use recusing::{recuse_tied, tie_noted};
pub use referees::{answer, hash_of_token, make_link, referee_by_link, referee_of_link};
pub use reviewer::{lock, recuse, score};

use super::facts::ApplicationFacts;
use super::model::{ApplicationRow, Event, Role, State};
use super::store;
use super::table::Application;
use crate::accounts::{self, Member};
use crate::app::Tx;
use crate::cases::{self, By, CaseType as _};
use crate::db::Connection;
use crate::error::{AppError, FORBIDDEN};
use serde_json::{Value, json};

/// In which capacities somebody may act on, or look at, this application; none for a stranger.
pub fn standing(facts: &ApplicationFacts, member: &Member) -> Vec<Role> {
    if facts.row.applicant_id == member.id {
        return vec![Role::Applicant];
    }
    let mut roles = Vec::new();
    let officer = member.has(accounts::Role::CredentialingOfficer);
    let is_tied = facts.is_recused(&member.id) || facts.conflicts.contains_key(&member.id);
    roles.extend((officer && !is_tied).then_some(Role::Officer));
    let sits = facts.sits(&member.id) && member.has(accounts::Role::Reviewer);
    roles.extend((sits && facts.row.state != State::Draft).then_some(Role::Reviewer));
    let votes = facts.voters().contains(&&member.id) && member.has(accounts::Role::Board);
    roles.extend(votes.then_some(Role::Board));
    // A draft is the applicant's own; nobody else has business with it.
    if facts.row.state == State::Draft { Vec::new() } else { roles }
}

/// The application, for whoever may have a part in it.
///
/// What is another's and what never was take the same queries, so that no answer tells one from the other by its time.
///
/// # Errors
/// `not_found`.
pub fn known(conn: &mut Connection, member: &Member, id: &str) -> Result<ApplicationRow, AppError> {
    let found = AppError::or_none(store::find(conn, id))?;
    let seats = store::seats_of(conn, &[id.to_owned()])?;
    let row = found.ok_or_else(AppError::not_found)?;
    let decides = member.has(accounts::Role::CredentialingOfficer) || member.has(accounts::Role::Board);
    let sits = seats.iter().any(|seat| seat.account_id == member.id);
    // A draft is the applicant's own, as [`standing`] has it.
    let is_at_work = row.state != State::Draft && (decides || sits);
    if row.applicant_id == member.id || is_at_work { Ok(row) } else { Err(AppError::not_found()) }
}

/// The same, and for everybody once its comments have opened.
///
/// # Errors
/// `not_found`.
pub fn known_in_public(conn: &mut Connection, member: &Member, id: &str) -> Result<ApplicationRow, AppError> {
    match AppError::or_none(store::find(conn, id))? {
        Some(row) if row.comments_from.is_some() => Ok(row),
        _ => known(conn, member, id),
    }
}

/// Opens an application for whoever may have a part in it.
///
/// # Errors
/// `not_found`.
fn open(tx: &mut Tx<'_>, id: &str, member: &Member) -> Result<ApplicationFacts, AppError> {
    cases::open_known::<Application, _>(tx, id, |reader| known(reader.conn, member, id)).map(|(facts, _)| facts)
}

/// Opens an application for somebody who acts as `role`.
///
/// # Errors
/// `not_found` for strangers; `forbidden` for those who may see it but not do this.
fn open_as(tx: &mut Tx<'_>, id: &str, member: &Member, role: Role) -> Result<(ApplicationFacts, By<Role>), AppError> {
    let facts = open(tx, id, member)?;
    let roles = standing(&facts, member);
    if roles.is_empty() {
        return Err(AppError::not_found());
    }
    if !roles.contains(&role) {
        return Err(FORBIDDEN.into());
    }
    Ok((facts, By::account(role, member.id.as_str())))
}

/// Raises an event whose data is all there is to it.
fn step(tx: &mut Tx<'_>, facts: &ApplicationFacts, event: Event, by: &By<Role>, data: Value) -> Result<(), AppError> {
    cases::act::<Application>(tx, facts, event, by, data).map(drop)
}

/// The application as it lies in the database now.
fn again(tx: &mut Tx<'_>, id: &str) -> Result<ApplicationFacts, AppError> {
    Application::load(tx.conn, tx.site, id)
}

/// Once everybody on the panel has locked, the scores are computed in the same transaction.
fn assess_if_all_locked(tx: &mut Tx<'_>, id: &str) -> Result<(), AppError> {
    let facts = again(tx, id)?;
    if facts.row.state != State::Scoring || !facts.all_locked() {
        return Ok(());
    }
    step(tx, &facts, Event::Assessed, &By::role(Role::Clock), json!({ "round": facts.row.round }))
}
