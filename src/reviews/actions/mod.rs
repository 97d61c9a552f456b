//! One function for each thing somebody may want to do with a review, each in one transaction.

mod decide;
mod proof;
mod reply;
mod submit;

pub use decide::{Decision, decide, hidden_for, holds, longest_hold, moderated, two_until};
pub use proof::{acknowledge, add_proof, ask_for_proof, decide_proof, seal_proof, was_missed};
pub use reply::{Replied, look_at_draft, reply, update_reply};
pub use submit::{Filed, add_version, submit, withdraw};

use super::facts::ReviewFacts;
use super::model::{ReviewRow, Role};
use super::table::Review;
use super::{store, views};
use crate::accounts::{self, Member};
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::directory::{self, Ties};
use crate::error::{AppError, FORBIDDEN};

/// In which capacities somebody of whom it is known whom they may not judge may act on, or look at, this review; none
/// for a stranger.
pub fn roles_in(row: &ReviewRow, member: &Member, ties: &Ties) -> Vec<Role> {
    let (physician, clinic) = (row.physician_id.as_ref(), row.clinic_id.as_ref());
    let mut roles = Vec::new();
    if row.author_id == member.id {
        roles.push(Role::Author);
    } else if ties.answer_for(physician, clinic) {
        // Whoever reviewed a proposed physician who turned out to be themselves does not confirm or answer that.
        roles.push(Role::Clinic);
    }
    // Staff with a part of their own have no say in it as staff.
    if !ties.hold(physician, clinic) && roles.is_empty() {
        roles.extend(member.has(accounts::Role::CaseOfficer).then_some(Role::Officer));
        roles.extend(member.has(accounts::Role::Moderator).then_some(Role::Moderator));
    }
    roles
}

/// Whether somebody in these capacities sees what everybody else does not.
pub fn sees_all(roles: &[Role]) -> bool {
    [Role::Author, Role::Officer, Role::Moderator].iter().any(|role| roles.contains(role))
}

/// The review, for whoever may know of it, and in which capacities.
///
/// What is hidden and what never was take the same queries, so that no answer tells one from the other by its time.
///
/// # Errors
/// `not_found`.
pub fn known(reader: &mut Reader<'_>, member: Option<&Member>, id: &str) -> Result<(ReviewRow, Vec<Role>), AppError> {
    let found = AppError::or_none(store::find(reader.conn, id))?;
    let ties = member.map(|member| directory::conflicts_of(reader, &member.id)).transpose()?;
    let row = found.ok_or_else(AppError::not_found)?;
    let roles = match (member, &ties) {
        (Some(member), Some(ties)) => roles_in(&row, member, ties),
        _ => Vec::new(),
    };
    if views::may_be_known(row.state, &roles) { Ok((row, roles)) } else { Err(AppError::not_found()) }
}

/// Opens a review for somebody who acts as `role`.
///
/// # Errors
/// `not_found` for those who may not know of it; `forbidden` for those who may not do this.
fn open_as(tx: &mut Tx<'_>, id: &str, member: &Member, role: Role) -> Result<(ReviewFacts, By<Role>), AppError> {
    let (facts, (_, roles)) = cases::open_known::<Review, _>(tx, id, |reader| known(reader, Some(member), id))?;
    if !facts.row.state.is_public() && !sees_all(&roles) {
        return Err(AppError::not_found());
    }
    if !roles.contains(&role) {
        return Err(FORBIDDEN.into());
    }
    Ok((facts, By::account(role, member.id.as_str())))
}
