//! One function per human intent.
//!
//! What hashes a password takes the [`App`](crate::app::App) and does so before its transaction begins: hashing is
//! slow on purpose, and a transaction that waits for it would hold up everybody.

mod create;
mod passwords;
mod profile;
mod roles;
mod second_factor;
mod second_step;
mod sessions;
mod sign_in;
mod sign_up;

pub use create::{NewUser, create_user, create_verified, grant_user};
pub(super) use passwords::{ask_reset, change_password, reset_password};
pub(super) use profile::{ProfileChange, change_profile};
pub(super) use roles::{ask_grant, ask_revocation, confirm};
pub use roles::{grant_by_act, revoke_by_act};
pub use second_factor::drop_second_factor;
pub(super) use second_factor::{
    Shown, begin_second_factor, confirm_second_factor, remove_second_factor, renew_recovery_codes, standing,
};
pub(super) use second_step::{Proven, begin_second_step, finish_second_step, give_code};
pub(super) use sessions::{
    Noted, Refreshed, Started, end_all, end_one, note_use, refresh, start_browser, start_program, when_noted,
};
pub(super) use sign_in::{Credentials, check_credentials};
pub use sign_up::MembershipBegan;
pub(super) use sign_up::{NewAccount, hashed, password_fault, sign_up, verify};

use crate::accounts::model::{AccountId, TokenPurpose, TokenRow};
use crate::accounts::rules::{SECRET_BYTES, hash_secret};
use crate::accounts::store::tokens;
use crate::app::Tx;
use crate::error::AppError;
use crate::ids;
use chrono::Duration;

/// Makes the token of a letter's link; older ones of the same purpose no longer hold. Answers what the link carries.
fn new_token(tx: &mut Tx<'_>, account: &AccountId, purpose: TokenPurpose, life: Duration) -> Result<String, AppError> {
    let now = tx.site.clock.machine_now();
    tokens::use_up(tx.conn, account, purpose, now)?;
    let secret = ids::random_hex(SECRET_BYTES);
    let row = TokenRow {
        hash: hash_secret(&secret),
        account_id: account.clone(),
        purpose,
        created_at: now,
        expires_at: now.plus(life),
        used_at: None,
    };
    tokens::insert(tx.conn, &row)?;
    Ok(secret)
}
