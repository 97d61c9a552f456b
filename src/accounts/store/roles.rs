//! Roles and their changes.

use crate::accounts::model::{AccountId, Role, RoleChangeId, RoleChangeKind, RoleChangeRow, RoleChangeState};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::db::schema::{account_roles, accounts, role_changes};
use crate::error::AppError;
use crate::web::{At, Window};
use diesel::prelude::*;
use std::collections::HashMap;

/// The roles of an account, in the order of [`Role`]; everybody is a member.
pub fn of(conn: &mut Connection, account: &AccountId) -> Result<Vec<Role>, AppError> {
    let mut roles: Vec<Role> =
        account_roles::table.filter(account_roles::account_id.eq(account)).select(account_roles::role).load(conn)?;
    roles.push(Role::Member);
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

/// The roles of several accounts; who holds none beside `member` is left out.
pub fn of_all(conn: &mut Connection, accounts: &[AccountId]) -> Result<HashMap<AccountId, Vec<Role>>, AppError> {
    let held: Vec<(AccountId, Role)> = account_roles::table
        .filter(account_roles::account_id.eq_any(accounts))
        .select((account_roles::account_id, account_roles::role))
        .load(conn)?;
    let mut roles: HashMap<AccountId, Vec<Role>> = HashMap::new();
    for (account, role) in held {
        roles.entry(account).or_insert_with(|| vec![Role::Member]).push(role);
    }
    roles.values_mut().for_each(|roles| roles.sort_unstable());
    Ok(roles)
}

pub fn grant(conn: &mut Connection, account: &AccountId, role: Role, now: Timestamp) -> Result<(), AppError> {
    diesel::insert_into(account_roles::table)
        .values((
            account_roles::account_id.eq(account),
            account_roles::role.eq(role),
            account_roles::granted_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn revoke(conn: &mut Connection, account: &AccountId, role: Role) -> Result<(), AppError> {
    diesel::delete(
        account_roles::table.filter(account_roles::account_id.eq(account).and(account_roles::role.eq(role))),
    )
    .execute(conn)?;
    Ok(())
}

pub fn insert_change(conn: &mut Connection, row: &RoleChangeRow) -> Result<(), AppError> {
    diesel::insert_into(role_changes::table).values(row).execute(conn)?;
    Ok(())
}

pub fn change(conn: &mut Connection, id: &RoleChangeId) -> Result<RoleChangeRow, AppError> {
    Ok(role_changes::table.filter(role_changes::id.eq(id)).first(conn)?)
}

/// Whether a change of this role of this account waits for its second admin.
pub fn is_pending(
    conn: &mut Connection,
    account: &AccountId,
    role: Role,
    kind: RoleChangeKind,
) -> Result<bool, AppError> {
    let waiting: i64 = role_changes::table
        .filter(role_changes::account_id.eq(account).and(role_changes::role.eq(role)))
        .filter(role_changes::kind.eq(kind).and(role_changes::state.eq(RoleChangeState::Pending)))
        .count()
        .get_result(conn)?;
    Ok(waiting > 0)
}

pub fn confirm(conn: &mut Connection, row: &RoleChangeRow) -> Result<(), AppError> {
    diesel::update(role_changes::table.filter(role_changes::id.eq(&row.id)))
        .set((
            role_changes::state.eq(row.state),
            role_changes::confirmed_by.eq(&row.confirmed_by),
            role_changes::confirmed_at.eq(&row.confirmed_at),
            role_changes::version.eq(row.version),
        ))
        .execute(conn)?;
    Ok(())
}

/// Changes of roles, newest first, with the display name of whom they concern; backwards when the window says so.
pub fn changes(
    conn: &mut Connection,
    state: Option<RoleChangeState>,
    window: &Window<RoleChangeId>,
) -> Result<Vec<(RoleChangeRow, String)>, AppError> {
    let mut query = role_changes::table.inner_join(accounts::table).into_boxed();
    if let Some(state) = state {
        query = query.filter(role_changes::state.eq(state));
    }
    query = match &window.at {
        At::Start => query.order(role_changes::id.desc()),
        At::After(id) => query.filter(role_changes::id.lt(id)).order(role_changes::id.desc()),
        At::Before(id) => query.filter(role_changes::id.gt(id)).order(role_changes::id.asc()),
    };
    Ok(query.limit(window.fetch()).select((role_changes::all_columns, accounts::display_name)).load(conn)?)
}

/// Everything that waits for a second admin and the latest that was done, newest first; for the admins' page.
pub fn newest(conn: &mut Connection) -> Result<Vec<(RoleChangeRow, String)>, AppError> {
    let mut rows = Vec::new();
    for (state, limit) in [(RoleChangeState::Pending, 100), (RoleChangeState::Confirmed, 20)] {
        let found: Vec<(RoleChangeRow, String)> = role_changes::table
            .inner_join(accounts::table)
            .filter(role_changes::state.eq(state))
            .order(role_changes::id.desc())
            .limit(limit)
            .select((role_changes::all_columns, accounts::display_name))
            .load(conn)?;
        rows.extend(found);
    }
    Ok(rows)
}
