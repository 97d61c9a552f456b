//! Carrying a decision out: the row, its statement of reasons, what follows from it, and who is told.

use super::{Decided, undoing};
use crate::accounts::{self, AccountId};
use crate::app::Tx;
use crate::cases::{self, By};
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::ledger::{self, Entry};
use crate::mail::outbox;
use crate::moderation::model::{
    Action, DecisionId, DecisionRow, FlagState, ItemId, ItemRow, ItemState, Part, StatementId, StatementRow,
    StatementState,
};
use crate::moderation::rules;
use crate::moderation::store::{decisions, flags, items, statements};
use crate::moderation::table::Statement;
use crate::moderation::targets::{self, Standing, Subject};
use crate::moderation::{case, letters, words};
use chrono::Duration;
use serde_json::{Map, json};

/// What is done to a thing or to whoever wrote it.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub action: Action,
    pub ground: Option<String>,
    /// What the author reads; empty for the ground's own words.
    pub explanation: String,
    pub until: Option<Timestamp>,
    pub sealed: Option<Vec<u8>>,
    /// Nobody where the score does it by itself.
    pub by: Option<AccountId>,
}

/// Writes a decision down with its statement, and sets what follows from it.
pub(super) fn carry_out(
    tx: &mut Tx<'_>,
    item: &ItemRow,
    subject: &Subject,
    measure: Measure,
) -> Result<Decided, AppError> {
    let before = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    let mut decision = DecisionRow {
        id: DecisionId::mint(tx.now),
        item_id: item.id.clone(),
        target_kind: subject.kind,
        target_id: subject.id.clone(),
        author_id: subject.author.clone(),
        action: measure.action,
        ground: measure.ground,
        explanation: measure.explanation,
        until_at: measure.until,
        decided_by: measure.by.clone(),
        in_force: measure.action.restricts(),
        sealed: measure.sealed,
        statement_id: None,
        appeal_outcome: None,
        undone_at: None,
        created_at: tx.now,
    };
    let statement = if measure.action.restricts() { Some(reasons(tx, item, subject, &decision)?) } else { None };
    decision.statement_id = statement.as_ref().map(|row| row.id.clone());
    decisions::insert(tx.conn, &decision)?;
    let after = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    if decision.action.is_about_account() {
        undoing::settle_author(tx, &subject.author)?;
        let role = if measure.by.is_some() { "moderator" } else { "automatic" };
        let reference = statement.as_ref().map(|row| row.subject_ref.as_str());
        let reference = reference.ok_or_else(|| AppError::internal("a sanction has its statement"))?;
        account_leaf(tx, (&decision, reference), ("none", decision.action.as_str()), (role, measure.by.as_ref()))?;
    } else if decision.action.restricts() {
        targets::settle(tx, subject, Standing { before: &before, after: &after, by: measure.by.as_ref() })?;
    }
    Ok(Decided { decision, statement, waits: false })
}

/// Writes the statement of reasons and begins its case, which tells the author.
fn reasons(
    tx: &mut Tx<'_>,
    item: &ItemRow,
    subject: &Subject,
    decision: &DecisionRow,
) -> Result<StatementRow, AppError> {
    let row = statement_row(tx, item, subject, decision)?;
    statements::insert(tx.conn, &row)?;
    let facts = case::facts(tx.conn, tx.site, row)?;
    let by = match &decision.decided_by {
        Some(account) => By::account(Part::Moderator, account.as_str()),
        None => By::role(Part::Automatic),
    };
    cases::found::<Statement>(tx, &facts, &by, json!({ "action": decision.action, "ground": decision.ground }))?;
    Ok(facts.row)
}

