//! From rows to what goes out: a page of the queue costs the same queries however long it is.

use super::api::{
    AppealView, ClaimView, DecisionView, FlagView, LogEntry, PersonView, QueueItemView, QueuedFlag, StatementView,
};
use super::model::{
    Action, AppealRow, AppealState, DecisionRow, FlagRow, ItemKind, ItemRow, ItemState, StatementRow, StatementState,
};
use super::rules;
use super::score::Arithmetic;
use super::store::{decisions, flags};
use crate::accounts::{self, AccountId, Person};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::directory::{self, api::ActionLink};
use crate::error::AppError;
use std::collections::HashMap;

/// Items with their flags, as `moderator` sees them.
pub fn items(
    reader: &mut Reader<'_>,
    rows: Vec<ItemRow>,
    moderator: &AccountId,
) -> Result<Vec<QueueItemView>, AppError> {
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let targets: Vec<_> = rows.iter().map(|row| row.target_id.clone()).collect();
    let flags = flags::of_items(reader.conn, &ids)?;
    let standing = decisions::in_force_on(reader.conn, &targets)?;
    let decided = decisions::of_items(reader.conn, &ids)?;
    let ties = directory::conflicts_of(reader, moderator)?;
    let mut named: Vec<AccountId> = rows.iter().map(|row| row.author_id.clone()).collect();
    named.extend(flags.iter().map(|flag| flag.flagger_id.clone()));
    named.sort_unstable();
    named.dedup();
    let people = accounts::people(reader.conn, &named)?;
    let around = Around { flags, standing, decided, people, now: reader.now };
    let hide_score = reader.site.pack.flags.score.hide_score;
    let view = |row: ItemRow| {
        let conflict = row.author_id == *moderator || ties.hold(row.physician_id.as_ref(), row.clinic_id.as_ref());
        Ok(QueueItemView { hide_score, ..item(row, &around, moderator, conflict)? })
    };
    rows.into_iter().map(view).collect()
}

/// What was read around the items of a page.
struct Around {
    flags: Vec<FlagRow>,
    standing: Vec<DecisionRow>,
    decided: Vec<DecisionRow>,
    people: HashMap<AccountId, Person>,
    now: Timestamp,
}

impl Around {
    fn person(&self, id: &AccountId) -> PersonView {
        let person = self.people.get(id);
        PersonView {
            id: id.to_string(),
            display_name: person.map(|person| person.display_name.clone()).unwrap_or_default(),
            member_since: person.map(|person| person.created_at),
        }
    }

    fn standing_on(&self, row: &ItemRow) -> Vec<DecisionRow> {
        let on =
            |decision: &&DecisionRow| decision.target_kind == row.target_kind && decision.target_id == row.target_id;
        self.standing.iter().filter(on).cloned().collect()
    }
}

fn item(row: ItemRow, around: &Around, moderator: &AccountId, conflict: bool) -> Result<QueueItemView, AppError> {
    let standing = around.standing_on(&row);
    let mut flags = Vec::new();
    // Whoever has a conflict learns that there is an item, and nothing that was said in it.
    for flag in around.flags.iter().filter(|flag| flag.item_id == row.id && !conflict) {
        flags.push(queued(flag, around)?);
    }
    let is_staff =
        around.people.get(&row.author_id).is_some_and(|person| person.roles.iter().any(|role| role.is_staff()));
    let claim = claim_of(&row, around.now);
    let taken = claim.as_ref().is_some_and(|claim| claim.by != moderator.as_str());
    let actions = if conflict { Vec::new() } else { links(&row, &rules::permitted(&row, &standing, is_staff), taken) };
    let decisions = around.decided.iter().filter(|decision| decision.item_id == row.id && !conflict);
    Ok(QueueItemView {
        author: around.person(&row.author_id),
        score: flags.iter().map(|flag| flag.arithmetic.total).sum(),
        in_force: standing.iter().map(|decision| decision.action).collect(),
        decisions: decisions.map(decision).collect(),
        snapshot: if conflict { String::new() } else { row.snapshot },
        hide_score: 0.0,
        id: row.id,
        kind: row.kind,
        target_kind: row.target_kind,
        target_id: row.target_id,
        state: row.state,
        priority: row.priority,
        title: if conflict { String::new() } else { row.title },
        path: row.path,
        appeal_id: row.appeal_id,
        version: row.version,
        created_at: row.created_at,
        flags,
        claim,
        conflict,
        actions,
    })
}

fn queued(flag: &FlagRow, around: &Around) -> Result<QueuedFlag, AppError> {
    Ok(QueuedFlag {
        id: flag.id.clone(),
        flagger: around.person(&flag.flagger_id),
        reason: flag.reason.clone(),
        text: flag.text.clone(),
        take_action: flag.take_action,
        by_party: flag.by_party,
        state: flag.state,
        arithmetic: flag.arithmetic.read::<Arithmetic>()?,
        snapshot: flag.snapshot.clone(),
        created_at: flag.created_at,
    })
}

fn claim_of(row: &ItemRow, now: Timestamp) -> Option<ClaimView> {
    let (by, until) = (row.claimed_by.as_ref()?, row.claimed_until.filter(|until| *until > now)?);
    Some(ClaimView { by: by.to_string(), until })
}

