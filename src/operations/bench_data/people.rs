//! The members: everybody with the same password.

use super::dice::Dice;
use super::{Crowd, Kind, Progress, ROWS, at, id};
use crate::accounts::{self, AccountId};
use crate::app::{App, Tx};
use crate::db::schema::accounts::dsl;
use crate::error::AppError;
use crate::on_backend;
use diesel::prelude::*;
use secrecy::SecretString;
use std::ops::Range;

/// Everybody's password; the development profile alone lets it exist.
pub const PASSWORD: &str = "measure twice and cut once";

const STEP: usize = ROWS;

/// The address of the member with this number; RFC 2606 keeps its domain from belonging to anybody.
pub fn address(number: u64) -> String {
    format!("member-{number}@bench.example")
}

/// The account of the member with this number.
pub(super) fn account(number: u64) -> Result<AccountId, AppError> {
    id(Kind::Account, at(0), number).parse().map_err(AppError::internal)
}

/// Somebody.
pub(super) fn somebody(crowd: Crowd, dice: &mut Dice) -> Result<AccountId, AppError> {
    account(dice.below(crowd.members))
}

/// Makes every account.
pub(super) async fn enter(app: &App, crowd: Crowd, tell: &mut impl FnMut(Progress)) -> Result<(), AppError> {
    let hash = accounts::hash_password(app, SecretString::from(PASSWORD)).await?;
    let step = u64::try_from(STEP).unwrap_or(1);
    let mut first = 0;
    while first < crowd.members {
        let next = (first + step).min(crowd.members);
        let hash = hash.as_str().to_owned();
        app.write_at(at(0), move |tx| insert(tx, first..next, &hash)).await?;
        tell(Progress { what: "members", done: next, of: crowd.members });
        first = next;
    }
    Ok(())
}

fn insert(tx: &mut Tx<'_>, numbers: Range<u64>, hash: &str) -> Result<(), AppError> {
    let mut rows = Vec::with_capacity(STEP);
    for number in numbers {
        let (address, name) = (address(number), format!("member_{number}"));
        rows.push((
            dsl::id.eq(account(number)?),
            dsl::email.eq(address.clone()),
            dsl::email_key.eq(address),
            dsl::display_name.eq(name.clone()),
            dsl::name_key.eq(name),
            dsl::password_hash.eq(hash.to_owned()),
            dsl::state.eq("active"),
            dsl::locale.eq("en"),
            dsl::time_zone.eq("UTC"),
            dsl::version.eq(1_i64),
            dsl::created_at.eq(tx.now),
            dsl::updated_at.eq(tx.now),
            dsl::verified_at.eq(tx.now),
        ));
    }
    on_backend!(tx.conn, |c| diesel::insert_into(dsl::accounts).values(rows).execute(c))?;
    Ok(())
}
