//! Taking an item, so that two people do not read the same thing at once.

use super::{claim_ends, not_to_hear, refuse_conflict};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::error::{AppError, CONFLICT_OF_INTEREST};
use crate::moderation::model::{ItemId, ItemRow, ItemState};
use crate::moderation::rules::{self, ALREADY_DECIDED, CLAIMED_BY_OTHER, Known};
use crate::moderation::store::{items, voices};

/// Takes an item for a while, or for a while longer. It is soft: its version stays, and it ends by itself.
///
/// # Errors
/// 409 `claimed_by_other`, `already_decided`; 403 `conflict_of_interest`, also where only somebody else can decide it,
/// or hear the appeal that it is about.
pub fn claim(tx: &mut Tx<'_>, moderator: &AccountId, id: &ItemId) -> Result<ItemRow, AppError> {
    let mut row = free(tx, moderator, id)?;
    if !not_to_hear(&mut tx.reader(), moderator, row.appeal_id.as_slice())?.is_empty() {
        return Err(CONFLICT_OF_INTEREST.into());
    }
    let voices = voices::of_items(tx.conn, std::slice::from_ref(id))?;
    let known = Known {
        standing: &[],
        author_is_staff: false,
        hold: None,
        voices: &voices,
        asks: moderator,
        is_withdrawn: false,
    };
    if rules::waits_for_others(&row, &known) {
        return Err(CONFLICT_OF_INTEREST.into());
    }
    row.claimed_by = Some(moderator.clone());
    row.claimed_until = Some(claim_ends(tx));
    items::update(tx.conn, &row)?;
    Ok(row)
}

/// Gives an item back.
///
/// # Errors
/// As [`claim`].
pub fn release(tx: &mut Tx<'_>, moderator: &AccountId, id: &ItemId) -> Result<ItemRow, AppError> {
    let mut row = free(tx, moderator, id)?;
    row.claimed_by = None;
    row.claimed_until = None;
    items::update(tx.conn, &row)?;
    Ok(row)
}

fn free(tx: &mut Tx<'_>, moderator: &AccountId, id: &ItemId) -> Result<ItemRow, AppError> {
    let row = items::find(tx.conn, id)?;
    refuse_conflict(&mut tx.reader(), &row, moderator)?;
    if row.state == ItemState::Decided {
        return Err(ALREADY_DECIDED.into());
    }
    let is_another_s = row.claimed_by.as_ref().is_some_and(|by| by != moderator);
    if is_another_s && row.claimed_until.is_some_and(|until| until > tx.now) {
        return Err(CLAIMED_BY_OTHER.into());
    }
    Ok(row)
}
