//! What can be read of moderation, by whom: the same for REST and pages.

use super::actions::{refuse_conflict, side_of};
use super::api::{
    ActionCount, AppealDetail, FlagView, GroundCount, LogEntry, QueueFilter, QueueItemDetail, QueueItemView,
    StatementView,
};
use super::model::{
    AppealId, AppealRow, AppealState, DecisionRow, FlagId, FlagRow, ItemId, ItemRow, ItemState, Side, StatementId,
    StatementRow, StatementState, TargetKind,
};
use super::store::flags::ByInstant;
use super::store::items::{ByPriority, Choice};
use super::store::{appeals, decisions, flags, items, statements};
use super::{actions, links, points, views};
use crate::accounts::{AccountId, Member, Role};
use crate::app::Reader;
use crate::clock::Timestamp;
use crate::error::{AppError, FORBIDDEN};
use crate::web::{Listed, Window};
use std::collections::HashMap;

/// Decisions about one thing that an item shows.
const EARLIER: i64 = 20;
/// Who may read statements that are not theirs.
const READERS: &[Role] = &[Role::Moderator, Role::Appeals, Role::Auditor, Role::Admin];
/// Who hears appeals.
pub const HEARERS: &[Role] = &[Role::Appeals, Role::Moderator];

/// Whether somebody reads statements as staff.
pub fn moderates(member: &Member) -> bool {
    READERS.iter().any(|role| member.has(*role))
}

/// A page of the queue.
pub fn queue(
    reader: &mut Reader<'_>,
    moderator: &AccountId,
    filter: &QueueFilter,
    window: &Window<ByPriority>,
) -> Result<Listed<QueueItemView>, AppError> {
    let page = rows(reader, filter, &[], window)?;
    Ok(Listed { items: views::items(reader, page.items, moderator)?, next: page.next, prev: page.prev })
}

fn rows(
    reader: &mut Reader<'_>,
    filter: &QueueFilter,
    without: &[ItemId],
    window: &Window<ByPriority>,
) -> Result<Listed<ItemRow>, AppError> {
    let rows = items::list(reader.conn, &choice(filter, without), window)?;
    Ok(window.listed(rows, |row| (row.priority, row.created_at, row.id.to_string()), |row| row))
}

/// What somebody asks for, but for these: open items unless they say otherwise.
fn choice<'a>(filter: &QueueFilter, without: &'a [ItemId]) -> Choice<'a> {
    Choice { state: filter.state.unwrap_or(ItemState::Open), kind: filter.kind, without }
}

/// The queue as one moderator works through it.
pub struct OwnQueue {
    /// A page of what waits for them.
    pub listed: Listed<QueueItemView>,
    /// How many there are of that in all.
    pub count: i64,
    /// What they have spoken on, and somebody else decides.
    pub spoken: Vec<QueueItemView>,
}

/// A page of what waits for this moderator, and apart from it what they have spoken on: of that they can do no more.
pub fn own_queue(
    reader: &mut Reader<'_>,
    moderator: &AccountId,
    filter: &QueueFilter,
    window: &Window<ByPriority>,
) -> Result<OwnQueue, AppError> {
    let mut spoken = items::spoken_on(reader.conn, moderator)?;
    let without: Vec<ItemId> = spoken.iter().map(|row| row.id.clone()).collect();
    let count = items::count(reader.conn, &choice(filter, &without))?;
    let page = rows(reader, filter, &without, window)?;
    let is_asked = |row: &ItemRow| {
        filter.state.is_none_or(|state| state == row.state) && filter.kind.is_none_or(|kind| kind == row.kind)
    };
    spoken.retain(is_asked);
    let waiting = page.items.len();
    let mut items = views::items(reader, page.items.into_iter().chain(spoken).collect(), moderator)?;
    let spoken = items.split_off(waiting);
    Ok(OwnQueue { listed: Listed { items, next: page.next, prev: page.prev }, count, spoken })
}

