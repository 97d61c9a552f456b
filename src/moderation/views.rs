//! From rows to what goes out: a page of the queue costs the same queries however long it is.

use super::actions::{self, Decided};
use super::api::{
    AppealView, ClaimView, DecisionView, FlagView, LogEntry, PersonView, QueueItemView, QueuedFlag, StatementView,
    VoiceView,
};
use super::model::{
    Action, AppealId, AppealRow, AppealState, DecisionRow, FlagRow, FlagState, ItemKind, ItemRow, ItemState, Side,
    StatementRow, StatementState, VoiceRow,
};
use super::rules::{self, Known};
use super::score::Arithmetic;
use super::store::{decisions, flags, voices};
use super::targets;
use crate::accounts::{self, AccountId, Person};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::directory::{self, api::ActionLink};
use crate::error::AppError;
use crate::reviews::{self, Hold};
use std::collections::{HashMap, HashSet};

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
    let holds = holds(reader, &rows)?;
    let open = || rows.iter().filter(|row| row.state == ItemState::Open);
    let appeals: Vec<AppealId> = open().filter_map(|row| row.appeal_id.clone()).collect();
    let not_to_hear = actions::not_to_hear(reader, moderator, &appeals)?;
    let (voices, now) = (Vec::new(), reader.now);
    let withdrawn = targets::withdrawn(reader.conn, open().map(|row| (row.target_kind, &row.target_id)))?;
    let mut around = Around { flags, standing, decided, voices, holds, people, not_to_hear, withdrawn, now };
    around.voices = voices_of(reader, &rows, &around)?;
    let hide_score = reader.site.pack.flags.score.hide_score;
    let view = |row: ItemRow| {
        let conflict = row.author_id == *moderator
            || ties.hold(row.physician_id.as_ref(), row.clinic_id.as_ref())
            || around.decided_first(&row, moderator);
        Ok(QueueItemView { hide_score, ..item(row, &around, moderator, conflict)? })
    };
    rows.into_iter().map(view).collect()
}

/// How reviews are held that wait as such.
fn holds(reader: &mut Reader<'_>, rows: &[ItemRow]) -> Result<HashMap<String, Hold>, AppError> {
    let held = rows.iter().filter(|row| row.kind == ItemKind::HeldReview && row.state == ItemState::Open);
    let ids: Vec<_> = held.map(|row| row.target_id.clone()).collect();
    if ids.is_empty() { Ok(HashMap::new()) } else { reviews::holds(reader.conn, &ids) }
}

/// What was said already about items of which something takes two.
fn voices_of(reader: &mut Reader<'_>, rows: &[ItemRow], around: &Around) -> Result<Vec<VoiceRow>, AppError> {
    // What is decided anew may have been removed by two, and hides nothing any more.
    let may_be_of_two = |row: &&ItemRow| row.kind == ItemKind::Again && row.state == ItemState::Decided;
    let takes_two = |row: &&ItemRow| !two_for(row, &around.standing_on(row)).is_empty();
    let several = rows.iter().filter(|row| may_be_of_two(row) || takes_two(row));
    let ids: Vec<_> = several.map(|row| row.id.clone()).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { voices::of_items(reader.conn, &ids) }
}

/// What may be done with an item only if two people say the same.
fn two_for(row: &ItemRow, standing: &[DecisionRow]) -> Vec<Action> {
    let possible: &[Action] = match row.kind {
        ItemKind::Appeal => &[],
        ItemKind::HiddenReview => &[Action::Remove, Action::Restore],
        _ => Action::ALL,
    };
    possible.iter().copied().filter(|action| rules::takes_two(row, *action, standing)).collect()
}

/// What was read around the items of a page.
struct Around {
    flags: Vec<FlagRow>,
    standing: Vec<DecisionRow>,
    decided: Vec<DecisionRow>,
    voices: Vec<VoiceRow>,
    holds: HashMap<String, Hold>,
    people: HashMap<AccountId, Person>,
    /// Appeals that somebody else hears.
    not_to_hear: HashSet<AppealId>,
    /// Reviews that their authors took back.
    withdrawn: HashSet<String>,
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

