//! What moderators decide about a review, and what they look at before.

use super::super::model::{Event, ReviewRow, ReviewState, Role};
use super::super::table::Review;
use super::super::{Hold, Moderated, rules, store};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::cases::{self, By, CaseType as _};
use crate::clock::Timestamp;
use crate::db::Connection;
use crate::error::{AppError, CONFLICT_OF_INTEREST, NOT_ALLOWED_HERE, OUT_OF_RANGE, REQUIRED, Refusal};
use crate::reviews::facts::ReviewFacts;
use crate::text::plain;
use crate::workflow::Workflow as _;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A decision about a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Out of the queue, a hold or hiding, into public.
    Publish,
    /// Not readable until then; of a held one: the one extension, by somebody else.
    Hold {
        ground: String,
        until: Timestamp,
    },
    Hide {
        ground: String,
    },
    /// Words replaced; the original stays for the author and the staff.
    Mask {
        text: String,
        ground: String,
    },
    /// For the grounds of the pack; what is hidden, also for what it is hidden for.
    Remove {
        ground: String,
    },
    /// Undoes the last restriction completely.
    Restore,
}

/// A review as moderation sees it; nothing when there is none with this id.
///
/// # Errors
/// Those of the database.
pub fn moderated(conn: &mut Connection, id: &str) -> Result<Option<Moderated>, AppError> {
    let Some(row) = store::lists::with_ids(conn, &[id.to_owned()])?.pop() else { return Ok(None) };
    let spoken = store::parts::version(conn, id, row.edition)?;
    Ok(Some(Moderated {
        path: row.path(),
        hold: hold_of(&row),
        ground: row.ground,
        author: row.author_id,
        text: spoken.text,
        overall: row.overall,
        state: row.state,
        masked: row.masked,
        version: row.version,
        physician: row.physician_id,
        clinic: row.clinic_id,
        created_at: row.created_at,
    }))
}

/// What a review is hidden for; nothing of one that is not hidden.
///
/// # Errors
/// Those of the database.
pub fn hidden_for(conn: &mut Connection, id: &str) -> Result<Option<String>, AppError> {
    let row = store::lists::with_ids(conn, &[id.to_owned()])?.pop();
    Ok(row.filter(|row| row.state == ReviewState::Hidden).and_then(|row| row.ground))
}

/// How those of these reviews are held that are.
///
/// # Errors
/// Those of the database.
pub fn holds(conn: &mut Connection, ids: &[String]) -> Result<HashMap<String, Hold>, AppError> {
    let rows = store::lists::with_ids(conn, ids)?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id.clone(), hold_of(&row)?))).collect())
}

fn hold_of(row: &ReviewRow) -> Option<Hold> {
    let until = row.hold_until.filter(|_| row.state == ReviewState::Held)?;
    Some(Hold { by: row.held_by.clone(), until, extended: row.hold_extended })
}

/// Until when a review may be held that is not, or the hold may be made longer that ends at `ends`.
///
/// # Errors
/// `not_found`.
pub fn longest_hold(tx: &mut Tx<'_>, id: &str, ends: Option<Timestamp>) -> Result<Timestamp, AppError> {
    let facts = Review::load(tx.conn, tx.site, id)?;
    Ok(held_at_most(&facts, tx.now, ends))
}

/// The end of the last day of a hold that begins now, or as much again after the end of the present one.
fn held_at_most(facts: &ReviewFacts, now: Timestamp, ends: Option<Timestamp>) -> Timestamp {
    let (calendar, hold) = (&facts.calendar, facts.clocks.hold);
    ends.map_or_else(|| calendar.missed_from(now, hold), |ends| calendar.later_by(ends, hold))
}

/// When two people should have decided about a review that is hidden now.
///
/// # Errors
/// `not_found`.
pub fn two_until(tx: &mut Tx<'_>, id: &str) -> Result<Timestamp, AppError> {
    let facts = Review::load(tx.conn, tx.site, id)?;
    Ok(facts.calendar.missed_from(tx.now, facts.clocks.hidden))
}