/// Several items, in no order; none for nothing.
pub fn some(reader: &mut Reader<'_>, moderator: &AccountId, ids: &[ItemId]) -> Result<Vec<QueueItemView>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = items::all(reader.conn, ids)?;
    views::items(reader, rows, moderator)
}

/// One item with what came before it.
///
/// # Errors
/// 403 `conflict_of_interest`.
pub fn item(reader: &mut Reader<'_>, moderator: &AccountId, id: &ItemId) -> Result<QueueItemDetail, AppError> {
    let row = items::find(reader.conn, id)?;
    refuse_conflict(reader, &row, moderator)?;
    let history = decisions::history(reader.conn, &row.author_id)?;
    let earlier = decisions::about(reader.conn, row.target_kind, &row.target_id, EARLIER)?;
    let warnings = decisions::warnings(reader.conn, &row.author_id)?;
    let rules = &reader.site.pack.flags.warnings;
    let warning_points = points::sum(rules, &warnings);
    let suggested_action = points::suggested(rules, warning_points);
    let item = views::items(reader, vec![row], moderator)?.pop().ok_or_else(AppError::not_found)?;
    Ok(QueueItemDetail {
        author_history: history.into_iter().map(|(action, count)| ActionCount { action, count }).collect(),
        earlier_decisions: earlier.iter().map(views::decision).collect(),
        warning_points,
        suggested_action,
        item,
    })
}

/// What somebody reported, newest first.
pub fn own_flags(
    reader: &mut Reader<'_>,
    account: &AccountId,
    window: &Window<ByInstant>,
) -> Result<Listed<FlagView>, AppError> {
    let rows = flags::list_of(reader.conn, account, window)?;
    let led = LedTo::find(reader, &rows)?;
    Ok(window.listed(rows, |row| (row.created_at, row.id.to_string()), |row| led.view(row)))
}

/// What flags led to: the same queries for any number.
struct LedTo {
    statements: HashMap<StatementId, StatementRow>,
    appeals: Vec<AppealRow>,
    now: Timestamp,
}

impl LedTo {
    fn find(reader: &mut Reader<'_>, rows: &[FlagRow]) -> Result<Self, AppError> {
        let ids: Vec<StatementId> = rows.iter().filter_map(|row| row.statement_id.clone()).collect();
        let statements = statements::all(reader.conn, &ids)?;
        let appeals = appeals::of_statements(reader.conn, &ids)?;
        let statements = statements.into_iter().map(|row| (row.id.clone(), row)).collect();
        Ok(Self { statements, appeals, now: reader.now })
    }

    fn view(&self, row: FlagRow) -> FlagView {
        let statement = row.statement_id.as_ref().and_then(|id| self.statements.get(id));
        let can_appeal = statement.is_some_and(|it| views::may_appeal(it, &self.appeals, Side::Reporter, self.now));
        views::flag(row, can_appeal)
    }

    /// How the statements ended that are over.
    fn over(self) -> HashMap<StatementId, StatementState> {
        let over = self.statements.into_iter().filter(|(_, row)| row.state.is_over());
        over.map(|(id, row)| (id, row.state)).collect()
    }
}

/// What somebody reported, as their page shows it.
pub struct OwnReports {
    pub listed: Listed<FlagView>,
    /// Where each thing stood; nothing for a thread that something stands against.
    pub places: HashMap<FlagId, String>,
    /// How what was done ended, where it stands no more.
    pub over: HashMap<StatementId, StatementState>,
}

/// The same with where each thing stood, and what no longer stands.
pub fn own_reports(
    reader: &mut Reader<'_>,
    account: &AccountId,
    window: &Window<ByInstant>,
) -> Result<OwnReports, AppError> {
    let rows = flags::list_of(reader.conn, account, window)?;
    let led = LedTo::find(reader, &rows)?;
    let ids: Vec<ItemId> = rows.iter().map(|row| row.item_id.clone()).collect();
    let targets: Vec<String> = rows.iter().map(|row| row.target_id.clone()).collect();
    let items = items::all(reader.conn, &ids)?;
    let standing = decisions::in_force_on(reader.conn, &targets)?;
    let place = |row: &FlagRow| {
        let item = items.iter().find(|item| item.id == row.item_id).filter(|item| !item.path.is_empty())?;
        // The address of a thread holds its title, which nobody is told while something stands against the thread.
        let is_kept = row.target_kind == TargetKind::Thread && standing.iter().any(|it| it.target_id == row.target_id);
        (!is_kept).then(|| (row.id.clone(), item.path.clone()))
    };
    let places = rows.iter().filter_map(place).collect();
    let listed = window.listed(rows, |row| (row.created_at, row.id.to_string()), |row| led.view(row));
    Ok(OwnReports { listed, places, over: led.over() })
}

