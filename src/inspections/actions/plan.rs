//! Planning an inspection.

use super::super::api::PlanInspection;
use super::super::model::{InspectionRow, InspectorRow, Role, State};
use super::super::table::Inspection;
use super::super::{load, store};
use super::sketch::{self, People, Sketch, is_physician};
use crate::accounts::Member;
use crate::app::Tx;
use crate::cases::{self, By};
use crate::directory::{self, ClinicRow};
use crate::error::{AppError, CONFLICT_OF_INTEREST, NOT_ALLOWED_HERE, Refusal, TOO_SHORT};
use crate::ids;
use crate::ledger;
use crate::text::plain;
use serde_json::json;

/// Plans an inspection; the first inspector named leads.
///
/// # Errors
/// 422 with every field that is wrong: a clinic that is not listed, a day that is over, a crew that does not hold
/// together; 403 `conflict_of_interest` for somebody who answers for the clinic or one of its physicians.
pub fn plan(tx: &mut Tx<'_>, member: &Member, new: &PlanInspection) -> Result<String, AppError> {
    plan_from(tx, member, &Sketch::from(new))
}

/// The same from what a form says so far: what it leaves out is named with everything else that is wrong.
///
/// # Errors
/// As [`plan`].
pub fn plan_from(tx: &mut Tx<'_>, member: &Member, sketch: &Sketch) -> Result<String, AppError> {
    if !sketch.inspectors.contains(&member.id) {
        return Err(Refusal::field("/inspectors", NOT_ALLOWED_HERE).into());
    }
    let (new, clinic, people) = sketch::checked(tx, sketch)?;
    refuse_ties(tx, &clinic, sketch)?;
    let row = row_of(tx, clinic, &new)?;
    store::insert(tx.conn, &row)?;
    name_inspectors(tx, &row.id, &new, &people)?;
    let id = row.id.clone();
    let facts = load::one(tx.conn, tx.site, row)?;
    cases::found::<Inspection>(tx, &facts, &By::account(Role::Inspector, member.id.as_str()), json!({}))?;
    Ok(id)
}

fn row_of(tx: &Tx<'_>, clinic: ClinicRow, new: &PlanInspection) -> Result<InspectionRow, Refusal> {
    let lead = new.inspectors.first().ok_or_else(|| Refusal::field("/inspectors", TOO_SHORT))?;
    Ok(InspectionRow {
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
    })
}

/// Whoever answers for the clinic, or for one of its physicians, or declared a tie to them, has no part in judging it.
fn refuse_ties(tx: &mut Tx<'_>, clinic: &ClinicRow, sketch: &Sketch) -> Result<(), AppError> {
    let mut tied = directory::who_answers_for(tx.conn, None, Some(&clinic.id))?;
    let physicians = directory::physicians_at(tx.conn, &clinic.id)?;
    for physician in &physicians {
        tied.extend(directory::who_answers_for(tx.conn, Some(physician), None)?);
    }
    let named = sketch.named();
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