/// Carries a moderator's decision out: state, leaf, event, letters, timers and figures. `statement` is the statement
/// of reasons that goes with it.
///
/// # Errors
/// 404; 409 when the table has no such step here; 422 for a ground that hides or removes nothing, or a date out of range;
/// 403 `conflict_of_interest` when whoever held it would extend the hold.
pub fn decide(
    tx: &mut Tx<'_>,
    id: &str,
    by: &AccountId,
    decision: &Decision,
    statement: Option<&str>,
) -> Result<(), AppError> {
    let mut facts = cases::open::<Review>(tx, id)?;
    let event = prepare(tx, &mut facts, by, decision)?;
    let mut data = json!({ "statement": statement });
    if let (Some(ground), Some(fields)) = (ground_of(&facts, event), data.as_object_mut()) {
        fields.insert("ground".to_owned(), Value::String(ground));
    }
    if let (Decision::Mask { text, .. }, Some(fields)) = (decision, data.as_object_mut()) {
        let field = mask_of(facts.row.edition);
        let words = cases::commit_words(tx, (Review::NAME, id), &field, &plain::tidy(text))?;
        fields.insert("masked_commit".to_owned(), Value::String(words));
    }
    if !matches!(decision, Decision::Publish | Decision::Restore) {
        facts.row.statement_id = statement.map(str::to_owned);
    }
    let by = By::account(Role::Moderator, by.as_str());
    cases::act::<Review>(tx, &facts, event, &by, data)?;
    if event == Event::Restored && matches!(facts.row.state, ReviewState::Masked | ReviewState::Restored) {
        store::parts::unmask(tx.conn, id)?;
        let mut masks = (1..=facts.row.edition).map(mask_of);
        masks.try_for_each(|field| cases::forget_words(tx, (Review::NAME, id), &field))?;
    }
    Ok(())
}

/// Under which name the words are known that stand in place of a version's own.
fn mask_of(number: i64) -> String {
    format!("masked.{number}")
}

/// The ground that stands in the leaf of a restriction.
fn ground_of(facts: &ReviewFacts, event: Event) -> Option<String> {
    let restricts = matches!(event, Event::Held | Event::HoldExtended | Event::Hidden | Event::Masked | Event::Removed);
    facts.row.ground.clone().filter(|_| restricts)
}

/// Puts into the facts what the decision brings, and names its event.
fn prepare(tx: &mut Tx<'_>, facts: &mut ReviewFacts, by: &AccountId, decision: &Decision) -> Result<Event, AppError> {
    let row = &mut facts.row;
    Ok(match decision {
        Decision::Publish => Event::Released,
        Decision::Hold { ground, until } => return hold(tx, facts, by, (ground, *until)),
        Decision::Hide { ground } => {
            if !rules::endangers(ground) {
                return Err(Refusal::field("/ground", NOT_ALLOWED_HERE).into());
            }
            row.ground = Some(ground.clone());
            Event::Hidden
        }
        Decision::Mask { text, ground } => {
            let text = plain::tidy(text);
            if text.is_empty() {
                return Err(Refusal::field("/text", REQUIRED).into());
            }
            store::parts::mask(tx.conn, &row.id, row.edition, &text)?;
            (row.ground, row.masked) = (Some(ground.clone()), true);
            Event::Masked
        }
        Decision::Remove { ground } => {
            let hidden_for = match row.state {
                ReviewState::Hidden => row.ground.clone(),
                _ => removed_for(tx, &row.id, ground)?,
            };
            let known = rules::removal_ground_of_hidden(&tx.site.pack, ground, hidden_for.as_deref());
            row.ground = Some(known.ok_or_else(|| Refusal::field("/ground", rules::NOT_A_REMOVAL_GROUND))?.to_owned());
            Event::Removed
        }
        Decision::Restore => Event::Restored,
    })
}

/// `ground`, where it has removed this review before: a removal that stands is set again when what stood beside it ends,
/// and was for what hid the review then.
fn removed_for(tx: &mut Tx<'_>, id: &str, ground: &str) -> Result<Option<String>, AppError> {
    for removal in cases::events_called(tx.conn, Review::NAME, id, &[Event::Removed.as_str()])? {
        let data = removal.data.read::<Value>()?;
        if data.get("ground").and_then(Value::as_str) == Some(ground) {
            return Ok(Some(ground.to_owned()));
        }
    }
    Ok(None)
}

/// The first hold ends within the pack's time; its one extension gives the same once more, by somebody else.
fn hold(
    tx: &Tx<'_>,
    facts: &mut ReviewFacts,
    by: &AccountId,
    (ground, until): (&str, Timestamp),
) -> Result<Event, AppError> {
    let ends = facts.row.hold_until.filter(|_| facts.row.state == ReviewState::Held);
    let latest = held_at_most(facts, tx.now, ends);
    let row = &mut facts.row;
    let extends = row.state == ReviewState::Held;
    if extends && row.hold_extended {
        return Err(rules::HOLD_ALREADY_EXTENDED.into());
    }
    if extends && row.held_by.as_ref() == Some(by) {
        return Err(CONFLICT_OF_INTEREST.into());
    }
    if until <= ends.unwrap_or(tx.now) || until > latest {
        return Err(Refusal::field("/until", OUT_OF_RANGE).into());
    }
    row.hold_until = Some(until);
    row.ground = Some(ground.to_owned());
    if extends {
        return Ok(Event::HoldExtended);
    }
    (row.held_by, row.hold_extended) = (Some(by.clone()), false);
    Ok(Event::Held)
}
