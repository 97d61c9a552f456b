//! Names that accounts choose.

use crate::accounts::NameChosen;
use crate::app::Tx;
use crate::error::{AppError, Refusal};
use crate::moderation::model::TargetKind;
use crate::moderation::rules::NAME_MASKED;
use crate::moderation::store::decisions;
use crate::moderation::targets;

/// What was masked is not chosen again while the mask stands; any other name is free.
///
/// # Errors
/// 422 `name_masked` at `/display_name`.
pub fn name_chosen(tx: &mut Tx<'_>, chosen: &NameChosen) -> Result<(), AppError> {
    let standing = decisions::in_force(tx.conn, TargetKind::Profile, chosen.account.as_str())?;
    if targets::masks_name(tx, &standing, &chosen.name)? {
        return Err(Refusal::field("/display_name", NAME_MASKED).into());
    }
    Ok(())
}
