//! One function for each thing somebody may want to do with a complaint, each in one transaction.

mod clinic;
mod filing;
mod incoming;
mod messages;
mod officer;
mod panel;
mod patient;
mod recommendations;
mod result;

pub use clinic::{
    IN_PROGRESS, acknowledge, acknowledge_by_link, case_of_link, closed_case_of_link, respond, respond_by_link,
};
pub use filing::{Filed, add_evidence, file, seal_evidence};
pub use incoming::{receive, reply_address};
pub use messages::{message, readdress};
pub use officer::{assess, assess_as_offered, close, extend, pause, resume, triage};
pub use panel::{
    appeal, call_for_evidence, check_facts, comment, decide, draft_findings, end_mediation, offer_mediation, recuse,
    seat_panel,
};
pub use patient::{agree_to_be_named, escalate, give_feedback, publish_narrative, withdraw, withdraw_narrative};
pub use recommendations::{complete, recommend};

use super::facts::ComplaintFacts;
use super::model::{ComplaintRow, Event, PanelRow, Role, StatementKind, StatementRow};
use super::rules::BENCH;
use super::store;
use super::table::Complaint;
use crate::accounts::{self, AccountId, Member};
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::db::JsonText;
use crate::directory::{self, Ties};
use crate::error::{AppError, CONFLICT_OF_INTEREST, FORBIDDEN, Refusal};
use crate::ids;
use crate::specialty::Category;
use crate::text::plain;
use serde::Serialize;
use serde_json::Value;

/// The two sides.
const PARTIES: &[Role] = &[Role::Patient, Role::Clinic];

/// In which capacities somebody of whom it is known whom they may not judge may act on, or look at, this complaint;
/// none for a stranger.
pub fn standing_with(facts: &ComplaintFacts, member: &Member, ties: &Ties) -> Vec<Role> {
    let sits = facts.sitting().any(|seat| seat.account_id == member.id);
    roles_in(&facts.row, member, (sits, ties))
}

/// The complaint, for whoever may have a part in it, and whom they may not judge.
///
/// What is another's and what never was take the same queries, so that no answer tells one from the other by its time.
///
/// # Errors
/// `not_found`.
pub fn known(reader: &mut Reader<'_>, member: &Member, id: &str) -> Result<(ComplaintRow, Ties), AppError> {
    let found = AppError::or_none(store::find(reader.conn, id))?;
    let panels = store::panels_of(reader.conn, &[id.to_owned()])?;
    let ties = directory::conflicts_of(reader, &member.id)?;
    let row = found.ok_or_else(AppError::not_found)?;
    let sits = panels.iter().any(|seat| seat.account_id == member.id && seat.recused_at.is_none());
    if roles_in(&row, member, (sits, &ties)).is_empty() { Err(AppError::not_found()) } else { Ok((row, ties)) }
}

/// Whether somebody with these ties may not judge this complaint.
pub fn is_tied(row: &ComplaintRow, ties: &Ties) -> bool {
    ties.hold(row.physician_id.as_ref(), row.clinic_id.as_ref())
}

/// The capacities of somebody who sits on the panel, or answers for the other side, or does neither.
fn roles_in(row: &ComplaintRow, member: &Member, (sits, ties): (bool, &Ties)) -> Vec<Role> {
    let answers = ties.answer_for(row.physician_id.as_ref(), row.clinic_id.as_ref());
    let mut roles = Vec::new();
    if row.complainant_id == member.id {
        roles.push(Role::Patient);
    }
    if sits && BENCH.iter().any(|role| member.has(*role)) {
        roles.push(Role::Panel);
    }
    // A complaint is nobody else's business before somebody has read it and written to the clinic.
    if answers && row.is_sent() {
        roles.push(Role::Clinic);
    }
    // Staff with a part of their own in the case, or a tie to the other side, have no say in it as staff.
    if !is_tied(row, ties) && (roles.is_empty() || roles == [Role::Panel]) {
        roles.extend(member.has(accounts::Role::CaseOfficer).then_some(Role::Officer));
        roles.extend(member.has(accounts::Role::Board).then_some(Role::Board));
    }
    roles
}

/// Opens the case for somebody who acts as `role`.
///
/// # Errors
/// `not_found` for strangers; `forbidden` for those who may see the case but not do this; `conflict_of_interest` for
/// staff and members of the panel who are tied to the other side.
fn open_as(tx: &mut Tx<'_>, id: &str, member: &Member, role: Role) -> Result<(ComplaintFacts, By<Role>), AppError> {
    open_as_one_of(tx, id, member, &[role])
}