fn links(row: &ItemRow, permitted: &[Action], taken: bool) -> Vec<ActionLink> {
    let here = format!("/api/v1/queue/{}", row.id);
    let mut links = Vec::new();
    if row.state == ItemState::Open && !taken {
        let claimed = row.claimed_by.is_some();
        let claim = if claimed { ("release", "DELETE") } else { ("claim", "PUT") };
        links.push(link(claim.0, claim.1, format!("{here}/claim")));
    }
    if let (ItemKind::Appeal, ItemState::Open, Some(appeal)) = (row.kind, row.state, &row.appeal_id) {
        links.push(link("hear", "POST", format!("/api/v1/appeals/{appeal}/decisions")));
    }
    links.extend(permitted.iter().map(|action| link(action.as_str(), "POST", format!("{here}/decisions"))));
    links
}

/// A decision; who decided stands inside only.
pub fn decision(row: &DecisionRow) -> DecisionView {
    DecisionView {
        id: row.id.clone(),
        item_id: row.item_id.clone(),
        target_kind: row.target_kind,
        target_id: row.target_id.clone(),
        action: row.action,
        ground: row.ground.clone(),
        explanation: row.explanation.clone(),
        until: row.until_at,
        statement_id: row.statement_id.clone(),
        in_force: row.in_force,
        automated: row.decided_by.is_none(),
        appeal_outcome: row.appeal_outcome,
        version: 1 + i64::from(row.appeal_outcome.is_some()),
        created_at: row.created_at,
        actions: Vec::new(),
    }
}

/// A line of the public log.
pub fn log_entry(row: DecisionRow) -> LogEntry {
    LogEntry {
        at: row.created_at,
        target_kind: row.target_kind,
        action: row.action,
        ground: row.ground,
        automated: row.decided_by.is_none(),
        in_force: row.in_force,
        appeal_outcome: row.appeal_outcome,
        undone_at: row.undone_at,
    }
}

/// A flag, to whoever raised it.
pub fn flag(row: FlagRow) -> FlagView {
    let appeal = row.statement_id.as_ref().filter(|_| row.state == super::model::FlagState::Agreed);
    FlagView {
        actions: appeal
            .map(|id| link("appeal", "POST", format!("/api/v1/statements/{id}/appeals")))
            .into_iter()
            .collect(),
        id: row.id,
        target_kind: row.target_kind,
        target_id: row.target_id,
        reason: row.reason,
        text: row.text,
        take_action: row.take_action,
        state: row.state,
        outcome: row.outcome,
        statement_id: row.statement_id,
        version: row.version,
        created_at: row.created_at,
    }
}

/// A statement with its appeals; `is_author` is whether it was written to the reader.
pub fn statement(row: StatementRow, appeals: &[AppealRow], is_author: bool, now: Timestamp) -> StatementView {
    let own: Vec<AppealView> =
        appeals.iter().filter(|appeal| appeal.statement_id == row.id).map(|row| appeal(row, false)).collect();
    let stands = matches!(row.state, StatementState::InForce | StatementState::Upheld);
    let appealed = own.iter().any(|appeal| appeal.side == super::model::Side::Author);
    let may_appeal = is_author && stands && !appealed && now <= row.appeal_until;
    let here = format!("/api/v1/statements/{}/appeals", row.id);
    StatementView {
        actions: may_appeal.then(|| link("appeal", "POST", here)).into_iter().collect(),
        appeals: own,
        id: row.id,
        state: row.state,
        target_kind: row.target_kind,
        target_id: row.target_id,
        path: row.path,
        action: row.action,
        snapshot: row.snapshot,
        decision_visibility: row.decision_visibility,
        decision_account: row.decision_account,
        decision_provision: row.decision_provision,
        decision_ground: row.decision_ground,
        ground: row.ground_code,
        incompatible_content_explanation: row.incompatible_content_explanation,
        illegal_content_explanation: row.illegal_content_explanation,
        decision_facts: row.decision_facts,
        content_type: vec![row.content_type],
        category: row.category,
        source_type: row.source_type,
        automated_detection: row.automated_detection,
        automated_decision: row.automated_decision,
        content_date: row.content_date,
        application_date: row.application_date,
        end_date: row.end_date,
        appeal_until: row.appeal_until,
        version: row.version,
        created_at: row.application_date,
    }
}

/// An appeal; `may_hear` is whether the reader may decide it.
pub fn appeal(row: &AppealRow, may_hear: bool) -> AppealView {
    let open = row.state == AppealState::Open;
    let hear = || link("decide", "POST", format!("/api/v1/appeals/{}/decisions", row.id));
    AppealView {
        id: row.id.clone(),
        statement_id: row.statement_id.clone(),
        side: row.side,
        text: row.text.clone(),
        state: row.state,
        overdue: row.overdue,
        outcome: row.outcome,
        reason: row.reason.clone(),
        decided_at: row.decided_at,
        version: row.version,
        created_at: row.created_at,
        actions: (open && may_hear).then(hear).into_iter().collect(),
    }
}

fn link(name: &str, method: &str, href: String) -> ActionLink {
    ActionLink { name: name.to_owned(), method: method.to_owned(), href }
}
