//! Appeals: made once by each side, heard by somebody who had no part.

use super::undoing;
use super::{Heard, carrying};
use crate::accounts::{AccountId, Member, Role};
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::db::Connection;
use crate::directory;
use crate::error::{AppError, CONFLICT_OF_INTEREST, FORBIDDEN};
use crate::mail::outbox;
use crate::moderation::api::{AppealText, Hearing};
use crate::moderation::model::{
    Action, AppealId, AppealOutcome, AppealRow, AppealState, DecisionRow, Event, FlagState, ItemId, ItemKind, ItemRow,
    ItemState, Part, Side, StatementId, StatementRow,
};
use crate::moderation::rules::{ALREADY_DECIDED, IN_TURN};
use crate::moderation::store::{appeals, decisions, flags, items, statements, voices};
use crate::moderation::table::Statement;
use crate::moderation::{case, letters, links};
use crate::text::plain;
use serde_json::json;
use std::collections::HashSet;

/// Whose appeal it would be; nobody else may know of the statement.
///
/// # Errors
/// `not_found` for strangers.
pub fn side_of(conn: &mut Connection, id: &StatementId, account: &AccountId) -> Result<(Side, StatementRow), AppError> {
    // What was written to others and what never was take the same queries.
    let found = AppError::or_none(statements::find(conn, id))?;
    let reported = flags::led_to(conn, account, id)?;
    let row = found.ok_or_else(AppError::not_found)?;
    match row.author_id == *account {
        true => Ok((Side::Author, row)),
        false if reported => Ok((Side::Reporter, row)),
        false => Err(AppError::not_found()),
    }
}

/// Appeals against a statement.
///
/// # Errors
/// 409 `already_appealed`, `appeal_too_late`, or `illegal_transition` where nothing stands that could be undone.
pub fn appeal(tx: &mut Tx<'_>, member: &Member, id: &StatementId, new: &AppealText) -> Result<AppealRow, AppError> {
    appeal_of(tx, &member.id, id, new)
}

/// Appeals in the author's name, by the link of the letter with the reasons.
///
/// # Errors
/// `link_expired` for whoever holds no link, and those of [`appeal`].
pub fn appeal_by_link(tx: &mut Tx<'_>, token: &str, new: &AppealText) -> Result<AppealRow, AppError> {
    let row = links::open(&mut tx.reader(), token)?;
    appeal_of(tx, &row.author_id, &row.id, new)
}

fn appeal_of(
    tx: &mut Tx<'_>,
    appellant: &AccountId,
    id: &StatementId,
    new: &AppealText,
) -> Result<AppealRow, AppError> {
    let (side, _) = side_of(tx.conn, id, appellant)?;
    cases::catch_up::<Statement>(tx, id.as_str())?;
    let row = statements::find(tx.conn, id)?;
    let mut facts = case::facts(tx.conn, tx.site, row)?;
    if facts.appealed.contains(&side) {
        return Err(crate::moderation::rules::ALREADY_APPEALED.into());
    }
    facts.appeals = Some(side);
    let appeal = AppealRow {
        id: AppealId::mint(tx.now),
        statement_id: id.clone(),
        appellant_id: appellant.clone(),
        side,
        text: plain::tidy(&new.text),
        state: AppealState::Open,
        overdue: false,
        outcome: None,
        reason: None,
        decided_by: None,
        decided_at: None,
        created_at: tx.now,
        version: 1,
    };
    appeals::insert(tx.conn, &appeal)?;
    let part = if side == Side::Author { Part::Author } else { Part::Reporter };
    let by = By::account(part, appellant.as_str());
    cases::act::<Statement>(tx, &facts, Event::Appealed, &by, json!({ "appeal": appeal.id, "text": appeal.text }))?;
    queue(tx, &facts.row, &appeal)?;
    Ok(appeal)
}