/// Opens the case for somebody who acts in one of these capacities, the first that fits.
///
/// # Errors
/// As [`open_as`].
fn open_as_one_of(
    tx: &mut Tx<'_>,
    id: &str,
    member: &Member,
    wanted: &[Role],
) -> Result<(ComplaintFacts, By<Role>), AppError> {
    let (facts, (_, ties)) = cases::open_known::<Complaint, _>(tx, id, |reader| known(reader, member, id))?;
    let roles = standing_with(&facts, member, &ties);
    let role = wanted.iter().find(|role| roles.contains(role));
    if roles.is_empty() {
        return Err(AppError::not_found());
    }
    if is_tied(&facts.row, &ties) && would_judge(member, (wanted, role.copied()), &facts.row, &ties) {
        return Err(CONFLICT_OF_INTEREST.into());
    }
    let role = role.ok_or(AppError::from(FORBIDDEN))?;
    Ok((facts, By::account(*role, member.id.as_str())))
}

/// Whether somebody who is tied to the other side is about to judge: on the panel, or as staff who have no part of
/// their own. Whoever answers for the clinic is no staff here, and knows only what was sent there.
fn would_judge(member: &Member, (wanted, role): (&[Role], Option<Role>), row: &ComplaintRow, ties: &Ties) -> bool {
    let answers = ties.answer_for(row.physician_id.as_ref(), row.clinic_id.as_ref());
    let as_staff = |role: &Role| match role {
        Role::Officer => member.has(accounts::Role::CaseOfficer),
        Role::Board => member.has(accounts::Role::Board),
        _ => false,
    };
    role == Some(Role::Panel) || (role.is_none() && !answers && wanted.iter().any(as_staff))
}

/// Opens the case for a member of its panel who leaves it, tied or not.
///
/// # Errors
/// As [`open_as`], but for the ties.
fn open_to_leave(tx: &mut Tx<'_>, id: &str, member: &Member) -> Result<(ComplaintFacts, By<Role>), AppError> {
    let (facts, (_, ties)) = cases::open_known::<Complaint, _>(tx, id, |reader| known(reader, member, id))?;
    let roles = standing_with(&facts, member, &ties);
    match roles.as_slice() {
        [] => Err(AppError::not_found()),
        roles if roles.contains(&Role::Panel) => Ok((facts, By::account(Role::Panel, member.id.as_str()))),
        _ => Err(FORBIDDEN.into()),
    }
}

/// Raises an event whose data is all there is to it.
fn step(tx: &mut Tx<'_>, facts: &ComplaintFacts, event: Event, by: &By<Role>, data: Value) -> Result<(), AppError> {
    cases::act::<Complaint>(tx, facts, event, by, data).map(drop)
}

/// Writes down what somebody said; answers it as it was written down, for the event that keeps it too.
fn say(
    tx: &mut Tx<'_>,
    facts: &ComplaintFacts,
    by: &By<Role>,
    (kind, text): (StatementKind, &str),
    detail: &impl Serialize,
) -> Result<String, AppError> {
    let account_id = by.account.as_deref().map(str::parse::<AccountId>).transpose().map_err(AppError::internal)?;
    let row = StatementRow {
        id: ids::mint(tx.now),
        complaint_id: facts.row.id.clone(),
        kind,
        role: by.role,
        account_id,
        text: plain::tidy(text),
        detail: JsonText::of(detail)?,
        at: tx.now,
    };
    store::say(tx.conn, &row)?;
    Ok(row.text)
}

/// # Errors
/// 422 `no_such` at `pointer` when the pack has no such category.
fn check_category<'a>(tx: &Tx<'a>, pointer: &str, category: &str) -> Result<&'a Category, Refusal> {
    tx.site.pack.complaints.category(category).ok_or_else(|| Refusal::field(pointer, crate::error::NO_SUCH))
}

/// SHA-256 of a link's token, hexadecimal: what the database keeps of it.
pub(super) fn hash_of_token(token: &str) -> String {
    use sha2::{Digest as _, Sha256};
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Of everybody, those who may not sit on the panel: the parties, the officer, whoever left this panel or sat on one
/// before; and of `people`, those who declared a tie to the other side.
pub fn barred(
    reader: &mut Reader<'_>,
    facts: &ComplaintFacts,
    people: &[AccountId],
) -> Result<Vec<AccountId>, AppError> {
    let (physician, clinic) = (&facts.row.physician_id, &facts.row.clinic_id);
    let mut barred = directory::who_answers_for(reader.conn, physician.as_ref(), clinic.as_ref())?;
    barred.push(facts.row.complainant_id.clone());
    barred.extend(facts.row.officer_id.clone());
    let earlier = store::panels_of(reader.conn, std::slice::from_ref(&facts.row.id))?;
    let gone = |seat: &PanelRow| seat.recused_at.is_some() || seat.round < facts.round;
    barred.extend(earlier.into_iter().filter(gone).map(|seat| seat.account_id));
    barred.extend(directory::declared_to(reader, people, (physician.as_slice(), clinic.as_slice()))?);
    Ok(barred)
}
