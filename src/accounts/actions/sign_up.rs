//! Signing up, and confirming the address.

use super::new_token;
use crate::accounts::attempts::{Quota, count, count_or_refuse};
use crate::accounts::letters::{self, Addressee};
use crate::accounts::masked_names::passes_for_neutral;
use crate::accounts::model::{AccountId, AccountRow, AccountState, ConsentRow, TokenPurpose};
use crate::accounts::names::{DisplayName, EmailAddress};
use crate::accounts::passwords::{self, Owner, PasswordHash};
use crate::accounts::rules::{DISPLAY_NAME_TAKEN, LINK_INVALID, hash_secret};
use crate::accounts::store::{accounts, tokens};
use crate::app::{App, Tx};
use crate::error::{AppError, Code, Refusal};
use crate::ids;
use crate::ledger::{self, Entry};
use crate::mail::outbox;
use crate::text::lang::Lang;
use chrono::Duration;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, json};

/// Somebody who wants an account; has agreed to all three consents.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub email: EmailAddress,
    pub name: DisplayName,
    pub password: SecretString,
    pub lang: Lang,
    /// The page's form came back sooner than anybody types.
    pub in_haste: bool,
}

/// Somebody's address is proved, and the account exists from now on: moderation looks at those that look like spam.
#[derive(Debug, Clone)]
pub struct MembershipBegan {
    pub account: AccountId,
    pub in_haste: bool,
}

impl crate::app::Announcement for MembershipBegan {}

/// What is wrong with a password beside other mistakes, so that a newcomer hears of all of them at once. Judges what
/// was typed, whether the rest of the form can be read or not.
pub async fn password_fault(
    app: &App,
    email: &str,
    name: &str,
    password: SecretString,
) -> Result<Option<Code>, AppError> {
    let owner = Owner { email: EmailAddress::parse(email).ok(), name: name.to_owned() };
    let settings = app.config().accounts.clone();
    app.compute(move || passwords::check(password.expose_secret(), &owner, &settings).err()).await
}

/// Checks and hashes the password of a newcomer; for [`sign_up`], which takes the same time for everybody after it.
///
/// # Errors
/// 422 for the password.
pub async fn hashed(app: &App, new: &NewAccount) -> Result<PasswordHash, AppError> {
    let owner = Owner::new(new.email.clone(), &new.name);
    let checked = passwords::check_and_hash(app, new.password.clone(), owner).await?;
    Ok(checked.map_err(|code| Refusal::field("/password", code))?)
}

/// Signs up, or tells the owner of a known address by letter. Whoever asks cannot tell which.
///
/// # Errors
/// 422 for a taken name; 429 when too many sign up from `address`.
pub fn sign_up(tx: &mut Tx<'_>, new: &NewAccount, hash: &PasswordHash, address: &str) -> Result<(), AppError> {
    let times = tx.site.config.limits.sign_ups_per_hour_per_address;
    count_or_refuse(tx, Quota { door: "sign-ups-from", times, within: Duration::hours(1) }, address)?;
    let known = accounts::by_email(tx.conn, &new.email)?;
    let namesake = accounts::by_name(tx.conn, &new.name)?;
    let is_theirs = |namesake: &AccountRow| {
        known.as_ref().is_some_and(|known| known.id == namesake.id && known.state == AccountState::Unverified)
    };
    if passes_for_neutral(None, new.name.as_str()) || namesake.is_some_and(|namesake| !is_theirs(&namesake)) {
        return Err(Refusal::field("/display_name", DISPLAY_NAME_TAKEN).into());
    }
    match known {
        Some(row) if row.state == AccountState::Active => tell_owner(tx, &row),
        Some(row) => begin_again(tx, row, new, hash),
        None => begin(tx, new, hash),
    }
}

/// Confirms an address by the token of its letter.
///
/// # Errors
/// 422 `link_invalid` at `/token` when it was used, has run out or was never sent.
pub fn verify(tx: &mut Tx<'_>, token: &str) -> Result<AccountId, AppError> {
    let machine_now = tx.site.clock.machine_now();
    let found = tokens::live(tx.conn, &hash_secret(token), TokenPurpose::Verify, machine_now)?;
    let token = found.ok_or_else(|| Refusal::field("/token", LINK_INVALID))?;
    tokens::use_up(tx.conn, &token.account_id, TokenPurpose::Verify, machine_now)?;
    begin_membership(tx, &token.account_id)?;
    Ok(token.account_id)
}

