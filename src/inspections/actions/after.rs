//! What the lead does after publication: complete actions, correct mistakes.

use super::super::api::{Completion, Correction};
use super::super::facts::Wish;
use super::super::model::{ActionRow, Event, Role, StatementKind};
use super::super::{rules, store};
use super::{author, item, open_as, say, step};
use crate::accounts::Member;
use crate::app::Tx;
use crate::error::AppError;
use crate::text::plain;
use serde_json::json;

/// Writes down that the clinic has put something right.
///
/// # Errors
/// 404 for an action that does not exist, 409 `action_completed` for one that was completed.
pub fn complete(tx: &mut Tx<'_>, member: &Member, (id, number): (&str, i64), new: &Completion) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Lead)?;
    let action = facts.actions.iter_mut().find(|action| action.number == number);
    let action = action.ok_or_else(AppError::not_found)?;
    if action.completed_at.is_some() {
        return Err(rules::ACTION_COMPLETED.into());
    }
    *action = ActionRow {
        note: new.note.as_deref().map(plain::tidy).filter(|note| !note.is_empty()),
        completed_by: Some(author(&by)?),
        completed_at: Some(tx.now),
        ..action.clone()
    };
    let completed = action.clone();
    store::complete_action(tx.conn, &completed)?;
    facts.wish = if facts.open_actions().next().is_none() { Wish::LastAction } else { Wish::None };
    let data = json!({ "number": number, "item": completed.item, "note": completed.note });
    step(tx, &facts, Event::ActionCompleted, &by, data)
}

/// Puts a mistake right beside the report, which stays as it was published.
pub fn correct(tx: &mut Tx<'_>, member: &Member, id: &str, new: &Correction) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, id, member, Role::Lead)?;
    if let Some(code) = &new.item {
        item(&tx.site.pack, "/item", code)?;
    }
    say(tx, &mut facts, &by, (StatementKind::Correction, &new.text), new.item.as_deref())?;
    let data = json!({ "item": new.item, "text": plain::tidy(&new.text) });
    step(tx, &facts, Event::Corrected, &by, data)
}
