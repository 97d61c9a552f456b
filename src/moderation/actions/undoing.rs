//! Taking decisions back: what stands afterwards is set anew, so nothing of them is left.

use super::carrying::{account_leaf, close};
use crate::accounts::AccountId;
use crate::app::Tx;
use crate::cases::{self, By};
use crate::error::AppError;
use crate::mail::outbox;
use crate::moderation::model::{
    AppealOutcome, AppealRow, AppealState, DecisionRow, Event, ItemRow, Part, Side, StatementId, StatementRow,
    TargetKind,
};
use crate::moderation::store::{appeals, decisions, items, statements};
use crate::moderation::table::Statement;
use crate::moderation::targets::{self, Standing, Subject};
use crate::moderation::{case, letters};
use crate::reviews::Review;
use serde_json::json;

/// How moderators end a decision themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Another decision of theirs stands instead; the author hears of that one.
    Replaced,
    Lifted,
}

impl Ending {
    const fn event(self) -> Event {
        match self {
            Self::Replaced => Event::Replaced,
            Self::Lifted => Event::Lifted,
        }
    }
}

/// Ends those decisions about a thing that are `chosen`, and sets what still stands.
pub fn end_standing(
    tx: &mut Tx<'_>,
    subject: &Subject,
    ending: Ending,
    by: &AccountId,
    chosen: impl Fn(&DecisionRow) -> bool,
) -> Result<(), AppError> {
    let before = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    let ended: Vec<&DecisionRow> = before.iter().filter(|decision| chosen(decision)).collect();
    if ended.is_empty() {
        return Ok(());
    }
    for decision in &ended {
        decisions::end(tx.conn, &decision.id, tx.now)?;
        end_statement(tx, decision, ending, by)?;
    }
    reset(tx, subject, &before, &ended, Some(by))
}

/// Ends those decisions about a thing that are `chosen`; what takes their place is set right after.
pub fn replace(
    tx: &mut Tx<'_>,
    subject: &Subject,
    by: &AccountId,
    chosen: impl Fn(&DecisionRow) -> bool,
) -> Result<(), AppError> {
    for decision in decisions::in_force(tx.conn, subject.kind, &subject.id)?.iter().filter(|row| chosen(row)) {
        decisions::end(tx.conn, &decision.id, tx.now)?;
        end_statement(tx, decision, Ending::Replaced, by)?;
    }
    Ok(())
}

/// Ends the statements that an appeal has sent back although what they did is over already: they are decided anew as well.
pub fn end_sent_back(tx: &mut Tx<'_>, subject: &Subject, ending: Ending, by: &AccountId) -> Result<(), AppError> {
    for statement in statements::sent_back(tx.conn, (subject.kind, &subject.id))? {
        let decision = decisions::of_statement(tx.conn, &statement)?;
        end_statement(tx, &decision, ending, by)?;
    }
    Ok(())
}

/// Lets the clock end what was to stand until now, so that nobody decides about what is over.
pub fn catch_up(tx: &mut Tx<'_>, item: &ItemRow) -> Result<(), AppError> {
    if item.target_kind == TargetKind::Review {
        cases::catch_up::<Review>(tx, &item.target_id)?;
    }
    for decision in decisions::in_force(tx.conn, item.target_kind, &item.target_id)? {
        let is_over = decision.until_at.is_some_and(|until| until <= tx.now);
        if let Some(statement) = decision.statement_id.as_ref().filter(|_| is_over) {
            cases::catch_up::<Statement>(tx, statement.as_str())?;
        }
    }
    Ok(())
}

/// The date has come until which a decision was to stand.
pub fn is_over(tx: &mut Tx<'_>, statement: &StatementId) -> Result<(), AppError> {
    let decision = decisions::of_statement(tx.conn, statement)?;
    if !decision.in_force {
        return Ok(());
    }
    let before = decisions::in_force(tx.conn, decision.target_kind, &decision.target_id)?;
    decisions::end(tx.conn, &decision.id, tx.now)?;
    let subject = targets::find(tx.conn, decision.target_kind, &decision.target_id)?;
    reset(tx, &subject, &before, &[&decision], None)
}

