//! Reading a warning: whoever was warned says so, and it is shown no longer.

use crate::accounts::Member;
use crate::app::Tx;
use crate::cases::{self, By};
use crate::error::AppError;
use crate::moderation::case;
use crate::moderation::model::{Event, Part, StatementId, StatementRow};
use crate::moderation::store::{flags, statements};
use crate::moderation::table::Statement;
use serde_json::json;

/// Says that a warning was read; saying so again changes nothing.
///
/// # Errors
/// `not_found` for everybody but its receiver; 409 `illegal_transition` for what is no warning, or no longer stands.
pub fn acknowledge(tx: &mut Tx<'_>, member: &Member, id: &StatementId) -> Result<StatementRow, AppError> {
    // What was written to others and what never was take the same queries.
    let found = AppError::or_none(statements::find(tx.conn, id))?;
    flags::led_to(tx.conn, &member.id, id)?;
    let row = found.filter(|row| row.author_id == member.id).ok_or_else(AppError::not_found)?;
    if row.acknowledged_at.is_some() {
        return Ok(row);
    }
    cases::catch_up::<Statement>(tx, id.as_str())?;
    let row = statements::find(tx.conn, id)?;
    let facts = case::facts(tx.conn, tx.site, row)?;
    let by = By::account(Part::Author, member.id.as_str());
    cases::act::<Statement>(tx, &facts, Event::Acknowledged, &by, json!({}))?;
    statements::find(tx.conn, id)
}