/// Puts an appeal into the queue, where it leads to its own hearing.
fn queue(tx: &mut Tx<'_>, statement: &StatementRow, appeal: &AppealRow) -> Result<(), AppError> {
    let decision = decisions::of_statement(tx.conn, &statement.id)?;
    let first = items::find(tx.conn, &decision.item_id)?;
    let item = ItemRow {
        id: ItemId::mint(tx.now),
        kind: ItemKind::Appeal,
        state: ItemState::Open,
        priority: IN_TURN,
        snapshot: statement.snapshot.clone(),
        claimed_by: None,
        claimed_until: None,
        appeal_id: Some(appeal.id.clone()),
        decided_at: None,
        created_at: tx.now,
        version: 1,
        due_at: None,
        overdue: false,
        ..first
    };
    items::insert(tx.conn, &item)
}

/// As what somebody hears appeals.
fn hearing_part(member: &Member) -> Result<Part, AppError> {
    match member {
        member if member.has(Role::Appeals) => Ok(Part::Appeals),
        member if member.has(Role::Moderator) => Ok(Part::Moderator),
        _ => Err(FORBIDDEN.into()),
    }
}

/// Whether somebody may hear an appeal: with a role for it, and without a part in the matter.
///
/// # Errors
/// 403 `forbidden`, or `conflict_of_interest` for whoever decided, wrote, reported or is tied.
pub fn may_hear(reader: &mut Reader<'_>, member: &Member, appeal: &AppealRow) -> Result<(DecisionRow, Part), AppError> {
    let part = hearing_part(member)?;
    let decision = decisions::of_statement(reader.conn, &appeal.statement_id)?;
    let item = items::find(reader.conn, &decision.item_id)?;
    let me = &member.id;
    let has_part = decision.decided_by.as_ref() == Some(me)
        || decision.author_id == *me
        || appeal.appellant_id == *me
        || flags::led_to(reader.conn, me, &appeal.statement_id)?
        || spoke(reader, me, &item.id)?
        || directory::may_not_judge(reader, me, (item.physician_id.as_ref(), item.clinic_id.as_ref()))?;
    if has_part { Err(CONFLICT_OF_INTEREST.into()) } else { Ok((decision, part)) }
}

/// Those of these statements in which somebody has a part, as [`may_hear`] has it of one of them: the same queries for
/// any number.
///
/// # Errors
/// Those of the database.
pub fn parts_in(
    reader: &mut Reader<'_>,
    me: &AccountId,
    statements: &[StatementId],
) -> Result<HashSet<StatementId>, AppError> {
    let decided = decisions::of_statements(reader.conn, statements)?;
    let ids: Vec<ItemId> = decided.iter().map(|decision| decision.item_id.clone()).collect();
    let items = items::all(reader.conn, &ids)?;
    let spoken = voices::of_items(reader.conn, &ids)?;
    let ties = directory::conflicts_of(reader, me)?;
    let mut parts: HashSet<StatementId> = flags::led_to_among(reader.conn, me, statements)?.into_iter().collect();
    let is_tied = |item: &ItemRow| ties.hold(item.physician_id.as_ref(), item.clinic_id.as_ref());
    let has_part = |decision: &&DecisionRow| {
        decision.decided_by.as_ref() == Some(me)
            || decision.author_id == *me
            || spoken.iter().any(|voice| voice.item_id == decision.item_id && voice.moderator_id == *me)
            || items.iter().any(|item| item.id == decision.item_id && is_tied(item))
    };
    parts.extend(decided.iter().filter(has_part).filter_map(|decision| decision.statement_id.clone()));
    Ok(parts)
}

/// Those of these appeals that somebody may not hear, as [`parts_in`] has it; no query for none.
///
/// # Errors
/// Those of the database.
pub fn not_to_hear(reader: &mut Reader<'_>, me: &AccountId, ids: &[AppealId]) -> Result<HashSet<AppealId>, AppError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = appeals::all(reader.conn, ids)?;
    let statements: Vec<StatementId> = rows.iter().map(|row| row.statement_id.clone()).collect();
    let parts = parts_in(reader, me, &statements)?;
    let has_part = |row: &AppealRow| row.appellant_id == *me || parts.contains(&row.statement_id);
    Ok(rows.into_iter().filter(has_part).map(|row| row.id).collect())
}