/// What was said to somebody about their words, newest first.
pub fn own_statements(
    reader: &mut Reader<'_>,
    account: &AccountId,
    window: &Window<ByInstant>,
) -> Result<Listed<StatementView>, AppError> {
    let rows = statements::list_of(reader.conn, account, window)?;
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let appeals = appeals::of_statements(reader.conn, &ids)?;
    let now = reader.now;
    let key = |row: &StatementRow| (row.application_date, row.id.to_string());
    Ok(window.listed(rows, key, |row| views::statement(row, &appeals, Some(Side::Author), now)))
}

/// A statement, to its author, to whoever reported what it is about, and to those who moderate.
///
/// # Errors
/// `not_found` for everybody else.
pub fn statement(
    reader: &mut Reader<'_>,
    member: &Member,
    moderates: bool,
    id: &StatementId,
) -> Result<StatementView, AppError> {
    // What was written to others and what never was take the same queries.
    let found = AppError::or_none(statements::find(reader.conn, id))?;
    let reported = flags::led_to(reader.conn, &member.id, id)?;
    let row = found.ok_or_else(AppError::not_found)?;
    let side = match row.author_id == member.id {
        true => Some(Side::Author),
        false if moderates => None,
        false if reported => Some(Side::Reporter),
        false => return Err(AppError::not_found()),
    };
    let appeals = appeals::of_statement(reader.conn, id)?;
    Ok(views::statement(row, &appeals, side, reader.now))
}

/// The same with the statement of what was decided in its place, for the author and for staff.
///
/// # Errors
/// As [`statement`].
pub fn statement_with_newer(
    reader: &mut Reader<'_>,
    member: &Member,
    moderates: bool,
    id: &StatementId,
) -> Result<(StatementView, Option<StatementId>), AppError> {
    let view = statement(reader, member, moderates, id)?;
    if view.state != StatementState::Replaced {
        return Ok((view, None));
    }
    let about = decisions::about(reader.conn, view.target_kind, &view.target_id, EARLIER)?;
    let own = about.iter().find(|decision| decision.statement_id.as_ref() == Some(id));
    let is_own_author = own.is_some_and(|own| moderates || own.author_id == member.id);
    let ended = own.and_then(|own| own.undone_at).filter(|_| is_own_author);
    let instead = |decision: &&DecisionRow| {
        decision.statement_id.as_ref() != Some(id) && ended.is_some_and(|ended| decision.created_at >= ended)
    };
    // They are newest first: the one that took its place is the last of those since.
    let newer = about.iter().filter(instead).filter_map(|decision| decision.statement_id.clone()).next_back();
    Ok((view, newer))
}

/// A statement by the link of its letter, as its author reads it.
///
/// # Errors
/// `link_expired` for whoever holds no link.
pub fn statement_of_link(reader: &mut Reader<'_>, token: &str) -> Result<StatementView, AppError> {
    let row = links::open(reader, token)?;
    let appeals = appeals::of_statement(reader.conn, &row.id)?;
    Ok(views::statement(row, &appeals, Some(Side::Author), reader.now))
}

/// The warnings that somebody has yet to say they have read.
pub fn unread_warnings(reader: &mut Reader<'_>, account: &AccountId) -> Result<Vec<StatementView>, AppError> {
    let rows = statements::unread_warnings(reader.conn, account, reader.now)?;
    Ok(rows.into_iter().map(|row| views::statement(row, &[], Some(Side::Author), reader.now)).collect())
}