fn statement_row(
    tx: &mut Tx<'_>,
    item: &ItemRow,
    subject: &Subject,
    decision: &DecisionRow,
) -> Result<StatementRow, AppError> {
    let ground = decision.ground.clone().unwrap_or_else(|| "other".to_owned());
    let said = rules::dsa_words(decision.action, &ground);
    let lang = accounts::person(tx.conn, &subject.author)?.lang;
    let rule = words::ground(&tx.site.pack, &ground, lang);
    let automated = decision.decided_by.is_none();
    let facts = if decision.explanation.is_empty() { rule.clone() } else { decision.explanation.clone() };
    let is_illegal = said.ground == "DECISION_GROUND_ILLEGAL_CONTENT";
    let by_report = !flags::of_item(tx.conn, &decision.item_id)?.is_empty();
    let found_by_rule = item.kind.is_found_by_rule() && !by_report;
    Ok(StatementRow {
        id: StatementId::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        author_id: subject.author.clone(),
        target_kind: subject.kind,
        target_id: subject.id.clone(),
        action: decision.action,
        path: subject.path.clone(),
        // Of a review that was withdrawn meanwhile only the copy is left.
        snapshot: if subject.text.is_empty() { item.snapshot.clone() } else { subject.text.clone() },
        state: StatementState::InForce,
        decision_visibility: said.visibility.map(str::to_owned),
        decision_account: said.account.map(str::to_owned),
        decision_provision: said.provision.map(str::to_owned),
        decision_ground: said.ground.to_owned(),
        ground_code: ground,
        incompatible_content_explanation: (!is_illegal).then(|| rule.clone()),
        illegal_content_explanation: is_illegal.then_some(rule),
        decision_facts: facts,
        content_type: "CONTENT_TYPE_TEXT".to_owned(),
        category: said.category.to_owned(),
        source_type: if by_report { "SOURCE_TYPE_OTHER_NOTIFICATION" } else { "SOURCE_VOLUNTARY" }.to_owned(),
        automated_detection: if found_by_rule { "Yes" } else { "No" }.to_owned(),
        automated_decision: if automated { "AUTOMATED_DECISION_FULLY" } else { "AUTOMATED_DECISION_NOT_AUTOMATED" }
            .to_owned(),
        content_date: subject.written_at,
        application_date: tx.now,
        end_date: decision.until_at,
        appeal_until: tx.now.plus(Duration::days(tx.site.pack.flags.times.appeal_days.into())),
        decided_by: decision.decided_by.clone(),
        version: 1,
        acknowledged_at: None,
    })
}

/// The leaf of a sanction, and of its end; both have the reference of its statement.
pub(super) fn account_leaf(
    tx: &mut Tx<'_>,
    (decision, reference): (&DecisionRow, &str),
    (before, after): (&str, &str),
    (role, account): (&str, Option<&AccountId>),
) -> Result<(), AppError> {
    let content = json!({ "decision": decision.id, "account": decision.author_id, "until": decision.until_at });
    let entry = Entry {
        leaf_type: "moderation.account_action",
        subject_kind: "account_action",
        subject_ref: reference,
        prev_state: Some(before),
        state: after,
        reason_code: decision.ground.as_deref(),
        actor_role: role,
        actor_id: account.map(AccountId::as_str),
        content: &content,
        extra: Map::new(),
    };
    ledger::append(tx, &entry).map(drop)
}

/// Settles the flags of an item and tells whoever raised them.
pub(super) fn settle_flags(tx: &mut Tx<'_>, item: &ItemRow, decided: &Decided) -> Result<(), AppError> {
    let action = decided.decision.action;
    for mut flag in flags::of_item(tx.conn, &item.id)? {
        flag.state = if action.restricts() { FlagState::Agreed } else { FlagState::Disagreed };
        flag.outcome = Some(action);
        flag.statement_id = decided.statement.as_ref().map(|row| row.id.clone());
        flag.decided_at = Some(tx.now);
        flag.version += 1;
        flags::update(tx.conn, &flag)?;
        let letter = letters::outcome(tx, &flag, action)?;
        outbox::post(tx, &letter)?;
    }
    Ok(())
}

/// Closes an item; it is read anew, because what was decided may have touched it. When it was first decided stays,
/// whatever is taken back later.
pub(super) fn close(tx: &mut Tx<'_>, id: &ItemId) -> Result<(), AppError> {
    let mut item = items::find(tx.conn, id)?;
    item.state = ItemState::Decided;
    item.decided_at = item.decided_at.or(Some(tx.now));
    item.claimed_by = None;
    item.claimed_until = None;
    item.version += 1;
    items::update(tx.conn, &item)
}
