//! What people change about themselves.

use crate::accounts::masked_names::{NameChosen, passes_for_neutral};
use crate::accounts::model::{AccountId, AccountRow};
use crate::accounts::names::DisplayName;
use crate::accounts::rules::DISPLAY_NAME_TAKEN;
use crate::accounts::store::accounts;
use crate::app::Tx;
use crate::error::{AppError, Refusal};
use crate::text::lang::Lang;
use chrono_tz::Tz;

/// The new values; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    pub name: Option<DisplayName>,
    pub lang: Option<Lang>,
    pub zone: Option<Tz>,
}

/// Changes name, language or time zone; `matches` refuses a stale version.
///
/// # Errors
/// 422 `display_name_taken`; what `matches` says, or whoever listens for names.
pub fn change_profile(
    tx: &mut Tx<'_>,
    account: &AccountId,
    change: &ProfileChange,
    matches: impl Fn(i64) -> Result<(), Refusal>,
) -> Result<AccountRow, AppError> {
    let mut row = accounts::by_id(tx.conn, account)?;
    matches(row.version)?;
    // A form sends the name that is shown, which may stand in the place of a masked one.
    if let Some(name) = change.name.as_ref().filter(|name| name.as_str() != row.display_name) {
        let is_taken = accounts::by_name(tx.conn, name)?.is_some_and(|namesake| namesake.id != row.id);
        if is_taken || passes_for_neutral(Some(&row.id), name.as_str()) {
            return Err(Refusal::field("/display_name", DISPLAY_NAME_TAKEN).into());
        }
        tx.announce(&NameChosen { account: row.id.clone(), name: name.clone() })?;
        row.display_name = name.as_str().to_owned();
        row.name_key = name.key().to_owned();
    }
    if let Some(lang) = change.lang {
        row.locale = lang.as_str().to_owned();
    }
    if let Some(zone) = change.zone {
        row.time_zone = zone.name().to_owned();
    }
    row.version = row.version.saturating_add(1);
    row.updated_at = tx.now;
    accounts::set_profile(tx.conn, &row)?;
    Ok(row)
}