    /// Whether an appeal has sent somebody's own decision back.
    fn decided_first(&self, row: &ItemRow, account: &AccountId) -> bool {
        row.kind == ItemKind::Again && self.standing_on(row).iter().any(|it| actions::is_sent_back(it, row, account))
    }

    fn known<'a>(
        &'a self,
        row: &ItemRow,
        (standing, voices): (&'a [DecisionRow], &'a [VoiceRow]),
        asks: &'a AccountId,
    ) -> Known<'a> {
        let author = self.people.get(&row.author_id);
        Known {
            standing,
            author_is_staff: author.is_some_and(|person| person.roles.iter().any(|role| role.is_staff())),
            hold: self.holds.get(&row.target_id),
            voices,
            asks,
            is_withdrawn: self.withdrawn.contains(&row.target_id),
        }
    }

    fn another_hears(&self, row: &ItemRow) -> bool {
        row.appeal_id.as_ref().is_some_and(|id| self.not_to_hear.contains(id))
    }

    fn standing_on(&self, row: &ItemRow) -> Vec<DecisionRow> {
        let on =
            |decision: &&DecisionRow| decision.target_kind == row.target_kind && decision.target_id == row.target_id;
        self.standing.iter().filter(on).cloned().collect()
    }
}

fn item(row: ItemRow, around: &Around, moderator: &AccountId, conflict: bool) -> Result<QueueItemView, AppError> {
    let standing = around.standing_on(&row);
    // Whoever has a conflict learns that there is an item, and nothing that was said in it.
    let raised: Vec<&FlagRow> = around.flags.iter().filter(|flag| flag.item_id == row.id && !conflict).collect();
    let score = actions::weight(raised.iter().copied())?.total;
    let flags = raised.into_iter().map(|flag| queued(flag, around)).collect::<Result<Vec<_>, _>>()?;
    let claim = claim_of(&row, around.now);
    let voices: Vec<VoiceRow> = around.voices.iter().filter(|voice| voice.item_id == row.id).cloned().collect();
    let known = around.known(&row, (&standing, &voices), moderator);
    let links = if conflict {
        Vec::new()
    } else {
        let waits = around.another_hears(&row) || rules::waits_for_others(&row, &known);
        links(&row, &rules::permitted(&row, &known), (claim.as_ref(), moderator, waits))
    };
    let decisions = around.decided.iter().filter(|decision| decision.item_id == row.id && !conflict);
    Ok(QueueItemView {
        author: around.person(&row.author_id),
        score,
        takes_two: two_for(&row, &standing),
        in_force: standing.iter().map(|decision| decision.action).collect(),
        decisions: decisions.map(decision).collect(),
        snapshot: if conflict { String::new() } else { row.snapshot },
        hide_score: 0.0,
        is_withdrawn: known.is_withdrawn,
        id: row.id,
        kind: row.kind,
        target_kind: row.target_kind,
        target_id: row.target_id,
        state: row.state,
        priority: row.priority,
        title: if conflict { String::new() } else { row.title },
        path: row.path,
        appeal_id: row.appeal_id,
        due_at: row.due_at,
        overdue: row.overdue,
        voices: if conflict { Vec::new() } else { voices.iter().map(voice).collect() },
        version: row.version,
        created_at: row.created_at,
        flags,
        claim,
        conflict,
        actions: links,
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

/// What may be done with an item, unless somebody else has taken it or only somebody else can decide or hear it.
fn links(
    row: &ItemRow,
    permitted: &[Action],
    (claim, moderator, waits): (Option<&ClaimView>, &AccountId, bool),
) -> Vec<ActionLink> {
    let here = format!("/api/v1/queue/{}", row.id);
    let mut links = Vec::new();
    let taking = match claim {
        // One that has run out is nobody's.
        None => Some(("claim", "PUT")),
        Some(claim) if claim.by == moderator.as_str() => Some(("release", "DELETE")),
        Some(_) => None,
    };
    if let Some((name, method)) = taking.filter(|_| row.state == ItemState::Open && !waits) {
        links.push(link(name, method, format!("{here}/claim")));
    }
    let appeal = row.appeal_id.as_ref().filter(|_| row.kind == ItemKind::Appeal && row.state == ItemState::Open);
    if let Some(appeal) = appeal.filter(|_| !waits) {
        links.push(link("hear", "POST", format!("/api/v1/appeals/{appeal}/decisions")));
    }
    links.extend(permitted.iter().map(|action| link(action.as_str(), "POST", format!("{here}/decisions"))));
    links
}

fn voice(row: &VoiceRow) -> VoiceView {
    VoiceView {
        by: row.moderator_id.to_string(),
        action: row.action,
        ground: row.ground.clone(),
        explanation: row.explanation.clone(),
        created_at: row.created_at,
    }
}

/// What came of deciding: a decision, or one of the two that it takes.
pub fn decided(decided: &Decided) -> DecisionView {
    DecisionView { waits: decided.waits, ..decision(&decided.decision) }
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
        waits: false,
        automated: row.decided_by.is_none(),
        appeal_outcome: row.appeal_outcome,
        version: version_of(row),
        created_at: row.created_at,
        actions: Vec::new(),
    }
}

/// Decisions are not changed but by appeals, and by their end.
fn version_of(row: &DecisionRow) -> i64 {
    1 + i64::from(row.appeal_outcome.is_some()) + i64::from(row.undone_at.is_some())
}

/// A line of the public log.
pub fn log_entry(row: DecisionRow) -> LogEntry {
    LogEntry {
        version: version_of(&row),
        id: row.id,
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

/// A flag, to whoever raised it; `can_appeal` is whether they may appeal against what it led to.
pub fn flag(row: FlagRow, can_appeal: bool) -> FlagView {
    let appeal = row.statement_id.as_ref().filter(|_| can_appeal && row.state == FlagState::Agreed);
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

/// A statement with its appeals, as one of its sides reads it; nobody where the reader is neither.
pub fn statement(row: StatementRow, appeals: &[AppealRow], side: Option<Side>, now: Timestamp) -> StatementView {
    let of = appeals.iter().filter(|appeal| appeal.statement_id == row.id);
    // Whoever reported it learns nothing of what others say.
    let own: Vec<AppealView> = of
        .filter(|row| side != Some(Side::Reporter) || row.side == Side::Reporter)
        .map(|row| appeal(row, false))
        .collect();
    let actions = statement_links(&row, appeals, side, now);
    StatementView {
        actions,
        appeals: own,
        acknowledged_at: row.acknowledged_at,
        id: row.id,
        state: row.state,
        target_kind: row.target_kind,
        target_id: row.target_id,
        path: row.path,
        action: row.action,
        snapshot: if side == Some(Side::Reporter) { String::new() } else { row.snapshot },
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

/// Whether this side may appeal now, as [`actions::appeal`] has it.
pub fn may_appeal(row: &StatementRow, appeals: &[AppealRow], side: Side, now: Timestamp) -> bool {
    let stands = matches!(row.state, StatementState::InForce | StatementState::Upheld);
    let appealed = appeals.iter().any(|appeal| appeal.statement_id == row.id && appeal.side == side);
    stands && !appealed && now <= row.appeal_until
}

fn statement_links(row: &StatementRow, appeals: &[AppealRow], side: Option<Side>, now: Timestamp) -> Vec<ActionLink> {
    let here = format!("/api/v1/statements/{}", row.id);
    let mut links = Vec::new();
    if side.is_some_and(|side| may_appeal(row, appeals, side, now)) {
        links.push(link("appeal", "POST", format!("{here}/appeals")));
    }
    let is_over = row.state.is_over();
    if side == Some(Side::Author) && row.action == Action::Warn && row.acknowledged_at.is_none() && !is_over {
        links.push(link("acknowledge", "PUT", format!("{here}/acknowledgement")));
    }
    links
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
