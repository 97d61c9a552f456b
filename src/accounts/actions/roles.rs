//! Roles: asked for by one admin, confirmed by another; or following from an act of their own.

use crate::accounts::letters::{self, Addressee, RoleNews};
use crate::accounts::model::{
    AccountId, AccountState, Role, RoleChangeId, RoleChangeKind, RoleChangeRow, RoleChangeState,
};
use crate::accounts::rules::{self, Held, ROLE_CHANGE_PENDING};
use crate::accounts::store::{accounts, roles};
use crate::app::Tx;
use crate::error::{AppError, Refusal};
use crate::ledger::{self, Entry};
use crate::mail::outbox;
use serde_json::{Map, json};

/// An admin asks that `account` be given `role`.
///
/// # Errors
/// 404 for an unknown account; 409 when it holds the role or the same was asked already; 422 for roles that are not
/// given by hand.
pub fn ask_grant(
    tx: &mut Tx<'_>,
    admin: &AccountId,
    account: &AccountId,
    role: Role,
    reason: &str,
) -> Result<RoleChangeRow, AppError> {
    ask(tx, admin, (account, role, RoleChangeKind::Grant), reason)
}

/// An admin asks that `role` be taken from `account`.
///
/// # Errors
/// As for [`ask_grant`]; 422 when the account does not hold it.
pub fn ask_revocation(
    tx: &mut Tx<'_>,
    admin: &AccountId,
    account: &AccountId,
    role: Role,
    reason: &str,
) -> Result<RoleChangeRow, AppError> {
    ask(tx, admin, (account, role, RoleChangeKind::Revoke), reason)
}

fn ask(
    tx: &mut Tx<'_>,
    admin: &AccountId,
    (account, role, kind): (&AccountId, Role, RoleChangeKind),
    reason: &str,
) -> Result<RoleChangeRow, AppError> {
    let subject = accounts::by_id(tx.conn, account)?;
    if subject.state != AccountState::Active {
        return Err(AppError::not_found());
    }
    rules::may_be_asked(role, kind)?;
    rules::fits(kind, held(tx, account, role)?)?;
    if roles::is_pending(tx.conn, account, role, kind)? {
        return Err(Refusal::new(ROLE_CHANGE_PENDING).into());
    }
    let row = RoleChangeRow {
        id: RoleChangeId::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        account_id: account.clone(),
        role,
        kind,
        reason: reason.trim().to_owned(),
        state: RoleChangeState::Pending,
        asked_by: Some(admin.clone()),
        asked_at: tx.now,
        confirmed_by: None,
        confirmed_at: None,
        version: 1,
    };
    roles::insert_change(tx.conn, &row)?;
    Ok(row)
}

/// A second admin confirms; only now the role changes, with its leaf and its letter.
///
/// # Errors
/// 403 `conflict_of_interest` for the admin who asked and for whom it concerns; 409 when it was confirmed already.
pub fn confirm(tx: &mut Tx<'_>, admin: &AccountId, id: &RoleChangeId) -> Result<RoleChangeRow, AppError> {
    let mut row = roles::change(tx.conn, id)?;
    rules::may_confirm(&row, admin)?;
    rules::fits(row.kind, held(tx, &row.account_id, row.role)?)?;
    row.state = RoleChangeState::Confirmed;
    row.confirmed_by = Some(admin.clone());
    row.confirmed_at = Some(tx.now);
    row.version = row.version.saturating_add(1);
    roles::confirm(tx.conn, &row)?;
    carry_out(tx, &row, "admin", Some(admin))?;
    let subject = Addressee::from(&accounts::by_id(tx.conn, &row.account_id)?);
    let news = RoleNews::of(&row, subject.lang);
    outbox::post(tx, &letters::role_changed(&subject, &news, row.id.as_str()))?;
    Ok(row)
}

/// Gives a role that follows from an act of another domain, such as an approved claim; nothing happens when the
/// account holds it. `because` is the act's code, as leaves show it.
pub fn grant_by_act(tx: &mut Tx<'_>, account: &AccountId, role: Role, because: &str) -> Result<(), AppError> {
    by_act(tx, (account, role, RoleChangeKind::Grant), because, "system")
}

/// Takes a role away because an act of another domain ended what it rests on.
pub fn revoke_by_act(tx: &mut Tx<'_>, account: &AccountId, role: Role, because: &str) -> Result<(), AppError> {
    by_act(tx, (account, role, RoleChangeKind::Revoke), because, "system")
}

/// Gives a role on the host, where whoever has the keys is above the site's own admins.
pub(super) fn grant_on_host(tx: &mut Tx<'_>, account: &AccountId, role: Role) -> Result<(), AppError> {
    by_act(tx, (account, role, RoleChangeKind::Grant), "host_command", "host")
}

fn by_act(
    tx: &mut Tx<'_>,
    (account, role, kind): (&AccountId, Role, RoleChangeKind),
    because: &str,
    actor_role: &str,
) -> Result<(), AppError> {
    if role == Role::Member || rules::fits(kind, held(tx, account, role)?).is_err() {
        return Ok(());
    }
    let row = RoleChangeRow {
        id: RoleChangeId::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        account_id: account.clone(),
        role,
        kind,
        reason: because.to_owned(),
        state: RoleChangeState::Confirmed,
        asked_by: None,
        asked_at: tx.now,
        confirmed_by: None,
        confirmed_at: Some(tx.now),
        version: 1,
    };
    roles::insert_change(tx.conn, &row)?;
    carry_out(tx, &row, actor_role, None)
}

fn carry_out(
    tx: &mut Tx<'_>,
    row: &RoleChangeRow,
    actor_role: &str,
    actor: Option<&AccountId>,
) -> Result<(), AppError> {
    let (leaf_type, before, after) = match row.kind {
        RoleChangeKind::Grant => ("configuration.role_granted", "not_held", "held"),
        RoleChangeKind::Revoke => ("configuration.role_revoked", "held", "not_held"),
    };
    match row.kind {
        RoleChangeKind::Grant => roles::grant(tx.conn, &row.account_id, row.role, tx.now)?,
        RoleChangeKind::Revoke => roles::revoke(tx.conn, &row.account_id, row.role)?,
    }
    accounts::bump_version(tx.conn, &row.account_id, tx.now)?;
    let content = json!({
        "account_id": row.account_id,
        "role": row.role,
        "reason": row.reason,
        "asked_by": row.asked_by,
        "confirmed_by": row.confirmed_by,
    });
    let entry = Entry {
        leaf_type,
        subject_kind: "configuration",
        subject_ref: &row.subject_ref,
        prev_state: Some(before),
        state: after,
        reason_code: None,
        actor_role,
        actor_id: actor.map(AccountId::as_str),
        content: &content,
        extra: Map::from_iter([("role".to_owned(), json!(row.role))]),
    };
    ledger::append(tx, &entry)?;
    Ok(())
}

fn held(tx: &mut Tx<'_>, account: &AccountId, role: Role) -> Result<Held, AppError> {
    Ok(if roles::of(tx.conn, account)?.contains(&role) { Held::Yes } else { Held::No })
}
