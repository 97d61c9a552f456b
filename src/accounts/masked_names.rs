//! Masked names: what everybody reads where moderators have masked a display name.
//!
//! A name is read from its account wherever it is shown, so the neutral one is written there, and no page, list,
//! letter or answer can show the other. What names are compared by stays as it is: nobody takes the name meanwhile,
//! and it can be given back. The account may choose another at any time; from then on the masked one is its own no
//! more, and free for anybody else. What looks like a neutral name nobody may choose but whose it is.

use super::model::{AccountId, AccountRow};
use super::names::{DisplayName, key_of};
use super::store::accounts;
use crate::app::Tx;
use crate::db::Connection;
use crate::error::AppError;
use crate::text::lang::Lang;
use sha2::{Digest as _, Sha256};

/// One more than the highest number that tells neutral names apart.
const NUMBERS: u64 = 100_000_000;

/// An account is about to write under another name; whoever may not have it is refused by who listens.
#[derive(Debug, Clone)]
pub struct NameChosen {
    pub account: AccountId,
    pub name: DisplayName,
}

impl crate::app::Announcement for NameChosen {}

/// The name that stands in the place of a masked one, in the language of its account.
///
/// # Errors
/// `not_found` when there is no such account.
pub fn neutral_name(conn: &mut Connection, id: &AccountId) -> Result<String, AppError> {
    Ok(neutral(id, accounts::by_id(conn, id)?.lang()))
}

/// Whether this is what stands in the place of a masked name of this account; its language may have changed since.
pub fn is_neutral_name(id: &AccountId, name: &str) -> bool {
    Lang::ALL.iter().any(|lang| neutral(id, *lang) == name)
}

fn neutral(id: &AccountId, lang: Lang) -> String {
    let digest = Sha256::digest(id.as_str().as_bytes());
    let number = digest.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)) % NUMBERS;
    numbered(number, lang)
}

fn numbered(number: u64, lang: Lang) -> String {
    lang.t_with("accounts-masked-name", &[("number", format!("{number:08}").into())])
}

/// Whether an account would pass for one whose name is masked, though it is not its own neutral name; a newcomer has
/// none yet.
pub(super) fn passes_for_neutral(id: Option<&AccountId>, name: &str) -> bool {
    let shape = |name: &str| -> String {
        key_of(name).chars().map(|letter| if letter.is_numeric() { '0' } else { letter }).collect()
    };
    let own = id.is_some_and(|id| is_neutral_name(id, name));
    !own && Lang::ALL.iter().any(|lang| shape(&numbered(0, *lang)) == shape(name))
}

/// Whether two names are one, whatever their capitals and look-alike forms.
pub fn is_same_name(one: &str, other: &str) -> bool {
    key_of(one) == key_of(other)
}

/// Shows an account under a neutral name where its own is among the `masked`, and under its own again where that is
/// no longer one of them; `known` are all names that were masked before or are now.
///
/// # Errors
/// Those of the database.
pub fn show_name(tx: &mut Tx<'_>, id: &AccountId, masked: &[String], known: &[String]) -> Result<(), AppError> {
    let mut row = accounts::by_id(tx.conn, id)?;
    let Some(shown) = shown(&row, masked, known) else { return Ok(()) };
    row.display_name = shown;
    row.version = row.version.saturating_add(1);
    row.updated_at = tx.now;
    accounts::set_profile(tx.conn, &row)
}

/// What is to be shown from now on; nothing where that is shown already.
fn shown(row: &AccountRow, masked: &[String], known: &[String]) -> Option<String> {
    let own = |names: &[String]| names.iter().find(|name| key_of(name) == row.name_key).cloned();
    let is_neutral = is_neutral_name(&row.id, &row.display_name);
    match (own(masked), is_neutral) {
        (Some(_), false) => Some(neutral(&row.id, row.lang())),
        (None, true) => own(known),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::AccountState;
    use crate::clock::Timestamp;

    fn now() -> Timestamp {
        Timestamp::parse("2026-03-14T10:00:00Z").unwrap()
    }

    fn account(id: &AccountId, display_name: &str, own: &str) -> AccountRow {
        let at = now();
        AccountRow {
            id: id.clone(),
            email: "wren@example.org".into(),
            email_key: "wren@example.org".into(),
            display_name: display_name.into(),
            name_key: key_of(own),
            password_hash: String::new(),
            state: AccountState::Active,
            locale: "de".into(),
            time_zone: "UTC".into(),
            version: 1,
            created_at: at,
            updated_at: at,
            verified_at: None,
            silenced_until: None,
            suspended_until: None,
            banned_at: None,
            signed_up_in_haste: false,
        }
    }

    #[test]
    fn a_name_is_neutral_while_it_is_masked_and_another_one_stays() {
        let id = AccountId::mint(now());
        let neutral = neutral(&id, Lang::De);
        assert!(neutral.starts_with("Mitglied ") && is_neutral_name(&id, &neutral), "{neutral}");
        assert!(!is_neutral_name(&id, "Mitglied 1") && !is_neutral_name(&id, "Derya"));
        let (none, derya) = (Vec::new(), vec!["Derya".to_owned()]);
        let old = Some("Derya".to_owned());
        for (shows, own, masked, expected) in [
            ("Derya", "Derya", &derya, Some(neutral.clone())),
            (neutral.as_str(), "Derya", &derya, None),
            (neutral.as_str(), "Derya", &none, old),
            ("Derya", "Derya", &none, None),
            // Another name was chosen meanwhile.
            ("wren", "wren", &derya, None),
            ("wren", "wren", &none, None),
        ] {
            assert_eq!(shown(&account(&id, shows, own), masked, &derya), expected, "{shows}, {own}, {masked:?}");
        }
    }

    #[test]
    fn nobody_passes_for_somebody_whose_name_is_masked() {
        let id = AccountId::mint(now());
        for name in ["Member 04711234", "mitglied 04711234", "MEMBER 00000001", "Ｍember ０４７１１２３４"] {
            assert!(passes_for_neutral(None, name) && passes_for_neutral(Some(&id), name), "{name}");
        }
        for name in ["Member 4711", "Member", "Member 047112345", "member_04711234"] {
            assert!(!passes_for_neutral(None, name), "{name}");
        }
        let own = neutral(&id, Lang::De);
        assert!(passes_for_neutral(None, &own) && !passes_for_neutral(Some(&id), &own), "{own}");
    }

    #[test]
    fn names_are_one_whatever_their_capitals() {
        assert!(is_same_name("Derya Kaya", "derya KAYA") && !is_same_name("Derya", "Derya Kaya"));
    }
}