/// The address is proved: the account exists from now on, and what its owner agreed to is on record.
pub(super) fn begin_membership(tx: &mut Tx<'_>, account: &AccountId) -> Result<(), AppError> {
    accounts::set_verified(tx.conn, account, tx.now)?;
    for consent in accounts::newest_consents(tx.conn, account)? {
        leave_consent(tx, &consent)?;
    }
    let in_haste = accounts::by_id(tx.conn, account)?.signed_up_in_haste;
    tx.announce(&MembershipBegan { account: account.clone(), in_haste })
}

fn leave_consent(tx: &mut Tx<'_>, consent: &ConsentRow) -> Result<(), AppError> {
    let Some(subject_ref) = &consent.subject_ref else { return Ok(()) };
    let account = consent.account_id.as_str();
    let leaf = Entry {
        leaf_type: "consent.granted",
        subject_kind: "consent",
        subject_ref,
        prev_state: None,
        state: "granted",
        reason_code: Some(consent.kind.as_str()),
        actor_role: "member",
        actor_id: Some(account),
        content: &json!({
            "account_id": account, "kind": consent.kind, "document_version": consent.document_version,
            "given_at": consent.given_at,
        }),
        extra: Map::new(),
    };
    ledger::append(tx, &leaf).map(drop)
}

fn begin(tx: &mut Tx<'_>, new: &NewAccount, hash: &PasswordHash) -> Result<(), AppError> {
    let row = AccountRow {
        id: AccountId::mint(tx.now),
        email: new.email.as_str().to_owned(),
        email_key: new.email.key().to_owned(),
        display_name: new.name.as_str().to_owned(),
        name_key: new.name.key().to_owned(),
        password_hash: hash.as_str().to_owned(),
        state: AccountState::Unverified,
        locale: new.lang.as_str().to_owned(),
        time_zone: chrono_tz::UTC.name().to_owned(),
        version: 1,
        created_at: tx.now,
        updated_at: tx.now,
        verified_at: None,
        silenced_until: None,
        suspended_until: None,
        banned_at: None,
        signed_up_in_haste: new.in_haste,
    };
    accounts::insert(tx.conn, &row)?;
    accounts::insert_consents(tx.conn, &row.id, tx.now)?;
    send_link(tx, &row)
}

/// The same unconfirmed address again: whoever reads its letters decides, so the newest sign-up counts. What was done in
/// haste once stays so.
fn begin_again(tx: &mut Tx<'_>, row: AccountRow, new: &NewAccount, hash: &PasswordHash) -> Result<(), AppError> {
    let signed_up_in_haste = row.signed_up_in_haste || new.in_haste;
    let row = AccountRow {
        email: new.email.as_str().to_owned(),
        display_name: new.name.as_str().to_owned(),
        locale: new.lang.as_str().to_owned(),
        signed_up_in_haste,
        ..row
    };
    accounts::replace_unverified(tx.conn, &row, &new.name, hash, tx.now)?;
    accounts::insert_consents(tx.conn, &row.id, tx.now)?;
    send_link(tx, &row)
}

fn send_link(tx: &mut Tx<'_>, row: &AccountRow) -> Result<(), AppError> {
    if !may_write_to(tx, row)? {
        return Ok(());
    }
    let hours = i64::from(tx.site.config.accounts.verification_hours);
    let secret = new_token(tx, &row.id, TokenPurpose::Verify, Duration::hours(hours))?;
    let url = format!("{}/verify?token={secret}", letters::origin(tx.site));
    outbox::post(tx, &letters::verify_address(&Addressee::from(row), &url, &hash_secret(&secret)))
}

fn tell_owner(tx: &mut Tx<'_>, row: &AccountRow) -> Result<(), AppError> {
    if !may_write_to(tx, row)? {
        return Ok(());
    }
    let letter = letters::already_have_account(&Addressee::from(row), letters::origin(tx.site), &ids::mint(tx.now));
    outbox::post(tx, &letter)
}

/// Nobody's mailbox is flooded through us: beyond the quota the answer stays the same and no letter goes out.
fn may_write_to(tx: &mut Tx<'_>, row: &AccountRow) -> Result<bool, AppError> {
    let times = tx.site.config.limits.sign_ups_per_hour_per_email;
    let quota = Quota { door: "sign-up-letters", times, within: Duration::hours(1) };
    Ok(count(tx, quota, &row.email_key)?.is_none())
}
