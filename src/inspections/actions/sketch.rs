//! What a plan says so far, and everything that is wrong with it, told at once.

use super::super::api::PlanInspection;
use super::super::load;
use super::super::model::Kind;
use super::super::rules::{self, Crew};
use crate::accounts::{self, AccountId, Person};
use crate::app::{Site, Tx};
use crate::clock::Timestamp;
use crate::directory::{self, ClinicId, ClinicRow, EntryState};
use crate::error::{AppError, NO_SUCH, OUT_OF_RANGE, REQUIRED};
use crate::web::Wrong;
use chrono::{Datelike as _, NaiveDate};
use std::collections::HashMap;

/// A plan that may leave anything out, as forms do.
#[derive(Debug, Clone)]
pub struct Sketch {
    pub clinic_id: Option<ClinicId>,
    pub kind: Option<Kind>,
    pub visit_on: Option<NaiveDate>,
    /// The first leads.
    pub inspectors: Vec<AccountId>,
    pub quality_reader: Option<AccountId>,
    pub points_officer: Option<AccountId>,
    pub conflicts: String,
}

impl From<&PlanInspection> for Sketch {
    fn from(new: &PlanInspection) -> Self {
        Self {
            clinic_id: Some(new.clinic_id.clone()),
            kind: Some(new.kind),
            visit_on: Some(new.visit_on),
            inspectors: new.inspectors.clone(),
            quality_reader: Some(new.quality_reader.clone()),
            points_officer: Some(new.points_officer.clone()),
            conflicts: new.conflicts.clone(),
        }
    }
}

impl Sketch {
    /// Everybody named.
    pub fn named(&self) -> Vec<AccountId> {
        let others = self.quality_reader.iter().chain(&self.points_officer);
        self.inspectors.iter().chain(others).cloned().collect()
    }

    /// The plan, where nothing is left out.
    fn whole(&self) -> Option<PlanInspection> {
        Some(PlanInspection {
            clinic_id: self.clinic_id.clone()?,
            kind: self.kind?,
            visit_on: self.visit_on?,
            inspectors: self.inspectors.clone(),
            quality_reader: self.quality_reader.clone()?,
            points_officer: self.points_officer.clone()?,
            conflicts: self.conflicts.clone(),
        })
    }

    fn name_gaps(&self, wrong: &mut Wrong) {
        for (pointer, is_given) in [
            ("/clinic_id", self.clinic_id.is_some()),
            ("/kind", self.kind.is_some()),
            ("/visit_on", self.visit_on.is_some()),
            ("/quality_reader", self.quality_reader.is_some()),
            ("/points_officer", self.points_officer.is_some()),
        ] {
            if !is_given {
                wrong.add(pointer, REQUIRED);
            }
        }
    }
}

/// Those named, by account.
pub type People = HashMap<AccountId, Person>;

/// The plan with its clinic and its people.
///
/// # Errors
/// 422 with every field that is wrong.
pub fn checked(tx: &mut Tx<'_>, sketch: &Sketch) -> Result<(PlanInspection, ClinicRow, People), AppError> {
    let mut wrong = Wrong::default();
    sketch.name_gaps(&mut wrong);
    let clinic = listed(tx, sketch.clinic_id.as_ref(), &mut wrong)?;
    check_day(tx, sketch, clinic.as_ref(), &mut wrong)?;
    wrong.length("/conflicts", &sketch.conflicts, 1..=rules::REASON_MAX);
    let people = accounts::people(tx.conn, &sketch.named())?;
    check_people(sketch, &people, &mut wrong);
    wrong.into_result()?;
    let (Some(new), Some(clinic)) = (sketch.whole(), clinic) else {
        return Err(AppError::internal("a plan without gaps has one"));
    };
    Ok((new, clinic, people))
}

/// The clinic, where it is listed.
fn listed(tx: &mut Tx<'_>, id: Option<&ClinicId>, wrong: &mut Wrong) -> Result<Option<ClinicRow>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let clinic = AppError::or_none(directory::clinic(tx.conn, id))?;
    let clinic = clinic.filter(|clinic| clinic.state == EntryState::Confirmed);
    if clinic.is_none() {
        wrong.add("/clinic_id", NO_SUCH);
    }
    Ok(clinic)
}

/// Nobody plans a visit for a day that is over, nor an announced one for a day inside its notice.
fn check_day(tx: &Tx<'_>, sketch: &Sketch, clinic: Option<&ClinicRow>, wrong: &mut Wrong) -> Result<(), AppError> {
    if let (Some(clinic), Some(kind), Some(day)) = (clinic, sketch.kind, sketch.visit_on)
        && day < first_day(tx.site, clinic, kind, tx.now)?
    {
        wrong.add("/visit_on", OUT_OF_RANGE);
    }
    Ok(())
}

/// The earliest day that a visit can be planned for: today, at the clinic and by the site's clock; of an announced one
/// the end of its notice.
pub fn first_day(site: &Site, clinic: &ClinicRow, kind: Kind, now: Timestamp) -> Result<NaiveDate, AppError> {
    let calendar = load::calendar_of(site, clinic, now.date().year())?;
    let notice = site.pack.inspections.clocks.notice;
    Ok(match kind {
        Kind::Announced => calendar.nth_day(now, notice.amount, notice.unit),
        Kind::Impromptu => calendar.earliest_today(now),
    })
}

/// Everybody named must hold the role that goes with it, and the crew must hold together.
fn check_people(sketch: &Sketch, people: &People, wrong: &mut Wrong) {
    let holds = |account: &AccountId, role| people.get(account).is_some_and(|person| person.roles.contains(&role));
    let (visitors, others): (Vec<_>, Vec<_>) =
        sketch.inspectors.iter().enumerate().partition(|(_, one)| holds(one, accounts::Role::Inspector));
    for (place, _) in &others {
        wrong.add(&format!("/inspectors/{place}"), NO_SUCH);
    }
    for (pointer, account, role) in [
        ("/quality_reader", &sketch.quality_reader, accounts::Role::Inspector),
        ("/points_officer", &sketch.points_officer, accounts::Role::CaseOfficer),
    ] {
        if account.as_ref().is_some_and(|account| !holds(account, role)) {
            wrong.add(pointer, NO_SUCH);
        }
    }
    let inspectors: Vec<&str> = visitors.iter().map(|(_, one)| one.as_str()).collect();
    let physicians: Vec<&str> =
        people.values().filter(|person| is_physician(person)).map(|person| person.id.as_str()).collect();
    let crew = Crew {
        inspectors: &inspectors,
        physicians: &physicians,
        quality_reader: sketch.quality_reader.as_ref().map(AccountId::as_str),
        points_officer: sketch.points_officer.as_ref().map(AccountId::as_str),
    };
    // Who is nobody's inspector was named: how many there are is asked once they are.
    if others.is_empty() {
        rules::check_visitors(&crew, wrong);
    }
    rules::check_apart(&crew, wrong);
}

pub fn is_physician(person: &Person) -> bool {
    person.roles.contains(&accounts::Role::Physician)
}
