//! Deciding an item: what is done, what is said to whom.

use super::undoing::{self, Ending};
use super::{Decided, refuse_conflict};
use crate::accounts::{self, AccountId, Member};
use crate::app::Tx;
use crate::cases::{self, By};
use crate::clock::Timestamp;
use crate::error::{AppError, NOT_ALLOWED_HERE, OUT_OF_RANGE, Refusal};
use crate::ids;
use crate::ledger::{self, Entry};
use crate::mail::outbox;
use crate::moderation::api::NewDecision;
use crate::moderation::model::{
    Action, DecisionId, DecisionRow, Event, FlagState, ItemId, ItemKind, ItemRow, ItemState, Part, StatementId,
    StatementRow, StatementState,
};
use crate::moderation::rules::{self, ALREADY_DECIDED};
use crate::moderation::store::{decisions, flags, items, statements};
use crate::moderation::table::Statement;
use crate::moderation::targets::{self, Standing, Subject};
use crate::moderation::{case, letters, masking, words};
use chrono::Duration;
use serde_json::{Map, json};

/// Random bytes of a ledger reference.
const REF_BYTES: usize = 16;

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

/// Decides an item.
///
/// # Errors
/// 403 `conflict_of_interest`; 409 `already_decided`; 412; 422 for an action or a ground that does not fit.
pub fn decide(
    tx: &mut Tx<'_>,
    moderator: &Member,
    id: &ItemId,
    new: &NewDecision,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<Decided, AppError> {
    let (item, subject, mut measure) = checked(tx, moderator, id, new, matches)?;
    let action = measure.action;
    let ending = if action.restricts() { Ending::Replaced } else { Ending::Lifted };
    // What the score did, and what an appeal has sent back, makes way for what a person decides now.
    let ends_all = action == Action::Restore || item.kind == ItemKind::Again;
    undoing::end_standing(tx, &subject, ending, &moderator.id, |decision| decision.decided_by.is_none() || ends_all)?;
    // What ended may have given words back; a mask is laid over those.
    let subject = targets::find(tx.conn, item.target_kind, &item.target_id)?;
    measure.sealed = sealed(tx, new, &subject)?;
    let decided = carry_out(tx, &item, &subject, measure)?;
    if !action.restricts() {
        targets::release(tx, &subject, &moderator.id)?;
    }
    settle_flags(tx, &item, &decided)?;
    close(tx, &item.id)?;
    Ok(decided)
}

/// What a decision would do, with everything checked and nothing done.
///
/// # Errors
/// As [`decide`].
pub fn foresee(
    tx: &mut Tx<'_>,
    moderator: &Member,
    id: &ItemId,
    new: &NewDecision,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<(ItemRow, Subject, Option<String>), AppError> {
    checked(tx, moderator, id, new, matches).map(|(item, subject, measure)| (item, subject, measure.ground))
}

fn checked(
    tx: &mut Tx<'_>,
    moderator: &Member,
    id: &ItemId,
    new: &NewDecision,
    matches: &dyn Fn(i64) -> Result<(), Refusal>,
) -> Result<(ItemRow, Subject, Measure), AppError> {
    let item = items::find(tx.conn, id)?;
    refuse_conflict(&mut tx.reader(), &item, &moderator.id)?;
    if item.state == ItemState::Decided {
        return Err(ALREADY_DECIDED.into());
    }
    matches(item.version)?;
    let subject = targets::find(tx.conn, item.target_kind, &item.target_id)?;
    let standing = decisions::in_force(tx.conn, item.target_kind, &item.target_id)?;
    let author = accounts::person(tx.conn, &item.author_id)?;
    let is_staff = author.roles.iter().any(|role| role.is_staff());
    if !rules::permitted(&item, &standing, is_staff).contains(&new.action) {
        return Err(Refusal::field("/action", NOT_ALLOWED_HERE).into());
    }
    let flagged = flags::of_item(tx.conn, &item.id)?.first().map(|flag| flag.reason.clone());
    let pack = &tx.site.pack;
    let ground = rules::ground(pack, item.target_kind, new.action, new.ground.as_deref(), flagged.as_deref())?;
    check_passages(new, &item, &subject)?;
    let measure = Measure {
        action: new.action,
        ground,
        explanation: new.explanation.as_deref().map(crate::text::plain::tidy).unwrap_or_default(),
        until: until(tx, new)?,
        sealed: None,
        by: Some(moderator.id.clone()),
    };
    Ok((item, subject, measure))
}

/// Until when a sanction stands; the pack's usual time where nobody said.
fn until(tx: &Tx<'_>, new: &NewDecision) -> Result<Option<Timestamp>, Refusal> {
    match (new.action.is_timed(), new.until) {
        (true, Some(until)) if until > tx.now => Ok(Some(until)),
        (true, None) => Ok(Some(tx.now.plus(Duration::hours(tx.site.pack.flags.times.sanction_hours.into())))),
        (true, Some(_)) => Err(Refusal::field("/until", OUT_OF_RANGE)),
        (false, None) => Ok(None),
        (false, Some(_)) => Err(Refusal::field("/until", NOT_ALLOWED_HERE)),
    }
}

/// The passages of a mask stand in what is masked, now or when it came into the queue.
fn check_passages(new: &NewDecision, item: &ItemRow, subject: &Subject) -> Result<(), Refusal> {
    if new.action != Action::Mask && !new.passages.is_empty() {
        return Err(Refusal::field("/passages", NOT_ALLOWED_HERE));
    }
    let known = |passage: &str| subject.text.contains(passage) || item.snapshot.contains(passage);
    let unknown = |passage: &String| passage.trim().is_empty() || !known(passage);
    match new.passages.iter().position(unknown) {
        Some(place) => Err(Refusal::field(format!("/passages/{place}"), crate::error::NO_SUCH)),
        None => Ok(()),
    }
}

/// What a mask takes away: the passages that were named, else what looks like personal data, else everything.
fn sealed(tx: &mut Tx<'_>, new: &NewDecision, subject: &Subject) -> Result<Option<Vec<u8>>, AppError> {
    if new.action != Action::Mask {
        return Ok(None);
    }
    let standing = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    targets::seal_mask(tx, &standing, &subject.text, |base| passages(new, base)).map(Some)
}

/// The passages that a mask replaces.
pub fn passages(new: &NewDecision, text: &str) -> Vec<String> {
    if !new.passages.is_empty() {
        return new.passages.clone();
    }
    let found = masking::found_in(text);
    if found.is_empty() { vec![text.to_owned()] } else { found }
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
    let statement = if measure.action.restricts() { Some(reasons(tx, subject, &decision)?) } else { None };
    decision.statement_id = statement.as_ref().map(|row| row.id.clone());
    decisions::insert(tx.conn, &decision)?;
    let after = decisions::in_force(tx.conn, subject.kind, &subject.id)?;
    if decision.action.is_about_account() {
        undoing::settle_author(tx, &subject.author)?;
        account_leaf(tx, &decision, "none", decision.action.as_str())?;
    } else if decision.action.restricts() {
        targets::settle(tx, subject, Standing { before: &before, after: &after, by: measure.by.as_ref() })?;
    }
    Ok(Decided { decision, statement })
}

/// Writes the statement of reasons and begins its case, which tells the author.
fn reasons(tx: &mut Tx<'_>, subject: &Subject, decision: &DecisionRow) -> Result<StatementRow, AppError> {
    let row = statement_row(tx, subject, decision)?;
    statements::insert(tx.conn, &row)?;
    let facts = case::facts(tx.conn, tx.site, row)?;
    let by = match &decision.decided_by {
        Some(account) => By::account(Part::Moderator, account.as_str()),
        None => By::role(Part::Automatic),
    };
    cases::found::<Statement>(tx, &facts, &by, json!({ "action": decision.action, "ground": decision.ground }))?;
    Ok(facts.row)
}

fn statement_row(tx: &mut Tx<'_>, subject: &Subject, decision: &DecisionRow) -> Result<StatementRow, AppError> {
    let ground = decision.ground.clone().unwrap_or_else(|| "other".to_owned());
    let said = rules::dsa_words(decision.action, &ground);
    let lang = accounts::person(tx.conn, &subject.author)?.lang;
    let rule = words::ground(&tx.site.pack, &ground, lang);
    let automated = decision.decided_by.is_none();
    let facts = if decision.explanation.is_empty() { rule.clone() } else { decision.explanation.clone() };
    let is_illegal = said.ground == "DECISION_GROUND_ILLEGAL_CONTENT";
    let by_report = !flags::of_item(tx.conn, &decision.item_id)?.is_empty();
    Ok(StatementRow {
        id: StatementId::mint(tx.now),
        subject_ref: ids::random_hex(REF_BYTES),
        author_id: subject.author.clone(),
        target_kind: subject.kind,
        target_id: subject.id.clone(),
        action: decision.action,
        path: subject.path.clone(),
        snapshot: subject.text.clone(),
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
        automated_detection: "No".to_owned(),
        automated_decision: if automated { "AUTOMATED_DECISION_FULLY" } else { "AUTOMATED_DECISION_NOT_AUTOMATED" }
            .to_owned(),
        content_date: subject.written_at,
        application_date: tx.now,
        end_date: decision.until_at,
        appeal_until: tx.now.plus(Duration::days(tx.site.pack.flags.times.appeal_days.into())),
        decided_by: decision.decided_by.clone(),
        version: 1,
    })
}

/// The leaf of a sanction, and of its end.
pub(super) fn account_leaf(tx: &mut Tx<'_>, decision: &DecisionRow, before: &str, after: &str) -> Result<(), AppError> {
    let content = json!({ "decision": decision.id, "account": decision.author_id, "until": decision.until_at });
    let subject_ref = ids::random_hex(REF_BYTES);
    let entry = Entry {
        leaf_type: "moderation.account_action",
        subject_kind: "account_action",
        subject_ref: &subject_ref,
        prev_state: Some(before),
        state: after,
        reason_code: decision.ground.as_deref(),
        actor_role: if decision.decided_by.is_some() { "moderator" } else { "automatic" },
        actor_id: decision.decided_by.as_ref().map(AccountId::as_str),
        content: &content,
        extra: Map::new(),
    };
    ledger::append(tx, &entry).map(drop)
}

/// Settles the flags of an item and tells whoever raised them.
fn settle_flags(tx: &mut Tx<'_>, item: &ItemRow, decided: &Decided) -> Result<(), AppError> {
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

/// Closes an item; it is read anew, because what was decided may have touched it.
pub(super) fn close(tx: &mut Tx<'_>, id: &ItemId) -> Result<(), AppError> {
    let mut item = items::find(tx.conn, id)?;
    item.state = ItemState::Decided;
    item.decided_at = Some(tx.now);
    item.claimed_by = None;
    item.claimed_until = None;
    item.version += 1;
    items::update(tx.conn, &item)
}

/// The event that ends a statement this way.
pub(super) const fn ending_event(ending: Ending) -> Event {
    match ending {
        Ending::Replaced => Event::Replaced,
        Ending::Lifted => Event::Lifted,
    }
}
