//! Planning an inspection.

use super::super::api::PlanInspection;
use super::super::model::{InspectionRow, InspectorRow, Kind, Role, State};
use super::super::rules::{self, Crew};
use super::super::table::Inspection;
use super::super::{load, store};
use crate::accounts::{self, AccountId, Member, Person};
use crate::app::Tx;
use crate::cases::{self, By};
use crate::directory::{self, ClinicRow, EntryState};
use crate::error::{AppError, CONFLICT_OF_INTEREST, NO_SUCH, NOT_ALLOWED_HERE, OUT_OF_RANGE, Refusal};
use crate::ids;
use crate::ledger;
use crate::text::plain;
use chrono::Datelike as _;
use serde_json::json;
use std::collections::HashMap;

/// Plans an inspection; the first inspector named leads.
///
/// # Errors
/// 422 for a clinic that is not listed, a day that is over, a crew that does not hold together; 403
/// `conflict_of_interest` for somebody who answers for the clinic or one of its physicians.
pub fn plan(tx: &mut Tx<'_>, member: &Member, new: &PlanInspection) -> Result<String, AppError> {
    if !new.inspectors.contains(&member.id) {
        return Err(Refusal::field("/inspectors", NOT_ALLOWED_HERE).into());
    }
    let clinic = listed(tx, new)?;
    check_day(tx, &clinic, new)?;
    let people = crew(tx, new)?;
    refuse_ties(tx, &clinic, new)?;
    let Some(lead) = new.inspectors.first() else {
        return Err(Refusal::field("/inspectors", crate::error::TOO_SHORT).into());
    };
    let row = InspectionRow {
        id: ids::mint(tx.now),
        subject_ref: ledger::new_subject_ref(),
        clinic_id: clinic.id,
        kind: new.kind,
        visit_on: new.visit_on.to_string(),
        lead_id: lead.clone(),
        quality_reader_id: new.quality_reader.clone(),
        points_officer_id: new.points_officer.clone(),
        conflicts: plain::tidy(&new.conflicts),
        checklist_version: i64::from(tx.site.pack.inspections.checklist_version),
        state: State::Planned,
        version: 0,
        notified_at: None,
        visited_at: None,
        locked_at: None,
        published_at: None,
        result: None,
        next_due_on: None,
        thread_id: None,
        created_at: tx.now,
    };
    store::insert(tx.conn, &row)?;
    name_inspectors(tx, &row.id, new, &people)?;
    let id = row.id.clone();
    let facts = load::one(tx.conn, tx.site, row)?;
    cases::found::<Inspection>(tx, &facts, &By::account(Role::Inspector, member.id.as_str()), json!({}))?;
    Ok(id)
}

fn listed(tx: &mut Tx<'_>, new: &PlanInspection) -> Result<ClinicRow, AppError> {
    match directory::clinic(tx.conn, &new.clinic_id) {
        Ok(clinic) if clinic.state == EntryState::Confirmed => Ok(clinic),
        Err(error) if error.code() != crate::error::NOT_FOUND => Err(error),
        _ => Err(Refusal::field("/clinic_id", NO_SUCH).into()),
    }
}

/// Nobody plans a visit for a day that is over, at the clinic and by the site's clock, nor an announced one for a day
/// inside its notice.
fn check_day(tx: &Tx<'_>, clinic: &ClinicRow, new: &PlanInspection) -> Result<(), AppError> {
    let calendar = load::calendar_of(tx.site, clinic, tx.now.date().year())?;
    let notice = tx.site.pack.inspections.clocks.notice;
    let first = match new.kind {
        Kind::Announced => calendar.nth_day(tx.now, notice.amount, notice.unit),
        Kind::Impromptu => calendar.earliest_today(tx.now),
    };
    if new.visit_on < first { Err(Refusal::field("/visit_on", OUT_OF_RANGE).into()) } else { Ok(()) }
}

type People = HashMap<AccountId, Person>;

/// Everybody named, who must hold the role that goes with it.
fn crew(tx: &mut Tx<'_>, new: &PlanInspection) -> Result<People, AppError> {
    let people = accounts::people(tx.conn, &named(new))?;
    let holds = |account: &AccountId, role| people.get(account).is_some_and(|person| person.roles.contains(&role));
    for (place, inspector) in new.inspectors.iter().enumerate() {
        if !holds(inspector, accounts::Role::Inspector) {
            return Err(Refusal::field(format!("/inspectors/{place}"), NO_SUCH).into());
        }
    }
    if !holds(&new.quality_reader, accounts::Role::Inspector) {
        return Err(Refusal::field("/quality_reader", NO_SUCH).into());
    }
    if !holds(&new.points_officer, accounts::Role::CaseOfficer) {
        return Err(Refusal::field("/points_officer", NO_SUCH).into());
    }
    let inspectors: Vec<&str> = new.inspectors.iter().map(AccountId::as_str).collect();
    let physicians: Vec<&str> =
        people.values().filter(|person| is_physician(person)).map(|person| person.id.as_str()).collect();
    rules::check_crew(&Crew {
        inspectors: &inspectors,
        physicians: &physicians,
        quality_reader: new.quality_reader.as_str(),
        points_officer: new.points_officer.as_str(),
    })?;
    Ok(people)
}

fn named(new: &PlanInspection) -> Vec<AccountId> {
    let others = [new.quality_reader.clone(), new.points_officer.clone()];
    new.inspectors.iter().cloned().chain(others).collect()
}

fn is_physician(person: &Person) -> bool {
    person.roles.contains(&accounts::Role::Physician)
}

/// Whoever answers for the clinic, or for one of its physicians, or declared a tie to them, has no part in judging it.
fn refuse_ties(tx: &mut Tx<'_>, clinic: &ClinicRow, new: &PlanInspection) -> Result<(), AppError> {
    let mut tied = directory::who_answers_for(tx.conn, None, Some(&clinic.id))?;
    let physicians = directory::physicians_at(tx.conn, &clinic.id)?;
    for physician in &physicians {
        tied.extend(directory::who_answers_for(tx.conn, Some(physician), None)?);
    }
    let named = named(new);
    let subjects = (physicians.as_slice(), std::slice::from_ref(&clinic.id));
    tied.extend(directory::declared_to(&mut tx.reader(), &named, subjects)?);
    let is_tied = named.iter().any(|account| tied.contains(account));
    if is_tied { Err(CONFLICT_OF_INTEREST.into()) } else { Ok(()) }
}

fn name_inspectors(tx: &mut Tx<'_>, id: &str, new: &PlanInspection, people: &People) -> Result<(), AppError> {
    for (place, account) in (1..).zip(&new.inspectors) {
        let row = InspectorRow {
            inspection_id: id.to_owned(),
            account_id: account.clone(),
            place,
            is_physician: people.get(account).is_some_and(is_physician),
        };
        store::name_inspector(tx.conn, &row)?;
    }
    Ok(())
}
