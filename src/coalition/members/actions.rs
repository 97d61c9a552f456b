//! One function for each thing somebody may want to do with a membership, each in one transaction.

use super::api::{GiveAppeal, Notes, OpenReview, Reason, RenewLicence};
use super::facts::MembershipFacts;
use super::model::{DecisionKind, DecisionRow, Event, MembershipRow, Role, State};
use super::store;
use super::table::Membership;
use super::{case, hearing, measures, views};
use crate::accounts::{self, AccountId, Member};
use crate::app::{Reader, Tx};
use crate::cases::{self, By};
use crate::clock::Timestamp;
use crate::coalition::applications::{ApplicationFacts, later_months};
use crate::coalition::{recusal, rules};
use crate::db::{Connection, JsonText};
use crate::directory::{self, Licence, PhysicianId};
use crate::error::{AppError, FORBIDDEN, OUT_OF_RANGE, Refusal};
use crate::ids;
use crate::ledger;
use crate::workflow::{self, Word as _};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Whether a physician is a member at present.
pub fn is_member(conn: &mut Connection, physician: &PhysicianId) -> Result<bool, AppError> {
    Ok(store::current(conn, physician)?.is_some_and(|row| row.state.is_standing()))
}

/// The version of the membership that counts, where there is one.
pub fn version_of(conn: &mut Connection, physician: &PhysicianId) -> Result<Option<i64>, AppError> {
    Ok(store::current(conn, physician)?.map(|row| row.version))
}

/// Until when somebody may not apply again who was removed, or left a review or a measure open.
pub fn barred_until(tx: &mut Tx<'_>, physician: &PhysicianId) -> Result<Option<Timestamp>, AppError> {
    let months = tx.site.pack.membership.clocks.reinstatement_months;
    Ok(store::current(tx.conn, physician)?.and_then(|row| row.returns_from(months)))
}

/// Whether a physician was a member once and was removed, or left a review or a measure open: a return needs more votes
/// than a first admission.
pub fn was_removed(conn: &mut Connection, physician: &PhysicianId) -> Result<bool, AppError> {
    store::was_removed(conn, physician)
}

/// Whether the coalition has fewer members than it takes to fill its own seats.
pub fn is_founding(tx: &mut Tx<'_>) -> Result<bool, AppError> {
    let least = i64::from(tx.site.pack.membership.thresholds.founding_below);
    Ok(store::count_standing(tx.conn)? < least)
}

/// Makes a member of an applicant whose admission is public now.
pub fn admit(tx: &mut Tx<'_>, application: &ApplicationFacts) -> Result<(), AppError> {
    let physician = &application.row.physician_id;
    if let Some(mut earlier) = store::current(tx.conn, physician)? {
        earlier.superseded = true;
        store::update(tx.conn, &earlier)?;
    }
    let clocks = &tx.site.pack.membership.clocks;
    let calendar = case::calendar(tx.conn, physician)?;
    let last_day = last_day_of_licence(tx, application)?;
    let row = MembershipRow {
        id: ids::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        physician_id: physician.clone(),
        application_id: application.row.id.clone(),
        state: State::Probation,
        version: 0,
        founding: application.row.founding,
        superseded: false,
        since: tx.now,
        probation_ends_at: later_months(tx.now, clocks.probation_months),
        recredential_at: later_months(tx.now, clocks.recredential_months),
        licence_expires_on: last_day.map(|day| day.to_string()),
        licence_ends_at: last_day.map(|day| calendar.end_of(day)),
        measure_until: None,
        appeal_until: None,
        on_probation: true,
        under_appeal: false,
        state_before: None,
        created_at: tx.now,
        checked_at: None,
        check_due_at: Some(later_months(tx.now, clocks.check_months)),
        inspect_by: Some(later_months(tx.now, clocks.first_inspection_months)),
        inspected_at: None,
        inspection_overdue: false,
        hear_by: None,
    };
    store::insert(tx.conn, &row)?;
    let facts = case::facts_of(tx.conn, tx.site, row)?;
    let data = json!({ "application": application.row.id, "physician": facts.row.physician_id });
    cases::found::<Membership>(tx, &facts, &By::role(Role::Clock), data).map(drop)
}

