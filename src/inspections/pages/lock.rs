//! Locking the evidence: where a low score says nothing, the page asks once more, since nobody can say it later.

use super::gaps;
use crate::accounts::Member;
use crate::app::Tx;
use crate::error::{AppError, REQUIRED, Refusal};
use crate::inspections::{actions, views};
use crate::web::Check;
use serde::Deserialize;

/// The lock as browsers send it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockForm {
    /// That what falls short without a word stays so.
    #[serde(default)]
    without_words: bool,
}

impl Check for LockForm {
    const MAY_BE_EMPTY: bool = true;
}

/// Locks the evidence; nobody leaves a low score without words by mistake.
///
/// # Errors
/// 422 `required` at `/without_words`, and those of the action.
pub fn knowingly(tx: &mut Tx<'_>, member: &Member, id: &str, form: &LockForm) -> Result<(), AppError> {
    let seen = views::seen_by(&mut tx.reader(), Some(member), id)?;
    if !form.without_words && seen.may("evidence_lock") && gaps::is_bare(&seen.view) {
        return Err(Refusal::field("/without_words", REQUIRED).into());
    }
    actions::lock(tx, member, id)
}