/// Whether somebody was one of the two who decided.
fn spoke(reader: &mut Reader<'_>, me: &AccountId, item: &ItemId) -> Result<bool, AppError> {
    Ok(voices::of_items(reader.conn, std::slice::from_ref(item))?.iter().any(|voice| voice.moderator_id == *me))
}

/// Hears an appeal; what is overturned is undone completely.
///
/// # Errors
/// 403 as [`may_hear`]; 409 `already_decided`.
pub fn decide_appeal(tx: &mut Tx<'_>, member: &Member, id: &AppealId, new: &Hearing) -> Result<Heard, AppError> {
    hearing_part(member)?;
    let appeal = appeals::find(tx.conn, id)?;
    let (decision, part) = may_hear(&mut tx.reader(), member, &appeal)?;
    cases::catch_up::<Statement>(tx, appeal.statement_id.as_str())?;
    let mut appeal = appeals::find(tx.conn, id)?;
    if appeal.state == AppealState::Decided {
        return Err(ALREADY_DECIDED.into());
    }
    appeal.state = AppealState::Decided;
    appeal.outcome = Some(new.outcome);
    appeal.reason = Some(plain::tidy(&new.reason));
    appeal.decided_by = Some(member.id.clone());
    appeal.decided_at = Some(tx.now);
    appeal.version += 1;
    appeals::update(tx.conn, &appeal)?;
    let row = statements::find(tx.conn, &appeal.statement_id)?;
    let facts = case::facts(tx.conn, tx.site, row)?;
    let event = match new.outcome {
        AppealOutcome::Upheld => Event::AppealUpheld,
        AppealOutcome::Partly => Event::AppealPartly,
        AppealOutcome::Overturned => Event::AppealOverturned,
    };
    let by = By::account(part, member.id.as_str());
    let data = json!({ "outcome": new.outcome, "reason": appeal.reason });
    cases::act::<Statement>(tx, &facts, event, &by, data)?;
    decisions::heard(tx.conn, &decision.id, new.outcome)?;
    follow(tx, member, &facts.row, &appeal, &decision)?;
    if let Some(item) = items::of_appeal(tx.conn, id)? {
        carrying::close(tx, &item.id)?;
    }
    Ok(Heard { appeal })
}

/// What follows from the outcome of an appeal.
fn follow(
    tx: &mut Tx<'_>,
    member: &Member,
    statement: &StatementRow,
    appeal: &AppealRow,
    decision: &DecisionRow,
) -> Result<(), AppError> {
    match appeal.outcome {
        Some(AppealOutcome::Overturned) => {
            undoing::undo(tx, decision, &member.id)?;
            disagree(tx, statement)?;
            for letter in letters::overturned(tx, statement, &appeal.appellant_id)? {
                outbox::post(tx, &letter)?;
            }
            Ok(())
        }
        Some(AppealOutcome::Partly) => again(tx, decision),
        _ => Ok(()),
    }
}

/// Flags that led to what was overturned no longer count for whoever raised them.
fn disagree(tx: &mut Tx<'_>, statement: &StatementRow) -> Result<(), AppError> {
    for mut flag in flags::behind(tx.conn, &statement.id)? {
        flag.state = FlagState::Disagreed;
        flag.outcome = Some(Action::NoBreach);
        flag.version += 1;
        flags::update(tx.conn, &flag)?;
    }
    Ok(())
}

/// The thing comes back to the queue: the measure stands until somebody has decided anew.
fn again(tx: &mut Tx<'_>, decision: &DecisionRow) -> Result<(), AppError> {
    if items::open_of(tx.conn, decision.target_kind, &decision.target_id)?.is_some() {
        return Ok(());
    }
    let first = items::find(tx.conn, &decision.item_id)?;
    let item = ItemRow {
        id: ItemId::mint(tx.now),
        kind: ItemKind::Again,
        state: ItemState::Open,
        claimed_by: None,
        claimed_until: None,
        appeal_id: None,
        decided_at: None,
        created_at: tx.now,
        version: 1,
        due_at: None,
        overdue: false,
        ..first
    };
    items::insert(tx.conn, &item)
}
