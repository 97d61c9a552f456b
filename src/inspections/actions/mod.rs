//! One function for each thing somebody may want to do with an inspection, each in one transaction.

mod after;
mod clinic;
mod evidence;
mod plan;
mod publish;
mod report;
mod sketch;
mod visit;

pub use after::{complete, correct};
pub use clinic::{answer, check_facts};
pub use evidence::{add_evidence, seal_evidence};
pub use plan::{plan, plan_from};
pub use publish::publish;
pub use report::{check_quality, decide_point, draft};
pub use sketch::{Sketch, first_day};
pub use visit::{abort, begin_visit, give_notice, lock, notify, refuse, resume, score, suspend};

use super::facts::InspectionFacts;
use super::model::{Event, InspectionRow, InspectorRow, Role, StatementKind, StatementRow};
use super::table::Inspection;
use super::{rules, store};
use crate::accounts::{self, AccountId, Member};
use crate::app::Tx;
use crate::cases::{self, By};
use crate::db::Connection;
use crate::directory;
use crate::error::{AppError, FORBIDDEN, NO_SUCH, Refusal};
use crate::ids;
use crate::specialty::{InspectionItem, Pack};
use crate::text::plain;
use serde_json::Value;

/// In which capacities somebody may act on, or look at, this inspection; none for a stranger.
pub fn standing(conn: &mut Connection, facts: &InspectionFacts, member: &Member) -> Result<Vec<Role>, AppError> {
    let answers = directory::who_answers_for(conn, None, Some(&facts.row.clinic_id))?.contains(&member.id);
    Ok(roles_in(&facts.row, &facts.inspectors, member, answers))
}

/// The inspection, for whoever may know of it.
///
/// What is hidden and what never was take the same queries, so that no answer tells one from the other by its time.
///
/// # Errors
/// `not_found`.
pub fn known(conn: &mut Connection, member: Option<&Member>, id: &str) -> Result<InspectionRow, AppError> {
    let found = AppError::or_none(store::find(conn, id))?;
    let Some(member) = member else {
        return found.filter(|row| row.published_at.is_some()).ok_or_else(AppError::not_found);
    };
    let inspectors = store::inspectors_of(conn, &[id.to_owned()])?;
    let clinics = directory::clinics_answered_by(conn, &member.id)?;
    let row = found.ok_or_else(AppError::not_found)?;
    let roles = roles_in(&row, &inspectors, member, clinics.contains(&row.clinic_id));
    if row.published_at.is_some() || !roles.is_empty() { Ok(row) } else { Err(AppError::not_found()) }
}

/// The same where it is known whether the member `answers` for the clinic, who then is nothing else here. Whoever
/// lost the role goes with it.
pub fn roles_in(row: &InspectionRow, inspectors: &[InspectorRow], member: &Member, answers: bool) -> Vec<Role> {
    if answers {
        return rules::is_open_to_clinic(row.state).then_some(Role::Clinic).into_iter().collect();
    }
    let inspects = member.has(accounts::Role::Inspector);
    let visits = inspectors.iter().any(|inspector| inspector.account_id == member.id);
    let decides = member.has(accounts::Role::CaseOfficer) && row.points_officer_id == member.id;
    [
        (inspects && row.lead_id == member.id, Role::Lead),
        (inspects && visits, Role::Inspector),
        (inspects && row.quality_reader_id == member.id, Role::QualityReader),
        (decides, Role::PointsOfficer),
    ]
    .into_iter()
    .filter_map(|(is, role)| is.then_some(role))
    .collect()
}

/// Opens the case for somebody who acts as `role`.
///
/// # Errors
/// `not_found` for strangers to what is not public; `forbidden` for those who may read it but not do this.
fn open_as(tx: &mut Tx<'_>, id: &str, member: &Member, role: Role) -> Result<(InspectionFacts, By<Role>), AppError> {
    let (facts, _) = cases::open_known::<Inspection, _>(tx, id, |reader| known(reader.conn, Some(member), id))?;
    let roles = standing(tx.conn, &facts, member)?;
    if roles.contains(&role) {
        return Ok((facts, By::account(role, member.id.as_str())));
    }
    let may_read = facts.is_public() || !roles.is_empty();
    Err(if may_read { FORBIDDEN.into() } else { AppError::not_found() })
}

/// Raises an event whose data is all there is to it.
fn step(tx: &mut Tx<'_>, facts: &InspectionFacts, event: Event, by: &By<Role>, data: Value) -> Result<(), AppError> {
    cases::act::<Inspection>(tx, facts, event, by, data).map(drop)
}

/// The account that acts.
fn author(by: &By<Role>) -> Result<AccountId, AppError> {
    by.account.as_deref().unwrap_or_default().parse().map_err(AppError::internal)
}

/// Writes down somebody's words, and lets the facts know of them.
fn say(
    tx: &mut Tx<'_>,
    facts: &mut InspectionFacts,
    by: &By<Role>,
    (kind, text): (StatementKind, &str),
    item: Option<&str>,
) -> Result<(), AppError> {
    let row = StatementRow {
        id: ids::mint(tx.now),
        inspection_id: facts.row.id.clone(),
        kind,
        item: item.map(str::to_owned),
        account_id: author(by)?,
        text: plain::tidy(text),
        at: tx.now,
    };
    store::say(tx.conn, &row)?;
    facts.statements.push(row);
    Ok(())
}

/// Refuses an address that names no item of the checklist; who may not know of the inspection is refused before.
///
/// # Errors
/// 404 `no_such_item`.
fn on_checklist(pack: &Pack, code: &str) -> Result<(), Refusal> {
    if pack.inspections.item(code).is_some() { Ok(()) } else { Err(Refusal::new(rules::NO_SUCH_ITEM)) }
}

/// The item of the checklist that a field names.
///
/// # Errors
/// 422 `no_such` at `pointer`.
fn item<'p>(pack: &'p Pack, pointer: &str, code: &str) -> Result<&'p InspectionItem, Refusal> {
    let found = pack.inspections.item(code).map(|(_, item)| item);
    found.ok_or_else(|| Refusal::field(pointer, NO_SUCH))
}