/// The first day on which one of the licences ends: those of the application, else those of the directory.
fn last_day_of_licence(tx: &mut Tx<'_>, application: &ApplicationFacts) -> Result<Option<NaiveDate>, AppError> {
    let first = |licences: &[Licence]| licences.iter().filter_map(|licence| licence.expires_on).min();
    if let Some(day) = first(&application.form.licences) {
        return Ok(Some(day));
    }
    let physician = directory::physician(tx.conn, &application.row.physician_id)?;
    Ok(first(&physician.licences.read::<Vec<Licence>>()?))
}

/// In which capacities somebody acts on a membership; the register itself is public. While an appeal waits, more people
/// may hear it than those whose task it is.
pub fn standing(reader: &mut Reader<'_>, physician: &PhysicianId, member: &Member) -> Result<Vec<Role>, AppError> {
    let mut roles = Vec::new();
    if directory::who_answers_for(reader.conn, Some(physician), None)?.contains(&member.id) {
        roles.push(Role::Physician);
    }
    let own = std::slice::from_ref(&member.id);
    if roles.is_empty() && recusal::grounds_on_member(reader.conn, reader.site, physician, own)?.is_empty() {
        let held = [
            (accounts::Role::CredentialingOfficer, Role::Officer),
            (accounts::Role::Board, Role::Board),
            (accounts::Role::Appeals, Role::Appeals),
        ];
        roles.extend(held.into_iter().filter(|(role, _)| member.has(*role)).map(|(_, role)| role));
        let sits = !roles.contains(&Role::Appeals) && hearing::may_sit(member);
        if sits && store::current(reader.conn, physician)?.is_some_and(|row| row.awaits_hearing()) {
            roles.push(Role::Appeals);
        }
    }
    Ok(roles)
}

/// Opens the current membership of a physician for somebody who acts as `role`.
///
/// # Errors
/// `not_found` where the register has no entry; `forbidden`.
pub(super) fn open_as(
    tx: &mut Tx<'_>,
    physician: &PhysicianId,
    member: &Member,
    role: Role,
) -> Result<(MembershipFacts, By<Role>), AppError> {
    let row = store::current(tx.conn, physician)?.ok_or_else(AppError::not_found)?;
    let facts = cases::open::<Membership>(tx, &row.id)?;
    if !standing(&mut tx.reader(), physician, member)?.contains(&role) {
        return Err(FORBIDDEN.into());
    }
    Ok((facts, By::account(role, member.id.as_str())))
}

pub(super) fn step(
    tx: &mut Tx<'_>,
    facts: &MembershipFacts,
    (event, by): (Event, &By<Role>),
    data: Value,
) -> Result<(), AppError> {
    cases::act::<Membership>(tx, facts, event, by, data).map(drop)
}

/// Writes a line of the record.
pub(super) fn record(
    tx: &mut Tx<'_>,
    facts: &MembershipFacts,
    (kind, word, text): (DecisionKind, &str, &str),
    (until, votes, by): (Option<Timestamp>, &Value, Option<&AccountId>),
) -> Result<(), AppError> {
    let row = DecisionRow {
        id: ids::mint(tx.now),
        membership_id: facts.row.id.clone(),
        kind,
        word: word.to_owned(),
        text: text.to_owned(),
        until,
        votes: JsonText::of(votes)?,
        account_id: by.cloned(),
        at: tx.now,
    };
    store::decide(tx.conn, &row)
}

/// Opens a review.
pub fn open_review(
    tx: &mut Tx<'_>,
    member: &Member,
    physician: &PhysicianId,
    new: &OpenReview,
) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, physician, member, Role::Board)?;
    let data = json!({ "ground": new.ground, "reason": new.reason });
    step(tx, &facts, (Event::ReviewOpened, &by), data)?;
    let line = (DecisionKind::Review, new.ground.word(), new.reason.as_str());
    record(tx, &facts, line, (None, &json!([]), Some(&member.id)))
}