/// The appeal that somebody would make.
pub struct ToAppeal {
    pub side: Side,
    pub statement: StatementRow,
    /// Whether it can still be made.
    pub is_open: bool,
}

/// Whose appeal somebody would make, with the statement as its author would see it.
///
/// # Errors
/// `not_found` for strangers.
pub fn to_appeal(reader: &mut Reader<'_>, member: &Member, id: &StatementId) -> Result<ToAppeal, AppError> {
    let (side, statement) = side_of(reader.conn, id, &member.id)?;
    let appeals = appeals::of_statement(reader.conn, id)?;
    let is_open = views::may_appeal(&statement, &appeals, side, reader.now);
    Ok(ToAppeal { side, statement, is_open })
}

/// A page of appeals, for those who hear them.
///
/// # Errors
/// 403 for others.
pub fn appeals(
    reader: &mut Reader<'_>,
    member: &Member,
    state: AppealState,
    window: &Window<ByInstant>,
) -> Result<Listed<AppealDetail>, AppError> {
    if !HEARERS.iter().any(|role| member.has(*role)) {
        return Err(FORBIDDEN.into());
    }
    let rows = appeals::list(reader.conn, state, window)?;
    let page = window.listed(rows, |row| (row.created_at, row.id.to_string()), |row| row);
    let ids: Vec<_> = page.items.iter().map(|row| row.statement_id.clone()).collect();
    let found = statements::all(reader.conn, &ids)?;
    let parts = actions::parts_in(reader, &member.id, &ids)?;
    let now = reader.now;
    let detail = |row: AppealRow| {
        let statement = found.iter().find(|statement| statement.id == row.statement_id).cloned()?;
        let has_part = row.appellant_id == member.id || parts.contains(&row.statement_id);
        Some(AppealDetail {
            appeal: views::appeal(&row, !has_part),
            statement: views::statement(statement, &[], None, now),
            has_part,
        })
    };
    Ok(Listed { items: page.items.into_iter().filter_map(detail).collect(), next: page.next, prev: page.prev })
}

/// One appeal with its statement, to whoever may hear it.
///
/// # Errors
/// `not_found` for strangers, 403 `conflict_of_interest` for whoever decided first.
pub fn appeal(reader: &mut Reader<'_>, member: &Member, id: &AppealId) -> Result<AppealDetail, AppError> {
    let row = appeals::find(reader.conn, id)?;
    if !HEARERS.iter().any(|role| member.has(*role)) {
        return Err(AppError::not_found());
    }
    actions::may_hear(reader, member, &row)?;
    let statement = statements::find(reader.conn, &row.statement_id)?;
    let now = reader.now;
    let statement = views::statement(statement, &[], None, now);
    Ok(AppealDetail { appeal: views::appeal(&row, true), statement, has_part: false })
}

/// A page of the public log.
pub fn log(reader: &mut Reader<'_>, window: &Window<ByInstant>) -> Result<Listed<LogEntry>, AppError> {
    let rows = decisions::log(reader.conn, window)?;
    Ok(window.listed(rows, |row| (row.created_at, row.id.to_string()), views::log_entry))
}

/// The same with where the reasons are, for those who read all of them.
pub fn log_with_statements(
    reader: &mut Reader<'_>,
    window: &Window<ByInstant>,
) -> Result<Listed<(LogEntry, Option<StatementId>)>, AppError> {
    let rows = decisions::log(reader.conn, window)?;
    let with_statement = |row: DecisionRow| {
        let statement = row.statement_id.clone();
        (views::log_entry(row), statement)
    };
    Ok(window.listed(rows, |row| (row.created_at, row.id.to_string()), with_statement))
}

/// How often each ground led to each action.
pub fn counts(reader: &mut Reader<'_>) -> Result<Vec<GroundCount>, AppError> {
    let rows = decisions::counts(reader.conn)?;
    Ok(rows.into_iter().map(|(ground, action, count)| GroundCount { ground, action, count }).collect())
}
