//! One function for each thing somebody may want to do with a review, each in one transaction.

mod decide;
mod proof;
mod reply;
mod submit;

pub use decide::{Decision, decide, holds, longest_hold, moderated, two_until};
pub use proof::{acknowledge, add_proof, ask_for_proof, decide_proof, seal_proof, was_missed};
pub use reply::{Replied, look_at_draft, reply, update_reply};
pub use submit::{Filed, add_version, submit, withdraw};

use super::facts::ReviewFacts;
use super::model::{ReviewRow, Role};
use super::table::Review;
use crate::accounts::{self, Member};
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::directory::{self, Ties};
use crate::error::{AppError, FORBIDDEN};

/// In which capacities somebody may act on, or look at, this review; none for a stranger.
pub fn standing(reader: &mut Reader<'_>, row: &ReviewRow, member: &Member) -> Result<Vec<Role>, AppError> {
    let ties = directory::conflicts_of(reader, &member.id)?;
    Ok(roles_in(row, member, &ties))
}

/// The same where it is known whom the member may not judge.
pub fn roles_in(row: &ReviewRow, member: &Member, ties: &Ties) -> Vec<Role> {
    let (physician, clinic) = (row.physician_id.as_ref(), row.clinic_id.as_ref());
    let mut roles = Vec::new();
    if row.author_id == member.id {
        roles.push(Role::Author);
    }
    if ties.answer_for(physician, clinic) {
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

/// Opens a review for somebody who acts as `role`.
///
/// # Errors
/// `not_found` for those who may not know of it; `forbidden` for those who may not do this.
fn open_as(tx: &mut Tx<'_>, id: &str, member: &Member, role: Role) -> Result<(ReviewFacts, By<Role>), AppError> {
    let facts = cases::open::<Review>(tx, id)?;
    let roles = standing(&mut tx.reader(), &facts.row, member)?;
    if !facts.row.state.is_public() && !sees_all(&roles) {
        return Err(AppError::not_found());
    }
    if !roles.contains(&role) {
        return Err(FORBIDDEN.into());
    }
    Ok((facts, By::account(role, member.id.as_str())))
}