/// Opens a review because of what happened elsewhere, or somebody found; nothing where the membership is not in force.
pub fn review_by_itself(
    tx: &mut Tx<'_>,
    row: &MembershipRow,
    ground: super::model::Ground,
    found_by: Option<&AccountId>,
) -> Result<(), AppError> {
    let facts = cases::open::<Membership>(tx, &row.id)?;
    let by = By::role(Role::Clock);
    if workflow::step::<Membership>(facts.row.state, Event::ReviewOpened, by.role, &facts, tx.now).is_err() {
        return Ok(());
    }
    step(tx, &facts, (Event::ReviewOpened, &by), json!({ "ground": ground }))?;
    record(tx, &facts, (DecisionKind::Review, ground.word(), ""), (None, &json!([]), found_by))
}

/// Leaves the coalition. A review or a measure that is left open counts as a removal when the member applies again.
pub fn resign(tx: &mut Tx<'_>, member: &Member, physician: &PhysicianId, new: &Reason) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, physician, member, Role::Physician)?;
    let facts = measures::drop_vote(tx, facts, &by)?;
    let left_open = rules::left_open(facts.row.state, facts.row.state_before);
    step(tx, &facts, (Event::Resigned, &by), json!({ "reason": new.reason, "left_open": left_open }))
}

/// Writes down that the member has died.
pub fn record_death(tx: &mut Tx<'_>, member: &Member, physician: &PhysicianId, new: &Notes) -> Result<(), AppError> {
    let (facts, by) = open_as(tx, physician, member, Role::Officer)?;
    let facts = measures::drop_vote(tx, facts, &by)?;
    step(tx, &facts, (Event::Died, &by), json!({ "notes": new.notes }))
}

/// Asks another panel to look at the last measure.
pub fn appeal(tx: &mut Tx<'_>, member: &Member, physician: &PhysicianId, new: &GiveAppeal) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, physician, member, Role::Physician)?;
    let (hearers, needed) = hearing::panel(&mut tx.reader(), &facts.row.id, physician)?;
    facts.row.hear_by = Some(facts.hear_by(tx.now));
    let data = json!({
        "ground": new.ground, "text": new.text, "hearers": hearers.len(), "needed": needed, "hear_by": facts.row.hear_by,
    });
    step(tx, &facts, (Event::Appealed, &by), data)?;
    let line = (DecisionKind::Appeal, new.ground.as_str(), new.text.as_str());
    record(tx, &facts, line, (None, &json!([]), Some(&member.id)))
}

/// Writes down a renewed licence; a lapse that an expired one caused ends with it.
///
/// # Errors
/// 422 for a day that is over, and a check that lies ahead or is too old.
pub fn renew_licence(
    tx: &mut Tx<'_>,
    member: &Member,
    physician: &PhysicianId,
    new: &RenewLicence,
) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, physician, member, Role::Officer)?;
    let ends = facts.calendar.end_of(new.expires_on);
    if ends <= tx.now {
        return Err(Refusal::field("/expires_on", OUT_OF_RANGE).into());
    }
    facts.row.licence_expires_on = Some(new.expires_on.to_string());
    facts.row.licence_ends_at = Some(ends);
    let data = json!({ "expires_on": new.expires_on, "source_url": new.source_url });
    step(tx, &facts, (Event::LicenceRenewed, &by), data)?;
    let until = Some(ends);
    let text = new.source_url.as_deref().unwrap_or_default();
    let line = (DecisionKind::Credential, Event::LicenceRenewed.word(), text);
    record(tx, &facts, line, (until, &json!([]), Some(&member.id)))
}

/// Writes down that a member was credentialed anew.
pub fn recredential(tx: &mut Tx<'_>, member: &Member, physician: &PhysicianId, new: &Notes) -> Result<(), AppError> {
    let (mut facts, by) = open_as(tx, physician, member, Role::Officer)?;
    let until = later_months(tx.now, facts.rules.clocks.recredential_months);
    facts.row.recredential_at = until;
    step(tx, &facts, (Event::Recredentialed, &by), json!({ "notes": new.notes }))?;
    let line = (DecisionKind::Credential, Event::Recredentialed.word(), new.notes.as_str());
    record(tx, &facts, line, (Some(until), &json!([]), Some(&member.id)))
}

/// Who answers for the physician may see the badge's code; everybody may see the badge.
pub fn may_see_code(reader: &mut Reader<'_>, physician: &PhysicianId, member: &Member) -> Result<bool, AppError> {
    Ok(standing(reader, physician, member)?.contains(&Role::Physician) && views::has_entry(reader.conn, physician)?)
}