fn end_statement(tx: &mut Tx<'_>, decision: &DecisionRow, ending: Ending, by: &AccountId) -> Result<(), AppError> {
    let Some(id) = &decision.statement_id else { return Ok(()) };
    let row = statements::find(tx.conn, id)?;
    if row.state.is_over() {
        return Ok(());
    }
    let facts = case::facts(tx.conn, tx.site, row)?;
    let by = By::account(Part::Moderator, by.as_str());
    cases::act::<Statement>(tx, &facts, ending.event(), &by, json!({}))?;
    for appeal in appeals::of_statement(tx.conn, id)?.into_iter().filter(|appeal| appeal.state == AppealState::Open) {
        close_appeal(tx, (decision, &facts.row), appeal, ending)?;
    }
    Ok(())
}

/// An appeal against what was taken back has what it wanted. What takes the place of a decision may be harsher, so an
/// appeal against what was replaced ends without an outcome. Whoever made it is told once.
fn close_appeal(
    tx: &mut Tx<'_>,
    (decision, statement): (&DecisionRow, &StatementRow),
    mut appeal: AppealRow,
    ending: Ending,
) -> Result<(), AppError> {
    let outcome = (ending == Ending::Lifted).then_some(AppealOutcome::Overturned);
    appeal.state = AppealState::Decided;
    appeal.outcome = outcome;
    appeal.decided_at = Some(tx.now);
    appeal.version += 1;
    appeals::update(tx.conn, &appeal)?;
    if let Some(outcome) = outcome {
        decisions::heard(tx.conn, &decision.id, outcome)?;
    }
    if let Some(item) = items::of_appeal(tx.conn, &appeal.id)? {
        close(tx, &item.id)?;
    }
    // Of what was lifted its author reads anyway.
    if ending == Ending::Lifted && appeal.side == Side::Author {
        return Ok(());
    }
    let letter = letters::appeal_over(tx, statement, &appeal)?;
    outbox::post(tx, &letter)
}

/// Undoes one decision completely: visibility, text, counts, sanctions.
pub fn undo(tx: &mut Tx<'_>, decision: &DecisionRow, by: &AccountId) -> Result<(), AppError> {
    let before = decisions::in_force(tx.conn, decision.target_kind, &decision.target_id)?;
    decisions::end(tx.conn, &decision.id, tx.now)?;
    let subject = targets::find(tx.conn, decision.target_kind, &decision.target_id)?;
    reset(tx, &subject, &before, &[decision], Some(by))
}

/// Sets what stands against a thing and its author now that `ended` does not; by the clock where nobody is named.
fn reset(
    tx: &mut Tx<'_>,
    subject: &Subject,
    before: &[DecisionRow],
    ended: &[&DecisionRow],
    by: Option<&AccountId>,
) -> Result<(), AppError> {
    let after = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    if ended.iter().any(|decision| !decision.action.is_about_account()) {
        targets::settle(tx, subject, Standing { before, after: &after, by })?;
    }
    for decision in ended.iter().filter(|decision| decision.action.is_about_account()) {
        settle_author(tx, &subject.author)?;
        let actor = by.map_or(("clock", None), |by| ("moderator", Some(by)));
        let statement =
            decision.statement_id.as_ref().ok_or_else(|| AppError::internal("a sanction has its statement"))?;
        let reference = statements::find(tx.conn, statement)?.subject_ref;
        account_leaf(tx, (decision, &reference), (decision.action.as_str(), "none"), actor)?;
    }
    Ok(())
}

/// Sets the sanctions that stand against somebody.
pub fn settle_author(tx: &mut Tx<'_>, author: &AccountId) -> Result<(), AppError> {
    let standing = decisions::against(tx.conn, author)?;
    targets::sanction(tx, author, &standing)
}
