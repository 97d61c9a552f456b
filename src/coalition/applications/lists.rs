//! Lists of applications: the officers' and the board's queue, and one's own.

pub use super::api::Filter;
use super::model::{ApplicationRow, State};
use super::store::{self, Position, Whose};
use super::views::{self, ApplicationLine};
use crate::accounts::{Member, Role};
use crate::app::Reader;
use crate::error::{AppError, FORBIDDEN};
use crate::web::{Listed, Window};

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
    listed(reader, &whose, window, &|_| true)
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

/// The applicants who are open to comments now, oldest first.
pub fn open_to_comment(reader: &mut Reader<'_>) -> Result<Vec<ApplicationLine>, AppError> {
    let rows = store::in_state(reader.conn, State::PublicComment)?;
    views::lines(reader, &rows, &|_| true)
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
